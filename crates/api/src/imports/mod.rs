//! A caseload from a file (`POST /units/{unit}/imports`).

mod create;
mod plan;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(create::handler);
}
