//! `GET /quotas`.

use crate::{
    door::{Door, Shown},
    problem::Problem,
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get};
use domain::{ids::QuotaId, period::Period, policy::Action, quota::QuotaUse, time::local_date};
use serde::Serialize;
use utoipa::ToSchema;

/// A quota and how it is used.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct QuotaView {
    id: QuotaId,
    #[schema(example = "Korttidsplass, Bydel Østensjø")]
    name: String,
    /// Number of places.
    places: i32,
    /// Places in use today.
    in_use: usize,
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
    pub(super) fn new(name: String, used: QuotaUse, today: chrono::NaiveDate) -> Self {
        let day = Period {
            from: today,
            until: Some(today),
        };
        Self {
            id: used.quota,
            name,
            places: used.places,
            in_use: used.peak(day),
            taken: used
                .taken
                .into_iter()
                .filter(|days| days.until.is_none_or(|until| today <= until))
                .collect(),
        }
    }
}

/// Quotas and their use
#[utoipa::path(tag = "delegations", operation_id = "listQuotas", security(("bearer" = [])), responses(
    (status = 200, description = "Every quota, by name", body = QuotaList), SignedOut))]
#[get("/quotas")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListQuotas, |reader| {
        reader.general()?;
        let today = local_date(reader.asked_at());
        let uses = reader.quota_uses()?;
        let items = reader
            .quota_names()?
            .into_iter()
            .filter_map(|(id, name)| {
                let used = uses.iter().find(|used| used.quota == id)?;
                Some(QuotaView::new(name, used.clone(), today))
            })
            .collect();
        Shown::digest(reader.epoch(), &QuotaList { items })
    })
    .await
}
