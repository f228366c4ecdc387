//! What a table looks like, and the SQL that reads and writes its rows on each database. The list
//! comes from the schema itself, so no table can be forgotten.

use crate::schema;
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// An id.
    Key,
    /// Words, or a code.
    Text,
    /// An instant.
    Instant,
    /// A nested value.
    Json,
    /// Bytes.
    Binary,
    /// Yes or no.
    Bool,
    /// A whole number.
    Integer,
    /// A measured number.
    Double,
    /// A day.
    Date,
}

impl Kind {
    fn of(sql_type: &str) -> Option<Self> {
        let bare: String = sql_type.chars().filter(|c| !c.is_whitespace()).collect();
        let bare = bare
            .strip_prefix("Nullable<")
            .and_then(|inner| inner.strip_suffix('>'))
            .unwrap_or(&bare);
        Some(match bare {
            "Key" => Self::Key,
            "Text" | "Code" => Self::Text,
            "Instant" => Self::Instant,
            "Json" => Self::Json,
            "Binary" => Self::Binary,
            "Bool" => Self::Bool,
            "Integer" | "BigInt" => Self::Integer,
            "Double" => Self::Double,
            "Date" => Self::Date,
            _ => return None,
        })
    }
}

/// A table with its columns in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape {
    /// Its name.
    pub(super) table: String,
    /// The columns that its rows are ordered by.
    pub(super) key: Vec<String>,
    /// Names and kinds.
    pub(super) columns: Vec<(String, Kind)>,
}

/// Every table of the schema, in the schema's order.
pub(super) fn all() -> Result<Vec<Shape>, String> {
    schema::TABLES
        .iter()
        .map(|(table, key, columns)| {
            let columns = columns
                .iter()
                .map(|(name, sql_type)| {
                    let kind = Kind::of(sql_type)
                        .ok_or_else(|| format!("{table}.{name} is of no kind: {sql_type}"))?;
                    Ok(((*name).to_owned(), kind))
                })
                .collect::<Result<_, String>>()?;
            Ok(Shape {
                table: (*table).to_owned(),
                key: key.iter().map(|&k| k.to_owned()).collect(),
                columns,
            })
        })
        .collect()
}

impl Shape {
    /// Whether all its names are plain: they become part of statements, and a file is from outside.
    pub(super) fn is_plain(&self) -> bool {
        let names = self.columns.iter().map(|(name, _)| name);
        let plain = |name: &String| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        plain(&self.table) && self.key.iter().all(plain) && names.into_iter().all(plain)
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| &**name).collect();
        names.join(", ")
    }

    /// Reads each row as one JSON array called `line`, in the order of the key.
    pub(super) fn select_sqlite(&self) -> String {
        let fields: Vec<String> = self
            .columns
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Binary => format!("CASE WHEN {name} IS NOT NULL THEN lower(hex({name})) END"),
                // As many digits as tell it from every other number.
                Kind::Double => format!("CASE WHEN {name} IS NOT NULL THEN quote({name}) END"),
                _ => name.clone(),
            })
            .collect();
        let (fields, table, key) = (fields.join(", "), &self.table, self.key.join(", "));
        format!("SELECT json_array({fields}) AS line FROM {table} ORDER BY {key}")
    }

    /// The same for PostgreSQL: words are ordered by their bytes, as SQLite does.
    pub(super) fn select_postgres(&self) -> String {
        let fields: Vec<String> = self
            .columns
            .iter()
            .map(|(name, kind)| match kind {
                Kind::Key | Kind::Json | Kind::Double => format!("{name}::text"),
                Kind::Instant => {
                    format!(
                        r#"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#
                    )
                }
                Kind::Binary => format!("encode({name}, 'hex')"),
                Kind::Date => format!("to_char({name}, 'YYYY-MM-DD')"),
                Kind::Text | Kind::Bool | Kind::Integer => name.clone(),
            })
            .collect();
        let key: Vec<String> = self
            .key
            .iter()
            .map(|name| {
                let is_text = self.columns.contains(&(name.clone(), Kind::Text));
                format!("{name}{}", if is_text { r#" COLLATE "C""# } else { "" })
            })
            .collect();
        let (fields, table, key) = (fields.join(", "), &self.table, key.join(", "));
        format!("SELECT json_build_array({fields})::text AS line FROM {table} ORDER BY {key}")
    }

    /// Writes rows, given as one JSON array of arrays.
    pub(super) fn insert_sqlite(&self) -> String {
        let fields: Vec<String> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, (_, kind))| {
                let value = format!("json_extract(value, '$[{at}]')");
                match kind {
                    Kind::Binary => format!("unhex({value})"),
                    Kind::Double => format!("CAST({value} AS REAL)"),
                    _ => value,
                }
            })
            .collect();
        let (table, names, fields) = (&self.table, self.names(), fields.join(", "));
        format!("INSERT INTO {table} ({names}) SELECT {fields} FROM json_each(?1)")
    }

    /// The same for PostgreSQL.
    pub(super) fn insert_postgres(&self) -> String {
        let fields: Vec<String> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, (_, kind))| {
                let value = format!("(r.line->>{at})");
                match kind {
                    Kind::Key => format!("{value}::uuid"),
                    Kind::Text => value,
                    Kind::Instant => format!("{value}::timestamptz"),
                    Kind::Json => format!("{value}::jsonb"),
                    Kind::Binary => format!("decode({value}, 'hex')"),
                    Kind::Bool => format!("{value}::boolean"),
                    Kind::Integer => format!("{value}::bigint"),
                    Kind::Double => format!("{value}::double precision"),
                    Kind::Date => format!("{value}::date"),
                }
            })
            .collect();
        let (table, names, fields) = (&self.table, self.names(), fields.join(", "));
        format!(
            "INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE \
             SELECT {fields} FROM jsonb_array_elements($1::jsonb) AS r(line)"
        )
    }
}
