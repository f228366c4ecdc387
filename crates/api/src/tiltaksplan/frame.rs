//! `GET /citizens/{citizen}/tiltaksplan/frame`.

use super::change::standing;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::{Days, NaiveDate};
use domain::{
    frame::{Departure, FrameAnswer, assess_change, permanent},
    ids::{CitizenId, EmployeeId, TiltakId},
    policy::Action,
    reason::Language,
    settings::Settings,
    tiltaksplan::Tiltak,
    time::local_date,
};
use serde::Serialize;
use utoipa::ToSchema;

/// How one service stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ServiceFrame {
    /// The plan as it is today against the frame in force; `plannedBefore` is what it comes back to
    /// when temporary changes are over.
    #[serde(flatten)]
    answer: FrameAnswer,
    /// The same in words.
    #[schema(
        example = "Planen gir 105 minutter hjemmesykepleie i uken. Vedtaket gir rom for 270 til 462."
    )]
    words: String,
}

/// A tiltak outside the frame for a time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OutsideForATime {
    tiltak: TiltakId,
    description: String,
    reason: String,
    /// Since when the plan has been outside.
    since: NaiveDate,
    /// Last day; then what was before applies to days that are not published.
    until: NaiveDate,
    /// Nothing was there before: it ends.
    is_new: bool,
    /// It must be done, so it stays after the last day, flagged, with a daily task.
    stays: bool,
}

/// Planned minutes against what vedtak give.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FrameView {
    services: Vec<ServiceFrame>,
    /// How far planned minutes may leave the frame, per cent.
    #[schema(example = 10)]
    tolerance_percent: i32,
    /// Outside the frame for a time.
    temporary: Vec<OutsideForATime>,
    /// The last day a temporary change made today may have; in the past when a new conversation must
    /// come first.
    latest_temporary_day: NaiveDate,
    /// Who changes the plan today: the responsible nurse, and whoever acts as primary contact.
    /// Nobody: anyone of the team who may write.
    changed_by: Vec<EmployeeId>,
}

fn service(answer: FrameAnswer, language: Language) -> ServiceFrame {
    let words = answer.explained().message(language);
    ServiceFrame { answer, words }
}

fn outside(departure: &Departure, plan: &[Tiltak]) -> Option<OutsideForATime> {
    let tiltak = plan.iter().find(|t| t.id == departure.tiltak)?;
    let temporary = tiltak.content.temporary.as_ref();
    Some(OutsideForATime {
        tiltak: tiltak.id,
        description: tiltak.content.description.clone(),
        reason: temporary.map(|t| t.reason.clone()).unwrap_or_default(),
        since: departure.since,
        until: departure.until,
        is_new: departure.within.is_none(),
        stays: tiltak.content.must_do,
    })
}

/// Planned minutes against the frame
///
/// For each service the plan's minutes a week from today, what the vedtak gives room for, and where
/// that leaves the plan, in minutes and words; and what is outside for a time.
#[utoipa::path(tag = "tiltaksplan", operation_id = "getFrame", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "Every service that is planned or granted", body = FrameView), ReadRefused))]
#[get("/citizens/{citizen}/tiltaksplan/frame")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetFrame, move |reader| {
        let opened = reader.open(id.0, "tiltaksplan")?;
        let settings = Settings::default();
        let today = local_date(reader.asked_at());
        let plan = reader.plan(&opened)?.plan().tiltak;
        let (departures, frames) = standing(reader, &opened, today)?;
        let since = reader.outside_since(&opened, &frames, today, &settings)?;
        let (team, _) = reader.care_team(&opened)?;
        let colleagues = reader.colleagues(opened.responsible, today)?;
        let lasting = permanent(&plan, &departures);
        let answers = assess_change(&lasting, &plan, &frames, today, &settings);
        let days = Days::new(settings.temporary_change_days.into());
        let view = FrameView {
            services: answers
                .into_iter()
                .map(|answer| service(answer, language))
                .collect(),
            tolerance_percent: settings.frame_tolerance_percent,
            temporary: departures
                .iter()
                .filter_map(|departure| outside(departure, &plan))
                .collect(),
            latest_temporary_day: since.checked_add_days(days).unwrap_or(since),
            changed_by: team.plan_changers(&colleagues, today),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
