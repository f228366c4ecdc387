//! A team's own plan library: goals and tiltak to copy into plans (R-PLAN-2).

mod change;
mod create;
mod list;
mod remove;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(change::handler)
        .service(remove::handler);
}
