//! The whole system through HTTP, on both databases.

mod citizens;
mod health;
mod house;
mod openapi;
mod permissions;
mod sessions;
mod trace;
