//! From one unit to another (R-CIT-7).

mod answer;
mod list;
mod of_unit;
mod points;
mod propose;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(propose::handler)
        .service(of_unit::handler)
        .service(answer::accept)
        .service(answer::decline)
        .service(answer::withdraw)
        .service(points::handler);
}
