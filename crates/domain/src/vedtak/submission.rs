//! What must be there before a vedtak goes to signature (R-VED-3, R-VED-6, R-VED-7): each missing or
//! contradictory item is one named error with its place.

use super::*;
use crate::{
    decision_settings::DecisionSettings,
    period::{days_after, months_after},
    time::local_date,
};

text_enum! {
    /// An item that submission asks for (R-VED-6).
    pub enum Item {
        /// Outcome.
        Outcome = "outcome", "utfall", "utfall", "the outcome";
        /// Frame.
        Frame = "frame", "ramme (minutter i uka fra–til, eller antall)", "ramme (minutt i veka frå–til, eller tal)", "the frame (minutes a week from–to, or a count)";
        /// First day.
        From = "from", "første dag", "første dag", "the first day";
        /// Last day or review date.
        Period = "period", "siste dag eller dato for ny vurdering", "siste dag eller dato for ny vurdering", "a last day or a review date";
        /// Assessment.
        Assessment = "assessment", "kartleggingen vedtaket bygger på", "kartlegginga vedtaket byggjer på", "the assessment it builds on";
        /// Purpose.
        Purpose = "purpose", "formålet med tjenesten", "formålet med tenesta", "the purpose of the service";
        /// Facts.
        Facts = "facts", "fakta i saken", "fakta i saka", "the facts";
        /// Reasoning.
        Reasoning = "reasoning", "begrunnelse", "grunngiving", "the reasoning";
        /// Citizen's view.
        CitizenView = "citizenView", "hva innbyggeren har sagt", "kva innbyggjaren har sagt", "what the citizen said";
        /// Kin's view.
        KinView = "kinView", "hva pårørende har sagt", "kva pårørande har sagt", "what kin said";
        /// Legal basis.
        LegalBasis = "legalBasis", "hjemmel", "heimel", "the legal basis";
        /// Own payment.
        OwnPayment = "ownPayment", "om innbyggeren betaler egenandel", "om innbyggjaren betaler eigendel", "whether own payment applies";
        /// How to appeal.
        Appeal = "appealInformation", "hvordan man klager", "korleis ein klagar", "how to appeal";
        /// Alternatives.
        Alternatives = "alternatives", "hva som er vurdert i stedet", "kva som er vurdert i staden", "what was considered instead";
        /// Frame check.
        FrameCheck = "frameCheck", "svar på om en fremmed kan se hvilken hjelp innbyggeren får", "svar på om ein framand kan sjå kva hjelp innbyggjaren får", "the answer to whether a stranger could tell what help the citizen gets";
        /// The earlier vedtak.
        Replaces = "replaces", "vedtaket som endres eller avsluttes", "vedtaket som blir endra eller avslutta", "the vedtak that is changed or ended";
        /// Prior notice.
        PriorNotice = "priorNotice", "forhåndsvarsel til innbyggeren", "førehandsvarsel til innbyggjaren", "prior notice to the citizen";
        /// Ground for a change for the worse.
        Ground = "priorNotice/ground", "grunnlaget for endringen", "grunnlaget for endringa", "the ground for the change";
    }
}

static MISSING: Reason = Reason {
    rule: "R-VED-6",
    code: "item-missing",
    nb: "Vedtaket mangler {item}.",
    nn: "Vedtaket manglar {item}.",
    en: "The vedtak lacks {item}.",
};
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
static UNCLEAR_FRAME: Reason = Reason {
    rule: "R-VED-7",
    code: "unclear-to-a-stranger",
    nb: "En fremmed kan ikke se hvilken hjelp innbyggeren får. Skriv det tydeligere.",
    nn: "Ein framand kan ikkje sjå kva hjelp innbyggjaren får. Skriv det tydelegare.",
    en: "A stranger could not tell what help the citizen gets. Write it more clearly.",
};
static NO_CASE_WORKER: Reason = Reason {
    rule: "R-VED-3",
    code: "case-worker-missing",
    nb: "Velg en saksbehandler med hovedansvar.",
    nn: "Vel ein saksbehandlar med hovudansvar.",
    en: "Name a case worker with main responsibility.",
};
static NO_RESPONSIBLE_NURSE: Reason = Reason {
    rule: "R-VED-3",
    code: "responsible-nurse-missing",
    nb: "En helsetjeneste trenger en tjenesteansvarlig sykepleier.",
    nn: "Ei helseteneste treng ein tenesteansvarleg sjukepleiar.",
    en: "A health service needs a responsible nurse.",
};
static STATEMENT_MISSING: Reason = Reason {
    rule: "R-VED-3",
    code: "statement-missing",
    nb: "Det mangler en skriftlig uttalelse fra {role}.",
    nn: "Det manglar ei skriftleg fråsegn frå {role}.",
    en: "A written statement from the {role} is missing.",
};
static NOTICE_TOO_SHORT: Reason = Reason {
    rule: "R-VED-6",
    code: "notice-too-short",
    nb: "Innbyggeren ble varslet {given} og har {days} dager på seg til å uttale seg.",
    nn: "Innbyggjaren blei varsla {given} og har {days} dagar på seg til å uttale seg.",
    en: "The citizen was told on {given} and has {days} days to speak.",
};

/// The assessment that the vedtak names, as found in the citizen's record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AssessmentFact {
    /// Which.
    pub id: AssessmentId,
    /// When it was completed; none while a draft.
    pub completed_at: Option<DateTime<Utc>>,
}

/// What submission looks at beside the vedtak itself.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionFacts<'a> {
    /// The vedtak to submit.
    pub vedtak: &'a Vedtak,
    /// The citizen's assessments.
    pub assessments: &'a [AssessmentFact],
    /// The citizen's other vedtak.
    pub others: &'a [Vedtak],
    /// Day the application came, when there is one.
    pub application_received: Option<NaiveDate>,
}

/// Whether a vedtak may go to signature.
///
/// # Errors
/// Every missing or contradictory item, each with its place.
pub fn check_submission(
    facts: &SubmissionFacts<'_>,
    settings: &DecisionSettings,
    now: DateTime<Utc>,
) -> Result<(), Violations> {
    let today = local_date(now);
    let mut violations = facts
        .vedtak
        .state
        .after(Step::Submit)
        .err()
        .unwrap_or_default();
    violations.extend(text_faults(&facts.vedtak.content));
    violations.extend(extent_faults(&facts.vedtak.content));
    violations.extend(period_faults(
        &facts.vedtak.content,
        facts.application_received,
    ));
    violations.extend(assessment_faults(facts, settings, today));
    violations.extend(role_faults(facts.vedtak));
    violations.extend(notice_faults(facts, settings, today));
    violations.extend(overlap_faults(facts.vedtak, facts.others));
    none_of(violations)
}

fn missing(item: Item) -> Violation {
    MISSING
        .violation()
        .at(format!("/content/{item}"))
        .with("item", item.term())
}

fn text_faults(content: &VedtakContent) -> Violations {
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

fn extent_faults(content: &VedtakContent) -> Violations {
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

fn period_faults(content: &VedtakContent, application: Option<NaiveDate>) -> Violations {
    let mut violations = Violations::new();
    let Some(from) = content.from else {
        return vec![missing(Item::From)];
    };
    let open = content.until.is_none() && content.review_on.is_none();
    if open && content.outcome.is_none_or(Outcome::gives_service) {
        violations.push(missing(Item::Period));
    }
    for (date, field) in [(content.until, "until"), (content.review_on, "reviewOn")] {
        if let Some(date) = date.filter(|date| *date < from) {
            let fault = ENDS_BEFORE_BEGUN
                .violation()
                .at(format!("/content/{field}"));
            violations.push(fault.with("date", date));
        }
    }
    if let Some(received) = application.filter(|received| from < *received) {
        violations.push(
            BEFORE_APPLICATION
                .violation()
                .at("/content/from")
                .with("received", received),
        );
    }
    violations
}

fn assessment_faults(
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

fn role_faults(vedtak: &Vedtak) -> Violations {
    let mut roles = vec![(
        vedtak.case_worker,
        StatementRole::CaseWorker,
        NO_CASE_WORKER.violation().at("/caseWorker"),
    )];
    if vedtak.content.service.is_health_service() {
        roles.push((
            vedtak.responsible_nurse,
            StatementRole::ResponsibleNurse,
            NO_RESPONSIBLE_NURSE.violation().at("/responsibleNurse"),
        ));
    }
    roles
        .into_iter()
        .filter_map(|(holder, role, nobody)| {
            let Some(holder) = holder else {
                return Some(nobody);
            };
            let has_spoken = vedtak
                .statements
                .iter()
                .any(|s| s.by == holder && s.role == role && !s.text.trim().is_empty());
            let fault = STATEMENT_MISSING
                .violation()
                .at("/statements")
                .with("role", role.term());
            (!has_spoken).then_some(fault)
        })
        .collect()
}

/// Prior notice and ground before a change for the worse (fvl §§ 16, 35), and the earlier vedtak
/// that a change or an end speaks of.
fn notice_faults(
    facts: &SubmissionFacts<'_>,
    settings: &DecisionSettings,
    today: NaiveDate,
) -> Violations {
    let content = &facts.vedtak.content;
    let earlier = facts.others.iter().find(|other| {
        content.replaces == Some(other.id)
            && other.state.is_decided()
            && other.citizen == facts.vedtak.citizen
            && other.content.service == content.service
    });
    let mut violations = Violations::new();
    let follows = content.outcome.is_some_and(Outcome::follows_earlier);
    if earlier.is_none() && (follows || content.replaces.is_some()) {
        violations.push(missing(Item::Replaces));
    }
    let needs_notice = settings
        .service(content.service)
        .is_none_or(|rules| rules.needs_prior_notice);
    if !needs_notice || !content.is_to_disadvantage_after(earlier.map(|earlier| &earlier.content)) {
        return violations;
    }
    let Some(notice) = &content.prior_notice else {
        violations.push(missing(Item::PriorNotice));
        return violations;
    };
    if notice.ground.trim().is_empty() {
        violations.push(missing(Item::Ground));
    }
    if days_after(notice.given_on, settings.prior_notice_days) > today {
        violations.push(
            NOTICE_TOO_SHORT
                .violation()
                .at("/content/priorNotice/givenOn")
                .with("given", notice.given_on)
                .with("days", settings.prior_notice_days),
        );
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;
    use crate::{
        delegation::fixtures::{codes, date, noon},
        period::Period,
        service::ServiceType,
    };

    fn check_with(
        change: impl FnOnce(&mut Vedtak),
        others: &[Vedtak],
        completed: Option<DateTime<Utc>>,
    ) -> Violations {
        let mut vedtak = Vedtak {
            state: VedtakState::Draft,
            ..submitted()
        };
        change(&mut vedtak);
        let facts = SubmissionFacts {
            vedtak: &vedtak,
            assessments: &[AssessmentFact {
                id: assessment(),
                completed_at: completed,
            }],
            others,
            application_received: Some(date(5, 1)),
        };
        check_submission(&facts, &DecisionSettings::default(), noon(6, 1))
            .err()
            .unwrap_or_default()
    }
    fn check(change: impl FnOnce(&mut Vedtak)) -> Violations {
        check_with(change, &[], Some(noon(5, 1)))
    }

    #[test]
    fn a_complete_vedtak_may_be_submitted() {
        assert_eq!(check(|_| {}), vec![]);
    }

    #[test]
    fn each_missing_item_is_one_named_error() {
        let violations = check(|v| {
            v.content =
                serde_json::from_str(r#"{"service":"home_nursing","form":"frame"}"#).unwrap();
        });
        let pointers: Vec<_> = violations
            .iter()
            .map(|v| v.pointer.as_deref().unwrap_or(""))
            .collect();
        assert_eq!(
            pointers,
            [
                "/content/outcome",
                "/content/facts",
                "/content/reasoning",
                "/content/citizenView",
                "/content/kinView",
                "/content/legalBasis",
                "/content/ownPayment",
                "/content/appealInformation",
                "/content/frame",
                "/content/from",
                "/content/assessment",
            ]
        );
    }

    #[test]
    fn a_refusal_says_what_was_considered_instead_and_needs_no_frame() {
        let violations = check(|v| {
            v.content.outcome = Some(Outcome::Refuse);
            v.content.frame = None;
            v.content.review_on = None;
        });
        assert_eq!(violations.len(), 1);
        assert_eq!(
            violations[0].pointer.as_deref(),
            Some("/content/alternatives")
        );
    }

    #[test]
    fn refuses_a_frame_from_ten_to_five_hours() {
        let reversed = Some(Frame::MinutesPerWeek { from: 600, to: 300 });
        assert_eq!(
            codes(&check(|v| v.content.frame = reversed)),
            ["frame-reversed"]
        );
    }

    #[test]
    fn refuses_dates_before_the_application_and_before_the_first_day() {
        let violations = check(|v| {
            v.content.from = Some(date(4, 30));
            v.content.until = Some(date(4, 29));
        });
        assert_eq!(
            codes(&violations),
            ["period-reversed", "before-application"]
        );
    }

    #[test]
    fn the_assessment_is_completed_and_at_most_six_months_old() {
        assert_eq!(
            codes(&check_with(|_| {}, &[], None)),
            ["assessment-not-completed"]
        );
        let at = |y, m, d| crate::time::day_start(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert!(check_with(|_| {}, &[], Some(at(2025, 12, 1))).is_empty());
        let old = check_with(|_| {}, &[], Some(at(2025, 11, 30)));
        assert_eq!(codes(&old), ["assessment-too-old"]);
    }

    #[test]
    fn health_services_need_a_statement_from_both_roles_which_one_person_may_hold() {
        let nobody = check(|v| v.statements.clear());
        assert_eq!(codes(&nobody), ["statement-missing", "statement-missing"]);
        let one = check(|v| {
            v.case_worker = v.responsible_nurse;
            v.statements[0].by = v.statements[1].by;
        });
        assert!(one.is_empty());
        let practical = check(|v| {
            v.content.service = ServiceType::PracticalAssistance;
            v.responsible_nurse = None;
            v.statements.truncate(1);
        });
        assert!(practical.is_empty());
    }

    #[test]
    fn a_frame_unclear_to_a_stranger_is_not_submitted() {
        let unclear = check(|v| {
            if let Some(check) = &mut v.content.frame_check {
                check.clear_to_a_stranger = false;
            }
        });
        assert_eq!(codes(&unclear), ["unclear-to-a-stranger"]);
    }

    #[test]
    fn a_change_for_the_worse_needs_prior_notice_with_a_ground_and_time_to_speak() {
        let earlier = [signed(
            1,
            Period {
                from: date(1, 1),
                until: None,
            },
        )];
        let shrink = |v: &mut Vedtak| {
            v.content.outcome = Some(Outcome::Change);
            v.content.replaces = Some(earlier[0].id);
            v.content.frame = Some(Frame::MinutesPerWeek { from: 60, to: 120 });
        };
        let none = check_with(shrink, &earlier, Some(noon(5, 1)));
        assert_eq!(none[0].pointer.as_deref(), Some("/content/priorNotice"));
        let told = |day, ground: &str| {
            let prior_notice = Some(PriorNotice {
                given_on: day,
                ground: ground.into(),
            });
            let change = |v: &mut Vedtak| {
                shrink(v);
                v.content.prior_notice = prior_notice;
            };
            check_with(change, &earlier, Some(noon(5, 1)))
        };
        assert_eq!(
            codes(&told(date(5, 19), "")),
            ["item-missing", "notice-too-short"]
        );
        assert!(told(date(5, 18), "Klarer mer selv").is_empty());
    }
}
