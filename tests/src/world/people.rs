//! Who works here, and as what.

use super::World;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    ids::{AccountId, EmployeeId, SessionId},
    organisation::{Competence, CompetenceCode, Membership, Profession, Role, Transport},
    policy::{Actor, MunicipalRole},
    time::local_date,
};
use persistence::{Employee, Outcome, Writer, new_id};
use std::{collections::BTreeMap, sync::LazyLock};

/// Everybody's password in tests.
pub const PASSWORD: &str = "demo sykkel november";

static PASSWORD_HASH: LazyLock<String> =
    LazyLock::new(|| api::passwords::hash_blocking(PASSWORD).expect("a hash"));

/// Somebody who works.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// The employee.
    pub employee: EmployeeId,
    /// The log-in.
    pub account: AccountId,
}

/// `(user name, given, family, profession, unit and role)`.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    Profession,
    Option<(Place3, Role)>,
);

#[derive(Clone, Copy)]
enum Place3 {
    Skullerud,
    Bogerud,
    Office,
    Staffing,
}

use Place3::{Bogerud, Office, Skullerud, Staffing};

const PEOPLE: &[Row] = &[
    (
        "kari",
        "Kari",
        "Nordby",
        Profession::Nurse,
        Some((Skullerud, Role::Member)),
    ),
    (
        "per",
        "Per",
        "Haugen",
        Profession::HealthcareWorker,
        Some((Skullerud, Role::Member)),
    ),
    (
        "siri",
        "Siri",
        "Vik",
        Profession::Nurse,
        Some((Skullerud, Role::Member)),
    ),
    (
        "hanne",
        "Hanne",
        "Moe",
        Profession::HomeHelper,
        Some((Skullerud, Role::Member)),
    ),
    (
        "cato",
        "Cato",
        "Ruud",
        Profession::CaseWorker,
        Some((Skullerud, Role::CaseWorker)),
    ),
    (
        "liv",
        "Liv",
        "Strand",
        Profession::Nurse,
        Some((Skullerud, Role::Leader)),
    ),
    (
        "vera",
        "Vera",
        "Aas",
        Profession::HealthcareWorker,
        Some((Skullerud, Role::Substitute)),
    ),
    (
        "nina",
        "Nina",
        "Foss",
        Profession::Nurse,
        Some((Bogerud, Role::Member)),
    ),
    (
        "bente",
        "Bente",
        "Krog",
        Profession::Nurse,
        Some((Bogerud, Role::Leader)),
    ),
    (
        "olav",
        "Olav",
        "Tveit",
        Profession::CaseWorker,
        Some((Office, Role::OfficeLeader)),
    ),
    (
        "oda",
        "Oda",
        "Myhre",
        Profession::CaseWorker,
        Some((Office, Role::CaseWorker)),
    ),
    (
        "trine",
        "Trine",
        "Kolstad",
        Profession::Administrative,
        Some((Staffing, Role::Staffing)),
    ),
    ("admin", "Arne", "Admin", Profession::Administrative, None),
    (
        "auditor",
        "Randi",
        "Revisor",
        Profession::Administrative,
        None,
    ),
];

/// New ids for everybody, by user name.
pub(super) fn with_new_ids(now: DateTime<Utc>) -> BTreeMap<&'static str, Person> {
    PEOPLE
        .iter()
        .map(|row| {
            (
                row.0,
                Person {
                    employee: new_id(now),
                    account: new_id(now),
                },
            )
        })
        .collect()
}

impl World {
    /// Everybody's user name.
    pub fn user_names() -> impl Iterator<Item = &'static str> {
        PEOPLE.iter().map(|row| row.0)
    }

    /// One of the people as the policy sees her.
    pub fn actor(&self, user_name: &str, now: DateTime<Utc>) -> Actor {
        let person = self.person(user_name);
        let begun = local_date(now) - Days::new(400);
        let row = PEOPLE.iter().find(|row| row.0 == user_name);
        let row = row.unwrap_or_else(|| panic!("nobody is called {user_name}"));
        let municipal = match user_name {
            "admin" => Some(Role::Administrator),
            "auditor" => Some(Role::Auditor),
            _ => None,
        };
        Actor {
            account: person.account,
            employee: person.employee,
            session: SessionId(uuid::Uuid::nil()),
            profession: row.3,
            second_factor: false,
            memberships: row
                .4
                .into_iter()
                .map(|(place, role)| self.membership(person.employee, place, role, begun, now))
                .collect(),
            municipal: municipal
                .into_iter()
                .map(|role| MunicipalRole {
                    role,
                    from: begun,
                    until: None,
                })
                .collect(),
        }
    }

    pub(super) fn staff(&self, writer: &mut Writer<'_>, now: DateTime<Utc>) -> Outcome<()> {
        let today = local_date(now);
        let begun = today - Days::new(400);
        for (user_name, given, family, profession, place) in PEOPLE {
            let person = self.person(user_name);
            writer.insert_employee(&Employee {
                id: person.employee,
                given_name: (*given).to_owned(),
                family_name: (*family).to_owned(),
                profession: *profession,
                transport: Transport::Car,
                phone: None,
            })?;
            writer.insert_account(person.account, person.employee, user_name, &PASSWORD_HASH)?;
            if let Some((place, role)) = place {
                let membership = self.membership(person.employee, *place, *role, begun, now);
                writer.insert_membership(&membership, None)?;
            }
        }
        // Kari may make lists, Per may give insulin.
        for (user_name, code) in [
            ("kari", CompetenceCode::Fordeling),
            ("per", CompetenceCode::Medication),
        ] {
            let competence = Competence {
                code,
                from: begun,
                until: None,
            };
            writer.insert_certificate(new_id(now), self.employee(user_name), &competence)?;
        }
        let admin = self.employee("admin");
        writer.insert_municipal_role(new_id(now), admin, Role::Administrator, begun)?;
        let auditor = self.employee("auditor");
        writer.insert_municipal_role(new_id(now), auditor, Role::Auditor, begun)
    }

    fn membership(
        &self,
        employee: EmployeeId,
        place: Place3,
        role: Role,
        from: NaiveDate,
        now: DateTime<Utc>,
    ) -> Membership {
        let unit = match place {
            Skullerud => self.skullerud,
            Bogerud => self.bogerud,
            Office => self.office,
            Staffing => self.staffing,
        };
        Membership {
            id: new_id(now),
            employee,
            unit,
            role,
            share: 100,
            from,
            until: None,
            confirmed_at: Some(now),
        }
    }
}
