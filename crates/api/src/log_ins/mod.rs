//! Logging in by way of a provider (SEC-8): which there are, going there, coming back.

mod begin;
mod finish;
#[cfg(test)]
mod fuzz;
mod list;

use crate::{
    browser_session::only_our_page,
    door::Door,
    oidc::Trouble,
    problem::{Fault, Problem},
};
use actix_web::HttpRequest;
use domain::{log_in::ANSWER_REFUSED, policy::Action};
use persistence::Failure;
use serde::de::DeserializeOwned;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(begin::handler)
        .service(finish::handler);
}

/// What our own page asks before anybody is logged in, as often as one address may.
async fn asked<T: DeserializeOwned + Send + 'static>(
    door: &Door,
    request: &HttpRequest,
    action: Action,
) -> Result<T, Problem> {
    only_our_page(request).map_err(|failure| door.problem(failure))?;
    door.state
        .throttle
        .address(&door.address())
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    let body = door.body::<T>();
    door.look(action, move |reader| {
        let granted = reader.general()?;
        body.read(&granted)
    })
    .await
}

/// Words a provider's trouble for the one who asked, and tells the log why.
fn problem(door: &Door, provider: (&str, &str), trouble: Trouble) -> Problem {
    let (id, name) = provider;
    match trouble {
        Trouble::Silent(why) => {
            tracing::warn!(provider = id, %why, "the log-in provider does not answer");
            door.problem(Fault::ProviderSilent)
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
