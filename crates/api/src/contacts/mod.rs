//! Kin, guardian, neighbours, and the agreement with them (R-CIT-8).

mod create;
mod list;
mod notes;
mod remove;
mod update;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(notes::list)
        .service(notes::write)
        .service(create::handler)
        .service(update::handler)
        .service(remove::handler);
}
