//! Asking a specialist: who, how long the record is open, and what becomes of the answer (R-TEAM-12).

use super::*;
use crate::{reason::Violations, recurrence::Recurrence, tiltaksplan::tests::tiltak};
use proptest::prelude::*;
use uuid::Uuid;

fn at(hours: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::hours(hours)
}
fn employee(n: u128) -> EmployeeId {
    EmployeeId(Uuid::from_u128(n))
}
fn asked() -> Consultation {
    Consultation {
        id: ConsultationId(Uuid::nil()),
        citizen: CitizenId(Uuid::nil()),
        unit: UnitId(Uuid::from_u128(1)),
        asked_by: employee(1),
        asked_at: at(0),
        specialist: employee(2),
        specialist_unit: UnitId(Uuid::from_u128(2)),
        field: ConsultationField::Dementia,
        question: "Hun går ut om natten. Hva kan vi gjøre?".into(),
        due_on: at(72).date_naive(),
        state: ConsultationState::Open,
        access_until: at(0) + LONGEST,
        answer: None,
        closed_at: None,
        withdrawal: None,
        tiltak: None,
    }
}
fn nurse() -> Specialist {
    Specialist {
        profession: Some(Profession::Nurse),
        at_work: true,
        declined: false,
        disqualified: false,
        asked_already: false,
    }
}
fn answer() -> ConsultationAnswer {
    ConsultationAnswer {
        text: "Tenn lys i gangen, og følg henne tilbake uten å irettesette.".into(),
        advice: None,
    }
}
fn codes(violations: Violations) -> Vec<&'static str> {
    violations.iter().map(|v| v.reason.code).collect()
}

#[test]
fn a_question_names_everything_that_is_wrong_with_it() {
    assert_eq!(check_asking(&asked(), nurse()), []);
    let mut wrong = asked();
    wrong.question = " ".into();
    wrong.due_on = at(15 * 24).date_naive();
    wrong.specialist = wrong.asked_by;
    let of = Specialist {
        profession: Some(Profession::HomeHelper),
        at_work: false,
        declined: true,
        disqualified: true,
        asked_already: true,
    };
    assert_eq!(
        codes(check_asking(&wrong, of)),
        [
            "consultation-question-missing",
            "consultation-due",
            "consultation-not-her-field",
            "consultation-specialist-unknown",
            "consultation-oneself",
            "consultation-declined",
            "consultation-disqualified",
            "consultation-open",
        ]
    );
    let nobody = Specialist {
        profession: None,
        ..nurse()
    };
    assert_eq!(
        codes(check_asking(&asked(), nobody)),
        ["consultation-specialist-unknown"]
    );
}

#[test]
fn about_therapy_only_a_therapist_is_asked() {
    let therapy = Consultation {
        field: ConsultationField::Therapy,
        ..asked()
    };
    assert_eq!(
        codes(check_asking(&therapy, nurse())),
        ["consultation-not-her-field"]
    );
    let therapist = Specialist {
        profession: Some(Profession::OccupationalTherapist),
        ..nurse()
    };
    assert_eq!(check_asking(&therapy, therapist), []);
}

#[test]
fn the_record_is_open_until_the_answer_or_for_fourteen_days_whichever_comes_first() {
    let asked = asked();
    let open = |consultation: &Consultation, hours| consultation.relation().is_active(at(hours));
    assert!(!open(&asked, -1) && open(&asked, 0) && open(&asked, 14 * 24 - 1));
    assert!(!open(&asked, 14 * 24));
    assert_eq!(asked.state_at(at(14 * 24)), ConsultationState::Lapsed);
    let answered = asked
        .clone()
        .answered(answer(), (employee(2), at(30)))
        .unwrap();
    assert!(open(&answered, 29) && !open(&answered, 30));
    let withdrawn = asked.withdrawn(None, at(3)).unwrap();
    assert!(!open(&withdrawn, 3));
}

#[test]
fn only_the_one_who_was_asked_answers_once_and_in_time() {
    let refused = |result: Result<Consultation, Violations>| codes(result.unwrap_err());
    let by = |who, hours| asked().answered(answer(), (employee(who), at(hours)));
    assert_eq!(refused(by(1, 1)), ["consultation-not-asked"]);
    assert_eq!(refused(by(2, 14 * 24)), ["consultation-state"]);
    let answered = by(2, 1).unwrap();
    let again = answered.clone().answered(answer(), (employee(2), at(2)));
    assert_eq!(refused(again), ["consultation-state"]);
    assert_eq!(
        refused(answered.withdrawn(None, at(2))),
        ["consultation-state"]
    );
}

#[test]
fn an_answer_becomes_one_tiltak_of_what_was_said_and_what_the_team_adds() {
    let advice = Advice {
        description: Some("Kveldsro".into()),
        minutes: Some(20),
        recurrence: Some(Recurrence::daily()),
        ..Advice::default()
    };
    let said = ConsultationAnswer {
        advice: Some(advice),
        ..answer()
    };
    let answered = asked().answered(said, (employee(2), at(1))).unwrap();
    let mut team = IntoPlan {
        start: at(24).date_naive(),
        end: None,
        goals: Vec::new(),
        vedtak: None,
        must_do: false,
        can_wait_days: 0,
        design_review_on: None,
        temporary: None,
        otherwise: Advice::default(),
    };
    let missing = answered.tiltak_of(&team).unwrap_err();
    let at_pointers: Vec<_> = missing.iter().filter_map(|v| v.pointer.clone()).collect();
    assert_eq!(at_pointers, ["/otherwise/service", "/otherwise/window"]);
    let from = tiltak(1).content;
    team.otherwise.service = Some(from.service);
    team.otherwise.window = Some(from.window);
    team.otherwise.minutes = Some(30);
    let made = answered.tiltak_of(&team).unwrap();
    assert_eq!(made.instruction, answer().text, "nothing is written twice");
    assert_eq!((made.minutes, made.designed_by), (30, Some(employee(2))));
    assert_eq!(
        made.design_review_on,
        Some(at(29 * 24).date_naive()),
        "four weeks on"
    );
    let tiltak = TiltakId(Uuid::from_u128(7));
    let kept = answered.in_plan(tiltak, at(3)).unwrap();
    assert_eq!(
        codes(kept.in_plan(tiltak, at(4)).unwrap_err()),
        ["consultation-in-plan"]
    );
    assert_eq!(
        codes(asked().tiltak_of(&team).unwrap_err()),
        ["consultation-unanswered"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Whatever is done to it and when, it never opens the record past the fourteenth day.
    #[test]
    fn no_consultation_opens_a_record_longer_than_fourteen_days(
        steps in proptest::collection::vec((0u8..3, 0i64..24 * 20), 0..5), look in 0i64..24 * 30,
    ) {
        let mut now = asked();
        for (what, hours) in steps {
            let next = match what {
                0 => now.clone().answered(answer(), (employee(2), at(hours))),
                1 => now.clone().withdrawn(None, at(hours)),
                _ => Ok(now.clone().lapsed()),
            };
            now = next.unwrap_or(now);
        }
        if now.relation().is_active(at(look)) {
            prop_assert!(look < 14 * 24);
            prop_assert!(now.closed_at.is_none_or(|closed| at(look) < closed));
        }
    }
}
