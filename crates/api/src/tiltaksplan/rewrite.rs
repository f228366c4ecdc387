//! One tiltak of the plan said anew: how changing it and ending it go through the same door.

use super::{
    change::{check_right, follow_up, plan_today, weighed},
    view::TiltakView,
};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
};
use actix_web::HttpResponse;
use chrono::NaiveDate;
use domain::{
    ids::{CitizenId, TiltakId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{Tiltak, check_still_open},
    time::local_date,
};
use persistence::{Failure, Opened, Outcome, PlanRecord, Streams, Writer};

/// What the change has before it: the opened citizen, her plan as it stands, today.
pub(super) struct Before<'a> {
    pub(super) opened: &'a Opened,
    pub(super) record: &'a PlanRecord,
    pub(super) today: NaiveDate,
}

/// Lets `say` change an open tiltak for somebody who answers for the plan, weighs what comes of it
/// against the frame, and keeps it (R-PLAN-3, R-PLAN-4).
pub(super) async fn rewrite(
    door: Door,
    action: Action,
    Ids(citizen, id): Ids<CitizenId, TiltakId>,
    say: impl Fn(&mut Writer<'_>, &Before<'_>, &mut Tiltak) -> Outcome<()> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let record = plan_today(writer, &opened)?;
        let (mut tiltak, version) = record.one_tiltak(id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let today = local_date(writer.now());
        none_of(check_still_open(&tiltak.content, today)).map_err(Failure::Conflict)?;
        check_right(writer, &opened, &tiltak)?;
        let before = Before {
            opened: &opened,
            record: &record,
            today,
        };
        say(writer, &before, &mut tiltak)?;
        let weighed = weighed(writer, &opened, &record, &tiltak, today)?;
        let plan = record.id.ok_or(Failure::NotThere)?;
        follow_up(writer, &opened, plan, &weighed)?;
        let within = weighed.departure.as_ref().and_then(|d| d.within.as_ref());
        let tiltak = weighed.tiltak.clone();
        let version = writer.update_tiltak(&opened, plan, &tiltak, within, version)?;
        let view = TiltakView::new(tiltak, version, writer.epoch(), today);
        changed(writer.epoch(), version, &view)
    })
    .await
}
