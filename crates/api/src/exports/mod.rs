//! A caseload and its plans as files, to be read by a record system or taken in again.

mod caseload;
mod plans;

use crate::door::Shown;
use sha2::{Digest, Sha256};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(caseload::handler).service(plans::handler);
}

/// A CSV file with its own hash for a tag.
fn csv(bytes: Vec<u8>) -> Shown {
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Shown::file("text/csv; charset=utf-8", &hash, bytes)
}
