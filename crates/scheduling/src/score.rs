//! The score of a day's lists, and the order in which its terms count.

use crate::terms::{Part, Term};
use domain::planning_order::{Consideration, PlanningOrder};
use serde::{Deserialize, Serialize};

/// Points per term; fewer is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score {
    points: [i64; Term::ALL.len()],
}

impl Score {
    /// The sum of the parts.
    pub fn of(parts: &[Part]) -> Self {
        let mut score = Self::default();
        for part in parts {
            score.points[part.term.index()] += part.points;
        }
        score
    }

    pub(crate) const fn from_points(points: [i64; Term::ALL.len()]) -> Self {
        Self { points }
    }

    /// Points of one term.
    pub const fn get(&self, term: Term) -> i64 {
        self.points[term.index()]
    }

    /// The points in the order of `weights`: the smaller list in dictionary order is better.
    pub fn rank(&self, weights: &Weights) -> [i64; Term::ALL.len()] {
        weights.whole_order().map(|term| self.get(term))
    }
}

/// The order of the terms a team can adjust. That must-do visits come first, and then those that
/// can wait, is not adjustable (and hard rules are no term: they are never broken).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Term>", into = "Vec<Term>")]
pub struct Weights {
    order: [Term; 5],
}

/// An order that names a term twice, leaves one out, or moves one that stands fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnOrder;

impl std::fmt::Display for NotAnOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the order must name faces, wished, travel, load and changes once each")
    }
}
impl std::error::Error for NotAnOrder {}

impl Default for Weights {
    fn default() -> Self {
        use Term::{Changes, Faces, Load, Travel, Wished};
        Self {
            order: [Faces, Wished, Travel, Load, Changes],
        }
    }
}

impl TryFrom<Vec<Term>> for Weights {
    type Error = NotAnOrder;

    fn try_from(order: Vec<Term>) -> Result<Self, NotAnOrder> {
        let order: [Term; 5] = order.try_into().map_err(|_| NotAnOrder)?;
        let mut sorted = order;
        sorted.sort();
        if sorted == Self::default().order {
            Ok(Self { order })
        } else {
            Err(NotAnOrder)
        }
    }
}

impl TryFrom<&PlanningOrder> for Weights {
    type Error = NotAnOrder;

    fn try_from(order: &PlanningOrder) -> Result<Self, NotAnOrder> {
        let terms = order.most_important_first().iter().map(|said| match said {
            Consideration::Faces => Term::Faces,
            Consideration::Wished => Term::Wished,
            Consideration::Travel => Term::Travel,
            Consideration::Load => Term::Load,
            Consideration::Changes => Term::Changes,
        });
        Self::try_from(terms.collect::<Vec<_>>())
    }
}

impl From<Weights> for Vec<Term> {
    fn from(weights: Weights) -> Self {
        weights.order.to_vec()
    }
}

impl Weights {
    /// The adjustable terms, most important first.
    pub const fn order(&self) -> [Term; 5] {
        self.order
    }

    /// The same order with changes first, as it is once the lists are in force.
    #[must_use]
    pub fn after_publication(self) -> Self {
        let mut order = self.order;
        order.sort_by_key(|&term| term != Term::Changes);
        Self { order }
    }

    /// All terms, most important first.
    pub const fn whole_order(&self) -> [Term; 7] {
        let [a, b, c, d, e] = self.order;
        [Term::Unplaced, Term::Postponed, a, b, c, d, e]
    }

    /// Energy per point that guides the search: a steep ladder down the order, on which a face
    /// point, a minute or a change stand for about as much. Which answer is best is decided by the
    /// strict order ([`Score::rank`]), not by this sum.
    pub(crate) fn energy(&self) -> [i64; 7] {
        let mut energy = [0; 7];
        energy[Term::Unplaced.index()] = 100_000_000;
        energy[Term::Postponed.index()] = 2_000_000;
        for (term, rung) in self.order.into_iter().zip([10_000, 200, 20, 4, 1]) {
            let unit = match term {
                Term::Faces => 4,
                Term::Changes => 10,
                _ => 1,
            };
            energy[term.index()] = unit * rung;
        }
        energy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_publication_changes_come_first_and_the_rest_keeps_its_order() {
        use Term::{Changes, Faces, Load, Travel, Wished};
        let order = Weights::default().after_publication().order();
        assert_eq!(order, [Changes, Faces, Wished, Travel, Load]);
    }

    #[test]
    fn refuses_an_order_that_forgets_a_term_or_moves_must_do_visits() {
        use Term::{Faces, Load, Travel, Unplaced, Wished};
        assert!(Weights::try_from(vec![Faces, Wished, Travel, Load, Load]).is_err());
        assert!(Weights::try_from(vec![Faces, Wished, Travel, Load, Unplaced]).is_err());
        assert!(
            serde_json::from_str::<Weights>(r#"["travel","faces","wished","load","changes"]"#)
                .is_ok()
        );
    }

    #[test]
    fn a_face_outranks_any_travel() {
        let part = |term, points| Part {
            term,
            employee: None,
            visit: None,
            points,
        };
        let few_faces = Score::of(&[part(Term::Faces, 1), part(Term::Travel, 900)]);
        let short_way = Score::of(&[part(Term::Faces, 2), part(Term::Travel, 10)]);
        let weights = Weights::default();
        assert!(few_faces.rank(&weights) < short_way.rank(&weights));
    }
}
