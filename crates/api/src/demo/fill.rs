//! Stores the demo municipality. Only an empty database takes it (SEC-15).

use super::{
    DEMO_PASSWORD, DemoCitizen, DemoEmployee, DemoMunicipality, DemoUnit, letters, municipality,
    past::PastVisits,
    units::{KAMPEN, SKULLERUD, TEAM_AGE},
};
use crate::passwords;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    citizen::Identity,
    consultation::{Consultation, ConsultationField, ConsultationState, LONGEST},
    law::Law,
    period::{days_after, days_before},
    policy::{Action, Basis},
    settings::Settings,
    time::{day_start, local_date, to_micros},
};
use persistence::{
    Caller, CitizenRecord, Database, Employee, Failure, Filling, NewIdentity, Opened, Outcome,
    Streams, Unit, Writer, new_id,
};

/// The municipality that everybody gets to see.
const SEED: u64 = 1;

/// Puts the demo into an empty database; one that holds it already is left as it is.
///
/// # Errors
/// When the database holds a real municipality, or cannot be written.
pub fn fill(database: &Database, now: DateTime<Utc>) -> Result<(), String> {
    let caller = Caller::system(Action::SignIn, now);
    match database.filling(&caller).map_err(text)? {
        Filling::Demo => Ok(()),
        Filling::Other => Err(
            "this database is not empty and does not hold the demo; the demo needs an empty one (SEC-15)"
                .to_owned(),
        ),
        Filling::Empty => {
            let demo = municipality(SEED, local_date(now));
            let hash = passwords::hash_blocking(DEMO_PASSWORD)?;
            store(database, &caller, &demo, &hash).map_err(text)
        }
    }
}

/// Refuses a database that holds the demo's invented people: in production they would stand among real ones
/// (SEC-15).
///
/// # Errors
/// When it does, and those of the database.
pub fn refuse(database: &Database, now: DateTime<Utc>) -> Result<(), String> {
    let caller = Caller::system(Action::SignIn, now);
    match database.filling(&caller).map_err(text)? {
        Filling::Demo => Err(
            "this database holds the demo's invented people, and is refused outside demo mode (SEC-15)"
                .to_owned(),
        ),
        Filling::Other | Filling::Empty => Ok(()),
    }
}

fn text(failure: Failure) -> String {
    failure.to_string()
}

fn store(
    database: &Database,
    caller: &Caller,
    demo: &DemoMunicipality,
    password_hash: &str,
) -> Outcome<()> {
    let today = local_date(caller.now);
    database.write(caller, &Streams::municipality(), |writer| {
        organisation(writer, demo)?;
        people(writer, demo, password_hash, today)
    })?;
    let law = Law::embedded().map_err(Failure::Internal)?;
    for unit in &demo.units {
        let letters = letters::of(demo, unit, &law)?;
        database.write(caller, &Streams::unit(unit.id), |writer| {
            team(writer, demo, unit, today)?;
            for vedtak in demo.caseload(unit.id).flat_map(|citizen| &citizen.vedtak) {
                if let Some(letter) = letters.get(&vedtak.id) {
                    writer.insert_letter(vedtak, letter)?;
                }
            }
            Ok(())
        })?;
    }
    question(database, caller, demo)?;
    database.extend_visits(caller.now)?;
    // Last, so that a demo that was broken off is not taken for a whole one.
    database.write(caller, &Streams::default(), |writer| writer.mark_demo())
}

/// One question that waits for its answer (R-TEAM-12): Astrid's primary contact asks a nurse of another team who
/// knows dementia care.
fn question(database: &Database, caller: &Caller, demo: &DemoMunicipality) -> Outcome<()> {
    let astrid = |citizen: &&DemoCitizen| citizen.citizen.content.name.full() == "Astrid Bøe";
    let astrid = demo.citizens.iter().find(astrid);
    let (asks, asked) = (demo.employee("kari.nordby"), demo.employee("henrik.dale"));
    let (team, other) = (demo.unit(SKULLERUD), demo.unit(KAMPEN));
    let (Some(astrid), Some(asks), Some(asked), Some(team), Some(other)) =
        (astrid, asks, asked, team, other)
    else {
        return Ok(());
    };
    let citizen = astrid.citizen.id;
    let streams = Streams::unit(team.id).and_unit(other.id);
    database.write(caller, &streams, |writer| {
        let now = to_micros(writer.now());
        let question =
            "Hun står opp om natten og leter etter nøklene. Hva kan vi gjøre for at hun sover?";
        let asked = Consultation {
            id: new_id(now),
            citizen,
            unit: team.id,
            asked_by: asks.id,
            asked_at: now,
            specialist: asked.id,
            specialist_unit: other.id,
            field: ConsultationField::Dementia,
            question: question.to_owned(),
            due_on: days_after(local_date(now), 5),
            state: ConsultationState::Open,
            access_until: now + LONGEST,
            answer: None,
            closed_at: None,
            withdrawal: None,
            tiltak: None,
        };
        let opened = Opened {
            citizen,
            responsible: team.id,
            basis: Basis::System,
        };
        writer.insert_consultation(&opened, &asked)
    })
}

fn organisation(writer: &mut Writer<'_>, demo: &DemoMunicipality) -> Outcome<()> {
    for district in &demo.districts {
        writer.insert_district(district.id, district.name)?;
    }
    for unit in &demo.units {
        let district = demo.districts.iter().find(|d| Some(d.id) == unit.district);
        writer.insert_unit(&Unit {
            id: unit.id,
            kind: unit.kind,
            name: unit.name.to_owned(),
            district: district.map(|d| (d.id, d.name.to_owned())),
            base: (unit.base.lat, unit.base.lon),
            version: 1,
        })?;
    }
    Ok(())
}

fn people(
    writer: &mut Writer<'_>,
    demo: &DemoMunicipality,
    password_hash: &str,
    today: NaiveDate,
) -> Outcome<()> {
    for employee in &demo.employees {
        writer.insert_employee(&stored(employee))?;
        writer.insert_account(
            employee.account,
            employee.id,
            &employee.user_name,
            password_hash,
        )?;
        for (id, certificate) in &employee.certificates {
            writer.insert_certificate(*id, employee.id, certificate)?;
        }
        for service in &employee.specialities {
            writer.insert_speciality(employee.id, *service)?;
        }
    }
    let begun = days_before(today, TEAM_AGE);
    for (employee, role) in &demo.municipal_roles {
        writer.insert_municipal_role(new_id(writer.now()), *employee, *role, begun)?;
    }
    for link in &demo.delegations {
        writer.insert_delegation(link)?;
    }
    Ok(())
}

fn stored(employee: &DemoEmployee) -> Employee {
    Employee {
        id: employee.id,
        given_name: employee.given_name.to_owned(),
        family_name: employee.family_name.to_owned(),
        profession: employee.profession,
        transport: employee.transport,
        phone: employee.phone.clone(),
    }
}

/// A unit's people, agreements, shifts, caseload and past.
fn team(
    writer: &mut Writer<'_>,
    demo: &DemoMunicipality,
    unit: &DemoUnit,
    today: NaiveDate,
) -> Outcome<()> {
    for membership in demo.memberships.iter().filter(|m| m.unit == unit.id) {
        writer.insert_membership(membership, None)?;
    }
    if let Some(charter) = &unit.charter {
        writer.insert_charter(charter, 0)?;
    }
    if !unit.duties.is_empty() {
        writer.save_duty_rotas(unit.id, &unit.duties, 0)?;
    }
    for shift in demo.shifts.iter().filter(|s| s.unit == unit.id) {
        writer.insert_shift(shift)?;
    }
    let settings = Settings::default();
    let past = PastVisits::new(&demo.employees, today);
    let mut done = Vec::new();
    for citizen in demo.caseload(unit.id) {
        let identity = match (&citizen.number, &citizen.citizen.identity) {
            (Some(number), _) => NewIdentity::Number(number.clone()),
            (None, Identity::None { reason }) => NewIdentity::None(reason.clone()),
            (None, Identity::Number { .. }) => NewIdentity::None(String::new()),
        };
        let record = record(writer, citizen);
        writer.insert_record(unit.id, &identity, &record, &settings)?;
        done.extend(past.of(citizen, || new_id(writer.now())));
    }
    writer.insert_done_visits(unit.id, &done)
}

fn record(writer: &Writer<'_>, citizen: &DemoCitizen) -> CitizenRecord {
    CitizenRecord {
        id: citizen.citizen.id,
        content: citizen.citizen.content.clone(),
        responsibility: new_id(writer.now()),
        since: day_start(citizen.since),
        contacts: citizen.contacts.clone(),
        care_team: citizen.care_team.clone(),
        whereabouts: citizen.whereabouts.clone(),
        assessment: citizen.assessment.clone(),
        plan: citizen.plan.clone(),
        vedtak: citizen.vedtak.clone(),
    }
}
