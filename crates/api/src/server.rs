//! The server: state in, requests answered until it is told to stop, what has begun finished.

use crate::{
    clock::Clock,
    config::Config,
    desk::Desk,
    elsewhere,
    feed::Feed,
    health,
    imports::bench::Bench,
    language, law, metrics,
    oidc::Providers,
    openapi, origin,
    problem::{Fault, Problem},
    reference,
    representations::Representations,
    roads::Roads,
    routes::routes,
    secrets::Secrets,
    site,
    state::State,
    throttle::Throttle,
    tokens::Tokens,
    trace,
};
use actix_web::{
    App, HttpRequest, HttpServer,
    dev::Server,
    middleware::{Compress, from_fn},
    web,
};
use domain::{
    national_number::AcceptancePolicy,
    reason::{Reason, Violation},
    session::SessionSettings,
    time::local_date,
};
use persistence::{Database, Failure};
use std::{net::TcpListener, sync::Arc, time::Duration};
use utoipa_actix_web::{AppExt, scope};

static BAD_QUERY: Reason = Reason {
    rule: "API-8",
    code: "bad-query",
    nb: "Adressen har en ukjent eller feil del: {detail}.",
    nn: "Adressa har ein ukjend eller feil del: {detail}.",
    en: "The address has an unknown or wrong part: {detail}.",
};

/// Opens the database and puts the handles together.
///
/// # Errors
/// What stops it from starting.
pub fn state(
    config: Config,
    secrets: &Secrets,
    clock: Arc<dyn Clock>,
    numbers: AcceptancePolicy,
) -> Result<web::Data<State>, String> {
    let tokens = Tokens::new(&secrets.signing)?;
    let law = Arc::new(law::load(config.law.as_deref(), local_date(clock.now()))?);
    let database = Database::open(&config.database, config.connections, secrets.vault.clone())
        .map_err(|failure| failure.to_string())?;
    Ok(web::Data::new(State {
        feed: Feed::new(&config, &database),
        database,
        desk: Desk::new(config.planners).map_err(|error| error.to_string())?,
        imports: Bench::default(),
        roads: Roads::new(&config)?,
        audit: secrets.audit.clone(),
        providers: Providers::new(&config, secrets.client.last())?,
        clock,
        tokens,
        representations: Representations::default(),
        throttle: Throttle::new(
            config.login_per_account,
            config.login_per_address,
            config.writes_per_second,
        ),
        sessions: SessionSettings::default(),
        law,
        proxies: origin::proxies(&config.proxies)?,
        config,
        numbers,
    }))
}

/// A server on a socket that is already bound. Must be called inside a runtime. It stops when
/// [`Feed::close`] is called, which ends the streams; what else has begun is finished.
///
/// # Errors
/// When it cannot listen.
pub fn serve(state: web::Data<State>, listener: TcpListener) -> std::io::Result<Server> {
    let config = state.config.clone();
    let workers = config.workers;
    let closing = state.clone();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(state.clone())
            .app_data(web::QueryConfig::default().error_handler(|error, request| {
                let violation = BAD_QUERY.violation().with("detail", error.to_string());
                bad_request(request, violation).into()
            }))
            .wrap(Compress::default())
            .wrap(site::headers())
            .wrap(from_fn(site::data_is_no_page))
            .wrap(from_fn(metrics::count))
            .wrap(from_fn(trace::carry))
            .into_utoipa_app()
            .openapi(openapi::head())
            .service(
                scope::scope("/api/v1")
                    .configure(routes)
                    .default_service(web::to(elsewhere::answer)),
            )
            .into_app()
            .service(health::healthz)
            .service(health::readyz)
            .service(health::metrics)
            .service(reference::document)
            .service(reference::page)
            .service(reference::to_page)
            .default_service(web::to(site::answer))
    })
    .workers(workers)
    .client_request_timeout(Duration::from_secs(config.request_seconds))
    // Longer than proxies and phones keep theirs, so that it is never ours that is closed under them.
    .keep_alive(KEEP_ALIVE)
    .shutdown_signal(async move { closing.feed.closed().await })
    .shutdown_timeout(config.shutdown_seconds)
    .listen(listener)?
    .run();
    Ok(server)
}

/// How long a connection waits for its next request.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

fn bad_request(request: &HttpRequest, violation: Violation) -> Problem {
    let fault = Fault::Failure(Failure::Malformed(vec![violation]));
    Problem::new(
        fault,
        language::of(request),
        request.path(),
        uuid::Uuid::nil(),
    )
}
