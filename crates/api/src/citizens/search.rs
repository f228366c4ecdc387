//! `GET /citizens`: find among those one may know of.

use super::view::FoundView;
use crate::{
    cursor,
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{ids::CitizenId, policy::Action};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// Words of the name; «astrid» finds «Åstrid» as well.
    #[serde(default)]
    #[param(example = "astrid", max_length = 100)]
    query: String,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Citizens a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of citizens.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoundPage {
    /// In Norwegian order of family name.
    items: Vec<FoundView>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// Find citizens
///
/// Only those that you have a relation to; nothing outside is found, counted or hinted at.
#[utoipa::path(tag = "caseload", operation_id = "searchCitizens", security(("bearer" = [])), params(Search), responses(
    (status = 200, description = "A page of citizens", body = FoundPage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor or limit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/citizens")]
pub(super) async fn handler(door: Door, query: Query<Search>) -> Result<HttpResponse, Problem> {
    let Search {
        query,
        cursor,
        limit,
    } = query.into_inner();
    door.read(Action::SearchCitizens, move |reader| {
        reader.general()?;
        let limit = cursor::limit(limit)?;
        let epoch = reader.epoch().to_owned();
        let after: Option<(String, CitizenId)> = cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let scope = reader.scope()?;
        let mut found = reader.search_citizens(&scope, &query, after.as_ref(), limit + 1)?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        if more {
            found.pop();
        }
        let last = found
            .last()
            .filter(|_| more)
            .map(|f| (f.sort_name.clone(), f.id));
        let shown: Vec<CitizenId> = found.iter().map(|f| f.id).collect();
        reader.show_found("search", &shown)?;
        Shown::view(&FoundPage {
            items: found.iter().map(FoundView::from).collect(),
            next_cursor: last.map(|position| cursor::encode(&epoch, &position)),
        })
    })
    .await
}
