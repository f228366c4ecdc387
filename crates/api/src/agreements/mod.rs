//! Agreed exceptions from the working-time rules (R-SHF-2): `GET`, `POST
//! /teams/{team}/working-time-agreements`, `POST …/{agreement}/end`.

use crate::{
    door::{Door, Shown, changed, created},
    etag,
    paths::{Id, Ids},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, post};
use chrono::NaiveDate;
use domain::{
    ids::{AgreementId, EmployeeId, UnitId},
    period::{Period, is_plausible},
    policy::Action,
    reason::{Reason, none_of},
    shift::working_time::{
        AgreedLimits, Agreement, AgreementScope, WorkingTimeRow, check_agreement,
    },
    time::local_date,
    vedtak::implausible,
};
use persistence::{AgreementRecord, Failure, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(list).service(create).service(end);
}

static NOT_MEMBER: Reason = Reason {
    rule: "R-SHF-2",
    code: "agreement-for-another-unit",
    nb: "Medarbeideren er ikke med i enheten.",
    nn: "Medarbeidaren er ikkje med i eininga.",
    en: "The employee is not a member of the unit.",
};
static NO_RULES: Reason = Reason {
    rule: "R-SHF-2",
    code: "no-working-time-rules",
    nb: "Ingen arbeidstidsregler gjelder den dagen.",
    nn: "Ingen arbeidstidsreglar gjeld den dagen.",
    en: "No working-time rules count on that day.",
};
static ENDS_BEFORE: Reason = Reason {
    rule: "R-SHF-2",
    code: "agreement-ends-before-start",
    nb: "Siste dag er før første dag.",
    nn: "Siste dag er før første dag.",
    en: "The last day is before the first day.",
};

/// An agreement.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AgreementView {
    #[serde(flatten)]
    agreement: Agreement,
    version: i64,
    #[schema(example = "\"e1.0\"")]
    etag: String,
}

impl AgreementView {
    fn new(record: &AgreementRecord, epoch: &str) -> Self {
        Self {
            agreement: record.agreement.clone(),
            version: record.version,
            etag: etag::strong(epoch, record.version),
        }
    }
}

/// Agreements, and the rules that they are exceptions from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AgreementList {
    items: Vec<AgreementView>,
    /// The law's limits today, and how far an agreement may go.
    rules: Option<WorkingTimeRow>,
}

/// An agreement to register.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AgreementInput {
    /// One employee; everybody in the unit when it is left out.
    employee: Option<EmployeeId>,
    /// What it is called, with whom it was made.
    #[schema(max_length = 200, example = "Særavtale om langvakter, NSF 2026")]
    name: String,
    period: Period,
    limits: AgreedLimits,
}

/// Agreements on working time
#[utoipa::path(tag = "shifts", operation_id = "listWorkingTimeAgreements", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The latest first, with the law's limits", body = AgreementList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/working-time-agreements")]
pub(super) async fn list(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let law = door.state.law.clone();
    door.read(Action::ListAgreements, move |reader| {
        reader.enter(team.0)?;
        let found = reader.agreements_of_unit(team.0)?;
        let today = local_date(reader.asked_at());
        let epoch = reader.epoch();
        Shown::view(&AgreementList {
            items: found.iter().map(|r| AgreementView::new(r, epoch)).collect(),
            rules: WorkingTimeRow::on(&law.working_time, today).cloned(),
        })
    })
    .await
}

/// Register an agreement on working time
///
/// For the unit or for one employee in it, from a day on. An agreement that goes further than the law
/// lets it is refused with every limit.
#[utoipa::path(tag = "shifts", operation_id = "createWorkingTimeAgreement", security(("bearer" = [])), request_body = AgreementInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Registered", body = AgreementView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/working-time-agreements")]
pub(super) async fn create(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let (body, law) = (door.body::<AgreementInput>(), door.state.law.clone());
    let id: AgreementId = door.new_id();
    door.write(
        Action::CreateAgreement,
        Streams::unit(team),
        move |writer| {
            let entered = writer.enter(team)?;
            let input = body.read(&entered)?;
            let days = [Some(input.period.from), input.period.until];
            let odd = days.into_iter().flatten().filter(|day| !is_plausible(*day));
            none_of(odd.map(|day| implausible(day, "/period")).collect())
                .map_err(Failure::Invalid)?;
            let row = WorkingTimeRow::on(&law.working_time, input.period.from);
            let row =
                row.ok_or_else(|| Failure::invalid(NO_RULES.violation().at("/period/from")))?;
            let mut wrong = check_agreement(&input.name, &input.period, &input.limits, row);
            if let Some(who) = input.employee {
                let members = writer.members(team)?;
                if members.iter().all(|(m, ..)| m.employee != who) {
                    wrong.push(NOT_MEMBER.violation().at("/employee"));
                }
            }
            none_of(wrong).map_err(Failure::Invalid)?;
            let record = AgreementRecord {
                agreement: Agreement {
                    id,
                    scope: match input.employee {
                        None => AgreementScope::Unit(team),
                        Some(who) => AgreementScope::Employee(who),
                    },
                    name: input.name.trim().to_owned(),
                    period: input.period,
                    limits: input.limits,
                },
                registered_in: team,
                version: 1,
            };
            writer.insert_agreement(team, &record.agreement)?;
            let location = format!("/api/v1/teams/{team}/working-time-agreements/{id}");
            let view = AgreementView::new(&record, writer.epoch());
            created(writer.epoch(), 1, location, &view)
        },
    )
    .await
}

/// When an agreement ends.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AgreementEnd {
    /// Its last day.
    last_day: NaiveDate,
}

/// End an agreement on working time
#[utoipa::path(tag = "shifts", operation_id = "endWorkingTimeAgreement", security(("bearer" = [])), request_body = AgreementEnd,
    params(("team" = UnitId, Path, description = "The unit"), ("agreement" = AgreementId, Path, description = "The agreement"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Ended", body = AgreementView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such agreement", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "It cannot end then", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/working-time-agreements/{agreement}/end")]
pub(super) async fn end(
    door: Door,
    ids: Ids<UnitId, AgreementId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let (body, if_match) = (door.body::<AgreementEnd>(), door.if_match.clone());
    door.write(Action::EndAgreement, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let mut record = writer.agreement(team, id)?;
        if_match.check(&entered, writer.epoch(), record.version)?;
        let input = body.read(&entered)?;
        if !is_plausible(input.last_day) {
            return Err(Failure::invalid(implausible(input.last_day, "/lastDay")));
        }
        if input.last_day < record.agreement.period.from {
            return Err(Failure::invalid(ENDS_BEFORE.violation().at("/lastDay")));
        }
        record.version = writer.end_agreement(id, input.last_day, record.version)?;
        record.agreement.period.until = Some(input.last_day);
        let view = AgreementView::new(&record, writer.epoch());
        changed(writer.epoch(), record.version, &view)
    })
    .await
}
