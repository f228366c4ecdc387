//! The work lists of one unit, date and part of the day: who may change them, when they are put in
//! force, and how the day is closed (R-WL-2, R-WL-3, R-WL-9, R-WL-11).

mod board;
mod changes;
mod claim;
mod closing;
mod parts;
mod plan;
mod publication;

pub use board::{Board, Person, Ways};
pub use changes::{ChangeKind, Line, ListChange, changed_after_publishing};
pub(crate) use claim::begun;
pub use claim::{AssignFacts, ReleaseFacts, TakeFacts, may_assign, may_release, may_take};
pub use closing::{ClosingFacts, DoneFacts, Unfinished, UnfinishedKind, closing_list, may_close};
pub use parts::DayParts;
pub use plan::{DayPlan, DayPlanState, plan_of};
pub use publication::{PublicationFacts, VisitCheck, check_publication};
