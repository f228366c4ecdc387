//! `GET /units/{unit}/exports/caseload.csv`.

use super::csv;
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use documents::caseload_csv::{CaseloadRow, NextOfKin, RowIdentity, write};
use domain::{
    citizen::contacts::ContactRole, ids::UnitId, national_number::NationalNumber, policy::Action,
};
use persistence::{Failure, Whose};
use serde::Deserialize;
use std::collections::HashMap;
use utoipa::IntoParams;

/// Whom to take out.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Whom {
    /// Also those with a protected address: without this they are left out (SEC-4).
    #[serde(default)]
    with_protected: bool,
}

/// A unit's citizens as a file
///
/// The columns of docs/import.md: taken in again it changes nothing, in an empty Tillit it makes the same
/// caseload. It holds whole identity numbers, so the log of each citizen in it says that it was taken
/// out, by whom.
#[utoipa::path(tag = "import", operation_id = "exportCaseload", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit"), Whom), responses(
    (status = 200, description = "The file, UTF-8", body = String, content_type = "text/csv"),
    (status = 400, description = "The query cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/units/{unit}/exports/caseload.csv")]
pub(super) async fn handler(
    door: Door,
    unit: Id<UnitId>,
    whom: Query<Whom>,
) -> Result<HttpResponse, Problem> {
    let policy = door.state.numbers;
    door.read(Action::ExportCaseload, move |reader| {
        let entered = reader.enter(unit.0)?;
        let mut kin = HashMap::new();
        for (citizen, contact) in reader.contacts_of(Whose::Unit(entered.unit))? {
            if contact.content.role == ContactRole::NextOfKin {
                kin.entry(citizen).or_insert(contact.content);
            }
        }
        let mut citizens = reader.taken_out(&entered)?;
        citizens.retain(|c| whom.with_protected || c.content.address.protection.may_be_shown());
        let ids = citizens.iter().map(|citizen| citizen.id).collect();
        let mut rows = Vec::with_capacity(citizens.len());
        for citizen in citizens {
            let identity = match citizen.number {
                Some(text) => {
                    let wrong = |_| Failure::Internal("a kept number is none".into());
                    RowIdentity::Number(NationalNumber::parse(&text, policy).map_err(wrong)?)
                }
                None => RowIdentity::None {
                    reason: citizen.no_number_reason.unwrap_or_default(),
                },
            };
            let next_of_kin = kin.remove(&citizen.id).map(|contact| NextOfKin {
                name: contact.name,
                relation: contact.relation,
                phone: contact.phone,
            });
            rows.push(CaseloadRow {
                identity,
                content: citizen.content,
                next_of_kin,
            });
        }
        reader.note_export(&entered, "caseload-export", ids);
        Ok(csv(write(&rows)))
    })
    .await
}
