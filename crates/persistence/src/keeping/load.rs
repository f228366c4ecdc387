//! Writing everything into an empty place, and reading it back to see that it is the same.

use super::{
    FORM, Header, Mark, TableSum, broken, dump, facts, io,
    shape::Shape,
    store::{self, Link, Store},
    utf8,
};
use crate::failure::Outcome;
use diesel::{RunQueryDsl, sql_types::Text};
use std::{collections::BTreeMap, io::BufRead};

/// How much text goes to the database at a time.
const BATCH: usize = 512 * 1024;

/// What came out of a restore.
#[derive(Debug, Clone)]
pub struct Restored {
    /// What the back-up said of itself.
    pub header: Header,
    /// Every table with its count and hash, as they were read back.
    pub tables: Vec<TableSum>,
    /// The epoch that the place has now.
    pub epoch: String,
}

impl Store {
    /// Writes a back-up into this empty place, reads every table back, and compares counts and hashes.
    /// Then the place gets a new epoch and all sessions end: what was revoked after the back-up must
    /// not come to life again. All of it is one transaction.
    ///
    /// # Errors
    /// When the back-up is cut off, altered, or from a newer Tillit; or the place does not hold what
    /// it was given. Nothing is changed then.
    pub fn load(
        &mut self,
        input: &mut impl BufRead,
        at: chrono::DateTime<chrono::Utc>,
        may: impl FnOnce(&Header) -> Outcome<()>,
    ) -> Outcome<Restored> {
        self.change(|link| {
            let mut lines = Lines(input);
            let header: Header = serde_json::from_str(&lines.next()?).map_err(utf8)?;
            if header.tillit != "backup" || header.form != FORM {
                return Err(broken(format!("form {} is not known here", header.form)));
            }
            may(&header)?;
            store::take_steps(link, Some(&header.steps))?;
            let walls = Walls::take_down(link)?;
            let (shapes, tables) = fill(link, &mut lines)?;
            walls.raise(link)?;
            for (shape, given) in shapes.iter().zip(&tables) {
                let found = dump::read_table(link, shape, |_| Ok(()))?;
                if found != *given {
                    return Err(broken(format!(
                        "{} should hold {} rows with hash {}, and holds {} with {}",
                        given.table, given.rows, given.sha256, found.rows, found.sha256
                    )));
                }
            }
            store::take_steps(link, None)?;
            let epoch = facts::renew_epoch(link, at)?;
            Ok(Restored {
                header,
                tables,
                epoch,
            })
        })
    }
}

struct Lines<'a, R>(&'a mut R);

impl<R: BufRead> Lines<'_, R> {
    fn next(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line).map_err(io)? == 0 {
            return Err(broken("it is cut off"));
        }
        line.truncate(line.trim_end_matches('\n').len());
        Ok(line)
    }
}

/// Reads table after table into the database.
fn fill(
    link: &mut Link,
    lines: &mut Lines<'_, impl BufRead>,
) -> Outcome<(Vec<Shape>, Vec<TableSum>)> {
    let (mut shapes, mut sums) = (Vec::<Shape>::new(), Vec::new());
    loop {
        match serde_json::from_str(&lines.next()?).map_err(utf8)? {
            Mark::Begin { begin } => {
                if !begin.is_plain() {
                    return Err(broken("a table or column has no plain name"));
                }
                // A step of the schema may have put rows of its own there.
                link.run(&format!("DELETE FROM {}", begin.table))?;
                let sum = fill_table(link, &begin, lines)?;
                shapes.push(begin);
                sums.push(sum);
            }
            Mark::Whole { whole }
                if whole == sums.iter().map(|s: &TableSum| s.rows).sum::<u64>() =>
            {
                return Ok((shapes, sums));
            }
            Mark::Whole { .. } | Mark::End { .. } => return Err(broken("its lines do not add up")),
        }
    }
}

fn fill_table(
    link: &mut Link,
    shape: &Shape,
    lines: &mut Lines<'_, impl BufRead>,
) -> Outcome<TableSum> {
    let mut batch = String::new();
    loop {
        let line = lines.next()?;
        let is_row = line.starts_with('[');
        if (!is_row || BATCH < batch.len()) && !batch.is_empty() {
            insert(link, shape, format!("[{batch}]"))?;
            batch.clear();
        }
        if is_row {
            if !batch.is_empty() {
                batch.push(',');
            }
            batch.push_str(&line);
            continue;
        }
        return match serde_json::from_str(&line).map_err(utf8)? {
            Mark::End { end } if end.table == shape.table => Ok(end),
            _ => Err(broken(format!("{} does not end", shape.table))),
        };
    }
}

fn insert(link: &mut Link, shape: &Shape, rows: String) -> Outcome<()> {
    match link {
        Link::Sqlite(c) => diesel::sql_query(shape.insert_sqlite())
            .bind::<Text, _>(rows)
            .execute(c)?,
        Link::Postgres(c) => diesel::sql_query(shape.insert_postgres())
            .bind::<Text, _>(rows)
            .execute(c)?,
    };
    Ok(())
}

/// What stands in the way of rows that come in any order, and is put back before anybody may rely on
/// them: references between tables, and triggers.
struct Walls {
    again: Vec<String>,
}

impl Walls {
    fn take_down(link: &mut Link) -> Outcome<Self> {
        let (down, again) = match link {
            // References are off for the connection, and looked through at the end.
            Link::Sqlite(_) => (
                link.words(
                    "SELECT 'DROP TRIGGER ' || name AS word FROM sqlite_master \
                     WHERE type = 'trigger' ORDER BY name",
                )?,
                link.words(
                    "SELECT sql AS word FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
                )?,
            ),
            Link::Postgres(_) => {
                let ours = "FROM pg_constraint WHERE contype = 'f' \
                     AND connamespace = 'public'::regnamespace AND conparentid = 0 ORDER BY oid";
                let tables = "FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";
                let mut down = link.words(&format!(
                    "SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || \
                     quote_ident(conname) AS word {ours}"
                ))?;
                down.extend(link.words(&format!(
                    "SELECT 'ALTER TABLE ' || quote_ident(tablename) || ' DISABLE TRIGGER USER' \
                     AS word {tables}"
                ))?);
                let mut again = link.words(&format!(
                    "SELECT 'ALTER TABLE ' || quote_ident(tablename) || ' ENABLE TRIGGER USER' \
                     AS word {tables}"
                ))?;
                again.extend(link.words(&format!(
                    "SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || \
                     quote_ident(conname) || ' ' || pg_get_constraintdef(oid) AS word {ours}"
                ))?);
                (down, again)
            }
        };
        for statement in down {
            link.run(&statement)?;
        }
        Ok(Self { again })
    }

    fn raise(self, link: &mut Link) -> Outcome<()> {
        for statement in self.again {
            link.run(&statement)?;
        }
        if matches!(link, Link::Sqlite(_)) {
            let astray = link.words(
                "SELECT \"table\" || ' → ' || parent AS word FROM pragma_foreign_key_check",
            )?;
            let mut counted: BTreeMap<String, usize> = BTreeMap::new();
            for reference in astray {
                *counted.entry(reference).or_default() += 1;
            }
            if let Some((reference, count)) = counted.first_key_value() {
                return Err(broken(format!(
                    "{count} references lead nowhere: {reference}"
                )));
            }
        }
        Ok(())
    }
}
