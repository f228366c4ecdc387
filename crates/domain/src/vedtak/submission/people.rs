//! Who stands behind a draft: the two roles, their statements, and that neither must keep away
//! (R-VED-3, R-VED-5).

use super::SubmissionFacts;
use crate::{
    habilitet::Impartiality,
    ids::EmployeeId,
    organisation::Profession,
    reason::*,
    vedtak::{StatementRole, Vedtak, VedtakStatement},
};
use chrono::{DateTime, Utc};

static NO_CASE_WORKER: Reason = Reason {
    rule: "R-VED-3",
    code: "case-worker-missing",
    nb: "Velg en saksbehandler med hovedansvar.",
    nn: "Vel ein saksbehandlar med hovudansvar.",
    en: "Name a case worker with main responsibility.",
};
static NO_RESPONSIBLE_NURSE: Reason = Reason {
    rule: "R-VED-3",
    code: "responsible-nurse-missing",
    nb: "En helsetjeneste trenger en tjenesteansvarlig sykepleier.",
    nn: "Ei helseteneste treng ein tenesteansvarleg sjukepleiar.",
    en: "A health service needs a responsible nurse.",
};
static STATEMENT_MISSING: Reason = Reason {
    rule: "R-VED-3",
    code: "statement-missing",
    nb: "Det mangler en skriftlig uttalelse fra {role}.",
    nn: "Det manglar ei skriftleg fråsegn frå {role}.",
    en: "A written statement from the {role} is missing.",
};
static NOT_A_NURSE: Reason = Reason {
    rule: "R-VED-3",
    code: "responsible-not-a-nurse",
    nb: "Tjenesteansvarlig må være sykepleier.",
    nn: "Tenesteansvarleg må vere sjukepleiar.",
    en: "The responsible nurse must be a nurse.",
};
static NOT_A_CASE_WORKER: Reason = Reason {
    rule: "R-VED-3",
    code: "not-a-case-worker",
    nb: "Hovedansvaret ligger hos en saksbehandler eller hos helsepersonell.",
    nn: "Hovudansvaret ligg hos ein saksbehandlar eller hos helsepersonell.",
    en: "The main responsibility lies with a case worker or a health professional.",
};

static TAINTED: Reason = Reason {
    rule: "R-VED-5",
    code: "statement-of-disqualified",
    nb: "Uttalelsen som {role} er gitt av en som er inhabil i saken. En annen må overta rollen og uttale seg.",
    nn: "Fråsegna som {role} er gitt av ein som er inhabil i saka. Ein annan må ta over rolla og uttale seg.",
    en: "The statement as {role} was given by somebody disqualified in the case. Somebody else must take the role and state.",
};

/// One of the two roles: who holds it, who may, and how its place is called.
struct Part {
    holder: Option<EmployeeId>,
    role: StatementRole,
    nobody: &'static Reason,
    unfit: &'static Reason,
    fits: fn(Profession) -> bool,
    pointer: &'static str,
}

fn parts(vedtak: &Vedtak) -> Vec<Part> {
    let mut parts = vec![Part {
        holder: vedtak.case_worker,
        role: StatementRole::CaseWorker,
        nobody: &NO_CASE_WORKER,
        unfit: &NOT_A_CASE_WORKER,
        fits: |profession| {
            profession == Profession::CaseWorker || profession.is_health_professional()
        },
        pointer: "/caseWorker",
    }];
    if vedtak.content.service.is_health_service() {
        parts.push(Part {
            holder: vedtak.responsible_nurse,
            role: StatementRole::ResponsibleNurse,
            nobody: &NO_RESPONSIBLE_NURSE,
            unfit: &NOT_A_NURSE,
            fits: |profession| profession == Profession::Nurse,
            pointer: "/responsibleNurse",
        });
    }
    parts
}

/// Each role has a holder of the right education who has said in writing what she thinks; one person
/// may hold both.
pub(super) fn role_faults(facts: &SubmissionFacts<'_>) -> Violations {
    let mut found = Violations::new();
    for part in parts(facts.vedtak) {
        let Some(holder) = part.holder else {
            found.push(part.nobody.violation().at(part.pointer));
            continue;
        };
        let mut known = facts.people.iter().filter(|(who, _)| *who == holder);
        if known.any(|(_, profession)| !(part.fits)(*profession)) {
            found.push(part.unfit.violation().at(part.pointer));
        }
        let mut statements = facts.vedtak.statements.iter();
        if !statements.any(|s| s.by == holder && s.role == part.role && !s.text.trim().is_empty()) {
            let fault = STATEMENT_MISSING.violation().at("/statements");
            found.push(fault.with("role", part.role.term()));
        }
    }
    found
}

/// Statements by those who must keep away from the case: preparing is forbidden to them too, also when
/// it came to light afterwards.
pub(crate) fn tainted_statements(
    vedtak: &Vedtak,
    impartiality: &Impartiality<'_>,
    now: DateTime<Utc>,
) -> Violations {
    let tainted = |s: &&VedtakStatement| !impartiality.preparing(s.by, now).is_empty();
    let worded = |s: &VedtakStatement| {
        let fault = TAINTED.violation().at("/statements");
        fault.with("role", s.role.term())
    };
    vedtak
        .statements
        .iter()
        .filter(tainted)
        .map(worded)
        .collect()
}
