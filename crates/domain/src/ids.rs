//! One newtype per identifier, so that a citizen's id can never be passed where a visit's is meant.
//!
//! All ids are UUID v7 (API-1). The domain never makes one up: ids are made before the write that
//! uses them, from the injected clock.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
                 utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> { s.parse().map(Self) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid { id.0 }
        }
    )+};
}

ids! {
    /// One use of emergency access.
    EmergencyId,
    /// A leader's leave for one more emergency access.
    AllowanceId,
    /// A log-in. One employee has one account.
    AccountId,
    /// One signed-in device; the family of refresh tokens that descend from one log-in.
    SessionId,
    /// A person who works (medarbeider).
    EmployeeId,
    /// A team, office, specialist team, staffing office or pool (enhet).
    UnitId,
    /// A district of the municipality (bydel); holds units.
    DistrictId,
    /// An employee's share in a unit.
    MembershipId,
    /// One holder of one duty for a stretch of days.
    DutyHolderId,
    /// A certificate that an employee holds.
    CompetenceId,
    /// The person who receives or applies for services (innbygger).
    CitizenId,
    /// Next of kin, guardian or neighbour of a citizen.
    ContactId,
    /// One dated row of responsibility of a unit for a citizen.
    ResponsibilityId,
    /// One entry of a citizen's whereabouts.
    WhereaboutsId,
    /// A «Hva er viktig for deg?» conversation.
    AssessmentId,
    /// One statement of what matters, so that goals can point at it (R-ASM-5).
    StatementId,
    /// A citizen's tiltaksplan.
    PlanId,
    /// What is to be reached.
    GoalId,
    /// What is done for a goal.
    TiltakId,
    /// How a goal went.
    EvaluationId,
    /// A decision on services.
    VedtakId,
    /// A link in the chain of delegated authority.
    DelegationId,
    /// A number of places that several leaders share (one short-term place per district).
    QuotaId,
    /// A new number of places of a quota.
    QuotaChangeId,
    /// A request for services.
    ApplicationId,
    /// A service given before the vedtak.
    ProvisionalId,
    /// A citizen's choice of provider for a service.
    ProviderChoiceId,
    /// That a citizen was told of a vedtak.
    NoticeId,
    /// What an employee has declared that she is to a citizen (R-VED-5).
    DeclarationId,
    /// A complaint about a vedtak.
    AppealId,
    /// Something somebody must do.
    TaskId,
    /// When an employee is at work.
    ShiftId,
    /// When an employee is not at work.
    AbsenceId,
    /// An agreed exception from the working-time rules.
    AgreementId,
    /// An offer to swap shifts between two employees.
    ShiftSwapId,
    /// A question to the staffing office for a substitute.
    SubstituteRequestId,
    /// A private address of one employee's shifts.
    CalendarId,
    /// A question to a specialist about one citizen.
    ConsultationId,
    /// One planned piece of work for a citizen on one day.
    VisitId,
    /// One employee's part in a visit.
    AssignmentId,
    /// A block of other work on a list: a meeting, documentation time, handover.
    WorkId,
    /// The work lists of one unit, date and part of the day.
    DayPlanId,
    /// What the planner suggests for a day plan.
    ProposalId,
    /// An offer to swap assignments between two employees.
    SwapId,
    /// A phone or other device that makes visit events.
    DeviceId,
    /// What happened at a visit; made by the phone, also without coverage.
    VisitEventId,
    /// A transfer of a citizen from one unit to another.
    TransferId,
    /// A note on contact with kin.
    ContactNoteId,
    /// A reablement course.
    CourseId,
    /// A tiltak in a team's plan library.
    LibraryId,
    /// An import of a caseload.
    ImportId,
    /// An entry of the access log.
    LogEntryId,
}
