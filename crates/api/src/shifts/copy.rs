//! `POST /teams/{team}/shifts/copies`: a rota copied onward, e.g. twelve weeks rolling (R-SHF-1).

use super::{
    TryQuery,
    batch::{BatchView, settle},
};
use crate::{
    door::{Door, done, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
    period::is_plausible,
    policy::Action,
    reason::none_of,
    shift::{Shift, rota::Copying},
    time::local_date,
    vedtak::implausible,
};
use persistence::{Failure, ShiftRecord, Streams, new_id};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What is copied, and to where.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CopyInput {
    /// Monday of the first week of the rota.
    #[schema(example = "2026-11-30")]
    from: NaiveDate,
    /// Weeks of the rota.
    #[schema(minimum = 1, maximum = 52, example = 12)]
    weeks: i64,
    /// Monday of the first week that it is copied to.
    #[schema(example = "2027-02-22")]
    to: NaiveDate,
    /// How many times, one after the other.
    #[serde(default = "once")]
    #[schema(minimum = 1, maximum = 52, example = 1)]
    times: i64,
    /// Why it is to stand although it breaks working-time rules.
    #[schema(max_length = 500)]
    keep_reason: Option<String>,
}

const fn once() -> i64 {
    1
}

/// Copy a rota onward
///
/// The same weekdays and clock times, also across a change of clocks. What stands there already is kept
/// and counted; shifts of those who are no longer members become open shifts. One impossible shift and
/// nothing is copied. Breaches, also of the two weeks' notice, are told by employee and need a reason.
#[utoipa::path(tag = "shifts", operation_id = "copyRota", security(("bearer" = [])), request_body = CopyInput,
    params(("team" = UnitId, Path, description = "The unit"), TryQuery), responses(
    (status = 200, description = "Copied, or with `dryRun` what would be", body = BatchView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shifts/copies")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let (body, language, state) = (door.body::<CopyInput>(), door.language, door.state.clone());
    door.write(Action::CopyRota, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let input = body.read(&entered)?;
        let days = [(input.from, "/from"), (input.to, "/to")];
        let wrong = days.into_iter().filter(|(day, _)| !is_plausible(*day));
        none_of(wrong.map(|(day, at)| implausible(day, at)).collect()).map_err(Failure::Invalid)?;
        let copying = Copying {
            from: input.from,
            weeks: input.weeks,
            to: input.to,
            times: input.times,
        };
        none_of(copying.faults()).map_err(Failure::Invalid)?;
        let members = writer.members(team)?;
        let works_on = |who: EmployeeId, day: NaiveDate| {
            let hers = members.iter().filter(|(m, ..)| m.employee == who);
            let mut hers = hers.map(|(m, ..)| m).peekable();
            // One who never was a member may have shifts here all the same.
            hers.peek().is_none() || hers.any(|m| m.is_active(day))
        };
        let source = writer.shift_records_of_unit(team, copying.source())?;
        let mut records = Vec::new();
        let mut left = 0;
        for record in &source {
            for interval in copying.copies(&record.shift) {
                let day = local_date(interval.from);
                let employee = record.shift.employee.filter(|who| works_on(*who, day));
                left += usize::from(employee != record.shift.employee);
                records.push(ShiftRecord {
                    shift: Shift {
                        id: new_id(writer.now()),
                        employee,
                        unit: team,
                        kind: record.shift.kind,
                        interval,
                    },
                    overtime: false,
                    kept: None,
                    version: 1,
                    break_minutes: record.break_minutes,
                });
            }
        }
        let during = Interval {
            from: domain::time::day_start(input.to),
            until: records
                .iter()
                .map(|r| r.shift.interval.until)
                .max()
                .unwrap_or_else(|| domain::time::day_end(input.to)),
        };
        let standing: BTreeSet<_> = writer
            .shift_records_of_unit(team, during)?
            .into_iter()
            .map(|r| (r.shift.employee, r.shift.interval))
            .collect();
        let all = records.len();
        records.retain(|r| !standing.contains(&(r.shift.employee, r.shift.interval)));
        let mut view = settle(
            writer,
            &state,
            records,
            input.keep_reason.as_deref(),
            (query.dry_run, language),
        )?;
        view.unchanged = all - view.created;
        view.opened = left;
        let answer = done(&view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
