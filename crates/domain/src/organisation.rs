//! Units, professions, competences and duties: who works where, and what each may do.

use crate::{ids::*, text_enum};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What a unit is (domain glossary, `Unit`).
    pub enum UnitKind {
        /// May hold arbeidslag; answers for the citizens of an area.
        Team = "team", "team", "team", "team";
        /// Søknadskontor.
        ApplicationOffice = "application_office", "søknadskontor", "søknadskontor", "application office";
        /// Innsatsteam, demens, palliasjon …: its kind is data.
        SpecialistTeam = "specialist_team", "spesialteam", "spesialteam", "specialist team";
        /// Bemanningskontor.
        StaffingOffice = "staffing_office", "bemanningskontor", "bemanningskontor", "staffing office";
        /// Two or more teams for certain hours (R-TEAM-8).
        Pool = "pool", "felles vakt", "felles vakt", "pool";
    }
}

text_enum! {
    /// A role an employee has in a unit, or in the municipality (SEC-2). Closed.
    pub enum Role {
        /// Works in the unit.
        Member = "member", "medarbeider", "medarbeidar", "member";
        /// Team leader.
        Leader = "leader", "teamleder", "teamleiar", "team leader";
        /// Saksbehandler.
        CaseWorker = "case_worker", "saksbehandler", "saksbehandlar", "case worker";
        /// Leader of an application office.
        OfficeLeader = "office_leader", "leder av søknadskontoret", "leiar av søknadskontoret", "leader of the application office";
        /// Bemanningskontor.
        Staffing = "staffing", "bemanning", "bemanning", "staffing";
        /// Vikar: reaches the records of those on a published list of hers, nothing else.
        Substitute = "substitute", "vikar", "vikar", "substitute";
        /// Manages units, log-ins and delegations; sees no health information.
        Administrator = "administrator", "administrator", "administrator", "administrator";
        /// Sees the access log, not the records.
        Auditor = "auditor", "revisor", "revisor", "auditor";
    }
}

impl Role {
    /// Administrators and auditors serve the municipality; the others serve a unit.
    pub const fn is_municipal(self) -> bool {
        matches!(self, Self::Administrator | Self::Auditor)
    }
}

text_enum! {
    /// Education, as the pilots' teams were put together.
    pub enum Profession {
        /// Sykepleier: three-year higher education.
        Nurse = "nurse", "sykepleier", "sjukepleiar", "nurse";
        /// Vernepleier: three-year higher education.
        SocialEducator = "social_educator", "vernepleier", "vernepleiar", "social educator";
        /// Ergoterapeut: three-year higher education.
        OccupationalTherapist = "occupational_therapist", "ergoterapeut", "ergoterapeut", "occupational therapist";
        /// Fysioterapeut: three-year higher education.
        Physiotherapist = "physiotherapist", "fysioterapeut", "fysioterapeut", "physiotherapist";
        /// Helsefagarbeider; includes hjelpepleier and omsorgsarbeider.
        HealthcareWorker = "healthcare_worker", "helsefagarbeider", "helsefagarbeidar", "healthcare worker";
        /// Hjemmehjelp.
        HomeHelper = "home_helper", "hjemmehjelp", "heimehjelp", "home helper";
        /// Saksbehandler.
        CaseWorker = "case_worker", "saksbehandler", "saksbehandlar", "case worker";
        /// Assistant without health education.
        Assistant = "assistant", "assistent", "assistent", "assistant";
        /// Office and administration.
        Administrative = "administrative", "administrativt ansatt", "administrativt tilsett", "administrative staff";
    }
}

impl Profession {
    /// Three-year higher education in health or social care: may be primary contact (R-CIT-2).
    pub const fn has_higher_education(self) -> bool {
        matches!(
            self,
            Self::Nurse
                | Self::SocialEducator
                | Self::OccupationalTherapist
                | Self::Physiotherapist
        )
    }

    /// A health professional: may draft a vedtak, be secondary contact, use emergency access.
    pub const fn is_health_professional(self) -> bool {
        self.has_higher_education() || matches!(self, Self::HealthcareWorker)
    }
}

text_enum! {
    /// What an employee may do beyond her profession: a certificate, usually with expiry.
    pub enum CompetenceCode {
        /// Legemiddelhåndtering: handing out and helping with medicines.
        Medication = "medication", "legemiddelhåndtering", "legemiddelhandtering", "medication handling";
        /// Insulin and other injections.
        Insulin = "insulin", "insulin og injeksjon", "insulin og injeksjon", "insulin and injection";
        /// Intravenous treatment.
        Iv = "iv", "intravenøs behandling", "intravenøs behandling", "intravenous treatment";
        /// Sårstell.
        WoundCare = "wound_care", "sårstell", "sårstell", "wound care";
        /// Palliasjon.
        Palliative = "palliative", "palliasjon", "palliasjon", "palliative care";
        /// Demens.
        Dementia = "dementia", "demens", "demens", "dementia care";
        /// Fordeling: making and publishing work lists (R-TEAM-5).
        Fordeling = "fordeling", "fordeling", "fordeling", "distribution of visits";
        /// Dokumentasjon: plans and journal.
        Documentation = "documentation", "dokumentasjon", "dokumentasjon", "documentation";
        /// Hverdagsrehabilitering.
        Reablement = "reablement", "hverdagsrehabilitering", "kvardagsrehabilitering", "reablement";
        /// Nursing procedures kept for registered nurses.
        Nursing = "nursing", "sykepleie", "sjukepleie", "nursing";
        /// Personal care and observation.
        PersonalCare = "personal_care", "personlig stell", "personleg stell", "personal care";
        /// Cleaning, shopping and the like.
        PracticalAssistance = "practical_assistance", "praktisk bistand", "praktisk bistand", "practical assistance";
        /// Physiotherapy.
        Physiotherapy = "physiotherapy", "fysioterapi", "fysioterapi", "physiotherapy";
        /// Occupational therapy.
        OccupationalTherapy = "occupational_therapy", "ergoterapi", "ergoterapi", "occupational therapy";
    }
}

impl Profession {
    /// Competences that follow from the profession itself and never expire (R-TEAM-4).
    pub const fn competences(self) -> &'static [CompetenceCode] {
        use CompetenceCode::*;
        match self {
            Self::Nurse => &[
                Nursing,
                Medication,
                Insulin,
                WoundCare,
                PersonalCare,
                PracticalAssistance,
                Documentation,
            ],
            Self::SocialEducator => &[
                Nursing,
                Medication,
                Insulin,
                PersonalCare,
                PracticalAssistance,
                Documentation,
            ],
            Self::OccupationalTherapist => {
                &[OccupationalTherapy, Reablement, PersonalCare, Documentation]
            }
            Self::Physiotherapist => &[Physiotherapy, Reablement, PersonalCare, Documentation],
            Self::HealthcareWorker => &[PersonalCare, PracticalAssistance],
            Self::HomeHelper | Self::Assistant => &[PracticalAssistance],
            Self::CaseWorker => &[Documentation],
            Self::Administrative => &[],
        }
    }
}

text_enum! {
    /// A responsibility inside the team that exactly one member holds on any day (R-TEAM-5).
    pub enum Duty {
        /// Puts the day's lists in force; needs the competence `fordeling`.
        Fordeler = "fordeler", "fordeler", "fordelar", "fordeler";
        /// Owns PLO messages.
        PloFollowUp = "plo_follow_up", "PLO-oppfølging", "PLO-oppfølging", "PLO follow-up";
        /// Owns journal notices.
        JournalFollowUp = "journal_follow_up", "journaloppfølging", "journaloppfølging", "journal follow-up";
        /// Looks after documentation quality.
        QualityControl = "quality_control", "kvalitetskontroll", "kvalitetskontroll", "quality control";
        /// Chairs the team's meetings.
        MeetingChair = "meeting_chair", "møteleder", "møteleiar", "meeting chair";
        /// One that the team has named itself.
        Own = "own", "egen oppgave", "eiga oppgåve", "the team's own duty";
    }
}

text_enum! {
    /// How an employee gets about on the job; travel times differ.
    pub enum Transport {
        /// On foot.
        Walk = "walk", "til fots", "til fots", "on foot";
        /// By bicycle.
        Bike = "bike", "sykkel", "sykkel", "bicycle";
        /// By car.
        Car = "car", "bil", "bil", "car";
    }
}

/// A share of an employee in a unit with a role and dates (teamtilhørighet).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// Identity of the row.
    pub id: MembershipId,
    /// Who.
    pub employee: EmployeeId,
    /// Where.
    pub unit: UnitId,
    /// As what.
    pub role: Role,
    /// Share of a full position in this unit, 0–100 per cent.
    pub share: i32,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when it ends.
    pub until: Option<NaiveDate>,
    /// When the unit's leader confirmed it; before that it opens no records (SEC-2).
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl Membership {
    /// Whether it opens anything on `day`: confirmed, begun and not ended.
    pub fn is_active(&self, day: NaiveDate) -> bool {
        self.confirmed_at.is_some()
            && self.from <= day
            && self.until.is_none_or(|until| day <= until)
    }
}

/// A competence that an employee holds, from profession or certificate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Competence {
    /// What she may do.
    pub code: CompetenceCode,
    /// First day it counts.
    pub from: NaiveDate,
    /// Last day it counts, when it expires.
    pub until: Option<NaiveDate>,
}

impl Competence {
    /// Whether it counts on `day`: from its first to its last.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// All that an employee may do on `day`: her profession's competences and her valid certificates
/// (R-TEAM-4, R-WL-4).
pub fn competences_on(
    profession: Profession,
    certificates: &[Competence],
    day: NaiveDate,
) -> std::collections::BTreeSet<CompetenceCode> {
    let held = certificates
        .iter()
        .filter(|c| c.counts_on(day))
        .map(|c| c.code);
    profession
        .competences()
        .iter()
        .copied()
        .chain(held)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn a_certificate_counts_until_the_day_it_expires_and_no_longer() {
        let insulin = Competence {
            code: CompetenceCode::Insulin,
            from: day(1),
            until: Some(day(10)),
        };
        let on = |d| competences_on(Profession::HealthcareWorker, &[insulin], day(d));
        assert!(on(10).contains(&CompetenceCode::Insulin));
        assert!(!on(11).contains(&CompetenceCode::Insulin));
    }

    #[test]
    fn a_membership_opens_nothing_before_it_is_confirmed() {
        let mut membership = Membership {
            id: MembershipId(uuid::Uuid::nil()),
            employee: EmployeeId(uuid::Uuid::nil()),
            unit: UnitId(uuid::Uuid::nil()),
            role: Role::Member,
            share: 100,
            from: day(1),
            until: None,
            confirmed_at: None,
        };
        assert!(!membership.is_active(day(5)));
        membership.confirmed_at = Some(chrono::DateTime::UNIX_EPOCH);
        assert!(membership.is_active(day(5)));
    }
}
