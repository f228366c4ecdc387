//! The rules of Tillit, pure: no database, no HTTP, no clock of its own.
//!
//! A rule is a function from facts to an answer or to *every* reason why not. Handlers load the
//! facts, ask, store and answer; nothing outside this crate decides.

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
pub mod settings;
pub mod text_enum;
pub mod tiltaksplan;
pub mod time;
