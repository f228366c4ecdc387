//! `GET /units/{unit}/exports/plans.csv`.

use super::csv;
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use documents::plans_csv::{
    AfterRow, GoalRow, PartRow, PersonKey, PlanRow, RowOwner, TiltakRow, write,
};
use domain::{
    frame::permanent,
    ids::{CitizenId, EmployeeId, StatementId, UnitId},
    national_number::{AcceptancePolicy, NationalNumber},
    policy::Action,
    tiltaksplan::{Goal, Tiltak, goal::GoalBasis},
    time::local_date,
};
use persistence::{Failure, Outcome, TakenOut, Whose};
use std::collections::HashMap;

/// The names and words that a plan's parts point at.
struct Names {
    employees: HashMap<EmployeeId, String>,
    words: HashMap<StatementId, String>,
}

impl Names {
    /// By name; two of one name by their ids.
    fn of(employees: Vec<(EmployeeId, String)>, words: HashMap<StatementId, String>) -> Self {
        let mut times: HashMap<String, usize> = HashMap::new();
        for (_, name) in &employees {
            *times.entry(name.clone()).or_default() += 1;
        }
        let named = employees.into_iter().map(|(id, name)| {
            let alone = times.get(&name).is_some_and(|times| *times == 1);
            (id, if alone { name } else { id.to_string() })
        });
        Self {
            employees: named.collect(),
            words,
        }
    }

    fn employee(&self, id: Option<EmployeeId>) -> Option<String> {
        self.employees.get(&id?).cloned()
    }
}

fn owner(citizen: &TakenOut, policy: AcceptancePolicy) -> Outcome<RowOwner> {
    let parse = |text: &String| {
        NationalNumber::parse(text, policy)
            .map_err(|_| Failure::Internal("a kept number is none".into()))
    };
    Ok(RowOwner {
        number: citizen.number.as_ref().map(parse).transpose()?,
        name: PersonKey::from(&citizen.content.name),
        birth_date: citizen.content.birth_date,
    })
}

fn goal_row(goal: &Goal, names: &Names) -> PartRow {
    let mut content = goal.content.clone();
    let statement = match &content.basis {
        GoalBasis::Statement { statement } => names.words.get(statement).cloned(),
        GoalBasis::Professional { .. } => None,
    };
    content.evaluation_date = goal.next_evaluation();
    PartRow::Goal(GoalRow {
        statement,
        owner: names.employee(content.owner),
        content,
    })
}

fn tiltak_row(tiltak: &Tiltak, open: &[String], names: &Names) -> PartRow {
    let content = tiltak.content.clone();
    let goals = content.goals.iter().map(ToString::to_string);
    let after = content.after.map(|after| AfterRow {
        key: after.tiltak.to_string(),
        min_gap_minutes: after.min_gap_minutes,
        max_gap_minutes: after.max_gap_minutes,
    });
    PartRow::Tiltak(Box::new(TiltakRow {
        goals: goals.filter(|key| open.contains(key)).collect(),
        after: after.filter(|after| open.contains(&after.key)),
        designed_by: names.employee(content.designed_by),
        content,
    }))
}

/// The goals that are not ended and the tiltak that are not over, as they last: what is done for a time
/// outside the frame is not in it (R-PLAN-4).
fn rows(
    (goals, tiltak): (&[Goal], &[Tiltak]),
    owner: &RowOwner,
    names: &Names,
    today: NaiveDate,
) -> Vec<PlanRow> {
    let goals: Vec<&Goal> = goals.iter().filter(|goal| !goal.is_ended()).collect();
    let tiltak = tiltak.iter().filter(|t| t.content.goes_on(today));
    let tiltak: Vec<&Tiltak> = tiltak.collect();
    let ids = goals.iter().map(|goal| goal.id.to_string());
    let open: Vec<String> = ids.chain(tiltak.iter().map(|t| t.id.to_string())).collect();
    let goals = goals
        .into_iter()
        .map(|goal| (goal.id.to_string(), goal_row(goal, names)));
    let tiltak = tiltak
        .into_iter()
        .map(|t| (t.id.to_string(), tiltak_row(t, &open, names)));
    let row = |(key, part)| PlanRow {
        owner: owner.clone(),
        key,
        part,
    };
    goals.chain(tiltak).map(row).collect()
}

/// A unit's plans as a file
///
/// The goals and tiltak that are under way, in the columns of docs/import.md. Taken in again it changes
/// nothing. The log of each citizen in it says that it was taken out, by whom.
#[utoipa::path(tag = "import", operation_id = "exportPlans", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The file, UTF-8", body = String, content_type = "text/csv"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/units/{unit}/exports/plans.csv")]
pub(super) async fn handler(door: Door, unit: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let policy = door.state.numbers;
    door.read(Action::ExportPlans, move |reader| {
        let entered = reader.enter(unit.0)?;
        let today = local_date(reader.asked_at());
        let mut words = HashMap::new();
        for (_, id, text) in reader.words_of_unit(&entered)? {
            words.entry(id).or_insert(text);
        }
        let names = Names::of(reader.employee_names()?, words);
        let plans = reader.plans_of_unit(&entered)?;
        let mut departures: HashMap<CitizenId, Vec<_>> = HashMap::new();
        for (citizen, departure) in reader.departures(Whose::Unit(entered.unit))? {
            departures.entry(citizen).or_default().push(departure);
        }
        let mut lines = Vec::new();
        let mut shown = Vec::new();
        for citizen in reader.taken_out(&entered)? {
            let Some(record) = plans.get(&citizen.id) else {
                continue;
            };
            let plan = record.plan();
            let left = departures.get(&citizen.id).map_or(&[][..], Vec::as_slice);
            let lasting = permanent(&plan.tiltak, left);
            let owner = owner(&citizen, policy)?;
            lines.extend(rows((&plan.goals, &lasting), &owner, &names, today));
            shown.push(citizen.id);
        }
        reader.note_export(&entered, "plans-export", shown);
        Ok(csv(write(&lines)))
    })
    .await
}
