//! Swaps of shifts: `GET`, `POST /teams/{team}/shift-swaps`, `POST …/{swap}/acceptance` and
//! `…/refusal` (R-SHF-1).

use super::weigh::{Change, kept, weigh};
use crate::{
    door::{Door, Shown, changed, created},
    paths::{Id, Ids},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, post};
use domain::{
    ids::{EmployeeId, ShiftId, ShiftSwapId, UnitId},
    policy::Action,
    reason::Violations,
    shift::swap::{ShiftSwap, ShiftSwapFacts, answer, may_offer},
    swap::{SwapState, SwapStep},
    time::local_date,
};
use persistence::{Failure, Outcome, ShiftRecord, Streams, Writer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many a list shows.
const SHOWN: i64 = 200;

/// Swaps, the newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ShiftSwapList {
    items: Vec<ShiftSwap>,
}

/// An offer to make.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ShiftSwapInput {
    /// A shift of yours.
    gives: ShiftId,
    /// To whom.
    to: EmployeeId,
    /// A shift of hers in return, if any.
    takes: Option<ShiftId>,
}

/// How an offer is taken.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ShiftSwapAnswer {
    /// Why it is to stand although it breaks a working-time rule.
    #[schema(max_length = 500)]
    keep_reason: Option<String>,
}

/// Both shifts as they stand, and as they would be.
struct Sides {
    gives: Option<ShiftRecord>,
    takes: Option<ShiftRecord>,
    in_other_offer: bool,
    members: bool,
}

fn there(found: Outcome<ShiftRecord>) -> Outcome<Option<ShiftRecord>> {
    match found {
        Ok(record) => Ok(Some(record)),
        Err(Failure::NotThere) => Ok(None),
        Err(failure) => Err(failure),
    }
}

impl Sides {
    fn load(writer: &mut Writer<'_>, team: UnitId, swap: &ShiftSwap) -> Outcome<Self> {
        let gives = there(writer.shift_record(team, swap.gives))?;
        let takes = match swap.takes {
            None => None,
            Some(id) => there(writer.shift_record(team, id))?,
        };
        let named: Vec<ShiftId> = [Some(swap.gives), swap.takes]
            .into_iter()
            .flatten()
            .collect();
        let today = local_date(writer.now());
        let members = writer.members(team)?;
        let is_member = |who: EmployeeId| {
            let mut hers = members.iter().filter(|(m, ..)| m.employee == who);
            hers.any(|(m, ..)| m.is_active(today))
        };
        Ok(Self {
            gives,
            takes,
            in_other_offer: writer.shift_in_open_offer(&named, swap.id)?,
            members: is_member(swap.from) && is_member(swap.to),
        })
    }

    /// The shifts as they would be after the swap.
    fn after(&self, swap: &ShiftSwap) -> Vec<ShiftRecord> {
        let sides = [(&self.gives, swap.to), (&self.takes, swap.from)];
        sides
            .into_iter()
            .filter_map(|(record, to)| {
                let mut record = record.clone()?;
                record.shift.employee = Some(to);
                Some(record)
            })
            .collect()
    }

    /// Asks the rules: what makes it impossible, and what it breaks.
    fn weigh(
        &self,
        writer: &mut Writer<'_>,
        door: &crate::state::State,
        swap: &ShiftSwap,
    ) -> Outcome<(Violations, Violations)> {
        let coming = self.after(swap);
        let Some(unit) = coming.first().map(|r| r.shift.unit) else {
            return Ok((Violations::new(), Violations::new()));
        };
        let change = Change {
            unit,
            gone: coming.iter().map(|r| r.shift.id).collect(),
            coming: &coming,
        };
        let weighed = weigh(writer, door, &change)?;
        let faults = weighed.iter().flat_map(|w| w.faults.iter());
        Ok((
            faults.map(|(_, fault)| fault.clone()).collect(),
            weighed.iter().flat_map(|w| w.breaches.clone()).collect(),
        ))
    }

    fn facts(
        &self,
        overlaps: Violations,
        now: chrono::DateTime<chrono::Utc>,
    ) -> ShiftSwapFacts<'_> {
        ShiftSwapFacts {
            gives: self.gives.as_ref().map(|r| &r.shift),
            takes: self.takes.as_ref().map(|r| &r.shift),
            in_other_offer: self.in_other_offer,
            members: self.members,
            overlaps,
            now,
        }
    }
}

/// A unit's swaps of shifts
#[utoipa::path(tag = "shifts", operation_id = "listShiftSwaps", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The newest first", body = ShiftSwapList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/shift-swaps")]
pub(super) async fn list(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListShiftSwaps, move |reader| {
        reader.enter(team.0)?;
        let items = reader.shift_swaps(team.0, SHOWN)?;
        Shown::view(&ShiftSwapList { items })
    })
    .await
}

/// Offer a swap of shifts
///
/// Between members of the unit. A shift stands in one open offer at a time.
#[utoipa::path(tag = "shifts", operation_id = "offerShiftSwap", security(("bearer" = [])), request_body = ShiftSwapInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Offered", body = ShiftSwap),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every reason why not", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shift-swaps")]
pub(super) async fn offer(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let (body, state) = (door.body::<ShiftSwapInput>(), door.state.clone());
    let id: ShiftSwapId = door.new_id();
    door.write(Action::OfferShiftSwap, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let input = body.read(&entered)?;
        let swap = ShiftSwap {
            id,
            from: writer.actor()?.employee,
            to: input.to,
            gives: input.gives,
            takes: input.takes,
            state: SwapState::Offered,
            offered_at: writer.now(),
        };
        let sides = Sides::load(writer, team, &swap)?;
        let overlaps = if sides.members {
            sides.weigh(writer, &state, &swap)?.0
        } else {
            Violations::new()
        };
        may_offer(&swap, &sides.facts(overlaps, writer.now())).map_err(Failure::Conflict)?;
        writer.insert_shift_swap(team, &swap)?;
        let location = format!("/api/v1/teams/{team}/shift-swaps/{id}");
        created(writer.epoch(), 1, location, &swap)
    })
    .await
}

async fn settle(
    door: Door,
    action: Action,
    ids: Ids<UnitId, ShiftSwapId>,
    taken: bool,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let (body, state) = (door.body::<ShiftSwapAnswer>(), door.state.clone());
    let empty = door.bytes().iter().all(u8::is_ascii_whitespace);
    door.write(action, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let (mut swap, version) = writer.shift_swap(team, id)?;
        let input = if empty {
            ShiftSwapAnswer::default()
        } else {
            body.read(&entered)?
        };
        let me = writer.actor()?.employee;
        let step = match (taken, me == swap.from) {
            (true, _) => SwapStep::Accept,
            (false, true) => SwapStep::Withdraw,
            (false, false) => SwapStep::Decline,
        };
        let sides = Sides::load(writer, team, &swap)?;
        let (overlaps, breaches) = sides.weigh(writer, &state, &swap)?;
        let facts = sides.facts(overlaps, writer.now());
        let next = answer(&swap, step, me, &facts).map_err(Failure::Conflict)?;
        if next == SwapState::Accepted {
            let kept = kept(writer, &breaches, input.keep_reason.as_deref())?;
            for mut record in sides.after(&swap) {
                record.kept = kept.clone();
                writer.save_shift(&mut record)?;
            }
        }
        let version = writer.settle_shift_swap(id, next, version)?;
        swap.state = next;
        changed(writer.epoch(), version, &swap)
    })
    .await
}

/// Take an offer of a shift
///
/// The working-time rules are asked for both; a breach needs a reason.
#[utoipa::path(tag = "shifts", operation_id = "acceptShiftSwap", security(("bearer" = [])), request_body = ShiftSwapAnswer,
    params(("team" = UnitId, Path, description = "The unit"), ("swap" = ShiftSwapId, Path, description = "The swap")), responses(
    (status = 200, description = "Swapped", body = ShiftSwap),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such swap", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every reason why not", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every breach, without a reason to keep it", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shift-swaps/{swap}/acceptance")]
pub(super) async fn accept(
    door: Door,
    ids: Ids<UnitId, ShiftSwapId>,
) -> Result<HttpResponse, Problem> {
    settle(door, Action::AcceptShiftSwap, ids, true).await
}

/// Say no to an offer of a shift, or take one's own back
#[utoipa::path(tag = "shifts", operation_id = "declineShiftSwap", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("swap" = ShiftSwapId, Path, description = "The swap")), responses(
    (status = 200, description = "Declined, or withdrawn", body = ShiftSwap),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such swap", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is settled already, or not yours to answer", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shift-swaps/{swap}/refusal")]
pub(super) async fn decline(
    door: Door,
    ids: Ids<UnitId, ShiftSwapId>,
) -> Result<HttpResponse, Problem> {
    settle(door, Action::DeclineShiftSwap, ids, false).await
}
