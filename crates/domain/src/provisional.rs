//! Provisional services: what a Modell 1 team gives before vedtak and choice of provider, at most
//! fourteen days, then a vedtak, a reasoned extension or a stop (R-CIT-5).

use crate::{
    charter::{Responsibility, TeamCharter},
    decision_settings::DecisionSettings,
    ids::*,
    organisation::UnitKind,
    period::{Period, days_after, is_plausible},
    provider::{ProviderChoice, other_provider},
    reason::*,
    service::ServiceType,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
static TOO_LONG: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-too-long",
    nb: "En tjeneste uten vedtak kan vare i høyst {days} dager om gangen, her til {last}.",
    nn: "Ei teneste utan vedtak kan vare i høgst {days} dagar om gongen, her til {last}.",
    en: "A service without a vedtak lasts at most {days} days at a time, here until {last}.",
};
static BACKWARDS: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-backwards",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first.",
};
static BEFORE_TODAY: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-past",
    nb: "Dagen kan tidligst være {earliest}.",
    nn: "Dagen kan tidlegast vere {earliest}.",
    en: "The day can be {earliest} at the earliest.",
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
static REASON_MISSING: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-reason-missing",
    nb: "Skriv hvorfor.",
    nn: "Skriv kvifor.",
    en: "Say why.",
};
static OVER: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-over",
    nb: "Tjenesten er stoppet {last}.",
    nn: "Tenesta er stoppa {last}.",
    en: "The service was stopped on {last}.",
};
static NOT_LATER: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-not-later",
    nb: "En forlengelse må gå lenger enn til {last}.",
    nn: "Ei forlenging må gå lenger enn til {last}.",
    en: "An extension must go beyond {last}.",
};

/// One extension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// New last day.
    pub until: NaiveDate,
    /// Why there is no vedtak yet.
    pub reason: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
}

/// How it stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stop {
    /// Last day of service.
    pub last_day: NaiveDate,
    /// Why.
    pub reason: String,
    /// The vedtak that took over, when one did.
    pub by_vedtak: Option<VedtakId>,
    /// When it was stopped.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
}

/// A service given before the vedtak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Provisional {
    /// Identity.
    pub id: ProvisionalId,
    /// For whom.
    pub citizen: CitizenId,
    /// Which unit gives it.
    pub unit: UnitId,
    /// Which service.
    pub service: ServiceType,
    /// The application that it waits for the answer to.
    pub application: Option<ApplicationId>,
    /// First day.
    pub from: NaiveDate,
    /// Last day that was given at first.
    pub until: NaiveDate,
    /// Why it cannot wait.
    pub reason: String,
    /// Extensions, oldest first.
    pub extensions: Vec<Extension>,
    /// How it stopped.
    pub stop: Option<Stop>,
    /// Who started it.
    pub started_by: EmployeeId,
    /// When.
    pub started_at: DateTime<Utc>,
}

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
    /// Its last day as things stand.
    pub fn last_day(&self) -> NaiveDate {
        let planned = self
            .extensions
            .last()
            .map_or(self.until, |extension| extension.until);
        self.stop
            .as_ref()
            .map_or(planned, |stop| stop.last_day.min(planned))
    }

    /// The days it is given.
    pub fn days(&self) -> Period {
        Period {
            from: self.from,
            until: Some(self.last_day()),
        }
    }

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

    /// The service extended with a reason, at most as many days more.
    ///
    /// # Errors
    /// It is stopped; every fault of the extension.
    pub fn extended(
        mut self,
        extension: Extension,
        settings: &DecisionSettings,
    ) -> Result<Self, Violations> {
        let mut found = self.over();
        let (last, days) = (self.last_day(), settings.provisional_service_days);
        if extension.until <= last {
            found.push(NOT_LATER.violation().at("/until").with("last", last));
        } else if days_after(last, days) < extension.until {
            let fault = TOO_LONG.violation().at("/until").with("days", days);
            found.push(fault.with("last", days_after(last, days)));
        }
        if extension.reason.trim().is_empty() {
            found.push(REASON_MISSING.violation().at("/reason"));
        }
        none_of(found)?;
        self.extensions.push(extension);
        Ok(self)
    }

    /// The service stopped.
    ///
    /// # Errors
    /// It is stopped already; every fault of the stop.
    pub fn stopped(mut self, stop: Stop, today: NaiveDate) -> Result<Self, Violations> {
        let mut found = self.over();
        let earliest = today.pred_opt().unwrap_or(today);
        if stop.by_vedtak.is_none() {
            if stop.last_day < earliest || !is_plausible(stop.last_day) {
                found.push(
                    BEFORE_TODAY
                        .violation()
                        .at("/lastDay")
                        .with("earliest", earliest),
                );
            }
            if stop.reason.trim().is_empty() {
                found.push(REASON_MISSING.violation().at("/reason"));
            }
        }
        none_of(found)?;
        self.stop = Some(stop);
        Ok(self)
    }

    fn over(&self) -> Violations {
        let stop = self.stop.as_ref();
        stop.map(|stop| OVER.violation().with("last", stop.last_day))
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        charter::Model,
        delegation::fixtures::{codes, date, employee, noon, unit},
    };
    use uuid::Uuid;

    fn service(from: NaiveDate, until: NaiveDate) -> Provisional {
        Provisional {
            id: ProvisionalId(Uuid::nil()),
            citizen: CitizenId(Uuid::nil()),
            unit: unit(1),
            service: ServiceType::HomeNursing,
            application: None,
            from,
            until,
            reason: "Kommer hjem fra sykehus".into(),
            extensions: vec![],
            stop: None,
            started_by: employee(1),
            started_at: noon(6, 1),
        }
    }

    fn starting(
        wanted: &Provisional,
        model: Model,
        in_force: &[Period],
        others: &[Provisional],
    ) -> Vec<&'static str> {
        let charter = TeamCharter::preset(unit(1), model, [].into(), date(1, 1));
        codes(&wanted.start_faults(&StartFacts {
            charter: Some(&charter),
            in_force,
            others,
            choices: &[],
            settings: &DecisionSettings::default(),
            today: date(6, 1),
        }))
    }

    #[test]
    fn a_modell_1_team_serves_fourteen_days_counting_the_first_and_a_modell_2_team_does_not() {
        let fourteen = service(date(6, 1), date(6, 14));
        assert!(starting(&fourteen, Model::Model1, &[], &[]).is_empty());
        assert_eq!(
            starting(&fourteen, Model::Model2, &[], &[]),
            ["first-service-elsewhere"]
        );
        let fifteen = service(date(6, 1), date(6, 15));
        assert_eq!(
            starting(&fifteen, Model::Model1, &[], &[]),
            ["provisional-too-long"]
        );
    }

    #[test]
    fn there_is_one_at_a_time_and_none_beside_a_vedtak() {
        let wanted = service(date(6, 1), date(6, 10));
        let in_force = [Period {
            from: date(6, 9),
            until: None,
        }];
        let others = [service(date(5, 25), date(6, 1))];
        assert_eq!(
            starting(&wanted, Model::Model1, &in_force, &others),
            ["provisional-has-vedtak", "provisional-already"]
        );
    }

    #[test]
    fn it_is_extended_with_a_reason_fourteen_days_at_a_time_until_it_stops() {
        let settings = DecisionSettings::default();
        let extension = |until, reason: &str| Extension {
            until,
            reason: reason.into(),
            at: noon(6, 14),
            by: employee(1),
        };
        let first = service(date(6, 1), date(6, 14));
        let refused = first
            .clone()
            .extended(extension(date(6, 14), " "), &settings);
        assert_eq!(
            codes(&refused.unwrap_err()),
            ["provisional-not-later", "provisional-reason-missing"]
        );
        let far = first
            .clone()
            .extended(extension(date(6, 29), "Venter"), &settings);
        assert_eq!(codes(&far.unwrap_err()), ["provisional-too-long"]);
        let longer = first
            .extended(extension(date(6, 28), "Venter på lege"), &settings)
            .unwrap();
        assert_eq!(longer.last_day(), date(6, 28));
        let stop = Stop {
            last_day: date(6, 20),
            reason: "Klarer seg selv".into(),
            by_vedtak: None,
            at: noon(6, 20),
            by: employee(1),
        };
        let stopped = longer.stopped(stop.clone(), date(6, 20)).unwrap();
        assert_eq!(stopped.last_day(), date(6, 20));
        assert_eq!(
            codes(&stopped.stopped(stop, date(6, 20)).unwrap_err()),
            ["provisional-over"]
        );
    }
}
