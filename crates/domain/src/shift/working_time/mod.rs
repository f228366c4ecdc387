//! Working-time rules as data, by law and by agreement (R-SHF-2). A breach warns and needs a
//! reason to keep; it never refuses, and it is never silent.

mod agreement;
mod check;
mod holidays;
mod reasons;
mod rows;
#[cfg(test)]
mod tests;

pub use agreement::{AgreedLimits, Agreement, AgreementScope, Terms, check_agreement};
pub use check::{WorkShift, breaches, introduced, short_notice};
pub use holidays::{days_of_rest, is_day_of_rest};
pub use rows::{Limits, WorkingTimeRow};
