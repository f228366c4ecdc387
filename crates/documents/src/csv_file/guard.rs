//! Cells that a spreadsheet would run as a formula get a leading apostrophe when written, and lose
//! exactly that when read.

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether an apostrophe stands, or must stand, before the text. One that already begins with
/// apostrophes before a formula counts too: else taking the guard away could not be undone.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// The text as it is written.
pub(crate) fn guarded(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text as it was before it was guarded; an apostrophe that guards nothing stays.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|text| is_formula(text))
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_is_guarded_and_an_apostrophe_of_its_own_is_kept() {
        assert_eq!(guarded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(guarded("+47 900 00 000"), "'+47 900 00 000");
        assert_eq!(guarded("'s-Hertogenbosch"), "'s-Hertogenbosch");
        assert_eq!(unguarded("'s-Hertogenbosch"), "'s-Hertogenbosch");
        assert_eq!(unguarded("=1"), "=1");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn what_was_guarded_is_no_formula_and_is_read_back_unchanged(
            text in "[-'=+@\t\ra-c]{0,6}"
        ) {
            let written = guarded(&text);
            prop_assert!(!written.starts_with(FORMULA));
            prop_assert_eq!(unguarded(&written), text);
        }
    }
}
