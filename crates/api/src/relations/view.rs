//! How a declaration is shown.

use domain::{habilitet::Relation, ids::DeclarationId};
use serde::Serialize;
use utoipa::ToSchema;

/// A declared relation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RelationView {
    /// Identity of the declaration.
    pub(super) id: DeclarationId,
    #[serde(flatten)]
    pub(super) relation: Relation,
}
