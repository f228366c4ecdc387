//! What a citizen's identity and master data may be (R-CIT-1).

use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}
fn astrid() -> CitizenContent {
    CitizenContent {
        name: PersonName {
            given: "Astrid".into(),
            family: "Bøe".into(),
        },
        birth_date: NaiveDate::from_ymd_opt(1938, 2, 3).unwrap(),
        address: Address {
            street: "Storgata 1".into(),
            postal_code: "2609".into(),
            town: "Lillehammer".into(),
            protection: AddressProtection::None,
            place: Some(Place {
                lat: 61.1,
                lon: 10.5,
            }),
        },
        phone: None,
        language: "nb".into(),
        needs_interpreter: false,
        access: HomeAccess::default(),
    }
}
fn masked() -> Identity {
    Identity::Number {
        masked: "030238 *****".into(),
    }
}

#[test]
fn accepts_a_citizen_with_number_or_with_a_reason_for_none() {
    assert_eq!(check_citizen(&masked(), &astrid(), today()), []);
    let newborn = Identity::None {
        reason: "Nyfødt, nummer er ikke tildelt".into(),
    };
    assert_eq!(check_citizen(&newborn, &astrid(), today()), []);
}

#[test]
fn lists_every_fault_with_its_place() {
    let mut content = astrid();
    content.name.given.clear();
    content.birth_date = today().succ_opt().unwrap();
    content.address.postal_code = "26o9".into();
    content.address.protection = AddressProtection::StrictlyConfidential;
    let none = Identity::None { reason: " ".into() };
    let found = check_citizen(&none, &content, today());
    let pointers: Vec<_> = found.iter().filter_map(|v| v.pointer.as_deref()).collect();
    assert_eq!(
        pointers,
        [
            "/identity/reason",
            "/name/given",
            "/birthDate",
            "/address/postalCode",
            "/address/place"
        ]
    );
}

#[test]
fn is_read_back_as_written_and_refuses_fields_it_does_not_know() {
    let citizen = Citizen {
        id: CitizenId(uuid::Uuid::nil()),
        identity: masked(),
        content: astrid(),
    };
    let json = serde_json::to_value(&citizen).unwrap();
    assert_eq!(serde_json::from_value::<Citizen>(json).unwrap(), citizen);
    let mut content = serde_json::to_value(astrid()).unwrap();
    content["nickname"] = "Assi".into();
    assert!(serde_json::from_value::<CitizenContent>(content).is_err());
}

#[test]
fn lists_people_in_norwegian_order() {
    let name = |given: &str, family: &str| PersonName {
        given: given.into(),
        family: family.into(),
    };
    let mut people = [
        name("Kari", "Aas"),
        name("Ola", "Ødegård"),
        name("Ola", "Berg"),
        name("Anne", "Berg"),
        name("Per", "Ærlig"),
    ];
    people.sort_by_key(PersonName::sort_key);
    let order = people.map(|p| p.full());
    assert_eq!(
        order,
        [
            "Anne Berg",
            "Ola Berg",
            "Per Ærlig",
            "Ola Ødegård",
            "Kari Aas"
        ]
    );
}

#[test]
fn refuses_texts_that_no_record_system_takes_back_and_a_language_in_words() {
    let mut content = astrid();
    content.name.family = "x".repeat(201);
    content.phone = Some("9".repeat(41));
    content.language = "norsk bokmål".into();
    let found = check_citizen(&masked(), &content, today());
    let told: Vec<_> = found
        .iter()
        .map(|v| (v.reason.code, v.pointer.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        told,
        [
            ("language-code", "/language"),
            ("citizen-text-long", "/name/family"),
            ("citizen-text-long", "/phone")
        ]
    );
}
