//! Who may take which part in a visit: one employee's part is a **seat**, and the two seats of a
//! visit may ask for different things (one nurse and one helper).

use super::Visit;
use domain::organisation::CompetenceCode;
use std::collections::BTreeSet;

impl Visit {
    /// What each seat asks for.
    pub fn seats(&self) -> Vec<&BTreeSet<CompetenceCode>> {
        let second = self.second_requires.as_ref().unwrap_or(&self.requires);
        match self.employees {
            0 | 1 => vec![&self.requires],
            _ => vec![&self.requires, second],
        }
    }

    /// What one with these competences lacks for the seat she lacks least for; nothing when she may
    /// take one.
    pub fn lacks(&self, has: &BTreeSet<CompetenceCode>) -> BTreeSet<CompetenceCode> {
        let seats = self.seats().into_iter();
        let lacking = seats.map(|asks| asks.difference(has).copied().collect::<BTreeSet<_>>());
        lacking.min_by_key(BTreeSet::len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{TestDay, at};
    use domain::organisation::CompetenceCode::{Nursing, PersonalCare};
    use std::collections::BTreeSet;

    #[test]
    fn one_who_is_no_nurse_may_take_the_helpers_seat_only() {
        let mut t = TestDay::new(1);
        let v = t.visit(at(0), 30);
        let visit = &mut t.problem.visits[v];
        visit.requires = [Nursing].into();
        let helper: BTreeSet<_> = [PersonalCare].into();
        assert_eq!(visit.lacks(&helper), [Nursing].into());
        visit.employees = 2;
        assert_eq!(
            visit.lacks(&helper),
            [Nursing].into(),
            "both ask for a nurse"
        );
        visit.second_requires = Some([PersonalCare].into());
        assert!(visit.lacks(&helper).is_empty());
    }
}
