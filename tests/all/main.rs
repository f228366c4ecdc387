//! The whole system through HTTP, on both databases.

mod assessments;
mod care;
mod caseload;
mod citizens;
mod known;
mod openapi;
mod sessions;
mod tiltaksplan;
mod trace;
