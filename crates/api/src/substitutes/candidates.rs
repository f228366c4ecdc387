//! `GET /teams/{team}/substitute-requests/{request}/candidates`: who could come, for the staffing office.

use crate::{
    door::{Door, Shown},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{EmployeeId, SubstituteRequestId, UnitId},
    interval::Interval,
    organisation::{Competence, CompetenceCode, Membership, Profession, competences_on},
    policy::Action,
    substitute::{Candidate, SubstituteRequest, could_come},
    time::local_date,
};
use persistence::{Employee, Failure, Outcome, Reader};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A shift that somebody could come for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CandidateShift {
    /// Which of the shifts, from 0.
    shift: usize,
    /// What is asked for and she may not do.
    lacks: Vec<CompetenceCode>,
}

/// A substitute who could come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CandidateView {
    employee: EmployeeId,
    #[schema(example = "Frida Engen")]
    name: String,
    profession: Profession,
    /// She is a substitute in the team that asks.
    knows_team: bool,
    /// For which of the shifts; where she is at work or away then is not said.
    shifts: Vec<CandidateShift>,
}

/// Who could come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CandidateList {
    /// Those first who may do what is asked for most shifts, then those whom the team knows, then by name.
    items: Vec<CandidateView>,
}

/// Who could come for a request
///
/// For the staffing office: substitutes who are neither at work nor away then, and what of what is asked
/// each of them may not do.
#[utoipa::path(tag = "shifts", operation_id = "listSubstituteCandidates", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The staffing office"), ("request" = SubstituteRequestId, Path, description = "The request")), responses(
    (status = 200, description = "Who could come", body = CandidateList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the staffing office", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such request", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/substitute-requests/{request}/candidates")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, SubstituteRequestId>,
) -> Result<HttpResponse, Problem> {
    let Ids(office, id) = ids;
    door.read(Action::ListSubstituteCandidates, move |reader| {
        reader.enter(office)?;
        let (request, _) = reader.substitute_request(office, id)?;
        if request.office != office {
            return Err(Failure::NotThere);
        }
        let items = candidates(reader, &request)?;
        Shown::view(&CandidateList { items })
    })
    .await
}

/// Five queries, however many there are.
fn candidates(reader: &mut Reader<'_>, request: &SubstituteRequest) -> Outcome<Vec<CandidateView>> {
    let stretch = request.shifts.iter().map(|wanted| wanted.interval);
    let whole = stretch.reduce(|all, one| Interval {
        from: all.from.min(one.from),
        until: all.until.max(one.until),
    });
    let Some(whole) = whole else {
        return Ok(Vec::new());
    };
    let mut of: BTreeMap<EmployeeId, Vec<Membership>> = BTreeMap::new();
    for membership in reader.substitutes()? {
        of.entry(membership.employee).or_default().push(membership);
    }
    let ids: Vec<EmployeeId> = of.keys().copied().collect();
    let mut certificates: BTreeMap<EmployeeId, Vec<Competence>> = BTreeMap::new();
    for (employee, certificate) in reader.certificates(&ids)? {
        certificates.entry(employee).or_default().push(certificate);
    }
    let mut busy: BTreeMap<EmployeeId, Vec<Interval>> = BTreeMap::new();
    for shift in reader.shifts_of(&ids, whole)? {
        if let Some(who) = shift.employee {
            busy.entry(who).or_default().push(shift.interval);
        }
    }
    for absence in reader.absences_of(&ids, whole)? {
        busy.entry(absence.employee)
            .or_default()
            .push(absence.interval);
    }
    let view = |employee: Employee| {
        let memberships = of.get(&employee.id).map_or(&[][..], Vec::as_slice);
        let held = certificates
            .get(&employee.id)
            .map_or(&[][..], Vec::as_slice);
        let shifts = request.shifts.iter().enumerate().filter_map(|(n, wanted)| {
            let day = local_date(wanted.interval.from);
            let who = Candidate {
                active: memberships.iter().any(|m| m.is_active(day)),
                able: competences_on(employee.profession, held, day),
                busy: busy.get(&employee.id).cloned().unwrap_or_default(),
            };
            let lacks = could_come(wanted, &request.competences, &who)?;
            Some(CandidateShift {
                shift: n,
                lacks: lacks.into_iter().collect(),
            })
        });
        let shifts: Vec<CandidateShift> = shifts.collect();
        let today = local_date(whole.from);
        let knows = |m: &Membership| m.unit == request.unit && m.is_active(today);
        (!shifts.is_empty()).then(|| CandidateView {
            employee: employee.id,
            name: format!("{} {}", employee.given_name, employee.family_name),
            profession: employee.profession,
            knows_team: memberships.iter().any(knows),
            shifts,
        })
    };
    let employees = reader.employees(&ids)?.into_iter();
    let mut items: Vec<CandidateView> = employees.filter_map(view).collect();
    items.sort_by_cached_key(|one| {
        let whole = one.shifts.iter().filter(|shift| shift.lacks.is_empty());
        let able: BTreeSet<usize> = whole.map(|shift| shift.shift).collect();
        let order = (std::cmp::Reverse(able.len()), !one.knows_team);
        (order, one.name.clone(), one.employee)
    });
    Ok(items)
}
