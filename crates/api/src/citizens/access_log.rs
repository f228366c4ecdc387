//! `GET /citizens/{citizen}/access-log`: who has read or changed the record, and why they could; as a
//! list for programs, or as the extract that the citizen is given (SEC-10).

use super::extract::{self, Format};
use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, LogEntryId, SessionId, UnitId},
    organisation::Role,
    policy::{Action, Basis},
    time::{day_end, day_start},
    trace::AccessKind,
};
use persistence::{LogLine, LogPart};
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
    /// First day, local.
    from: Option<NaiveDate>,
    /// Last day, local.
    to: Option<NaiveDate>,
    /// Wins over `Accept`: `json` in pages, or the whole extract as `pdf` or `csv`.
    #[param(inline)]
    format: Option<Format>,
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
///
/// As JSON a page at a time; as PDF (`Accept: application/pdf`) or CSV (`text/csv`) the extract that the
/// citizen is given, in her words, newest first, at most 10 000 lines; taking it out is logged as such.
#[utoipa::path(tag = "caseload", operation_id = "getAccessLog", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), Page), responses(
    (status = 200, description = "A page of the log, or the extract", content(
        (LogPage = "application/json"), (Vec<u8> = "application/pdf"), (String = "text/csv"))),
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
    let Page {
        cursor,
        limit,
        from,
        to,
        format,
    } = query.into_inner();
    let format = format.unwrap_or_else(|| Format::accepted(&door));
    if format != Format::Json {
        return extract::handler(&door, id.0, (from, to), format).await;
    }
    door.read(Action::GetAccessLog, move |reader| {
        reader.open(id.0, "access-log")?;
        let limit = cursor::limit(limit)?;
        let epoch = reader.epoch().to_owned();
        let before: Option<LogEntryId> = cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let mut lines = reader.access_log(
            id.0,
            LogPart {
                before,
                from: from.map(day_start),
                until: to.map(day_end),
                limit: limit + 1,
            },
        )?;
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
