//! What concerns the one who asks.

mod get;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(get::handler);
}
