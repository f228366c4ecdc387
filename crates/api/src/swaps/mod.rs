//! Swaps: one offers a visit, alone or for another, and the other answers (R-WL-2, R-WL-3).

mod accept;
mod decline;
mod offer;
mod settle;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(offer::handler)
        .service(accept::handler)
        .service(decline::handler);
}
