//! A complete vedtak on home nursing, to be spoilt one thing at a time.

use super::*;
use crate::{
    delegation::fixtures::{SKULLERUD, date, employee, noon, unit},
    period::Period,
    service::ServiceType,
};
use uuid::Uuid;

pub(crate) const CASE_WORKER: u128 = 30;
pub(crate) const NURSE: u128 = 31;

pub(crate) fn citizen() -> CitizenId {
    CitizenId(Uuid::from_u128(500))
}
pub(crate) fn assessment() -> AssessmentId {
    AssessmentId(Uuid::from_u128(600))
}

pub(crate) fn content() -> VedtakContent {
    VedtakContent {
        service: ServiceType::HomeNursing,
        outcome: Some(Outcome::Grant),
        form: VedtakForm::Frame,
        frame: Some(Frame::MinutesPerWeek { from: 300, to: 420 }),
        from: Some(date(6, 8)),
        until: None,
        review_on: Some(date(12, 1)),
        assessment: Some(assessment()),
        purpose: "Bo trygt hjemme og få medisinene til rett tid.".into(),
        facts: "Astrid har fått insulin etter opphold på sykehus.".into(),
        reasoning: "Hun trenger hjelp med insulin hver dag.".into(),
        citizen_view: "Vil klare frokosten selv.".into(),
        kin_view: "Datteren er enig.".into(),
        legal_basis: vec!["hol § 3-2 nr. 6 a".into()],
        own_payment: Some(false),
        appeal_information: "Du kan klage innen fire uker.".into(),
        alternatives: String::new(),
        frame_check: Some(FrameCheck {
            clear_to_a_stranger: true,
            by: employee(CASE_WORKER),
            comment: String::new(),
        }),
        replaces: None,
        to_disadvantage: false,
        prior_notice: None,
    }
}

pub(crate) fn statement(by: u128, role: StatementRole) -> VedtakStatement {
    VedtakStatement {
        by: employee(by),
        role,
        text: "Enig i rammen.".into(),
        at: noon(5, 20),
    }
}

pub(crate) fn submitted() -> Vedtak {
    Vedtak {
        id: VedtakId(Uuid::from_u128(700)),
        citizen: citizen(),
        unit: unit(SKULLERUD),
        handling_unit: unit(SKULLERUD),
        application: None,
        state: VedtakState::Submitted,
        content: content(),
        case_worker: Some(employee(CASE_WORKER)),
        responsible_nurse: Some(employee(NURSE)),
        editors: [employee(CASE_WORKER)].into(),
        statements: vec![
            statement(CASE_WORKER, StatementRole::CaseWorker),
            statement(NURSE, StatementRole::ResponsibleNurse),
        ],
        return_comment: None,
        signature: None,
        closing: None,
    }
}

/// Signed, for the days given.
pub(crate) fn signed(id: u128, period: Period) -> Vedtak {
    let mut vedtak = Vedtak {
        id: VedtakId(Uuid::from_u128(id)),
        state: VedtakState::Signed,
        ..submitted()
    };
    vedtak.content.from = Some(period.from);
    vedtak.content.until = period.until;
    vedtak
}
