//! Applications (søknad, henvendelse): a request for a service, from whom and how it came, where it
//! was sent and why, and the preliminary answer (R-TEAM-6, R-VED-10).

use crate::{
    charter::Route, ids::*, organisation::UnitKind, period::is_plausible, reason::*,
    service::ServiceType, text_enum,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static RECEIVED_AHEAD: Reason = Reason {
    rule: "R-VED-10",
    code: "received-ahead",
    nb: "En søknad kan ikke ha kommet etter i dag.",
    nn: "Ein søknad kan ikkje ha kome etter i dag.",
    en: "An application cannot have come after today.",
};
static IMPLAUSIBLE: Reason = Reason {
    rule: "API-1",
    code: "implausible-day",
    nb: "Datoen {date} kan ikke stemme.",
    nn: "Datoen {date} kan ikkje stemme.",
    en: "The date {date} cannot be right.",
};
static REQUEST_MISSING: Reason = Reason {
    rule: "R-VED-10",
    code: "request-missing",
    nb: "Skriv hva det søkes om.",
    nn: "Skriv kva det blir søkt om.",
    en: "Say what is applied for.",
};
static NAME_MISSING: Reason = Reason {
    rule: "R-VED-10",
    code: "sender-missing",
    nb: "Skriv hvem henvendelsen kom fra.",
    nn: "Skriv kven førespurnaden kom frå.",
    en: "Say who it came from.",
};
static REASON_MISSING: Reason = Reason {
    rule: "R-VED-10",
    code: "preliminary-reason-missing",
    nb: "Skriv hvorfor svaret tar tid.",
    nn: "Skriv kvifor svaret tek tid.",
    en: "Say why the answer takes time.",
};
static EXPECTED_PAST: Reason = Reason {
    rule: "R-VED-10",
    code: "expected-day-past",
    nb: "Dagen svaret er ventet, må være etter i dag.",
    nn: "Dagen svaret er venta, må vere etter i dag.",
    en: "The day the answer is expected must be after today.",
};
static CLOSED: Reason = Reason {
    rule: "R-VED-10",
    code: "application-closed",
    nb: "Søknaden er {state}.",
    nn: "Søknaden er {state}.",
    en: "The application is {state}.",
};

text_enum! {
    /// How an application came.
    pub enum ApplicationChannel {
        /// On paper.
        Letter = "letter", "brev", "brev", "letter";
        /// By a digital form.
        Digital = "digital", "digitalt skjema", "digitalt skjema", "digital form";
        /// By telephone.
        Phone = "phone", "telefon", "telefon", "telephone";
        /// Face to face.
        InPerson = "in_person", "samtale", "samtale", "conversation";
        /// As an electronic message between records.
        Message = "message", "elektronisk melding", "elektronisk melding", "electronic message";
    }
}

text_enum! {
    /// Who an application came from.
    pub enum Sender {
        /// The citizen.
        Citizen = "citizen", "innbyggeren", "innbyggjaren", "the citizen";
        /// Kin.
        Kin = "kin", "pårørende", "pårørande", "kin";
        /// The guardian.
        Guardian = "guardian", "verge", "verje", "guardian";
        /// The general practitioner.
        Gp = "gp", "fastlegen", "fastlegen", "the GP";
        /// A hospital.
        Hospital = "hospital", "sykehuset", "sjukehuset", "the hospital";
        /// Somebody else.
        Other = "other", "en annen", "ein annan", "somebody else";
    }
}

text_enum! {
    /// Where an application stands.
    pub enum ApplicationState {
        /// Registered.
        Received = "received", "mottatt", "motteken", "received";
        /// Sent where it belongs.
        Routed = "routed", "fordelt", "fordelt", "routed";
        /// Answered by a signed vedtak.
        Decided = "decided", "avgjort", "avgjord", "decided";
        /// Taken back by the one who applied.
        Withdrawn = "withdrawn", "trukket", "trekt", "withdrawn";
    }
}

impl ApplicationState {
    /// Whether somebody still waits for an answer.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Routed)
    }
}

/// What is registered of an application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ApplicationContent {
    /// The service applied for.
    pub service: ServiceType,
    /// How it came.
    pub channel: ApplicationChannel,
    /// Day it came.
    pub received_on: NaiveDate,
    /// Who it came from.
    pub sender: Sender,
    /// Her name, when it is not the citizen.
    #[serde(default)]
    #[schema(example = "Dr. Berg, Skullerud legesenter")]
    pub sender_name: Option<String>,
    /// What is asked for, as near the own words as may be.
    #[schema(
        example = "Trenger hjelp til insulin morgen og kveld.",
        max_length = 10000
    )]
    pub request: String,
    /// Whether the citizen qualifies for the dementia team.
    #[serde(default)]
    pub qualifies_for_dementia_team: bool,
}

/// A reason as it was given, in every language, so that it can be read when the rules have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Given {
    /// The rule.
    pub rule: String,
    /// Stable code.
    pub code: String,
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

impl Given {
    /// A reason of today, kept.
    pub fn of(violation: &Violation) -> Self {
        Self {
            rule: violation.reason.rule.to_owned(),
            code: violation.reason.code.to_owned(),
            nb: violation.message(Language::Nb),
            nn: violation.message(Language::Nn),
            en: violation.message(Language::En),
        }
    }
}

/// Where an application was sent, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Routing {
    /// To which unit.
    pub unit: UnitId,
    /// What kind of unit that is.
    pub unit_kind: UnitKind,
    /// To a case worker with this speciality there, where the service asks for one.
    pub speciality: Option<ServiceType>,
    /// Why.
    pub reasons: Vec<Given>,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
}

impl Routing {
    /// A route taken.
    pub fn of(route: &Route, unit: UnitId, by: EmployeeId, at: DateTime<Utc>) -> Self {
        Self {
            unit,
            unit_kind: route.unit_kind,
            speciality: route.speciality,
            reasons: route.reasons.iter().map(Given::of).collect(),
            at,
            by,
        }
    }
}

/// The preliminary answer (fvl § 11 a).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreliminaryAnswer {
    /// Why the answer takes time.
    pub reason: String,
    /// When it is expected.
    pub expected_on: NaiveDate,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
}

/// A request for a service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// Identity.
    pub id: ApplicationId,
    /// For whom.
    pub citizen: CitizenId,
    /// The unit that has it now.
    pub unit: UnitId,
    /// Where it stands.
    pub state: ApplicationState,
    /// What came.
    pub content: ApplicationContent,
    /// Who registered it.
    pub registered_by: EmployeeId,
    /// When.
    pub registered_at: DateTime<Utc>,
    /// Where it was sent, each time.
    pub routings: Vec<Routing>,
    /// The preliminary answer, once given.
    pub preliminary_answer: Option<PreliminaryAnswer>,
    /// The vedtak that answered it.
    pub decided_by: Option<VedtakId>,
}

/// What is wrong with an application.
pub fn check_application(content: &ApplicationContent, today: NaiveDate) -> Violations {
    let mut found = Violations::new();
    if !is_plausible(content.received_on) {
        found.push(
            IMPLAUSIBLE
                .violation()
                .at("/receivedOn")
                .with("date", content.received_on),
        );
    } else if today < content.received_on {
        found.push(RECEIVED_AHEAD.violation().at("/receivedOn"));
    }
    if content.request.trim().is_empty() {
        found.push(REQUEST_MISSING.violation().at("/request"));
    }
    let named = content
        .sender_name
        .as_ref()
        .is_some_and(|name| !name.trim().is_empty());
    if content.sender != Sender::Citizen && !named {
        found.push(NAME_MISSING.violation().at("/senderName"));
    }
    found
}

impl Application {
    /// Whether anything can still be done with it.
    ///
    /// # Errors
    /// It was decided or withdrawn.
    pub fn check_open(&self) -> Result<(), Violations> {
        if self.state.is_open() {
            Ok(())
        } else {
            Err(vec![CLOSED.violation().with("state", self.state.term())])
        }
    }

    /// The application sent to a unit.
    #[must_use]
    pub fn routed(mut self, routing: Routing) -> Self {
        self.unit = routing.unit;
        self.state = ApplicationState::Routed;
        self.routings.push(routing);
        self
    }

    /// The application with its preliminary answer.
    ///
    /// # Errors
    /// No reason, or a day that has passed.
    pub fn answered(
        mut self,
        answer: PreliminaryAnswer,
        today: NaiveDate,
    ) -> Result<Self, Violations> {
        let mut found = Violations::new();
        if answer.reason.trim().is_empty() {
            found.push(REASON_MISSING.violation().at("/reason"));
        }
        if answer.expected_on <= today || !is_plausible(answer.expected_on) {
            found.push(EXPECTED_PAST.violation().at("/expectedOn"));
        }
        none_of(found)?;
        self.preliminary_answer = Some(answer);
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delegation::fixtures::{codes, date, employee, noon};

    fn content() -> ApplicationContent {
        ApplicationContent {
            service: ServiceType::HomeNursing,
            channel: ApplicationChannel::Phone,
            received_on: date(6, 1),
            sender: Sender::Hospital,
            sender_name: None,
            request: " ".into(),
            qualifies_for_dementia_team: false,
        }
    }

    #[test]
    fn an_application_says_what_from_whom_and_when_it_came() {
        let found = check_application(&content(), date(5, 31));
        assert_eq!(
            codes(&found),
            ["received-ahead", "request-missing", "sender-missing"]
        );
        let right = ApplicationContent {
            sender: Sender::Citizen,
            request: "Hjelp til insulin".into(),
            ..content()
        };
        assert!(check_application(&right, date(6, 1)).is_empty());
    }

    #[test]
    fn a_preliminary_answer_has_a_reason_and_a_day_to_come() {
        let id = uuid::Uuid::nil();
        let application = Application {
            id: id.into(),
            citizen: id.into(),
            unit: id.into(),
            state: ApplicationState::Received,
            content: content(),
            registered_by: employee(1),
            registered_at: noon(6, 1),
            routings: vec![],
            preliminary_answer: None,
            decided_by: None,
        };
        let answer = |reason: &str, expected_on| PreliminaryAnswer {
            reason: reason.into(),
            expected_on,
            at: noon(6, 2),
            by: employee(1),
        };
        let refused = application
            .clone()
            .answered(answer(" ", date(6, 2)), date(6, 2));
        assert_eq!(
            codes(&refused.unwrap_err()),
            ["preliminary-reason-missing", "expected-day-past"]
        );
        let kept = application.answered(answer("Venter på epikrise", date(7, 1)), date(6, 2));
        assert!(kept.unwrap().preliminary_answer.is_some());
    }
}
