//! `GET /specialists`: whom a team may ask.

use crate::{
    door::{Door, Shown},
    problem::Problem,
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{
    consultation::ConsultationField,
    ids::{EmployeeId, UnitId},
    organisation::{CompetenceCode, Profession, UnitKind, competences_on},
    policy::Action,
    time::local_date,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::{IntoParams, ToSchema};

/// About what.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FieldQuery {
    /// About what one wants to ask; about anything when it is left out.
    field: Option<ConsultationField>,
}

/// Somebody who may be asked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SpecialistView {
    employee: EmployeeId,
    #[schema(example = "Gro Haugland")]
    name: String,
    profession: Profession,
    /// What speaks for her in the field.
    competences: Vec<CompetenceCode>,
    /// Where she works.
    units: Vec<UnitId>,
}

/// Who may be asked.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Specialists {
    /// Those with a certificate or education for it first, then by name.
    items: Vec<SpecialistView>,
}

/// Who may be asked about a field
///
/// Health professionals whose certificate or education is for it, and those of specialist teams. Whoever is not
/// here may be asked too, when her education allows it.
#[utoipa::path(tag = "consultations", operation_id = "listSpecialists", security(("bearer" = [])), params(FieldQuery), responses(
    (status = 200, description = "Some to ask", body = Specialists), SignedOut))]
#[get("/specialists")]
pub(super) async fn handler(door: Door, query: Query<FieldQuery>) -> Result<HttpResponse, Problem> {
    let fields: Vec<ConsultationField> = match query.field {
        Some(field) => vec![field],
        None => ConsultationField::ALL.to_vec(),
    };
    door.read(Action::ListSpecialists, move |reader| {
        reader.general()?;
        let today = local_date(reader.asked_at());
        let mut units: BTreeMap<EmployeeId, Vec<(UnitId, UnitKind)>> = BTreeMap::new();
        for (membership, kind) in reader.at_work(today)? {
            let at = (membership.unit, kind);
            units.entry(membership.employee).or_default().push(at);
        }
        let ids: Vec<EmployeeId> = units.keys().copied().collect();
        let certificates = reader.certificates(&ids)?;
        let employees = reader.employees(&ids)?.into_iter();
        let asked =
            employees.filter(|employee| fields.iter().any(|f| f.may_answer(employee.profession)));
        let view = |employee: persistence::Employee| {
            let held: Vec<_> = certificates
                .iter()
                .filter(|(of, _)| *of == employee.id)
                .map(|(_, certificate)| *certificate)
                .collect();
            let able = competences_on(employee.profession, &held, today);
            let speaks = fields.iter().flat_map(|field| field.competences());
            let speaks: BTreeSet<_> = speaks.copied().collect();
            let competences: Vec<_> = speaks.intersection(&able).copied().collect();
            let works = units.get(&employee.id).cloned().unwrap_or_default();
            let special = works
                .iter()
                .any(|(_, kind)| *kind == UnitKind::SpecialistTeam);
            (special || !competences.is_empty()).then(|| SpecialistView {
                employee: employee.id,
                name: format!("{} {}", employee.given_name, employee.family_name),
                profession: employee.profession,
                competences,
                units: works.into_iter().map(|(unit, _)| unit).collect(),
            })
        };
        let mut items: Vec<SpecialistView> = asked.filter_map(view).collect();
        items.sort_by(|a, b| {
            let key = |s: &SpecialistView| (s.competences.is_empty(), s.name.clone(), s.employee);
            key(a).cmp(&key(b))
        });
        Shown::view(&Specialists { items })
    })
    .await
}
