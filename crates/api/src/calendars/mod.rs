//! Private addresses of one's own shifts for the calendar on the phone: revocable, without citizens.

mod mine;
mod read;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(mine::list)
        .service(mine::create)
        .service(mine::end)
        .service(read::handler);
}
