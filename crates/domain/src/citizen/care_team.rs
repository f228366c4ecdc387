//! Who in the team knows the citizen: primary and secondary contact, more members, and the
//! responsible nurse (R-CIT-2, R-CIT-3).

use crate::{
    ids::EmployeeId,
    organisation::Profession,
    reason::{Reason, Violations},
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// A rung of the ladder (R-CIT-2).
    pub enum CareRole {
        /// Primærkontakt.
        Primary = "primary", "primærkontakt", "primærkontakt", "primary contact";
        /// Sekundærkontakt.
        Secondary = "secondary", "sekundærkontakt", "sekundærkontakt", "secondary contact";
        /// One more of the small team.
        Other = "other", "teammedlem", "teammedlem", "team member";
    }
}

impl CareRole {
    /// Whether someone of this profession may stand on this rung (R-CIT-2).
    pub const fn admits(self, profession: Profession) -> bool {
        match self {
            Self::Primary => profession.has_higher_education(),
            Self::Secondary => profession.is_health_professional(),
            Self::Other => true,
        }
    }
}

/// One member of a citizen's care team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CareTeamMember {
    /// Who.
    pub employee: EmployeeId,
    /// On which rung.
    pub role: CareRole,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when it ends.
    pub until: Option<NaiveDate>,
}

impl CareTeamMember {
    fn counts_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end = |a: &Self, b: &Self| b.until.is_none_or(|until| a.from <= until);
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// A citizen's care team as it is asked for: the ladder, and a responsible nurse when not the
/// primary contact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CareTeam {
    /// The ladder, past and future rungs too.
    pub members: Vec<CareTeamMember>,
    /// Tjenesteansvarlig, when named apart (R-CIT-3).
    pub responsible_nurse: Option<EmployeeId>,
}

/// What is known of an employee on the day asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub employee: EmployeeId,
    /// Education.
    pub profession: Profession,
    /// Whether her membership in the citizen's team is active.
    pub in_team: bool,
    /// Whether she is absent.
    pub absent: bool,
}

fn find(colleagues: &[Colleague], employee: EmployeeId) -> Option<&Colleague> {
    colleagues.iter().find(|c| c.employee == employee)
}

static PRIMARY_EDUCATION: Reason = Reason {
    rule: "R-CIT-2",
    code: "primary-contact-education",
    nb: "Primærkontakten skal ha treårig høyere utdanning i helse- eller sosialfag. Dette er en {profession}.",
    nn: "Primærkontakten skal ha treårig høgare utdanning i helse- eller sosialfag. Dette er ein {profession}.",
    en: "The primary contact must have three years of higher education in health or social care. This is a {profession}.",
};
static SECONDARY_EDUCATION: Reason = Reason {
    rule: "R-CIT-2",
    code: "secondary-contact-education",
    nb: "Sekundærkontakten skal minst være helsefagarbeider. Dette er en {profession}.",
    nn: "Sekundærkontakten skal minst vere helsefagarbeidar. Dette er ein {profession}.",
    en: "The secondary contact must at least be a healthcare worker. This is a {profession}.",
};
static NOT_IN_TEAM: Reason = Reason {
    rule: "R-CIT-2",
    code: "contact-not-in-team",
    nb: "Velg en som er medlem av teamet.",
    nn: "Vel ein som er medlem av teamet.",
    en: "Choose somebody who is a member of the team.",
};
static TWO_AT_ONCE: Reason = Reason {
    rule: "R-CIT-2",
    code: "two-contacts-at-once",
    nb: "Innbyggeren har allerede en {role} i denne tiden.",
    nn: "Innbyggjaren har alt ein {role} i denne tida.",
    en: "The citizen already has a {role} at that time.",
};
static SAME_PERSON_TWICE: Reason = Reason {
    rule: "R-CIT-2",
    code: "same-contact-twice",
    nb: "Samme person kan ikke ha to plasser i kontaktgruppen samtidig.",
    nn: "Same person kan ikkje ha to plassar i kontaktgruppa samstundes.",
    en: "One person cannot have two places on the ladder at the same time.",
};
static BACKWARDS: Reason = Reason {
    rule: "R-CIT-2",
    code: "contact-period-backwards",
    nb: "Siste dag kommer før første dag.",
    nn: "Siste dag kjem før første dag.",
    en: "The last day comes before the first.",
};
static NOT_A_NURSE: Reason = Reason {
    rule: "R-CIT-3",
    code: "responsible-nurse-profession",
    nb: "Tjenesteansvarlig for helsetjenester skal være sykepleier i teamet.",
    nn: "Tenesteansvarleg for helsetenester skal vere sjukepleiar i teamet.",
    en: "The one responsible for health services must be a nurse of the team.",
};

/// What is wrong with a care team, all of it (R-CIT-2, R-CIT-3). Rungs that ended before `today`
/// are history and not judged again.
pub fn check_care_team(team: &CareTeam, colleagues: &[Colleague], today: NaiveDate) -> Violations {
    let mut violations = Violations::new();
    for (i, member) in team.members.iter().enumerate() {
        let employee = format!("/members/{i}/employee");
        if member.until.is_some_and(|until| until < member.from) {
            let until = format!("/members/{i}/until");
            violations.push(BACKWARDS.violation().at(until));
        }
        let earlier = &team.members[..i];
        for other in earlier.iter().filter(|other| other.overlaps(member)) {
            if other.employee == member.employee {
                violations.push(SAME_PERSON_TWICE.violation().at(&employee));
            } else if other.role == member.role && member.role != CareRole::Other {
                let violation = TWO_AT_ONCE.violation().at(format!("/members/{i}/role"));
                violations.push(violation.with("role", member.role.term()));
            }
        }
        if member.until.is_some_and(|until| until < today) {
            continue;
        }
        match find(colleagues, member.employee).filter(|c| c.in_team) {
            None => violations.push(NOT_IN_TEAM.violation().at(&employee)),
            Some(c) if !member.role.admits(c.profession) => {
                let reason = match member.role {
                    CareRole::Primary => &PRIMARY_EDUCATION,
                    CareRole::Secondary | CareRole::Other => &SECONDARY_EDUCATION,
                };
                let violation = reason.violation().at(&employee);
                violations.push(violation.with("profession", c.profession.term()));
            }
            Some(_) => {}
        }
    }
    let is_nurse =
        |e| find(colleagues, e).is_some_and(|c| c.in_team && c.profession == Profession::Nurse);
    if team.responsible_nurse.is_some_and(|e| !is_nurse(e)) {
        violations.push(NOT_A_NURSE.violation().at("/responsibleNurse"));
    }
    violations
}

text_enum! {
    /// Something that a care team lacks; flagged within a day (R-CIT-2, R-CIT-3).
    pub enum CareGap {
        /// No primary contact is named.
        NoPrimary = "no_primary", "mangler primærkontakt", "manglar primærkontakt", "no primary contact";
        /// The primary contact has left the team.
        PrimaryLeft = "primary_left", "primærkontakten har sluttet i teamet", "primærkontakten har slutta i teamet", "the primary contact has left the team";
        /// No secondary contact is named.
        NoSecondary = "no_secondary", "mangler sekundærkontakt", "manglar sekundærkontakt", "no secondary contact";
        /// The secondary contact has left the team.
        SecondaryLeft = "secondary_left", "sekundærkontakten har sluttet i teamet", "sekundærkontakten har slutta i teamet", "the secondary contact has left the team";
        /// Health services without a responsible nurse.
        NoResponsibleNurse = "no_responsible_nurse", "mangler tjenesteansvarlig sykepleier", "manglar tenesteansvarleg sjukepleiar", "no responsible nurse";
    }
}

/// What the care team lacks on `day`. A contact who left is a gap, never a dangling name.
pub fn gaps(
    team: &CareTeam,
    colleagues: &[Colleague],
    day: NaiveDate,
    has_health_services: bool,
) -> Vec<CareGap> {
    let missing = |role, none, left| match team.named(role, day) {
        None => Some(none),
        Some(named) if !find(colleagues, named).is_some_and(|c| c.in_team) => Some(left),
        Some(_) => None,
    };
    let nurse = has_health_services && team.nurse_on(colleagues, day).is_none();
    [
        missing(CareRole::Primary, CareGap::NoPrimary, CareGap::PrimaryLeft),
        missing(
            CareRole::Secondary,
            CareGap::NoSecondary,
            CareGap::SecondaryLeft,
        ),
        nurse.then_some(CareGap::NoResponsibleNurse),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Who acts as primary contact on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActingPrimary {
    /// Who.
    pub employee: EmployeeId,
    /// The absent primary contact whose tasks she holds, when she stands in.
    pub stands_in_for: Option<EmployeeId>,
    /// Whether she also has the right to change the plan (R-PLAN-3); standing in, only where her
    /// education allows it.
    pub may_change_plan: bool,
}

impl CareTeam {
    /// Who is named on a rung on `day`, in the team or not.
    pub fn named(&self, role: CareRole, day: NaiveDate) -> Option<EmployeeId> {
        self.members
            .iter()
            .find(|m| m.role == role && m.counts_on(day))
            .map(|m| m.employee)
    }

    /// Who holds the primary contact's tasks on `day`: she herself, or the secondary while she is
    /// absent (R-CIT-2). `None` when neither is there.
    pub fn acting_primary(
        &self,
        colleagues: &[Colleague],
        day: NaiveDate,
    ) -> Option<ActingPrimary> {
        let there = |role| {
            self.named(role, day)
                .and_then(|e| find(colleagues, e))
                .filter(|c| c.in_team && !c.absent)
        };
        if let Some(primary) = there(CareRole::Primary) {
            return Some(ActingPrimary {
                employee: primary.employee,
                stands_in_for: None,
                may_change_plan: true,
            });
        }
        let absent = self.named(CareRole::Primary, day)?;
        there(CareRole::Secondary).map(|secondary| ActingPrimary {
            employee: secondary.employee,
            stands_in_for: Some(absent),
            may_change_plan: CareRole::Primary.admits(secondary.profession),
        })
    }

    /// The responsible nurse on `day`: the one named, else the primary contact when a nurse
    /// (R-CIT-3).
    pub fn nurse_on(&self, colleagues: &[Colleague], day: NaiveDate) -> Option<EmployeeId> {
        self.responsible_nurse
            .or_else(|| self.named(CareRole::Primary, day))
            .and_then(|e| find(colleagues, e))
            .filter(|c| c.in_team && c.profession == Profession::Nurse)
            .map(|c| c.employee)
    }

    /// Who may change the plan on `day`: the responsible nurse, and whoever acts as primary contact
    /// with the education for it (R-PLAN-3).
    pub fn plan_changers(&self, colleagues: &[Colleague], day: NaiveDate) -> Vec<EmployeeId> {
        let mut changers: Vec<EmployeeId> = self.nurse_on(colleagues, day).into_iter().collect();
        let acting = self.acting_primary(colleagues, day);
        let acting = acting.filter(|acting| acting.may_change_plan);
        changers.extend(acting.map(|acting| acting.employee));
        changers.dedup();
        changers
    }

    /// Whether `employee` may change the plan on `day` without asking: the responsible nurse or
    /// whoever acts as primary contact (R-PLAN-3).
    pub fn may_change_plan(
        &self,
        employee: EmployeeId,
        colleagues: &[Colleague],
        day: NaiveDate,
    ) -> bool {
        self.nurse_on(colleagues, day) == Some(employee)
            || self
                .acting_primary(colleagues, day)
                .is_some_and(|acting| acting.employee == employee && acting.may_change_plan)
    }
}

static NOT_YOURS_TO_CHANGE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-not-yours-to-change",
    nb: "Tiltak endres av tjenesteansvarlig sykepleier eller den som er primærkontakt i dag. Ta det opp med dem.",
    nn: "Tiltak blir endra av tenesteansvarleg sjukepleiar eller den som er primærkontakt i dag. Ta det opp med dei.",
    en: "Tiltak are changed by the responsible nurse or whoever acts as primary contact today. Take it up with them.",
};

/// What keeps `employee` from changing the citizen's tiltak on `day` (R-PLAN-3). Where nobody
/// answers for the plan, anyone of the team may: a gap is flagged, and stops no help.
pub fn may_change_tiltak(
    team: &CareTeam,
    employee: EmployeeId,
    colleagues: &[Colleague],
    day: NaiveDate,
) -> Violations {
    let changers = team.plan_changers(colleagues, day);
    if changers.is_empty() || changers.contains(&employee) {
        Violations::new()
    } else {
        vec![NOT_YOURS_TO_CHANGE.violation()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }
    fn who(n: u128) -> EmployeeId {
        EmployeeId(Uuid::from_u128(n))
    }
    fn member(n: u128, role: CareRole) -> CareTeamMember {
        CareTeamMember {
            employee: who(n),
            role,
            from: day(1),
            until: None,
        }
    }
    fn colleague(n: u128, profession: Profession) -> Colleague {
        Colleague {
            employee: who(n),
            profession,
            in_team: true,
            absent: false,
        }
    }
    fn ladder() -> CareTeam {
        CareTeam {
            members: vec![member(1, CareRole::Primary), member(2, CareRole::Secondary)],
            responsible_nurse: None,
        }
    }
    fn staff() -> Vec<Colleague> {
        vec![
            colleague(1, Profession::Nurse),
            colleague(2, Profession::HealthcareWorker),
            colleague(3, Profession::Assistant),
        ]
    }
    fn codes(team: &CareTeam) -> Vec<&'static str> {
        let found = check_care_team(team, &staff(), day(22));
        found.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn primary_needs_higher_education_and_secondary_at_least_helsefagarbeider() {
        assert_eq!(codes(&ladder()), [] as [&str; 0]);
        let mut team = ladder();
        team.members[0].employee = who(2);
        team.members[1].employee = who(3);
        assert_eq!(
            codes(&team),
            ["primary-contact-education", "secondary-contact-education"]
        );
    }

    #[test]
    fn refuses_two_primaries_at_once_but_not_one_after_the_other() {
        let mut team = ladder();
        team.members[1] = member(4, CareRole::Primary);
        assert!(codes(&team).contains(&"two-contacts-at-once"));
        team.members[0].until = Some(day(9));
        team.members[1].from = day(10);
        assert!(!codes(&team).contains(&"two-contacts-at-once"));
    }

    #[test]
    fn refuses_one_person_as_both_and_a_stranger_to_the_team() {
        let mut team = ladder();
        team.members[1].employee = who(1);
        assert_eq!(codes(&team), ["same-contact-twice"]);
        team.members[1].employee = who(9);
        assert_eq!(codes(&team), ["contact-not-in-team"]);
    }

    #[test]
    fn a_contact_who_left_the_team_is_a_gap_and_no_name() {
        let mut staff = staff();
        staff[0].in_team = false;
        assert_eq!(
            gaps(&ladder(), &staff, day(22), true),
            [CareGap::PrimaryLeft, CareGap::NoResponsibleNurse]
        );
        assert_eq!(
            gaps(&CareTeam::default(), &staff, day(22), false),
            [CareGap::NoPrimary, CareGap::NoSecondary]
        );
    }

    #[test]
    fn the_secondary_holds_the_tasks_while_the_primary_is_absent() {
        let mut staff = staff();
        staff[0].absent = true;
        let acting = ladder().acting_primary(&staff, day(22)).unwrap();
        assert_eq!(
            (acting.employee, acting.stands_in_for),
            (who(2), Some(who(1)))
        );
    }

    #[test]
    fn the_secondary_may_change_the_plan_only_where_her_education_allows_it() {
        let mut staff = staff();
        staff[0].absent = true;
        assert!(!ladder().may_change_plan(who(2), &staff, day(22)));
        staff[1].profession = Profession::SocialEducator;
        assert!(ladder().may_change_plan(who(2), &staff, day(22)));
        staff[0].absent = false;
        assert!(!ladder().may_change_plan(who(2), &staff, day(22)));
        assert!(ladder().may_change_plan(who(1), &staff, day(22)));
    }

    #[test]
    fn the_primary_contact_is_responsible_nurse_when_a_nurse() {
        assert_eq!(ladder().nurse_on(&staff(), day(22)), Some(who(1)));
        let mut staff = staff();
        staff[0].profession = Profession::Physiotherapist;
        assert_eq!(ladder().nurse_on(&staff, day(22)), None);
        let mut team = ladder();
        team.responsible_nurse = Some(who(2));
        assert_eq!(codes(&team), ["responsible-nurse-profession"]);
    }
}
