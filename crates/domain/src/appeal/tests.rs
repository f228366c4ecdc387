use super::*;
use crate::{
    delegation::fixtures::{codes, date, employee, noon},
    period::Period,
    vedtak::{VedtakState, fixtures::signed},
};
use uuid::Uuid;

#[test]
fn four_weeks_count_from_the_day_the_notice_arrived() {
    let settings = DecisionSettings::default();
    let arrived = Some(date(6, 1));
    assert_eq!(is_in_time(date(6, 29), arrived, &settings), Some(true));
    assert_eq!(is_in_time(date(6, 30), arrived, &settings), Some(false));
    assert_eq!(is_in_time(date(6, 30), None, &settings), None);
    assert_eq!(appeal_deadline(date(6, 6), &settings), date(7, 6));
    assert_eq!(
        appeal_deadline(date(11, 27), &settings),
        date(12, 28),
        "not on Christmas day"
    );
}

#[test]
fn an_appeal_names_who_when_and_what_and_a_proxy_her_authority() {
    let content = AppealContent {
        appellant: Appellant::Proxy,
        appellant_name: None,
        authority: Some(" ".into()),
        received_on: date(5, 31),
        grounds: String::new(),
    };
    assert_eq!(
        codes(&check_appeal(&content, date(6, 1), date(6, 20))),
        [
            "appeal-day",
            "appeal-grounds-missing",
            "appellant-missing",
            "proxy-missing"
        ]
    );
}

#[test]
fn an_appeal_is_forwarded_only_after_own_reassessment_and_every_step_says_something() {
    let appeal = Appeal {
        id: AppealId(Uuid::nil()),
        vedtak: VedtakId(Uuid::nil()),
        appellant: Appellant::Proxy,
        received_on: date(6, 30),
        grounds: "For lite hjelp".into(),
        appellant_name: None,
        authority: None,
        registered_at: noon(6, 30),
        registered_by: employee(1),
        in_time: Some(false),
        steps: vec![],
    };
    let step = |state, text: &str| AppealStep {
        state,
        at: noon(7, 1),
        by: employee(1),
        text: text.into(),
        vedtak: None,
        result: None,
    };
    let nothing = Reversal {
        named: None,
        vedtak: &[],
    };
    let early = appeal
        .clone()
        .after(step(AppealState::Forwarded, " "), &nothing)
        .unwrap_err();
    assert_eq!(codes(&early), ["appeal-wrong-step", "appeal-text-missing"]);
    let upheld = appeal
        .after(step(AppealState::Upheld, "Vurdert på nytt"), &nothing)
        .unwrap();
    let reversed = upheld
        .clone()
        .after(step(AppealState::Reversed, "Ja"), &nothing);
    assert_eq!(codes(&reversed.unwrap_err()), ["reversal-needs-vedtak"]);
    let forwarded = upheld
        .after(step(AppealState::Forwarded, "Uttalelse"), &nothing)
        .unwrap();
    let decided = forwarded
        .clone()
        .after(step(AppealState::Decided, "Brev"), &nothing);
    assert_eq!(codes(&decided.unwrap_err()), ["appeal-result-missing"]);
    assert_eq!(forwarded.state(), AppealState::Forwarded);
    assert_eq!(forwarded.in_time, Some(false));
}

fn appeal(steps: &[AppealState]) -> Appeal {
    Appeal {
        id: AppealId(Uuid::nil()),
        vedtak: VedtakId(Uuid::nil()),
        appellant: Appellant::Citizen,
        appellant_name: None,
        authority: None,
        received_on: date(6, 10),
        grounds: "For lite hjelp".into(),
        registered_at: noon(6, 10),
        registered_by: employee(1),
        in_time: Some(true),
        steps: steps
            .iter()
            .map(|state| AppealStep {
                state: *state,
                at: noon(6, 20),
                by: employee(1),
                text: "Vurdert".into(),
                vedtak: None,
                result: None,
            })
            .collect(),
    }
}

#[test]
fn a_vedtak_is_final_when_the_time_to_appeal_is_over_and_no_appeal_is_open() {
    use AppealState::*;
    let settings = DecisionSettings::default();
    let arrived = Some(date(6, 1));
    let from = |appeals: &[Appeal]| final_from(arrived, appeals, &settings);
    assert_eq!(
        final_from(None, &[], &settings),
        None,
        "nobody knows when it came"
    );
    assert_eq!(from(&[]), Some(date(6, 30)));
    for open in [&[][..], &[Upheld], &[Upheld, Forwarded]] {
        assert_eq!(from(&[appeal(&[Reversed]), appeal(open)]), None, "{open:?}");
    }
    assert_eq!(
        from(&[appeal(&[Upheld, Forwarded, Decided])]),
        Some(date(6, 30))
    );
}

#[test]
fn an_annulled_vedtak_is_revoked_and_its_help_goes_on_until_a_day_that_somebody_names() {
    let annulment = |last_day| Annulment {
        last_day,
        by: employee(1),
        at: noon(6, 10),
        reason: "Opphevet".into(),
    };
    let open = Period {
        from: date(6, 1),
        until: None,
    };
    let vedtak = signed(1, open);
    for wrong in [None, Some(date(6, 9))] {
        let faults = annulled(&vedtak, annulment(wrong)).unwrap_err();
        assert_eq!(codes(&faults), ["annulled-last-day"]);
    }
    let revoked = annulled(&vedtak, annulment(Some(date(7, 1))))
        .unwrap()
        .unwrap();
    assert_eq!(revoked.state, VedtakState::Revoked);
    assert!(revoked.is_in_force(date(7, 1)) && !revoked.is_in_force(date(7, 2)));
    // A refusal gives nothing that could go on.
    let mut refusal = vedtak.clone();
    refusal.content.outcome = Some(crate::vedtak::Outcome::Refuse);
    let revoked = annulled(&refusal, annulment(None)).unwrap().unwrap();
    assert_eq!(revoked.state, VedtakState::Revoked);
    // Replaced already: there is nothing to revoke.
    let mut replaced = vedtak;
    replaced.state = VedtakState::Replaced;
    assert_eq!(annulled(&replaced, annulment(None)).unwrap(), None);
}

#[test]
fn nobody_has_less_time_to_appeal_than_the_letter_told() {
    let with = |weeks: u32| {
        let rows = format!(
            "[[numbers]]\nname = \"appeal_weeks\"\nvalue = {weeks}\nvalidFrom = \"2026-06-01\"\nsource = \"an example\""
        );
        Law::embedded().unwrap().with(Law::parse(&rows).unwrap())
    };
    let weeks = |law: &Law, signed, arrived| appeal_rows(law, signed, arrived).appeal_weeks;
    let (shorter, longer) = (with(3), with(6));
    let (before, after) = (date(5, 29), Some(date(6, 2)));
    assert_eq!(weeks(&shorter, before, after), 4, "as the letter told");
    assert_eq!(weeks(&longer, before, after), 6, "as on the day it arrived");
    assert_eq!(weeks(&shorter, date(6, 1), after), 3);
    assert_eq!(weeks(&longer, before, None), 4);
}
