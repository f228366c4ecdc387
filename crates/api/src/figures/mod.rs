//! Figures of a team, each with its definition; never of a named person (R-IMP-3).

mod continuity;
mod know;
mod load;
mod vedtak_forms;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(continuity::handler)
        .service(know::handler)
        .service(load::handler)
        .service(vedtak_forms::handler);
}
