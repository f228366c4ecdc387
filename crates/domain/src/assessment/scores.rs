//! Function scores and risk screens: each optional, none half-valid (R-ASM-2). Never averaged.

use super::template::{FunctionVariable, ScreenKind};
use crate::reason::{Reason, Violations};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// One function variable's score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FunctionScore {
    /// Which variable.
    pub variable: FunctionVariable,
    /// 1 (no problem) to 5 (full help), or 9 (not relevant or unknown).
    pub score: i32,
}

/// One answer of a screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScreenAnswer {
    /// Code of the question.
    pub item: String,
    /// The answer, in the question's range.
    pub value: i32,
}

/// A risk screen that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Screen {
    /// Which.
    pub kind: ScreenKind,
    /// Every question's answer.
    pub answers: Vec<ScreenAnswer>,
}

static SCORE_OUT_OF_SCALE: Reason = Reason {
    rule: "R-ASM-2",
    code: "function-score-range",
    nb: "«{variable}» kan ha verdi 1 til 5, eller 9 når det ikke er aktuelt eller ukjent.",
    nn: "«{variable}» kan ha verdi 1 til 5, eller 9 når det ikkje er aktuelt eller ukjent.",
    en: "“{variable}” may be 1 to 5, or 9 when not relevant or unknown.",
};
static SCORED_TWICE: Reason = Reason {
    rule: "R-ASM-2",
    code: "function-score-twice",
    nb: "«{variable}» er vurdert to ganger.",
    nn: "«{variable}» er vurdert to gonger.",
    en: "“{variable}” is scored twice.",
};
static SCREEN_TWICE: Reason = Reason {
    rule: "R-ASM-2",
    code: "screen-twice",
    nb: "{screen} er ført to ganger.",
    nn: "{screen} er ført to gonger.",
    en: "{screen} is filled in twice.",
};
static ANSWER_MISSING: Reason = Reason {
    rule: "R-ASM-2",
    code: "screen-answer-missing",
    nb: "{screen}: «{item}» mangler svar. Svar på alt, eller ta bort skjemaet.",
    nn: "{screen}: «{item}» manglar svar. Svar på alt, eller ta bort skjemaet.",
    en: "{screen}: “{item}” has no answer. Answer everything, or remove the form.",
};
static ANSWER_OUT_OF_RANGE: Reason = Reason {
    rule: "R-ASM-2",
    code: "screen-answer-range",
    nb: "{screen}: «{item}» kan ha verdi {min} til {max}.",
    nn: "{screen}: «{item}» kan ha verdi {min} til {max}.",
    en: "{screen}: “{item}” may be {min} to {max}.",
};
static ANSWER_UNKNOWN: Reason = Reason {
    rule: "R-ASM-2",
    code: "screen-answer-unknown",
    nb: "{screen} har ikke spørsmålet «{item}», eller det er besvart to ganger.",
    nn: "{screen} har ikkje spørsmålet «{item}», eller det er svart på to gonger.",
    en: "{screen} has no question “{item}”, or it is answered twice.",
};

/// What is wrong with the function scores.
pub(super) fn check_function_scores(scores: &[FunctionScore]) -> Violations {
    let mut seen = BTreeSet::new();
    let mut violations = Violations::new();
    for (i, score) in scores.iter().enumerate() {
        let found = [
            (!matches!(score.score, 1..=5 | 9)).then_some((&SCORE_OUT_OF_SCALE, "score")),
            (!seen.insert(score.variable)).then_some((&SCORED_TWICE, "variable")),
        ];
        violations.extend(found.into_iter().flatten().map(|(reason, field)| {
            let violation = reason
                .violation()
                .at(format!("/functionScores/{i}/{field}"));
            violation.with("variable", score.variable.term())
        }));
    }
    violations
}

/// What is wrong with the screens.
pub(super) fn check_screens(screens: &[Screen]) -> Violations {
    let mut seen = BTreeSet::new();
    let mut violations = Violations::new();
    for (i, screen) in screens.iter().enumerate() {
        let name = screen.kind.term();
        if !seen.insert(screen.kind) {
            let violation = SCREEN_TWICE.violation().at(format!("/screens/{i}"));
            violations.push(violation.with("screen", name));
        }
        violations.extend(check_answers(screen, i));
    }
    violations
}

/// A form whose questions the citizen names: one to so many, each named once and in range.
fn check_own(screen: &Screen, i: usize, (most, min, max): (usize, i32, i32)) -> Violations {
    let name = screen.kind.term();
    let mut named = BTreeSet::new();
    let mut violations = Violations::new();
    for (j, answer) in screen.answers.iter().enumerate() {
        let at = |field: &str| format!("/screens/{i}/answers/{j}/{field}");
        let item = answer.item.trim();
        let wrong = [
            (item.is_empty() || !named.insert(item.to_lowercase()) || j >= most)
                .then_some((&ANSWER_UNKNOWN, "item")),
            (!(min..=max).contains(&answer.value)).then_some((&ANSWER_OUT_OF_RANGE, "value")),
        ];
        violations.extend(wrong.into_iter().flatten().map(|(reason, field)| {
            let violation = reason.violation().at(at(field)).with("screen", name);
            let violation = violation.with("min", i64::from(min)).with("item", item);
            violation.with("max", i64::from(max))
        }));
    }
    if screen.answers.is_empty() {
        let violation = ANSWER_MISSING
            .violation()
            .at(format!("/screens/{i}/answers"));
        violations.push(violation.with("screen", name).with("item", "1"));
    }
    violations
}

fn check_answers(screen: &Screen, i: usize) -> Violations {
    if let Some(own) = screen.kind.own_items() {
        return check_own(screen, i, own);
    }
    let name = screen.kind.term();
    let items = screen.kind.items();
    let mut answered = BTreeSet::new();
    let mut violations = Violations::new();
    for (j, answer) in screen.answers.iter().enumerate() {
        let pointer = format!("/screens/{i}/answers/{j}");
        let item = items.iter().find(|item| item.code == answer.item);
        match item.filter(|item| answered.insert(item.code)) {
            None => {
                let violation = ANSWER_UNKNOWN.violation().at(format!("{pointer}/item"));
                let violation = violation.with("screen", name);
                violations.push(violation.with("item", answer.item.as_str()));
            }
            Some(item) if !(item.min..=item.max).contains(&answer.value) => {
                let violation = ANSWER_OUT_OF_RANGE
                    .violation()
                    .at(format!("{pointer}/value"));
                let violation = violation.with("screen", name).with("item", item.term);
                let violation = violation.with("min", i64::from(item.min));
                violations.push(violation.with("max", i64::from(item.max)));
            }
            Some(_) => {}
        }
    }
    violations.extend(
        items
            .iter()
            .filter(|item| !answered.contains(item.code))
            .map(|item| {
                let violation = ANSWER_MISSING
                    .violation()
                    .at(format!("/screens/{i}/answers"));
                violation.with("screen", name).with("item", item.term)
            }),
    );
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(violations: &[crate::reason::Violation]) -> Vec<&'static str> {
        violations.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_function_score_is_1_to_5_or_9_and_set_once() {
        let score = |score| FunctionScore {
            variable: FunctionVariable::Memory,
            score,
        };
        for valid in [1, 5, 9] {
            assert_eq!(check_function_scores(&[score(valid)]), []);
        }
        for invalid in [0, 6, 8, 10] {
            assert_eq!(
                codes(&check_function_scores(&[score(invalid)])),
                ["function-score-range"]
            );
        }
        assert_eq!(
            codes(&check_function_scores(&[score(1), score(2)])),
            ["function-score-twice"]
        );
    }

    #[test]
    fn psfs_has_the_activities_that_the_citizen_names() {
        let psfs = |answers: &[(&str, i32)]| {
            let answers = answers.iter().map(|(item, value)| ScreenAnswer {
                item: (*item).into(),
                value: *value,
            });
            let screen = Screen {
                kind: ScreenKind::Psfs,
                answers: answers.collect(),
            };
            codes(&check_screens(&[screen]))
        };
        assert_eq!(psfs(&[("gå i trapp", 3), ("hagen", 0)]), [] as [&str; 0]);
        assert_eq!(psfs(&[]), ["screen-answer-missing"]);
        assert_eq!(
            psfs(&[("hagen", 11), ("Hagen ", 2), (" ", 1)]),
            [
                "screen-answer-range",
                "screen-answer-unknown",
                "screen-answer-unknown"
            ]
        );
    }

    #[test]
    fn a_screen_is_answered_wholly_or_not_at_all() {
        let answer = |item: &str, value| ScreenAnswer {
            item: item.into(),
            value,
        };
        let sppb = |answers| Screen {
            kind: ScreenKind::Sppb,
            answers,
        };
        let whole = vec![answer("balance", 4), answer("gait", 0), answer("chair", 2)];
        assert_eq!(check_screens(&[sppb(whole.clone())]), []);
        assert_eq!(
            codes(&check_screens(&[sppb(whole[..2].to_vec())])),
            ["screen-answer-missing"]
        );
        let wrong = vec![answer("balance", 5), answer("gait", 0), answer("gait", 1)];
        assert_eq!(
            codes(&check_screens(&[sppb(wrong)])),
            [
                "screen-answer-range",
                "screen-answer-unknown",
                "screen-answer-missing"
            ]
        );
    }
}
