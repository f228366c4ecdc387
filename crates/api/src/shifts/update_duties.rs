//! `PUT /teams/{team}/duties`: agree how the unit's duties go round (R-TEAM-5).

use super::duties::{Duties, DutiesView, shown};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, put};
use domain::{
    duty::{DutyRota, doubled, rota_faults},
    ids::{EmployeeId, UnitId},
    organisation::{Competence, competences_on},
    policy::Action,
    pool::name_duties,
    reason::{Reason, Violations, none_of},
    time::{local_date, to_micros},
};
use persistence::{Failure, Outcome, Streams, Writer};

/// More rotas, holders or swapped days than this nobody agrees on at once.
const MOST: usize = 100;

static TOO_MANY: Reason = Reason {
    rule: "R-TEAM-5",
    code: "duties-too-many",
    nb: "Det er høyst {most} av hver.",
    nn: "Det er høgst {most} av kvar.",
    en: "There are at most {most} of each.",
};

/// Everything that is wrong, each pointing into the list.
fn faults(writer: &mut Writer<'_>, team: UnitId, duties: &Duties) -> Outcome<Violations> {
    let long = |n: usize| n > MOST;
    let too_many = long(duties.rotas.len())
        || duties
            .rotas
            .iter()
            .any(|r| long(r.order.len()) || long(r.swaps.len()));
    if too_many {
        return Ok(vec![TOO_MANY.violation().at("/rotas").with("most", MOST)]);
    }
    let today = local_date(writer.now());
    let members = writer.members(team)?;
    let members: Vec<_> = members
        .into_iter()
        .filter(|(m, _, _)| m.is_active(today))
        .map(|(_, employee, _)| employee)
        .collect();
    let ids: Vec<EmployeeId> = members.iter().map(|e| e.id).collect();
    let certificates = writer.certificates(&ids)?;
    let has = |who: EmployeeId, code| {
        let held: Vec<Competence> = certificates
            .iter()
            .filter(|(holder, _)| *holder == who)
            .map(|(_, certificate)| *certificate)
            .collect();
        members
            .iter()
            .find(|e| e.id == who)
            .is_some_and(|e| competences_on(e.profession, &held, today).contains(&code))
    };
    let wrong = duties.rotas.iter().enumerate().flat_map(|(n, rota)| {
        rota_faults(rota, |who| ids.contains(&who), has)
            .into_iter()
            .map(move |fault| {
                let at = fault.pointer.clone().unwrap_or_default();
                fault.at(format!("/rotas/{n}{at}"))
            })
    });
    Ok(wrong.chain(doubled(&duties.rotas)).collect())
}

/// Keeps what a team's leader says; in a pool it holds once every team's leader has said the same.
fn agree(writer: &mut Writer<'_>, unit: UnitId, named: Vec<DutyRota>) -> Outcome<()> {
    let (holds, version) = writer.duty_rotas(unit)?;
    let Some((mut pool, of_pool)) = writer.pool_of(unit)? else {
        writer.save_duty_rotas(unit, &named, version)?;
        return Ok(());
    };
    let now = writer.now();
    let actor = writer.actor()?;
    let teams = pool.terms.teams.iter().copied();
    let hers = teams.filter(|team| actor.leads(*team, now)).collect();
    let by = (actor.employee, &hers, to_micros(now));
    let said = name_duties(&pool, &holds, named, by, local_date(now));
    if pool.duties != said.waits {
        pool.duties = said.waits;
        writer.save_pool(&pool, of_pool)?;
    }
    if let Some(rotas) = said.agreed {
        writer.save_duty_rotas(unit, &rotas, version)?;
    }
    Ok(())
}

/// Agree on the duties
///
/// For the unit's leader. In a pool the leader of each of its teams names the same: until then it is proposed and
/// what held before holds; naming something else proposes that instead, and naming what holds takes the proposal
/// back. Everybody named is a member of one of its teams, and holds a duty on the days she is on its shift.
#[utoipa::path(tag = "shifts", operation_id = "updateDuties", security(("bearer" = [])), request_body = Duties,
    params(("team" = UnitId, Path, description = "The unit"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Agreed, or in a pool proposed", body = DutiesView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/teams/{team}/duties")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let body = door.body::<Duties>();
    let if_match = door.if_match.clone();
    door.write(Action::UpdateDuties, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let (_, version) = shown(writer, team)?;
        if_match.check(&entered, writer.epoch(), version)?;
        let duties = body.read(&entered)?;
        none_of(faults(writer, team, &duties)?).map_err(Failure::Invalid)?;
        agree(writer, team, duties.rotas)?;
        let (view, version) = shown(writer, team)?;
        changed(writer.epoch(), version, &view)
    })
    .await
}
