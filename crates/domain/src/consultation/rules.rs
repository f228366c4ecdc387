//! Who may be asked what, and who may say what to it.

use super::{Consultation, ConsultationAnswer, ConsultationState, LONGEST};
use crate::{
    ids::{EmployeeId, TiltakId},
    organisation::Profession,
    reason::{Reason, Violations},
    time::local_date,
};
use chrono::{DateTime, Utc};

/// Longest question, answer or reason, characters.
const LONGEST_TEXT: usize = 10_000;

static QUESTION_MISSING: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-question-missing",
    nb: "Skriv hva du spør om.",
    nn: "Skriv kva du spør om.",
    en: "Say what you ask.",
};
static TEXT_LONG: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-text-long",
    nb: "Teksten har {found} tegn. Her er det plass til {most}.",
    nn: "Teksten har {found} teikn. Her er det plass til {most}.",
    en: "The text has {found} characters. There is room for {most}.",
};
static DUE: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-due",
    nb: "Svaret må ønskes fra i dag til {latest}. Journalen er ikke åpen lenger enn det.",
    nn: "Svaret må ønskjast frå i dag til {latest}. Journalen er ikkje open lenger enn det.",
    en: "The answer must be wanted between today and {latest}. The record is not open longer than that.",
};
static NOT_AT_WORK: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-specialist-unknown",
    nb: "Denne medarbeideren arbeider ikke i noen enhet nå.",
    nn: "Denne medarbeidaren arbeider ikkje i noka eining no.",
    en: "This employee does not work in any unit now.",
};
static NOT_THE_FIELD: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-not-her-field",
    nb: "En {profession} kan ikke spørres om {field}.",
    nn: "Ein {profession} kan ikkje spørjast om {field}.",
    en: "A {profession} cannot be asked about {field}.",
};
static ONESELF: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-oneself",
    nb: "Du kan ikke spørre deg selv.",
    nn: "Du kan ikkje spørje deg sjølv.",
    en: "You cannot ask yourself.",
};
static NOT_WANTED: Reason = Reason {
    rule: "R-WL-4",
    code: "consultation-declined",
    nb: "Innbyggeren vil ikke ha med denne medarbeideren å gjøre.",
    nn: "Innbyggjaren vil ikkje ha med denne medarbeidaren å gjere.",
    en: "The citizen does not want to have to do with this employee.",
};
static DISQUALIFIED: Reason = Reason {
    rule: "R-VED-5",
    code: "consultation-disqualified",
    nb: "Denne medarbeideren har sagt fra om å stå innbyggeren nær.",
    nn: "Denne medarbeidaren har sagt frå om å stå innbyggjaren nær.",
    en: "This employee has declared a close relation to the citizen.",
};
static ASKED_ALREADY: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-open",
    nb: "Denne spesialisten er alt spurt om innbyggeren, og har ikke svart ennå.",
    nn: "Denne spesialisten er alt spurd om innbyggjaren, og har ikkje svart enno.",
    en: "This specialist is already asked about the citizen, and has not answered yet.",
};
static ANSWER_MISSING: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-answer-missing",
    nb: "Skriv svaret.",
    nn: "Skriv svaret.",
    en: "Write the answer.",
};
static NOT_ASKED: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-not-asked",
    nb: "Det er en annen som er spurt.",
    nn: "Det er ein annan som er spurd.",
    en: "Somebody else was asked.",
};
static WRONG_STATE: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-state",
    nb: "Spørsmålet {state}.",
    nn: "Spørsmålet {state}.",
    en: "The question: {state}.",
};
static IN_PLAN: Reason = Reason {
    rule: "R-TEAM-12",
    code: "consultation-in-plan",
    nb: "Svaret er alt blitt til et tiltak i planen.",
    nn: "Svaret er alt vorte til eit tiltak i planen.",
    en: "The answer has already become a tiltak in the plan.",
};

/// What is known of the one who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Specialist {
    /// Her education, when there is such an employee.
    pub profession: Option<Profession>,
    /// She works in some unit, confirmed, today.
    pub at_work: bool,
    /// The citizen does not want her (R-WL-4).
    pub declined: bool,
    /// She has declared a close relation to the citizen (R-VED-5).
    pub disqualified: bool,
    /// Another question to her about the citizen waits for its answer.
    pub asked_already: bool,
}

fn too_long(text: &str, pointer: &str) -> Violations {
    let found = text.chars().count();
    let violation = || {
        let violation = TEXT_LONG.violation().at(pointer).with("found", found);
        violation.with("most", LONGEST_TEXT)
    };
    (LONGEST_TEXT < found).then(violation).into_iter().collect()
}

/// What is wrong with a question, all of it (R-TEAM-12).
pub fn check_asking(asked: &Consultation, of: Specialist) -> Violations {
    let mut violations = too_long(&asked.question, "/question");
    if asked.question.trim().is_empty() {
        violations.push(QUESTION_MISSING.violation().at("/question"));
    }
    let (today, latest) = (
        local_date(asked.asked_at),
        local_date(asked.asked_at + LONGEST),
    );
    if !(today..=latest).contains(&asked.due_on) {
        violations.push(DUE.violation().at("/dueOn").with("latest", latest));
    }
    let field = asked.field;
    let her_field = of.profession.is_none_or(|is| field.may_answer(is));
    if !her_field {
        let violation = NOT_THE_FIELD.violation().at("/specialist");
        let violation = violation.with("field", field.term());
        let profession = of.profession.unwrap_or(Profession::Assistant);
        violations.push(violation.with("profession", profession.term()));
    }
    let found = [
        (of.profession.is_none() || !of.at_work, &NOT_AT_WORK),
        (asked.specialist == asked.asked_by, &ONESELF),
        (of.declined, &NOT_WANTED),
        (of.disqualified, &DISQUALIFIED),
        (of.asked_already, &ASKED_ALREADY),
    ];
    let found = found.into_iter().filter(|(broken, _)| *broken);
    violations.extend(found.map(|(_, reason)| reason.violation().at("/specialist")));
    violations
}

impl Consultation {
    fn expect(&self, state: ConsultationState, now: DateTime<Utc>) -> Result<(), Violations> {
        let is = self.state_at(now);
        if is == state {
            return Ok(());
        }
        Err(vec![WRONG_STATE.violation().with("state", is.term())])
    }

    /// What is wrong with an answer as such.
    pub fn check_answer(answer: &ConsultationAnswer) -> Violations {
        let mut violations = too_long(&answer.text, "/text");
        if answer.text.trim().is_empty() {
            violations.push(ANSWER_MISSING.violation().at("/text"));
        }
        violations
    }

    /// The specialist answers: the record closes behind her at once.
    ///
    /// # Errors
    /// It is not open, or somebody else was asked.
    pub fn answered(
        mut self,
        answer: ConsultationAnswer,
        (by, at): (EmployeeId, DateTime<Utc>),
    ) -> Result<Self, Violations> {
        self.expect(ConsultationState::Open, at)?;
        if by != self.specialist {
            return Err(vec![NOT_ASKED.violation()]);
        }
        self.answer = Some(answer);
        Ok(self.closed(ConsultationState::Answered, at))
    }

    /// The team takes the question back: so does the record.
    ///
    /// # Errors
    /// It is not open.
    pub fn withdrawn(
        mut self,
        reason: Option<String>,
        at: DateTime<Utc>,
    ) -> Result<Self, Violations> {
        self.expect(ConsultationState::Open, at)?;
        self.withdrawal = reason.filter(|reason| !reason.trim().is_empty());
        Ok(self.closed(ConsultationState::Withdrawn, at))
    }

    fn closed(mut self, state: ConsultationState, at: DateTime<Utc>) -> Self {
        self.state = state;
        self.closed_at = Some(at);
        self.access_until = self.access_until.min(at);
        self
    }

    /// Nobody answered in time: written down by the night, known before.
    #[must_use]
    pub fn lapsed(mut self) -> Self {
        self.state = ConsultationState::Lapsed;
        self
    }

    /// The answer has become a tiltak, once.
    ///
    /// # Errors
    /// It is not answered, or has become one before.
    pub fn in_plan(mut self, tiltak: TiltakId, now: DateTime<Utc>) -> Result<Self, Violations> {
        self.expect(ConsultationState::Answered, now)?;
        if self.tiltak.is_some() {
            return Err(vec![IN_PLAN.violation()]);
        }
        self.tiltak = Some(tiltak);
        Ok(self)
    }
}
