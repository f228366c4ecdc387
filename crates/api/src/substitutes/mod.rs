//! Asking the staffing office for a substitute, its answers, and the booking (R-SHF-3).

mod answer;
mod ask;
mod book;
mod candidates;
mod list;
pub(crate) mod view;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(candidates::handler)
        .service(ask::handler)
        .service(answer::handler)
        .service(book::handler)
        .service(ask::withdraw);
}
