//! What falls if one member is away or leaves: visits only she may do, duties, citizens who know
//! nobody else (R-TEAM-10). Small teams are vulnerable; the team sees where.

use super::{Needed, Worker};
use crate::{duty::DutyRota, ids::*, organisation::Duty};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct FragileFacts<'a> {
    /// What is to be done in the time ahead.
    pub visits: &'a [Needed],
    /// The unit's people; only members count.
    pub workers: &'a [Worker],
    /// How duties go round.
    pub rotas: &'a [DutyRota],
    /// Who has done visits to each citizen lately.
    pub knows: &'a BTreeMap<CitizenId, BTreeSet<EmployeeId>>,
    /// Which day.
    pub today: NaiveDate,
}

/// What rests on one member alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragile {
    /// Whom.
    pub employee: EmployeeId,
    /// Visits that too few others may do.
    pub visits: usize,
    /// Their minutes.
    pub minutes: i64,
    /// The citizens of those.
    pub citizens: BTreeSet<CitizenId>,
    /// Duties that no other member can hold as they are agreed.
    pub duties: Vec<Duty>,
    /// Citizens that no other present member has visited.
    pub known_only_to: BTreeSet<CitizenId>,
}

/// What rests on each member alone, the most fragile first; members on whom nothing rests are left out.
pub fn fragility(facts: &FragileFacts<'_>) -> Vec<Fragile> {
    let members: Vec<&Worker> = facts.workers.iter().filter(|w| w.member).collect();
    let ids: BTreeSet<EmployeeId> = members.iter().map(|w| w.employee).collect();
    let mut found: Vec<Fragile> = members
        .iter()
        .map(|worker| of_one(worker, &members, &ids, facts))
        .filter(|f| f.visits > 0 || !f.duties.is_empty() || !f.known_only_to.is_empty())
        .collect();
    found.sort_by_key(|f| {
        let weight = f.visits + f.known_only_to.len() + f.duties.len();
        (std::cmp::Reverse(weight), f.employee)
    });
    found
}

fn of_one(
    worker: &Worker,
    members: &[&Worker],
    ids: &BTreeSet<EmployeeId>,
    facts: &FragileFacts<'_>,
) -> Fragile {
    let me = worker.employee;
    let others = || members.iter().filter(|other| other.employee != me);
    let falls = |visit: &&Needed| {
        let may = |w: &Worker| visit.competences.is_subset(&w.may(visit.date));
        let left = others().filter(|w| may(w)).count();
        may(worker) && i64::try_from(left).unwrap_or(i64::MAX) < visit.employees
    };
    let visits: Vec<&Needed> = facts.visits.iter().filter(falls).collect();
    let only_she = |rota: &&DutyRota| {
        let counts =
            rota.from <= facts.today && rota.until.is_none_or(|until| facts.today <= until);
        let can = |who: EmployeeId| {
            let holder = members.iter().find(|w| w.employee == who);
            holder.is_some_and(|w| {
                let needed = rota.required();
                needed.is_none_or(|code| w.may(facts.today).contains(&code))
            })
        };
        let able: Vec<_> = rota.order.iter().filter(|who| can(**who)).collect();
        counts && able == [&me]
    };
    Fragile {
        employee: me,
        visits: visits.len(),
        minutes: visits.iter().map(|v| v.work()).sum(),
        citizens: visits.iter().map(|v| v.citizen).collect(),
        duties: facts
            .rotas
            .iter()
            .filter(only_she)
            .map(|r| r.duty)
            .collect(),
        known_only_to: facts
            .knows
            .iter()
            .filter(|(_, known)| {
                let present: Vec<_> = known.intersection(ids).collect();
                present == [&me]
            })
            .map(|(citizen, _)| *citizen)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;
    use crate::{
        duty::Rotation,
        organisation::{CompetenceCode::Insulin, Profession},
    };
    use uuid::Uuid;

    #[test]
    fn what_rests_on_the_only_nurse_is_told_and_a_second_one_takes_it_away() {
        let visits = [needed(23, 8, &[Insulin]), needed(23, 9, &[])];
        let nurse = worker(1, Profession::Nurse, &[]);
        let helper = worker(2, Profession::HomeHelper, &[]);
        let rotas = [DutyRota {
            duty: Duty::Fordeler,
            name: None,
            competence: None,
            any_may_give: false,
            rotation: Rotation::Fixed,
            from: day(1),
            until: None,
            order: vec![who(1), who(2)],
            swaps: vec![],
        }];
        let citizen = |n: u128| CitizenId(Uuid::from_u128(n));
        let knows = [
            (citizen(8), [who(1), who(9)].into()),
            (citizen(9), [who(1), who(2)].into()),
        ]
        .into();
        let ask = |workers: &[Worker]| {
            fragility(&FragileFacts {
                visits: &visits,
                workers,
                rotas: &rotas,
                knows: &knows,
                today: day(20),
            })
        };
        let mut fordeler = nurse.clone();
        fordeler.certificates = vec![certificate(
            crate::organisation::CompetenceCode::Fordeling,
            None,
        )];
        let found = ask(&[fordeler.clone(), helper.clone()]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].visits, found[0].minutes), (1, 30));
        assert_eq!(found[0].duties, [Duty::Fordeler]);
        // One who has left knows her, and does not count.
        assert_eq!(found[0].known_only_to, [citizen(8)].into());
        let second = worker(3, Profession::Nurse, &[]);
        let found = ask(&[fordeler, helper, second]);
        assert_eq!((found[0].visits, found[0].known_only_to.len()), (0, 1));
    }
}
