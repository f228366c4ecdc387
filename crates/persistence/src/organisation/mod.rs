//! Districts, units, employees and memberships.

mod certificates;
mod employees;
mod memberships;
mod units;

pub use employees::Employee;
pub(crate) use employees::{EMPLOYEE, EmployeeRow, employee};
pub(crate) use memberships::{MEMBERSHIP, MembershipRow, membership};
pub use units::Unit;
