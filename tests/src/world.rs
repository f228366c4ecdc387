//! The people and units that every test starts with: two teams, an office, a staffing office, an administrator and an
//! auditor. Invented, and few enough to remember.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    citizen::{Address, AddressProtection, CitizenContent, HomeAccess, PersonName, Place},
    ids::*,
    national_number::{AcceptancePolicy, NationalNumber},
    organisation::{Competence, CompetenceCode, Membership, Profession, Role, Transport, UnitKind},
    policy::{Action, Actor, MunicipalRole},
    time::local_date,
};
use persistence::{
    Caller, Database, Employee, NewIdentity, Outcome, Streams, Unit, Writer, new_id,
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Everybody's password in tests.
pub const PASSWORD: &str = "demo sykkel november";

/// The national number that stands nowhere but as ciphertext.
pub const ASTRIDS_NUMBER: &str = "10915596784";

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

/// What every test starts with.
#[derive(Debug, Clone)]
pub struct World {
    /// Team Skullerud: Kari's.
    pub skullerud: UnitId,
    /// Team Bogerud: Nina's.
    pub bogerud: UnitId,
    /// The district's application office: Olav's.
    pub office: UnitId,
    /// The municipality's staffing office: Trine's.
    pub staffing: UnitId,
    /// Astrid Bøe of Team Skullerud.
    pub astrid: CitizenId,
    /// Einar Dahl of Team Skullerud.
    pub einar: CitizenId,
    /// Gunvor Lie of Team Bogerud.
    pub gunvor: CitizenId,
    people: BTreeMap<&'static str, Person>,
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

impl World {
    /// One of the people by user name.
    pub fn person(&self, user_name: &str) -> Person {
        *self
            .people
            .get(user_name)
            .unwrap_or_else(|| panic!("nobody is called {user_name}"))
    }

    /// The employee behind a user name.
    pub fn employee(&self, user_name: &str) -> EmployeeId {
        self.person(user_name).employee
    }

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

    /// The ids alone, stored nowhere.
    pub(crate) fn nowhere(now: DateTime<Utc>) -> Self {
        Self {
            skullerud: new_id(now),
            bogerud: new_id(now),
            office: new_id(now),
            staffing: new_id(now),
            astrid: new_id(now),
            einar: new_id(now),
            gunvor: new_id(now),
            people: PEOPLE
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
                .collect(),
        }
    }

    /// Stores them in a database that has a schema and nobody in it.
    ///
    /// # Panics
    /// When they cannot be stored.
    pub fn build(database: &Database, now: DateTime<Utc>) -> Self {
        let world = Self::nowhere(now);
        let caller = Caller::system(Action::SignIn, now);
        let units = |writer: &mut Writer<'_>| world.units(writer, now);
        database
            .write(&caller, &Streams::municipality(), units)
            .expect("units");
        let streams = Streams::municipality()
            .and_unit(world.skullerud)
            .and_unit(world.bogerud)
            .and_unit(world.office)
            .and_unit(world.staffing);
        let rest = |writer: &mut Writer<'_>| {
            world.staff(writer, now)?;
            world.citizens(writer, now)
        };
        database.write(&caller, &streams, rest).expect("people");
        world
    }

    fn units(&self, writer: &mut Writer<'_>, now: DateTime<Utc>) -> Outcome<()> {
        let district: DistrictId = new_id(now);
        writer.insert_district(district, "Bydel Østensjø")?;
        for (id, kind, name) in [
            (self.skullerud, UnitKind::Team, "Team Skullerud"),
            (self.bogerud, UnitKind::Team, "Team Bogerud"),
            (
                self.office,
                UnitKind::ApplicationOffice,
                "Søknadskontoret Østensjø",
            ),
            (
                self.staffing,
                UnitKind::StaffingOffice,
                "Bemanningskontoret",
            ),
        ] {
            writer.insert_unit(&Unit {
                id,
                kind,
                name: name.to_owned(),
                district: Some((district, "Bydel Østensjø".to_owned())),
                base: (59.866, 10.836),
                version: 1,
            })?;
        }
        Ok(())
    }

    fn staff(&self, writer: &mut Writer<'_>, now: DateTime<Utc>) -> Outcome<()> {
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

    fn citizens(&self, writer: &mut Writer<'_>, now: DateTime<Utc>) -> Outcome<()> {
        for (id, given, family, unit, place, number) in [
            (
                self.astrid,
                "Astrid",
                "Bøe",
                self.skullerud,
                (59.867, 10.838),
                Some(ASTRIDS_NUMBER),
            ),
            (
                self.einar,
                "Einar",
                "Dahl",
                self.skullerud,
                (59.864, 10.831),
                None,
            ),
            (
                self.gunvor,
                "Gunvor",
                "Lie",
                self.bogerud,
                (59.880, 10.846),
                None,
            ),
        ] {
            let identity = match number {
                Some(digits) => NewIdentity::Number(
                    NationalNumber::parse(digits, AcceptancePolicy::Demo).expect("a number"),
                ),
                None => NewIdentity::None("nytt nummer er bestilt".to_owned()),
            };
            let content = content(given, family, place);
            writer.insert_citizen(id, &identity, &content, new_id(now), unit)?;
        }
        Ok(())
    }
}

/// What is said about a citizen of the tests.
fn content(given: &str, family: &str, (lat, lon): (f64, f64)) -> CitizenContent {
    CitizenContent {
        name: PersonName {
            given: given.to_owned(),
            family: family.to_owned(),
        },
        birth_date: NaiveDate::from_ymd_opt(1938, 2, 3).expect("a date"),
        address: Address {
            street: "Skullerudveien 12".to_owned(),
            postal_code: "1188".to_owned(),
            town: "Oslo".to_owned(),
            protection: AddressProtection::None,
            place: Some(Place { lat, lon }),
        },
        phone: Some("22 00 00 00".to_owned()),
        language: "nb".to_owned(),
        needs_interpreter: false,
        access: HomeAccess {
            key: Some("Nøkkel 14".to_owned()),
            directions: None,
        },
    }
}
