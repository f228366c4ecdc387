//! Employees whom a citizen does not want visits from: a hard rule of the lists (R-WL-4).

mod add;
mod list;
mod remove;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(add::handler)
        .service(remove::handler);
}
