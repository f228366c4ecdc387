//! Tiltak outside the frame for a time, and what becomes of them (R-PLAN-4).

use crate::{
    connection::either,
    failure::Outcome,
    new_id::new_id,
    reader::{Opened, Reader},
    schema::{departures, plans},
    sql_types::{AnyId, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use domain::{
    frame::{Departure, Frame, Settled, episode_begin, settle},
    ids::{CitizenId, PlanId, TiltakId, UnitId},
    organisation::Duty,
    settings::Settings,
    task::{TaskHolder, frame_tasks},
    tiltaksplan::{Tiltak, TiltakContent},
    time::local_date,
};

type Row = (
    Id<CitizenId>,
    Id<TiltakId>,
    NaiveDate,
    NaiveDate,
    Option<Doc<TiltakContent>>,
);

fn departure(row: Row) -> (CitizenId, Departure) {
    let (citizen, tiltak, since, until, within) = row;
    let departure = Departure {
        tiltak: tiltak.0,
        since,
        until,
        within: within.map(|content| content.0),
    };
    (citizen.0, departure)
}

impl Reader<'_> {
    /// The departures that are not settled. One query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn departures(&mut self, whose: Whose<'_>) -> Outcome<Vec<(CitizenId, Departure)>> {
        let rows: Vec<Row> = either!(self, |c| about!(
            departures::table
                .filter(departures::closed_on.is_null())
                .select((
                    departures::citizen_id,
                    departures::tiltak_id,
                    departures::since,
                    departures::until,
                    departures::within,
                ))
                .order(departures::id)
                .into_boxed(),
            departures::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows.into_iter().map(departure).collect())
    }

    /// Since when a citizen's plan has been outside its frame without a conversation or a new frame;
    /// today when it is not. Three queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn outside_since(
        &mut self,
        opened: &Opened,
        frames: &[Frame],
        today: NaiveDate,
        settings: &Settings,
    ) -> Outcome<NaiveDate> {
        let citizen = Id(opened.citizen);
        let recent = today
            .checked_sub_days(Days::new(settings.temporary_change_days.into()))
            .unwrap_or(today);
        let since: Vec<NaiveDate> = either!(self, |c| departures::table
            .filter(departures::citizen_id.eq(citizen))
            .filter(
                departures::closed_on
                    .is_null()
                    .or(departures::since.ge(recent))
                    .or(departures::until.ge(recent))
            )
            .select(departures::since)
            .load(c)?);
        let heads = self.assessment_heads(Whose::Citizen(opened.citizen))?;
        let held = heads
            .get(&opened.citizen)
            .map(|head| local_date(head.held_at));
        let begun = frames.iter().map(|f| f.from).filter(|from| *from <= today);
        Ok(episode_begin(
            &since,
            held.into_iter().chain(begun).max(),
            today,
        ))
    }

    /// Who follows up a citizen's plan today: whoever acts as primary contact, else the responsible
    /// nurse, else the one with the duty.
    pub(crate) fn plan_holder(&mut self, unit: UnitId, citizen: CitizenId) -> Outcome<TaskHolder> {
        let today = local_date(self.asked_at());
        let teams = self.care_teams(Whose::Citizen(citizen))?;
        let colleagues = self.colleagues(unit, today)?;
        let acting = teams.get(&citizen).and_then(|team| {
            let acting = team.acting_primary(&colleagues, today);
            acting
                .map(|acting| acting.employee)
                .or_else(|| team.nurse_on(&colleagues, today))
        });
        Ok(acting.map_or(
            TaskHolder::Duty(Duty::JournalFollowUp),
            TaskHolder::Employee,
        ))
    }
}

impl Writer<'_> {
    /// Keeps a tiltak's departure, with the tasks that it gives rise to: a reassessment at once, a
    /// warning before it ends (R-PLAN-4).
    ///
    /// # Errors
    /// Those of the database.
    pub fn put_departure(
        &mut self,
        opened: &Opened,
        plan: PlanId,
        left: &Departure,
        tell_on: NaiveDate,
    ) -> Outcome<()> {
        let id: AnyId = Id(new_id(self.now()));
        let within = left.within.clone().map(Doc);
        let key = Id(left.tiltak);
        either!(self, |c| {
            let known = diesel::update(
                departures::table
                    .filter(departures::tiltak_id.eq(key))
                    .filter(departures::closed_on.is_null()),
            )
            .set(departures::until.eq(left.until))
            .execute(c)?;
            if known == 0 {
                diesel::insert_into(departures::table)
                    .values((
                        departures::id.eq(id),
                        departures::tiltak_id.eq(key),
                        departures::citizen_id.eq(Id(opened.citizen)),
                        departures::since.eq(left.since),
                        departures::until.eq(left.until),
                        departures::within.eq(&within),
                    ))
                    .execute(c)?;
            }
        });
        let (unit, citizen) = (opened.responsible, opened.citizen);
        let holder = self.plan_holder(unit, citizen)?;
        let days = (local_date(self.now()), tell_on);
        let tasks = frame_tasks(unit, citizen, plan, holder, left.until, days);
        for (task, opens_on) in tasks {
            let id = new_id(self.now());
            self.add_task_from(id, &task, opens_on)?;
        }
        Ok(())
    }

    /// Ends a departure: the frame holds the tiltak, or what was before applies again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn close_departure(&mut self, id: TiltakId) -> Outcome<()> {
        let today = local_date(self.now());
        either!(self, |c| diesel::update(
            departures::table
                .filter(departures::tiltak_id.eq(Id(id)))
                .filter(departures::closed_on.is_null())
        )
        .set(departures::closed_on.eq(Some(today)))
        .execute(c)?);
        Ok(())
    }

    /// What has become of these citizens' departures by today: called before a plan is looked at and
    /// before visits follow it. Two queries when none has left its frame.
    ///
    /// # Errors
    /// Those of the database.
    pub fn settle_departures(&mut self, unit: UnitId, citizens: &[CitizenId]) -> Outcome<()> {
        let all = self.departures(Whose::Citizens(citizens))?;
        if all.is_empty() {
            return Ok(());
        }
        let today = local_date(self.now());
        let mut out: Vec<CitizenId> = all.iter().map(|(citizen, _)| *citizen).collect();
        out.dedup();
        let frames = self.frames(Whose::Citizens(&out), today)?;
        for citizen in out {
            let own: Vec<Departure> = all
                .iter()
                .filter(|(of, _)| *of == citizen)
                .map(|(_, departure)| departure.clone())
                .collect();
            let own_frames: Vec<Frame> = frames
                .iter()
                .filter(|(of, _)| *of == citizen)
                .map(|(_, frame)| *frame)
                .collect();
            self.settle_plan(unit, citizen, &own, &own_frames)?;
        }
        Ok(())
    }

    fn settle_plan(
        &mut self,
        unit: UnitId,
        citizen: CitizenId,
        own: &[Departure],
        frames: &[Frame],
    ) -> Outcome<()> {
        let today = local_date(self.now());
        let plan: Option<Id<PlanId>> = either!(self, |c| plans::table
            .filter(plans::citizen_id.eq(Id(citizen)))
            .filter(plans::ended_at.is_null())
            .select(plans::id)
            .first(c)
            .optional()?);
        let Some(Id(plan)) = plan else {
            return Ok(());
        };
        let tiltak = self.tiltak_of_plan(plan)?;
        let content: Vec<Tiltak> = tiltak.iter().map(|(t, _)| t.clone()).collect();
        let fates = settle(&content, own, frames, today, &Settings::default());
        let mut stays = false;
        for (id, fate) in fates {
            let Some((mut changed, version)) = tiltak.iter().find(|(t, _)| t.id == id).cloned()
            else {
                continue;
            };
            match fate {
                Settled::Stays => {
                    stays = true;
                    continue;
                }
                Settled::Adopted => changed.content.temporary = None,
                Settled::Returned(before) => changed.content = *before,
                Settled::Ended(last) => changed.content.end = Some(last),
            }
            self.close_departure(id)?;
            self.save_tiltak(citizen, &changed, None, version)?;
        }
        if stays {
            let holder = self.plan_holder(unit, citizen)?;
            let task = domain::task::beyond_frame_task(unit, citizen, plan, holder, today);
            let id = new_id(self.now());
            self.add_task(id, &task)?;
        }
        Ok(())
    }
}

/// The days that rows of a tiltak are found by: as long as any of what it says applies.
pub(crate) fn widest(
    content: &TiltakContent,
    within: Option<&TiltakContent>,
) -> (NaiveDate, Option<NaiveDate>) {
    let Some(within) = within else {
        return (content.start, content.end);
    };
    let end = content.end.zip(within.end).map(|(a, b)| a.max(b));
    (content.start.min(within.start), end)
}
