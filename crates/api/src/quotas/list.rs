//! `GET /quotas`.

use crate::{
    door::{Door, Shown},
    problem::Problem,
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::{
    ids::QuotaId,
    period::Period,
    policy::Action,
    quota::{QuotaChange, QuotaUse},
    time::local_date,
};
use persistence::{Failure, Outcome, Reader};
use serde::Serialize;
use utoipa::ToSchema;

/// A quota and how it is used.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct QuotaView {
    id: QuotaId,
    #[schema(example = "Korttidsplass, Bydel Østensjø")]
    name: String,
    /// Number of places today.
    places: i32,
    /// Every later number of places with its first day, in the order of registration; who registered it
    /// and the decision it rests on.
    changes: Vec<QuotaChange>,
    /// Places in use today.
    in_use: usize,
    /// The first day from today on which no place is free, as things stand.
    full_on: Option<NaiveDate>,
    /// Days of every place that is taken now or to come; whose, is not told.
    taken: Vec<Period>,
}

/// Every quota.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct QuotaList {
    /// By name.
    items: Vec<QuotaView>,
}

impl QuotaView {
    /// With its use; what is over is left out.
    pub(super) fn new(
        name: String,
        used: QuotaUse,
        changes: Vec<QuotaChange>,
        today: NaiveDate,
    ) -> Self {
        let from_today = Period {
            from: today,
            until: None,
        };
        Self {
            id: used.quota,
            name,
            places: used.places_on(today),
            changes,
            in_use: used.used_on(today),
            full_on: used.first_full_day(from_today),
            taken: used
                .taken
                .into_iter()
                .filter(|days| days.until.is_none_or(|until| today <= until))
                .collect(),
        }
    }
}

/// One quota as it stands now.
pub(super) fn one(reader: &mut Reader<'_>, id: QuotaId, today: NaiveDate) -> Outcome<QuotaView> {
    let found = all(reader, today)?.into_iter().find(|view| view.id == id);
    found.ok_or(Failure::NotThere)
}

/// Every quota, by name.
fn all(reader: &mut Reader<'_>, today: NaiveDate) -> Outcome<Vec<QuotaView>> {
    let uses = reader.quota_uses()?;
    let changes = reader.quota_changes()?;
    let views = reader.quota_names()?.into_iter().filter_map(|(id, name)| {
        let used = uses.iter().find(|used| used.quota == id)?.clone();
        let own = changes.iter().filter(|change| change.quota == id);
        Some(QuotaView::new(name, used, own.cloned().collect(), today))
    });
    Ok(views.collect())
}

/// Quotas and their use
#[utoipa::path(tag = "delegations", operation_id = "listQuotas", security(("bearer" = [])), responses(
    (status = 200, description = "Every quota, by name", body = QuotaList), SignedOut))]
#[get("/quotas")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListQuotas, |reader| {
        reader.general()?;
        let today = local_date(reader.asked_at());
        let items = all(reader, today)?;
        Shown::digest(reader.epoch(), &QuotaList { items })
    })
    .await
}
