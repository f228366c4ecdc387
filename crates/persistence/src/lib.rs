//! The only crate that knows diesel: two databases, two doors.
//!
//! [`Database::read`] and [`Database::write`] are the only ways to the data. They set the scope,
//! lock the streams, take the revisions, write the access log and commit.

mod access_log;
mod accounts;
mod actors;
mod appeals;
mod applications;
mod assessments;
mod backend;
mod caller;
mod care_teams;
mod caseload;
mod changes;
mod charters;
mod citizens;
mod connection;
mod contacts;
mod database;
mod day_plans;
mod days;
mod declined;
mod delegations;
mod departures;
mod duties;
mod failure;
mod filling;
mod follow;
mod frames;
mod idempotency;
mod impartiality;
mod imports;
mod meta;
mod migrations;
mod my_day;
mod new_id;
mod organisation;
mod plan_history;
mod overview;
mod plans;
mod proposals;
mod pulse;
mod query_count;
mod reader;
mod relations;
mod reparting;
mod schema;
mod shared_writer;
mod shifts;
mod sql_types;
mod standing;
mod stopping;
mod streams;
mod substitutes;
mod swaps;
mod tasks;
// What tests need to see of the inside. No feature of its own: that would build everything twice.
#[doc(hidden)]
pub mod testing;
mod tiltak;
mod vault;
mod vedtak;
mod visit_events;
mod visits;
mod whereabouts;
mod whose;
mod writer;

pub use access_log::{Kind as AccessKind, LogLine};
pub use accounts::{LoginFacts, RefreshRow, Session};
pub use appeals::{Letter, MarkKind};
pub use applications::ApplicationFilter;
pub use assessments::{AssessmentHead, NOBODY, Said};
pub use caller::{Caller, IdempotencyKey};
pub use caseload::InCaseload;
pub use changes::{Change, Head, Op};
pub use citizens::{Found, NewIdentity};
pub use database::Database;
pub use day_plans::PlanRow;
pub use days::{Colleague, Day};
pub use declined::Declined;
pub use failure::{Answer, Failure, Outcome};
pub use filling::{CitizenRecord, DoneVisit, Filling};
pub use follow::visit_dates;
pub use imports::KnownInUnit;
pub use my_day::{MyDay, UnitDay};
pub use new_id::new_id;
pub use organisation::{Employee, Unit};
pub use plan_history::{PlanPart, PlanVersion};
pub use overview::Overview;
pub use plans::PlanRecord;
pub use proposals::{
    Blocked, LeftOut, ProposalResult, ProposalRow, ProposalState, ProposedPart, Worded,
};
pub use reader::{Entered, Granted, Opened, Permit, Reader};
pub use sql_types::{AnyId, At, Coded, Doc, Id};
pub use standing::{Standing, Watch};
pub use stopping::{Consequences, StoppedVisit};
pub use streams::{MUNICIPALITY, Streams};
pub use tasks::{ListedTask, TaskFilter};
pub use vault::{Sealed, Vault};
pub use vedtak::{QueueFilter, StoredVedtak};
pub use visit_events::Held;
pub use visits::{DayVisit, NewVisit};
pub use whose::Whose;
pub use writer::Writer;
