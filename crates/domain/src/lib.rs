//! The rules of Tillit, pure: no database, no HTTP, no clock of its own.
//!
//! A rule is a function from facts to an answer or to *every* reason why not. Handlers load the
//! facts, ask, store and answer; nothing outside this crate decides.

pub mod absence;
pub mod appeal;
pub mod application;
pub mod assessment;
pub mod assignment_rules;
pub mod caseload;
pub mod charter;
pub mod citizen;
pub mod day_plan;
pub mod decision_settings;
pub mod delegation;
pub mod duty;
pub mod emergency;
pub mod familiarity;
pub mod frame;
#[cfg(test)]
mod fuzz;
pub mod habilitet;
pub mod holidays;
pub mod ids;
pub mod interval;
pub mod law;
pub mod load;
pub mod national_number;
pub mod notice;
pub mod organisation;
pub mod other_work;
pub mod period;
pub mod planning_order;
pub mod policy;
pub mod provider;
pub mod provisional;
pub mod quota;
pub mod reablement;
pub mod reason;
pub mod recurrence;
pub mod service;
pub mod service_rules;
pub mod session;
pub mod setting_up;
pub mod settings;
pub mod shift;
pub mod signing;
pub mod substitute;
pub mod swap;
pub mod task;
pub mod team;
pub mod text_enum;
pub mod thread;
pub mod tiltaksplan;
pub mod time;
pub mod trace;
pub mod transfer;
pub mod vedtak;
pub mod visit;
pub mod visit_event;
