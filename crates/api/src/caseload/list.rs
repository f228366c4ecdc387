//! `GET /teams/{team}/caseload`.

use super::{
    sort::{Position, Sort},
    view::{CaseloadLine, Facts},
};
use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{ids::UnitId, policy::Action};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which lines, in which order.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CaseloadQuery {
    /// What to sort by.
    #[serde(default)]
    #[param(inline)]
    sort: Sort,
    /// `nextCursor` of the page before, with the same `sort`.
    cursor: Option<String>,
    /// Citizens a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of the caseload.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CaseloadPage {
    items: Vec<CaseloadLine>,
    /// How many citizens the unit answers for.
    total: usize,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// The citizens a team answers for
///
/// Who knows them, what is planned, what is due, and what somebody should look at.
#[utoipa::path(tag = "caseload", operation_id = "getCaseload", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), CaseloadQuery), responses(
    (status = 200, description = "A page of the caseload", body = CaseloadPage),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor or limit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/caseload")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<CaseloadQuery>,
) -> Result<HttpResponse, Problem> {
    let CaseloadQuery {
        sort,
        cursor,
        limit,
    } = query.into_inner();
    let law = door.state.law.clone();
    door.read(Action::GetCaseload, move |reader| {
        let entered = reader.enter(team.0)?;
        let limit = usize::try_from(cursor::limit(limit)?).unwrap_or(usize::MAX);
        let epoch = reader.epoch().to_owned();
        let after: Option<(Sort, Position)> = cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let after = match after {
            Some((of, _)) if of != sort => return Err(cursor::foreign()),
            other => other.map(|(_, position)| position),
        };
        let citizens = reader.caseload(&entered)?;
        let facts = Facts::load(reader, &entered, &citizens, &law)?;
        let total = citizens.len();
        let mut lines: Vec<(Position, CaseloadLine)> = citizens
            .into_iter()
            .map(|citizen| facts.line(citizen))
            .map(|line| (sort.position(&line), line))
            .filter(|(position, _)| {
                let is_after = |after| sort.order(position, after).is_gt();
                after.as_ref().is_none_or(is_after)
            })
            .collect();
        lines.sort_by(|(a, _), (b, _)| sort.order(a, b));
        let more = lines.len() > limit;
        lines.truncate(limit);
        let last = lines.last().filter(|_| more);
        let next_cursor = last.map(|(position, _)| cursor::encode(&epoch, &(sort, position)));
        let items: Vec<CaseloadLine> = lines.into_iter().map(|(_, line)| line).collect();
        let shown = items.iter().map(|line| line.citizen).collect();
        reader.show(Some(entered.unit), entered.basis, "caseload", shown);
        let page = CaseloadPage {
            items,
            total,
            next_cursor,
        };
        Shown::digest(&epoch, &page)
    })
    .await
}
