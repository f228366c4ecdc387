//! What phones tell of visits, and what it adds up to (R-WL-6).

use crate::{
    changes::Op,
    connection::{Connection, either},
    failure::{Failure, Outcome},
    reader::Reader,
    row_security::{Beyond, Sight},
    schema::{assignments, done_parts, other_work, phones, visit_events, visit_holders, visits},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, DeviceId, EmployeeId, TaskId, UnitId, VisitEventId, VisitId},
    organisation::Duty,
    policy::Basis,
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject, deviation_tasks},
    visit_event::{
        Answer, EventFacts, EventFate, Outcome as VisitOutcome, VisitEvent, VisitState, answer,
        state,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 200;

/// A visit that somebody has, or once had, a part in.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Whose visit.
    pub citizen: CitizenId,
    /// Where it stands; none when the plan took it away again.
    pub standing: Option<(UnitId, NaiveDate, i64)>,
}

impl Held {
    /// The unit whose stream a change of it is in.
    pub fn unit(&self) -> Option<UnitId> {
        self.standing.map(|(unit, _, _)| unit)
    }
}

#[derive(Insertable)]
#[diesel(table_name = visit_events)]
struct NewEvent {
    id: Id<VisitEventId>,
    visit_id: Id<VisitId>,
    citizen_id: Option<Id<CitizenId>>,
    unit_id: Option<Id<UnitId>>,
    employee_id: Id<EmployeeId>,
    device_id: Id<DeviceId>,
    sequence: i64,
    phone_time: At,
    received_at: At,
    fate: Coded<EventFate>,
    event: Doc<VisitEvent>,
}

impl Reader<'_> {
    /// Those of these visits that the caller was ever assigned to (R-WL-6).
    ///
    /// # Errors
    /// Those of the database.
    pub fn ever_mine(&mut self, visits: &BTreeSet<VisitId>) -> Outcome<BTreeMap<VisitId, Held>> {
        self.beyond(Beyond::OwnEvents, |reader| {
            type Row = (
                Id<VisitId>,
                Id<CitizenId>,
                Option<(Id<UnitId>, NaiveDate, i64)>,
            );
            let me = reader.actor()?.employee;
            let ids = || visits.iter().copied().map(Id);
            let rows: Vec<Row> = either!(reader, |c| visit_holders::table
                .left_join(visits::table.on(visits::id.eq(visit_holders::visit_id)))
                .filter(visit_holders::employee_id.eq(Id(me)))
                .filter(visit_holders::visit_id.eq_any(ids()))
                .select((
                    visit_holders::visit_id,
                    visit_holders::citizen_id,
                    (visits::unit_id, visits::date, visits::version).nullable(),
                ))
                .load(c)?);
            Ok(rows
                .into_iter()
                .map(|(visit, citizen, standing)| {
                    let held = Held {
                        citizen: citizen.0,
                        standing: standing.map(|(unit, date, version)| (unit.0, date, version)),
                    };
                    (visit.0, held)
                })
                .collect())
        })
    }

    /// Those of these visits that the caller has a part in now, or goes along to.
    fn now_mine(&mut self, visits: &BTreeSet<VisitId>) -> Outcome<BTreeSet<VisitId>> {
        let me = self.actor()?.employee;
        let ids = || visits.iter().copied().map(Id);
        let held: Vec<Id<VisitId>> = either!(self, |c| assignments::table
            .filter(assignments::employee_id.eq(Some(Id(me))))
            .filter(assignments::visit_id.eq_any(ids()))
            .select(assignments::visit_id)
            .load(c)?);
        let along: Vec<Option<Id<VisitId>>> = either!(self, |c| other_work::table
            .filter(other_work::employee_id.eq(Id(me)))
            .filter(other_work::visit_id.is_not_null())
            .filter(other_work::visit_id.assume_not_null().eq_any(ids()))
            .select(other_work::visit_id)
            .load(c)?);
        Ok(held
            .into_iter()
            .chain(along.into_iter().flatten())
            .map(|id| id.0)
            .collect())
    }

    fn stored_events(
        &mut self,
        ids: &BTreeSet<VisitEventId>,
    ) -> Outcome<BTreeMap<VisitEventId, VisitEvent>> {
        let rows: Vec<Doc<VisitEvent>> = either!(self, |c| visit_events::table
            .filter(visit_events::id.eq_any(ids.iter().copied().map(Id)))
            .select(visit_events::event)
            .load(c)?);
        Ok(rows.into_iter().map(|doc| (doc.0.id, doc.0)).collect())
    }

    /// What was told of these visits, in any order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn told_at(&mut self, visits: &[VisitId]) -> Outcome<BTreeMap<VisitId, Vec<VisitEvent>>> {
        self.applied_events(visits.iter())
    }

    fn applied_events<'v>(
        &mut self,
        visits: impl Iterator<Item = &'v VisitId>,
    ) -> Outcome<BTreeMap<VisitId, Vec<VisitEvent>>> {
        let ids: Vec<Id<VisitId>> = visits.copied().map(Id).collect();
        let rows: Vec<Doc<VisitEvent>> = either!(self, |c| visit_events::table
            .filter(visit_events::visit_id.eq_any(&ids))
            .filter(visit_events::fate.eq(Coded(EventFate::Applied)))
            .select(visit_events::event)
            .load(c)?);
        let mut by_visit: BTreeMap<VisitId, Vec<VisitEvent>> = BTreeMap::new();
        for Doc(event) in rows {
            by_visit.entry(event.visit).or_default().push(event);
        }
        Ok(by_visit)
    }
}

impl Writer<'_> {
    /// Takes in what one device of the caller tells, in any order, each event once, and brings the
    /// visits' states in line (R-WL-6). `mine` is what [`Reader::ever_mine`] said when the streams
    /// were chosen. Each event comes with an id for the task it may give rise to.
    ///
    /// # Errors
    /// [`Failure::Again`] when somebody was given one of the visits meanwhile.
    pub fn take_in(
        &mut self,
        device: DeviceId,
        events: &[(VisitEvent, TaskId)],
        mine: &BTreeMap<VisitId, Held>,
    ) -> Outcome<Vec<Answer>> {
        let before = self.sight.clone();
        self.see(Sight::All)?;
        let answers = self.take_in_all(device, events, mine)?;
        self.see(before)?;
        Ok(answers)
    }

    fn take_in_all(
        &mut self,
        device: DeviceId,
        events: &[(VisitEvent, TaskId)],
        mine: &BTreeMap<VisitId, Held>,
    ) -> Outcome<Vec<Answer>> {
        let named: BTreeSet<VisitId> = events.iter().map(|(event, _)| event.visit).collect();
        let held = self.ever_mine(&named)?;
        let units = |held: &BTreeMap<VisitId, Held>| -> Vec<(VisitId, Option<UnitId>)> {
            held.iter().map(|(id, held)| (*id, held.unit())).collect()
        };
        if units(&held) != units(mine) {
            return Err(Failure::Again);
        }
        let now_mine = self.now_mine(&named)?;
        let ids = events.iter().map(|(event, _)| event.id).collect();
        let mut known = self.stored_events(&ids)?;
        let received_at = self.now();
        let (mut answers, mut kept) = (Vec::new(), Vec::new());
        for (event, task) in events {
            let answered = answer(
                event,
                &EventFacts {
                    stored: known.get(&event.id),
                    ever_assigned: held.contains_key(&event.visit),
                    holds: now_mine.contains(&event.visit),
                    received_at,
                },
            );
            if matches!(answered.fate, EventFate::Applied | EventFate::SetAside) {
                known.insert(event.id, event.clone());
                kept.push((event, answered.fate, *task));
            }
            answers.push(answered);
        }
        self.keep_events(&kept, &held)?;
        self.bring_in_line(&kept, &held)?;
        self.heard_from(device)?;
        Ok(answers)
    }

    fn keep_events(
        &mut self,
        kept: &[(&VisitEvent, EventFate, TaskId)],
        held: &BTreeMap<VisitId, Held>,
    ) -> Outcome<()> {
        let received_at = At::from(self.now());
        let rows: Vec<NewEvent> = kept
            .iter()
            .map(|(event, fate, _)| {
                let visit = held.get(&event.visit);
                NewEvent {
                    id: Id(event.id),
                    visit_id: Id(event.visit),
                    citizen_id: visit.map(|held| Id(held.citizen)),
                    unit_id: visit.and_then(Held::unit).map(Id),
                    employee_id: Id(event.employee),
                    device_id: Id(event.device),
                    sequence: event.sequence,
                    phone_time: event.phone_time.into(),
                    received_at,
                    fate: Coded(*fate),
                    event: Doc((*event).clone()),
                }
            })
            .collect();
        // An event set aside is in no stream, so the same batch may be on its way twice.
        match self.connection() {
            Connection::Sqlite(c) => {
                for row in &rows {
                    diesel::insert_into(visit_events::table)
                        .values(row)
                        .on_conflict_do_nothing()
                        .execute(c)?;
                }
            }
            Connection::Postgres(c) => {
                for chunk in rows.chunks(CHUNK) {
                    diesel::insert_into(visit_events::table)
                        .values(chunk)
                        .on_conflict_do_nothing()
                        .execute(c)?;
                }
            }
        }
        Ok(())
    }

    /// The state of each visit is folded anew from all its events, in the same transaction.
    fn bring_in_line(
        &mut self,
        kept: &[(&VisitEvent, EventFate, TaskId)],
        held: &BTreeMap<VisitId, Held>,
    ) -> Outcome<()> {
        let applied: BTreeMap<VisitId, TaskId> = kept
            .iter()
            .filter(|(_, fate, _)| *fate == EventFate::Applied)
            .map(|(event, _, task)| (event.visit, *task))
            .collect();
        let new: BTreeSet<VisitEventId> = kept.iter().map(|(event, _, _)| event.id).collect();
        let events = self.applied_events(applied.keys())?;
        let mut seen: BTreeMap<Option<UnitId>, Vec<CitizenId>> = BTreeMap::new();
        for (visit, task) in &applied {
            let (Some(held), Some(events)) = (held.get(visit), events.get(visit)) else {
                continue;
            };
            seen.entry(held.unit()).or_default().push(held.citizen);
            let before: Vec<VisitEvent> = events
                .iter()
                .filter(|event| !new.contains(&event.id))
                .cloned()
                .collect();
            let (before, now) = (state(&before), state(events));
            self.save_state(*visit, held, &now)?;
            if now.alert && !before.alert {
                self.alert_fordeler(*task, *visit, held, &now)?;
            }
            if let Some(unit) = held.unit().filter(|_| now.deviations != before.deviations) {
                let of = (unit, held.citizen, *visit);
                self.sync_tasks(&deviation_tasks(of, events, &now))?;
            }
        }
        for (unit, citizens) in seen {
            self.show(unit, Basis::Own, "visit-events", citizens);
        }
        Ok(())
    }

    fn save_state(&mut self, visit: VisitId, held: &Held, now: &VisitState) -> Outcome<()> {
        let Some((_, date, version)) = held.standing else {
            return Ok(());
        };
        let (version, citizen) = (version + 1, held.citizen);
        // Whoever went along is no new face (R-WL-12).
        let companions = if now.done_by.is_empty() {
            BTreeSet::new()
        } else {
            self.companions(visit)?
        };
        let done: Vec<_> = now
            .done_by
            .iter()
            .map(|employee| {
                (
                    done_parts::visit_id.eq(Id(visit)),
                    done_parts::employee_id.eq(Id(*employee)),
                    done_parts::citizen_id.eq(Id(citizen)),
                    done_parts::date.eq(date),
                    done_parts::companion.eq(companions.contains(employee)),
                )
            })
            .collect();
        let outcome: VisitOutcome = now.outcome;
        either!(self, |c| {
            diesel::update(visits::table.find(Id(visit)))
                .set((
                    visits::outcome.eq(Coded(outcome)),
                    visits::state.eq(Some(Doc(now.clone()))),
                    visits::version.eq(version),
                ))
                .execute(c)?;
            diesel::delete(done_parts::table.filter(done_parts::visit_id.eq(Id(visit))))
                .execute(c)?;
            diesel::insert_into(done_parts::table)
                .values(&done)
                .execute(c)?;
        });
        self.changed("visits", visit, Some(citizen), version, Op::Updated);
        Ok(())
    }

    /// Nobody opened: somebody must know at once (R-WL-6).
    fn alert_fordeler(
        &mut self,
        id: TaskId,
        visit: VisitId,
        held: &Held,
        state: &VisitState,
    ) -> Outcome<()> {
        let Some(unit) = held.unit() else {
            return Ok(());
        };
        self.add_task(
            id,
            &TaskDraft {
                unit,
                citizen: Some(held.citizen),
                subject: TaskSubject::NobodyOpened,
                values: BTreeMap::new(),
                due: Due::Instant(state.ended_at.unwrap_or_else(|| self.now())),
                holder: TaskHolder::Duty(Duty::Fordeler),
                source: TaskSource::Visit(visit),
            },
        )
    }

    /// A phone has been heard from (R-WL-11).
    fn heard_from(&mut self, device: DeviceId) -> Outcome<()> {
        let (me, now) = (self.actor()?.employee, At::from(self.now()));
        either!(self, |c| diesel::insert_into(phones::table)
            .values((
                phones::device_id.eq(Id(device)),
                phones::employee_id.eq(Id(me)),
                phones::heard_at.eq(now),
            ))
            .on_conflict((phones::employee_id, phones::device_id))
            .do_update()
            .set(phones::heard_at.eq(now))
            .execute(c)?);
        Ok(())
    }
}
