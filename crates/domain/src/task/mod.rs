//! Tasks: the one kind of «somebody must do something» (R-MSG-4, R-VED-10).

mod checklist;
mod consultations;
mod deadlines;
mod deviations;
mod plans;

pub use checklist::*;
pub use consultations::*;
pub use deadlines::*;
pub use deviations::*;
pub use plans::*;

use crate::{
    ids::*,
    organisation::{Duty, Role},
    reason::*,
    text_enum,
    time::day_end,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

static NOT_OPEN: Reason = Reason {
    rule: "R-MSG-4",
    code: "task-not-open",
    nb: "Oppgaven er allerede {state}.",
    nn: "Oppgåva er alt {state}.",
    en: "The task is already {state}.",
};

text_enum! {
    /// What somebody must do.
    pub enum TaskSubject {
        /// Preliminary answer to an applicant (fvl § 11 a).
        PreliminaryAnswer = "preliminary_answer", "foreløpig svar på søknad", "førebels svar på søknad", "preliminary answer to an application";
        /// The vedtak that a preliminary answer promised.
        ApplicationAnswer = "application_answer", "vedtak på søknad", "vedtak på søknad", "vedtak on an application";
        /// Review of a vedtak.
        VedtakReview = "vedtak_review", "ny vurdering av vedtak", "ny vurdering av vedtak", "review of a vedtak";
        /// A vedtak ends soon.
        VedtakEnding = "vedtak_ending", "vedtak går ut", "vedtak går ut", "vedtak about to end";
        /// Provisional service runs out.
        ProvisionalService = "provisional_service", "tjeneste uten vedtak går ut", "teneste utan vedtak går ut", "provisional service runs out";
        /// Reverse or forward an appeal.
        AppealForwarding = "appeal_forwarding", "behandling av klage", "handsaming av klage", "handling of an appeal";
        /// The last day to reverse or forward an appeal draws near.
        AppealReminder = "appeal_reminder", "frist for klage nærmer seg", "frist for klage nærmar seg", "an appeal's deadline draws near";
        /// Statsforvalteren asks for a new vedtak.
        AppealResult = "appeal_result", "nytt vedtak etter klage", "nytt vedtak etter klage", "new vedtak after an appeal";
        /// Tell the citizen of a signed vedtak.
        VedtakNotice = "vedtak_notice", "innbyggeren skal få vedtaket", "innbyggjaren skal få vedtaket", "tell the citizen of a vedtak";
        /// Sign a submitted vedtak.
        VedtakSignature = "vedtak_signature", "vedtak til signering", "vedtak til signering", "vedtak to sign";
        /// Take up a returned vedtak.
        VedtakReturned = "vedtak_returned", "vedtak sendt tilbake", "vedtak sendt tilbake", "returned vedtak";
        /// Reassess a citizen.
        Reassessment = "reassessment", "ny kartlegging", "ny kartlegging", "reassessment";
        /// Evaluate a goal.
        GoalEvaluation = "goal_evaluation", "evaluering av mål", "evaluering av mål", "evaluation of a goal";
        /// The designer of a tiltak looks at it again (R-PLAN-8).
        DesignReview = "design_review", "se på opplegget igjen", "sjå på opplegget igjen", "look at a programme again";
        /// Plan outside the frame (R-PLAN-4).
        BeyondFrame = "beyond_frame", "plan utenfor rammen", "plan utanfor ramma", "plan outside the frame";
        /// Home-coming checklist (R-MSG-2).
        HomeComing = "home_coming", "hjemkomst", "heimkomst", "home-coming";
        /// The same checklist for a new citizen (R-MSG-2).
        NewCitizen = "new_citizen", "ny innbygger", "ny innbyggjar", "new citizen";
        /// Look at a reablement course midway (R-PLAN-7).
        ReablementMidway = "reablement_midway", "hverdagsrehabilitering midtveis", "kvardagsrehabilitering midtvegs", "reablement midway";
        /// Read vedtak minutes three months after a reablement course (R-PLAN-7).
        ReablementFollowUp = "reablement_follow_up", "oppfølging etter hverdagsrehabilitering", "oppfølging etter kvardagsrehabilitering", "follow-up after reablement";
        /// Hand over from one team to another (R-CIT-7).
        HandOver = "hand_over", "overføring", "overføring", "hand-over";
        /// Visit without outcome or note (R-WL-11).
        VisitFollowUp = "visit_follow_up", "besøk som mangler utfall eller notat", "besøk som manglar utfall eller notat", "visit without outcome or note";
        /// Nobody opened the door (R-WL-6).
        NobodyOpened = "nobody_opened", "ingen åpnet døren", "ingen opna døra", "nobody opened the door";
        /// Something went wrong at a visit (R-IMP-6): the task points at it, the words stand there.
        Deviation = "deviation", "avvik ved besøk", "avvik ved besøk", "deviation at a visit";
        /// A message to act upon.
        Message = "message", "melding", "melding", "message";
        /// Contact with kin (R-CIT-8).
        KinContact = "kin_contact", "kontakt med pårørende", "kontakt med pårørande", "contact with kin";
        /// Look at a use of emergency access (SEC-3).
        EmergencyReview = "emergency_review", "nødtilgang til vurdering", "naudtilgang til vurdering", "emergency access to review";
        /// Somebody elsewhere gave the number of a citizen of the unit (SEC-5).
        NumberKnown = "number_known", "innbyggeren er forsøkt registrert et annet sted", "innbyggjaren er freista registrert ein annan stad", "somebody tried to register the citizen elsewhere";
        /// A one-time link for a new password was made for one of the unit (SEC-2).
        PasswordReset = "password_reset", "passordlenke er laget", "passordlenkje er laga", "password link was made";
        /// Answer a question as a specialist (R-TEAM-12).
        ConsultationAnswer = "consultation_answer", "svare som spesialist", "svare som spesialist", "answer as a specialist";
        /// A specialist has not answered in time (R-TEAM-12).
        ConsultationFollowUp = "consultation_follow_up", "svar fra spesialist mangler", "svar frå spesialist manglar", "a specialist's answer is missing";
        /// A specialist has answered (R-TEAM-12).
        ConsultationRead = "consultation_read", "svar fra spesialist er kommet", "svar frå spesialist er kome", "a specialist has answered";
        /// Anything else, said in its values.
        Other = "other", "oppgave", "oppgåve", "task";
    }
}

text_enum! {
    /// Where a task stands.
    pub enum TaskState {
        /// To be done.
        Open = "open", "åpen", "open", "open";
        /// Done.
        Done = "done", "utført", "utført", "done";
        /// No longer needed.
        Cancelled = "cancelled", "avlyst", "avlyst", "cancelled";
    }
}

/// When a task is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "at", rename_all = "camelCase")]
pub enum Due {
    /// Before this local day is over.
    Day(NaiveDate),
    /// Before this instant.
    Instant(DateTime<Utc>),
}

impl Due {
    /// The instant from which it is late.
    pub fn late_from(self) -> DateTime<Utc> {
        match self {
            Self::Day(day) => day_end(day),
            Self::Instant(at) => at,
        }
    }
}

/// Who is to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "value", rename_all = "camelCase")]
pub enum TaskHolder {
    /// This employee.
    Employee(EmployeeId),
    /// Whoever holds the duty in the unit that day.
    Duty(Duty),
    /// Anybody with the role in the unit.
    Role(Role),
}

/// What gave rise to a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", content = "id", rename_all = "camelCase")]
pub enum TaskSource {
    /// A vedtak.
    Vedtak(VedtakId),
    /// An application.
    Application(ApplicationId),
    /// An appeal.
    Appeal(AppealId),
    /// A service given before the vedtak.
    Provisional(ProvisionalId),
    /// An assessment.
    Assessment(AssessmentId),
    /// A visit.
    Visit(VisitId),
    /// A tiltaksplan.
    Plan(PlanId),
    /// A goal.
    Goal(GoalId),
    /// A tiltak.
    Tiltak(TiltakId),
    /// The citizen's own record.
    Citizen(CitizenId),
    /// Kin.
    Contact(ContactId),
    /// A transfer.
    Transfer(TransferId),
    /// A reablement course.
    Course(CourseId),
    /// A use of emergency access.
    Emergency(EmergencyId),
    /// A question to a specialist.
    Consultation(ConsultationId),
    /// The unit's own work.
    Unit(UnitId),
}

impl TaskSource {
    /// Kind and id, whatever the kind.
    pub fn parts(self) -> (&'static str, Uuid) {
        match self {
            Self::Vedtak(id) => ("vedtak", id.into()),
            Self::Application(id) => ("application", id.into()),
            Self::Appeal(id) => ("appeal", id.into()),
            Self::Provisional(id) => ("provisional", id.into()),
            Self::Assessment(id) => ("assessment", id.into()),
            Self::Visit(id) => ("visit", id.into()),
            Self::Plan(id) => ("plan", id.into()),
            Self::Goal(id) => ("goal", id.into()),
            Self::Tiltak(id) => ("tiltak", id.into()),
            Self::Citizen(id) => ("citizen", id.into()),
            Self::Contact(id) => ("contact", id.into()),
            Self::Transfer(id) => ("transfer", id.into()),
            Self::Course(id) => ("course", id.into()),
            Self::Emergency(id) => ("emergency", id.into()),
            Self::Consultation(id) => ("consultation", id.into()),
            Self::Unit(id) => ("unit", id.into()),
        }
    }
}

/// A task to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskDraft {
    /// In which unit.
    pub unit: UnitId,
    /// About whom.
    pub citizen: Option<CitizenId>,
    /// What.
    pub subject: TaskSubject,
    /// What the title names, e.g. the service; never health information.
    pub values: BTreeMap<String, String>,
    /// When.
    pub due: Due,
    /// Who.
    pub holder: TaskHolder,
    /// Because of what.
    pub source: TaskSource,
}

/// A task with the day from which it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Deadline {
    /// First day on which it is somebody's work.
    pub opens_on: NaiveDate,
    /// What is to be done.
    pub draft: TaskDraft,
}

/// All tasks that a source should have of some subjects: others that are open are called off.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskSet {
    /// Because of what.
    pub source: TaskSource,
    /// Of which subjects.
    pub subjects: Vec<TaskSubject>,
    /// What there should be.
    pub wanted: Vec<Deadline>,
}

impl TaskHolder {
    /// The holder in one word, to find the tasks of somebody by.
    pub fn code(self) -> String {
        match self {
            Self::Employee(id) => format!("employee:{id}"),
            Self::Duty(duty) => format!("duty:{duty}"),
            Self::Role(role) => format!("role:{role}"),
        }
    }
}

impl TaskDraft {
    /// The same for the same subject, source and due time, so that making it twice gives one task.
    pub fn key(&self) -> String {
        let (kind, id) = self.source.parts();
        let due = match self.due {
            Due::Day(day) => day.to_string(),
            Due::Instant(at) => at.to_rfc3339(),
        };
        format!("{}/{kind}/{id}/{due}", self.subject)
    }
}

/// Something somebody must do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Identity.
    pub id: TaskId,
    /// What it is.
    #[serde(flatten)]
    pub draft: TaskDraft,
    /// Where it stands.
    pub state: TaskState,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was done or cancelled.
    pub done_at: Option<DateTime<Utc>>,
    /// By whom.
    pub done_by: Option<EmployeeId>,
}

impl Task {
    /// Open, and its time is past.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.state == TaskState::Open && self.draft.due.late_from() <= now
    }

    /// The task closed as `done` or `cancelled`.
    ///
    /// # Errors
    /// It is no longer open.
    pub fn closed(
        self,
        state: TaskState,
        by: EmployeeId,
        now: DateTime<Utc>,
    ) -> Result<Self, Violations> {
        if self.state == TaskState::Open {
            Ok(Self {
                state,
                done_at: Some(now),
                done_by: Some(by),
                ..self
            })
        } else {
            Err(vec![NOT_OPEN.violation().with("state", self.state.term())])
        }
    }
}
