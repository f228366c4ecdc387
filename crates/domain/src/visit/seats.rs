//! Who may take which part in a visit: one employee's part is a **seat**, and the two seats of a visit
//! may ask for different things, as one nurse and one helper (R-PLAN-2, R-WL-4).

use super::PlannedVisit;
use crate::organisation::CompetenceCode;
use std::collections::BTreeSet;

type Competences = BTreeSet<CompetenceCode>;

impl PlannedVisit {
    /// What each seat asks for.
    pub fn seats(&self) -> Vec<&Competences> {
        let second = self.second_competences.as_ref();
        match self.employees {
            ..=1 => vec![&self.competences],
            _ => vec![&self.competences, second.unwrap_or(&self.competences)],
        }
    }

    /// What one with these competences lacks for the seat she lacks least for; nothing when she may take
    /// one.
    pub fn lacks(&self, has: &Competences) -> Competences {
        let seats = self.seats().into_iter();
        let lacking = seats.map(|asks| lacking(asks, has));
        lacking.min_by_key(Competences::len).unwrap_or_default()
    }

    /// What one lacks beside a colleague, who takes the seat that leaves the better one. A colleague who
    /// may take neither stands in nobody's way: that is her own fault, and told there.
    pub fn lacks_beside(&self, has: &Competences, colleague: &Competences) -> Competences {
        let [first, second] = self.seats()[..] else {
            return self.lacks(has);
        };
        [(first, second), (second, first)]
            .into_iter()
            .filter(|(_, hers)| hers.is_subset(colleague))
            .map(|(own, _)| lacking(own, has))
            .min_by_key(Competences::len)
            .unwrap_or_else(|| self.lacks(has))
    }
}

fn lacking(asks: &Competences, has: &Competences) -> Competences {
    asks.difference(has).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assignment_rules::tests::visit,
        organisation::CompetenceCode::{Nursing, PersonalCare},
    };

    fn nurse_and_helper() -> PlannedVisit {
        PlannedVisit {
            employees: 2,
            competences: [Nursing].into(),
            second_competences: Some([PersonalCare].into()),
            ..visit().planned
        }
    }

    #[test]
    fn a_helper_may_take_her_own_seat_and_not_the_nurses() {
        let visit = nurse_and_helper();
        let (helper, nurse) = ([PersonalCare].into(), [Nursing, PersonalCare].into());
        assert!(visit.lacks(&helper).is_empty());
        assert!(visit.lacks_beside(&helper, &nurse).is_empty());
        assert_eq!(visit.lacks_beside(&helper, &helper), [Nursing].into());
        assert!(visit.lacks_beside(&nurse, &helper).is_empty());
        assert!(visit.lacks_beside(&nurse, &nurse).is_empty());
    }

    #[test]
    fn two_alike_ask_the_same_of_both_and_one_alone_has_one_seat() {
        let mut visit = nurse_and_helper();
        visit.second_competences = None;
        let (helper, nurse) = ([PersonalCare].into(), [Nursing].into());
        assert_eq!(visit.lacks_beside(&helper, &nurse), [Nursing].into());
        visit.second_competences = Some([PersonalCare].into());
        visit.employees = 1;
        assert_eq!(visit.lacks(&helper), [Nursing].into());
    }

    #[test]
    fn a_colleague_who_may_take_neither_seat_is_told_alone() {
        let visit = nurse_and_helper();
        assert!(
            visit
                .lacks_beside(&[PersonalCare].into(), &BTreeSet::new())
                .is_empty()
        );
    }
}
