//! The citizens a team answers for, and what is due (R-CIT-6).

mod evaluations;
mod list;
mod sort;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list::handler).service(evaluations::handler);
}
