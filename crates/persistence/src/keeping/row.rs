//! One row as one line: the same bytes from both databases, whatever each makes of a JSON value's
//! order or a yes. Over these lines the hashes go.

use super::{
    TableSum, broken,
    shape::{Kind, Shape},
    utf8,
};
use crate::failure::Outcome;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The canonical line of a row that a database gave.
pub(super) fn line(shape: &Shape, given: &str) -> Outcome<String> {
    let mut fields: Vec<Value> = serde_json::from_str(given).map_err(utf8)?;
    if fields.len() != shape.columns.len() {
        return Err(broken(format!(
            "a row of {} has another width",
            shape.table
        )));
    }
    for (field, (_, kind)) in fields.iter_mut().zip(&shape.columns) {
        let canonical = match (&*field, kind) {
            (Value::Number(n), Kind::Bool) => Value::Bool(n.as_i64() != Some(0)),
            (Value::String(text), Kind::Double) => {
                let number: f64 = text.parse().map_err(utf8)?;
                Value::from(number)
            }
            (Value::String(text), Kind::Json) => {
                let mut nested: Value = serde_json::from_str(text).map_err(utf8)?;
                nested.sort_all_objects();
                Value::String(nested.to_string())
            }
            _ => continue,
        };
        *field = canonical;
    }
    serde_json::to_string(&fields).map_err(utf8)
}

/// Counts and hashes the lines of one table.
pub(super) struct Sum {
    table: String,
    rows: u64,
    hash: Sha256,
}

impl Sum {
    pub(super) fn of(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            rows: 0,
            hash: Sha256::new(),
        }
    }

    pub(super) fn add(&mut self, line: &str) {
        self.rows += 1;
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
    }

    pub(super) fn done(self) -> TableSum {
        let hash = self.hash.finalize();
        TableSum {
            table: self.table,
            rows: self.rows,
            sha256: hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(kinds: &[Kind]) -> Shape {
        Shape {
            table: "t".to_owned(),
            key: vec!["a".to_owned()],
            columns: kinds.iter().map(|kind| ("a".to_owned(), *kind)).collect(),
        }
    }

    #[test]
    fn both_databases_words_for_the_same_row_become_the_same_line() {
        let shape = shape(&[Kind::Bool, Kind::Json, Kind::Double, Kind::Text, Kind::Json]);
        let sqlite = r#"[1,"{\"b\":{\"z\":1,\"a\":2.50},\"a\":\"é\"}","59.91","1",null]"#;
        let postgres = r#"[true, "{\"a\": \"é\", \"b\": {\"a\": 2.50, \"z\": 1}}", "59.910000000000004", "1", null]"#;
        let ours = line(&shape, sqlite).unwrap();
        assert_eq!(
            ours,
            r#"[true,"{\"a\":\"é\",\"b\":{\"a\":2.5,\"z\":1}}",59.91,"1",null]"#
        );
        assert_ne!(
            line(&shape, postgres).unwrap(),
            ours,
            "59.91 is not 59.910000000000004"
        );
        let same = postgres.replace("59.910000000000004", "59.910");
        assert_eq!(line(&shape, &same).unwrap(), ours);
    }

    #[test]
    fn a_row_of_another_width_is_refused() {
        assert!(line(&shape(&[Kind::Text]), "[1,2]").is_err());
    }
}
