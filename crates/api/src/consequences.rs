//! What a decision changes in plan and visits, done in its own transaction and told in its answer
//! (R-VED-11, R-CIT-5).

use chrono::NaiveDate;
use domain::{
    ids::{TiltakId, VedtakId, VisitId},
    service::ServiceType,
    tiltaksplan::Tiltak,
};
use persistence::{Consequences, Opened, Outcome, StoppedVisit, Writer};
use serde::Serialize;
use utoipa::ToSchema;

/// A tiltak that was changed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FollowedTiltak {
    /// Which.
    id: TiltakId,
    #[schema(example = "Insulin")]
    description: String,
    /// Its last day, when it was ended.
    last_day: Option<NaiveDate>,
    /// The vedtak that covers it from now on.
    vedtak: Option<VedtakId>,
}

/// A visit that went or stays.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct FollowedVisit {
    /// Which.
    id: VisitId,
    /// Its day.
    date: NaiveDate,
}

/// The plan asks for more than the new frame gives; the duty holder has a task.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BeyondFrame {
    /// Planned minutes a week.
    pub(crate) planned: i32,
    /// The frame's most, minutes a week.
    pub(crate) most: i32,
}

/// What changed in plan and visits.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Followed {
    /// Tiltak that were ended or came under another vedtak.
    tiltak: Vec<FollowedTiltak>,
    /// Visits that are gone.
    visits_removed: Vec<FollowedVisit>,
    /// Visits that stay because their day is published: the fordeler takes them off.
    visits_remaining: Vec<FollowedVisit>,
    /// The plan asks for more than the frame gives.
    pub(crate) beyond_frame: Option<BeyondFrame>,
}

fn shown(visits: Vec<StoppedVisit>) -> Vec<FollowedVisit> {
    visits
        .into_iter()
        .map(|v| FollowedVisit {
            id: v.id,
            date: v.date,
        })
        .collect()
}

/// Which of a service's tiltak a decision reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of them.
    Service,
    /// Those that no vedtak covers.
    Uncovered,
    /// Those under this vedtak, and those that no vedtak covers.
    Under(VedtakId),
}

impl Reach {
    fn holds(self, tiltak: &Tiltak) -> bool {
        match self {
            Self::Service => true,
            Self::Uncovered => tiltak.content.vedtak.is_none(),
            Self::Under(id) => tiltak.content.vedtak.is_none_or(|vedtak| vedtak == id),
        }
    }
}

/// The team's tiltak of a service, as far as the decision reaches.
fn reached(
    writer: &mut Writer<'_>,
    opened: &Opened,
    service: ServiceType,
    reach: Reach,
) -> Outcome<Vec<(Tiltak, i64)>> {
    let mut found = writer.plan(opened)?.tiltak;
    found.retain(|(tiltak, _)| {
        tiltak.content.service == service && tiltak.content.takes_team_time() && reach.holds(tiltak)
    });
    Ok(found)
}

fn told(changed: &[(Tiltak, i64)], consequences: Consequences, ended: bool) -> Followed {
    Followed {
        tiltak: changed
            .iter()
            .map(|(tiltak, _)| FollowedTiltak {
                id: tiltak.id,
                description: tiltak.content.description.clone(),
                last_day: tiltak.content.end.filter(|_| ended),
                vedtak: tiltak.content.vedtak,
            })
            .collect(),
        visits_removed: shown(consequences.removed),
        visits_remaining: shown(consequences.remaining),
        beyond_frame: None,
    }
}

/// Ends a service in the plan: its tiltak last until `last_day`, visits after that go, history stays.
pub(crate) fn stop(
    writer: &mut Writer<'_>,
    opened: &Opened,
    service: ServiceType,
    last_day: NaiveDate,
    reach: Reach,
) -> Outcome<Followed> {
    let mut changed = reached(writer, opened, service, reach)?;
    changed.retain(|(tiltak, _)| tiltak.content.end.is_none_or(|end| last_day < end));
    for (tiltak, _) in &mut changed {
        tiltak.content.end = Some(last_day);
    }
    let consequences = writer.change_tiltak(opened, &changed)?;
    Ok(told(&changed, consequences, true))
}

/// Puts a service's tiltak under another vedtak: those under `reach` that are not over on its first
/// day.
pub(crate) fn cover(
    writer: &mut Writer<'_>,
    opened: &Opened,
    service: ServiceType,
    (by, from): (VedtakId, NaiveDate),
    reach: Reach,
) -> Outcome<Followed> {
    let mut changed = reached(writer, opened, service, reach)?;
    changed.retain(|(tiltak, _)| {
        tiltak.content.end.is_none_or(|end| from <= end) && tiltak.content.vedtak != Some(by)
    });
    for (tiltak, _) in &mut changed {
        tiltak.content.vedtak = Some(by);
    }
    let consequences = writer.change_tiltak(opened, &changed)?;
    Ok(told(&changed, consequences, false))
}
