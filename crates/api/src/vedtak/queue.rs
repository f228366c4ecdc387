//! `GET /vedtak`: what waits, in what one may see.

use super::{target::DOCUMENT, view::VedtakView};
use crate::{
    cursor,
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::{UnitId, VedtakId},
    period::is_plausible,
    policy::Action,
    time::local_date,
    vedtak::{VedtakState, implausible},
};
use persistence::{Failure, QueueFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which vedtak.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    /// Of this unit's citizens, or on its desk.
    team: Option<UnitId>,
    /// In this state.
    state: Option<VedtakState>,
    /// With an open deadline on this day or before: to sign, to take up again, to tell the citizen of, to
    /// review, about to end, an appeal to answer.
    #[param(example = "2026-12-01")]
    due: Option<NaiveDate>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Vedtak a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of vedtak.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VedtakPage {
    /// Oldest first.
    items: Vec<VedtakView>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// The queue of vedtak
///
/// Only of citizens that you have a relation to; a unit that you do not work in gives an empty page.
#[utoipa::path(tag = "vedtak", operation_id = "listVedtak", security(("bearer" = [])), params(Filter), responses(
    (status = 200, description = "A page of vedtak, oldest first", body = VedtakPage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 400, description = "The query cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor, limit or day", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/vedtak")]
pub(super) async fn handler(door: Door, filter: Query<Filter>) -> Result<HttpResponse, Problem> {
    let filter = filter.into_inner();
    door.read(Action::ListVedtak, move |reader| {
        let granted = reader.general()?;
        if let Some(day) = filter.due.filter(|day| !is_plausible(*day)) {
            return Err(Failure::invalid(implausible(day, "?due")));
        }
        let limit = cursor::limit(filter.limit)?;
        let epoch = reader.epoch().to_owned();
        let after: Option<VedtakId> = filter
            .cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let scope = reader.scope()?;
        let wanted = QueueFilter {
            unit: filter.team,
            state: filter.state,
            due: filter.due,
            after,
            limit: limit + 1,
        };
        let mut found = reader.vedtak_queue(&scope, &wanted)?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        if more {
            found.pop();
        }
        let last = found.last().filter(|_| more).map(|stored| stored.vedtak.id);
        let citizens = found.iter().map(|stored| stored.vedtak.citizen).collect();
        reader.show(filter.team, granted.basis, DOCUMENT, citizens);
        let today = local_date(reader.asked_at());
        Shown::view(&VedtakPage {
            items: found
                .into_iter()
                .map(|stored| VedtakView::new(stored, today))
                .collect(),
            next_cursor: last.map(|id| cursor::encode(&epoch, &id)),
        })
    })
    .await
}
