//! The thread from what matters to a citizen, through goal, tiltak and visit, to result; and where
//! it is broken.

use crate::{
    assessment::{Statement, template::Section},
    ids::{GoalId, TiltakId},
    reason::{Reason, Violations},
    tiltaksplan::{Goal, Tiltak, goal::GoalBasis},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The visits at which a tiltak is done, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VisitCount {
    /// Done in the 28 days that ended yesterday, and today.
    pub done: usize,
    /// Not done, declined, or nobody opened, in the same days.
    pub not_done: usize,
    /// Planned for days before today and never told of.
    pub untold: usize,
    /// Still to come.
    pub coming: usize,
    /// When it was last done.
    pub last_done: Option<NaiveDate>,
    /// When it is next to be done.
    pub next: Option<NaiveDate>,
}

/// All that the thread is made of.
#[derive(Debug, Clone, Copy)]
pub struct ThreadFacts<'a> {
    /// What was said in the conversation that counts.
    pub statements: &'a [Statement],
    /// The plan's goals.
    pub goals: &'a [Goal],
    /// The plan's tiltak.
    pub tiltak: &'a [Tiltak],
    /// The visits of each tiltak.
    pub visits: &'a BTreeMap<TiltakId, VisitCount>,
    /// Visits of tiltak are made for her at all: not while she is away or has no unit.
    pub is_home: bool,
}

static NOTHING_SAID: Reason = Reason {
    rule: "R-ASM-2",
    code: "thread-nothing-said",
    nb: "Ingen fullført samtale sier hva som er viktig for innbyggeren.",
    nn: "Ingen fullført samtale seier kva som er viktig for innbyggjaren.",
    en: "No completed conversation says what matters to the citizen.",
};
static NO_GOAL: Reason = Reason {
    rule: "R-PLAN-1",
    code: "thread-statement-without-goal",
    nb: "«{words}» har ikke noe mål.",
    nn: "«{words}» har ikkje noko mål.",
    en: "“{words}” has no goal.",
};
static SAID_BEFORE: Reason = Reason {
    rule: "R-ASM-5",
    code: "thread-goal-of-earlier-conversation",
    nb: "Målet «{goal}» bygger på noe som ikke er sagt i den siste samtalen.",
    nn: "Målet «{goal}» byggjer på noko som ikkje er sagt i den siste samtalen.",
    en: "The goal “{goal}” rests on something that was not said in the latest conversation.",
};
static NO_TILTAK: Reason = Reason {
    rule: "R-PLAN-2",
    code: "thread-goal-without-tiltak",
    nb: "Ingenting gjøres for målet «{goal}».",
    nn: "Ingenting blir gjort for målet «{goal}».",
    en: "Nothing is done for the goal “{goal}”.",
};
static OVERDUE: Reason = Reason {
    rule: "R-PLAN-5",
    code: "thread-goal-without-result",
    nb: "Hvordan det går med målet «{goal}», skulle vært sagt {date}.",
    nn: "Korleis det går med målet «{goal}», skulle vore sagt {date}.",
    en: "How the goal “{goal}” is going was to be said on {date}.",
};
static LOOSE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "thread-tiltak-without-goal",
    nb: "Tiltaket «{tiltak}» gjøres uten noe mål.",
    nn: "Tiltaket «{tiltak}» blir gjort utan noko mål.",
    en: "The tiltak “{tiltak}” is done for no goal.",
};
static NEVER_DONE: Reason = Reason {
    rule: "R-WL-1",
    code: "thread-tiltak-without-visit",
    nb: "Tiltaket «{tiltak}» har ingen besøk, verken gjort eller planlagt.",
    nn: "Tiltaket «{tiltak}» har ingen besøk, verken gjort eller planlagt.",
    en: "The tiltak “{tiltak}” has no visit, neither done nor planned.",
};
static MISSED: Reason = Reason {
    rule: "R-WL-11",
    code: "thread-visits-without-result",
    nb: "{many} besøk med «{tiltak}» mangler utfall.",
    nn: "{many} besøk med «{tiltak}» manglar utfall.",
    en: "{many} visits with “{tiltak}” have no outcome.",
};

/// Goals that rest on a statement.
pub fn goals_of<'a>(statement: &Statement, goals: &'a [Goal]) -> Vec<&'a Goal> {
    let rests = |goal: &&Goal| matches!(&goal.content.basis, GoalBasis::Statement { statement: of } if *of == statement.id);
    goals.iter().filter(rests).collect()
}

/// Tiltak that are done for a goal.
pub fn tiltak_of(goal: GoalId, tiltak: &[Tiltak]) -> Vec<&Tiltak> {
    let serves = |t: &&Tiltak| t.content.goals.contains(&goal);
    tiltak.iter().filter(serves).collect()
}

/// Where the thread is broken on `today`, from what was said to what came of it.
pub fn broken(facts: ThreadFacts<'_>, today: NaiveDate) -> Violations {
    let mut found = Violations::new();
    let matters = |s: &&Statement| s.section == Section::WhatMatters;
    if !facts.statements.iter().any(|s| matters(&s)) {
        found.push(NOTHING_SAID.violation());
    }
    for statement in facts.statements.iter().filter(matters) {
        if goals_of(statement, facts.goals).is_empty() {
            let at = format!("/statements/{}", statement.id);
            found.push(
                NO_GOAL
                    .violation()
                    .at(at)
                    .with("words", statement.text.as_str()),
            );
        }
    }
    for goal in facts.goals.iter().filter(|goal| !goal.is_ended()) {
        let name = goal.content.text.as_str();
        let at = |reason: &'static Reason| {
            let place = format!("/goals/{}", goal.id);
            reason.violation().at(place).with("goal", name)
        };
        if let GoalBasis::Statement { statement } = &goal.content.basis
            && facts.statements.iter().all(|s| s.id != *statement)
        {
            found.push(at(&SAID_BEFORE));
        }
        let served = tiltak_of(goal.id, facts.tiltak);
        if !served.iter().any(|t| t.content.goes_on(today)) {
            found.push(at(&NO_TILTAK));
        }
        if let Some(due) = goal.next_evaluation().filter(|_| goal.is_overdue(today)) {
            found.push(at(&OVERDUE).with("date", due));
        }
    }
    for tiltak in facts.tiltak.iter().filter(|t| t.content.goes_on(today)) {
        let at = |reason: &'static Reason| {
            let place = format!("/tiltak/{}", tiltak.id);
            let violation = reason.violation().at(place);
            violation.with("tiltak", tiltak.content.description.as_str())
        };
        if tiltak.content.goals.is_empty() {
            found.push(at(&LOOSE));
        }
        let count = facts.visits.get(&tiltak.id).copied().unwrap_or_default();
        let visited = tiltak.content.takes_team_time() && tiltak.content.is_active(today);
        if visited && facts.is_home && count.done + count.coming + count.not_done == 0 {
            found.push(at(&NEVER_DONE));
        }
        if count.untold > 0 {
            found.push(at(&MISSED).with("many", count.untold));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assessment::Voice,
        ids::StatementId,
        tiltaksplan::tests::{day, goal, tiltak},
    };
    use uuid::Uuid;

    fn said(n: u128) -> Statement {
        Statement {
            id: StatementId(Uuid::from_u128(n)),
            section: Section::WhatMatters,
            text: "Gå i hagen".into(),
            voice: Voice::OwnWords {
                language: "nb".into(),
                interpreter: false,
            },
        }
    }
    fn codes(
        statements: &[Statement],
        goals: &[Goal],
        tiltak: &[Tiltak],
        count: VisitCount,
    ) -> Vec<&'static str> {
        let visits = tiltak.iter().map(|t| (t.id, count)).collect();
        let facts = ThreadFacts {
            statements,
            goals,
            tiltak,
            visits: &visits,
            is_home: true,
        };
        broken(facts, day(11, 23))
            .iter()
            .map(|v| v.reason.code)
            .collect()
    }

    #[test]
    fn an_unbroken_thread_says_nothing_and_each_break_is_named() {
        let coming = VisitCount {
            coming: 1,
            ..VisitCount::default()
        };
        assert_eq!(
            codes(&[said(7)], &[goal()], &[tiltak(1)], coming),
            [] as [&str; 0]
        );
        assert_eq!(codes(&[], &[], &[], coming), ["thread-nothing-said"]);
        assert_eq!(
            codes(&[said(8)], &[goal()], &[], coming),
            [
                "thread-statement-without-goal",
                "thread-goal-of-earlier-conversation",
                "thread-goal-without-tiltak"
            ]
        );
        let mut loose = tiltak(1);
        loose.content.goals.clear();
        let untold = VisitCount {
            untold: 2,
            ..VisitCount::default()
        };
        assert_eq!(
            codes(&[said(7)], &[goal()], &[loose], untold),
            [
                "thread-goal-without-tiltak",
                "thread-tiltak-without-goal",
                "thread-tiltak-without-visit",
                "thread-visits-without-result"
            ]
        );
    }
}
