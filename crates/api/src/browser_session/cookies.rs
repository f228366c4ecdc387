//! The cookies of a browser, and why another site cannot use them.
//!
//! A cookie is sent by whoever makes the browser ask, so it counts only in a request that our own
//! page has made: one with the header `X-Tillit`, which another site may not set without a CORS
//! answer that we never give, and whose `Origin`, when there is one, is the host it came to.
//! `EventSource` can set no header; a GET that the browser itself marks as `Sec-Fetch-Site:
//! same-origin`, a name that no script may use, is as good.
//! `SameSite=Strict` is the second wall.

use super::super::sessions::TokenPair;
use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::{Method, header},
};
use domain::{log_in::LOG_IN_LASTS, reason::Reason, session::SessionSettings};
use persistence::Failure;

/// Holds the access token. `__Host-`: this host alone, and only over a safe line.
const ACCESS: &str = "__Host-tillit-access";
/// Holds the refresh token; goes nowhere but to sign-in.
const REFRESH: &str = "__Secure-tillit-refresh";
/// Binds a log-in that is under way to this browser (SEC-8).
const LOG_IN: &str = "__Host-tillit-log-in";
/// The only paths that the refresh token is sent to.
const REFRESH_PATH: &str = "/api/v1/browser-session";
/// The header that only our own page can set.
const OURS: &str = "x-tillit";

static NOT_FROM_OUR_PAGE: Reason = Reason {
    rule: "SEC-7",
    code: "not-from-our-page",
    nb: "Forespørselen kommer ikke fra Tillits egen side (hodet X-Tillit mangler, eller Origin er en annen).",
    nn: "Førespurnaden kjem ikkje frå Tillit si eiga side (hovudet X-Tillit manglar, eller Origin er ein annan).",
    en: "The request does not come from Tillit's own page (the header X-Tillit is missing, or Origin is another).",
};

/// The access token of a request: from its `Authorization`, else from its cookie.
pub(crate) fn token(request: &HttpRequest) -> Option<String> {
    let authorization = request.headers().get(header::AUTHORIZATION);
    if let Some(value) = authorization {
        return value
            .to_str()
            .ok()?
            .strip_prefix("Bearer ")
            .map(str::to_owned);
    }
    let cookie = request.cookie(ACCESS)?;
    is_from_our_page(request).then(|| cookie.value().to_owned())
}

/// The refresh token of a browser.
pub(super) fn refresh_token(request: &HttpRequest) -> Option<String> {
    Some(request.cookie(REFRESH)?.value().to_owned())
}

/// What a browser may only be asked by our own page.
///
/// # Errors
/// It was not.
pub(crate) fn only_our_page(request: &HttpRequest) -> Result<(), Failure> {
    if is_from_our_page(request) {
        return Ok(());
    }
    Err(Failure::Forbidden(vec![NOT_FROM_OUR_PAGE.violation()]))
}

fn is_from_our_page(request: &HttpRequest) -> bool {
    let text = |name: header::HeaderName| request.headers().get(name)?.to_str().ok();
    let listens = request.method() == Method::GET
        && request
            .headers()
            .get("sec-fetch-site")
            .is_some_and(|site| site == "same-origin");
    if !request.headers().contains_key(OURS) && !listens {
        return false;
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => {
            let named = origin.split_once("://").map(|(_, host)| host);
            named.is_some_and(|named| named.eq_ignore_ascii_case(host))
        }
        (Some(_), None) => false,
    }
}

/// Both cookies with a new pair.
pub(super) fn with(pair: &TokenPair, settings: &SessionSettings) -> [Cookie<'static>; 2] {
    let access = cookie(ACCESS, "/", pair.access_token.clone());
    let refresh = cookie(REFRESH, REFRESH_PATH, pair.refresh_token.clone());
    [
        with_age(access, Duration::seconds(pair.expires_in)),
        with_age(refresh, Duration::days(settings.session_days)),
    ]
}

/// Both cookies, taken back.
pub(super) fn gone() -> [Cookie<'static>; 2] {
    [(ACCESS, "/"), (REFRESH, REFRESH_PATH)]
        .map(|(name, path)| with_age(cookie(name, path, String::new()), Duration::ZERO))
}

/// What a browser holds while somebody is at a provider.
pub(crate) fn log_in(request: &HttpRequest) -> Option<String> {
    Some(request.cookie(LOG_IN)?.value().to_owned())
}

/// The same, to be set. `Strict` does: it is our own page that comes back with the answer.
pub(crate) fn with_log_in(secret: String) -> Cookie<'static> {
    let age = Duration::seconds(LOG_IN_LASTS.num_seconds());
    with_age(cookie(LOG_IN, "/", secret), age)
}

/// The same, taken back.
pub(crate) fn log_in_gone() -> Cookie<'static> {
    with_age(cookie(LOG_IN, "/", String::new()), Duration::ZERO)
}

fn cookie(name: &'static str, path: &'static str, value: String) -> Cookie<'static> {
    Cookie::build(name, value)
        .path(path)
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .finish()
}

fn with_age(mut cookie: Cookie<'static>, age: Duration) -> Cookie<'static> {
    cookie.set_max_age(age);
    cookie
}
