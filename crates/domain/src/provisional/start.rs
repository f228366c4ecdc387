//! Whether a service may begin before its vedtak (R-CIT-5, R-TEAM-6).

use super::{BEFORE_TODAY, Provisional, REASON_MISSING, TOO_LONG};
use crate::{
    charter::{Responsibility, TeamCharter},
    decision_settings::DecisionSettings,
    organisation::UnitKind,
    period::{Period, days_after, is_plausible},
    provider::{ProviderChoice, other_provider},
    reason::{Reason, Violations},
};
use chrono::NaiveDate;

static NOT_THE_TEAMS: Reason = Reason {
    rule: "R-TEAM-6",
    code: "first-service-elsewhere",
    nb: "Etter spillereglene er det {unit} som gir tjenester før vedtak.",
    nn: "Etter spelereglane er det {unit} som gir tenester før vedtak.",
    en: "By the charter it is the {unit} that serves before the vedtak.",
};
static NO_CHARTER: Reason = Reason {
    rule: "R-TEAM-6",
    code: "first-service-no-charter",
    nb: "Enheten har ingen spilleregler som lar den gi tjenester før vedtak.",
    nn: "Eininga har ingen spelereglar som lèt ho gi tenester før vedtak.",
    en: "The unit has no charter that lets it serve before the vedtak.",
};
static BACKWARDS: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-backwards",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first.",
};
static HAS_VEDTAK: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-has-vedtak",
    nb: "Innbyggeren har alt vedtak om {service}.",
    nn: "Innbyggjaren har alt vedtak om {service}.",
    en: "The citizen already has a vedtak on {service}.",
};
static HAS_PROVISIONAL: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-already",
    nb: "Innbyggeren får alt {service} uten vedtak. Forleng eller stopp den.",
    nn: "Innbyggjaren får alt {service} utan vedtak. Forleng eller stopp ho.",
    en: "The citizen already gets {service} without a vedtak. Extend or stop that.",
};
static OTHER_PROVIDER: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-other-provider",
    nb: "Innbyggeren har valgt at {name} gir {service} {day}.",
    nn: "Innbyggjaren har valt at {name} gir {service} {day}.",
    en: "The citizen has chosen that {name} gives {service} on {day}.",
};

/// What starting one looks at.
#[derive(Debug, Clone, Copy)]
pub struct StartFacts<'a> {
    /// Charter of the unit that answers for the citizen.
    pub charter: Option<&'a TeamCharter>,
    /// Days on which a vedtak on the service is in force.
    pub in_force: &'a [Period],
    /// The citizen's other provisional services.
    pub others: &'a [Provisional],
    /// The citizen's choices of provider.
    pub choices: &'a [ProviderChoice],
    /// The numbers of the day.
    pub settings: &'a DecisionSettings,
    /// Today.
    pub today: NaiveDate,
}

/// The last of so many days, the first counted.
fn last_of(first: NaiveDate, days: u32) -> NaiveDate {
    days_after(first, days.saturating_sub(1))
}

impl Provisional {
    /// What is wrong with starting it.
    pub fn start_faults(&self, facts: &StartFacts<'_>) -> Violations {
        let mut found = Violations::new();
        match facts
            .charter
            .map(|c| c.held_by(Responsibility::FirstService, self.from))
        {
            None => found.push(NO_CHARTER.violation()),
            Some(UnitKind::Team) => {}
            Some(other) => found.push(NOT_THE_TEAMS.violation().with("unit", other.term())),
        }
        found.extend(self.day_faults(facts));
        if self.reason.trim().is_empty() {
            found.push(REASON_MISSING.violation().at("/reason"));
        }
        let days = Period {
            from: self.from,
            until: Some(self.until),
        };
        if facts.in_force.iter().any(|period| period.overlaps(&days)) {
            found.push(
                HAS_VEDTAK
                    .violation()
                    .at("/service")
                    .with("service", self.service.term()),
            );
        }
        if let Some((name, day)) = other_provider(facts.choices, self.service, days) {
            let fault = OTHER_PROVIDER.violation().at("/service").with("day", day);
            found.push(
                fault
                    .with("name", name)
                    .with("service", self.service.term()),
            );
        }
        let same =
            |other: &&Provisional| other.service == self.service && other.days().overlaps(&days);
        if facts.others.iter().any(|other| same(&other)) {
            let fault = HAS_PROVISIONAL.violation().at("/service");
            found.push(fault.with("service", self.service.term()));
        }
        found
    }

    fn day_faults(&self, facts: &StartFacts<'_>) -> Violations {
        let days = facts.settings.provisional_service_days;
        let longest = last_of(self.from, days);
        let earliest = facts.today.pred_opt().unwrap_or(facts.today);
        let mut found = Violations::new();
        if self.from < earliest || !is_plausible(self.from) {
            found.push(
                BEFORE_TODAY
                    .violation()
                    .at("/from")
                    .with("earliest", earliest),
            );
        }
        if self.until < self.from {
            found.push(BACKWARDS.violation().at("/until"));
        } else if longest < self.until {
            let fault = TOO_LONG.violation().at("/until").with("days", days);
            found.push(fault.with("last", longest));
        }
        found
    }
}
