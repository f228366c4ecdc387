//! What is counted: requests by route template and status, and how long they took. Never ids, never
//! people (SEC-11, R-WL-10).

use crate::keeping;
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};
use chrono::{DateTime, Utc};
use persistence::Kept;
use prometheus::{Gauge, HistogramVec, IntCounterVec, histogram_opts, opts};
use std::{path::Path, sync::LazyLock, time::Instant};

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

static BACKUP_AGE: LazyLock<Gauge> = LazyLock::new(|| {
    let options = opts!(
        "tillit_backup_age_seconds",
        "Seconds since everything was last backed up; -1: never"
    );
    register(Gauge::with_opts(options).ok())
});

static PROOF_AGE: LazyLock<Gauge> = LazyLock::new(|| {
    let options = opts!(
        "tillit_backup_proof_age_seconds",
        "Seconds since a back-up was last restored and found to be the same; -1: never"
    );
    register(Gauge::with_opts(options).ok())
});

static KEYS_NOT_KEPT: LazyLock<Gauge> = LazyLock::new(|| {
    let options = opts!(
        "tillit_keys_not_kept",
        "Keys without a copy apart from the database"
    );
    register(Gauge::with_opts(options).ok())
});

/// Notes how the copies of the database stand, as they do when the figures are asked for.
pub(crate) fn of_copies(kept: &Kept, keys: &Path, now: DateTime<Utc>) {
    let age = |at: Option<DateTime<Utc>>| at.map_or(-1.0, |at| (now - at).as_seconds_f64());
    BACKUP_AGE.set(age(kept.backed_up_at));
    PROOF_AGE.set(age(kept.proved_at));
    KEYS_NOT_KEPT.set(keeping::keys_not_kept(keys, kept) as f64);
}

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
