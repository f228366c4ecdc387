//! `GET /vedtak/{vedtak}/signing-options`: who may sign, or every reason why one may not.

use super::{case::Case, target::Target};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody, ProblemError, errors},
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{DelegationId, EmployeeId, UnitId, VedtakId},
    policy::Action,
    signing::{Signing, WhoMay, may_sign, who_may_sign},
};
use persistence::{Outcome, Reader};
use serde::Serialize;
use utoipa::ToSchema;

/// The answer of the one function (R-VED-4).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SigningOptions {
    /// Whether you may sign now.
    allowed: bool,
    /// By which delegation, when you may.
    delegation: Option<DelegationId>,
    /// Under which version of the law, when you may.
    #[schema(example = "fvl-1967")]
    law_version: Option<String>,
    /// Every reason why you may not.
    reasons: Vec<ProblemError>,
    /// Everybody who may, and the unit that the vedtak can be sent to.
    who_may: Vec<WhoMayView>,
}

/// Somebody who may sign now.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WhoMayView {
    employee: EmployeeId,
    #[schema(example = "Olav Tveit")]
    name: String,
    /// Where the vedtak can be sent.
    unit: UnitId,
    #[schema(example = "Søknadskontoret Østensjø")]
    unit_name: String,
    /// By which delegation.
    delegation: DelegationId,
}

fn named(reader: &mut Reader<'_>, who_may: Vec<WhoMay>) -> Outcome<Vec<WhoMayView>> {
    let ids: Vec<EmployeeId> = who_may.iter().map(|may| may.employee).collect();
    let employees = reader.employees(&ids)?;
    let units = reader.units()?;
    let name = |id| {
        let employee = employees.iter().find(|employee| employee.id == id);
        employee.map(|e| format!("{} {}", e.given_name, e.family_name))
    };
    let unit_name = |id| {
        let unit = units.iter().find(|unit| unit.id == id);
        unit.map(|unit| unit.name.clone())
    };
    Ok(who_may
        .into_iter()
        .map(|may| WhoMayView {
            employee: may.employee,
            name: name(may.employee).unwrap_or_default(),
            unit: may.unit,
            unit_name: unit_name(may.unit).unwrap_or_default(),
            delegation: may.delegation,
        })
        .collect())
}

/// Who may sign a vedtak
///
/// Whether you may, by which delegation, or every reason why not; and everybody who may.
#[utoipa::path(tag = "vedtak", operation_id = "getSigningOptions", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "The answer for you, and who may", body = SigningOptions),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/vedtak/{vedtak}/signing-options")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    let law = door.state.law.clone();
    let target = Target::find(&door, Action::GetSigningOptions, id.0).await?;
    door.read(Action::GetSigningOptions, move |reader| {
        let (opened, stored) = target.open(reader)?;
        let now = reader.asked_at();
        let case = Case::load(reader, &opened, stored, &law, now)?;
        let who_may = who_may_sign(&case.facts(), now);
        let (delegation, law_version, reasons) = match may_sign(&case.facts(), now) {
            Signing::Allowed { by, law_version } => (Some(by), Some(law_version), Vec::new()),
            Signing::Refused { reasons, .. } => (None, None, reasons),
        };
        Shown::view(&SigningOptions {
            allowed: delegation.is_some(),
            delegation,
            law_version,
            reasons: errors(&reasons, language),
            who_may: named(reader, who_may)?,
        })
    })
    .await
}
