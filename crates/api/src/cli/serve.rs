//! `tillit serve`.

use super::{found, keys_of};
use crate::{clock::Clock, config::Config, demo, server};
use domain::national_number::AcceptancePolicy;
use std::{net::TcpListener, sync::Arc};

pub(super) fn start(
    mut config: Config,
    with_demo: bool,
    clock: Arc<dyn Clock>,
) -> Result<(), String> {
    if with_demo {
        config.require_totp = false;
    } else if !config.require_totp {
        return Err(
            "require_totp = false is for demos: in production log-in needs a second factor".into(),
        );
    }
    let numbers = if with_demo {
        AcceptancePolicy::Demo
    } else {
        AcceptancePolicy::Production
    };
    let secrets = keys_of(&config, with_demo)?;
    let address = (config.host.clone(), config.port);
    let listener = TcpListener::bind(&address)
        .map_err(|e| format!("cannot listen at {}:{}: {e}", address.0, address.1))?;
    let state = server::state(config, &secrets, clock, numbers)?;
    found(&state.database, state.now())?;
    let outside = state.database.stands_outside_the_wall();
    if outside.map_err(|f| f.to_string())? {
        tracing::warn!(
            "this role owns tables or is a superuser: row-level security does not hold for it \
             (deploy/postgres/roles.sql)"
        );
    }
    match with_demo {
        true => demo::fill(&state.database, state.now())?,
        false => demo::refuse(&state.database, state.now())?,
    }
    let at = listener.local_addr().map_err(|e| e.to_string())?;
    println!("Tillit is at http://{at}/ — API reference: http://{at}/api/reference/");
    if with_demo {
        print!("{}", demo::log_ins());
    }
    actix_web::rt::System::new()
        .block_on(async move {
            actix_web::rt::spawn(crate::nightly::run(state.clone()));
            actix_web::rt::spawn(stop_when_told(state.clone()));
            actix_web::rt::spawn(crate::sealing::run(state.clone()));
            server::serve(state, listener)?.await
        })
        .map_err(|e| e.to_string())
}

/// Both ways of telling a server to stop are polite: it finishes what it has begun.
async fn stop_when_told(state: actix_web::web::Data<crate::state::State>) {
    let interrupted = actix_web::rt::signal::ctrl_c();
    #[cfg(unix)]
    {
        use actix_web::rt::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                }
            }
            Err(error) => {
                tracing::warn!(%error, "only an interrupt stops the server politely");
                interrupted.await.ok();
            }
        }
    }
    #[cfg(not(unix))]
    interrupted.await.ok();
    state.feed.close();
}
