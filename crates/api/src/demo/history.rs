//! Who visited whom in the last 90 days, so that some faces are known and others new (R-WL-7).

use super::{
    Context,
    model::{DemoEmployee, DemoUnit},
    picker::Picker,
};
use domain::{
    citizen::care_team::CareTeam,
    familiarity::DonePart,
    ids::EmployeeId,
    organisation::{CompetenceCode, Role, competences_on},
    period::days_before,
    tiltaksplan::Tiltaksplan,
    visit::Slot,
};
use std::collections::{BTreeMap, BTreeSet};

/// Days back that are told.
const DAYS: u32 = 90;

/// Everybody who did a visit, once for each day: mostly the small team, sometimes somebody else,
/// always one with the competence.
pub(super) fn done(
    plan: &Tiltaksplan,
    care_team: &CareTeam,
    team: &DemoUnit,
    context: &Context<'_>,
    picker: &mut Picker,
) -> Vec<DonePart> {
    let first = days_before(context.today, DAYS);
    let last = days_before(context.today, 1);
    let mut visits: BTreeMap<(_, Option<Slot>), (BTreeSet<CompetenceCode>, i32)> = BTreeMap::new();
    for tiltak in &plan.tiltak {
        let content = &tiltak.content;
        for date in content.dates_between(first, last) {
            let visit = visits.entry((date, content.slot)).or_default();
            visit.0.extend(content.competences.iter().copied());
            visit.1 = visit.1.max(content.employees);
        }
    }
    let small_team: Vec<EmployeeId> = care_team.members.iter().map(|m| m.employee).collect();
    let members: Vec<&DemoEmployee> = context.people.of(team.id, Role::Member).collect();
    let mut parts = BTreeSet::new();
    for ((date, _), (needed, employees)) in visits {
        // On the last of the days counts what she may do now; certificates do not change in the demo.
        let able = members.iter().filter(|e| {
            let held: Vec<_> = e.certificates.iter().map(|(_, c)| *c).collect();
            competences_on(e.profession, &held, context.today).is_superset(&needed)
        });
        let able: Vec<EmployeeId> = able.map(|e| e.id).collect();
        let known: Vec<EmployeeId> = able
            .iter()
            .copied()
            .filter(|e| small_team.contains(e))
            .collect();
        for _ in 0..employees {
            let from = if known.is_empty() || picker.chance(25) {
                &able
            } else {
                &known
            };
            if !from.is_empty() {
                parts.insert((date, *picker.pick(from)));
            }
        }
    }
    parts
        .into_iter()
        .map(|(date, employee)| DonePart {
            employee,
            date,
            companion: false,
        })
        .collect()
}
