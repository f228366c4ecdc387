//! What employees have declared that they are to citizens (R-VED-5).

mod declare;
mod end;
mod list;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(declare::handler)
        .service(end::handler);
}
