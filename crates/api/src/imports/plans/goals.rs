//! A row that tells of a goal (R-PLAN-1, R-PLAN-5).

use super::own::{NOTHING, Own};
use documents::plans_csv::{Column, GoalRow, ReadPlanRow};
use domain::{
    ids::{GoalId, StatementId},
    reason::Reason,
    tiltaksplan::{Goal, GoalContent, check_goal, check_goal_edit, goal::GoalBasis},
};
use std::collections::BTreeSet;

static DATED_BY_EVALUATION: Reason = Reason {
    rule: "R-PLAN-5",
    code: "plan-dated-by-evaluation",
    nb: "Målet er evaluert, og neste dato er satt da. Evaluer det for å sette en ny.",
    nn: "Målet er evaluert, og neste dato blei sett då. Evaluer det for å setje ein ny.",
    en: "The goal was evaluated, and its next date was set then. Evaluate it to set another.",
};

impl Own<'_> {
    /// The statement that words stand in: the known goal's own, else the latest.
    fn basis(&self, row: &GoalRow, known: Option<&Goal>) -> GoalBasis {
        let Some(words) = &row.statement else {
            return row.content.basis.clone();
        };
        let said = self.facts.said(self.record.citizen);
        let kept = known.and_then(|goal| match goal.content.basis {
            GoalBasis::Statement { statement } => Some(statement),
            GoalBasis::Professional { .. } => None,
        });
        let stands = |(_, text): &&(StatementId, String)| text == words;
        let own = said.iter().filter(stands).find(|(id, _)| Some(*id) == kept);
        let found = own.or_else(|| said.iter().find(stands));
        GoalBasis::Statement {
            statement: found.map_or(StatementId(NOTHING), |(id, _)| *id),
        }
    }

    /// Takes a goal down: new, changed or as it is.
    pub(super) fn goal(&mut self, read: &ReadPlanRow, row: &GoalRow) {
        let line = read.line;
        let id = self.goals.get(read.row.key.as_str()).copied();
        let id = id.unwrap_or(GoalId(NOTHING));
        let known = self.record.goals.iter().find(|(goal, _)| goal.id == id);
        let known = known.cloned();
        let owner = self.named(line, Column::Owner, row.owner.as_deref());
        let unnamed = row.owner.is_some() && owner.is_none();
        let content = GoalContent {
            basis: self.basis(row, known.as_ref().map(|(goal, _)| goal)),
            owner,
            ..row.content.clone()
        };
        let citizen = self.record.citizen;
        let said: BTreeSet<StatementId> = self.facts.said(citizen).iter().map(|s| s.0).collect();
        let today = self.facts.today;
        let mut faults = match &known {
            None => check_goal(&content, &said, today, ""),
            Some((goal, _)) => {
                let shown = GoalContent {
                    evaluation_date: goal.next_evaluation(),
                    ..goal.content.clone()
                };
                if shown == content {
                    self.unchanged += 1;
                    return;
                }
                let mut faults = check_goal_edit(goal, &content, &said, today);
                let evaluated = !goal.evaluations.is_empty() && !goal.is_ended();
                if evaluated && content.evaluation_date != goal.next_evaluation() {
                    faults.push(DATED_BY_EVALUATION.violation().at("/evaluationDate"));
                }
                faults
            }
        };
        // A goal that somebody should have looked at comes as it is, and is overdue here too.
        faults.retain(|fault| fault.reason.code != "goal-evaluation-date-past");
        // One who could not be found was told of already.
        faults.retain(|fault| !(unnamed && fault.pointer.as_deref() == Some("/owner")));
        self.all(line, faults);
        match known {
            None => self.change.new_goals.push(Goal {
                id,
                content,
                evaluations: Vec::new(),
            }),
            Some((mut goal, version)) => {
                let first = goal.content.evaluation_date;
                let evaluated = !goal.evaluations.is_empty();
                goal.content = content;
                if evaluated {
                    // When it was first to be looked at is history.
                    goal.content.evaluation_date = first;
                }
                self.change.goals.push((goal, version));
            }
        }
    }
}
