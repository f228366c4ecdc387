//! Quotas: places that several leaders share (R-VED-1, R-VED-2).

mod change;
mod create;
mod list;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(change::handler);
}
