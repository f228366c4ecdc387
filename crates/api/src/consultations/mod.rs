//! Specialists are asked about one citizen, and answer (R-TEAM-12).

mod answer;
mod ask;
mod get;
mod into_plan;
mod mine;
mod settle;
mod specialists;
mod view;
mod whose;
mod withdraw;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(ask::handler)
        .service(get::of_citizen)
        .service(get::one)
        .service(mine::handler)
        .service(answer::handler)
        .service(withdraw::handler)
        .service(into_plan::handler)
        .service(specialists::handler);
}
