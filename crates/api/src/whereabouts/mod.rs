//! Where a citizen is: a timeline (R-CIT-4).

mod create;
mod list;
mod withdraw;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(withdraw::handler);
}
