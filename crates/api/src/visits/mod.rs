//! One visit: claiming, giving back, pinning, and giving it to somebody (R-WL-2, R-WL-9).

mod assign;
mod claim;
mod pin;
mod release;
mod taking;

pub(crate) use taking::Target;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(claim::handler)
        .service(release::handler)
        .service(pin::handler)
        .service(assign::handler);
}
