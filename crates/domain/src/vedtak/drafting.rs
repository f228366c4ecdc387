//! Writing a draft: beginning it, changing it, giving a statement, sending it on, giving it up
//! (R-VED-3). Who may is [`check_preparer`](super::check_preparer).

use super::*;
use crate::period::is_plausible;

/// Longest free text of a vedtak, characters.
const LONGEST: usize = 20_000;
/// Most legal bases, and the longest of them.
const MOST_BASES: usize = 20;
const LONGEST_BASIS: usize = 200;

static TOO_LONG: Reason = Reason {
    rule: "API-9",
    code: "too-long",
    nb: "Teksten kan være på høyst {most} tegn.",
    nn: "Teksten kan vere på høgst {most} teikn.",
    en: "The text may have at most {most} characters.",
};
static TOO_MANY: Reason = Reason {
    rule: "API-9",
    code: "too-many",
    nb: "Oppgi høyst {most}.",
    nn: "Oppgi høgst {most}.",
    en: "Give at most {most}.",
};
static IMPLAUSIBLE_DAY: Reason = Reason {
    rule: "API-1",
    code: "implausible-day",
    nb: "Datoen {date} kan ikke stemme.",
    nn: "Datoen {date} kan ikkje stemme.",
    en: "The date {date} cannot be right.",
};
static CHECK_OF_ANOTHER: Reason = Reason {
    rule: "R-VED-7",
    code: "frame-check-of-another",
    nb: "Om en fremmed kan se hvilken hjelp innbyggeren får, svarer hver for seg selv. Sett deg selv som den som har svart.",
    nn: "Om ein framand kan sjå kva hjelp innbyggjaren får, svarer kvar for seg sjølv. Set deg sjølv som den som har svart.",
    en: "Whether a stranger could tell what help is given, each answers for herself. Name yourself as the one who answered.",
};
static STATEMENT_EMPTY: Reason = Reason {
    rule: "R-VED-3",
    code: "statement-empty",
    nb: "Skriv hva du mener om utkastet.",
    nn: "Skriv kva du meiner om utkastet.",
    en: "Write what you think of the draft.",
};
static NOT_THAT_ROLE: Reason = Reason {
    rule: "R-VED-3",
    code: "statement-of-another",
    nb: "Uttalelsen som {role} gis av den som er oppført i utkastet.",
    nn: "Fråsegna som {role} blir gitt av den som er oppført i utkastet.",
    en: "The statement as {role} is given by the one named in the draft.",
};

/// What is written in a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Drafting {
    /// What it says.
    pub content: VedtakContent,
    /// Case worker with main responsibility.
    #[serde(default)]
    pub case_worker: Option<EmployeeId>,
    /// The responsible nurse, for health services.
    #[serde(default)]
    pub responsible_nurse: Option<EmployeeId>,
    /// The application that it answers.
    #[serde(default)]
    pub application: Option<ApplicationId>,
}

/// What no draft may hold, however unfinished: texts beyond their length and days that cannot be.
pub fn drafting_faults(drafting: &Drafting) -> Violations {
    let content = &drafting.content;
    let texts = [
        (&content.purpose, "purpose"),
        (&content.facts, "facts"),
        (&content.reasoning, "reasoning"),
        (&content.citizen_view, "citizenView"),
        (&content.kin_view, "kinView"),
        (&content.appeal_information, "appealInformation"),
        (&content.alternatives, "alternatives"),
    ];
    let inner = [
        content
            .frame_check
            .as_ref()
            .map(|check| (&check.comment, "frameCheck/comment")),
        content
            .prior_notice
            .as_ref()
            .map(|notice| (&notice.ground, "priorNotice/ground")),
    ];
    let long = texts
        .into_iter()
        .chain(inner.into_iter().flatten())
        .filter_map(|(text, field)| too_long(text, LONGEST, format!("/content/{field}")));
    let bases = content
        .legal_basis
        .iter()
        .enumerate()
        .filter_map(|(n, basis)| {
            too_long(basis, LONGEST_BASIS, format!("/content/legalBasis/{n}"))
        });
    let many = (content.legal_basis.len() > MOST_BASES).then(|| {
        TOO_MANY
            .violation()
            .at("/content/legalBasis")
            .with("most", MOST_BASES)
    });
    let given_on = content.prior_notice.as_ref().map(|notice| notice.given_on);
    let days = [
        (content.from, "from"),
        (content.until, "until"),
        (content.review_on, "reviewOn"),
        (given_on, "priorNotice/givenOn"),
    ]
    .into_iter()
    .filter_map(|(day, field)| Some((day.filter(|day| !is_plausible(*day))?, field)))
    .map(|(day, field)| implausible(day, format!("/content/{field}")));
    long.chain(bases).chain(many).chain(days).collect()
}

/// The check of a frame vedtak is answered by the one who writes it down; an answer that stood there
/// before stays its giver's.
pub fn check_faults(
    content: &VedtakContent,
    before: Option<&VedtakContent>,
    by: EmployeeId,
) -> Option<Violation> {
    let check = content.frame_check.as_ref()?;
    let stood = before.and_then(|before| before.frame_check.as_ref()) == Some(check);
    (!stood && check.by != by).then(|| CHECK_OF_ANOTHER.violation().at("/content/frameCheck/by"))
}

/// A text beyond its length.
pub fn too_long(text: &str, most: usize, pointer: impl Into<String>) -> Option<Violation> {
    (text.chars().count() > most).then(|| TOO_LONG.violation().at(pointer).with("most", most))
}

/// A day that nobody can mean.
pub fn implausible(day: NaiveDate, pointer: impl Into<String>) -> Violation {
    IMPLAUSIBLE_DAY.violation().at(pointer).with("date", day)
}

/// Whose case a new draft is, and who begins it.
#[derive(Debug, Clone, Copy)]
pub struct NewDraft {
    /// Its identity.
    pub id: VedtakId,
    /// For whom.
    pub citizen: CitizenId,
    /// The unit that answers for the citizen.
    pub unit: UnitId,
    /// Where it is prepared: there, or where the application it answers was sent.
    pub desk: UnitId,
    /// Who begins it.
    pub by: EmployeeId,
}

impl Vedtak {
    /// A new draft.
    pub fn drafted(new: NewDraft, drafting: Drafting) -> Self {
        Self {
            id: new.id,
            citizen: new.citizen,
            unit: new.unit,
            handling_unit: new.desk,
            application: drafting.application,
            state: VedtakState::Draft,
            content: drafting.content,
            case_worker: drafting.case_worker,
            responsible_nurse: drafting.responsible_nurse,
            editors: [new.by].into(),
            statements: Vec::new(),
            return_comment: None,
            signature: None,
            closing: None,
        }
    }

    /// The vedtak on its drafter's desk: as it is, or taken up again when it was sent back.
    pub fn taken_up(self) -> Self {
        Self {
            state: self.state.after(Step::Resume).unwrap_or(self.state),
            ..self
        }
    }

    /// The draft written anew, and `by` among those who changed it.
    ///
    /// # Errors
    /// It is no draft: what is submitted or signed is not changed (R-VED-3, R-VED-8).
    pub fn redrafted(self, drafting: Drafting, by: EmployeeId) -> Result<Self, Violations> {
        let mut draft = self.taken_up();
        draft.state = draft.state.after(Step::Edit)?;
        let written = Drafting {
            content: draft.content,
            case_worker: draft.case_worker,
            responsible_nurse: draft.responsible_nurse,
            application: draft.application,
        };
        if written != drafting {
            draft.editors.insert(by);
        }
        Ok(Self {
            content: drafting.content,
            case_worker: drafting.case_worker,
            responsible_nurse: drafting.responsible_nurse,
            application: drafting.application,
            ..draft
        })
    }

    /// The draft with a statement; a later one in the same role takes the place of the earlier.
    ///
    /// # Errors
    /// It is no draft, the text is empty, or the role is somebody else's.
    pub fn stated(self, statement: VedtakStatement) -> Result<Self, Violations> {
        let mut draft = self.taken_up();
        let mut violations = draft.state.after(Step::Edit).err().unwrap_or_default();
        if statement.text.trim().is_empty() {
            violations.push(STATEMENT_EMPTY.violation().at("/text"));
        }
        violations.extend(too_long(&statement.text, LONGEST, "/text"));
        let holder = match statement.role {
            StatementRole::CaseWorker => draft.case_worker,
            StatementRole::ResponsibleNurse => draft.responsible_nurse,
        };
        if holder != Some(statement.by) {
            violations.push(
                NOT_THAT_ROLE
                    .violation()
                    .at("/role")
                    .with("role", statement.role.term()),
            );
        }
        none_of(violations)?;
        draft.statements.retain(|s| s.role != statement.role);
        draft.statements.push(statement);
        Ok(draft)
    }

    /// The draft given up.
    ///
    /// # Errors
    /// It is no draft.
    pub fn withdrawn(self) -> Result<Self, Violations> {
        let draft = self.taken_up();
        Ok(Self {
            state: draft.state.after(Step::Withdraw)?,
            ..draft
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;
    use crate::delegation::fixtures::{codes, date, employee, noon};

    fn draft() -> Vedtak {
        Vedtak {
            state: VedtakState::Draft,
            ..submitted()
        }
    }
    fn written(vedtak: &Vedtak) -> Drafting {
        Drafting {
            content: vedtak.content.clone(),
            case_worker: vedtak.case_worker,
            responsible_nurse: vedtak.responsible_nurse,
            application: vedtak.application,
        }
    }

    #[test]
    fn saving_the_same_content_makes_nobody_an_editor() {
        let same = draft().redrafted(written(&draft()), employee(77)).unwrap();
        assert_eq!(same.editors, draft().editors);
        let mut changed = written(&draft());
        changed.content.facts.push_str(" Bor alene.");
        let changed = draft().redrafted(changed, employee(77)).unwrap();
        assert!(changed.editors.contains(&employee(77)));
    }

    #[test]
    fn what_is_submitted_is_not_changed_and_what_was_returned_is() {
        let faults = submitted()
            .redrafted(written(&submitted()), employee(77))
            .unwrap_err();
        assert_eq!(codes(&faults), ["wrong-state"]);
        let returned = submitted().returned("Skriv hvor ofte").unwrap();
        let again = returned
            .redrafted(written(&submitted()), employee(77))
            .unwrap();
        assert_eq!(again.state, VedtakState::Draft);
    }

    #[test]
    fn a_statement_is_given_by_the_one_who_holds_the_role_and_replaces_her_earlier_one() {
        let by = |who| VedtakStatement {
            text: "Nå er jeg enig.".into(),
            ..statement(who, StatementRole::ResponsibleNurse)
        };
        let faults = draft().stated(by(CASE_WORKER)).unwrap_err();
        assert_eq!(codes(&faults), ["statement-of-another"]);
        let stated = draft().stated(by(NURSE)).unwrap();
        assert_eq!(stated.statements.len(), 2);
        let empty = VedtakStatement {
            text: " ".into(),
            at: noon(5, 1),
            ..by(NURSE)
        };
        assert_eq!(
            codes(&draft().stated(empty).unwrap_err()),
            ["statement-empty"]
        );
    }

    #[test]
    fn the_frame_check_is_answered_by_the_one_who_writes_it_down() {
        let before = draft().content;
        assert_eq!(check_faults(&before, Some(&before), employee(77)), None);
        let mut changed = before.clone();
        changed.frame_check.as_mut().unwrap().comment = "Tydelig.".into();
        let fault = check_faults(&changed, Some(&before), employee(77)).unwrap();
        assert_eq!(fault.reason.code, "frame-check-of-another");
        assert_eq!(
            check_faults(&changed, Some(&before), employee(CASE_WORKER)),
            None
        );
        assert!(check_faults(&before, None, employee(77)).is_some());
    }

    #[test]
    fn refuses_texts_beyond_their_length_and_days_that_cannot_be() {
        let mut drafting = written(&draft());
        assert!(drafting_faults(&drafting).is_empty());
        drafting.content.facts = "æ".repeat(LONGEST + 1);
        drafting.content.legal_basis = vec!["x".repeat(LONGEST_BASIS + 1)];
        drafting.content.until = NaiveDate::from_ymd_opt(-3, 1, 1);
        drafting.content.from = Some(date(1, 1));
        assert_eq!(
            codes(&drafting_faults(&drafting)),
            ["too-long", "too-long", "implausible-day"]
        );
    }
}
