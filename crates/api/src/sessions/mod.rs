//! Sign-in: log in, renew, list and end sessions, change the password.

mod create;
mod end;
mod jwks;
mod list;
mod password;
mod refresh;
mod totp;
mod use_reset;
mod view;

pub(crate) use create::{Origin, SignIn, begin, prepare};
pub(crate) use refresh::renew;
pub(crate) use view::TokenPair;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::handler)
        .service(refresh::handler)
        .service(list::handler)
        .service(end::handler)
        .service(password::handler)
        .service(totp::enrol)
        .service(totp::confirm)
        .service(use_reset::handler)
        .service(jwks::handler);
}
