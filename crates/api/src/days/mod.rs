//! The day of a team: its lists, proposals, publication and closing (R-WL-2, R-WL-3, R-WL-5).

mod accept;
mod add_visit;
mod background;
mod cancel;
mod close;
mod get;
mod get_proposal;
mod hand_over;
pub(crate) mod input;
pub(crate) mod planner;
mod pool_view;
pub(crate) mod problem;
pub(crate) mod proposal;
mod propose;
mod publish;
mod rebase;
mod sight;
pub(crate) mod view;
mod visit_view;
pub(crate) mod ways;
mod what_if;

use domain::reason::Reason;
use persistence::{Day, Failure, Outcome, Reader};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(add_visit::handler)
        .service(propose::handler)
        .service(get_proposal::handler)
        .service(accept::handler)
        .service(cancel::handler)
        .service(rebase::handler)
        .service(what_if::handler)
        .service(publish::handler)
        .service(hand_over::handler)
        .service(close::handler)
        .service(get::handler);
}

static NOT_WHOLE: Reason = Reason {
    rule: "R-TEAM-8",
    code: "pool-plan-not-whole",
    nb: "Du ser bare innbyggerne til ditt eget team i denne dagsplanen. Dette er for dem som er på den felles vakten.",
    nn: "Du ser berre innbyggjarane til ditt eige team i denne dagsplanen. Dette er for dei som er på den felles vakta.",
    en: "You see only your own team's citizens in this day plan. This is for those on the pool's shift.",
};

/// Refused to one who does not see all of the plan: what is said and decided here is about all of it
/// (R-TEAM-8).
pub(crate) fn whole(reader: &mut Reader<'_>, day: &Day) -> Outcome<()> {
    if reader.sees_whole(day)? {
        Ok(())
    } else {
        Err(Failure::Forbidden(vec![NOT_WHOLE.violation()]))
    }
}

/// Which part of the day.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartQuery {
    /// Name of the part, from the charter; the first of the day when it is left out.
    #[param(example = "day", max_length = 60)]
    part: Option<String>,
}

/// Which part of the day, and whether it is in earnest.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TryQuery {
    /// Name of the part, from the charter; the first of the day when it is left out.
    #[param(example = "day", max_length = 60)]
    part: Option<String>,
    /// Answer what would happen, and change nothing.
    #[serde(default)]
    dry_run: bool,
}
