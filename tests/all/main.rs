//! The whole system through HTTP, on both databases.

mod citizens;
mod openapi;
mod sessions;
mod trace;
