//! `POST /teams/{team}/shifts/import`: shifts from a CSV file or a calendar (R-SHF-1).

use super::batch::{BatchView, settle};
use crate::{
    door::{Door, done, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use documents::shift_files::{self, Person, ReadShift};
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
    policy::Action,
    reason::{Violations, none_of},
    shift::Shift,
    time::local_date,
};
use persistence::{Failure, ShiftRecord, Streams, new_id};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::IntoParams;

/// Most shifts of one file.
const MOST: usize = 5_000;

/// How the file is read.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// Only say what would happen, with every fault (API-11).
    #[serde(default)]
    dry_run: bool,
    /// Whose calendar it is, when the file does not say for each shift.
    employee: Option<EmployeeId>,
    /// Why shifts are to stand although they break working-time rules.
    #[param(max_length = 500)]
    keep_reason: Option<String>,
}

/// Take in shifts from a file
///
/// CSV with the columns `ansatt;dato;fra;til;type;pause;overtid` (docs/team.md), or an iCalendar file of
/// one employee or of several with `ATTENDEE`. The whole file is read first; one fault and nothing is
/// entered. A shift that stands there already is counted and left.
#[utoipa::path(tag = "shifts", operation_id = "importShifts", security(("bearer" = [])),
    request_body(content = String, content_type = "text/csv", description = "CSV, or iCalendar (it begins with BEGIN:VCALENDAR); UTF-8"),
    params(("team" = UnitId, Path, description = "The unit"), ImportQuery), responses(
    (status = 200, description = "Taken in; with `dryRun` what would be, with every fault", body = BatchView),
    (status = 400, description = "The request cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 413, description = "The file is too large", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every fault by line, every breach", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shifts/import")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<ImportQuery>,
) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let (file, language, state) = (door.bytes(), door.language, door.state.clone());
    let query = query.into_inner();
    door.write(Action::ImportShifts, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        writer.enter_with(team, fordeler)?;
        let people: Vec<Person> = writer
            .log_ins_of_unit(team)?
            .into_iter()
            .map(|(employee, name, user_name)| Person {
                employee,
                name,
                user_name,
            })
            .collect();
        let read = shift_files::read(&file, &people, query.employee, MOST);
        let shifts: Vec<ReadShift> = match read {
            Ok(shifts) => shifts,
            Err(faults) => {
                let faults: Violations = faults
                    .into_iter()
                    .map(shift_files::Fault::pointed)
                    .collect();
                if query.dry_run {
                    let view = BatchView::of_faults(&faults, language);
                    return Err(dry_run(done(&view)?));
                }
                return Err(Failure::Invalid(faults));
            }
        };
        none_of(shift_files::implausible(&shifts)).map_err(Failure::Invalid)?;
        let from = shifts.iter().map(|s| s.interval.from).min();
        let until = shifts.iter().map(|s| s.interval.until).max();
        let during = from
            .zip(until)
            .map(|(from, until)| Interval { from, until });
        let standing: BTreeSet<_> = match during {
            None => BTreeSet::new(),
            Some(during) => writer
                .shift_records_of_unit(team, during)?
                .into_iter()
                .map(|r| (r.shift.employee, r.shift.interval))
                .collect(),
        };
        let all = shifts.len();
        let records: Vec<ShiftRecord> = shifts
            .into_iter()
            .filter(|s| !standing.contains(&(s.employee, s.interval)))
            .map(|s| ShiftRecord {
                shift: Shift {
                    id: new_id(writer.now()),
                    employee: s.employee,
                    unit: team,
                    kind: s.kind,
                    interval: s.interval,
                },
                break_minutes: s.break_minutes,
                overtime: s.overtime,
                kept: None,
                version: 1,
            })
            .collect();
        let how = (query.dry_run, language);
        let mut view = settle(writer, &state, records, query.keep_reason.as_deref(), how)?;
        view.unchanged = all - view.created;
        let answer = done(&view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
