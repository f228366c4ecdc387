//! From what is stored to what one phone is shown: who may see the way in, how far it is, whom one
//! is new to.

use super::{
    ColleagueView, DayOfMine, MyCitizenView, MyContactView, MyShiftView, MyTiltakView, MyVisitView,
    MyWorkView, UnitDayView, WayInView,
};
use chrono::NaiveDate;
use domain::{
    assessment::Voice,
    citizen::{Citizen, care_team::CareRole},
    day_plan::DayPlanState,
    familiarity::{DonePart, is_new_face},
    ids::{CitizenId, EmployeeId, TiltakId, UnitId},
    interval::Interval,
    organisation::Transport,
    visit::Place as Where,
};
use persistence::{Colleague, DayVisit, MyDay, UnitDay, WorkRow};
use scheduling::{GreatCircle, Place as Point};

impl DayOfMine {
    /// The day, as it may be shown on `today`.
    pub(in crate::me) fn new(day: &MyDay, today: NaiveDate) -> Self {
        Self {
            date: day.date,
            employee: day.me,
            shifts: day
                .shifts
                .iter()
                .map(|shift| MyShiftView {
                    id: shift.id,
                    unit: shift.unit,
                    kind: shift.kind,
                    interval: shift.interval,
                })
                .collect(),
            visits: visits(day),
            work: day.other.iter().map(work_view).collect(),
            citizens: day
                .citizens
                .values()
                .map(|citizen| citizen_view(day, citizen, today))
                .collect(),
            units: day.units.iter().map(|unit| unit_view(day, unit)).collect(),
        }
    }
}

fn work_view(row: &WorkRow) -> MyWorkView {
    let work = &row.work;
    MyWorkView {
        id: work.id,
        unit: work.unit,
        kind: work.kind,
        title: work.title.clone(),
        interval: work.interval,
        visit: work.visit,
        citizen: row.citizen,
    }
}

fn visits(day: &MyDay) -> Vec<MyVisitView> {
    let mut before: Option<Point> = None;
    day.visits
        .iter()
        .filter_map(|(visit, state)| {
            let here = point(day, visit);
            let from = before.or_else(|| base(day, visit.visit.unit));
            let travel = from.zip(here).map_or(0, |(from, here)| {
                GreatCircle::default().minutes(transport(day), &from, &here)
            });
            before = here.or(before);
            visit_view(day, visit, *state, travel)
        })
        .collect()
}

fn visit_view(
    day: &MyDay,
    visit: &DayVisit,
    plan: DayPlanState,
    travel_minutes: i32,
) -> Option<MyVisitView> {
    let planned = &visit.visit.planned;
    let mine = visit
        .assignments
        .iter()
        .find(|a| a.employee == Some(day.me))?;
    let done: Vec<DonePart> = day
        .done
        .iter()
        .filter(|(whose, _)| *whose == planned.citizen)
        .map(|(_, done)| *done)
        .collect();
    Some(MyVisitView {
        id: visit.visit.id,
        version: visit.version,
        unit: visit.visit.unit,
        citizen: planned.citizen,
        part: visit.part.clone(),
        draft: plan == DayPlanState::Open,
        assignment: mine.id,
        state: mine.state,
        needs_review: mine.needs_review,
        slot: planned.slot,
        start: visit.visit.start,
        minutes: planned.minutes,
        window: visit.visit.start_window(),
        preferred: planned.preferred,
        travel_minutes,
        place: planned.place,
        purpose: planned.purpose,
        tiltak: planned.tiltak.clone(),
        competences: planned.competences.iter().copied().collect(),
        must_do: planned.must_do,
        suspended: visit.visit.suspended,
        ad_hoc: visit.visit.ad_hoc,
        new_face: is_new_face(&done, day.me, day.date),
        with: visit
            .assignments
            .iter()
            .filter_map(|a| a.employee)
            .find(|who| *who != day.me),
        outcome: visit.outcome,
        events: visit.state.clone(),
    })
}

/// Where a visit is; the base for a protected address, which is on no map.
fn point(day: &MyDay, visit: &DayVisit) -> Option<Point> {
    let planned = &visit.visit.planned;
    if matches!(planned.place, Where::Telephone | Where::Digital) {
        return None;
    }
    let citizen = day.citizens.get(&planned.citizen)?;
    citizen
        .content
        .address
        .place
        .map(|home| Point {
            latitude: home.lat,
            longitude: home.lon,
        })
        .or_else(|| base(day, visit.visit.unit))
}

fn base(day: &MyDay, unit: UnitId) -> Option<Point> {
    let found = day.units.iter().find(|u| u.unit.id == unit)?;
    Some(Point {
        latitude: found.unit.base.0,
        longitude: found.unit.base.1,
    })
}

fn transport(day: &MyDay) -> Transport {
    let people = day.units.iter().flat_map(|unit| &unit.people);
    let me = people.into_iter().find(|p| p.employee.id == day.me);
    me.map_or(Transport::Walk, |me| me.employee.transport)
}

fn citizen_view(day: &MyDay, citizen: &Citizen, today: NaiveDate) -> MyCitizenView {
    let content = &citizen.content;
    let protected = !content.address.protection.may_be_shown();
    let primary = day
        .care_teams
        .get(&citizen.id)
        .and_then(|team| team.named(CareRole::Primary, day.date));
    let on_todays_list = day.date == today
        && day.visits.iter().any(|(visit, plan)| {
            visit.visit.planned.citizen == citizen.id && *plan != DayPlanState::Open
        });
    let shown = !protected || on_todays_list || primary == Some(day.me);
    MyCitizenView {
        id: citizen.id,
        name: content.name.full(),
        birth_date: content.birth_date,
        phone: content.phone.clone(),
        language: content.language.clone(),
        needs_interpreter: content.needs_interpreter,
        protected_address: protected,
        way_in: shown.then(|| WayInView {
            street: content.address.street.clone(),
            postal_code: content.address.postal_code.clone(),
            town: content.address.town.clone(),
            place: content.address.place,
            key: content.access.key.clone(),
            directions: content.access.directions.clone(),
        }),
        what_matters: day
            .statements
            .iter()
            .filter(|said| said.citizen == citizen.id)
            .filter(|said| matches!(said.statement.voice, Voice::OwnWords { .. }))
            .map(|said| said.statement.text.clone())
            .collect(),
        primary_contact: primary,
        contacts: day
            .contacts
            .iter()
            .filter(|(whose, _)| *whose == citizen.id)
            .map(|(_, contact)| MyContactView {
                name: contact.content.name.clone(),
                role: contact.content.role,
                relation: contact.content.relation.clone(),
                phone: contact.content.phone.clone(),
            })
            .collect(),
        tiltak: tiltak(day, citizen.id),
    }
}

/// The tiltak that are done at one's own visits, and no others.
fn tiltak(day: &MyDay, citizen: CitizenId) -> Vec<MyTiltakView> {
    let asked = |id: TiltakId| {
        day.visits
            .iter()
            .any(|(visit, _)| visit.visit.planned.tiltak.contains(&id))
    };
    day.tiltak
        .iter()
        .filter(|(whose, tiltak)| *whose == citizen && asked(tiltak.id))
        .map(|(_, tiltak)| MyTiltakView {
            id: tiltak.id,
            service: tiltak.content.service,
            description: tiltak.content.description.clone(),
            instruction: tiltak.content.instruction.clone(),
            own_part: tiltak.content.own_part.clone(),
            minutes: tiltak.content.minutes,
            competences: tiltak.content.competences.iter().copied().collect(),
            mastery: tiltak.content.mastery,
        })
        .collect()
}

/// The unit with those who are at work there that day, those one visits with, and the fordeler.
fn unit_view(day: &MyDay, unit: &UnitDay) -> UnitDayView {
    let today = Interval::day(day.date);
    let fordeler = unit.fordeler.map(|holder| holder.employee);
    let shifts = |who: &Colleague| -> Vec<Interval> {
        let here = who.shifts.iter().filter(|s| s.unit == unit.unit.id);
        let here = here.map(|s| s.interval).filter(|s| s.overlaps(today));
        here.collect()
    };
    let beside_me = |who: EmployeeId| {
        let parts = day.visits.iter().flat_map(|(visit, _)| &visit.assignments);
        parts.into_iter().any(|a| a.employee == Some(who))
    };
    UnitDayView {
        id: unit.unit.id,
        name: unit.unit.name.clone(),
        fordeler,
        colleagues: unit
            .people
            .iter()
            .map(|who| (who, shifts(who)))
            .filter(|(who, shifts)| {
                let id = who.employee.id;
                !shifts.is_empty() || fordeler == Some(id) || beside_me(id)
            })
            .map(|(who, shifts)| ColleagueView {
                employee: who.employee.id,
                name: who.name(),
                phone: who.employee.phone.clone(),
                profession: who.employee.profession,
                shifts,
            })
            .collect(),
    }
}
