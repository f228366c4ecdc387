//! `POST /teams/{team}/shifts`: enter a shift (R-SHF-1, R-SHF-2).

use super::{TryQuery, view::ShiftView, weigh::weigh_one};
use crate::{
    door::{Door, created, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use domain::{
    ids::{EmployeeId, ShiftId, UnitId},
    interval::Interval,
    policy::Action,
    reason::Reason,
    shift::{Shift, ShiftKind},
    time::local_date,
};
use persistence::{Failure, Outcome, Reader, ShiftRecord, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A shift to enter.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ShiftInput {
    /// Who; nobody yet on an open shift.
    employee: Option<EmployeeId>,
    kind: ShiftKind,
    interval: Interval,
    /// Minutes of break; what the law asks for when it is left out.
    #[schema(minimum = 0, maximum = 960)]
    break_minutes: Option<i32>,
    /// Beyond her ordinary hours.
    #[serde(default)]
    overtime: bool,
    /// Why it is to stand although it breaks a working-time rule.
    #[schema(max_length = 500)]
    pub(super) keep_reason: Option<String>,
}

static NO_EMPLOYEE: Reason = Reason {
    rule: "R-SHF-1",
    code: "no-such-employee",
    nb: "Medarbeideren finnes ikke.",
    nn: "Medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};

impl ShiftInput {
    /// The shift as it would be; refused when nobody is called so.
    pub(super) fn record(
        &self,
        reader: &mut Reader<'_>,
        (id, unit, version): (ShiftId, UnitId, i64),
    ) -> Outcome<ShiftRecord> {
        let who: Vec<EmployeeId> = self.employee.into_iter().collect();
        if reader.employees(&who)?.len() != who.len() {
            return Err(Failure::invalid(NO_EMPLOYEE.violation().at("/employee")));
        }
        Ok(ShiftRecord {
            shift: Shift {
                id,
                employee: self.employee,
                unit,
                kind: self.kind,
                interval: self.interval,
            },
            break_minutes: self.break_minutes,
            overtime: self.overtime,
            kept: None,
            version,
        })
    }
}

/// Enter a shift
///
/// For the leader and the day's fordeler. Also for one from another unit or a substitute: then she
/// may have a list here that day. The working-time rules are asked, with her shifts in all units; what
/// breaks one is refused with every breach until `keepReason` says why it is to stand.
#[utoipa::path(tag = "shifts", operation_id = "createShift", security(("bearer" = [])), request_body = ShiftInput,
    params(("team" = UnitId, Path, description = "The unit"), TryQuery), responses(
    (status = 201, description = "Entered", body = ShiftView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shifts")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let (body, language, state) = (door.body::<ShiftInput>(), door.language, door.state.clone());
    let id: ShiftId = door.new_id();
    door.write(Action::CreateShift, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let input = body.read(&entered)?;
        let mut record = input.record(writer, (id, team, 1))?;
        let reason = input.keep_reason.as_deref();
        weigh_one(writer, &state, &mut record, None, reason)?;
        writer.insert_shift_records(std::slice::from_ref(&record))?;
        let location = format!("/api/v1/teams/{team}/shifts/{id}");
        let view = ShiftView::new(&record, writer.epoch(), language);
        let answer = created(writer.epoch(), 1, location, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
