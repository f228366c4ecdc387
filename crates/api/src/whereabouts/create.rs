//! `POST /citizens/{citizen}/whereabouts`.

use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use domain::{
    citizen::whereabouts::{Whereabouts, WhereaboutsEntry, check_entry},
    ids::{CitizenId, WhereaboutsId},
    policy::Action,
    reason::none_of,
    time::to_micros,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Where a citizen is from some time on.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WhereaboutsInput {
    kind: Whereabouts,
    /// From this instant; may have passed.
    from: DateTime<Utc>,
    /// Until, not including, this instant; none: until the next entry begins.
    until: Option<DateTime<Utc>>,
    /// Ward or address, when known.
    #[schema(example = "Ahus, S304", max_length = 10000)]
    note: Option<String>,
}

/// Record where the citizen is
///
/// Visits at home follow at once: suspended for the days away, back when the citizen is.
#[utoipa::path(tag = "caseload", operation_id = "createWhereabouts", security(("bearer" = [])), request_body = WhereaboutsInput,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Recorded", body = WhereaboutsEntry), AddRefused))]
#[post("/citizens/{citizen}/whereabouts")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let id: WhereaboutsId = door.new_id();
    let body = door.body::<WhereaboutsInput>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateWhereabouts, streams, move |writer| {
        let opened = writer.open(citizen, "whereabouts")?;
        let input = body.read(&opened)?;
        let entry = WhereaboutsEntry {
            id,
            kind: input.kind,
            from: to_micros(input.from),
            until: input.until.map(to_micros),
            note: input.note,
            recorded_at: to_micros(writer.now()),
            recorded_by: Some(writer.actor()?.employee),
            withdrawn_at: None,
        };
        none_of(check_entry(&entry, writer.now())).map_err(Failure::Invalid)?;
        writer.insert_whereabouts(&opened, &entry)?;
        let location = format!("/api/v1/citizens/{citizen}/whereabouts/{id}");
        created(writer.epoch(), 1, location, &entry)
    })
    .await
}
