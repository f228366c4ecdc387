//! Applications: registered, sent where the charter says, answered (R-TEAM-6, R-VED-10).

mod answer;
mod create;
mod get;
mod list;
mod route;
mod target;
mod view;
mod withdraw;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(get::handler)
        .service(route::handler)
        .service(answer::handler)
        .service(withdraw::handler);
}
