//! The caseloads: who the citizens are, where they live, who is near them, and who in the team
//! knows them.

use super::{
    Context,
    areas::Street,
    decisions, history,
    model::{DemoCitizen, DemoEmployee, DemoUnit},
    names::{FAMILIES, MEN, OTHERS, WOMEN},
    needs::{INSULIN, PACKAGES, Package},
    picker::Picker,
    plans::{self, Person},
    units::{BOGERUD, KAMPEN, SKULLERUD, streets},
    words,
};
use chrono::{Datelike, NaiveDate};
use domain::{
    citizen::{
        Address, AddressProtection, Citizen, CitizenContent, HomeAccess, Identity, PersonName,
        Place,
        care_team::{CareRole, CareTeam, CareTeamMember},
        contacts::{Contact, ContactContent, ContactRole, Sharing},
        whereabouts::{Whereabouts, WhereaboutsEntry},
    },
    ids::CitizenId,
    national_number::{AcceptancePolicy, ControlRule, NationalNumber},
    organisation::Profession,
    period::days_before,
    time::day_start,
};
use std::collections::BTreeSet;

/// Names and numbers already given, so that no two people share one.
#[derive(Default)]
pub(super) struct Census {
    names: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

/// What is settled about a citizen before chance decides the rest.
#[derive(Clone, Copy)]
struct Sketch {
    given: &'static str,
    family: &'static str,
    woman: bool,
    language: &'static str,
    interpreter: bool,
    package: &'static Package,
    /// The statement she begins with; none: any.
    wish: Option<usize>,
}

/// Those whom the tour and the tests know by name, all of Team Skullerud.
const MAIN: &[Sketch] = &[
    sketch("Astrid", "Bøe", true, &INSULIN, 22),
    sketch("Olav", "Hegge", false, &PACKAGES[0], 40),
    sketch("Gunvor", "Lia", true, &PACKAGES[3], 0),
    sketch("Berit", "Sandmo", true, &PACKAGES[8], 15),
];

const fn sketch(
    given: &'static str,
    family: &'static str,
    woman: bool,
    package: &'static Package,
    wish: usize,
) -> Sketch {
    Sketch {
        given,
        family,
        woman,
        language: "nb",
        interpreter: false,
        package,
        wish: Some(wish),
    }
}

/// How many a team answers for.
fn size(team: &str) -> usize {
    if team == BOGERUD { 85 } else { 60 }
}

/// A team's whole caseload.
pub(super) fn caseload(
    team: &DemoUnit,
    context: &Context<'_>,
    census: &mut Census,
    picker: &mut Picker,
) -> Vec<DemoCitizen> {
    let mut sketches: Vec<Sketch> = Vec::new();
    let every = || {
        PACKAGES
            .iter()
            .flat_map(|p| std::iter::repeat_n(p, p.in_twenty))
    };
    let mut packages: Vec<&'static Package> = every().cycle().take(size(team.name)).collect();
    if team.name == SKULLERUD {
        sketches.extend(MAIN.iter().copied().inspect(|s| {
            census.names.insert(format!("{} {}", s.given, s.family));
        }));
    }
    packages = picker.shuffled(&packages);
    for sketch in &sketches {
        // The named ones take their packages from the same heap, so that the mix stays.
        if let Some(at) = packages
            .iter()
            .position(|p| p.purpose == sketch.package.purpose)
        {
            packages.remove(at);
        }
    }
    let named = sketches.len();
    packages.truncate(size(team.name) - named);
    for (n, package) in packages.into_iter().enumerate() {
        sketches.push(census.somebody(n, package, picker));
    }
    let team = Team {
        unit: team,
        caring: context.people.caring(team.id).collect(),
    };
    let count = sketches.iter().enumerate();
    count
        .map(|(n, sketch)| team.citizen(n, sketch, context, census, picker))
        .collect()
}

impl Census {
    /// Somebody new; one in nine has another first language.
    fn somebody(&mut self, n: usize, package: &'static Package, picker: &mut Picker) -> Sketch {
        loop {
            let (given, family, woman, language, interpreter) = if n % 9 == 4 && picker.chance(90) {
                *picker.pick(OTHERS)
            } else {
                let woman = picker.chance(62);
                let given = *picker.pick(if woman { WOMEN } else { MEN });
                (given, *picker.pick(FAMILIES), woman, "nb", false)
            };
            if self.names.insert(format!("{given} {family}")) {
                return Sketch {
                    given,
                    family,
                    woman,
                    language,
                    interpreter,
                    package,
                    wish: None,
                };
            }
        }
    }

    /// A number of the national test population for this birth date.
    fn number(&mut self, born: NaiveDate, picker: &mut Picker) -> Option<NationalNumber> {
        let date = format!(
            "{:02}{:02}{:02}",
            born.day(),
            born.month() + 80,
            born.year().rem_euclid(100)
        );
        let first = picker.below(500);
        let serials = (first..500).chain(0..first);
        let texts = serials.flat_map(|serial| {
            let date = date.clone();
            (0..100).map(move |control| format!("{date}{serial:03}{control:02}"))
        });
        texts
            .filter_map(|text| NationalNumber::parse(&text, AcceptancePolicy::Demo).ok())
            .filter(|number| number.control_rule() == Some(ControlRule::Present))
            .find(|number| self.numbers.insert(number.reveal()))
    }
}

/// A team and its people.
struct Team<'a> {
    unit: &'a DemoUnit,
    caring: Vec<&'a DemoEmployee>,
}

impl Team<'_> {
    fn citizen(
        &self,
        n: usize,
        sketch: &Sketch,
        context: &Context<'_>,
        census: &mut Census,
        picker: &mut Picker,
    ) -> DemoCitizen {
        let id: CitizenId = picker.id();
        let content = self.content(n, sketch, picker);
        // One in Bogerud has no number yet.
        let number = if self.unit.name == BOGERUD && n == 11 {
            None
        } else {
            census.number(content.birth_date, picker)
        };
        let held_on = days_before(context.today, picker.between(40, 150));
        let since = days_before(held_on, 10);
        let care_team = self.care_team(n, since);
        let contacts = contacts(sketch, &care_team, since, picker);
        let person = Person {
            id,
            woman: sketch.woman,
            language: sketch.language,
            interpreter: sketch.interpreter,
            package: sketch.package,
            wish: sketch.wish,
            care_team: &care_team,
            contacts: &contacts,
            held_on,
        };
        let assessment = plans::assessment(&person, self.unit, context, picker);
        let mut plan = plans::plan(&person, self.unit, &assessment, context, picker);
        let vedtak = decisions::vedtak(&person, self.unit, &assessment, &mut plan, context, picker);
        let done = history::done(&plan, &care_team, self.unit, context, picker);
        let identity = match &number {
            Some(number) => Identity::Number {
                masked: number.mask(),
            },
            None => Identity::None {
                reason: "Nylig flyttet til Norge, D-nummer er søkt om".to_owned(),
            },
        };
        DemoCitizen {
            citizen: Citizen {
                id,
                identity,
                content,
            },
            number,
            unit: self.unit.id,
            since,
            contacts,
            care_team,
            whereabouts: vec![at_home(since, picker)],
            assessment,
            plan,
            vedtak,
            done,
        }
    }

    fn content(&self, n: usize, sketch: &Sketch, picker: &mut Picker) -> CitizenContent {
        let born = NaiveDate::from_ymd_opt(
            1925 + i32::try_from(picker.below(36)).unwrap_or(0),
            picker.between(1, 12),
            picker.between(1, 28),
        );
        let key = picker
            .chance(60)
            .then(|| format!("Nøkkelboks {}", 100 + picker.below(800)));
        let directions = picker
            .chance(70)
            .then(|| (*picker.pick(words::DIRECTIONS)).to_owned());
        CitizenContent {
            name: PersonName {
                given: sketch.given.to_owned(),
                family: sketch.family.to_owned(),
            },
            birth_date: born.unwrap_or_default(),
            address: self.address(n, picker),
            phone: picker.chance(85).then(|| phone(picker)),
            language: sketch.language.to_owned(),
            needs_interpreter: sketch.interpreter,
            access: HomeAccess { key, directions },
        }
    }

    /// A house near the middle of a street; two addresses of the demo are protected.
    fn address(&self, n: usize, picker: &mut Picker) -> Address {
        let Street { name, code, middle } = *picker.pick(streets(self.unit.name));
        let place = Place {
            lat: rounded(middle.lat + picker.swing() * 0.0020),
            lon: rounded(middle.lon + picker.swing() * 0.0035),
        };
        let street = format!("{name} {}", 1 + picker.below(70));
        let (street, protection, place) = match (self.unit.name, n) {
            (SKULLERUD, 17) => (street, AddressProtection::Confidential, None),
            (KAMPEN, 23) => (
                "c/o Bydel Gamle Oslo, postboks 9406".to_owned(),
                AddressProtection::StrictlyConfidential,
                None,
            ),
            _ => (street, AddressProtection::None, Some(place)),
        };
        Address {
            street,
            postal_code: code.to_owned(),
            town: "Oslo".to_owned(),
            protection,
            place,
        }
    }

    /// Primary and secondary contact go round among those who may be it; Astrid's are Kari and Ola.
    fn care_team(&self, n: usize, from: NaiveDate) -> CareTeam {
        let ladder = |admits: fn(&DemoEmployee) -> bool| {
            let able = self.caring.iter().filter(move |e| admits(e));
            able.map(|e| e.id).collect::<Vec<_>>()
        };
        let nurses = ladder(|e| e.profession == Profession::Nurse);
        let primaries = ladder(|e| CareRole::Primary.admits(e.profession));
        let others = ladder(|e| !CareRole::Primary.admits(e.profession));
        // Kari is the second in her team's list.
        let primary = primaries[(n + 1) % primaries.len()];
        let secondary = others[n % others.len()];
        let third = others[(n + 1 + n / others.len()) % others.len()];
        let member = |employee, role| CareTeamMember {
            employee,
            role,
            from,
            until: None,
        };
        let mut members = vec![
            member(primary, CareRole::Primary),
            member(secondary, CareRole::Secondary),
        ];
        if third != secondary {
            members.push(member(third, CareRole::Other));
        }
        let responsible_nurse = (!nurses.contains(&primary)).then(|| nurses[n % nurses.len()]);
        CareTeam {
            members,
            responsible_nurse,
        }
    }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}

fn phone(picker: &mut Picker) -> String {
    format!(
        "22 {:02} {:02} {:02}",
        picker.below(100),
        picker.below(100),
        picker.below(100)
    )
}

fn at_home(since: NaiveDate, picker: &mut Picker) -> WhereaboutsEntry {
    WhereaboutsEntry {
        id: picker.id(),
        kind: Whereabouts::Home,
        from: day_start(since),
        until: None,
        note: None,
        recorded_at: day_start(since),
        recorded_by: None,
        withdrawn_at: None,
    }
}

/// Nearest kin for most, and for some a neighbour. Where kin speaks for the citizen, always.
fn contacts(
    sketch: &Sketch,
    care_team: &CareTeam,
    since: NaiveDate,
    picker: &mut Picker,
) -> Vec<Contact> {
    let mut contacts = Vec::new();
    let mut contact = |name: String, role, relation: &str, picker: &mut Picker| {
        let shares = picker.chance(75);
        let may_share = [
            Sharing::VisitTimes,
            Sharing::DailyLife,
            Sharing::SeriousEvents,
        ];
        contacts.push(Contact {
            id: picker.id(),
            content: ContactContent {
                name,
                role,
                relation: Some(relation.to_owned()),
                phone: Some(phone(picker)),
                may_share: may_share.into_iter().filter(|_| shares).collect(),
                consent_on: shares.then_some(since),
                contribution: picker
                    .chance(50)
                    .then(|| "Handler på lørdager og følger til lege".to_owned()),
                kept_by: care_team.members.first().map(|m| m.employee),
                next_contact_on: None,
            },
        });
    };
    if sketch.package.words_by_kin || picker.chance(75) {
        let (given, relation) = if picker.chance(60) {
            (
                *picker.pick(&["Lise", "Heidi", "Anita", "Camilla", "Amina", "Kristin"]),
                "datter",
            )
        } else {
            (
                *picker.pick(&["Morten", "Espen", "Stian", "Adam", "Yusuf", "Thomas"]),
                "sønn",
            )
        };
        let name = format!("{given} {}", sketch.family);
        contact(name, ContactRole::NextOfKin, relation, picker);
    }
    if picker.chance(25) {
        let name = format!("{} {}", picker.pick(WOMEN), picker.pick(FAMILIES));
        contact(name, ContactRole::Neighbour, "nabo", picker);
    }
    contacts
}
