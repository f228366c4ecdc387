//! The law's rows read at start: those that come with Tillit, then the municipality's own file.

use chrono::NaiveDate;
use domain::law::Law;

/// Reads and checks them.
///
/// # Errors
/// Every gap and contradiction, or why the file cannot be read.
pub fn load(file: Option<&str>, today: NaiveDate) -> Result<Law, String> {
    let embedded = Law::embedded()?;
    let law = match file {
        None => embedded,
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
            embedded.with(Law::parse(&text).map_err(|e| format!("{path}: {e}"))?)
        }
    };
    law.check(today)
        .map_err(|faults| format!("law: {}", faults.join("; ")))?;
    Ok(law)
}
