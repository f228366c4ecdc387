//! Free choice of provider: who gives a citizen a service from a day on (R-CIT-5).

use crate::{
    ids::*,
    period::{Period, is_plausible},
    reason::*,
    service::ServiceType,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static FROM_PAST: Reason = Reason {
    rule: "R-CIT-5",
    code: "choice-past",
    nb: "Valget kan tidligst gjelde fra i dag. Det som er gjort, er gjort.",
    nn: "Valet kan tidlegast gjelde frå i dag. Det som er gjort, er gjort.",
    en: "The choice can count from today at the earliest. What was done was done.",
};
static NAME_MISSING: Reason = Reason {
    rule: "R-CIT-5",
    code: "provider-missing",
    nb: "Skriv hvem den andre leverandøren er.",
    nn: "Skriv kven den andre leverandøren er.",
    en: "Say who the other provider is.",
};

/// Who gives the service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Provider {
    /// The municipality's own team.
    Municipality,
    /// Another provider.
    Another {
        /// Who.
        #[schema(example = "Hjemmehjelpen AS", max_length = 10000)]
        name: String,
    },
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProviderChoiceContent {
    /// For which service.
    pub service: ServiceType,
    /// Who is to give it.
    pub provider: Provider,
    /// From which day.
    pub from: NaiveDate,
    /// What the citizen said, when it matters.
    #[serde(default)]
    #[schema(max_length = 10000)]
    pub note: String,
}

/// A choice as it is kept; the latest one that has begun counts, and none is ever changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProviderChoice {
    /// Identity.
    pub id: ProviderChoiceId,
    /// Whose.
    pub citizen: CitizenId,
    /// What was chosen.
    pub content: ProviderChoiceContent,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// By whom.
    pub recorded_by: EmployeeId,
}

/// What is wrong with a choice.
pub fn check_choice(content: &ProviderChoiceContent, today: NaiveDate) -> Violations {
    let mut found = Violations::new();
    if content.from < today || !is_plausible(content.from) {
        found.push(FROM_PAST.violation().at("/from"));
    }
    if matches!(&content.provider, Provider::Another { name } if name.trim().is_empty()) {
        found.push(NAME_MISSING.violation().at("/provider/name"));
    }
    found
}

/// The other provider who gives a service on some day of `days`, by the choices in the order in which
/// they were written down: of those that have begun, the one that began last counts.
pub fn other_provider(
    choices: &[ProviderChoice],
    service: ServiceType,
    days: Period,
) -> Option<(&str, NaiveDate)> {
    let of_service = || choices.iter().filter(|c| c.content.service == service);
    let on = |day: NaiveDate| {
        let begun = of_service().filter(|c| c.content.from <= day);
        let counts = begun.max_by_key(|c| (c.content.from, c.recorded_at))?;
        match &counts.content.provider {
            Provider::Another { name } => Some((name.as_str(), day)),
            Provider::Municipality => None,
        }
    };
    // Who gives it changes only on a first day.
    let firsts = of_service().map(|c| c.content.from);
    let mut asked: Vec<NaiveDate> = firsts.filter(|day| days.contains(*day)).collect();
    asked.push(days.from);
    asked.sort();
    asked.into_iter().find_map(on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delegation::fixtures::{codes, date, employee, noon};

    #[test]
    fn a_choice_counts_from_today_at_the_earliest_and_names_the_provider() {
        let choice = |name: &str, from| ProviderChoiceContent {
            service: ServiceType::PracticalAssistance,
            provider: Provider::Another { name: name.into() },
            from,
            note: String::new(),
        };
        let found = check_choice(&choice(" ", date(5, 31)), date(6, 1));
        assert_eq!(codes(&found), ["choice-past", "provider-missing"]);
        assert!(check_choice(&choice("Hjemmehjelpen AS", date(6, 1)), date(6, 1)).is_empty());
    }

    #[test]
    fn the_choice_that_began_last_says_who_gives_the_service() {
        let choice = |n: u128, provider, from| ProviderChoice {
            id: ProviderChoiceId(uuid::Uuid::from_u128(n)),
            citizen: CitizenId(uuid::Uuid::nil()),
            content: ProviderChoiceContent {
                service: ServiceType::HomeNursing,
                provider,
                from,
                note: String::new(),
            },
            recorded_at: noon(5, u32::try_from(n).unwrap()),
            recorded_by: employee(1),
        };
        let another = |name: &str| Provider::Another { name: name.into() };
        let choices = [
            choice(1, another("Pleie AS"), date(6, 10)),
            choice(2, Provider::Municipality, date(6, 20)),
        ];
        let days = |from, until| Period {
            from,
            until: Some(until),
        };
        let on =
            |from, until| other_provider(&choices, ServiceType::HomeNursing, days(from, until));
        assert_eq!(on(date(6, 1), date(6, 9)), None);
        assert_eq!(on(date(6, 1), date(6, 10)), Some(("Pleie AS", date(6, 10))));
        assert_eq!(
            on(date(6, 19), date(6, 30)),
            Some(("Pleie AS", date(6, 19)))
        );
        assert_eq!(on(date(6, 20), date(6, 30)), None);
        let other = other_provider(
            &choices,
            ServiceType::DayCentre,
            days(date(6, 1), date(6, 30)),
        );
        assert_eq!(other, None);
    }
}
