//! What concerns the one who asks.

mod day;
mod day_view;
mod get;
mod leader;
mod leader_pools;
mod leader_view;
mod visit_events;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(get::handler)
        .service(leader::handler)
        .service(day::handler)
        .service(visit_events::handler);
}
