//! Tasks: the one kind of «somebody must do something» (R-MSG-4, R-VED-10).

mod complete;
mod create;
mod list;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(complete::handler);
}
