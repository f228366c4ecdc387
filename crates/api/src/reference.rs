//! The API reference page, embedded: it loads nothing from anywhere else (API-7).

use actix_web::{HttpResponse, get, http::header, web};
use std::sync::{Arc, LazyLock};
use utoipa_swagger_ui::Config;

/// The page's own policy: Swagger UI puts one style element of its own in, known by its hash.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";
    crate::site::PAGE_POLICY.replace("style-src 'self'", style)
});
static DOCUMENT: LazyLock<String> = LazyLock::new(|| crate::openapi::json().unwrap_or_default());
static CONFIG: LazyLock<Arc<Config<'static>>> =
    LazyLock::new(|| Arc::new(Config::from("/api/openapi.json")));

/// The document.
#[get("/api/openapi.json")]
pub(crate) async fn document() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(DOCUMENT.as_str())
}

/// The page.
#[get("/api/reference/{file:.*}")]
pub(crate) async fn page(file: web::Path<String>) -> HttpResponse {
    match utoipa_swagger_ui::serve(&file, CONFIG.clone()) {
        Ok(Some(file)) => HttpResponse::Ok()
            .insert_header((header::CONTENT_SECURITY_POLICY, POLICY.as_str()))
            .content_type(file.content_type)
            .body(file.bytes.into_owned()),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => {
            tracing::error!(%error, "reference page");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// The page's address without the slash.
#[get("/api/reference")]
pub(crate) async fn to_page() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/api/reference/"))
        .finish()
}
