//! What happened at visits, as phones tell it, also late, twice and in the wrong order (R-WL-6).

mod accept;
mod event;
mod state;
mod validate;

pub use accept::{Answer, EventFacts, EventFate, answer};
pub use event::{EventKind, NotDoneReason, VisitEvent};
pub use state::{Outcome, VisitState, state};
pub use validate::{NOTE_LENGTH, violations};
