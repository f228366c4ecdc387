//! How a pool comes about and ends: one team's leader proposes, every other team's leader agrees, any of
//! them can end it; each step is kept with its date (R-TEAM-8).

use super::{DutyProposal, PoolHours, PoolTerms, reasons::*};
use crate::{
    ids::{EmployeeId, UnitId},
    organisation::UnitKind,
    period::{Period, is_plausible},
    reason::{Violations, none_of},
    text_enum,
    vedtak::implausible,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The most teams that share one pool, lines of hours, and characters of a name.
const TEAMS: usize = 4;
const LINES: usize = 20;
const NAME: usize = 60;
/// Minutes of the clock face in which a team works alone from Monday to Friday.
const DAYTIME: (u32, u32) = (8 * 60, 15 * 60);

text_enum! {
    /// How far a pool has come.
    pub enum PoolState {
        /// Waits for the other teams.
        Proposed = "proposed", "foreslått", "føreslått", "proposed";
        /// Every team has agreed.
        Agreed = "agreed", "avtalt", "avtalt", "agreed";
        /// A team has said no, or the proposal was taken back.
        Declined = "declined", "avslått", "avslått", "declined";
    }
}

text_enum! {
    /// What a team did.
    pub enum PoolStepKind {
        /// Proposed it, and so agreed.
        Proposed = "proposed", "foreslo", "føreslo", "proposed";
        /// Agreed.
        Agreed = "agreed", "sa ja", "sa ja", "agreed";
        /// Said no, or took the proposal back.
        Declined = "declined", "sa nei", "sa nei", "declined";
        /// Said when it ends.
        Ended = "ended", "avsluttet", "avslutta", "ended";
    }
}

/// What one team's leader did, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoolStep {
    /// What.
    pub kind: PoolStepKind,
    /// For which team.
    pub team: UnitId,
    /// Who.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A pool with all that was agreed and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Pool {
    /// The unit it is, or would be.
    pub id: UnitId,
    /// Who, which hours, which days.
    pub terms: PoolTerms,
    /// How far it has come.
    pub state: PoolState,
    /// What every team did, the proposal first.
    pub steps: Vec<PoolStep>,
    /// How its duties would go round, when not every team has agreed yet (R-TEAM-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duties: Option<DutyProposal>,
}

impl Pool {
    /// The teams whose answer is waited for.
    pub fn waits_for(&self) -> impl Iterator<Item = UnitId> + '_ {
        let open = self.state == PoolState::Proposed;
        self.terms
            .teams
            .iter()
            .copied()
            .filter(move |team| open && self.steps.iter().all(|step| step.team != *team))
    }
}

/// What a team's leader does, with what must be known for it.
#[derive(Debug, Clone, Copy)]
pub struct PoolActor {
    /// For which team.
    pub team: UnitId,
    /// Who.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
    /// Today.
    pub today: NaiveDate,
}

impl PoolActor {
    const fn step(&self, kind: PoolStepKind) -> PoolStep {
        PoolStep {
            kind,
            team: self.team,
            by: self.by,
            at: self.at,
        }
    }
}

/// What the teams of a pool are, and what they pool already.
#[derive(Debug, Clone, Default)]
pub struct PoolFacts {
    /// Name and kind of each unit that exists.
    pub units: BTreeMap<UnitId, (String, UnitKind)>,
    /// Pools that are agreed.
    pub others: Vec<Pool>,
}

/// Proposes a pool; the proposing leader's team agrees with it.
///
/// # Errors
/// Every reason why not.
pub fn propose(
    id: UnitId,
    terms: PoolTerms,
    actor: PoolActor,
    facts: &PoolFacts,
) -> Result<Pool, Violations> {
    let mut faults = form_faults(&terms, facts);
    faults.extend(time_faults(&terms, actor.today));
    faults.extend(overlaps(&terms, facts));
    none_of(faults)?;
    Ok(Pool {
        id,
        terms,
        state: PoolState::Proposed,
        steps: vec![actor.step(PoolStepKind::Proposed)],
        duties: None,
    })
}

fn form_faults(terms: &PoolTerms, facts: &PoolFacts) -> Violations {
    let mut faults = Violations::new();
    let named = |name: &str| !name.trim().is_empty() && name.chars().count() <= NAME;
    if !named(&terms.name) {
        faults.push(NAMELESS.violation().at("/name").with("most", NAME));
    }
    if !(2..=TEAMS).contains(&terms.teams.len()) {
        faults.push(ALONE.violation().at("/teams").with("most", TEAMS));
    }
    let kind = |team| facts.units.get(team).map(|(_, kind)| *kind);
    let others = terms
        .teams
        .iter()
        .filter(|team| kind(team) != Some(UnitKind::Team));
    faults.extend(others.map(|_| NOT_TEAM.violation().at("/teams")));
    if terms.hours.is_empty() || LINES < terms.hours.len() {
        faults.push(NO_HOURS.violation().at("/hours").with("most", LINES));
    }
    for (n, hours) in terms.hours.iter().enumerate().take(LINES) {
        let at = |field: &str| format!("/hours/{n}/{field}");
        if !named(&hours.name) {
            let fault = NAMELESS_HOURS.violation().at(at("name"));
            faults.push(fault.with("most", NAME));
        }
        let none = hours.days.is_empty() && !hours.holidays;
        if none || hours.days.iter().any(|day| !(1..=7).contains(day)) {
            faults.push(NO_DAYS.violation().at(at("days")));
        }
        if is_by_day(hours) {
            faults.push(BY_DAY.violation().at(at("from")));
        }
        let earlier = terms.hours.iter().take(n);
        for other in earlier.filter(|other| share_time(other, hours)) {
            let fault = TWICE.violation().at(at("from"));
            faults.push(fault.with("other", other.name.as_str()));
        }
    }
    faults
}

fn time_faults(terms: &PoolTerms, today: NaiveDate) -> Violations {
    let Period { from, until } = terms.period;
    let mut faults = Violations::new();
    for (day, at) in [(Some(from), "/from"), (until, "/until")] {
        if let Some(day) = day.filter(|day| !is_plausible(*day)) {
            faults.push(implausible(day, at));
        }
    }
    if from < today {
        faults.push(BEGUN.violation().at("/from"));
    }
    if terms.period.is_empty() {
        faults.push(ENDS_FIRST.violation().at("/until"));
    }
    faults
}

/// Pools of the same team at the same time: a visit would belong to two plans.
fn overlaps(terms: &PoolTerms, facts: &PoolFacts) -> Violations {
    let mut faults = Violations::new();
    for other in &facts.others {
        let same_time = other.terms.period.overlaps(&terms.period)
            && terms
                .hours
                .iter()
                .any(|mine| other.terms.hours.iter().any(|hers| share_time(mine, hers)));
        if other.state != PoolState::Agreed || !same_time {
            continue;
        }
        for team in terms.teams.intersection(&other.terms.teams) {
            let name = facts.units.get(team).map_or("", |(name, _)| name.as_str());
            let fault = OVERLAPS.violation().at("/hours").with("team", name);
            faults.push(fault.with("other", other.terms.name.as_str()));
        }
    }
    faults
}

/// On a working day, while each team works alone.
fn is_by_day(hours: &PoolHours) -> bool {
    let (from, until) = hours.minutes();
    let spills = until.saturating_sub(1440);
    let today =
        hours.days.iter().any(|day| (1..=5).contains(day)) && from < DAYTIME.1 && DAYTIME.0 < until;
    // The night from Sunday to Monday ends on a working day; one before a holiday may.
    let tomorrow = hours.days.iter().any(|day| matches!(day, 1..=4 | 7)) || hours.holidays;
    today || (tomorrow && DAYTIME.0 < spills)
}

/// The kinds of day there are: seven weekdays, and the public holiday.
const HOLIDAY: u32 = 8;

fn kinds_of_day(hours: &PoolHours) -> impl Iterator<Item = u32> + '_ {
    let holiday = hours.holidays.then_some(HOLIDAY);
    hours.days.iter().copied().chain(holiday)
}

/// Whether two stretches share time on some day, also the hours past midnight: after a weekday comes
/// the next or a holiday, after a holiday any day.
fn share_time(one: &PoolHours, two: &PoolHours) -> bool {
    let (a, b) = (one.minutes(), two.minutes());
    let meet = |a: (u32, u32), b: (u32, u32)| a.0 < b.1 && b.0 < a.1;
    let spill = |of: (u32, u32)| (0, of.1.saturating_sub(1440));
    let follows =
        |first: u32, then: u32| first == HOLIDAY || then == HOLIDAY || then == first % 7 + 1;
    kinds_of_day(one).any(|first| {
        kinds_of_day(two).any(|then| {
            (first == then && meet(a, b))
                || (follows(first, then) && meet(spill(a), b))
                || (follows(then, first) && meet(spill(b), a))
        })
    })
}

/// A team's answer to a proposal. With the last yes the pool is agreed; one no is enough to decline it.
///
/// # Errors
/// Every reason why not.
pub fn answer(
    pool: &Pool,
    agrees: bool,
    actor: PoolActor,
    facts: &PoolFacts,
) -> Result<Pool, Violations> {
    let mut faults = Violations::new();
    if !pool.terms.teams.contains(&actor.team) {
        faults.push(NOT_YOURS.violation());
    }
    if pool.state != PoolState::Proposed {
        faults.push(ANSWERED.violation().with("state", pool.state.term()));
    } else if agrees {
        let answered = pool.steps.iter().any(|step| step.team == actor.team);
        if answered {
            faults.push(AGREED_ALREADY.violation());
        }
        if pool.terms.period.from < actor.today {
            faults.push(BEGUN.violation());
        }
        let clashes = overlaps(&pool.terms, facts).into_iter();
        faults.extend(clashes.map(|fault| crate::reason::Violation {
            pointer: None,
            ..fault
        }));
    }
    none_of(faults)?;
    let mut pool = pool.clone();
    pool.steps.push(actor.step(if agrees {
        PoolStepKind::Agreed
    } else {
        PoolStepKind::Declined
    }));
    if !agrees {
        pool.state = PoolState::Declined;
    } else if pool.waits_for().next().is_none() {
        pool.state = PoolState::Agreed;
    }
    Ok(pool)
}

/// What stands after the last day that somebody would give a pool.
#[derive(Debug, Clone, Copy, Default)]
pub struct PoolRest {
    /// The latest day whose plan is published.
    pub published: Option<NaiveDate>,
    /// Shifts that begin after the last day.
    pub shifts: usize,
}

/// Says when a pool ends. From then every team has its hours for itself again; what is published stands.
///
/// # Errors
/// Every reason why not.
pub fn end(
    pool: &Pool,
    last: NaiveDate,
    actor: PoolActor,
    rest: PoolRest,
) -> Result<Pool, Violations> {
    let mut faults = Violations::new();
    if !pool.terms.teams.contains(&actor.team) {
        faults.push(NOT_YOURS.violation());
    }
    if pool.state != PoolState::Agreed {
        faults.push(NOT_AGREED.violation());
    }
    if !is_plausible(last) {
        faults.push(implausible(last, "/lastDay"));
    }
    if last < actor.today {
        faults.push(ENDS_IN_THE_PAST.violation().at("/lastDay"));
    }
    if let Some(until) = pool.terms.period.until.filter(|until| *until <= last) {
        let fault = ENDS_LATER.violation().at("/lastDay");
        faults.push(fault.with("until", until));
    }
    if let Some(date) = rest.published.filter(|date| last < *date) {
        faults.push(PUBLISHED.violation().at("/lastDay").with("date", date));
    }
    if rest.shifts > 0 {
        let fault = SHIFTS_LEFT.violation().at("/lastDay");
        faults.push(fault.with("count", rest.shifts));
    }
    none_of(faults)?;
    let mut pool = pool.clone();
    pool.terms.period.until = Some(last);
    pool.steps.push(actor.step(PoolStepKind::Ended));
    Ok(pool)
}
