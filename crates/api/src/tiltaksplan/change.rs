//! What every change of a tiltak goes through: who may, what the frame says, and what follows
//! (R-PLAN-3, R-PLAN-4).

use chrono::NaiveDate;
use domain::{
    citizen::care_team::may_change_tiltak,
    frame::{ChangeEffect, Departure, Frame, Weighed, weigh},
    ids::PlanId,
    organisation::Profession,
    reason::none_of,
    settings::Settings,
    tiltaksplan::Tiltak,
    time::local_date,
};
use persistence::{Failure, Opened, Outcome, PlanRecord, Reader, Whose, Writer};

/// Refuses somebody who does not answer for the plan, by saying who does (R-PLAN-3). The leader may,
/// and a therapist may change what she has designed (R-PLAN-8).
pub(super) fn check_right(
    reader: &mut Reader<'_>,
    opened: &Opened,
    tiltak: &Tiltak,
) -> Outcome<()> {
    let today = local_date(reader.asked_at());
    let (team, _) = reader.care_team(opened)?;
    let colleagues = reader.colleagues(opened.responsible, today)?;
    let actor = reader.actor()?;
    let leads = actor.leads(opened.responsible, reader.asked_at());
    let therapist = matches!(
        actor.profession,
        Profession::OccupationalTherapist | Profession::Physiotherapist
    );
    let designed = therapist && tiltak.content.designed_by == Some(actor.employee);
    if leads || designed {
        return Ok(());
    }
    let refused = may_change_tiltak(&team, actor.employee, &colleagues, today);
    none_of(refused).map_err(Failure::Forbidden)
}

/// The plan of an opened citizen as it stands today: departures that are over are settled first.
pub(super) fn plan_today(writer: &mut Writer<'_>, opened: &Opened) -> Outcome<PlanRecord> {
    writer.settle_departures(opened.responsible, &[opened.citizen])?;
    writer.plan(opened)
}

/// What has left the frame, and the frames, of one citizen.
pub(super) fn standing(
    reader: &mut Reader<'_>,
    opened: &Opened,
    today: NaiveDate,
) -> Outcome<(Vec<Departure>, Vec<Frame>)> {
    let whose = Whose::Citizen(opened.citizen);
    let departures = reader.departures(whose)?.into_iter().map(|(_, d)| d);
    let frames = reader.frames(whose, today)?.into_iter().map(|(_, f)| f);
    Ok((departures.collect(), frames.collect()))
}

/// Weighs a change against the frame; refused with every reason.
pub(super) fn weighed(
    reader: &mut Reader<'_>,
    opened: &Opened,
    record: &PlanRecord,
    changed: &Tiltak,
    today: NaiveDate,
) -> Outcome<Weighed> {
    let settings = Settings::default();
    let (departures, frames) = standing(reader, opened, today)?;
    let since = reader.outside_since(opened, &frames, today, &settings)?;
    let plan = record.plan().tiltak;
    let days = (since, today);
    weigh(&plan, &departures, changed, &frames, days, &settings).map_err(Failure::Invalid)
}

/// Keeps the departure that a change is, before visits follow it.
pub(super) fn follow_up(
    writer: &mut Writer<'_>,
    opened: &Opened,
    plan: PlanId,
    weighed: &Weighed,
) -> Outcome<()> {
    match departing(weighed) {
        Some((departure, tell_on)) => writer.put_departure(opened, plan, departure, tell_on),
        None if weighed.departure.is_some() => Ok(()),
        None => writer.close_departure(weighed.tiltak.id),
    }
}

/// The departure that a change makes, with the day the team is told that it ends.
pub(super) fn departing(weighed: &Weighed) -> Option<(&Departure, NaiveDate)> {
    match weighed.effect {
        Some(ChangeEffect::Temporary { tell_on, .. }) => {
            weighed.departure.as_ref().map(|left| (left, tell_on))
        }
        _ => None,
    }
}
