//! The plan for a citizen (§ 4): goals, how they went, and what is done for them.

mod change;
mod check;
mod copy;
mod create_goal;
mod create_tiltak;
mod end_tiltak;
mod evaluate;
mod frame;
mod get;
mod history;
mod rewrite;
mod update_goal;
mod update_tiltak;
mod view;

pub(crate) use create_tiltak::add as add_tiltak;
pub(crate) use view::TiltakView;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(check::handler)
        .service(copy::handler)
        .service(frame::handler)
        .service(history::handler)
        .service(evaluate::handler)
        .service(create_goal::handler)
        .service(update_goal::handler)
        .service(end_tiltak::handler)
        .service(create_tiltak::handler)
        .service(update_tiltak::handler)
        .service(get::handler);
}
