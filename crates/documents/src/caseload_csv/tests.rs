//! The reading and the writing together, and the two example files of `docs/examples`.

use super::*;
use chrono::NaiveDate;
use domain::{
    citizen::{Address, AddressProtection, CitizenContent, HomeAccess, PersonName, Place},
    national_number::{AcceptancePolicy, NationalNumber},
    reason::Language,
};
use proptest::prelude::*;

const GOOD: &[u8] = include_bytes!("../../../../docs/examples/caseload-good.csv");
const FAULTS: &[u8] = include_bytes!("../../../../docs/examples/caseload-faults.csv");
const MOST: usize = 1000;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}
fn read_demo(bytes: &[u8]) -> Result<Vec<ReadRow>, Vec<CsvFault>> {
    read(bytes, AcceptancePolicy::Demo, today(), MOST)
}
/// Line, column and code of every fault.
fn told(bytes: &[u8]) -> Vec<(u64, String, &'static str)> {
    let faults = read_demo(bytes).unwrap_err();
    let tell = |f: CsvFault| {
        (
            f.line,
            f.column.unwrap_or_default(),
            f.violation.reason.code,
        )
    };
    faults.into_iter().map(tell).collect()
}

/// A file of one citizen, with some cells put differently.
fn file(cells: &[(Column, &str)]) -> Vec<u8> {
    let cell = |column| {
        let other = cells.iter().find(|(c, _)| *c == column);
        other.map_or_else(|| usual(column), |(_, cell)| cell)
    };
    let header = Column::ALL.map(Column::name).join(";");
    format!("{header}\n{}\n", Column::ALL.map(cell).join(";")).into_bytes()
}
fn usual(column: Column) -> &'static str {
    match column {
        Column::NationalNumber => "10915596784",
        Column::GivenName => "Astrid",
        Column::FamilyName => "Bøe",
        Column::BirthDate => "1938-02-03",
        Column::Street => "Skullerudveien 5",
        Column::PostalCode => "0692",
        Column::Town => "Oslo",
        Column::Language => "nb",
        _ => "",
    }
}

#[test]
fn the_good_example_is_read_whole() {
    let rows = read_demo(GOOD).unwrap();
    assert_eq!(rows.len(), 60);
    assert_eq!((rows[0].line, rows[59].line), (2, 61));
    let of = |test: fn(&CaseloadRow) -> bool| rows.iter().filter(|r| test(&r.row)).count();
    assert!(of(|r| r.content.needs_interpreter) >= 2);
    assert!(of(|r| !r.content.address.protection.may_be_shown()) >= 1);
    assert!(of(|r| r.next_of_kin.is_some()) >= 30);
}

#[test]
fn the_faulty_example_gives_every_fault_with_line_column_and_rule() {
    let told = told(FAULTS);
    let expected = [
        (3, "fodselsnummer", "national-number-control"),
        (5, "fodselsdato", "csv-not-a-date"),
        (6, "postnummer", "postal-code"),
        (8, "breddegrad", "protected-address-on-map"),
        (9, "fodselsnummer", "csv-number-twice"),
        (10, "tolk", "csv-not-a-choice"),
        (12, "", "csv-cell-count"),
    ];
    let told: Vec<_> = told
        .iter()
        .map(|(l, c, code)| (*l, c.as_str(), *code))
        .collect();
    assert_eq!(told, expected);
    for fault in read_demo(FAULTS).unwrap_err() {
        assert!(!fault.violation.reason.rule.is_empty());
        for language in [Language::Nb, Language::Nn, Language::En] {
            assert!(!fault.violation.message(language).contains('{'));
        }
    }
}

#[test]
fn the_same_file_is_read_with_commas_a_byte_order_mark_and_columns_in_another_order() {
    let usual = read_demo(&file(&[])).unwrap();
    let text = String::from_utf8(file(&[])).unwrap();
    let commas = format!("\u{feff}{}", text.replace(';', ","));
    assert_eq!(read_demo(commas.as_bytes()).unwrap(), usual);
    let turned: Vec<String> = text
        .lines()
        .map(|line| line.split(';').rev().collect::<Vec<_>>().join(";"))
        .collect();
    assert_eq!(read_demo(turned.join("\r\n").as_bytes()).unwrap(), usual);
}

#[test]
fn refuses_an_empty_file_and_an_unknown_a_missing_and_a_doubled_column() {
    assert_eq!(told(b""), [(1, String::new(), "csv-empty")]);
    let text = String::from_utf8(file(&[])).unwrap();
    let text = text
        .replace("fornavn", "kallenavn")
        .replace("gate", "poststed");
    let expected = [
        (1, "kallenavn".to_owned(), "csv-unknown-column"),
        (1, "poststed".to_owned(), "csv-column-twice"),
        (1, "fornavn".to_owned(), "csv-missing-column"),
        (1, "gate".to_owned(), "csv-missing-column"),
    ];
    assert_eq!(told(text.as_bytes()), expected);
}

#[test]
fn windows_1252_is_read_but_not_in_a_file_that_says_it_is_utf_8() {
    let mut bytes = file(&[(Column::FamilyName, "B#e")]);
    let at = bytes.iter().position(|b| *b == b'#').unwrap();
    bytes[at] = 0xf8;
    let read = read_demo(&bytes).unwrap();
    assert_eq!(read[0].row.content.name.family, "Bøe");
    let marked = [b"\xef\xbb\xbf".as_slice(), &bytes].concat();
    assert_eq!(told(&marked), [(2, String::new(), "csv-mixed-encodings")]);
}

#[test]
fn refuses_each_bad_cell_with_its_column() {
    let long = "å".repeat(201);
    let cases: [((Column, &str), &str, &str); 12] = [
        (
            (Column::NationalNumber, "10915596785"),
            "fodselsnummer",
            "national-number-control",
        ),
        (
            (Column::NationalNumber, "02013299997"),
            "fodselsnummer",
            "national-number-real-in-demo",
        ),
        (
            (Column::NationalNumber, ""),
            "uten_nummer_grunn",
            "number-or-reason",
        ),
        (
            (Column::NoNumberReason, "ukjent"),
            "uten_nummer_grunn",
            "csv-number-and-reason",
        ),
        ((Column::GivenName, " "), "fornavn", "name-missing"),
        ((Column::GivenName, &long), "fornavn", "csv-cell-too-long"),
        (
            (Column::FamilyName, "B\0e"),
            "etternavn",
            "csv-control-character",
        ),
        (
            (Column::BirthDate, "30.02.1938"),
            "fodselsdato",
            "csv-not-a-date",
        ),
        (
            (Column::BirthDate, "2038-02-03"),
            "fodselsdato",
            "birth-date-impossible",
        ),
        ((Column::Latitude, "59,8"), "lengdegrad", "csv-half-a-place"),
        (
            (Column::Protection, "kode 6"),
            "adressebeskyttelse",
            "csv-not-a-choice",
        ),
        (
            (Column::KinPhone, "22 00 00 00"),
            "parorende_navn",
            "contact-name-missing",
        ),
    ];
    for (cell, column, code) in cases {
        assert_eq!(told(&file(&[cell])), [(2, column.to_owned(), code)]);
    }
}

#[test]
fn a_number_too_long_to_be_one_is_one_fault() {
    let found = told(&file(&[(
        Column::NationalNumber,
        "109155967841091559678410915596784",
    )]));
    assert_eq!(
        found,
        [(2, "fodselsnummer".to_owned(), "csv-cell-too-long")]
    );
}

#[test]
fn reads_degrees_with_a_comma_and_dates_as_norwegians_write_them() {
    let bytes = file(&[
        (Column::Latitude, "59,866"),
        (Column::Longitude, "10.836"),
        (Column::BirthDate, "03.02.1938"),
        (Column::Phone, "'+47 22 00 00 00"),
    ]);
    let content = &read_demo(&bytes).unwrap()[0].row.content;
    let place = Place {
        lat: 59.866,
        lon: 10.836,
    };
    assert_eq!(content.address.place, Some(place));
    assert_eq!(content.birth_date.to_string(), "1938-02-03");
    assert_eq!(content.phone.as_deref(), Some("+47 22 00 00 00"));
}

#[test]
fn stops_at_the_row_after_the_last_allowed_one() {
    let found = read(GOOD, AcceptancePolicy::Demo, today(), 10).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].line, found[0].violation.reason.code),
        (12, "csv-too-many-rows")
    );
}

#[test]
fn production_refuses_every_synthetic_number() {
    let found = read(GOOD, AcceptancePolicy::Production, today(), MOST).unwrap_err();
    assert!(found.len() >= 59);
    assert!(
        found
            .iter()
            .all(|f| f.violation.reason.code == "national-number-synthetic")
    );
}

/// A valid number of the test population whose three digits after the date are `serial`.
fn number(serial: u32) -> Option<NationalNumber> {
    let control = (0..100).map(|c| format!("038238{serial:03}{c:02}"));
    control
        .filter_map(|text| NationalNumber::parse(&text, AcceptancePolicy::Demo).ok())
        .next()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-'=+@;,\"\t\r\na-zæøå]{0,12}[a-zÆØÅ]",
        "[='@+-]{1,4}",
        "[^\\p{Cc}\\p{Z}]{1,20}"
    ]
}
fn row() -> impl Strategy<Value = CaseloadRow> {
    let optional = || proptest::option::of(text());
    let place = proptest::option::of((-90.0..=90.0_f64, -180.0..=180.0_f64));
    let texts = (text(), text(), text(), text());
    let kin = proptest::option::of((text(), optional(), "[+][0-9]{8}"));
    let rest = (
        optional(),
        any::<bool>(),
        0_u64..30_000,
        optional(),
        optional(),
    );
    (texts, place, kin, rest, text()).prop_map(|(texts, place, kin, rest, reason)| {
        let (given, family, street, town) = texts;
        let (phone, needs_interpreter, age, key, directions) = rest;
        CaseloadRow {
            identity: RowIdentity::None { reason },
            content: CitizenContent {
                name: PersonName { given, family },
                birth_date: today() - chrono::Days::new(age),
                address: Address {
                    street,
                    postal_code: "0692".into(),
                    town,
                    protection: match place {
                        Some(_) => AddressProtection::None,
                        None => AddressProtection::StrictlyConfidential,
                    },
                    place: place.map(|(lat, lon)| Place { lat, lon }),
                },
                phone: phone.map(|phone| phone.chars().take(40).collect()),
                language: "se".into(),
                needs_interpreter,
                access: HomeAccess { key, directions },
            },
            next_of_kin: kin.map(|(name, relation, phone)| NextOfKin {
                name,
                relation,
                phone: Some(phone),
            }),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn what_is_written_is_read_back_unchanged(
        mut rows in proptest::collection::vec(row(), 0..8), numbered in 0_usize..8
    ) {
        for (serial, row) in (0..).zip(rows.iter_mut()).take(numbered) {
            if let Some(number) = number(serial) {
                row.identity = RowIdentity::Number(number);
            }
        }
        let read = read_demo(&write(&rows)).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
        let read: Vec<CaseloadRow> = read.into_iter().map(|r| r.row).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_demo(&bytes);
    }

    #[test]
    fn no_cells_make_it_panic_and_every_fault_is_in_the_file(
        cells in proptest::collection::vec("[-0-9a-zø+'=;\"., \n\0]{0,15}", 19)
    ) {
        let header = Column::ALL.map(Column::name).join(";");
        let text = format!("{header}\n{}\n", cells.join(";"));
        let lines = u64::try_from(text.lines().count()).unwrap();
        for fault in read_demo(text.as_bytes()).err().unwrap_or_default() {
            prop_assert!((2..=lines).contains(&fault.line));
        }
    }
}
