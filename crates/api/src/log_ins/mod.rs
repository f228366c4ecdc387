//! Logging in by way of a provider (SEC-8): which there are, going there, coming back.

mod begin;
mod finish;
mod list;

use crate::{door::Door, oidc::Trouble, problem::Problem};
use domain::log_in::ANSWER_REFUSED;
use persistence::Failure;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(begin::handler)
        .service(finish::handler);
}

/// Words a provider's trouble for the one who asked, and tells the log why.
fn problem(door: &Door, provider: (&str, &str), trouble: Trouble) -> Problem {
    let (id, name) = provider;
    match trouble {
        Trouble::Silent(why) => {
            tracing::warn!(provider = id, %why, "the log-in provider does not answer");
            door.problem(crate::problem::Fault::ProviderSilent)
        }
        Trouble::Refused(why) => {
            tracing::warn!(
                provider = id,
                why,
                "the log-in provider's answer is refused"
            );
            let violation = ANSWER_REFUSED.violation().with("provider", name);
            door.problem(Failure::Forbidden(vec![violation]))
        }
    }
}
