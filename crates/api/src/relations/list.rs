//! `GET /employees/{employee}/relations`.

use super::view::RelationView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::EmployeeId, policy::Action};
use persistence::Failure;
use serde::Serialize;
use utoipa::ToSchema;

/// What somebody has declared.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RelationList {
    /// Oldest first, also those that are over.
    items: Vec<RelationView>,
}

/// What you have declared
///
/// Only your own: whom somebody is related to is nobody else's business.
#[utoipa::path(tag = "delegations", operation_id = "listRelations", security(("bearer" = [])),
    params(("employee" = EmployeeId, Path, description = "Yourself")), responses(
    (status = 200, description = "Declarations, oldest first", body = RelationList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "Not yourself", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/employees/{employee}/relations")]
pub(super) async fn handler(door: Door, id: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListRelations, move |reader| {
        reader.general()?;
        if reader.actor()?.employee != id.0 {
            return Err(Failure::NotThere);
        }
        let items = reader
            .relations_of_employee(id.0)?
            .into_iter()
            .map(|(id, relation)| RelationView { id, relation })
            .collect();
        Shown::view(&RelationList { items })
    })
    .await
}
