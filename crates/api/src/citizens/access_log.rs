//! `GET /citizens/{citizen}/access-log`: who has read or changed the record, and why they could.

use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, LogEntryId, SessionId, UnitId},
    organisation::Role,
    policy::{Action, Basis},
};
use persistence::{AccessKind, LogLine};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Lines a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// One line of the log.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogLineView {
    id: LogEntryId,
    /// When it began.
    from: DateTime<Utc>,
    /// Further reads of the same document until then are covered by this line.
    covers_until: DateTime<Utc>,
    /// None for the system itself.
    employee: Option<EmployeeId>,
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    role: Option<Role>,
    unit: Option<UnitId>,
    action: AccessKind,
    /// Which operation.
    #[schema(example = "getCitizen")]
    operation: String,
    /// Which document.
    #[schema(example = "citizen")]
    document: String,
    /// Why it was allowed.
    basis: Basis,
    /// The reason given, for emergency access.
    reason: Option<String>,
    session: Option<SessionId>,
}

impl From<LogLine> for LogLineView {
    fn from(line: LogLine) -> Self {
        Self {
            id: line.id.0,
            from: line.at.0,
            covers_until: line.covers_until.0,
            employee: line.employee.map(|id| id.0),
            name: line.name.map(|(given, family)| format!("{given} {family}")),
            role: line.role.map(|role| role.0),
            unit: line.unit.map(|unit| unit.0),
            action: line.kind.0,
            operation: line.operation,
            document: line.document,
            basis: line.basis.0,
            reason: line.reason,
            session: line.session.map(|id| id.0),
        }
    }
}

/// A page of the log.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogPage {
    /// Newest first.
    items: Vec<LogLineView>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// Who has read the record
#[utoipa::path(tag = "caseload", operation_id = "getAccessLog", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), Page), responses(
    (status = 200, description = "A page of the log", body = LogPage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the responsible leader and the auditor", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such citizen, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor or limit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/citizens/{citizen}/access-log")]
pub(super) async fn handler(
    door: Door,
    id: Id<CitizenId>,
    query: Query<Page>,
) -> Result<HttpResponse, Problem> {
    let Page { cursor, limit } = query.into_inner();
    door.read(Action::GetAccessLog, move |reader| {
        reader.open(id.0, "access-log")?;
        let limit = cursor::limit(limit)?;
        let epoch = reader.epoch().to_owned();
        let before: Option<LogEntryId> = cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let mut lines = reader.access_log(id.0, before, limit + 1)?;
        let more = i64::try_from(lines.len()).unwrap_or(i64::MAX) > limit;
        if more {
            lines.pop();
        }
        let last = lines.last().filter(|_| more).map(|line| line.id.0);
        Shown::view(&LogPage {
            items: lines.into_iter().map(LogLineView::from).collect(),
            next_cursor: last.map(|position| cursor::encode(&epoch, &position)),
        })
    })
    .await
}
