//! The harness: the whole system through HTTP, each test with a database of its own, on SQLite and
//! on a private PostgreSQL that starts and ends with the test run.

mod app;
mod client;
mod cluster;
pub mod decide;
pub mod docs;
pub mod example;
pub mod false_provider;
mod listener;
pub mod oidc;
pub mod own_postgres;
pub mod phone;
pub mod program;
pub mod road_engine;
pub mod soak;
mod world;
pub mod writers;

pub use app::{Backend, TestApp, empty_place, monday_morning as now, open_at_once};
pub use client::{Client, Reply};
pub use listener::{Event, Listener};
pub use world::{ASTRIDS_NUMBER, PASSWORD, Person, World};

/// Declares a test that runs on both databases, each time on a fresh one:
/// `on_both!(fn refuses_x(app) { … });` with `app: TestApp`.
#[macro_export]
macro_rules! on_both {
    ($(#[$doc:meta])* fn $name:ident($app:ident) $body:block) => {
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            fn run($app: $crate::TestApp) $body

            #[test]
            fn sqlite() {
                run($crate::TestApp::start($crate::Backend::Sqlite));
            }

            #[test]
            fn postgres() {
                run($crate::TestApp::start($crate::Backend::Postgres));
            }
        }
    };
}
