//! Districts, units, charters and duties.

use super::{
    areas::{self, Street},
    model::{DemoDistrict, DemoUnit},
    people::People,
    picker::Picker,
};
use chrono::NaiveDate;
use domain::{
    charter::{MeetingRhythm, Model, TeamCharter},
    citizen::Place,
    duty::{DutyRota, Rotation},
    ids::DistrictId,
    organisation::{CompetenceCode, Duty, UnitKind, competences_on},
    period::days_before,
};

pub(super) const SKULLERUD: &str = "Team Skullerud";
pub(super) const BOGERUD: &str = "Team Bogerud";
pub(super) const KAMPEN: &str = "Team Kampen";
pub(super) const OSTENSJO_OFFICE: &str = "Søknadskontoret i Bydel Østensjø";
pub(super) const GAMLE_OSLO_OFFICE: &str = "Søknadskontoret i Bydel Gamle Oslo";
pub(super) const STAFFING: &str = "Bemanningskontoret";

/// How long before today the teams began, days.
pub(super) const TEAM_AGE: u32 = 420;

/// The two districts, Østensjø first.
pub(super) fn districts(picker: &mut Picker) -> Vec<DemoDistrict> {
    ["Bydel Østensjø", "Bydel Gamle Oslo"]
        .map(|name| DemoDistrict {
            id: picker.id(),
            name,
        })
        .into()
}

/// The streets that a team answers for.
pub(super) fn streets(team: &str) -> &'static [Street] {
    match team {
        SKULLERUD => areas::SKULLERUD,
        BOGERUD => areas::BOGERUD,
        _ => areas::KAMPEN,
    }
}

/// Every unit, without its duties.
pub(super) fn units(
    districts: &[DemoDistrict],
    today: NaiveDate,
    picker: &mut Picker,
) -> Vec<DemoUnit> {
    let [ostensjo, gamle_oslo] = [0, 1].map(|n| districts.get(n).map(|d| d.id));
    let mut unit = |name, kind, district: Option<DistrictId>, base: Place| DemoUnit {
        id: picker.id(),
        kind,
        name,
        district,
        base,
        charter: None,
        duties: Vec::new(),
    };
    let office = UnitKind::ApplicationOffice;
    let mut units = vec![
        unit(SKULLERUD, UnitKind::Team, ostensjo, areas::SKULLERUD_BASE),
        unit(BOGERUD, UnitKind::Team, ostensjo, areas::BOGERUD_BASE),
        unit(KAMPEN, UnitKind::Team, gamle_oslo, areas::KAMPEN_BASE),
        unit(OSTENSJO_OFFICE, office, ostensjo, areas::OSTENSJO_HOUSE),
        unit(
            GAMLE_OSLO_OFFICE,
            office,
            gamle_oslo,
            areas::GAMLE_OSLO_HOUSE,
        ),
        unit(STAFFING, UnitKind::StaffingOffice, None, areas::TOWN_HALL),
    ];
    for unit in &mut units {
        if unit.kind == UnitKind::Team {
            unit.charter = Some(charter(unit, days_before(today, TEAM_AGE)));
        }
    }
    units
}

fn charter(team: &DemoUnit, first_day: NaiveDate) -> TeamCharter {
    let model = if team.name == KAMPEN {
        Model::Model1
    } else {
        Model::Model2
    };
    let area = streets(team.name).iter().map(|s| s.code.to_owned());
    TeamCharter {
        meetings: MeetingRhythm {
            citizen_review: Some("FREQ=WEEKLY;BYDAY=WE".to_owned()),
            team_meeting: Some("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH".to_owned()),
        },
        ..TeamCharter::preset(team.id, model, area.collect(), first_day)
    }
}

/// Gives each team its duties: every member with the competence takes her turn as fordeler by the
/// day, from today in the order of the staff list; the others go round by the week.
pub(super) fn agree_on_duties(units: &mut [DemoUnit], people: &People, today: NaiveDate) {
    for unit in units.iter_mut().filter(|u| u.kind == UnitKind::Team) {
        let nurses = people.caring(unit.id);
        let fordelere = nurses.clone().filter(|e| {
            let held: Vec<_> = e.certificates.iter().map(|(_, c)| *c).collect();
            competences_on(e.profession, &held, today).contains(&CompetenceCode::Fordeling)
        });
        // Whole rounds of weeks ago, so that today it is the turn of the first in the order.
        let rota = |duty, rotation, order: Vec<_>| DutyRota {
            duty,
            name: None,
            competence: None,
            any_may_give: false,
            rotation,
            from: days_before(today, 28 * u32::try_from(order.len()).unwrap_or(1)),
            until: None,
            order,
            swaps: Vec::new(),
        };
        let all: Vec<_> = nurses.map(|e| e.id).collect();
        let from = |first: usize| {
            let order = all.iter().copied().cycle().skip(first);
            order.take(all.len()).collect::<Vec<_>>()
        };
        unit.duties = vec![
            rota(
                Duty::Fordeler,
                Rotation::Daily,
                fordelere.map(|e| e.id).collect(),
            ),
            rota(Duty::PloFollowUp, Rotation::Weekly, from(0)),
            rota(Duty::JournalFollowUp, Rotation::Weekly, from(1)),
            rota(Duty::QualityControl, Rotation::Fixed, from(2)),
            rota(Duty::MeetingChair, Rotation::Weekly, from(3)),
        ];
    }
}
