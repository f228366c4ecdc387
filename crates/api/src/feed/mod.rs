//! The change feed (API-6): by asking, and by listening.
//!
//! [`page`] says what has changed since a position, for both ways. [`hub`] is what all listeners share:
//! the tide, how far long work has come, the seats, and that the server is closing.

mod changes;
mod events;
mod hub;
mod listening;
mod page;

pub use hub::{Feed, Progress};
pub(crate) use page::KEPT;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(changes::handler).service(events::handler);
}
