//! The web client: its files, and the headers that keep a page to itself (SEC-17).

use crate::{
    language, map_tiles,
    problem::{Fault, Problem},
    state::State,
};
use actix_web::{
    Error, HttpRequest, HttpResponse, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderValue},
    },
    middleware::{DefaultHeaders, Next},
    web::Data,
};

/// For pages: everything from this host, nothing inline, nothing framed but what was fetched.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; frame-src blob:; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'";
/// For everything else: it is data and shows nothing.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The headers of every answer; an answer's own win.
pub(crate) fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add(("Content-Security-Policy", DATA_POLICY))
        .add((
            "Strict-Transport-Security",
            "max-age=63072000; includeSubDomains",
        ))
        .add(("X-Content-Type-Options", "nosniff"))
        .add(("Referrer-Policy", "no-referrer"))
        .add(("X-Frame-Options", "DENY"))
        .add(("Cross-Origin-Opener-Policy", "same-origin"))
        .add(("Cross-Origin-Resource-Policy", "same-origin"))
        .add((
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ))
}

/// Whatever a browser is made to do with the address of an answer of the API, it is data to keep and no page to show.
pub(crate) async fn data_is_no_page(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_data = request.path().starts_with("/api/v1/");
    let mut response = next.call(request).await?;
    if is_data {
        let name = HeaderValue::from_static("attachment; filename=\"tillit\"");
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// What no route has taken: a file of the web client, its page for a place inside it, or nothing.
pub(crate) async fn answer(request: HttpRequest) -> HttpResponse {
    let path = request.path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads && let Some(file) = ::web::file(path, &accepted(&request)) {
        return show(&request, file);
    }
    let place = wants_a_page(&request) && !path.starts_with("/api/") && !path.contains('.');
    if reads && (path == "/" || place) {
        return show(&request, ::web::page(&accepted(&request)));
    }
    Problem::new(
        Fault::NoSuchPath,
        language::of(&request),
        path,
        uuid::Uuid::nil(),
    )
    .error_response()
}

/// The policy of a page, with the tile server in it when one is configured.
fn page_policy(request: &HttpRequest) -> String {
    let state = request.app_data::<Data<State>>();
    let tiles = state.map(|state| map_tiles::origin(&state.config.map_tiles));
    match tiles {
        Some(Ok(Some(origin))) => {
            PAGE_POLICY.replace("img-src 'self'", &format!("img-src 'self' {origin}"))
        }
        _ => PAGE_POLICY.to_owned(),
    }
}

fn show(request: &HttpRequest, file: ::web::File) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response
        .content_type(file.content_type)
        .insert_header(("Content-Security-Policy", page_policy(request)))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((header::CACHE_CONTROL, file.caching))
        .insert_header((header::ETAG, file.etag.as_str()));
    if let Some(encoding) = file.encoding {
        response.insert_header((header::CONTENT_ENCODING, encoding));
    }
    let known = request.headers().get(header::IF_NONE_MATCH);
    if known.is_some_and(|known| known.as_bytes() == file.etag.as_bytes()) {
        response.status(actix_web::http::StatusCode::NOT_MODIFIED);
        return response.finish();
    }
    response.body(file.bytes.into_owned())
}

fn accepted(request: &HttpRequest) -> String {
    text(request, &header::ACCEPT_ENCODING)
}

fn wants_a_page(request: &HttpRequest) -> bool {
    text(request, &header::ACCEPT).contains("text/html")
}

fn text(request: &HttpRequest, name: &header::HeaderName) -> String {
    let value = request.headers().get(name);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}
