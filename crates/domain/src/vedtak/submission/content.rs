//! What the content itself must say: texts, extent, days, the assessment it builds on (R-VED-6,
//! R-VED-7).

use super::{Item, SubmissionFacts, item::missing};
use crate::{
    application::{Application, ApplicationState},
    decision_settings::DecisionSettings,
    delegation::faults_at,
    period::months_after,
    reason::*,
    time::local_date,
    vedtak::{Frame, Outcome, VedtakContent, VedtakForm},
};
use chrono::{DateTime, NaiveDate, Utc};

static FRAME_REVERSED: Reason = Reason {
    rule: "R-VED-6",
    code: "frame-reversed",
    nb: "Rammen går fra {from} til {to} minutter i uka. Den må begynne på null eller mer, og det største tallet må stå sist.",
    nn: "Ramma går frå {from} til {to} minutt i veka. Ho må byrje på null eller meir, og det største talet må stå sist.",
    en: "The frame goes from {from} to {to} minutes a week. It must begin at zero or more, with the greater number last.",
};
static COUNT_NOT_POSITIVE: Reason = Reason {
    rule: "R-VED-6",
    code: "count-not-positive",
    nb: "Antallet må være minst én.",
    nn: "Talet må vere minst éin.",
    en: "The count must be at least one.",
};
static FRAME_OF_WRONG_KIND: Reason = Reason {
    rule: "R-VED-6",
    code: "frame-of-wrong-kind",
    nb: "{service} måles i minutter i uka, ikke i antall.",
    nn: "{service} blir målt i minutt i veka, ikkje i tal.",
    en: "The extent of {service} is minutes a week, not a count.",
};
static ENDS_BEFORE_BEGUN: Reason = Reason {
    rule: "R-VED-6",
    code: "period-reversed",
    nb: "{date} er før første dag.",
    nn: "{date} er før første dag.",
    en: "{date} is before the first day.",
};
static BEFORE_APPLICATION: Reason = Reason {
    rule: "R-VED-6",
    code: "before-application",
    nb: "Første dag er før søknaden kom {received}.",
    nn: "Første dag er før søknaden kom {received}.",
    en: "The first day is before the application came on {received}.",
};
static ASSESSMENT_NOT_COMPLETED: Reason = Reason {
    rule: "R-VED-6",
    code: "assessment-not-completed",
    nb: "Kartleggingen vedtaket bygger på, er ikke fullført.",
    nn: "Kartlegginga vedtaket byggjer på, er ikkje fullført.",
    en: "The assessment that the vedtak builds on is not completed.",
};
static ASSESSMENT_TOO_OLD: Reason = Reason {
    rule: "R-VED-6",
    code: "assessment-too-old",
    nb: "Kartleggingen er fra {date}. Den kan være høyst {months} måneder gammel.",
    nn: "Kartlegginga er frå {date}. Ho kan vere høgst {months} månader gammal.",
    en: "The assessment is from {date}. It may be at most {months} months old.",
};
static ASSESSMENT_OF_ANOTHER: Reason = Reason {
    rule: "R-VED-6",
    code: "assessment-of-another",
    nb: "Kartleggingen finnes ikke hos denne innbyggeren.",
    nn: "Kartlegginga finst ikkje hos denne innbyggjaren.",
    en: "This citizen has no such assessment.",
};
static APPLICATION_OF_OTHER_SERVICE: Reason = Reason {
    rule: "R-VED-6",
    code: "application-of-other-service",
    nb: "Søknaden gjelder {service}. Da kan ikke dette vedtaket være svaret på den.",
    nn: "Søknaden gjeld {service}. Då kan ikkje dette vedtaket vere svaret på han.",
    en: "The application is for {service}, so this vedtak cannot be the answer to it.",
};
static APPLICATION_CLOSED: Reason = Reason {
    rule: "R-VED-6",
    code: "application-not-open",
    nb: "Søknaden er {state}. Den venter ikke på noe svar.",
    nn: "Søknaden er {state}. Han ventar ikkje på noko svar.",
    en: "The application is {state} and waits for no answer.",
};
static UNKNOWN_SERVICE: Reason = Reason {
    rule: "R-VED-1",
    code: "service-unknown-to-unit",
    nb: "Ingen har fullmakt til å avgjøre {service} for enheten som har ansvar for innbyggeren. Be administrator om det.",
    nn: "Ingen har fullmakt til å avgjere {service} for eininga som har ansvar for innbyggjaren. Be administrator om det.",
    en: "Nobody holds a delegation to decide on {service} for the unit that answers for the citizen. Ask the administrator.",
};
static UNCLEAR_FRAME: Reason = Reason {
    rule: "R-VED-7",
    code: "unclear-to-a-stranger",
    nb: "En fremmed kan ikke se hvilken hjelp innbyggeren får. Skriv det tydeligere.",
    nn: "Ein framand kan ikkje sjå kva hjelp innbyggjaren får. Skriv det tydelegare.",
    en: "A stranger could not tell what help the citizen gets. Write it more clearly.",
};

pub(super) fn text_faults(content: &VedtakContent) -> Violations {
    let blank = |text: &str| text.trim().is_empty();
    let denies = content.outcome.is_some_and(Outcome::denies);
    let is_frame = content.form == VedtakForm::Frame && content.gives_service();
    let mut violations: Violations = [
        (content.outcome.is_none(), Item::Outcome),
        (
            content.gives_service() && blank(&content.purpose),
            Item::Purpose,
        ),
        (blank(&content.facts), Item::Facts),
        (blank(&content.reasoning), Item::Reasoning),
        (blank(&content.citizen_view), Item::CitizenView),
        (blank(&content.kin_view), Item::KinView),
        (
            content.legal_basis.iter().all(|basis| blank(basis)),
            Item::LegalBasis,
        ),
        (content.own_payment.is_none(), Item::OwnPayment),
        (blank(&content.appeal_information), Item::Appeal),
        (denies && blank(&content.alternatives), Item::Alternatives),
        (is_frame && content.frame_check.is_none(), Item::FrameCheck),
    ]
    .into_iter()
    .filter(|(is_missing, _)| *is_missing)
    .map(|(_, item)| missing(item))
    .collect();
    if is_frame
        && content
            .frame_check
            .as_ref()
            .is_some_and(|check| !check.clear_to_a_stranger)
    {
        violations.push(UNCLEAR_FRAME.violation().at("/content/frameCheck"));
    }
    violations
}

pub(super) fn extent_faults(content: &VedtakContent) -> Violations {
    let fault = match content.frame {
        None if content.outcome.is_none_or(Outcome::gives_service) => missing(Item::Frame),
        Some(Frame::MinutesPerWeek { from, to }) if from < 0 || to < from || to == 0 => {
            FRAME_REVERSED
                .violation()
                .at("/content/frame")
                .with("from", i64::from(from))
                .with("to", i64::from(to))
        }
        Some(Frame::Count { .. }) if content.service.is_visited() => FRAME_OF_WRONG_KIND
            .violation()
            .at("/content/frame")
            .with("service", content.service.term()),
        Some(Frame::Count { count }) if count < 1 => {
            COUNT_NOT_POSITIVE.violation().at("/content/frame/count")
        }
        _ => return Violations::new(),
    };
    vec![fault]
}

pub(super) fn period_faults(
    content: &VedtakContent,
    application: Option<&Application>,
) -> Violations {
    let mut violations = Violations::new();
    let open = content.until.is_none() && content.review_on.is_none();
    if open && content.outcome.is_none_or(Outcome::gives_service) {
        violations.push(missing(Item::Period));
    }
    let Some(from) = content.from else {
        violations.insert(0, missing(Item::From));
        return violations;
    };
    for (date, field) in [(content.until, "until"), (content.review_on, "reviewOn")] {
        if let Some(date) = date.filter(|date| *date < from) {
            let fault = ENDS_BEFORE_BEGUN
                .violation()
                .at(format!("/content/{field}"));
            violations.push(fault.with("date", date));
        }
    }
    let received = application.map(|application| application.content.received_on);
    if let Some(received) = received.filter(|received| from < *received) {
        violations.push(
            BEFORE_APPLICATION
                .violation()
                .at("/content/from")
                .with("received", received),
        );
    }
    violations
}

pub(super) fn assessment_faults(
    facts: &SubmissionFacts<'_>,
    settings: &DecisionSettings,
    today: NaiveDate,
) -> Violations {
    let Some(id) = facts.vedtak.content.assessment else {
        return vec![missing(Item::Assessment)];
    };
    let months = settings.assessment_max_age_months;
    let fault = match facts
        .assessments
        .iter()
        .find(|a| a.id == id)
        .map(|a| a.completed_at)
    {
        None => ASSESSMENT_OF_ANOTHER.violation(),
        Some(None) => ASSESSMENT_NOT_COMPLETED.violation(),
        Some(Some(at)) if months_after(local_date(at), months) < today => ASSESSMENT_TOO_OLD
            .violation()
            .with("date", local_date(at))
            .with("months", months),
        Some(Some(_)) => return Violations::new(),
    };
    vec![fault.at("/content/assessment")]
}

/// The application that it answers: on the same service, and waiting; a vedtak that takes an
/// earlier one's place may name the application which that one answered.
pub(super) fn application_faults(
    content: &VedtakContent,
    application: Option<&Application>,
) -> Violations {
    let Some(application) = application else {
        return Violations::new();
    };
    let mut violations = Violations::new();
    if application.content.service != content.service {
        let fault = APPLICATION_OF_OTHER_SERVICE.violation().at("/application");
        violations.push(fault.with("service", application.content.service.term()));
    }
    let again = application.state == ApplicationState::Decided && content.replaces.is_some();
    if !application.state.is_open() && !again {
        let fault = APPLICATION_CLOSED.violation().at("/application");
        violations.push(fault.with("state", application.state.term()));
    }
    violations
}

/// A service that nobody may decide for the citizen's unit on that day.
pub(super) fn service_faults(facts: &SubmissionFacts<'_>, now: DateTime<Utc>) -> Violations {
    let (service, unit) = (facts.vedtak.content.service, facts.vedtak.unit);
    let is_decided = facts.register.iter().any(|link| {
        link.grant.services.contains(&service)
            && link.grant.units.covers(unit)
            && faults_at(facts.register, link, now).is_empty()
    });
    if is_decided {
        return Violations::new();
    }
    let fault = UNKNOWN_SERVICE.violation().at("/content/service");
    vec![fault.with("service", service.term())]
}
