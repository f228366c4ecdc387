//! Citizens: taking in, finding, correcting, and who has read the record.

mod access_log;
mod create;
mod extract;
mod get;
mod number;
mod search;
mod set_number;
mod update;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(search::handler)
        .service(create::handler)
        .service(number::handler)
        .service(set_number::handler)
        .service(access_log::handler)
        .service(update::handler)
        .service(get::handler);
}
