//! `PUT /teams/{team}/charter`: agree anew. Every earlier charter is kept.

use super::view::charter_of;
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::{Problem, ProblemBody, ProblemError},
    teams::education::{in_words, standing_signals},
};
use actix_web::{HttpResponse, put};
use domain::{
    charter::{DayPart, MeetingRhythm, Model, Switch, TeamCharter, check_charter},
    ids::UnitId,
    organisation::UnitKind,
    period::is_plausible,
    planning_order::PlanningOrder,
    policy::Action,
    reason::{Reason, Violations},
    team::OtherEducation,
    time::local_date,
    vedtak::{implausible, too_long},
};
use persistence::{Failure, Streams};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Longest name of a part of the day, longest recurrence rule, most entries of a list.
const LONGEST_NAME: usize = 40;
const LONGEST_RULE: usize = 200;
const LONGEST_TEXT: usize = 2_000;
const MOST: usize = 200;

static AREA_TAKEN: Reason = Reason {
    rule: "R-TEAM-1",
    code: "area-taken",
    nb: "Postnummer {code} hører til {team}. Et sted kan bare høre til ett team.",
    nn: "Postnummer {code} høyrer til {team}. Ein stad kan berre høyre til eitt team.",
    en: "The postal code {code} belongs to {team}. A place can belong to one team only.",
};
static TOO_MANY: Reason = Reason {
    rule: "API-9",
    code: "too-many",
    nb: "Oppgi høyst {most}.",
    nn: "Oppgi høgst {most}.",
    en: "Give at most {most}.",
};
static SAME_NAME: Reason = Reason {
    rule: "R-TEAM-6",
    code: "part-without-own-name",
    nb: "Hver del av døgnet må ha sitt eget navn.",
    nn: "Kvar del av døgnet må ha sitt eige namn.",
    en: "Each part of the day needs a name of its own.",
};

/// A charter to agree on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CharterInput {
    /// The model it begins from.
    model: Model,
    /// Postal codes of the area.
    #[schema(example = json!(["1188", "1189"]), max_items = 200)]
    area: BTreeSet<String>,
    /// Parts of the day; one that covers it when none are given.
    #[serde(default)]
    #[schema(max_items = 200)]
    parts: Vec<DayPart>,
    /// Meetings.
    #[serde(default)]
    meetings: MeetingRhythm,
    /// Who answers for what; the model's preset from today when it is left out.
    #[schema(max_items = 200)]
    switches: Option<Vec<Switch>>,
    /// The team books substitutes itself; else its leader does.
    #[serde(default)]
    team_books_substitutes: bool,
    /// Educations beside those of health that the team takes in, and why.
    #[serde(default)]
    #[schema(max_items = 200)]
    other_education: Vec<OtherEducation>,
    /// How much of a shift is spent at citizens', per cent; 70 when it is left out.
    #[schema(minimum = 1, maximum = 100, example = 70)]
    direct_share: Option<i64>,
    /// What counts before what when a proposal is made; the order Tillit was made with when it is
    /// left out.
    #[serde(default)]
    planning_order: PlanningOrder,
    /// How absence is handled, in the team's own words.
    #[schema(max_length = 2000)]
    absence: Option<String>,
}

/// What was agreed, and what the team should see about it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AgreedCharter {
    #[serde(flatten)]
    charter: TeamCharter,
    /// Members whose education the charter allows no longer (R-TEAM-4).
    signals: Vec<ProblemError>,
}

fn charter(unit: UnitId, input: CharterInput, today: chrono::NaiveDate) -> TeamCharter {
    let preset = TeamCharter::preset(unit, input.model, input.area, today);
    TeamCharter {
        parts: if input.parts.is_empty() {
            preset.parts
        } else {
            input.parts
        },
        meetings: input.meetings,
        switches: input.switches.unwrap_or(preset.switches),
        team_books_substitutes: input.team_books_substitutes,
        other_education: input.other_education,
        direct_share: input.direct_share.unwrap_or(preset.direct_share),
        planning_order: input.planning_order,
        absence: input.absence,
        ..preset
    }
}

/// What cannot be kept: too much, too long, days that cannot be, two parts of one name.
fn form_faults(charter: &TeamCharter) -> Violations {
    let sizes = [
        (charter.area.len(), "/area"),
        (charter.parts.len(), "/parts"),
        (charter.switches.len(), "/switches"),
        (charter.other_education.len(), "/otherEducation"),
    ];
    let many = sizes
        .into_iter()
        .filter(|(size, _)| *size > MOST)
        .map(|(_, pointer)| TOO_MANY.violation().at(pointer).with("most", MOST));
    let names = charter.parts.iter().enumerate().flat_map(|(n, part)| {
        let at = format!("/parts/{n}/name");
        let taken = charter.parts[..n]
            .iter()
            .any(|other| other.name == part.name);
        let nameless =
            (taken || part.name.trim().is_empty()).then(|| SAME_NAME.violation().at(at.clone()));
        nameless
            .into_iter()
            .chain(too_long(&part.name, LONGEST_NAME, at))
    });
    let meetings = &charter.meetings;
    let rules = [
        (&meetings.citizen_review, "/meetings/citizenReview"),
        (&meetings.team_meeting, "/meetings/teamMeeting"),
    ]
    .into_iter()
    .filter_map(|(rule, at)| too_long(rule.as_deref()?, LONGEST_RULE, at));
    let days = charter.switches.iter().enumerate().flat_map(|(n, switch)| {
        [Some(switch.period.from), switch.period.until]
            .into_iter()
            .flatten()
            .filter(|day| !is_plausible(*day))
            .map(move |day| implausible(day, format!("/switches/{n}/period")))
    });
    let absence = charter.absence.as_deref();
    let absence = absence.and_then(|text| too_long(text, LONGEST_TEXT, "/absence"));
    let found = many.chain(names).chain(rules).chain(days);
    found.chain(absence).collect()
}

/// Agree anew on how to work
///
/// Among teams a postal code belongs to at most one. The charter before is kept with its dates. An education
/// that is allowed no longer ends nobody's membership: the answer, and the team's signals, name whoever
/// relied on it (R-TEAM-4).
#[utoipa::path(tag = "organisation", operation_id = "updateCharter", security(("bearer" = [])), request_body = CharterInput,
    params(("team" = UnitId, Path, description = "The unit"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The charter from now on", body = AgreedCharter),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another team has a part of the area", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/teams/{team}/charter")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<CharterInput>();
    let if_match = door.if_match.clone();
    let language = door.language;
    // Areas are the municipality's to share out, so two teams never claim one at the same time.
    let streams = Streams::municipality().and_unit(team.0);
    door.write(Action::UpdateCharter, streams, move |writer| {
        let entered = writer.enter(team.0)?;
        let (_, version) = charter_of(writer, team.0)?;
        if_match.check(&entered, writer.epoch(), version)?;
        let input = body.read(&entered)?;
        let charter = charter(team.0, input, local_date(writer.now()));
        let mut found = form_faults(&charter);
        found.extend(check_charter(&charter).err().unwrap_or_default());
        if !found.is_empty() {
            return Err(Failure::Invalid(found));
        }
        if writer.unit(team.0)?.kind == UnitKind::Team {
            let taken = writer.areas_of_other_teams(team.0, charter.area.iter().cloned())?;
            let taken: Violations = taken
                .into_iter()
                .map(|(code, team)| {
                    let taken = AREA_TAKEN.violation().at("/area");
                    taken.with("code", code).with("team", team)
                })
                .collect();
            if !taken.is_empty() {
                return Err(Failure::Conflict(taken));
            }
        }
        let version = writer.insert_charter(&charter, version)?;
        let parts = writer.day_parts(team.0)?;
        writer.repart(team.0, local_date(writer.now()), &parts)?;
        let members = writer.members(team.0)?;
        let members = members.iter().map(|(m, e, _)| (m, e));
        let signals = standing_signals(writer, team.0, members)?;
        let view = AgreedCharter {
            charter,
            signals: in_words(&signals, language),
        };
        changed(writer.epoch(), version, &view)
    })
    .await
}
