//! A breach of the working-time rules warns, and is kept only with a reason (R-SHF-2).

use crate::{
    ids::EmployeeId,
    reason::{Reason, Violations},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Longest reason, characters.
const LONGEST: usize = 500;

/// Why a shift stands although it breaks a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept<B> {
    /// In the words of the one who keeps it.
    pub reason: String,
    /// Who.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
    /// What it breaks.
    pub breaches: Vec<B>,
}

static NO_REASON: Reason = Reason {
    rule: "R-SHF-2",
    code: "keep-reason-missing",
    nb: "Dette bryter arbeidstidsreglene. Skriv hvorfor det likevel skal stå, i keepReason.",
    nn: "Dette bryt arbeidstidsreglane. Skriv kvifor det likevel skal stå, i keepReason.",
    en: "This breaks the working-time rules. Say in keepReason why it is to stand all the same.",
};
static LONG_REASON: Reason = Reason {
    rule: "R-SHF-2",
    code: "keep-reason-too-long",
    nb: "Begrunnelsen kan ha høyst {most} tegn.",
    nn: "Grunngivinga kan ha høgst {most} teikn.",
    en: "The reason may have at most {most} characters.",
};

/// Whether a change with these breaches may stand with this reason: the reason when it is needed, none
/// when nothing is broken (R-SHF-2).
///
/// # Errors
/// Every breach, and that a reason is missing.
pub fn may_keep(breaches: &Violations, reason: Option<&str>) -> Result<Option<String>, Violations> {
    let reason = reason.map(str::trim).filter(|text| !text.is_empty());
    if reason.is_some_and(|text| text.chars().count() > LONGEST) {
        let long = LONG_REASON.violation().at("/keepReason");
        return Err(vec![long.with("most", LONGEST)]);
    }
    match (breaches.is_empty(), reason) {
        (true, _) => Ok(None),
        (false, Some(reason)) => Ok(Some(reason.to_owned())),
        (false, None) => {
            let mut all = vec![NO_REASON.violation().at("/keepReason")];
            all.extend(breaches.iter().cloned());
            Err(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_is_never_silent_and_stands_only_with_a_reason() {
        let breach = vec![NO_REASON.violation()];
        assert_eq!(may_keep(&vec![], None), Ok(None));
        assert_eq!(may_keep(&vec![], Some("fordi")), Ok(None));
        assert_eq!(
            may_keep(&breach, Some(" avtalt ")),
            Ok(Some("avtalt".into()))
        );
        for empty in [None, Some("  ")] {
            assert_eq!(may_keep(&breach, empty).unwrap_err().len(), 2);
        }
        let long = "x".repeat(501);
        let refused = may_keep(&breach, Some(&long)).unwrap_err();
        assert_eq!(refused[0].reason.code, "keep-reason-too-long");
    }
}
