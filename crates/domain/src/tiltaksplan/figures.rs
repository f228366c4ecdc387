//! How evaluation is kept and how goals go: figures of a team, never of one person (R-PLAN-5).

use super::goal::{Goal, Outcome};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Evaluations that fell due in a time, and how they went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationFigures {
    /// Evaluation dates in the time.
    pub due: usize,
    /// Evaluated by that date.
    pub on_time: usize,
    /// Evaluated after it.
    pub late: usize,
    /// Not evaluated, and the date has passed.
    pub missing: usize,
    /// Of those evaluated: the goal was reached.
    pub reached: usize,
    /// Reached, and evaluated by the date: goals reached on time.
    pub reached_on_time: usize,
}

/// The figures of goals whose evaluation dates lie from `from` to `until`, as they stand on `today`.
/// An evaluation ahead of its date counts for that date.
pub fn evaluation_figures(
    goals: &[Goal],
    (from, until): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> EvaluationFigures {
    let mut figures = EvaluationFigures::default();
    for goal in goals {
        let mut due = goal.content.evaluation_date;
        // The goal's first date is kept in its content; each evaluation sets the next.
        for evaluation in goal.evaluations.iter().map(|e| &e.content) {
            if let Some(date) = due.filter(|date| (from..=until).contains(date)) {
                let on_time = evaluation.evaluated_on <= date;
                let reached = evaluation.outcome == Outcome::Reached;
                figures.due += 1;
                figures.on_time += usize::from(on_time);
                figures.late += usize::from(!on_time);
                figures.reached += usize::from(reached);
                figures.reached_on_time += usize::from(reached && on_time);
            }
            due = evaluation.next_evaluation_date;
        }
        let open = goal.next_evaluation().filter(|date| *date < today);
        if open.is_some_and(|date| (from..=until).contains(&date)) {
            figures.due += 1;
            figures.missing += 1;
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiltaksplan::{
        goal::NextStep,
        tests::{day, evaluated, goal},
    };

    #[test]
    fn what_is_evaluated_by_its_date_is_on_time_and_what_is_not_is_missing() {
        let november = (day(11, 1), day(12, 31));
        // Due 1 December, evaluated 20 November: reached, ended.
        let figures = evaluation_figures(&[evaluated(NextStep::End, None)], november, day(12, 31));
        assert_eq!(
            (figures.due, figures.on_time, figures.reached_on_time),
            (1, 1, 1)
        );
        let open = |today| evaluation_figures(&[goal()], november, today);
        assert_eq!((open(day(12, 1)).due, open(day(12, 2)).missing), (0, 1));
        let again = evaluated(NextStep::Continue, Some(day(12, 10)));
        let figures = evaluation_figures(&[again], november, day(12, 31));
        assert_eq!((figures.due, figures.on_time, figures.missing), (2, 1, 1));
    }
}
