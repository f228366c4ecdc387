//! The register of delegations: who may sign what (R-VED-1, R-VED-2).

mod approve;
mod create;
mod end;
mod list;
mod mark;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(approve::handler)
        .service(end::handler);
}
