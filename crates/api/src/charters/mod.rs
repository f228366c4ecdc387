//! How teams have agreed to work (R-TEAM-1, R-TEAM-6).

mod get;
mod history;
mod update;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(get::handler)
        .service(history::handler)
        .service(update::handler);
}
