//! Vedtak: prepared, submitted, signed by one who may, in force (spec §5).

mod case;
mod create;
mod end;
mod follow;
mod get;
mod letter;
mod letter_preview;
mod move_desk;
mod notices;
mod notify;
mod of_citizen;
mod options;
mod queue;
mod send_back;
mod sign;
mod state_on;
mod submit;
mod target;
mod update;
mod view;
mod withdraw;

pub(crate) use letter::{Draft as LetterDraft, Letterhead};
pub(crate) use sign::DEADLINES;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(queue::handler)
        .service(of_citizen::handler)
        .service(create::handler)
        .service(get::handler)
        .service(update::handler)
        .service(state_on::handler)
        .service(submit::handler)
        .service(withdraw::handler)
        .service(send_back::handler)
        .service(options::handler)
        .service(sign::handler)
        .service(move_desk::handler)
        .service(end::handler)
        .service(letter::handler)
        .service(letter_preview::handler)
        .service(notices::handler)
        .service(notify::handler);
}
