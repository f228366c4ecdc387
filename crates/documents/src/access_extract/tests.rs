//! SEC-10: the extract says who, when, what and why, and the reason of an emergency access.

use super::*;
use crate::letter::Block;

fn municipality() -> Municipality {
    Municipality {
        name: "Oslo kommune".to_owned(),
        address: "Postboks 1, 0001 Oslo".to_owned(),
        phone: "21 80 21 80".to_owned(),
    }
}

fn line(at: &str, name: Option<&str>, document: &str) -> ExtractLine {
    let from: DateTime<Utc> = at.parse().unwrap();
    ExtractLine {
        from,
        until: from + chrono::TimeDelta::minutes(15),
        name: name.map(str::to_owned),
        role: Some(Role::Member),
        unit: Some("Team Skullerud".to_owned()),
        kind: AccessKind::Read,
        document: document.to_owned(),
        basis: Basis::Member,
        reason: None,
    }
}

fn lines() -> Vec<ExtractLine> {
    let mut emergency = line("2026-11-24T22:30:00Z", Some("Nina Foss"), "citizen");
    emergency.basis = Basis::Emergency;
    emergency.role = None;
    emergency.reason = Some("=Falt i trappen, ambulansen spør".to_owned());
    vec![
        emergency,
        line("2026-11-23T06:30:00Z", Some("Kari Nordby"), "tiltaksplan"),
        line("2026-11-23T06:00:00Z", Some("Kari Nordby"), "something-new"),
        line("2026-11-22T01:30:00Z", None, "citizen"),
    ]
}

fn input<'a>(
    municipality: &'a Municipality,
    lines: &'a [ExtractLine],
    language: LetterLanguage,
) -> ExtractInput<'a> {
    ExtractInput {
        language,
        municipality,
        citizen: "Astrid Bøe",
        reference: "01900000-0000-7000-8000-000000000001",
        made_on: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap(),
        from: None,
        until: None,
        lines,
        is_cut: false,
    }
}

fn text(blocks: &[Block]) -> String {
    format!("{blocks:?}")
}

#[test]
fn says_in_words_who_saw_what_and_why() {
    let (municipality, lines) = (municipality(), lines());
    let said = text(&pages::blocks(&input(
        &municipality,
        &lines,
        LetterLanguage::Nb,
    )));
    for part in [
        "07.30 Kari Nordby, medarbeider i Team Skullerud, leste tiltaksplanen din. Arbeider i enheten som har ansvar for deg.",
        "leste opplysninger om deg",
        "Kari Nordby, medarbeider i Team Skullerud: 2 ganger",
        "Datasystemet, av seg selv",
        "23.30 Nina Foss, leste navn, adresse og kontaktopplysninger. Brukte nødtilgang (blålys).",
        "Oppgitt grunn: «=Falt i trappen, ambulansen spør».",
        "24. november 2026",
        "21 80 21 80",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    for code in ["getCitizen", "case_worker", "tiltaksplan\"", "None"] {
        assert!(!said.contains(code), "{code}");
    }
}

#[test]
fn speaks_nynorsk_to_those_who_read_it_and_says_when_nobody_looked() {
    let municipality = municipality();
    let said = text(&pages::blocks(&input(
        &municipality,
        &[],
        LetterLanguage::Nn,
    )));
    assert!(said.contains("Ingen har sett i journalen din i denne tida."));
    assert!(said.contains("Kven har sett journalen din"));
}

#[test]
fn is_a_pdf_of_several_pages_when_there_is_much_to_say() {
    let municipality = municipality();
    let many: Vec<ExtractLine> = lines().into_iter().cycle().take(200).collect();
    let bytes = pdf(&input(&municipality, &many, LetterLanguage::Nb)).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(
        bytes,
        pdf(&input(&municipality, &many, LetterLanguage::Nb)).unwrap()
    );
}

#[test]
fn the_file_for_a_spreadsheet_has_a_line_for_each_and_runs_no_formula() {
    let (municipality, lines) = (municipality(), lines());
    let file = csv(&input(&municipality, &lines, LetterLanguage::Nb));
    let file = String::from_utf8(file).unwrap();
    assert!(file.starts_with("\u{feff}fra;til;navn;rolle;enhet;hva;hvorfor;begrunnelse\r\n"));
    assert_eq!(file.lines().count(), 5);
    assert!(file.contains("'=Falt i trappen"));
    assert!(file.contains("2026-11-23 07:30:00;2026-11-23 07:45:00;Kari Nordby;medarbeider;Team Skullerud;leste tiltaksplanen din;"));
}
