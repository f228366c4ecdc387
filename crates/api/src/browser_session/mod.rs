//! Sign-in from a browser: the same tokens, in cookies that no script can read (SEC-7).

mod cookies;
mod create;
mod end;
mod refresh;

pub(crate) use cookies::{log_in, log_in_gone, only_our_page, token, with_log_in};
pub(crate) use create::{BrowserSession, signed_in};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(create::handler)
        .service(refresh::handler)
        .service(end::handler);
}
