//! The staff lists: who works where, with which share, profession and certificates.
//!
//! Shares add up as the report counts them, leader included: Skullerud 11.5, Bogerud 14 and
//! Kampen 10 full positions; substitutes come on top and have no share.

use super::{
    model::{DemoEmployee, DemoUnit},
    people::People,
    picker::Picker,
    units::*,
};
use chrono::NaiveDate;
use domain::{
    ids::UnitId,
    organisation::{Competence, CompetenceCode, Membership, Profession, Role, Transport},
    period::{days_after, days_before},
    service::ServiceType,
    time::{day_start, to_micros},
};

/// One place of work: unit, role, share in per cent.
type Post = (&'static str, Role, i32);

/// A line of the staff list.
struct Line {
    given: &'static str,
    family: &'static str,
    profession: Profession,
    transport: Transport,
    /// Letters of [`certificate`]; a `*` after one: it expires within 60 days.
    certificates: &'static str,
    posts: &'static [Post],
}

const fn line(
    given: &'static str,
    family: &'static str,
    profession: Profession,
    transport: Transport,
    certificates: &'static str,
    posts: &'static [Post],
) -> Line {
    Line {
        given,
        family,
        profession,
        transport,
        certificates,
        posts,
    }
}

use Profession::{
    Administrative, CaseWorker, HealthcareWorker as Hfa, HomeHelper, Nurse, OccupationalTherapist,
    Physiotherapist, SocialEducator,
};
use Transport::{Bike, Car, Walk};

#[rustfmt::skip]
const STAFF: &[Line] = &[
    // Municipality and districts.
    line("Erik", "Strand", Administrative, Walk, "", &[]),
    line("Liv", "Torgersen", Administrative, Walk, "", &[]),
    line("Sigrid", "Aker", Administrative, Walk, "", &[]),
    line("Arvid", "Lindås", Administrative, Walk, "", &[]),
    line("Nora", "Bjerkelund", Administrative, Walk, "", &[]),
    // Team Skullerud: 11.5.
    line("Ingrid", "Solheim", Nurse, Car, "D", &[(SKULLERUD, Role::Leader, 100)]),
    line("Hanne", "Moe", Nurse, Car, "", &[(SKULLERUD, Role::Leader, 0)]),
    line("Silje", "Aune", Nurse, Car, "FDK", &[(SKULLERUD, Role::Member, 100)]),
    line("Kari", "Nordby", Nurse, Car, "FV*", &[(SKULLERUD, Role::Member, 100)]),
    line("Ahmed", "Siddiqui", Nurse, Bike, "F*PV", &[(SKULLERUD, Role::Member, 100)]),
    line("Maja", "Vestby", Nurse, Car, "", &[(SKULLERUD, Role::Member, 75)]),
    line("Ola", "Tangen", Hfa, Bike, "M", &[(SKULLERUD, Role::Member, 100)]),
    line("Anne-Lise", "Granli", Hfa, Car, "MI*", &[(SKULLERUD, Role::Member, 100)]),
    line("Magdalena", "Nowak", Hfa, Car, "MIS", &[(SKULLERUD, Role::Member, 100)]),
    line("Jonas", "Eidem", Hfa, Walk, "M*D", &[(SKULLERUD, Role::Member, 75)]),
    line("Sagal", "Abdullahi", Hfa, Car, "M", &[(SKULLERUD, Role::Member, 50)]),
    line("Bente", "Rud", HomeHelper, Walk, "", &[(SKULLERUD, Role::Member, 100)]),
    // Shared by the two Østensjø teams.
    line("Torunn", "Hjelle", OccupationalTherapist, Car, "", &[(SKULLERUD, Role::Member, 50), (BOGERUD, Role::Member, 50)]),
    line("Mathias", "Skar", Physiotherapist, Bike, "", &[(SKULLERUD, Role::Member, 50), (BOGERUD, Role::Member, 50)]),
    line("Randi", "Sæther", CaseWorker, Walk, "", &[(SKULLERUD, Role::CaseWorker, 50), (BOGERUD, Role::CaseWorker, 50)]),
    // Team Bogerud: 14.
    line("Marek", "Zielinski", Nurse, Car, "", &[(BOGERUD, Role::Leader, 100)]),
    line("Tone", "Vangen", Nurse, Car, "FP", &[(BOGERUD, Role::Member, 100)]),
    line("Elin", "Kvam", Nurse, Car, "F", &[(BOGERUD, Role::Member, 100)]),
    line("Sanna", "Utsi", Nurse, Bike, "FV", &[(BOGERUD, Role::Member, 100)]),
    line("Vetle", "Brandt", Nurse, Car, "D*", &[(BOGERUD, Role::Member, 100)]),
    line("Oddrun", "Lie", SocialEducator, Car, "FS", &[(BOGERUD, Role::Member, 75)]),
    line("Fadumo", "Osman", Hfa, Car, "MI", &[(BOGERUD, Role::Member, 100)]),
    line("Gro", "Haraldset", Hfa, Car, "MD", &[(BOGERUD, Role::Member, 100)]),
    line("Krzysztof", "Mazur", Hfa, Bike, "MI*", &[(BOGERUD, Role::Member, 100)]),
    line("Lise", "Bakke", Hfa, Car, "M*", &[(BOGERUD, Role::Member, 100)]),
    line("Usman", "Ali", Hfa, Car, "MIS", &[(BOGERUD, Role::Member, 75)]),
    line("Reidun", "Skogen", Hfa, Walk, "M", &[(BOGERUD, Role::Member, 50)]),
    line("Mona", "Hauge", HomeHelper, Car, "", &[(BOGERUD, Role::Member, 100)]),
    line("Aslak", "Hætta", HomeHelper, Bike, "", &[(BOGERUD, Role::Member, 50)]),
    // Team Kampen: 10.
    line("Amina", "Warsame", Nurse, Bike, "", &[(KAMPEN, Role::Leader, 100)]),
    line("Eirik", "Fosse", Nurse, Bike, "FV", &[(KAMPEN, Role::Member, 100)]),
    line("Ida", "Rønneberg", Nurse, Bike, "FP*", &[(KAMPEN, Role::Member, 100)]),
    line("Samina", "Hussain", Nurse, Walk, "F", &[(KAMPEN, Role::Member, 75)]),
    line("Henrik", "Dale", Nurse, Bike, "D", &[(KAMPEN, Role::Member, 75)]),
    line("Beate", "Nymo", Hfa, Walk, "MI", &[(KAMPEN, Role::Member, 100)]),
    line("Halima", "Jama", Hfa, Walk, "M", &[(KAMPEN, Role::Member, 75)]),
    line("Pawel", "Wójcik", Hfa, Bike, "MI*S", &[(KAMPEN, Role::Member, 75)]),
    line("Inger-Marie", "Lund", HomeHelper, Walk, "", &[(KAMPEN, Role::Member, 100)]),
    line("Synne", "Åsheim", OccupationalTherapist, Bike, "", &[(KAMPEN, Role::Member, 100)]),
    line("Terje", "Holmen", CaseWorker, Walk, "", &[(KAMPEN, Role::CaseWorker, 100)]),
    // Application offices.
    line("Wenche", "Aamodt", CaseWorker, Walk, "", &[(OSTENSJO_OFFICE, Role::OfficeLeader, 100)]),
    line("Per-Arne", "Storli", CaseWorker, Walk, "", &[(OSTENSJO_OFFICE, Role::CaseWorker, 100)]),
    line("Nadia", "Mahmood", CaseWorker, Walk, "b", &[(OSTENSJO_OFFICE, Role::CaseWorker, 100)]),
    line("Geir", "Opsahl", CaseWorker, Walk, "", &[(GAMLE_OSLO_OFFICE, Role::OfficeLeader, 100)]),
    line("Katarzyna", "Lewandowska", CaseWorker, Walk, "b", &[(GAMLE_OSLO_OFFICE, Role::CaseWorker, 100)]),
    line("Jon", "Varsi", CaseWorker, Walk, "", &[(GAMLE_OSLO_OFFICE, Role::CaseWorker, 100)]),
    // Staffing office and its substitutes.
    line("Trine", "Kolstad", Administrative, Walk, "", &[(STAFFING, Role::Staffing, 100)]),
    line("Frida", "Engen", Nurse, Car, "", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Mikkel", "Juuso", Nurse, Car, "", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Zahra", "Akhtar", Hfa, Car, "M", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Sindre", "Hovland", Hfa, Bike, "MI", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Julie", "Brenna", Nurse, Car, "", &[(BOGERUD, Role::Substitute, 0)]),
    line("Piotr", "Adamski", Nurse, Car, "", &[(BOGERUD, Role::Substitute, 0)]),
    line("Ayan", "Dirie", Hfa, Car, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Martin", "Sletten", Hfa, Car, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Hege", "Ringstad", Hfa, Car, "MI", &[(BOGERUD, Role::Substitute, 0)]),
    line("Kristoffer", "Aas", Hfa, Bike, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Elise", "Tveter", Nurse, Bike, "", &[(KAMPEN, Role::Substitute, 0)]),
    line("Omar", "Elmi", Nurse, Bike, "", &[(KAMPEN, Role::Substitute, 0)]),
    line("Vilde", "Sunde", Hfa, Walk, "M", &[(KAMPEN, Role::Substitute, 0)]),
    line("Bilal", "Raza", Hfa, Bike, "MI", &[(KAMPEN, Role::Substitute, 0)]),
    line("Agnieszka", "Baran", Hfa, Walk, "M", &[(KAMPEN, Role::Substitute, 0)]),
    line("Aurora", "Viken", Nurse, Car, "", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Adam", "Zajaczkowski", Nurse, Car, "", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Oda", "Granheim", Hfa, Car, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Jakub", "Duda", Hfa, Car, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Marte", "Finstad", Hfa, Car, "M", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Tobias", "Løken", Hfa, Bike, "M", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Sahra", "Guled", Hfa, Car, "M", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Even", "Rosvold", Hfa, Car, "MI", &[(SKULLERUD, Role::Substitute, 0)]),
    line("Nina", "Skaar", Nurse, Car, "", &[(BOGERUD, Role::Substitute, 0)]),
    line("Robert", "Kaczmarek", Hfa, Car, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Thea", "Myrland", Hfa, Bike, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Ismail", "Aden", Hfa, Car, "MI", &[(BOGERUD, Role::Substitute, 0)]),
    line("Ronja", "Balto", Hfa, Car, "M", &[(BOGERUD, Role::Substitute, 0)]),
    line("Simen", "Berge", Nurse, Car, "", &[(BOGERUD, Role::Substitute, 0)]),
    line("Live", "Tveitan", Nurse, Bike, "", &[(KAMPEN, Role::Substitute, 0)]),
    line("Karol", "Sikora", Hfa, Bike, "M", &[(KAMPEN, Role::Substitute, 0)]),
    line("Ella", "Nergård", Hfa, Walk, "M", &[(KAMPEN, Role::Substitute, 0)]),
    line("Yasmin", "Haider", Hfa, Walk, "MI", &[(KAMPEN, Role::Substitute, 0)]),
    line("Lars", "Eira", Hfa, Bike, "M", &[(KAMPEN, Role::Substitute, 0)]),
    line("Ingvild", "Rø", Nurse, Bike, "", &[(KAMPEN, Role::Substitute, 0)]),
    line("Hamza", "Shire", Hfa, Bike, "M", &[(KAMPEN, Role::Substitute, 0)]),
];

/// User names of those who serve the municipality.
pub(super) const ADMINISTRATOR: &str = "erik.strand";
pub(super) const AUDITOR: &str = "liv.torgersen";

fn certificate(letter: char) -> Option<CompetenceCode> {
    Some(match letter {
        'M' => CompetenceCode::Medication,
        'I' => CompetenceCode::Insulin,
        'V' => CompetenceCode::Iv,
        'S' => CompetenceCode::WoundCare,
        'P' => CompetenceCode::Palliative,
        'D' => CompetenceCode::Dementia,
        'F' => CompetenceCode::Fordeling,
        'K' => CompetenceCode::Reablement,
        _ => return None,
    })
}

/// Everybody on the staff lists.
pub(super) fn people(units: &[DemoUnit], today: NaiveDate, picker: &mut Picker) -> People {
    let mut people = People {
        employees: Vec::new(),
        memberships: Vec::new(),
        municipal_roles: Vec::new(),
    };
    for line in STAFF {
        let employee = employee(line, today, picker);
        for post in line.posts {
            let unit = units.iter().find(|u| u.name == post.0);
            let unit = unit.map_or(UnitId(uuid::Uuid::nil()), |u| u.id);
            let membership = membership(&employee, unit, post, today, picker);
            people.memberships.push(membership);
        }
        people.employees.push(employee);
    }
    people.municipal_roles = vec![
        (people.id(ADMINISTRATOR), Role::Administrator),
        (people.id(AUDITOR), Role::Auditor),
    ];
    people
}

fn employee(line: &Line, today: NaiveDate, picker: &mut Picker) -> DemoEmployee {
    let letters: Vec<char> = line.certificates.chars().collect();
    let mut certificates = Vec::new();
    for (n, letter) in letters.iter().enumerate() {
        if let Some(code) = certificate(*letter) {
            let last_days = match letters.get(n + 1) {
                Some('*') => picker.between(9, 58),
                _ => picker.between(150, 900),
            };
            let competence = Competence {
                code,
                from: days_before(today, picker.between(200, 700)),
                until: Some(days_after(today, last_days)),
            };
            certificates.push((picker.id(), competence));
        }
    }
    let specialities = match line.certificates {
        "b" => vec![
            ServiceType::Bpa,
            ServiceType::CareBenefit,
            ServiceType::SupportContact,
            ServiceType::TtTransport,
            ServiceType::Respite,
        ],
        _ => Vec::new(),
    };
    DemoEmployee {
        id: picker.id(),
        account: picker.id(),
        user_name: user_name(line.given, line.family),
        given_name: line.given,
        family_name: line.family,
        profession: line.profession,
        transport: line.transport,
        phone: Some(format!(
            "480 {:02} {:03}",
            picker.below(100),
            picker.below(1000)
        )),
        certificates,
        specialities,
    }
}

fn membership(
    employee: &DemoEmployee,
    unit: UnitId,
    (_, role, share): &Post,
    today: NaiveDate,
    picker: &mut Picker,
) -> Membership {
    let from = days_before(today, picker.between(TEAM_AGE - 50, TEAM_AGE));
    Membership {
        id: picker.id(),
        employee: employee.id,
        unit,
        role: *role,
        share: *share,
        from,
        until: None,
        confirmed_at: Some(to_micros(day_start(from))),
    }
}

/// `kari.nordby`: letters of the English alphabet, hyphens kept.
fn user_name(given: &str, family: &str) -> String {
    format!("{given}.{family}")
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'æ' => 'a',
            'ø' | 'ó' => 'o',
            'å' => 'a',
            other => other,
        })
        .collect()
}
