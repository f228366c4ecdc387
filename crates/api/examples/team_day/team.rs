//! A team of the demo with twenty more at work tomorrow, and a plan of 160 visits.

use crate::Fault;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    ids::{EmployeeId, UnitId, VisitId},
    interval::Interval,
    organisation::{Membership, Profession, Role, Transport},
    policy::Action,
    shift::{Shift, ShiftKind},
    time::{day_end, day_start, local_date},
    visit::{Place, PlannedVisit, Purpose, VisitKey, Window},
};
use persistence::{Caller, Database, Employee, NewVisit, Streams, new_id};

/// Everybody's.
pub(crate) const PASSWORD: &str = "demo sykkel november";
const TEAM: &str = "Team Skullerud";
const MEMBERS: usize = 20;
const VISITS: usize = 160;

/// What is claimed, and by whom.
pub(crate) struct Team {
    pub(crate) unit: UnitId,
    pub(crate) date: NaiveDate,
    /// User names.
    pub(crate) members: Vec<String>,
    pub(crate) employees: Vec<EmployeeId>,
    pub(crate) visits: Vec<VisitId>,
}

/// Brings them about.
pub(crate) fn arrange(database: &Database, now: DateTime<Utc>) -> Result<Team, Fault> {
    let demo = api::demo::municipality(1, local_date(now));
    let unit = demo.unit(TEAM).ok_or("no such team")?.id;
    let date = local_date(now) + Days::new(1);
    let hash = api::passwords::hash_blocking(PASSWORD)?;
    let members: Vec<String> = (0..MEMBERS).map(|n| format!("crowd{n}")).collect();
    let employees: Vec<EmployeeId> = (0..MEMBERS).map(|_| new_id(now)).collect();
    let caller = Caller::system(Action::SignIn, now);
    let streams = Streams::municipality().and_unit(unit);
    let visits = database.write(&caller, &streams, |writer| {
        for (id, user_name) in employees.iter().zip(&members) {
            writer.insert_employee(&Employee {
                id: *id,
                given_name: "Medlem".to_owned(),
                family_name: user_name.clone(),
                profession: Profession::Nurse,
                transport: Transport::Car,
                phone: None,
            })?;
            writer.insert_account(new_id(now), *id, user_name, &hash)?;
            writer.insert_membership(
                &Membership {
                    id: new_id(now),
                    employee: *id,
                    unit,
                    role: Role::Member,
                    share: 100,
                    from: local_date(now) - Days::new(10),
                    until: None,
                    confirmed_at: Some(now),
                },
                None,
            )?;
            writer.insert_shift(&Shift {
                id: new_id(now),
                employee: Some(*id),
                unit,
                kind: ShiftKind::Day,
                interval: Interval {
                    from: day_start(date),
                    until: day_end(date),
                },
            })?;
        }
        let parts = writer.day_parts(unit)?;
        let first = parts
            .first()
            .map(|part| part.name.clone())
            .unwrap_or_default();
        let mut there = writer.visits_of_plan(unit, date, &first)?;
        there.retain(|v| !v.visit.suspended);
        let citizens: Vec<_> = there.iter().map(|v| v.visit.planned.citizen).collect();
        let more = VISITS.saturating_sub(there.len());
        let new: Vec<NewVisit> = citizens
            .iter()
            .cycle()
            .take(more)
            .enumerate()
            .map(|(n, citizen)| NewVisit {
                id: new_id(now),
                assignments: vec![new_id(now)],
                planned: PlannedVisit {
                    key: VisitKey(format!("{citizen}/{date}/crowd/{n}")),
                    citizen: *citizen,
                    date,
                    slot: None,
                    tiltak: vec![],
                    minutes: 20,
                    employees: 1,
                    competences: [].into(),
                    second_competences: None,
                    window: Window::hours(8, 14),
                    preferred: None,
                    must_do: false,
                    priority: 1,
                    after: vec![],
                    place: Place::Home,
                    purpose: Purpose::Care,
                    beyond_frame: false,
                    windows_conflict: false,
                },
                start: None,
                ad_hoc: true,
                suspended: false,
            })
            .collect();
        writer.insert_visits(unit, &new, &parts)?;
        let mut all = writer.visits_of_plan(unit, date, &first)?;
        // The rota holds some of them already; the crowd claims what anybody may.
        all.retain(|v| !v.visit.suspended);
        for visit in &mut all {
            for mut part in visit.assignments.clone() {
                part.employee = None;
                part.state = domain::visit::AssignmentState::Free;
                writer.save_assignment(visit.visit.planned.citizen, &part)?;
            }
            visit.visit.start = None;
            visit.visit.planned.competences.clear();
            writer.save_visit(visit, &parts)?;
        }
        all.sort_by_key(|v| v.assignments.len());
        let one = all.iter().filter(|v| v.assignments.len() == 1);
        Ok(one.map(|v| v.visit.id).collect::<Vec<_>>())
    })?;
    Ok(Team {
        unit,
        date,
        members,
        employees,
        visits,
    })
}
