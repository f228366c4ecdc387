//! Somebody is away: what that frees, and the three ways on, each previewed before it is chosen
//! (R-SHF-3).

mod carry_out;
mod change;
mod choose;
mod create;
mod facts;
mod freeing;
mod list;
mod preview;
mod view;
mod way_view;
mod ways;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(change::update)
        .service(change::withdraw)
        .service(ways::handler)
        .service(choose::handler);
}
