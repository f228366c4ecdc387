//! Reablement courses: help that is to make itself smaller (R-PLAN-7).

mod change;
mod create;
mod list;
mod of_team;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(change::handler)
        .service(of_team::handler);
}
