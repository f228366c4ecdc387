//! What a team sees of itself: its size and education, where it is fragile, which competence and how
//! many hands it lacks, and its figures — the team's, never a ranking of people.

mod band;
mod capacity;
mod education;
mod figures;
mod fragility;
mod gaps;
mod size;
mod worker;

pub use band::Band;
pub use capacity::{
    Capacity, CapacityFacts, CompetenceCell, DayCell, OpenShift, Shortage, WeekdayMean, capacity,
};
pub use education::{OtherEducation, education_fault, education_signal, other_education_faults};
pub use figures::{StaffFigures, StaffShift, staff_figures};
pub use fragility::{Fragile, FragileFacts, fragility};
pub use gaps::{Expiring, Gap, expiring, gaps};
pub use size::{GoodSize, SizeFacts, size_signals};
pub use worker::{Needed, Worker};

#[cfg(test)]
pub(crate) mod fixtures;
