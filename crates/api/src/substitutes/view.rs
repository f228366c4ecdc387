//! How a request is shown.

use crate::etag;
use domain::{reason::Language, substitute::SubstituteRequest};
use serde::Serialize;
use utoipa::ToSchema;

/// A request to the staffing office.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequestView {
    #[serde(flatten)]
    request: SubstituteRequest,
    /// How far it has come, in words.
    #[schema(example = "tilbudt")]
    state_name: &'static str,
    version: i64,
    #[schema(example = "\"e1.0\"")]
    etag: String,
}

impl RequestView {
    pub(crate) fn new(
        request: &SubstituteRequest,
        version: i64,
        epoch: &str,
        language: Language,
    ) -> Self {
        Self {
            request: request.clone(),
            state_name: request.state.term().text(language),
            version,
            etag: etag::strong(epoch, version),
        }
    }
}
