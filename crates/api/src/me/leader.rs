//! `GET /me/leader-overview`: a leader's page across her teams (R-MSG-4).

use super::{
    leader_pools::pools,
    leader_view::{AHEAD, LeaderOverview, Seen, UnitOverview, citizens, of_unit, totals},
};
use crate::{
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
    teams::shortages,
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::UnitId,
    period::days_after,
    policy::{Action, Basis},
    time::local_date,
};

/// A leader's overview
///
/// One call across the units you lead: vedtak to sign with their age, what was sent back, deadlines,
/// tasks that nobody holds, days with visits that nobody has; of a pool's plans
/// what concerns your own teams' citizens (R-TEAM-8). Totals of teams, never a ranking of
/// people. One who leads nothing gets an empty page.
#[utoipa::path(tag = "me", operation_id = "getLeaderOverview", security(("bearer" = [])), responses(
    (status = 200, description = "Your units and their totals", body = LeaderOverview),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/me/leader-overview")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetLeaderOverview, move |reader| {
        reader.general()?;
        let now = reader.asked_at();
        let today = local_date(now);
        let actor = reader.actor()?.clone();
        let names = reader.units()?;
        let led: Vec<(UnitId, String)> = names
            .into_iter()
            .filter(|unit| actor.leads(unit.id, now))
            .map(|unit| (unit.id, unit.name))
            .collect();
        let ids: Vec<UnitId> = led.iter().map(|(unit, _)| *unit).collect();
        let last = days_after(today, AHEAD);
        let found = reader.overview(&ids, (today, last))?;
        let names = reader.names_of(&citizens(&found))?;
        let seen = Seen {
            found: &found,
            names: &names,
            now,
            language,
        };
        let mut units: Vec<UnitOverview> = led
            .into_iter()
            .map(|(unit, name)| of_unit(unit, name, &seen))
            .collect();
        // One leads one to three teams (R-TEAM-3): each is worked out by itself.
        for unit in &mut units {
            unit.capacity = shortages(reader, unit.unit, last, language)?;
        }
        for unit in &units {
            let shown = unit.citizens();
            reader.show(Some(unit.unit), Basis::Leader, "leader-overview", shown);
        }
        let pools = pools(&found, &ids.into_iter().collect());
        Shown::digest(
            reader.epoch(),
            &LeaderOverview {
                totals: totals(&units, &pools),
                units,
                pools,
            },
        )
    })
    .await
}
