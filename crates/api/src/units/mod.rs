//! Units and who works in them.

mod confirm;
mod create_membership;
mod end_membership;
mod get;
mod list;
mod members;
mod membership;
mod view;
mod write;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(members::handler)
        .service(create_membership::handler)
        .service(confirm::handler)
        .service(end_membership::handler)
        .service(write::create)
        .service(write::update)
        .service(get::handler);
}
