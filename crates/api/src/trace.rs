//! One id from the client's request to the last line of the log: taken from `traceparent` (W3C) when a
//! proxy or client gives one, made otherwise; sent back as `X-Trace-Id`, and in every problem that is
//! ours. Lines hold route templates and ids, never names, addresses or bodies (SEC-11).

use crate::state::State;
use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{HeaderName, HeaderValue},
    },
    middleware::Next,
    web,
};
use persistence::new_id;
use std::time::Instant;
use uuid::Uuid;

/// The answer's header.
const HEADER: HeaderName = HeaderName::from_static("x-trace-id");

/// A request's trace id.
#[derive(Debug, Clone, Copy)]
struct TraceId(Uuid);

/// The trace id of a request, once it is inside.
pub(crate) fn of(request: &HttpRequest) -> Option<Uuid> {
    request.extensions().get::<TraceId>().map(|id| id.0)
}

/// Whose session was refused, or which account was not let in: an id, for whoever looks into it afterwards.
#[derive(Debug, Clone, Copy)]
struct Refused(Uuid);

/// Notes for the line of a refusal whose session or account it is. Other lines name nobody: work is not tracked.
pub(crate) fn refused(request: &HttpRequest, whose: Uuid) {
    request.extensions_mut().insert(Refused(whose));
}

/// The trace id of a `traceparent`: `00-<32 hexadecimal digits>-<16>-<2>`.
fn given(header: &str) -> Option<Uuid> {
    let mut parts = header.trim().split('-');
    let (version, id, parent) = (parts.next()?, parts.next()?, parts.next()?);
    let hex = |text: &str| text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let whole = version.len() == 2 && id.len() == 32 && parent.len() == 16;
    if !whole || !hex(version) || !hex(id) || !hex(parent) || version == "ff" {
        return None;
    }
    Uuid::try_parse(id).ok().filter(|id| !id.is_nil())
}

/// Gives a request its id, and its answer a line in the log: changes and refusals at `info`, reads at
/// `debug`.
pub(crate) async fn carry(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let begun = Instant::now();
    let header = request.headers().get("traceparent");
    let id = header
        .and_then(|value| value.to_str().ok())
        .and_then(given)
        .or_else(|| {
            let state = request.app_data::<web::Data<State>>()?;
            Some(new_id(state.now()))
        })
        .unwrap_or_default();
    request.extensions_mut().insert(TraceId(id));
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut response = next.call(request).await?;
    if let Ok(value) = HeaderValue::from_str(&id.simple().to_string()) {
        response.headers_mut().insert(HEADER, value);
    }
    let (asked, status) = (response.request(), response.status().as_u16());
    let route = asked.match_pattern().unwrap_or_else(|| "none".to_owned());
    let (trace, method) = (id.simple(), asked.method());
    let milliseconds = begun.elapsed().as_millis();
    let whose = asked.extensions().get::<Refused>().map(|id| id.0);
    if let Some(whose) = whose.filter(|_| status >= 400) {
        tracing::info!(%trace, %method, route, status, %whose, milliseconds, "refused");
    } else if reads && status < 400 {
        tracing::debug!(%trace, %method, route, status, milliseconds, "answered");
    } else {
        tracing::info!(%trace, %method, route, status, milliseconds, "answered");
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxys_trace_id_is_taken_and_anything_else_is_not() {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        let parent = format!("00-{id}-00f067aa0ba902b7-01");
        assert_eq!(given(&parent).unwrap().simple().to_string(), id);
        for wrong in [
            "",
            "00",
            "00-x-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-Astrid Bøe-00f067aa0ba902b7-01",
        ] {
            assert_eq!(given(wrong), None, "{wrong}");
        }
    }
}
