//! What the demo consists of, in the domain's own types.

use chrono::NaiveDate;
use domain::{
    assessment::Assessment,
    charter::TeamCharter,
    citizen::{
        Citizen, Place, care_team::CareTeam, contacts::Contact, whereabouts::WhereaboutsEntry,
    },
    delegation::Delegation,
    duty::DutyRota,
    familiarity::DonePart,
    ids::*,
    national_number::NationalNumber,
    organisation::{Competence, Membership, Profession, Role, Transport, UnitKind},
    service::ServiceType,
    shift::Shift,
    tiltaksplan::Tiltaksplan,
    vedtak::Vedtak,
};

/// The demo municipality.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoMunicipality {
    /// Its name.
    pub name: &'static str,
    /// Districts (bydeler).
    pub districts: Vec<DemoDistrict>,
    /// Teams, application offices and the staffing office.
    pub units: Vec<DemoUnit>,
    /// Everybody who works there.
    pub employees: Vec<DemoEmployee>,
    /// Who works where, as what.
    pub memberships: Vec<Membership>,
    /// Administrator and auditor.
    pub municipal_roles: Vec<(EmployeeId, Role)>,
    /// Who may sign what, from the council's decision on.
    pub delegations: Vec<Delegation>,
    /// The teams' caseloads.
    pub citizens: Vec<DemoCitizen>,
    /// Shifts from 14 days before today to 28 days after.
    pub shifts: Vec<Shift>,
}

impl DemoMunicipality {
    /// The employee with this user name.
    pub fn employee(&self, user_name: &str) -> Option<&DemoEmployee> {
        self.employees.iter().find(|e| e.user_name == user_name)
    }

    /// The unit with this name.
    pub fn unit(&self, name: &str) -> Option<&DemoUnit> {
        self.units.iter().find(|u| u.name == name)
    }

    /// The citizen with this whole name, such as `Astrid Bøe`.
    pub fn citizen(&self, full_name: &str) -> Option<&DemoCitizen> {
        let named = |c: &&DemoCitizen| c.citizen.content.name.full() == full_name;
        self.citizens.iter().find(named)
    }

    /// The caseload of a unit.
    pub fn caseload(&self, unit: UnitId) -> impl Iterator<Item = &DemoCitizen> {
        self.citizens.iter().filter(move |c| c.unit == unit)
    }
}

/// A district (bydel).
#[derive(Debug, Clone, PartialEq)]
pub struct DemoDistrict {
    /// Identity.
    pub id: DistrictId,
    /// Its name.
    pub name: &'static str,
}

/// A unit (enhet).
#[derive(Debug, Clone, PartialEq)]
pub struct DemoUnit {
    /// Identity.
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// Its name, unique in the demo.
    pub name: &'static str,
    /// Its district; none for the municipality's own units.
    pub district: Option<DistrictId>,
    /// Where its people start and end.
    pub base: Place,
    /// How it has agreed to work; teams only.
    pub charter: Option<TeamCharter>,
    /// Who holds its duties; teams only.
    pub duties: Vec<DutyRota>,
}

/// Somebody who works.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoEmployee {
    /// Identity.
    pub id: EmployeeId,
    /// Her log-in; the password is [`super::DEMO_PASSWORD`].
    pub account: AccountId,
    /// `kari.nordby`.
    pub user_name: String,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Education.
    pub profession: Profession,
    /// How she gets about.
    pub transport: Transport,
    /// Work phone.
    pub phone: Option<String>,
    /// Certificates beyond the profession.
    pub certificates: Vec<(CompetenceId, Competence)>,
    /// Services that a case worker has as speciality (R-VED-1).
    pub specialities: Vec<ServiceType>,
}

/// A citizen with her whole record.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoCitizen {
    /// Identity, name, address.
    pub citizen: Citizen,
    /// The number itself, to be encrypted; none for the one who has none yet.
    pub number: Option<NationalNumber>,
    /// The team that answers for her.
    pub unit: UnitId,
    /// Since when.
    pub since: NaiveDate,
    /// Kin and neighbours.
    pub contacts: Vec<Contact>,
    /// Who in the team knows her.
    pub care_team: CareTeam,
    /// Where she is: at home, since the team began to answer for her.
    pub whereabouts: Vec<WhereaboutsEntry>,
    /// The conversation that her plan rests on; completed.
    pub assessment: Assessment,
    /// Goals and tiltak.
    pub plan: Tiltaksplan,
    /// Signed vedtak in force, one for each service of the plan.
    pub vedtak: Vec<Vedtak>,
    /// Who did visits in the last 90 days: one for each employee and day, oldest first.
    pub done: Vec<DonePart>,
}
