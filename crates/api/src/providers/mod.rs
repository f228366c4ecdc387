//! Free choice of provider (R-CIT-5).

mod choose;
mod list;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list::handler).service(choose::handler);
}
