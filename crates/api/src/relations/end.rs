//! `POST /employees/{employee}/relations/{relation}/end`: it is over.

use super::view::RelationView;
use crate::{
    door::{Door, done},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{DeclarationId, EmployeeId},
    policy::Action,
    reason::Reason,
    time::to_micros,
};
use persistence::{Failure, Streams};

static ENDED: Reason = Reason {
    rule: "R-VED-5",
    code: "relation-ended",
    nb: "Tilknytningen er alt meldt avsluttet.",
    nn: "Tilknytinga er alt meld avslutta.",
    en: "The relation has been declared over before.",
};

/// Declare that a relation is over
///
/// It is kept with its dates; from now on it disqualifies no more.
#[utoipa::path(tag = "delegations", operation_id = "endRelation", security(("bearer" = [])),
    params(("employee" = EmployeeId, Path, description = "Yourself"), ("relation" = DeclarationId, Path, description = "The declaration")), responses(
    (status = 200, description = "Over", body = RelationView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "Not yours", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Over before", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/relations/{relation}/end")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<EmployeeId, DeclarationId>,
) -> Result<HttpResponse, Problem> {
    let Ids(employee, id) = ids;
    let streams = Streams::municipality();
    door.write(Action::EndRelation, streams, move |writer| {
        writer.general()?;
        if writer.actor()?.employee != employee {
            return Err(Failure::NotThere);
        }
        let all = writer.relations_of_employee(employee)?;
        let found = all.into_iter().find(|(of, _)| *of == id);
        let (_, mut relation) = found.ok_or(Failure::NotThere)?;
        if relation.ended_at.is_some() {
            return Err(Failure::conflict_with(&ENDED));
        }
        relation.ended_at = Some(to_micros(writer.now()));
        writer.end_relation(id, &relation)?;
        done(&RelationView { id, relation })
    })
    .await
}
