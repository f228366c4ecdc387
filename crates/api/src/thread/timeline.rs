//! `GET /citizens/{citizen}/timeline`.

use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, Utc};
use domain::{
    assessment::AssessmentState,
    ids::{CitizenId, EmployeeId},
    policy::Action,
    reason::Language,
    text_enum,
    time::day_start,
};
use persistence::{Opened, Outcome, PlanPart, Reader};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Notes on contact with kin that the timeline reaches back to.
const MOST_NOTES: i64 = 500;

text_enum! {
    /// What happened.
    pub enum Happening {
        /// A conversation was completed.
        Assessment = "assessment", "kartleggingssamtale", "kartleggingssamtale", "conversation";
        /// She was somewhere else, or came home.
        Whereabouts = "whereabouts", "opphold", "opphald", "whereabouts";
        /// A goal was set or changed.
        Goal = "goal", "mål", "mål", "goal";
        /// A goal was evaluated.
        Evaluation = "evaluation", "evaluering", "evaluering", "evaluation";
        /// A tiltak was added or changed.
        Tiltak = "tiltak", "tiltak", "tiltak", "tiltak";
        /// A vedtak was signed.
        Vedtak = "vedtak", "vedtak", "vedtak", "vedtak";
        /// She was transferred, or it was proposed.
        Transfer = "transfer", "overføring", "overføring", "transfer";
        /// Contact with kin.
        ContactNote = "contact_note", "kontakt med pårørende", "kontakt med pårørande", "contact with kin";
        /// A specialist was asked.
        Consultation = "consultation", "spørsmål til spesialist", "spørsmål til spesialist", "question to a specialist";
        /// A specialist answered.
        ConsultationAnswer = "consultation_answer", "svar fra spesialist", "svar frå spesialist", "a specialist's answer";
        /// A reablement course began.
        Reablement = "reablement", "hverdagsrehabilitering", "kvardagsrehabilitering", "reablement";
    }
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    at: DateTime<Utc>,
    kind: Happening,
    /// In words.
    #[schema(example = "Tiltak: Insulin")]
    title: String,
    /// Who did it; none when the system or a message did.
    by: Option<EmployeeId>,
    /// What it was about.
    subject: Uuid,
}

/// A page of the timeline.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TimelinePage {
    /// Newest first.
    items: Vec<Event>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TimelineQuery {
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Events a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

fn event(
    at: DateTime<Utc>,
    kind: Happening,
    words: &str,
    (by, subject): (Option<EmployeeId>, Uuid),
    language: Language,
) -> Event {
    let name = kind.term().text(language);
    let mut title: String = name.chars().take(1).flat_map(char::to_uppercase).collect();
    title.extend(name.chars().skip(1));
    if !words.is_empty() {
        title.push_str(": ");
        title.push_str(words);
    }
    Event {
        at,
        kind,
        title,
        by,
        subject,
    }
}

/// All that happened: a fixed number of queries.
fn events(reader: &mut Reader<'_>, opened: &Opened, language: Language) -> Outcome<Vec<Event>> {
    let mut found = Vec::new();
    let mut add = |at, kind, words: &str, about| {
        found.push(event(at, kind, words, about, language));
    };
    for (assessment, _) in reader.assessments(opened)? {
        if assessment.state == AssessmentState::Completed {
            let words = assessment.content.kind.term().text(language);
            let about = (assessment.completed_by, assessment.id.0);
            let at = assessment
                .completed_at
                .unwrap_or(assessment.content.held_at);
            add(at, Happening::Assessment, words, about);
        }
    }
    for entry in reader.whereabouts(opened)? {
        if entry.withdrawn_at.is_none() {
            let words = entry.kind.term().text(language);
            add(
                entry.from,
                Happening::Whereabouts,
                words,
                (entry.recorded_by, entry.id.0),
            );
        }
    }
    for version in reader.plan_versions(opened)? {
        let (kind, field) = match version.part {
            PlanPart::Goal => (Happening::Goal, "text"),
            PlanPart::Tiltak => (Happening::Tiltak, "description"),
        };
        let words = version.content[field].as_str().unwrap_or_default();
        add(version.at, kind, words, (version.by, version.id));
    }
    for goal in reader.plan(opened)?.plan().goals {
        for evaluation in &goal.evaluations {
            let content = &evaluation.content;
            let outcome = content.outcome.term().text(language);
            let words = format!("{} ({outcome})", goal.content.text);
            let about = (Some(evaluation.by), goal.id.0);
            add(
                day_start(content.evaluated_on),
                Happening::Evaluation,
                &words,
                about,
            );
        }
    }
    for stored in reader.vedtak_of(opened)? {
        if let Some(signature) = &stored.vedtak.signature {
            let words = stored.vedtak.content.service.term().text(language);
            add(
                signature.at,
                Happening::Vedtak,
                words,
                (Some(signature.by), stored.vedtak.id.0),
            );
        }
    }
    for (transfer, _) in reader.transfers_of(opened)? {
        let words = transfer.state.term().text(language);
        let at = transfer
            .moved_at
            .or(transfer.answered_at)
            .unwrap_or(transfer.proposed_at);
        let by = transfer.answered_by.unwrap_or(transfer.proposed_by);
        add(at, Happening::Transfer, words, (Some(by), transfer.id.0));
    }
    for (consultation, _) in reader.consultations_of(opened)? {
        let (field, id) = (consultation.field.term().text(language), consultation.id.0);
        let words = format!("{field}: {}", consultation.question);
        let about = (Some(consultation.asked_by), id);
        add(
            consultation.asked_at,
            Happening::Consultation,
            &words,
            about,
        );
        if let Some((answer, at)) = consultation.answer.zip(consultation.closed_at) {
            let by = Some(consultation.specialist);
            add(at, Happening::ConsultationAnswer, &answer.text, (by, id));
        }
    }
    for note in reader.contact_notes(opened, MOST_NOTES)? {
        add(
            note.at,
            Happening::ContactNote,
            &note.content.text,
            (Some(note.by), note.id.0),
        );
    }
    for record in reader.courses(opened)? {
        let at = day_start(record.course.start);
        add(
            at,
            Happening::Reablement,
            "",
            (Some(record.course.led_by), record.id.0),
        );
    }
    found.sort_by(|a, b| (b.at, b.subject, &b.title).cmp(&(a.at, a.subject, &a.title)));
    Ok(found)
}

/// All that happened
///
/// Conversations, whereabouts, goals and tiltak as they changed, evaluations, vedtak, transfers, questions to
/// specialists with their answers, and contact with kin, newest first.
#[utoipa::path(tag = "caseload", operation_id = "getTimeline", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), TimelineQuery), responses(
    (status = 200, description = "A page of the timeline", body = TimelinePage),
    (status = 422, description = "Bad cursor or limit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/citizens/{citizen}/timeline")]
pub(super) async fn handler(
    door: Door,
    id: Id<CitizenId>,
    query: Query<TimelineQuery>,
) -> Result<HttpResponse, Problem> {
    type Position = (DateTime<Utc>, Uuid, String);
    let language = door.language;
    let TimelineQuery { cursor, limit } = query.into_inner();
    door.read(Action::GetTimeline, move |reader| {
        let opened = reader.open(id.0, "timeline")?;
        let limit = usize::try_from(cursor::limit(limit)?).unwrap_or(usize::MAX);
        let epoch = reader.epoch().to_owned();
        let after: Option<Position> = cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let mut items = events(reader, &opened, language)?;
        let position = |e: &Event| (e.at, e.subject, e.title.clone());
        if let Some(after) = after {
            items.retain(|e| position(e) < after);
        }
        let more = items.len() > limit;
        items.truncate(limit);
        let last = items.last().filter(|_| more);
        let next_cursor = last.map(|e| cursor::encode(&epoch, &position(e)));
        Shown::digest(&epoch, &TimelinePage { items, next_cursor })
    })
    .await
}
