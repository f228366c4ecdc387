//! `GET /applications`: those in what one may see.

use super::{target::DOCUMENT, view::ApplicationView};
use crate::{
    cursor,
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{
    application::ApplicationState,
    ids::{ApplicationId, CitizenId, UnitId},
    policy::Action,
    time::local_date,
};
use persistence::ApplicationFilter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which applications.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    /// With this unit.
    unit: Option<UnitId>,
    /// Of this citizen.
    citizen: Option<CitizenId>,
    /// In this state.
    state: Option<ApplicationState>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Applications a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of applications.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ApplicationPage {
    /// In the order of registration.
    items: Vec<ApplicationView>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// Applications
///
/// Only of citizens that you have a relation to, or that lie with a unit you work in.
#[utoipa::path(tag = "applications", operation_id = "listApplications", security(("bearer" = [])), params(Filter), responses(
    (status = 200, description = "A page of applications", body = ApplicationPage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor or limit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/applications")]
pub(super) async fn handler(door: Door, filter: Query<Filter>) -> Result<HttpResponse, Problem> {
    let filter = filter.into_inner();
    let (law, language) = (door.state.law.clone(), door.language);
    door.read(Action::ListApplications, move |reader| {
        let granted = reader.general()?;
        let limit = cursor::limit(filter.limit)?;
        let epoch = reader.epoch().to_owned();
        let after: Option<ApplicationId> = filter
            .cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let scope = reader.scope()?;
        let wanted = ApplicationFilter {
            unit: filter.unit,
            citizen: filter.citizen,
            state: filter.state,
            after,
            limit: limit + 1,
        };
        let mut found = reader.applications(&scope, &wanted)?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        if more {
            found.pop();
        }
        let last = found
            .last()
            .filter(|_| more)
            .map(|(application, _)| application.id);
        let citizens = found
            .iter()
            .map(|(application, _)| application.citizen)
            .collect();
        reader.show(filter.unit, granted.basis, DOCUMENT, citizens);
        let settings = law.on(local_date(reader.asked_at()));
        Shown::view(&ApplicationPage {
            items: found
                .into_iter()
                .map(|(application, version)| {
                    ApplicationView::new(application, version, &settings, language)
                })
                .collect(),
            next_cursor: last.map(|id| cursor::encode(&epoch, &id)),
        })
    })
    .await
}
