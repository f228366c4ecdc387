//! How a pool's own duties go round: one team's leader names it, and it holds when every team's leader has
//! named the same (R-TEAM-5, R-TEAM-8).

use super::Pool;
use crate::{
    duty::{DutyRota, DutySwap},
    ids::{EmployeeId, UnitId},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// One team's yes to how the duties are to go round.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DutyYes {
    /// Which team.
    pub team: UnitId,
    /// Its leader.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Duties that not every team has agreed to yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DutyProposal {
    /// How each would go round.
    pub rotas: Vec<DutyRota>,
    /// Who has said yes; whoever named it first.
    pub agreed: Vec<DutyYes>,
}

impl DutyProposal {
    /// The teams whose leader has not named the same.
    pub fn waits_for(&self, teams: &BTreeSet<UnitId>) -> BTreeSet<UnitId> {
        let agreed: BTreeSet<UnitId> = self.agreed.iter().map(|yes| yes.team).collect();
        teams.difference(&agreed).copied().collect()
    }
}

/// What one leader's word makes of a pool's duties.
#[derive(Debug, Clone, PartialEq)]
pub struct DutiesSaid {
    /// What is still waited for.
    pub waits: Option<DutyProposal>,
    /// What holds from now on, when all have agreed.
    pub agreed: Option<Vec<DutyRota>>,
}

/// A leader names how the pool's duties are to go round. The same as another leader has named is a yes for her
/// teams; something else is a new proposal; what holds already takes the proposal back. Days that colleagues
/// have taken over meanwhile stay theirs.
pub fn name_duties(
    pool: &Pool,
    holds: &[DutyRota],
    named: Vec<DutyRota>,
    (by, her_teams, at): (EmployeeId, &BTreeSet<UnitId>, DateTime<Utc>),
    today: NaiveDate,
) -> DutiesSaid {
    if named == holds {
        return DutiesSaid {
            waits: None,
            agreed: None,
        };
    }
    let mut proposal = match &pool.duties {
        Some(waiting) if waiting.rotas == named => waiting.clone(),
        _ => DutyProposal {
            rotas: named,
            agreed: Vec::new(),
        },
    };
    let waited_for = proposal.waits_for(&pool.terms.teams);
    let new = her_teams.intersection(&waited_for);
    let new: Vec<DutyYes> = new
        .map(|team| DutyYes {
            team: *team,
            by,
            at,
        })
        .collect();
    proposal.agreed.extend(new);
    if !proposal.waits_for(&pool.terms.teams).is_empty() {
        return DutiesSaid {
            waits: Some(proposal),
            agreed: None,
        };
    }
    let mut rotas = proposal.rotas;
    for rota in &mut rotas {
        let before = holds.iter().filter(|held| held.key() == rota.key());
        let swaps: Vec<DutySwap> = before.flat_map(|held| held.swaps.clone()).collect();
        for swap in swaps {
            let named = rota.swaps.iter().any(|other| other.date == swap.date);
            if today <= swap.date && !named && rota.holds_on(swap.date) {
                rota.swaps.push(swap);
            }
        }
        rota.swaps.sort_by_key(|swap| swap.date);
    }
    DutiesSaid {
        waits: None,
        agreed: Some(rotas),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{duty::Rotation, organisation::Duty, pool::tests::agreed};
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }
    fn who(n: u128) -> EmployeeId {
        EmployeeId(Uuid::from_u128(n))
    }
    fn agreed_pool(teams: &[UnitId]) -> Pool {
        let mut pool = agreed();
        pool.terms.teams = teams.iter().copied().collect();
        pool
    }
    fn rota(order: &[u128]) -> DutyRota {
        DutyRota {
            duty: Duty::Fordeler,
            name: None,
            competence: None,
            any_may_give: false,
            rotation: Rotation::Daily,
            from: "2026-11-24".parse().unwrap(),
            until: None,
            order: order.iter().copied().map(who).collect(),
            swaps: vec![],
        }
    }
    fn say(pool: &Pool, holds: &[DutyRota], named: DutyRota, teams: &[u128]) -> DutiesSaid {
        let teams: BTreeSet<UnitId> = teams.iter().copied().map(unit).collect();
        let at = "2026-11-24T08:00:00Z".parse().unwrap();
        let today = "2026-11-24".parse().unwrap();
        name_duties(pool, holds, vec![named], (who(90), &teams, at), today)
    }

    #[test]
    fn it_holds_when_every_team_has_named_the_same_and_not_before() {
        let mut pool = agreed_pool(&[unit(1), unit(2)]);
        let first = say(&pool, &[], rota(&[1, 2]), &[1]);
        assert_eq!(first.agreed, None);
        pool.duties = first.waits;
        let waits = pool.duties.as_ref().unwrap().waits_for(&pool.terms.teams);
        assert_eq!(waits, [unit(2)].into());
        // The same leader twice is one yes; something else begins anew; a team outside the pool is no yes.
        assert_eq!(say(&pool, &[], rota(&[1, 2]), &[1]).agreed, None);
        assert_eq!(say(&pool, &[], rota(&[1, 2]), &[7]).agreed, None);
        let other = say(&pool, &[], rota(&[2, 1]), &[2]);
        assert_eq!((other.agreed, other.waits.unwrap().agreed.len()), (None, 1));
        let second = say(&pool, &[], rota(&[1, 2]), &[2]);
        assert_eq!(
            (second.waits, second.agreed),
            (None, Some(vec![rota(&[1, 2])]))
        );
        // One who leads both answers for both.
        assert!(say(&pool, &[], rota(&[3]), &[1, 2]).agreed.is_some());
    }

    #[test]
    fn what_holds_already_takes_the_proposal_back_and_days_taken_over_stay() {
        let mut pool = agreed_pool(&[unit(1), unit(2)]);
        let mut holds = rota(&[1, 2]);
        let swap = |date: &str, n| DutySwap {
            date: date.parse().unwrap(),
            employee: who(n),
        };
        holds.swaps = vec![
            swap("2026-11-20", 2),
            swap("2026-11-25", 2),
            swap("2026-11-26", 2),
        ];
        let mut named = rota(&[2, 3]);
        named.swaps = vec![swap("2026-11-26", 3)];
        pool.duties = say(&pool, std::slice::from_ref(&holds), named.clone(), &[1]).waits;
        let back = say(&pool, std::slice::from_ref(&holds), holds.clone(), &[2]);
        assert_eq!((back.waits, back.agreed), (None, None));
        let agreed = say(&pool, &[holds], named, &[2]).agreed.unwrap();
        assert_eq!(
            agreed[0].swaps,
            [swap("2026-11-25", 2), swap("2026-11-26", 3)]
        );
    }
}
