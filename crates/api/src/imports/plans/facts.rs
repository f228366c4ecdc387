//! All that a file of plans is held against, in a fixed number of queries.

use chrono::NaiveDate;
use domain::{
    frame::{Departure, Frame},
    ids::{CitizenId, EmployeeId, StatementId},
    reason::{Reason, Violation},
    time::local_date,
};
use persistence::{Entered, KnownInUnit, Outcome, PlanRecord, Reader, Whose};
use std::collections::{BTreeMap, BTreeSet, HashMap};

static NO_EMPLOYEE: Reason = Reason {
    rule: "API-1",
    code: "plan-employee-unknown",
    nb: "Ingen medarbeider heter «{name}».",
    nn: "Ingen medarbeidar heiter «{name}».",
    en: "No employee is called “{name}”.",
};
static TWO_EMPLOYEES: Reason = Reason {
    rule: "API-1",
    code: "plan-employee-ambiguous",
    nb: "Flere medarbeidere heter «{name}». Skriv id-en i stedet.",
    nn: "Fleire medarbeidarar heiter «{name}». Skriv id-en i staden.",
    en: "Several employees are called “{name}”. Write the id instead.",
};

/// All that rows are held against.
pub(super) struct Facts {
    pub(super) citizens: Vec<KnownInUnit>,
    pub(super) plans: BTreeMap<CitizenId, PlanRecord>,
    /// The latest conversation first.
    pub(super) words: HashMap<CitizenId, Vec<(StatementId, String)>>,
    employees: BTreeSet<EmployeeId>,
    /// By name; several may share one.
    named: HashMap<String, Vec<EmployeeId>>,
    pub(super) departures: HashMap<CitizenId, Vec<Departure>>,
    pub(super) frames: HashMap<CitizenId, Vec<Frame>>,
    pub(super) today: NaiveDate,
}

fn grouped<T>(rows: impl IntoIterator<Item = (CitizenId, T)>) -> HashMap<CitizenId, Vec<T>> {
    let mut groups: HashMap<CitizenId, Vec<T>> = HashMap::new();
    for (citizen, row) in rows {
        groups.entry(citizen).or_default().push(row);
    }
    groups
}

impl Facts {
    pub(super) fn load(reader: &mut Reader<'_>, entered: &Entered) -> Outcome<Self> {
        let unit = Whose::Unit(entered.unit);
        let today = local_date(reader.asked_at());
        let words = reader.words_of_unit(entered)?.into_iter();
        let (mut employees, mut named) = (BTreeSet::new(), HashMap::new());
        for (id, name) in reader.employee_names()? {
            employees.insert(id);
            named.entry(name).or_insert_with(Vec::new).push(id);
        }
        Ok(Self {
            citizens: reader.known_in_unit(entered)?,
            plans: reader.plans_of_unit(entered)?,
            words: grouped(words.map(|(citizen, id, text)| (citizen, (id, text)))),
            employees,
            named,
            departures: grouped(reader.departures(unit)?),
            frames: grouped(reader.frames(unit, today)?),
            today,
        })
    }

    pub(super) fn employee(&self, name: &str) -> Result<EmployeeId, Violation> {
        let name = name.trim();
        if let Some(id) = name.parse().ok().filter(|id| self.employees.contains(id)) {
            return Ok(id);
        }
        match self.named.get(name).map_or(&[][..], Vec::as_slice) {
            [id] => Ok(*id),
            [] => Err(NO_EMPLOYEE.violation().with("name", name)),
            _ => Err(TWO_EMPLOYEES.violation().with("name", name)),
        }
    }

    pub(super) fn said(&self, citizen: CitizenId) -> &[(StatementId, String)] {
        self.words.get(&citizen).map_or(&[], Vec::as_slice)
    }
}
