//! What is counted: requests by route template and status, and how long they took. Never ids, never
//! people (SEC-11, R-WL-10).

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};
use prometheus::{HistogramVec, IntCounterVec, histogram_opts, opts};
use std::{sync::LazyLock, time::Instant};

static REQUESTS: LazyLock<IntCounterVec> = LazyLock::new(|| {
    let options = opts!("tillit_requests_total", "Requests by route and status");
    register(IntCounterVec::new(options, &["method", "route", "status"]).ok())
});

static SECONDS: LazyLock<HistogramVec> = LazyLock::new(|| {
    let options = histogram_opts!(
        "tillit_request_seconds",
        "Seconds until the answer",
        vec![0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0]
    );
    register(HistogramVec::new(options, &["method", "route"]).ok())
});

#[expect(
    clippy::expect_used,
    reason = "constant names: either always right or never"
)]
fn register<C: prometheus::core::Collector + Clone + 'static>(collector: Option<C>) -> C {
    let collector = collector.expect("a metric's name is a constant");
    // Several servers in one process (tests) share the registry; the first one registers.
    prometheus::register(Box::new(collector.clone())).ok();
    collector
}

/// Counts a request.
pub(crate) async fn count(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let begun = Instant::now();
    let response = next.call(request).await?;
    let request = response.request();
    let method = request.method().as_str().to_owned();
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_str().to_owned();
    REQUESTS
        .with_label_values(&[&method, &route, &status])
        .inc();
    SECONDS
        .with_label_values(&[&method, &route])
        .observe(begun.elapsed().as_secs_f64());
    Ok(response)
}
