//! What decisions of a day are made by: deadlines, services, act, letter texts (R-VED-7, R-VED-10).

mod get;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(get::handler);
}
