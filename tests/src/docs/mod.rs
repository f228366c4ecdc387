//! Documents that are generated from the code, and compared with what is committed.

mod access;
mod rules;

use std::path::Path;

/// Each generated file, relative to the root, with its text.
pub fn all(root: &Path) -> Vec<(String, String)> {
    vec![
        ("docs/access.md".to_owned(), access::table()),
        ("docs/rules.md".to_owned(), rules::table(root)),
    ]
}
