//! The REST API of Tillit: the only crate that knows actix.
//!
//! One operation per file, by resource. A handler takes a [`door::Door`], names its
//! [`domain::policy::Action`], and does its work behind the permit that the door gives.

pub mod body;
pub mod cli;
pub mod clock;
pub mod config;
pub mod cursor;
pub mod demo;
pub mod door;
pub mod etag;
pub mod language;
pub mod nightly;
pub mod openapi;
pub mod passwords;
pub mod paths;
pub mod problem;
pub mod representations;
pub mod secrets;
pub mod server;
pub mod state;
pub mod throttle;
pub mod tokens;

mod assessments;
mod browser_session;
mod care_team;
mod caseload;
mod charters;
mod citizens;
mod contacts;
mod days;
mod delegations;
mod employees;
mod feed;
mod figures;
mod health;
mod imports;
mod limits;
mod me;
mod metrics;
mod reablement;
mod reference;
mod references;
mod refusals;
mod relations;
mod routes;
mod sessions;
mod shifts;
mod site;
mod swaps;
mod tasks;
mod thread;
mod tiltaksplan;
mod transfers;
mod units;
mod vedtak;
mod visits;
mod whereabouts;
