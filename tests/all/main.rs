//! The whole system through HTTP, on both databases.
#![allow(clippy::unwrap_used, reason = "a test that fails says where")]

mod appeals;
mod applications;
mod assessments;
mod bad_input;
mod browser;
mod care;
mod caseload;
mod citizens;
mod day;
mod delegations;
mod demo;
mod events;
mod frame;
mod health;
mod house;
mod imports;
mod know;
mod known;
mod openapi;
mod permissions;
mod phone;
mod proposals;
mod register;
mod roads;
mod sequences;
mod sessions;
mod shutdown;
mod story;
mod tiltaksplan;
mod trace;
mod transfers;
mod vedtak;
