//! The letter says what the law asks for, in both languages, and is the kind of file it says it is.

use super::*;
use domain::{law::Law, service::ServiceType, vedtak::VedtakForm};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn content(outcome: Outcome) -> VedtakContent {
    serde_json::from_value(serde_json::json!({
        "service": "home_nursing", "outcome": outcome, "form": "frame",
        "frame": { "kind": "minutesPerWeek", "from": 300, "to": 450 },
        "from": "2026-12-01", "until": "2027-05-31",
        "purpose": "Å bo trygt hjemme.", "facts": "Du får insulin to ganger om dagen.",
        "reasoning": "Du trenger hjelp.\n\nHjelpen er nok.", "citizenView": "Vil klare frokosten selv.",
        "kinView": "Datteren er enig.", "legalBasis": ["hol § 3-2 nr. 6 a", "pbrl § 2-1 a"],
        "ownPayment": false, "appealInformation": "Vi hjelper deg å skrive klagen.",
        "alternatives": "Vi har vurdert dagsenter.",
    }))
    .unwrap()
}

fn with<T>(
    outcome: Outcome,
    language: LetterLanguage,
    change: impl FnOnce(&mut VedtakContent),
    ask: impl FnOnce(&LetterInput<'_>) -> T,
) -> T {
    let municipality = Municipality {
        name: "Oslo kommune, Bydel Østensjø".to_owned(),
        address: "Postboks 157 Manglerud, 0612 Oslo".to_owned(),
        phone: "21 80 21 80".to_owned(),
    };
    let mut content = content(outcome);
    change(&mut content);
    ask(&LetterInput {
        language,
        municipality: &municipality,
        unit: "Team Skullerud",
        recipient: "Astrid Bøe",
        address: &["Skullerudveien 12".to_owned(), "1188 Oslo".to_owned()],
        reference: "0190-1",
        content: &content,
        signed_by: Some("Liv Strand"),
        signed_on: day(11, 23),
        settings: &Law::embedded().unwrap().on(day(11, 23)),
    })
}

fn said(outcome: Outcome, language: LetterLanguage) -> String {
    let blocks = with(outcome, language, |_| {}, blocks);
    format!("{blocks:?}")
}

/// R-VED-8: every outcome in both languages is a file that the library lets through as PDF/A-2a and
/// PDF/UA-1, and making it twice gives the same bytes.
#[test]
fn every_outcome_is_a_tagged_file_for_ever_in_both_languages() {
    for outcome in Outcome::ALL {
        for language in LetterLanguage::ALL {
            let file = with(*outcome, *language, |_| {}, |input| render(input).unwrap());
            assert!(file.starts_with(b"%PDF-1."));
            let text = String::from_utf8_lossy(&file);
            for mark in [
                "/StructTreeRoot",
                "/MarkInfo",
                "pdfaid:part>2",
                "pdfaid:conformance>A",
                "pdfuaid:part>1",
            ] {
                assert!(text.contains(mark), "{outcome} {language}: {mark}");
            }
            let again = with(*outcome, *language, |_| {}, |input| render(input).unwrap());
            assert_eq!(file, again);
        }
    }
}

/// fvl § 27: right of appeal with time, body and how; right to see the documents; whom to call.
#[test]
fn a_letter_says_how_to_appeal_what_may_be_seen_and_whom_to_call() {
    let nb = said(Outcome::Grant, LetterLanguage::Nb);
    for part in [
        "Du får hjemmesykepleie",
        "mellom 5 timer og 7 timer og 30 minutter i uka",
        "4 uker",
        "Statsforvalteren",
        "21 80 21 80",
        "dokumentene",
        "1. desember 2026 til 31. mai 2027",
        "Helse- og omsorgstjenesteloven § 3-2 nr. 6 a; pasient- og brukerrettighetsloven § 2-1 a.",
        "Liv Strand",
        "Du betaler ikke egenandel",
    ] {
        assert!(nb.contains(part), "{part}: {nb}");
    }
    let nn = said(Outcome::Refuse, LetterLanguage::Nn);
    for part in [
        "Du får ikkje heimesjukepleie",
        "4 veker",
        "Statsforvaltaren",
        "Dette har vi vurdert i staden",
    ] {
        assert!(nn.contains(part), "{part}: {nn}");
    }
    assert!(
        !nn.contains("timar") && !nn.contains("eigendel"),
        "a refusal gives no frame: {nn}"
    );
}

#[test]
fn a_letter_that_ends_a_service_says_its_last_day() {
    let nb = said(Outcome::End, LetterLanguage::Nb);
    assert!(
        nb.contains("Siste dag du får tjenesten, er 30. november 2026."),
        "{nb}"
    );
    let nn = said(Outcome::End, LetterLanguage::Nn);
    assert!(
        nn.contains("Siste dag du får tenesta, er 30. november 2026."),
        "{nn}"
    );
}

#[test]
fn a_long_letter_goes_over_pages_and_a_word_without_end_is_broken() {
    let long = |content: &mut VedtakContent| {
        content.facts = format!("{} {}", "x".repeat(5000), "Hun går i trapper. ".repeat(900));
    };
    let file = with(Outcome::Grant, LetterLanguage::Nb, long, |input| {
        render(input).unwrap()
    });
    assert!(file.len() > 10_000);
    let all = with(Outcome::Grant, LetterLanguage::Nb, long, |input| {
        layout::pages(&blocks(input))
    });
    assert!(all.len() > 4, "{} pages", all.len());
    for line in all.iter().flatten() {
        assert!(
            text::width(line.text.trim_end(), line.cut, line.size) <= 460.0,
            "{}",
            line.text
        );
    }
}

#[test]
fn what_the_typeface_has_not_is_named() {
    assert!(unprintable("Åse Čáhppe, 1 – 2 «ja» § 3\n€").is_empty());
    let found: Vec<char> = unprintable("Hei 👋 مرحبا").into_iter().collect();
    assert!(found.contains(&'👋') && found.contains(&'م'), "{found:?}");
}

#[test]
fn a_service_that_is_counted_says_how_many() {
    let counted = |content: &mut VedtakContent| {
        content.service = ServiceType::DayCentre;
        content.form = VedtakForm::Detailed;
        content.frame = Some(Frame::Count { count: 2 });
        content.until = None;
        content.review_on = Some(day(12, 31));
    };
    let blocks = with(Outcome::Grant, LetterLanguage::Nb, counted, blocks);
    let text = format!("{blocks:?}");
    assert!(
        text.contains("Omfang: 2.") && text.contains("Vi vurderer det på nytt 31. desember 2026")
    );
}

/// WEB-6: what is looked at before the signature says so, and does not say that it is signed.
#[test]
fn a_letter_that_nobody_has_signed_says_that_it_is_a_draft() {
    for language in [LetterLanguage::Nb, LetterLanguage::Nn] {
        let text = with(
            Outcome::Grant,
            language,
            |_| {},
            |input| {
                let unsigned = LetterInput {
                    signed_by: None,
                    ..input.clone()
                };
                assert!(render(&unsigned).unwrap().starts_with(b"%PDF-"));
                format!("{:?}", blocks(&unsigned))
            },
        );
        assert!(
            text.contains("UTKAST") && !text.contains("signert elektronisk"),
            "{text}"
        );
        let signed = said(Outcome::Grant, language);
        assert!(!signed.contains("UTKAST") && signed.contains("signert elektronisk"));
    }
}
