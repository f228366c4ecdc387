//! The rules of Tillit, pure: no database, no HTTP, no clock of its own.
//!
//! A rule is a function from facts to an answer or to *every* reason why not. Handlers load the
//! facts, ask, store and answer; nothing outside this crate decides.

pub mod assignment_rules;
pub mod day_plan;
pub mod duty;
pub mod familiarity;
pub mod appeal;
pub mod charter;
pub mod decision_settings;
pub mod delegation;
pub mod habilitet;
pub mod ids;
pub mod interval;
pub mod organisation;
pub mod policy;
pub mod assessment;
pub mod citizen;
pub mod frame;
pub mod ids;
pub mod national_number;
pub mod organisation;
pub mod reablement;
pub mod reason;
pub mod recurrence;
pub mod service;
pub mod session;
pub mod shift;
pub mod swap;
pub mod settings;
pub mod text_enum;
pub mod tiltaksplan;
pub mod time;
pub mod visit;
pub mod visit_event;
pub mod period;
pub mod quota;
pub mod reason;
pub mod service;
pub mod service_rules;
pub mod signing;
pub mod task;
pub mod text_enum;
pub mod time;
pub mod vedtak;
