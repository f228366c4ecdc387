//! Emergency access («blålys», SEC-3): using it, and looking at how it was used.

mod allow;
mod create;
mod mine;
mod of_unit;
mod review;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::handler)
        .service(mine::handler)
        .service(of_unit::handler)
        .service(review::handler)
        .service(allow::handler);
}
