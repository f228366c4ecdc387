use super::super::fixtures::*;
use super::*;
use crate::{
    application::{ApplicationChannel, ApplicationContent, ApplicationState, Sender},
    delegation::fixtures::{codes, date, employee, noon, register, unit},
    habilitet::{Relation, RelationKind},
    period::Period,
    service::ServiceType,
};

/// An application for home nursing that came on 1 May.
fn application() -> Application {
    Application {
        id: ApplicationId(uuid::Uuid::from_u128(800)),
        citizen: citizen(),
        unit: unit(100),
        state: ApplicationState::Routed,
        content: ApplicationContent {
            service: ServiceType::HomeNursing,
            channel: ApplicationChannel::Phone,
            received_on: date(5, 1),
            sender: Sender::Citizen,
            sender_name: None,
            request: "Hjelp til insulin".into(),
            qualifies_for_dementia_team: false,
        },
        registered_by: employee(30),
        registered_at: noon(5, 1),
        routings: vec![],
        preliminary_answer: None,
        decided_by: None,
    }
}

/// Facts in which nothing is missing, to be spoilt one thing at a time.
struct Around {
    application: Application,
    people: Vec<(EmployeeId, Profession)>,
    relations: Vec<Relation>,
    register: Vec<Delegation>,
}

impl Around {
    fn new() -> Self {
        Self {
            application: application(),
            people: vec![
                (employee(CASE_WORKER), Profession::CaseWorker),
                (employee(NURSE), Profession::Nurse),
            ],
            relations: vec![],
            register: register(),
        }
    }
    fn check(
        &self,
        change: impl FnOnce(&mut Vedtak),
        others: &[Vedtak],
        completed: Option<DateTime<Utc>>,
    ) -> Violations {
        let mut vedtak = Vedtak {
            state: VedtakState::Draft,
            ..submitted()
        };
        change(&mut vedtak);
        let facts = SubmissionFacts {
            vedtak: &vedtak,
            assessments: &[AssessmentFact {
                id: assessment(),
                completed_at: completed,
            }],
            others,
            application: Some(&self.application),
            people: &self.people,
            impartiality: Impartiality {
                citizen: citizen(),
                citizen_as_employee: None,
                relations: &self.relations,
                subordinations: &[],
            },
            register: &self.register,
        };
        check_submission(&facts, &DecisionSettings::default(), noon(6, 1))
            .err()
            .unwrap_or_default()
    }
    fn codes(&self) -> Vec<&'static str> {
        codes(&self.check(|_| {}, &[], Some(noon(5, 1))))
    }
}

fn check_with(
    change: impl FnOnce(&mut Vedtak),
    others: &[Vedtak],
    completed: Option<DateTime<Utc>>,
) -> Violations {
    Around::new().check(change, others, completed)
}
fn check(change: impl FnOnce(&mut Vedtak)) -> Violations {
    check_with(change, &[], Some(noon(5, 1)))
}

#[test]
fn a_complete_vedtak_may_be_submitted() {
    assert_eq!(check(|_| {}), vec![]);
}

#[test]
fn each_missing_item_is_one_named_error() {
    let violations = check(|v| {
        v.content = serde_json::from_str(r#"{"service":"home_nursing","form":"frame"}"#).unwrap();
    });
    let pointers: Vec<_> = violations
        .iter()
        .map(|v| v.pointer.as_deref().unwrap_or(""))
        .collect();
    assert_eq!(
        pointers,
        [
            "/content/outcome",
            "/content/facts",
            "/content/reasoning",
            "/content/citizenView",
            "/content/kinView",
            "/content/legalBasis",
            "/content/ownPayment",
            "/content/appealInformation",
            "/content/frame",
            "/content/from",
            "/content/period",
            "/content/assessment",
        ]
    );
}

#[test]
fn a_refusal_says_what_was_considered_instead_and_needs_no_frame() {
    let violations = check(|v| {
        v.content.outcome = Some(Outcome::Refuse);
        v.content.frame = None;
        v.content.review_on = None;
    });
    assert_eq!(violations.len(), 1);
    assert_eq!(
        violations[0].pointer.as_deref(),
        Some("/content/alternatives")
    );
}

#[test]
fn refuses_a_frame_from_ten_to_five_hours() {
    let reversed = Some(Frame::MinutesPerWeek { from: 600, to: 300 });
    assert_eq!(
        codes(&check(|v| v.content.frame = reversed)),
        ["frame-reversed"]
    );
}

#[test]
fn refuses_dates_before_the_application_and_before_the_first_day() {
    let violations = check(|v| {
        v.content.from = Some(date(4, 30));
        v.content.until = Some(date(4, 29));
    });
    assert_eq!(
        codes(&violations),
        ["period-reversed", "before-application"]
    );
}

#[test]
fn the_assessment_is_completed_and_at_most_six_months_old() {
    assert_eq!(
        codes(&check_with(|_| {}, &[], None)),
        ["assessment-not-completed"]
    );
    let at = |y, m, d| crate::time::day_start(NaiveDate::from_ymd_opt(y, m, d).unwrap());
    assert!(check_with(|_| {}, &[], Some(at(2025, 12, 1))).is_empty());
    let old = check_with(|_| {}, &[], Some(at(2025, 11, 30)));
    assert_eq!(codes(&old), ["assessment-too-old"]);
}

#[test]
fn health_services_need_a_statement_from_both_roles_which_one_person_may_hold() {
    let nobody = check(|v| v.statements.clear());
    assert_eq!(codes(&nobody), ["statement-missing", "statement-missing"]);
    let one = check(|v| {
        v.case_worker = v.responsible_nurse;
        v.statements[0].by = v.statements[1].by;
    });
    assert!(one.is_empty());
    let mut around = Around::new();
    around.application.content.service = ServiceType::PracticalAssistance;
    let practical = |v: &mut Vedtak| {
        v.content.service = ServiceType::PracticalAssistance;
        v.responsible_nurse = None;
        v.statements.truncate(1);
    };
    assert_eq!(around.check(practical, &[], Some(noon(5, 1))), vec![]);
}

#[test]
fn a_frame_unclear_to_a_stranger_is_not_submitted() {
    let unclear = check(|v| {
        if let Some(check) = &mut v.content.frame_check {
            check.clear_to_a_stranger = false;
        }
    });
    assert_eq!(codes(&unclear), ["unclear-to-a-stranger"]);
}

#[test]
fn a_change_for_the_worse_needs_prior_notice_with_a_ground_and_time_to_speak() {
    let earlier = [signed(
        1,
        Period {
            from: date(1, 1),
            until: None,
        },
    )];
    let shrink = |v: &mut Vedtak| {
        v.content.outcome = Some(Outcome::Change);
        v.content.replaces = Some(earlier[0].id);
        v.content.frame = Some(Frame::MinutesPerWeek { from: 60, to: 120 });
    };
    let none = check_with(shrink, &earlier, Some(noon(5, 1)));
    assert_eq!(none[0].pointer.as_deref(), Some("/content/priorNotice"));
    let told = |day, ground: &str| {
        let prior_notice = Some(PriorNotice {
            given_on: day,
            ground: ground.into(),
        });
        let change = |v: &mut Vedtak| {
            shrink(v);
            v.content.prior_notice = prior_notice;
        };
        check_with(change, &earlier, Some(noon(5, 1)))
    };
    assert_eq!(
        codes(&told(date(5, 19), "")),
        ["item-missing", "notice-too-short"]
    );
    assert!(told(date(5, 18), "Klarer mer selv").is_empty());
}

/// In the place of an open-ended 300–420 minutes from 1 January.
fn in_the_place_of_more(outcome: Outcome) -> (impl Fn(&mut Vedtak) + Clone, [Vedtak; 1]) {
    let earlier = [signed(
        1,
        Period {
            from: date(1, 1),
            until: None,
        },
    )];
    let replaced = earlier[0].id;
    let change = move |v: &mut Vedtak| {
        v.content.outcome = Some(outcome);
        v.content.replaces = Some(replaced);
        v.content.alternatives = "Trygghetsalarm.".into();
    };
    (change, earlier)
}

#[test]
fn what_takes_away_needs_prior_notice_whatever_its_outcome_is_called() {
    let done = Some(noon(5, 1));
    let notice = |found: &Violations| {
        let asks = |v: &&Violation| v.pointer.as_deref() == Some("/content/priorNotice");
        found.iter().filter(asks).count()
    };
    for outcome in [Outcome::Grant, Outcome::Partial, Outcome::Change] {
        let (change, earlier) = in_the_place_of_more(outcome);
        let less = |v: &mut Vedtak| {
            change(v);
            v.content.frame = Some(Frame::MinutesPerWeek { from: 60, to: 120 });
        };
        assert_eq!(notice(&check_with(less, &earlier, done)), 1, "{outcome}");
        assert_eq!(
            notice(&check_with(&change, &earlier, done)),
            0,
            "as much: {outcome}"
        );
        let shorter = |v: &mut Vedtak| {
            change(v);
            v.content.until = Some(date(12, 31));
        };
        assert_eq!(notice(&check_with(shorter, &earlier, done)), 1, "{outcome}");
    }
    for outcome in [Outcome::Refuse, Outcome::End] {
        let (change, earlier) = in_the_place_of_more(outcome);
        assert_eq!(notice(&check_with(change, &earlier, done)), 1, "{outcome}");
    }
    // What has run out by itself is not taken away.
    let (change, mut over) = in_the_place_of_more(Outcome::Refuse);
    over[0].content.until = Some(date(5, 31));
    assert_eq!(notice(&check_with(change, &over, done)), 0);
}

#[test]
fn a_change_for_the_worse_never_counts_backwards() {
    let (change, earlier) = in_the_place_of_more(Outcome::Change);
    let with = |from| {
        let less = |v: &mut Vedtak| {
            change(v);
            v.content.from = Some(from);
            v.content.frame = Some(Frame::MinutesPerWeek { from: 60, to: 120 });
            v.content.prior_notice = Some(PriorNotice {
                given_on: date(5, 1),
                ground: "Klarer mer selv".into(),
            });
        };
        codes(&check_with(less, &earlier, Some(noon(5, 1))))
    };
    assert_eq!(with(date(5, 31)), ["worse-in-the-past"]);
    assert!(with(date(6, 1)).is_empty());
}

#[test]
fn what_is_closed_is_not_replaced_and_what_was_annulled_is_answered_anew() {
    let (change, mut earlier) = in_the_place_of_more(Outcome::Grant);
    for state in [VedtakState::Ended, VedtakState::Replaced] {
        earlier[0].state = state;
        earlier[0].content.until = Some(date(5, 31));
        assert_eq!(
            codes(&check_with(&change, &earlier, Some(noon(5, 1)))),
            ["replaced-not-in-force"]
        );
    }
    earlier[0].state = VedtakState::Revoked;
    assert!(check_with(&change, &earlier, Some(noon(5, 1))).is_empty());
}

#[test]
fn the_roles_are_held_by_those_who_may_hold_them() {
    let mut around = Around::new();
    around.people[0].1 = Profession::HomeHelper;
    around.people[1].1 = Profession::HealthcareWorker;
    assert_eq!(
        around.codes(),
        ["not-a-case-worker", "responsible-not-a-nurse"]
    );
}

#[test]
fn a_statement_of_one_who_must_keep_away_does_not_count() {
    let mut around = Around::new();
    around.relations.push(Relation {
        employee: employee(NURSE),
        citizen: citizen(),
        kind: RelationKind::Kin,
        declared_at: noon(5, 30),
        ended_at: None,
    });
    assert_eq!(around.codes(), ["statement-of-disqualified"]);
}

#[test]
fn the_application_it_answers_is_on_the_same_service_and_waits() {
    let mut around = Around::new();
    around.application.content.service = ServiceType::DayCentre;
    around.application.state = ApplicationState::Withdrawn;
    assert_eq!(
        around.codes(),
        ["application-of-other-service", "application-not-open"]
    );
    let mut around = Around::new();
    around.application.state = ApplicationState::Decided;
    assert_eq!(around.codes(), ["application-not-open"]);
    let (change, earlier) = in_the_place_of_more(Outcome::Grant);
    assert!(
        around.check(change, &earlier, Some(noon(5, 1))).is_empty(),
        "decided again"
    );
}

#[test]
fn refuses_a_service_that_nobody_may_decide_for_the_unit() {
    let mut around = Around::new();
    for link in &mut around.register {
        link.grant.services = [ServiceType::DayCentre].into();
    }
    assert_eq!(around.codes(), ["service-unknown-to-unit"]);
    let mut around = Around::new();
    around.register[0].ended = Some(crate::delegation::Mark {
        by: employee(8),
        at: noon(5, 31),
    });
    assert_eq!(
        around.codes(),
        ["service-unknown-to-unit"],
        "every link above counts"
    );
}
