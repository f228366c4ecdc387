//! The team's charter (spilleregler): area, parts of the day, meetings, and which responsibilities
//! are the team's own (R-TEAM-1, R-TEAM-6).

mod routing;

pub use routing::*;

use crate::{
    ids::UnitId,
    organisation::UnitKind,
    period::Period,
    planning_order::{PlanningOrder, planning_order_fault},
    reason::*,
    team::{OtherEducation, other_education_faults},
    text_enum,
    time::instant,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

static SWITCH_OVERLAP: Reason = Reason {
    rule: "R-TEAM-6",
    code: "switch-overlap",
    nb: "To regler sier hvem som har ansvaret for {responsibility} på samme dag.",
    nn: "To reglar seier kven som har ansvaret for {responsibility} same dag.",
    en: "Two rules say who answers for {responsibility} on the same day.",
};
static BAD_POSTAL_CODE: Reason = Reason {
    rule: "R-TEAM-1",
    code: "bad-postal-code",
    nb: "«{code}» er ikke et postnummer med fire sifre.",
    nn: "«{code}» er ikkje eit postnummer med fire siffer.",
    en: "“{code}” is not a postal code of four digits.",
};

static DIRECT: Reason = Reason {
    rule: "R-TEAM-11",
    code: "direct-share-range",
    nb: "Andelen av vakten hos innbyggerne er fra 1 til 100 prosent.",
    nn: "Delen av vakta hos innbyggjarane er frå 1 til 100 prosent.",
    en: "The share of a shift at citizens' is from 1 to 100 per cent.",
};

/// How much of a shift is spent at citizens' where the team has not agreed otherwise, per cent.
pub const DIRECT_SHARE: i64 = 70;

text_enum! {
    /// The two models of the report; each is a preset of switches (R-TEAM-6).
    pub enum Model {
        /// The team replaces application office, assessment and rapid-response teams for its area.
        Model1 = "model_1", "Modell 1", "Modell 1", "Model 1";
        /// Specialist teams take new citizens.
        Model2 = "model_2", "Modell 2", "Modell 2", "Model 2";
    }
}

text_enum! {
    /// What a charter says who answers for (R-TEAM-6).
    pub enum Responsibility {
        /// Meeting a new citizen first; by default a case worker, so that choice stays free.
        Intake = "intake", "mottak av nye innbyggere", "mottak av nye innbyggjarar", "meeting new citizens";
        /// Assessing.
        Assessment = "assessment", "kartlegging", "kartlegging", "assessment";
        /// Preparing vedtak.
        Preparation = "preparation", "forberedelse av vedtak", "førebuing av vedtak", "preparing vedtak";
        /// Serving new citizens until vedtak and choice of provider.
        FirstService = "first_service", "tjenester til vedtak er fattet", "tenester til vedtak er gjort", "services until the vedtak";
        /// Reablement.
        Reablement = "reablement", "hverdagsrehabilitering", "kvardagsrehabilitering", "reablement";
        /// Following hospital stays.
        HospitalFollowUp = "hospital_follow_up", "oppfølging under sykehusopphold", "oppfølging under sjukehusopphald", "following hospital stays";
        /// Serving those who qualify for the dementia team.
        Dementia = "dementia", "demensomsorg", "demensomsorg", "dementia care";
    }
}

/// Who answers for one responsibility in a stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Switch {
    /// For what.
    pub responsibility: Responsibility,
    /// What kind of unit.
    pub held_by: UnitKind,
    /// Days it counts.
    pub period: Period,
}

/// A part of the day with its own work lists, in local time; one that ends where or before it
/// begins runs past midnight, and belongs to the day on which it begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DayPart {
    /// Name, as `day`, `evening`, `night`.
    pub name: String,
    /// Begins.
    pub from: NaiveTime,
    /// Ends.
    pub until: NaiveTime,
}

impl DayPart {
    /// The default: one part that covers the day.
    pub fn whole_day() -> Self {
        Self {
            name: "day".to_owned(),
            from: NaiveTime::MIN,
            until: NaiveTime::MIN,
        }
    }

    /// The instants between which the part of `date` lies, the last one not included.
    pub fn on(&self, date: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        let end = if self.until <= self.from {
            date.succ_opt().unwrap_or(date)
        } else {
            date
        };
        (instant(date, self.from), instant(end, self.until))
    }
}

/// How often the team meets, as recurrence rules (RFC 5545).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeetingRhythm {
    /// Citizen review (brukermøte).
    #[serde(default)]
    pub citizen_review: Option<String>,
    /// Team meeting.
    #[serde(default)]
    pub team_meeting: Option<String>,
}

/// How a team has agreed to work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TeamCharter {
    /// Whose.
    pub unit: UnitId,
    /// The model it began from.
    pub model: Model,
    /// Postal codes of the area (R-TEAM-1).
    pub area: BTreeSet<String>,
    /// Parts of the day.
    pub parts: Vec<DayPart>,
    /// Meetings.
    #[serde(default)]
    pub meetings: MeetingRhythm,
    /// Who answers for what.
    pub switches: Vec<Switch>,
    /// The team books substitutes itself; else its leader does (R-SHF-3).
    #[serde(default)]
    pub team_books_substitutes: bool,
    /// Educations beside those of health that the team takes in, and why (R-TEAM-4).
    #[serde(default)]
    pub other_education: Vec<OtherEducation>,
    /// How much of a shift is spent at citizens', per cent, for the team's capacity (R-TEAM-11).
    #[serde(default = "direct_share")]
    pub direct_share: i64,
    /// What counts before what when a proposal is made (R-WL-5).
    #[serde(default)]
    pub planning_order: PlanningOrder,
    /// How absence is handled, in the team's own words.
    #[serde(default)]
    pub absence: Option<String>,
}

/// What is counted with before a team has agreed on its own.
const fn direct_share() -> i64 {
    DIRECT_SHARE
}

impl TeamCharter {
    /// A charter with the preset of `model` from `first_day` on.
    pub fn preset(
        unit: UnitId,
        model: Model,
        area: BTreeSet<String>,
        first_day: NaiveDate,
    ) -> Self {
        let period = Period {
            from: first_day,
            until: None,
        };
        let switch = |responsibility| Switch {
            responsibility,
            held_by: preset_holder(model, responsibility),
            period,
        };
        Self {
            unit,
            model,
            area,
            parts: vec![DayPart::whole_day()],
            meetings: MeetingRhythm::default(),
            switches: Responsibility::ALL.iter().copied().map(switch).collect(),
            team_books_substitutes: false,
            other_education: Vec::new(),
            direct_share: DIRECT_SHARE,
            planning_order: PlanningOrder::default(),
            absence: None,
        }
    }

    /// What kind of unit answers for `responsibility` on `day`: its switch, else the model's preset.
    pub fn held_by(&self, responsibility: Responsibility, day: NaiveDate) -> UnitKind {
        self.switches
            .iter()
            .find(|s| s.responsibility == responsibility && s.period.contains(day))
            .map_or_else(|| preset_holder(self.model, responsibility), |s| s.held_by)
    }
}

const fn preset_holder(model: Model, responsibility: Responsibility) -> UnitKind {
    match (model, responsibility) {
        (_, Responsibility::Dementia) | (Model::Model2, Responsibility::Intake) => {
            UnitKind::SpecialistTeam
        }
        (Model::Model1, _) | (Model::Model2, Responsibility::Preparation) => UnitKind::Team,
        (Model::Model2, _) => UnitKind::SpecialistTeam,
    }
}

/// Whether a charter makes sense by itself.
///
/// # Errors
/// Every switch that contradicts another, and every postal code that is none.
pub fn check_charter(charter: &TeamCharter) -> Result<(), Violations> {
    let overlaps = charter.switches.iter().enumerate().filter(|(n, switch)| {
        charter.switches[..*n].iter().any(|before| {
            before.responsibility == switch.responsibility && before.period.overlaps(&switch.period)
        })
    });
    let overlaps = overlaps.map(|(n, switch)| {
        SWITCH_OVERLAP
            .violation()
            .at(format!("/switches/{n}/period"))
            .with("responsibility", switch.responsibility.term())
    });
    let is_code = |code: &str| code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit());
    let codes = charter.area.iter().filter(|code| !is_code(code));
    let codes = codes.map(|code| {
        BAD_POSTAL_CODE
            .violation()
            .at("/area")
            .with("code", code.as_str())
    });
    let mut found: Violations = overlaps.chain(codes).collect();
    found.extend(other_education_faults(&charter.other_education));
    if !(1..=100).contains(&charter.direct_share) {
        found.push(DIRECT.violation().at("/directShare"));
    }
    found.extend(planning_order_fault(&charter.planning_order).map(|f| f.at("/planningOrder")));
    none_of(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delegation::fixtures::{codes, date, unit};

    #[test]
    fn a_switch_with_dates_departs_from_the_model_only_on_its_days() {
        let mut charter = TeamCharter::preset(unit(1), Model::Model2, [].into(), date(1, 1));
        charter
            .switches
            .retain(|s| s.responsibility != Responsibility::Reablement);
        charter.switches.push(Switch {
            responsibility: Responsibility::Reablement,
            held_by: UnitKind::Team,
            period: Period {
                from: date(3, 1),
                until: Some(date(3, 31)),
            },
        });
        let on = |m, d| charter.held_by(Responsibility::Reablement, date(m, d));
        assert_eq!(on(2, 28), UnitKind::SpecialistTeam);
        assert_eq!(on(3, 31), UnitKind::Team);
        assert_eq!(on(4, 1), UnitKind::SpecialistTeam);
    }

    #[test]
    fn lists_contradicting_switches_and_bad_postal_codes() {
        let area = ["0680".to_owned(), "68".to_owned()].into();
        let mut charter = TeamCharter::preset(unit(1), Model::Model1, area, date(1, 1));
        charter.switches.push(charter.switches[0]);
        assert_eq!(
            codes(&check_charter(&charter).unwrap_err()),
            ["switch-overlap", "bad-postal-code"]
        );
    }

    #[test]
    fn the_default_part_covers_the_whole_day_also_when_clocks_change() {
        let (from, until) = DayPart::whole_day().on(date(10, 25));
        assert_eq!((until - from).num_hours(), 25);
    }
}
