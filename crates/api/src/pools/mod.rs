//! Pools: teams that share evenings, weekends or nights (R-TEAM-8).

mod answer;
mod end;
mod list;
mod propose;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(propose::handler)
        .service(answer::accept)
        .service(answer::decline)
        .service(end::handler);
}
