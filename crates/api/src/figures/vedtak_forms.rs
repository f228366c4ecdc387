//! `GET /teams/{team}/figures/vedtak-forms`: how frame vedtak fare beside detailed ones (R-VED-7).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::UnitId,
    period::{days_before, is_plausible},
    policy::Action,
    reason::Reason,
    time::{day_end, day_start, local_date},
    vedtak::VedtakForm,
};
use persistence::{Failure, MarkKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

static BACKWARDS: Reason = Reason {
    rule: "API-1",
    code: "days-backwards",
    nb: "Siste dag er før første dag, eller en av dem kan ikke stemme.",
    nn: "Siste dag er før første dag, eller éin av dei kan ikkje stemme.",
    en: "The last day is before the first, or one of them cannot be right.",
};

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    /// First day; 90 days before the last one when it is left out.
    #[param(example = "2026-11-01")]
    from: Option<NaiveDate>,
    /// Last day; today when it is left out.
    #[param(example = "2026-11-30")]
    to: Option<NaiveDate>,
}

/// What happened to vedtak of one form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FormFigures {
    /// Which form.
    form: VedtakForm,
    /// Times one was sent to signature.
    submitted: i64,
    /// Times one was signed.
    signed: i64,
    /// Times one was sent back.
    returned: i64,
    /// Times a draft was kept whose check says that a stranger could not tell what help is given.
    check_failed: i64,
    /// Appeals.
    appealed: i64,
}

/// Both forms.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VedtakForms {
    /// Frame vedtak, then detailed ones.
    forms: Vec<FormFigures>,
}

/// How frame vedtak fare
///
/// The pilots tried the frame vedtak little and doubted whether a stranger could read it: returns,
/// failed checks and appeals per form show it.
#[utoipa::path(tag = "vedtak", operation_id = "getVedtakForms", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The team"), Days), responses(
    (status = 200, description = "Counts per form", body = VedtakForms),
    (status = 400, description = "The days cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your team", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such team", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Days backwards", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/figures/vedtak-forms")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    days: Query<Days>,
) -> Result<HttpResponse, Problem> {
    let days = days.into_inner();
    door.read(Action::GetVedtakForms, move |reader| {
        let entered = reader.enter(team.0)?;
        let to = days.to.unwrap_or_else(|| local_date(reader.asked_at()));
        let from = days.from.unwrap_or_else(|| days_before(to, 90));
        if to < from || !is_plausible(from) || !is_plausible(to) {
            return Err(Failure::invalid(BACKWARDS.violation().at("?to")));
        }
        let during = (day_start(from), day_end(to));
        let marks = reader.vedtak_marks(&entered, during)?;
        let count = |form, kind| {
            let found = marks.iter().find(|(f, k, _)| (*f, *k) == (form, kind));
            found.map_or(0, |(.., count)| *count)
        };
        let figures = |form: &VedtakForm| FormFigures {
            form: *form,
            submitted: count(*form, MarkKind::Submitted),
            signed: count(*form, MarkKind::Signed),
            returned: count(*form, MarkKind::Returned),
            check_failed: count(*form, MarkKind::CheckFailed),
            appealed: count(*form, MarkKind::Appealed),
        };
        let forms = VedtakForm::ALL.iter().map(figures).collect();
        Shown::digest(reader.epoch(), &VedtakForms { forms })
    })
    .await
}
