//! How a transfer is shown.

use crate::etag;
use domain::{reason::Language, transfer::Transfer};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A transfer with its hand-over list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TransferView {
    #[serde(flatten)]
    transfer: Transfer,
    /// Each point of the hand-over list in words, in its order.
    points: Vec<String>,
    /// For `If-Match`.
    etag: String,
}

impl TransferView {
    pub(super) fn new(transfer: Transfer, version: i64, epoch: &str, language: Language) -> Self {
        let words = transfer.items.iter().map(|item| {
            let kind = item.kind.term().text(language).to_owned();
            item.text.clone().unwrap_or(kind)
        });
        Self {
            points: words.collect(),
            etag: etag::strong(epoch, version),
            transfer,
        }
    }
}

/// Try before doing (API-11).
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Trial {
    /// Answer what would happen, and change nothing.
    #[serde(default)]
    pub(super) dry_run: bool,
}
