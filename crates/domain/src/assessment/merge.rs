//! Edits made without coverage, merged by section: what only one has touched is kept as she left it,
//! what both have touched differently is told, and nothing is lost (R-ASM-3).

use super::{AssessmentContent, Statement, template::Section};
use crate::reason::{Reason, Violations};

static SECTION_DIFFERS: Reason = Reason {
    rule: "R-ASM-3",
    code: "assessment-section-differs",
    nb: "«{section}» er endret av en annen mens du skrev. Se begge og velg.",
    nn: "«{section}» er endra av ein annan medan du skreiv. Sjå begge og vel.",
    en: "“{section}” was changed by somebody else while you wrote. Look at both and choose.",
};
static PART_DIFFERS: Reason = Reason {
    rule: "R-ASM-3",
    code: "assessment-part-differs",
    nb: "Dette er endret av en annen mens du skrev. Se begge og velg.",
    nn: "Dette er endra av ein annan medan du skreiv. Sjå begge og vel.",
    en: "This was changed by somebody else while you wrote. Look at both and choose.",
};

/// One part of three versions; `None` when both changed it, and not to the same.
fn part<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> Option<T> {
    if mine == base || mine == theirs {
        Some(theirs.clone())
    } else if theirs == base {
        Some(mine.clone())
    } else {
        None
    }
}

fn section(content: &AssessmentContent, section: Section) -> Vec<Statement> {
    let of = content.statements.iter().filter(|s| s.section == section);
    of.cloned().collect()
}

/// A list whose items are told apart by a key, each merged by itself; `None` when some item differs.
fn keyed<T: PartialEq + Clone, K: PartialEq>(
    (base, mine, theirs): (&[T], &[T], &[T]),
    key: impl Fn(&T) -> K,
) -> Option<Vec<T>> {
    let find = |list: &[T], of: &K| list.iter().find(|item| key(item) == *of).cloned();
    let new = mine
        .iter()
        .filter(|m| theirs.iter().all(|t| key(t) != key(m)));
    let mut merged = Vec::new();
    for item in theirs.iter().chain(new) {
        let of = key(item);
        let kept = part(&find(base, &of), &find(mine, &of), &find(theirs, &of))?;
        merged.extend(kept);
    }
    Some(merged)
}

/// `mine`, written on top of `base`, put together with `theirs`, which is there now.
///
/// # Errors
/// Every section and part that both have changed, and not to the same.
pub fn merge(
    base: &AssessmentContent,
    mine: &AssessmentContent,
    theirs: &AssessmentContent,
) -> Result<AssessmentContent, Violations> {
    let mut differs = Violations::new();
    let mut merged = theirs.clone();
    let mut statements = Vec::new();
    for of in Section::ALL {
        let lists = [base, mine, theirs].map(|content| section(content, *of));
        let [base, mine, theirs] = &lists;
        match keyed((base, mine, theirs), |s| s.id) {
            Some(kept) => statements.extend(kept),
            None => {
                let violation = SECTION_DIFFERS.violation().at(format!("/statements/{of}"));
                differs.push(violation.with("section", of.term()));
            }
        }
    }
    merged.statements = statements;
    macro_rules! whole {
        ($field:ident, $pointer:literal) => {
            match part(&base.$field, &mine.$field, &theirs.$field) {
                Some(kept) => merged.$field = kept,
                None => differs.push(PART_DIFFERS.violation().at($pointer)),
            }
        };
    }
    whole!(kind, "/kind");
    whole!(template_version, "/templateVersion");
    whole!(held_at, "/heldAt");
    whole!(place, "/place");
    whole!(participants, "/participants");
    whole!(next_on, "/nextOn");
    let scores = (
        &base.function_scores[..],
        &mine.function_scores[..],
        &theirs.function_scores[..],
    );
    match keyed(scores, |s| s.variable) {
        Some(kept) => merged.function_scores = kept,
        None => differs.push(PART_DIFFERS.violation().at("/functionScores")),
    }
    match keyed(
        (&base.screens[..], &mine.screens[..], &theirs.screens[..]),
        |s| s.kind,
    ) {
        Some(kept) => merged.screens = kept,
        None => differs.push(PART_DIFFERS.violation().at("/screens")),
    }
    if differs.is_empty() {
        Ok(merged)
    } else {
        Err(differs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assessment::{
            content::tests::conversation, scores::FunctionScore, template::FunctionVariable,
        },
        ids::StatementId,
    };
    use uuid::Uuid;

    fn with(n: u128, section: Section, text: &str) -> AssessmentContent {
        let mut content = conversation();
        let mut said = content.statements[0].clone();
        said.id = StatementId(Uuid::from_u128(n));
        said.section = section;
        said.text = text.into();
        content.statements.push(said);
        content
    }
    fn texts(content: &AssessmentContent) -> Vec<&str> {
        content.statements.iter().map(|s| s.text.as_str()).collect()
    }

    #[test]
    fn what_two_wrote_in_different_places_is_all_there() {
        let base = conversation();
        let mut mine = with(50, Section::Network, "Naboen");
        mine.function_scores.push(FunctionScore {
            variable: FunctionVariable::Hearing,
            score: 3,
        });
        let theirs = with(51, Section::Network, "Søsteren");
        let merged = merge(&base, &mine, &theirs).unwrap();
        let all = texts(&merged);
        assert!(all.contains(&"Naboen") && all.contains(&"Søsteren"));
        assert_eq!(merged.function_scores, mine.function_scores);
        assert_eq!(merge(&base, &base, &theirs), Ok(theirs.clone()));
        assert_eq!(merge(&base, &theirs, &base), Ok(theirs));
    }

    #[test]
    fn what_both_changed_is_told_by_its_section_and_neither_is_taken() {
        let base = with(50, Section::Hard, "Trappen");
        let mine = with(50, Section::Hard, "Trappen og badet");
        let mut theirs = with(50, Section::Hard, "Trappen om natten");
        let found = merge(&base, &mine, &theirs).unwrap_err();
        assert_eq!(found[0].pointer.as_deref(), Some("/statements/hard"));
        // Taken away by one, changed by the other: also told.
        theirs.statements.pop();
        assert_eq!(merge(&base, &mine, &theirs).unwrap_err().len(), 1);
        assert_eq!(merge(&base, &base, &theirs), Ok(theirs));
    }
}
