//! The vedtak in force: prepared by the team's case worker, signed by its leader, with a frame that
//! fits the plan.

use super::{Context, model::DemoUnit, picker::Picker, plans::Person};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    assessment::{Assessment, template::Section},
    delegation::held_at,
    frame::planned_weekly_minutes,
    ids::{DelegationId, EmployeeId, VedtakId},
    law::Law,
    organisation::{Profession, Role},
    period::months_after,
    service::ServiceType,
    settings::Settings,
    tiltaksplan::Tiltaksplan,
    time::day_start,
    vedtak::{
        Frame, FrameCheck, Outcome, Signature, StatementRole, Vedtak, VedtakContent, VedtakForm,
        VedtakState, VedtakStatement, canonical_bytes,
    },
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, sync::LazyLock};

/// The rows that come with Tillit.
static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().unwrap_or_default());

/// One signed vedtak for each service of the plan; its tiltak point at it from now on.
pub(super) fn vedtak(
    person: &Person<'_>,
    team: &DemoUnit,
    assessment: &Assessment,
    plan: &mut Tiltaksplan,
    context: &Context<'_>,
    picker: &mut Picker,
) -> Vec<Vedtak> {
    let services: BTreeSet<ServiceType> = plan.tiltak.iter().map(|t| t.content.service).collect();
    services
        .into_iter()
        .map(|service| {
            let id: VedtakId = picker.id();
            for tiltak in plan
                .tiltak
                .iter_mut()
                .filter(|t| t.content.service == service)
            {
                tiltak.content.vedtak = Some(id);
            }
            let content = content(
                person,
                service,
                assessment,
                plan,
                case_worker(team, context),
            );
            let draft = draft(id, person, team, content, context);
            signed(draft, team, context)
        })
        .collect()
}

fn case_worker(team: &DemoUnit, context: &Context<'_>) -> Option<EmployeeId> {
    context.people.with(team.id, Profession::CaseWorker)
}

/// Minutes a week that leave room on both sides of what is planned.
fn frame(planned: i32) -> Frame {
    let to_five = |minutes: i32| (minutes + 4) / 5 * 5;
    Frame::MinutesPerWeek {
        from: (planned * 85 / 100) / 5 * 5,
        to: to_five(planned * 115 / 100),
    }
}

fn content(
    person: &Person<'_>,
    service: ServiceType,
    assessment: &Assessment,
    plan: &Tiltaksplan,
    case_worker: Option<EmployeeId>,
) -> VedtakContent {
    let from = person.begins();
    let planned = planned_weekly_minutes(&plan.tiltak, service, from, &Settings::default());
    let settings = LAW.on(from);
    let rules = settings.service(service);
    let form = rules.map_or(VedtakForm::Detailed, |r| r.default_form);
    let matters = assessment.content.statements.iter();
    let matters = matters.filter(|s| s.section == Section::WhatMatters);
    let said = matters.map(|s| format!("«{}»", s.text)).collect::<Vec<_>>();
    let kin_view = match person.contacts.first() {
        Some(kin) => format!(
            "{} var med i samtalen og er enig i planen.",
            kin.content.name
        ),
        None => "Du ønsker ikke at vi spør pårørende.".to_owned(),
    };
    VedtakContent {
        service,
        outcome: Some(Outcome::Grant),
        form,
        frame: Some(frame(planned)),
        from: Some(from),
        until: None,
        review_on: Some(months_after(from, 12)),
        assessment: Some(assessment.id),
        purpose: format!("{}.", person.voiced(person.package.purpose)),
        facts: person.voiced(person.package.facts),
        reasoning:
            "Du trenger hjelpen for å kunne bo hjemme og leve som før. Hva som gjøres og når, \
                    står i tiltaksplanen, som vi lager sammen med deg."
                .to_owned(),
        citizen_view: format!("Du sier at dette er viktig: {}", said.join(" ")),
        kin_view,
        legal_basis: rules.map(|r| r.legal_basis.clone()).unwrap_or_default(),
        own_payment: Some(rules.and_then(|r| r.own_payment).unwrap_or(false)),
        appeal_information: "Du kan klage til Statsforvalteren innen fire uker. Send klagen til \
                             bydelen. Vi hjelper deg gjerne å skrive den."
            .to_owned(),
        alternatives: String::new(),
        frame_check: case_worker
            .filter(|_| form == VedtakForm::Frame)
            .map(|by| FrameCheck {
                clear_to_a_stranger: true,
                by,
                comment: "Formål, omfang og tid på dagen går fram.".to_owned(),
            }),
        replaces: None,
        to_disadvantage: false,
        prior_notice: None,
    }
}

/// Ready for signature, with a statement from each role.
fn draft(
    id: VedtakId,
    person: &Person<'_>,
    team: &DemoUnit,
    content: VedtakContent,
    context: &Context<'_>,
) -> Vedtak {
    let case_worker = case_worker(team, context);
    let nurse = person
        .care_team
        .responsible_nurse
        .unwrap_or(person.primary());
    let responsible_nurse = content.service.is_health_service().then_some(nurse);
    let stated_at = day_start(person.held_on) + TimeDelta::hours(4 * 24 + 13);
    let statement = |by: Option<EmployeeId>, role, text: &str| {
        by.map(|by| VedtakStatement {
            by,
            role,
            text: text.to_owned(),
            at: stated_at,
        })
    };
    let statements = [
        statement(
            case_worker,
            StatementRole::CaseWorker,
            "Vilkårene er oppfylt. Innbyggeren har fått medvirke.",
        ),
        statement(
            responsible_nurse,
            StatementRole::ResponsibleNurse,
            "Omfanget er faglig forsvarlig og kan justeres innenfor rammen.",
        ),
    ];
    Vedtak {
        id,
        citizen: person.id,
        unit: team.id,
        handling_unit: team.id,
        application: None,
        state: VedtakState::Submitted,
        content,
        case_worker,
        responsible_nurse,
        editors: case_worker.into_iter().collect(),
        statements: statements.into_iter().flatten().collect(),
        return_comment: None,
        signature: None,
        closing: None,
    }
}

/// Signed on the day before it begins, by the team's leader under her delegation.
fn signed(draft: Vedtak, team: &DemoUnit, context: &Context<'_>) -> Vedtak {
    let from = draft.content.from.unwrap_or(context.today);
    let at = day_start(from) - TimeDelta::hours(11);
    let leader = context
        .people
        .of(team.id, Role::Leader)
        .next()
        .map(|e| e.id);
    let signature = leader.and_then(|leader| signature(&draft, leader, at, context));
    Vedtak {
        state: VedtakState::Signed,
        signature,
        ..draft
    }
}

fn signature(
    vedtak: &Vedtak,
    by: EmployeeId,
    at: DateTime<Utc>,
    context: &Context<'_>,
) -> Option<Signature> {
    let law = LAW.on(domain::time::local_date(at)).law?;
    let delegation: DelegationId = held_at(context.delegations, by, at)
        .find(|d| {
            d.grant.units.covers(vedtak.unit) && d.grant.services.contains(&vedtak.content.service)
        })?
        .id;
    let bytes = canonical_bytes(vedtak, &law.id).ok()?;
    let content_hash = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Some(Signature {
        by,
        at,
        delegation,
        law_version: law.id.clone(),
        content_hash,
    })
}
