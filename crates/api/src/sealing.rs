//! The sealer runs as long as the server does: what was committed to the access log is chained a
//! moment later (SEC-9), and once an hour the whole log is looked through and its head told to the
//! server's own log, so that a copy of it lies where the database's owner does not reach.

use crate::state::State;
use actix_web::{rt, web};
use std::time::Duration;

/// How long an entry may wait for its seal.
const EVERY: Duration = Duration::from_secs(5);
/// How many of those are an hour.
const THOROUGHLY: u32 = 720;

/// Seals until the server ends.
pub(crate) async fn run(state: web::Data<State>) {
    let mut turn: u32 = 0;
    loop {
        let shared = state.clone();
        let thoroughly = turn.is_multiple_of(THOROUGHLY);
        let sealed = web::block(move || {
            let sealed = shared
                .database
                .seal(&shared.audit, shared.now(), thoroughly)?;
            let head = match thoroughly {
                true => shared.database.log_head()?,
                false => None,
            };
            Ok::<_, persistence::Failure>((sealed, head))
        })
        .await;
        match sealed {
            Ok(Ok((_, Some(head)))) => tracing::info!(%head, "the access log is sealed"),
            Ok(Ok((_, None))) => {}
            Ok(Err(failure)) => tracing::error!(%failure, "the access log could not be sealed"),
            Err(error) => tracing::error!(%error, "the access log could not be sealed"),
        }
        turn = turn.wrapping_add(1);
        rt::time::sleep(EVERY).await;
    }
}
