//! Employees and their log-ins.

mod account;
mod competences;
mod create;
mod her_units;
mod hpr_number;
mod keep_number;
mod list;
mod number;
mod profession;
mod reset_password;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(account::close)
        .service(account::reopen)
        .service(number::handler)
        .service(hpr_number::handler)
        .service(profession::handler)
        .service(competences::list)
        .service(competences::grant)
        .service(competences::end)
        .service(reset_password::handler);
}
