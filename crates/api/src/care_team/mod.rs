//! Who in the team knows the citizen (R-CIT-2, R-CIT-3).

mod get;
mod set;
pub(crate) mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(get::handler).service(set::handler);
}
