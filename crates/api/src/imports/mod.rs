//! A caseload or its plans from a file (`POST /units/{unit}/imports`): staged by the request; read,
//! checked whole and taken in beside it, in one transaction.

pub(crate) mod bench;
mod caseload;
mod create;
mod get;
mod plan;
mod plans;
mod view;
mod work;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::handler)
        .service(get::list)
        .service(get::one);
}
