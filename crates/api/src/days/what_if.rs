//! `POST /teams/{team}/days/{date}/what-if`: the day with one thing changed, proposed beside the day
//! as it is, and nothing saved (R-WL-5).

use super::{
    PartQuery,
    input::Input,
    planner,
    proposal::{TermView, UnplacedView, names, said, terms_view, unplaced_view},
    whole,
};
use crate::{
    door::{Door, done, respond},
    paths::Ids,
    problem::{Problem, ProblemBody, ProblemError},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, ProposalId, UnitId},
    interval::Interval,
    organisation::{CompetenceCode, Transport},
    policy::Action,
    reason::{Language, Reason, Violations, none_of},
};
use persistence::{Day, Failure};
use scheduling::{Budget, Proposal, WhatIf, propose};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::mpsc, time::Duration};
use utoipa::ToSchema;

/// Enough to compare by; the answer is waited for.
const ITERATIONS: u64 = 1_000;
/// For each of the two.
const LONGEST: Duration = Duration::from_secs(2);

static NOTHING_ASKED: Reason = Reason {
    rule: "R-WL-5",
    code: "what-if-empty",
    nb: "Si hva som skal være annerledes: absent, oneMore eller home.",
    nn: "Sei kva som skal vere annleis: absent, oneMore eller home.",
    en: "Say what is to be different: absent, oneMore or home.",
};
static NOT_AT_WORK: Reason = Reason {
    rule: "R-WL-5",
    code: "what-if-not-at-work",
    nb: "Den ansatte er ikke på jobb denne dagen.",
    nn: "Den tilsette er ikkje på jobb denne dagen.",
    en: "The employee is not at work that day.",
};
static NOT_AWAY: Reason = Reason {
    rule: "R-WL-5",
    code: "what-if-not-away",
    nb: "Tjenestemottakeren har ingen besøk som ligger stille denne dagen.",
    nn: "Tenestemottakaren har ingen besøk som ligg stille denne dagen.",
    en: "The citizen has no visits that lie still that day.",
};
static ENDS_FIRST: Reason = Reason {
    rule: "R-WL-5",
    code: "what-if-ends-before-start",
    nb: "Vakten slutter før den begynner, eller varer over et døgn.",
    nn: "Vakta sluttar før ho byrjar, eller varer over eit døgn.",
    en: "The shift ends before it begins, or lasts longer than a day.",
};

/// One more at work.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OneMoreInput {
    /// From when.
    from: DateTime<Utc>,
    /// Until when.
    until: DateTime<Utc>,
    /// What she may do.
    #[schema(value_type = Vec<CompetenceCode>, max_items = 50)]
    competences: BTreeSet<CompetenceCode>,
    /// How she gets about.
    transport: Transport,
}

/// What is to be different; several things at once are one question.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WhatIfInput {
    /// She is ill or leaves.
    absent: Option<EmployeeId>,
    /// One more comes.
    one_more: Option<OneMoreInput>,
    /// She comes home: her visits lie still no longer.
    home: Option<CitizenId>,
}

/// One of two days, as the planner would have it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SideView {
    /// Its figures.
    #[schema(value_type = Object)]
    figures: serde_json::Value,
    /// Its points; fewer are better.
    score: Vec<TermView>,
    /// What found no place, and why.
    unplaced: Vec<UnplacedView>,
}

/// The day as it is beside the day as it would be. Nothing is saved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WhatIfView {
    as_it_is: Option<SideView>,
    what_if: Option<SideView>,
    /// Why the planner could make nothing of it.
    failed: Vec<ProblemError>,
}

fn check(input: &WhatIfInput, day: &Day, problem: &scheduling::Problem) -> Violations {
    let mut wrong = Violations::new();
    if input.absent.is_none() && input.one_more.is_none() && input.home.is_none() {
        wrong.push(NOTHING_ASKED.violation());
    }
    if let Some(who) = input.absent
        && problem.employees.iter().all(|e| e.id != who)
    {
        wrong.push(NOT_AT_WORK.violation().at("/absent"));
    }
    if let Some(whose) = input.home
        && !day
            .visits
            .iter()
            .any(|v| v.visit.suspended && v.visit.planned.citizen == whose)
    {
        wrong.push(NOT_AWAY.violation().at("/home"));
    }
    if let Some(more) = &input.one_more
        && !(1..=24 * 60).contains(&(more.until - more.from).num_minutes())
    {
        wrong.push(ENDS_FIRST.violation().at("/oneMore/until"));
    }
    wrong
}

/// The day as it is, and as it would be.
fn problems(
    input: WhatIfInput,
    on: &Input,
    somebody: EmployeeId,
    now: DateTime<Utc>,
) -> Result<[scheduling::Problem; 2], Violations> {
    let plan = on.plan();
    let as_it_is = plan.problem(now);
    none_of(check(&input, &on.day, &as_it_is))?;
    let mut what_if = input
        .home
        .map_or(plan, |whose| on.plan().with_home(whose))
        .problem(now);
    if let Some(who) = input.absent {
        what_if = WhatIf::Absent(who).applied_to(&what_if);
    }
    if let Some(more) = input.one_more {
        let shift = Interval {
            from: more.from,
            until: more.until,
        };
        let able = (more.transport, more.competences);
        let employee = on.one_more(somebody, &[shift], able);
        what_if = WhatIf::OneMore(Box::new(employee)).applied_to(&what_if);
    }
    Ok([as_it_is, what_if])
}

fn side(made: &Proposal, day: &Day, language: Language) -> SideView {
    let names = names(day);
    let left = made.unplaced.iter().map(planner::left_out);
    SideView {
        figures: serde_json::to_value(made.after).unwrap_or_default(),
        score: terms_view(&made.score, language),
        unplaced: left.map(|l| unplaced_view(&l, &names, language)).collect(),
    }
}

/// Try a day with one thing changed
///
/// One more nurse, one who is ill, a citizen home from hospital: proposed beside the day as it is,
/// and nothing saved.
#[utoipa::path(tag = "work lists", operation_id = "tryWhatIf", security(("bearer" = [])), request_body = WhatIfInput,
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), PartQuery), responses(
    (status = 200, description = "Both days", body = WhatIfView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Everything that is wrong with the question", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/what-if")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<PartQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let language = door.language;
    let body = door.body::<WhatIfInput>();
    let (id, somebody): (ProposalId, EmployeeId) = (door.new_id(), door.new_id());
    let now = door.state.now();
    let part = query.into_inner().part;
    let law = door.state.law.clone();
    let (on, problems) = door
        .look(Action::TryWhatIf, move |reader| {
            let entered = reader.enter(team)?;
            let day = reader.day(team, date, part.as_deref())?;
            whole(reader, &day)?;
            let input = body.read(&entered)?;
            let on = Input::of(reader, &law, day)?;
            let problems = problems(input, &on, somebody, now);
            let problems = problems.map_err(Failure::Invalid)?;
            Ok((on, problems))
        })
        .await?;
    let (sender, receiver) = mpsc::channel();
    let state = door.state.clone();
    let (seed, weights) = (on.day.revision.unsigned_abs(), *on.weights());
    let made = door.state.desk.begin(id, move |job| {
        for problem in problems {
            let budget = Budget::iterations(ITERATIONS)
                .at_most(LONGEST)
                .unless(job.flag());
            let roads = state.roads.at(now);
            sender
                .send(propose(&problem, &roads, &budget, seed, &weights))
                .ok();
        }
    });
    // A panic on the desk leaves both sides empty.
    made.await.ok();
    let mut failed = Vec::new();
    let mut sides = receiver.try_iter().map(|made| match made {
        Ok(made) => Some(side(&made, &on.day, language)),
        Err(faults) => {
            let words = faults.iter().map(planner::worded_fault);
            failed.extend(words.map(|w| said(&w, language)));
            None
        }
    });
    let (as_it_is, what_if) = (sides.next().flatten(), sides.next().flatten());
    drop(sides);
    let view = WhatIfView {
        as_it_is,
        what_if,
        failed,
    };
    let answer = done(&view).map_err(|failure| door.problem(failure))?;
    Ok(respond(answer))
}
