//! Whether the rows say what must be known on every day from a start on; asked before a server starts.

use super::{Dated, Law, LetterLanguage, LetterPart, NumberName};
use crate::service::ServiceType;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Faults of rows of one kind: two from the same day, one that ends before it begins, a day that no
/// row speaks of from `start` on.
fn faults<T: Dated>(rows: &[T], wanted: &BTreeSet<String>, start: NaiveDate) -> Vec<String> {
    let mut found = Vec::new();
    let mut by_key: BTreeMap<String, Vec<&T>> = BTreeMap::new();
    for row in rows {
        by_key.entry(row.key()).or_default().push(row);
    }
    for key in wanted {
        if !by_key.contains_key(key) {
            found.push(format!("{key}: nothing says it"));
        }
    }
    for (key, mut rows) in by_key {
        rows.sort_by_key(|row| row.from());
        for row in &rows {
            if row.to().is_some_and(|to| to < row.from()) {
                found.push(format!(
                    "{key}: the row from {} ends before it begins",
                    row.from()
                ));
            }
        }
        for pair in rows.windows(2) {
            if pair[0].from() == pair[1].from() {
                found.push(format!("{key}: two rows begin on {}", pair[0].from()));
            }
            let ends = pair[0].to().and_then(|to| to.succ_opt());
            if ends.is_some_and(|gap| gap < pair[1].from() && start < pair[1].from()) {
                found.push(format!("{key}: no row counts before {}", pair[1].from()));
            }
        }
        if rows.first().is_some_and(|first| start < first.from()) {
            found.push(format!("{key}: no row counts on {start}"));
        }
        if let Some(to) = rows.last().and_then(|last| last.to()) {
            found.push(format!("{key}: no row counts after {to}"));
        }
    }
    found
}

impl Law {
    /// Whether everything that a decision needs is said on every day from `start` on.
    ///
    /// # Errors
    /// Every gap and contradiction, for the one who starts the server.
    pub fn check(&self, start: NaiveDate) -> Result<(), Vec<String>> {
        let numbers = NumberName::ALL
            .iter()
            .map(|name| format!("the number {name}"));
        let services = ServiceType::ALL
            .iter()
            .map(|service| format!("the service {service}"));
        let letters = LetterPart::ALL.iter().flat_map(|part| {
            LetterLanguage::ALL
                .iter()
                .map(move |language| format!("the letter's {part} in {language}"))
        });
        let mut found = faults(&self.versions, &["the act".to_owned()].into(), start);
        found.extend(faults(&self.numbers, &numbers.collect(), start));
        found.extend(faults(&self.services, &services.collect(), start));
        found.extend(faults(&self.letters, &letters.collect(), start));
        let work = ["working time".to_owned()].into();
        found.extend(faults(&self.working_time, &work, start));
        if found.is_empty() { Ok(()) } else { Err(found) }
    }
}
