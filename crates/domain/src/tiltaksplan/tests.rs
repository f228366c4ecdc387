//! The plan's rules, and the sample goal and tiltak that the frame's tests use too.

use super::{
    goal::{Evaluation, EvaluationContent, GoalBasis, NextStep, Outcome, Scale},
    tiltak::{After, Performer, WishedWindow},
    *,
};
use crate::{
    ids::{EmployeeId, EvaluationId, VedtakId},
    recurrence::Recurrence,
    service::ServiceType,
};
use chrono::NaiveTime;
use uuid::Uuid;

pub(crate) fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).unwrap()
}
fn time(h: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(h, 0, 0).unwrap()
}
fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}
pub(crate) fn tiltak(n: u128) -> Tiltak {
    Tiltak {
        id: id(n),
        content: TiltakContent {
            service: ServiceType::HomeNursing,
            description: "Insulin".into(),
            instruction: "Mål blodsukker, gi insulin etter skjema".into(),
            own_part: "Måler selv".into(),
            competences: BTreeSet::new(),
            second_competences: None,
            minutes: 15,
            employees: 1,
            recurrence: Recurrence::daily(),
            exceptions: BTreeSet::new(),
            window: WishedWindow {
                from: time(7),
                until: time(9),
                preferred: Some(time(8)),
            },
            slot: None,
            after: None,
            goals: vec![id(1)],
            vedtak: Some(VedtakId(Uuid::nil())),
            must_do: true,
            can_wait_days: 0,
            performer: Performer::TeamMember,
            designed_by: None,
            design_review_on: None,
            mastery: false,
            start: day(11, 2),
            end: None,
            temporary: None,
        },
    }
}
pub(crate) fn goal() -> Goal {
    Goal {
        id: id(1),
        content: GoalContent {
            text: "Gå i hagen".into(),
            basis: GoalBasis::Statement { statement: id(7) },
            scale: Scale::SelfRated,
            baseline: Some(3),
            target: Some(7),
            owner: Some(EmployeeId(Uuid::nil())),
            evaluation_date: Some(day(12, 1)),
        },
        evaluations: vec![],
    }
}
fn evaluation(next: NextStep, next_evaluation_date: Option<NaiveDate>) -> EvaluationContent {
    EvaluationContent {
        evaluated_on: day(11, 20),
        outcome: Outcome::Reached,
        score: 7,
        note: None,
        next,
        next_evaluation_date,
    }
}
pub(crate) fn evaluated(next: NextStep, date: Option<NaiveDate>) -> Goal {
    let mut goal = goal();
    goal.evaluations.push(Evaluation {
        id: EvaluationId(Uuid::nil()),
        by: EmployeeId(Uuid::nil()),
        content: evaluation(next, date),
    });
    goal
}
fn plan() -> Tiltaksplan {
    Tiltaksplan {
        id: id(1),
        citizen: id(1),
        goals: vec![goal()],
        tiltak: vec![tiltak(1)],
    }
}
fn today() -> NaiveDate {
    day(11, 22)
}
fn check(plan: &Tiltaksplan) -> Vec<&'static str> {
    codes(&check_content(plan, &BTreeSet::from([id(7)]), today()))
}
fn codes(violations: &Violations) -> Vec<&'static str> {
    violations.iter().map(|v| v.reason.code).collect()
}

#[test]
fn accepts_a_whole_plan() {
    assert_eq!(check(&plan()), [] as [&str; 0]);
    assert_eq!(plan_check(&plan(), &[], today()), []);
}

#[test]
fn refuses_a_goal_without_evaluation_date_and_points_at_it() {
    let mut content = goal().content;
    content.evaluation_date = None;
    let found = check_goal(&content, &BTreeSet::from([id(7)]), today(), "/goals/0");
    assert_eq!(codes(&found), ["goal-evaluation-date-missing"]);
    assert_eq!(found[0].pointer.as_deref(), Some("/goals/0/evaluationDate"));
}

#[test]
fn a_goal_rests_on_a_known_statement_or_a_professional_reason() {
    let mut content = goal().content;
    assert_eq!(
        codes(&check_goal(&content, &BTreeSet::new(), today(), "")),
        ["goal-statement-unknown"]
    );
    content.basis = GoalBasis::Professional { reason: " ".into() };
    assert_eq!(
        codes(&check_goal(&content, &BTreeSet::new(), today(), "")),
        ["goal-reason-missing"]
    );
}

#[test]
fn lists_all_that_a_goal_lacks() {
    let mut plan = plan();
    let content = &mut plan.goals[0].content;
    content.text.clear();
    content.scale = Scale::YesNo;
    content.target = None;
    content.owner = None;
    content.evaluation_date = Some(day(11, 21));
    assert_eq!(
        check(&plan),
        [
            "goal-text-missing",
            "goal-off-scale",
            "goal-target-missing",
            "goal-owner-missing",
            "goal-evaluation-date-past"
        ]
    );
}

#[test]
fn an_evaluation_that_goes_on_needs_a_later_date_and_an_ended_goal_takes_none() {
    let found = |e: &_, g: &_| codes(&check_evaluation(e, g, today()));
    let end = evaluation(NextStep::End, None);
    assert_eq!(found(&end, &goal()), [] as [&str; 0]);
    let on = evaluation(NextStep::Continue, Some(day(11, 20)));
    assert_eq!(found(&on, &goal()), ["next-evaluation-missing"]);
    assert_eq!(found(&end, &evaluated(NextStep::End, None)), ["goal-ended"]);
}

#[test]
fn a_goal_is_overdue_the_day_after_its_date_until_evaluated() {
    assert!(!goal().is_overdue(day(12, 1)));
    assert!(goal().is_overdue(day(12, 2)));
    assert!(!evaluated(NextStep::Continue, Some(day(12, 20))).is_overdue(day(12, 2)));
}

#[test]
fn lists_all_that_is_wrong_with_a_tiltak() {
    let mut plan = plan();
    let content = &mut plan.tiltak[0].content;
    content.minutes = 0;
    content.employees = 3;
    content.window.preferred = Some(time(12));
    content.can_wait_days = 2;
    content.design_review_on = Some(today());
    content.end = Some(day(11, 1));
    content.goals.push(id(9));
    assert_eq!(
        check(&plan),
        [
            "tiltak-minutes",
            "tiltak-employees",
            "tiltak-preferred-outside",
            "tiltak-can-wait",
            "tiltak-design-review",
            "tiltak-backwards",
            "tiltak-goal-unknown"
        ]
    );
}

#[test]
fn order_among_tiltak_never_goes_in_a_circle() {
    let after = |n| {
        Some(After {
            tiltak: id(n),
            min_gap_minutes: 240,
            max_gap_minutes: None,
        })
    };
    let mut plan = plan();
    plan.tiltak.push(tiltak(2));
    plan.tiltak[1].content.after = after(1);
    assert_eq!(check(&plan), [] as [&str; 0]);
    plan.tiltak[0].content.after = after(2);
    assert_eq!(check(&plan), ["tiltak-after-circle", "tiltak-after-circle"]);
    plan.tiltak[0].content.after = after(3);
    assert_eq!(check(&plan), ["tiltak-after-unknown"]);
}

#[test]
fn a_night_window_goes_past_midnight() {
    let night = WishedWindow {
        from: time(22),
        until: time(6),
        preferred: None,
    };
    assert!(night.contains(time(23)) && night.contains(time(2)) && !night.contains(time(12)));
}

#[test]
fn a_window_that_closes_before_it_opens_is_refused_unless_it_is_a_night() {
    let window = |from: u32, until: u32| {
        let mut one = tiltak(1);
        one.content.window = WishedWindow {
            from: time(from),
            until: time(until),
            preferred: Some(time(from)),
        };
        codes(&check_tiltak(&one, &[one.clone()], &[id(1)], ""))
    };
    assert_eq!(window(9, 7), ["tiltak-window-closes-first"]);
    assert_eq!(window(22, 21), ["tiltak-window-closes-first"]);
    assert_eq!(window(20, 8), [""; 0]);
    assert_eq!(window(22, 2), [""; 0]);
    assert_eq!(window(9, 9), [""; 0]);
}

#[test]
fn a_tiltak_that_falls_on_no_day_is_refused() {
    // From Tuesday to Sunday there is no Monday.
    let mut never = tiltak(1);
    never.content.start = day(11, 24);
    never.content.end = Some(day(11, 29));
    never.content.recurrence = Recurrence::parse("FREQ=WEEKLY;BYDAY=MO").unwrap();
    let found = |t: &Tiltak| codes(&check_tiltak(t, std::slice::from_ref(t), &[id(1)], ""));
    assert_eq!(found(&never), ["tiltak-never"]);
    never.content.end = Some(day(11, 30));
    assert_eq!(found(&never), [""; 0]);
    // Every day that there is, left out.
    never.content.end = None;
    never.content.recurrence = Recurrence::parse("FREQ=DAILY;COUNT=2").unwrap();
    never.content.exceptions = BTreeSet::from([day(11, 24), day(11, 25)]);
    assert_eq!(found(&never), ["tiltak-never"]);
    never.content.exceptions.pop_first();
    assert_eq!(found(&never), [""; 0]);
}

#[test]
fn a_recurrence_that_has_come_to_its_end_is_over() {
    let mut ten = tiltak(1).content;
    ten.recurrence = Recurrence::parse("FREQ=DAILY;COUNT=10").unwrap();
    assert_eq!(ten.last_day(), Some(day(11, 11)));
    assert!(ten.is_active(day(11, 11)) && !ten.is_active(day(11, 12)));
    ten.end = Some(day(11, 5));
    assert_eq!(ten.last_day(), Some(day(11, 5)));
}

#[test]
fn days_left_out_and_days_after_the_end_are_no_days() {
    let mut content = tiltak(1).content;
    content.exceptions.insert(day(11, 3));
    content.end = Some(day(11, 4));
    assert_eq!(
        content.dates_between(day(11, 1), day(11, 30)),
        [day(11, 2), day(11, 4)]
    );
}

#[test]
fn the_plan_check_lists_what_lawful_documentation_lacks() {
    let mut plan = plan();
    let content = &mut plan.tiltak[0].content;
    content.goals.clear();
    content.instruction.clear();
    content.vedtak = None;
    plan.goals[0].content.evaluation_date = None;
    assert_eq!(
        codes(&plan_check(&plan, &[CareGap::NoResponsibleNurse], today())),
        [
            "plan-goal-without-date",
            "plan-tiltak-without-goal",
            "plan-tiltak-without-instruction",
            "plan-tiltak-without-vedtak",
            "plan-without-responsible"
        ]
    );
}

#[test]
fn a_tiltak_whose_goals_are_all_ended_is_proposed_for_ending() {
    let mut plan = plan();
    assert_eq!(proposed_for_ending(&plan, today()), []);
    plan.goals = vec![evaluated(NextStep::End, None)];
    assert_eq!(proposed_for_ending(&plan, today()), [id(1)]);
    plan.tiltak[0].content.goals.push(id(2));
    assert_eq!(proposed_for_ending(&plan, today()), []);
}

#[test]
fn an_ended_goal_is_not_changed_and_an_evaluated_one_may_keep_its_first_date() {
    let statements = BTreeSet::from([id(7)]);
    let edit = |goal: &Goal| {
        let mut content = goal.content.clone();
        content.evaluation_date = today().pred_opt();
        codes(&check_goal_edit(goal, &content, &statements, today()))
    };
    assert_eq!(edit(&goal()), ["goal-evaluation-date-past"]);
    assert_eq!(
        edit(&evaluated(NextStep::Continue, Some(day(12, 20)))),
        [""; 0]
    );
    assert_eq!(edit(&evaluated(NextStep::End, None)), ["goal-ended"]);
}

#[test]
fn a_tiltak_ends_yesterday_at_the_earliest_and_is_history_then() {
    let mut content = tiltak(1).content;
    content.start = today() - chrono::Days::new(10);
    let yesterday = today().pred_opt().unwrap();
    let ending = |last| codes(&check_ending(&content, last, today()));
    assert_eq!(ending(yesterday), [""; 0]);
    assert_eq!(ending(yesterday.pred_opt().unwrap()), ["tiltak-end-past"]);
    let before_start = content.start.pred_opt().unwrap();
    assert_eq!(
        ending(before_start),
        ["tiltak-backwards", "tiltak-end-past"]
    );
    let mut ahead = content.clone();
    ahead.start = today() + chrono::Days::new(3);
    assert_eq!(codes(&check_ending(&ahead, today(), today())), [""; 0]);
    ahead.end = Some(today());
    assert!(ahead.dates_between(today(), ahead.start).is_empty());
    let mut over = content.clone();
    over.end = Some(today());
    assert_eq!(check_still_open(&over, today()), []);
    over.end = Some(yesterday);
    assert_eq!(codes(&check_still_open(&over, today())), ["tiltak-over"]);
}
