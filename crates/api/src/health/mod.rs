//! Is it alive, is it ready, how is it doing (API-10). Not part of the versioned API.

use crate::{origin, state::State};
use actix_web::{HttpRequest, HttpResponse, get, http::header, web};
use prometheus::{Encoder, TextEncoder};

/// The process answers.
#[get("/healthz")]
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok\n")
}

/// The database answers and its schema is current.
#[get("/readyz")]
pub(crate) async fn readyz(state: web::Data<State>) -> HttpResponse {
    let ready = web::block(move || state.database.ready()).await;
    match ready {
        Ok(Ok(())) => HttpResponse::Ok()
            .content_type("text/plain; charset=utf-8")
            .body("ready\n"),
        Ok(Err(why)) => {
            tracing::warn!(%why, "not ready");
            HttpResponse::ServiceUnavailable()
                .content_type("text/plain; charset=utf-8")
                .body("not ready\n")
        }
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}

/// Figures for Prometheus: by token, or on loopback when none is set.
#[get("/metrics")]
pub(crate) async fn metrics(request: HttpRequest, state: web::Data<State>) -> HttpResponse {
    let allowed = match &state.config.metrics_token {
        Some(token) => {
            let given = request
                .headers()
                .get(header::AUTHORIZATION)
                .and_then(|v| v.to_str().ok());
            given == Some(format!("Bearer {token}").as_str())
        }
        None => origin::of(&request, &state.proxies).is_some_and(|origin| origin.is_loopback()),
    };
    if !allowed {
        return HttpResponse::NotFound().finish();
    }
    let asked = web::block(move || {
        let kept = state.database.kept()?;
        let keys = std::path::Path::new(&state.config.keys);
        crate::metrics::of_copies(&kept, keys, state.now());
        Ok::<_, persistence::Failure>(())
    });
    if let Ok(Err(why)) = asked.await {
        tracing::warn!(%why, "the age of the back-up is not known");
    }
    let mut text = Vec::new();
    if TextEncoder::new()
        .encode(&prometheus::gather(), &mut text)
        .is_err()
    {
        return HttpResponse::InternalServerError().finish();
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text)
}
