//! `GET /citizens/{citizen}/thread`.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemError, errors},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    assessment::{Statement, in_force},
    citizen::whereabouts::{Whereabouts, where_at},
    consultation::{Consultation, ConsultationField},
    ids::{CitizenId, ConsultationId, EmployeeId, GoalId, TiltakId},
    policy::Action,
    service::ServiceType,
    thread::{ThreadFacts, VisitCount, broken, goals_of, tiltak_of},
    tiltaksplan::{
        Goal, Tiltak,
        goal::{Evaluation, GoalBasis, Scale},
        tiltak::Performer,
    },
    time::local_date,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is done, and how often it was.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TiltakThread {
    id: TiltakId,
    description: String,
    service: ServiceType,
    performer: Performer,
    /// What the citizen does herself.
    own_part: String,
    active: bool,
    visits: VisitCount,
    /// The specialist's answer that it came of.
    consultation: Option<AnswerThread>,
}

/// What a specialist was asked and said (R-TEAM-12).
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswerThread {
    id: ConsultationId,
    field: ConsultationField,
    question: String,
    answer: String,
    specialist: EmployeeId,
}

fn answer(of: Consultation) -> Option<(TiltakId, AnswerThread)> {
    let thread = AnswerThread {
        id: of.id,
        field: of.field,
        question: of.question,
        answer: of.answer?.text,
        specialist: of.specialist,
    };
    Some((of.tiltak?, thread))
}

/// What is to be reached, what is done for it, and how it went.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct GoalThread {
    id: GoalId,
    text: String,
    /// The professional reason, where no statement is behind it.
    reason: Option<String>,
    scale: Scale,
    baseline: Option<i32>,
    target: Option<i32>,
    owner: Option<EmployeeId>,
    next_evaluation: Option<NaiveDate>,
    ended: bool,
    tiltak: Vec<TiltakThread>,
    /// How it went, oldest first: the result.
    evaluations: Vec<Evaluation>,
}

/// What was said, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct StatementThread {
    #[serde(flatten)]
    statement: Statement,
    goals: Vec<GoalThread>,
}

/// The whole thread of a citizen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThreadView {
    /// When the conversation that counts was held.
    held_at: Option<DateTime<Utc>>,
    /// What was said in it.
    statements: Vec<StatementThread>,
    /// Goals with a professional reason, or that rest on an earlier conversation.
    other_goals: Vec<GoalThread>,
    /// Tiltak without a goal.
    loose_tiltak: Vec<TiltakThread>,
    /// Where the thread is broken, each with its place.
    broken: Vec<ProblemError>,
}

struct Maker<'a> {
    tiltak: &'a [Tiltak],
    visits: &'a BTreeMap<TiltakId, VisitCount>,
    answers: &'a BTreeMap<TiltakId, AnswerThread>,
    today: NaiveDate,
}

impl Maker<'_> {
    fn tiltak(&self, tiltak: &Tiltak) -> TiltakThread {
        let content = &tiltak.content;
        TiltakThread {
            id: tiltak.id,
            description: content.description.clone(),
            service: content.service,
            performer: content.performer,
            own_part: content.own_part.clone(),
            active: content.is_active(self.today),
            visits: self.visits.get(&tiltak.id).copied().unwrap_or_default(),
            consultation: self.answers.get(&tiltak.id).cloned(),
        }
    }

    fn goal(&self, goal: &Goal) -> GoalThread {
        let content = &goal.content;
        let reason = match &content.basis {
            GoalBasis::Professional { reason } => Some(reason.clone()),
            GoalBasis::Statement { .. } => None,
        };
        let served = tiltak_of(goal.id, self.tiltak);
        GoalThread {
            id: goal.id,
            text: content.text.clone(),
            reason,
            scale: content.scale,
            baseline: content.baseline,
            target: content.target,
            owner: content.owner,
            next_evaluation: goal.next_evaluation(),
            ended: goal.is_ended(),
            tiltak: served.into_iter().map(|t| self.tiltak(t)).collect(),
            evaluations: goal.evaluations.clone(),
        }
    }
}

/// From what matters to what came of it
///
/// Statement, goal, tiltak, visits and result in one answer, with where the thread is broken.
#[utoipa::path(tag = "tiltaksplan", operation_id = "getThread", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "The thread, and where it is broken", body = ThreadView), ReadRefused))]
#[get("/citizens/{citizen}/thread")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetThread, move |reader| {
        let opened = reader.open(id.0, "thread")?;
        let now = reader.asked_at();
        let today = local_date(now);
        let assessments = reader.assessments(&opened)?;
        let assessments: Vec<_> = assessments.into_iter().rev().map(|(a, _)| a).collect();
        let latest = in_force(&assessments).last();
        let statements = latest
            .map(|a| a.content.statements.clone())
            .unwrap_or_default();
        let plan = reader.plan(&opened)?.plan();
        let visits = reader.visit_counts(&opened, today)?;
        let place = where_at(&reader.whereabouts(&opened)?, now);
        let facts = ThreadFacts {
            statements: &statements,
            goals: &plan.goals,
            tiltak: &plan.tiltak,
            visits: &visits,
            is_home: place.is_none_or(|place| place == Whereabouts::Home),
        };
        let found = errors(&broken(facts, today), language);
        let asked = reader.consultations_of(&opened)?.into_iter();
        let answers = asked.filter_map(|(of, _)| answer(of)).collect();
        let maker = Maker {
            answers: &answers,
            tiltak: &plan.tiltak,
            visits: &visits,
            today,
        };
        let thread = |statement: &Statement| StatementThread {
            statement: statement.clone(),
            goals: goals_of(statement, &plan.goals)
                .into_iter()
                .map(|goal| maker.goal(goal))
                .collect(),
        };
        let rests_on_said = |goal: &&Goal| match &goal.content.basis {
            GoalBasis::Statement { statement } => statements.iter().any(|s| s.id == *statement),
            GoalBasis::Professional { .. } => false,
        };
        let others = plan.goals.iter().filter(|goal| !rests_on_said(goal));
        let loose = plan.tiltak.iter().filter(|t| t.content.goals.is_empty());
        let view = ThreadView {
            held_at: latest.map(|a| a.content.held_at),
            statements: statements.iter().map(thread).collect(),
            other_goals: others.map(|goal| maker.goal(goal)).collect(),
            loose_tiltak: loose.map(|t| maker.tiltak(t)).collect(),
            broken: found,
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
