//! Services given before the vedtak, at most fourteen days at a time (R-CIT-5).

mod extend;
mod list;
mod start;
mod stop;
mod target;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(start::handler)
        .service(extend::handler)
        .service(stop::handler);
}
