//! `POST /employees/{employee}/relations`: one's own declaration.

use super::view::RelationView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    habilitet::{Relation, RelationKind},
    ids::{CitizenId, DeclarationId, EmployeeId},
    policy::Action,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A relation to declare.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RelationInput {
    /// Towards whom. Nothing is told about whether the municipality knows her.
    citizen: CitizenId,
    /// What you are to her.
    kind: RelationKind,
}

/// Declare a relation to a citizen
///
/// From now on you neither prepare nor sign a vedtak of hers (forvaltningsloven kap. II).
#[utoipa::path(tag = "delegations", operation_id = "declareRelation", security(("bearer" = [])), request_body = RelationInput,
    params(("employee" = EmployeeId, Path, description = "Yourself")), responses(
    (status = 201, description = "Declared", body = RelationView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "Not yourself", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/relations")]
pub(super) async fn handler(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let id: DeclarationId = door.new_id();
    let employee = employee.0;
    let body = door.body::<RelationInput>();
    let streams = Streams::municipality();
    door.write(Action::DeclareRelation, streams, move |writer| {
        let granted = writer.general()?;
        if writer.actor()?.employee != employee {
            return Err(Failure::NotThere);
        }
        let input = body.read(&granted)?;
        let relation = Relation {
            employee,
            citizen: input.citizen,
            kind: input.kind,
            declared_at: domain::time::to_micros(writer.now()),
            ended_at: None,
        };
        writer.insert_relation(id, &relation)?;
        let location = format!("/api/v1/employees/{employee}/relations");
        created(writer.epoch(), 1, location, &RelationView { id, relation })
    })
    .await
}
