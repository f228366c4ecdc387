//! What is known of citizens, and what was decided for them, has no fault.

use super::*;
use domain::{
    assessment::check_completion,
    citizen::{
        care_team::{check_care_team, gaps},
        check_citizen,
        contacts::check_contact,
    },
    delegation::{faults_at, subset_faults},
    frame::{Frame, Standing, assess_change},
    ids::StatementId,
    organisation::CompetenceCode,
    period::days_before,
    recurrence::Recurrence,
    settings::Settings,
    tiltaksplan::{check_content, plan_check},
    vedtak::{self, AssessmentFact, SubmissionFacts, VedtakState, check_submission},
    visit::Slot,
};
use std::collections::BTreeSet;

#[test]
fn citizens_and_their_contacts_and_care_teams_have_no_fault() {
    for (demo, today) in several() {
        for c in &demo.citizens {
            assert_eq!(
                check_citizen(&c.citizen.identity, &c.citizen.content, today),
                []
            );
            for contact in &c.contacts {
                assert_eq!(check_contact(&contact.content, today), []);
            }
            let colleagues = colleagues(demo, c.unit);
            assert_eq!(check_care_team(&c.care_team, &colleagues, today), []);
            assert_eq!(gaps(&c.care_team, &colleagues, today, true), []);
        }
        let protected = |c: &&DemoCitizen| !c.citizen.content.address.protection.may_be_shown();
        assert_eq!(demo.citizens.iter().filter(protected).count(), 2);
    }
}

#[test]
fn conversations_are_complete_and_plans_lack_nothing() {
    for (demo, today) in several() {
        for c in &demo.citizens {
            let content = &c.assessment.content;
            assert_eq!(check_completion(content, noon(today)), []);
            let statements: BTreeSet<StatementId> =
                content.statements.iter().map(|s| s.id).collect();
            assert_eq!(check_content(&c.plan, &statements, today), []);
            assert_eq!(plan_check(&c.plan, &[], today), []);
            assert!((1..=5).contains(&c.plan.tiltak.len()));
            assert!((1..=3).contains(&c.plan.goals.len()));
        }
        let texts: BTreeSet<_> = demo
            .citizens
            .iter()
            .flat_map(|c| c.assessment.content.statements.iter().map(|s| &s.text))
            .collect();
        assert!(texts.len() >= 50, "{}", texts.len());
    }
    let needs = needs::PACKAGES.iter().flat_map(|p| p.needs);
    for need in needs.chain([&needs::THERAPY]) {
        assert!(Recurrence::parse(need.rule).is_ok(), "{}", need.rule);
    }
}

#[test]
fn every_delegation_counts_but_the_one_that_ended_yesterday() {
    for (demo, today) in several() {
        let hanne = demo.employee("hanne.moe").unwrap().id;
        let find = |id| demo.delegations.iter().find(|d| d.id == id).unwrap();
        for link in &demo.delegations {
            let codes: Vec<_> = faults_at(&demo.delegations, link, noon(today))
                .iter()
                .map(|v| v.reason.code)
                .collect();
            if link.grant.holder == hanne {
                assert_eq!(codes, ["delegation-ended"]);
                assert_eq!(link.grant.period.until, Some(days_before(today, 1)));
                let yesterday = noon(days_before(today, 1));
                assert_eq!(faults_at(&demo.delegations, link, yesterday), []);
            } else {
                assert_eq!(codes, [] as [&str; 0]);
            }
            if let Some(parent) = link.grant.parent {
                assert_eq!(subset_faults(&link.grant, &find(parent).grant), []);
            }
        }
    }
}

#[test]
fn every_vedtak_could_be_submitted_was_signed_and_fits_the_plan() {
    for (demo, today) in several() {
        let settings = domain::law::Law::embedded().unwrap().on(today);
        let people: Vec<_> = demo
            .employees
            .iter()
            .map(|e| (e.id, e.profession))
            .collect();
        for c in &demo.citizens {
            for signed in &c.vedtak {
                let signature = signed.signature.as_ref().unwrap();
                assert_eq!(signature.content_hash.len(), 64);
                assert!(!signed.editors.contains(&signature.by));
                assert!(signed.is_in_force(today));
                let draft = vedtak::Vedtak {
                    state: VedtakState::Draft,
                    ..signed.clone()
                };
                let facts = SubmissionFacts {
                    vedtak: &draft,
                    assessments: &[AssessmentFact {
                        id: c.assessment.id,
                        completed_at: c.assessment.completed_at,
                    }],
                    others: &[],
                    application: None,
                    people: &people,
                    impartiality: domain::habilitet::Impartiality {
                        citizen: c.citizen.id,
                        citizen_as_employee: None,
                        relations: &[],
                        subordinations: &[],
                    },
                    register: &demo.delegations,
                };
                assert_eq!(check_submission(&facts, &settings, signature.at), Ok(()));
            }
            let frames: Vec<Frame> = c.vedtak.iter().map(frame_of).collect();
            let tiltak = &c.plan.tiltak;
            for answer in assess_change(tiltak, tiltak, &frames, today, &Settings::default()) {
                assert_eq!(answer.standing, Standing::Inside, "{answer:?}");
            }
        }
    }
}

fn frame_of(signed: &vedtak::Vedtak) -> Frame {
    let Some(vedtak::Frame::MinutesPerWeek { from, to }) = signed.content.frame else {
        panic!("a visited service has minutes");
    };
    Frame {
        vedtak: signed.id,
        service: signed.content.service,
        minutes_from: from,
        minutes_to: to,
        from: signed.content.from.unwrap(),
        until: None,
    }
}

#[test]
fn astrid_has_insulin_in_the_morning_and_is_known_to_kari_but_not_to_tone() {
    for (demo, today) in several() {
        let astrid = demo.citizen("Astrid Bøe").unwrap();
        assert_eq!(astrid.unit, demo.unit(SKULLERUD).unwrap().id);
        let insulin = astrid.plan.tiltak.iter().find(|t| {
            t.content.slot == Some(Slot::Morgen)
                && t.content.competences.contains(&CompetenceCode::Insulin)
        });
        let insulin = insulin.unwrap();
        assert!(
            astrid
                .plan
                .tiltak
                .iter()
                .any(|t| t.content.after.is_some_and(|a| a.tiltak == insulin.id))
        );
        let id = |name| demo.employee(name).unwrap().id;
        assert_eq!(astrid.care_team.members[0].employee, id("kari.nordby"));
        assert!(astrid.done.iter().any(|d| d.employee == id("kari.nordby")));
        assert!(astrid.done.iter().all(|d| d.employee != id("tone.vangen")));
        assert!(
            !may(demo.employee("ola.tangen").unwrap(), today).contains(&CompetenceCode::Insulin)
        );
        let tone = demo
            .memberships
            .iter()
            .filter(|m| m.employee == id("tone.vangen"));
        let units: Vec<_> = tone.map(|m| m.unit).collect();
        assert_eq!(units, [demo.unit(BOGERUD).unwrap().id]);
    }
}
