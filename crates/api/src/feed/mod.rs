//! The change feed (API-6).

mod changes;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(changes::handler);
}
