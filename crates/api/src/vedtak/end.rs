//! `POST /vedtak/{vedtak}/end`: end it before its last day.

use super::{
    case::Case,
    sign::DEADLINES,
    target::{Target, keep_followed},
    view::VedtakView,
};
use crate::{
    consequences::{self, Reach},
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::VedtakId,
    period::is_plausible,
    policy::Action,
    reason::{Reason, Violations},
    signing::check_end,
    task::{TaskSource, TaskState},
    time::to_micros,
    vedtak::{Closing, EndGround, Step, Vedtak, implausible, too_long},
};
use persistence::{Failure, MUNICIPALITY};
use serde::Deserialize;
use utoipa::ToSchema;

/// Longest reason, characters.
const LONGEST: usize = 5000;

static REASON_MISSING: Reason = Reason {
    rule: "R-VED-3",
    code: "end-needs-reason",
    nb: "Skriv hvorfor vedtaket avsluttes.",
    nn: "Skriv kvifor vedtaket blir avslutta.",
    en: "Say why the vedtak is ended.",
};
static AFTER_LAST_DAY: Reason = Reason {
    rule: "R-VED-3",
    code: "ends-after-its-last-day",
    nb: "Vedtaket går ut {until}, før denne dagen.",
    nn: "Vedtaket går ut {until}, før denne dagen.",
    en: "The vedtak ends on {until}, before this day.",
};

/// From when, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EndInput {
    /// Last day in force.
    last_day: NaiveDate,
    /// On which ground: without a new vedtak only when nothing is taken that the citizen wants to keep.
    ground: EndGround,
    /// Why, in words.
    #[schema(example = "Astrid har flyttet.", max_length = 5000)]
    reason: String,
}

fn faults(input: &EndInput, vedtak: &Vedtak) -> Violations {
    let mut found = input.ground.check().err().unwrap_or_default();
    if input.reason.trim().is_empty() {
        found.push(REASON_MISSING.violation().at("/reason"));
    }
    found.extend(too_long(&input.reason, LONGEST, "/reason"));
    if !is_plausible(input.last_day) {
        found.push(implausible(input.last_day, "/lastDay"));
    }
    if let Some(until) = vedtak.content.until.filter(|until| *until < input.last_day) {
        let fault = AFTER_LAST_DAY.violation().at("/lastDay");
        found.push(fault.with("until", until));
    }
    found
}

/// End a vedtak before its last day
///
/// When the citizen has died, has moved, or wants no more of it; anything else takes a vedtak with the
/// outcome `end`, with prior notice, letter and right of appeal. For one who could sign such a vedtak.
/// Tiltak under it last until then, and visits after that go; the answer lists them.
#[utoipa::path(tag = "vedtak", operation_id = "endVedtak", security(("bearer" = [])), request_body = EndInput,
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Ended", body = VedtakView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Not signed, or closed before", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/end")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<EndInput>();
    let law = door.state.law.clone();
    let if_match = door.if_match.clone();
    let target = Target::find(&door, Action::EndVedtak, id.0).await?;
    let streams = target.streams().and_unit(MUNICIPALITY);
    door.write(Action::EndVedtak, streams, move |writer| {
        let (opened, stored) = target.open_seen(writer, &if_match)?;
        let input = body.read(&opened)?;
        let now = writer.now();
        let by = writer.actor()?.employee;
        let case = Case::load(writer, &opened, stored, &law, now)?;
        check_end(&case.facts(), now).map_err(Failure::Forbidden)?;
        let stored = case.stored;
        let found = faults(&input, &stored.vedtak);
        if !found.is_empty() {
            return Err(Failure::Invalid(found));
        }
        let closing = Closing {
            last_day: input.last_day,
            by,
            at: to_micros(now),
            reason: input.reason.trim().to_owned(),
            ground: Some(input.ground),
            by_vedtak: None,
        };
        let next = stored.vedtak.clone().closed(Step::End, closing);
        let next = next.map_err(Failure::Conflict)?;
        let source = TaskSource::Vedtak(next.id);
        writer.close_tasks_of(source, DEADLINES, TaskState::Cancelled, by)?;
        let last = input.last_day;
        let reach = Reach::Under(next.id);
        let followed = consequences::stop(writer, &opened, next.content.service, last, reach)?;
        keep_followed(writer, stored, next, Some(followed))
    })
    .await
}
