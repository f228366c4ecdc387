//! `POST /citizens/{citizen}/vedtak`: begin a draft.

use super::{
    case::{home_desk, preparer},
    target::DOCUMENT,
    view::VedtakView,
};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, EmployeeId, VedtakId},
    policy::Action,
    reason::{Reason, Violations},
    time::local_date,
    vedtak::{Drafting, NewDraft, Vedtak, VedtakContent, check_faults, drafting_faults},
};
use persistence::{Failure, MarkKind, Opened, Outcome, Reader, Streams};
use uuid::Uuid;

static NO_EMPLOYEE: Reason = Reason {
    rule: "R-VED-3",
    code: "no-such-employee",
    nb: "Denne medarbeideren finnes ikke.",
    nn: "Denne medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};

static NO_APPLICATION: Reason = Reason {
    rule: "R-VED-6",
    code: "no-such-application",
    nb: "Innbyggeren har ingen slik søknad.",
    nn: "Innbyggjaren har ingen slik søknad.",
    en: "The citizen has no such application.",
};

/// What no draft may hold: what cannot be kept, people who do not exist, and another's answer.
pub(super) fn faults(
    reader: &mut Reader<'_>,
    opened: &Opened,
    drafting: &Drafting,
    before: Option<&VedtakContent>,
) -> Outcome<Violations> {
    let by = reader.actor()?.employee;
    let named = [
        (drafting.case_worker, "/caseWorker"),
        (drafting.responsible_nurse, "/responsibleNurse"),
    ];
    let ids: Vec<EmployeeId> = named.iter().filter_map(|(id, _)| *id).collect();
    let known = reader.employees(&ids)?;
    let mut found = drafting_faults(drafting);
    found.extend(check_faults(&drafting.content, before, by));
    found.extend(named.into_iter().filter_map(|(id, pointer)| {
        let id = id?;
        let is_unknown = known.iter().all(|employee| employee.id != id);
        is_unknown.then(|| NO_EMPLOYEE.violation().at(pointer))
    }));
    if let Some(application) = drafting.application {
        match reader.application(opened, application) {
            Ok(_) => {}
            Err(Failure::NotThere) => found.push(NO_APPLICATION.violation().at("/application")),
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

/// Begin a draft
///
/// It may lack anything; submission says what is missing. One that answers an application lies where
/// that was sent.
#[utoipa::path(tag = "vedtak", operation_id = "createVedtak", security(("bearer" = [])), request_body = Drafting,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Begun", body = VedtakView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not prepare this vedtak; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such citizen, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/citizens/{citizen}/vedtak")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let id: VedtakId = door.new_id();
    let mark: Uuid = door.new_id();
    let citizen = citizen.0;
    let body = door.body::<Drafting>();
    let law = door.state.law.clone();
    door.write(
        Action::CreateVedtak,
        Streams::citizen(citizen),
        move |writer| {
            let opened = writer.open(citizen, DOCUMENT)?;
            let drafting = body.read(&opened)?;
            let now = writer.now();
            let by = preparer(writer, &opened, drafting.content.service, &law, now)?;
            let found = faults(writer, &opened, &drafting, None)?;
            if !found.is_empty() {
                return Err(Failure::Invalid(found));
            }
            let unit = opened.responsible;
            let new = NewDraft {
                id,
                citizen,
                unit,
                desk: unit,
                by,
            };
            let draft = Vedtak::drafted(new, drafting);
            let draft = Vedtak {
                handling_unit: home_desk(writer, &opened, &draft)?,
                ..draft
            };
            let stored = writer.insert_vedtak(draft)?;
            if stored.vedtak.content.fails_check() {
                writer.mark_vedtak(mark, &stored.vedtak, MarkKind::CheckFailed)?;
            }
            let view = VedtakView::new(stored, local_date(now));
            created(writer.epoch(), 1, format!("/api/v1/vedtak/{id}"), &view)
        },
    )
    .await
}
