//! What is to be reached, how it is measured, and how it went (R-PLAN-1, R-PLAN-5).

use crate::{
    ids::{EmployeeId, EvaluationId, GoalId, StatementId},
    reason::{Reason, Violations},
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

text_enum! {
    /// How a goal is measured (R-PLAN-1).
    pub enum Scale {
        /// 0–10, as the citizen rates it.
        SelfRated = "self_rated", "egenvurdert 0–10", "eigenvurdert 0–10", "self-rated 0–10";
        /// Goal Attainment Scaling, −2 to +2.
        GoalAttainment = "goal_attainment", "måloppnåelse −2 til +2", "måloppnåing −2 til +2", "goal attainment −2 to +2";
        /// No (0) or yes (1).
        YesNo = "yes_no", "ja eller nei", "ja eller nei", "yes or no";
    }
}

impl Scale {
    /// Lowest and highest score.
    pub const fn range(self) -> (i32, i32) {
        match self {
            Self::SelfRated => (0, 10),
            Self::GoalAttainment => (-2, 2),
            Self::YesNo => (0, 1),
        }
    }

    /// Whether `score` is on the scale.
    pub fn holds(self, score: i32) -> bool {
        let (min, max) = self.range();
        (min..=max).contains(&score)
    }
}

/// Why a goal is there (R-PLAN-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum GoalBasis {
    /// A statement of a completed assessment.
    Statement {
        /// Which.
        statement: StatementId,
    },
    /// A professional reason.
    Professional {
        /// In words.
        reason: String,
    },
}

/// What a goal says. What may be missing from a request is optional, so that it can be named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoalContent {
    /// What is to be reached, in plain words.
    pub text: String,
    /// Why.
    pub basis: GoalBasis,
    /// How it is measured.
    pub scale: Scale,
    /// Where the citizen stands, on the scale.
    pub baseline: Option<i32>,
    /// Where she wants to be, on the scale.
    pub target: Option<i32>,
    /// Who follows it.
    pub owner: Option<EmployeeId>,
    /// When it is looked at; without it the goal is refused.
    pub evaluation_date: Option<NaiveDate>,
}

text_enum! {
    /// How a goal went (R-PLAN-5).
    #[schema(as = EvaluationOutcome)]
    pub enum Outcome {
        /// Reached.
        Reached = "reached", "nådd", "nådd", "reached";
        /// Partly.
        Partly = "partly", "delvis nådd", "delvis nådd", "partly reached";
        /// Not.
        NotReached = "not_reached", "ikke nådd", "ikkje nådd", "not reached";
    }
}

text_enum! {
    /// What follows from an evaluation (R-PLAN-5).
    pub enum NextStep {
        /// Goes on; needs a new evaluation date.
        Continue = "continue", "fortsetter", "held fram", "continues";
        /// Goes on, changed; needs a new evaluation date.
        Change = "change", "endres", "blir endra", "is changed";
        /// Ends.
        End = "end", "avsluttes", "blir avslutta", "ends";
    }
}

/// What an evaluation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvaluationContent {
    /// The day.
    pub evaluated_on: NaiveDate,
    /// How it went.
    pub outcome: Outcome,
    /// Where the citizen stands now, on the goal's scale.
    pub score: i32,
    /// In words.
    pub note: Option<String>,
    /// What follows.
    pub next: NextStep,
    /// When it is looked at again, unless it ends.
    pub next_evaluation_date: Option<NaiveDate>,
}

/// An evaluation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Identity.
    pub id: EvaluationId,
    /// Who evaluated.
    pub by: EmployeeId,
    /// What it says.
    pub content: EvaluationContent,
}

/// A goal as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Identity.
    pub id: GoalId,
    /// What it says.
    pub content: GoalContent,
    /// How it went, oldest first.
    pub evaluations: Vec<Evaluation>,
}

impl Goal {
    /// Ended by its last evaluation.
    pub fn is_ended(&self) -> bool {
        self.evaluations
            .last()
            .is_some_and(|e| e.content.next == NextStep::End)
    }

    /// When it is next looked at; none when ended.
    pub fn next_evaluation(&self) -> Option<NaiveDate> {
        match self.evaluations.last() {
            None => self.content.evaluation_date,
            Some(last) if last.content.next == NextStep::End => None,
            Some(last) => last.content.next_evaluation_date,
        }
    }

    /// Its evaluation is overdue on `day`: the date has passed and nobody evaluated (R-PLAN-5).
    pub fn is_overdue(&self, day: NaiveDate) -> bool {
        self.next_evaluation().is_some_and(|due| due < day)
    }
}

static TEXT_MISSING: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-text-missing",
    nb: "Skriv hva som skal nås.",
    nn: "Skriv kva som skal nåast.",
    en: "Say what is to be reached.",
};
static UNKNOWN_STATEMENT: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-statement-unknown",
    nb: "Målet peker på et utsagn som ikke finnes i en fullført samtale.",
    nn: "Målet peikar på ei utsegn som ikkje finst i ein fullført samtale.",
    en: "The goal points at a statement that is in no completed conversation.",
};
static REASON_MISSING: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-reason-missing",
    nb: "Skriv den faglige begrunnelsen for målet, eller vis til noe innbyggeren har sagt.",
    nn: "Skriv den faglege grunngivinga for målet, eller vis til noko innbyggjaren har sagt.",
    en: "Give the professional reason for the goal, or point at something the citizen has said.",
};
static BASELINE_MISSING: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-baseline-missing",
    nb: "Skriv hvor innbyggeren står i dag.",
    nn: "Skriv kvar innbyggjaren står i dag.",
    en: "Say where the citizen stands today.",
};
static TARGET_MISSING: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-target-missing",
    nb: "Skriv hva som skal til for at målet er nådd.",
    nn: "Skriv kva som skal til for at målet er nådd.",
    en: "Say what it takes for the goal to be reached.",
};
static OFF_SCALE: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-off-scale",
    nb: "Verdien må være fra {min} til {max}.",
    nn: "Verdien må vere frå {min} til {max}.",
    en: "The value must be from {min} to {max}.",
};
static OWNER_MISSING: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-owner-missing",
    nb: "Velg hvem som følger opp målet.",
    nn: "Vel kven som følgjer opp målet.",
    en: "Choose who follows up the goal.",
};
static EVALUATION_DATE_MISSING: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-evaluation-date-missing",
    nb: "Sett en dato for evaluering. Uten dato kan målet ikke lagres.",
    nn: "Set ein dato for evaluering. Utan dato kan målet ikkje lagrast.",
    en: "Set an evaluation date. Without one the goal cannot be saved.",
};
static EVALUATION_DATE_PAST: Reason = Reason {
    rule: "R-PLAN-1",
    code: "goal-evaluation-date-past",
    nb: "Evalueringsdatoen {date} er passert. Velg en ny.",
    nn: "Evalueringsdatoen {date} er passert. Vel ein ny.",
    en: "The evaluation date {date} has passed. Choose another.",
};
static ALREADY_ENDED: Reason = Reason {
    rule: "R-PLAN-5",
    code: "goal-ended",
    nb: "Målet er avsluttet. Lag et nytt mål.",
    nn: "Målet er avslutta. Lag eit nytt mål.",
    en: "The goal is ended. Make a new one.",
};
static EVALUATED_AHEAD: Reason = Reason {
    rule: "R-PLAN-5",
    code: "evaluated-ahead",
    nb: "Evalueringen er datert {date}, som ikke er kommet ennå.",
    nn: "Evalueringa er datert {date}, som ikkje er kome enno.",
    en: "The evaluation is dated {date}, which is still to come.",
};
static NEXT_DATE_MISSING: Reason = Reason {
    rule: "R-PLAN-5",
    code: "next-evaluation-missing",
    nb: "Målet skal videre. Sett en ny dato for evaluering, etter denne.",
    nn: "Målet skal vidare. Set ein ny dato for evaluering, etter denne.",
    en: "The goal goes on. Set a new evaluation date, after this one.",
};

fn off_scale(scale: Scale, score: i32, pointer: String) -> Option<crate::reason::Violation> {
    let (min, max) = scale.range();
    (!scale.holds(score)).then(|| {
        let violation = OFF_SCALE.violation().at(pointer);
        violation
            .with("min", i64::from(min))
            .with("max", i64::from(max))
    })
}

/// What is wrong with a goal, all of it (R-PLAN-1). `statements` are those of the citizen's
/// completed assessments; `base` is where the goal stands in the request.
pub fn check_goal(
    goal: &GoalContent,
    statements: &BTreeSet<StatementId>,
    today: NaiveDate,
    base: &str,
) -> Violations {
    let at = |field: &str| format!("{base}/{field}");
    let mut violations = Violations::new();
    if goal.text.trim().is_empty() {
        violations.push(TEXT_MISSING.violation().at(at("text")));
    }
    match &goal.basis {
        GoalBasis::Statement { statement } if !statements.contains(statement) => {
            violations.push(UNKNOWN_STATEMENT.violation().at(at("basis/statement")));
        }
        GoalBasis::Professional { reason } if reason.trim().is_empty() => {
            violations.push(REASON_MISSING.violation().at(at("basis/reason")));
        }
        GoalBasis::Statement { .. } | GoalBasis::Professional { .. } => {}
    }
    for (score, field, missing) in [
        (goal.baseline, "baseline", &BASELINE_MISSING),
        (goal.target, "target", &TARGET_MISSING),
    ] {
        match score {
            None => violations.push(missing.violation().at(at(field))),
            Some(score) => violations.extend(off_scale(goal.scale, score, at(field))),
        }
    }
    if goal.owner.is_none() {
        violations.push(OWNER_MISSING.violation().at(at("owner")));
    }
    match goal.evaluation_date {
        None => violations.push(EVALUATION_DATE_MISSING.violation().at(at("evaluationDate"))),
        Some(date) if date < today => {
            let violation = EVALUATION_DATE_PAST.violation().at(at("evaluationDate"));
            violations.push(violation.with("date", date));
        }
        Some(_) => {}
    }
    violations
}

/// What keeps `goal` from being changed to `content`, all of it. An ended goal is history; one that
/// was evaluated got its date from the evaluation, so its first date may have passed (R-PLAN-5).
pub fn check_goal_edit(
    goal: &Goal,
    content: &GoalContent,
    statements: &BTreeSet<StatementId>,
    today: NaiveDate,
) -> Violations {
    if goal.is_ended() {
        return vec![ALREADY_ENDED.violation()];
    }
    let mut violations = check_goal(content, statements, today, "");
    if !goal.evaluations.is_empty() {
        violations.retain(|v| v.reason != &EVALUATION_DATE_PAST);
    }
    violations
}

/// What is wrong with an evaluation of `goal`, all of it (R-PLAN-5).
pub fn check_evaluation(
    evaluation: &EvaluationContent,
    goal: &Goal,
    today: NaiveDate,
) -> Violations {
    let mut violations = Violations::new();
    if goal.is_ended() {
        violations.push(ALREADY_ENDED.violation());
    }
    if today < evaluation.evaluated_on {
        let violation = EVALUATED_AHEAD.violation().at("/evaluatedOn");
        violations.push(violation.with("date", evaluation.evaluated_on));
    }
    violations.extend(off_scale(
        goal.content.scale,
        evaluation.score,
        "/score".into(),
    ));
    let goes_on = evaluation.next != NextStep::End;
    let later = |date| evaluation.evaluated_on < date;
    if goes_on && !evaluation.next_evaluation_date.is_some_and(later) {
        violations.push(NEXT_DATE_MISSING.violation().at("/nextEvaluationDate"));
    }
    violations
}
