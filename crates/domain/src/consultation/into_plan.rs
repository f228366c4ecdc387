//! An answer becomes a tiltak (R-PLAN-2, R-PLAN-8): what the specialist said is not written again.

use super::{Consultation, ConsultationState};
use crate::{
    frame::TemporaryChange,
    ids::{GoalId, VedtakId},
    organisation::CompetenceCode,
    period::days_after,
    reason::{Reason, Violations},
    recurrence::Recurrence,
    service::ServiceType,
    tiltaksplan::{
        TiltakContent,
        tiltak::{Performer, WishedWindow},
    },
    visit::slot::Slot,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What of a tiltak somebody says; what is left out is for another to say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Advice {
    /// Which service.
    pub service: Option<ServiceType>,
    /// What, in a line.
    pub description: Option<String>,
    /// How, so that a stranger can do it; the answer itself where it is left out.
    pub instruction: Option<String>,
    /// What the citizen does herself.
    pub own_part: Option<String>,
    /// What the one who does it must be able to.
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    pub competences: Option<BTreeSet<CompetenceCode>>,
    /// What the other of two must be able to, when it is something else.
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    pub second_competences: Option<BTreeSet<CompetenceCode>>,
    /// Length, minutes.
    pub minutes: Option<i32>,
    /// How many at once, 1 or 2; 1 where it is left out.
    pub employees: Option<i32>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// When in the day.
    pub window: Option<WishedWindow>,
    /// Part of the day it belongs to.
    pub slot: Option<Slot>,
    /// Who performs it; the team where it is left out.
    pub performer: Option<Performer>,
    /// Whether it is done as hverdagsmestring.
    pub mastery: Option<bool>,
}

/// What the team says to make the answer a tiltak of its own plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IntoPlan {
    /// First day.
    pub start: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub end: Option<NaiveDate>,
    /// For which goals.
    pub goals: Vec<GoalId>,
    /// The vedtak that covers it; none while provisional.
    #[serde(default)]
    pub vedtak: Option<VedtakId>,
    /// Must be done on its day.
    #[serde(default)]
    pub must_do: bool,
    /// How many days it can wait.
    #[serde(default)]
    pub can_wait_days: i32,
    /// When the specialist is asked to look at it again; four weeks after it begins where it is left out.
    #[serde(default)]
    pub design_review_on: Option<NaiveDate>,
    /// Why it is outside the vedtak's frame, and until which day (R-PLAN-4). None within it.
    #[serde(default)]
    pub temporary: Option<TemporaryChange>,
    /// What the answer does not say, or is done otherwise.
    #[serde(default)]
    pub otherwise: Advice,
}

/// When who designed it looks again, days after it begins.
const LOOKS_AGAIN: u32 = 28;

static NOT_SAID: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-not-said",
    nb: "Svaret sier ikke dette. Skriv det her.",
    nn: "Svaret seier ikkje dette. Skriv det her.",
    en: "The answer does not say this. Say it here.",
};
static NO_ANSWER: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-unanswered",
    nb: "Spørsmålet er ikke besvart.",
    nn: "Spørsmålet er ikkje svart på.",
    en: "The question is not answered.",
};

/// A value of which two may speak; noted where neither does.
fn said<T: Clone>(
    here: &Option<T>,
    there: &Option<T>,
    field: &str,
    missing: &mut Violations,
) -> Option<T> {
    let said = here.clone().or_else(|| there.clone());
    if said.is_none() {
        let pointer = format!("/otherwise/{field}");
        missing.push(NOT_SAID.violation().at(pointer));
    }
    said
}

impl Consultation {
    /// The tiltak that the answer becomes: the specialist's words and advice, and what the team says.
    ///
    /// # Errors
    /// It is not answered; or all that neither says.
    pub fn tiltak_of(&self, team: &IntoPlan) -> Result<TiltakContent, Violations> {
        let answer = self
            .answer
            .as_ref()
            .filter(|_| self.state == ConsultationState::Answered)
            .ok_or_else(|| vec![NO_ANSWER.violation()])?;
        let advice = answer.advice.clone().unwrap_or_default();
        let own = &team.otherwise;
        let mut missing = Violations::new();
        let service = said(&own.service, &advice.service, "service", &mut missing);
        let description = said(
            &own.description,
            &advice.description,
            "description",
            &mut missing,
        );
        let minutes = said(&own.minutes, &advice.minutes, "minutes", &mut missing);
        let recurrence = said(
            &own.recurrence,
            &advice.recurrence,
            "recurrence",
            &mut missing,
        );
        let window = said(&own.window, &advice.window, "window", &mut missing);
        let (Some(service), Some(description), Some(minutes), Some(recurrence), Some(window)) =
            (service, description, minutes, recurrence, window)
        else {
            return Err(missing);
        };
        let instruction = own.instruction.clone().or(advice.instruction);
        Ok(TiltakContent {
            service,
            description,
            instruction: instruction.unwrap_or_else(|| answer.text.clone()),
            own_part: own.own_part.clone().or(advice.own_part).unwrap_or_default(),
            competences: own
                .competences
                .clone()
                .or(advice.competences)
                .unwrap_or_default(),
            second_competences: own.second_competences.clone().or(advice.second_competences),
            minutes,
            employees: own.employees.or(advice.employees).unwrap_or(1),
            recurrence,
            exceptions: BTreeSet::new(),
            window,
            slot: own.slot.or(advice.slot),
            after: None,
            goals: team.goals.clone(),
            vedtak: team.vedtak,
            must_do: team.must_do,
            can_wait_days: team.can_wait_days,
            performer: own
                .performer
                .or(advice.performer)
                .unwrap_or(Performer::TeamMember),
            designed_by: Some(self.specialist),
            design_review_on: Some(
                team.design_review_on
                    .unwrap_or_else(|| days_after(team.start, LOOKS_AGAIN)),
            ),
            mastery: own.mastery.or(advice.mastery).unwrap_or(false),
            start: team.start,
            end: team.end,
            temporary: team.temporary.clone(),
        })
    }
}
