//! Reading everything, in one snapshot.

use super::{
    FORM, Header, Mark, TableSum, io,
    row::{self, Sum},
    shape::{self, Shape},
    store::{self, Link, Store},
    utf8,
};
use crate::{
    failure::{Failure, Outcome},
    keeping::facts,
};
use diesel::{
    QueryableByName, RunQueryDsl, connection::DefaultLoadingMode, pg::PgRowByRowLoadingMode,
    sql_types::Text,
};
use std::io::Write;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

impl Store {
    /// Writes everything, as it is at one instant, while others go on writing. Returns what was
    /// written of each table.
    ///
    /// # Errors
    /// Those of the database and of the place written to; what is there then is no back-up.
    pub fn dump(
        &mut self,
        made_at: &str,
        keys: &[super::KeyPrint],
        out: &mut impl Write,
    ) -> Outcome<Vec<TableSum>> {
        self.snapshot(|link| {
            link.sound()?;
            let header = Header {
                tillit: "backup".to_owned(),
                form: FORM,
                version: env!("CARGO_PKG_VERSION").to_owned(),
                made_at: made_at.to_owned(),
                epoch: facts::get(link, "epoch")?.unwrap_or_default(),
                steps: store::steps(link)?,
                keys: keys.to_vec(),
            };
            write_line(out, &serde_json::to_string(&header).map_err(utf8)?)?;
            let mut sums = Vec::new();
            for shape in shape::all().map_err(Failure::Internal)? {
                let begin = Mark::Begin {
                    begin: shape.clone(),
                };
                write_line(out, &serde_json::to_string(&begin).map_err(utf8)?)?;
                let end = read_table(link, &shape, |line| write_line(out, line))?;
                sums.push(end.clone());
                write_line(
                    out,
                    &serde_json::to_string(&Mark::End { end }).map_err(utf8)?,
                )?;
            }
            let whole = sums.iter().map(|sum| sum.rows).sum();
            write_line(
                out,
                &serde_json::to_string(&Mark::Whole { whole }).map_err(utf8)?,
            )?;
            Ok(sums)
        })
    }
}

fn write_line(out: &mut impl Write, line: &str) -> Outcome<()> {
    out.write_all(line.as_bytes()).map_err(io)?;
    out.write_all(b"\n").map_err(io)
}

/// Every row of a table, in order, one at a time.
pub(super) fn read_table(
    link: &mut Link,
    shape: &Shape,
    mut each: impl FnMut(&str) -> Outcome<()>,
) -> Outcome<TableSum> {
    let mut sum = Sum::of(&shape.table);
    let mut take = |given: diesel::QueryResult<Line>| -> Outcome<()> {
        let line = row::line(shape, &given?.line)?;
        sum.add(&line);
        each(&line)
    };
    match link {
        Link::Sqlite(c) => {
            let query = diesel::sql_query(shape.select_sqlite());
            for given in query.load_iter::<Line, DefaultLoadingMode>(c)? {
                take(given)?;
            }
        }
        Link::Postgres(c) => {
            let query = diesel::sql_query(shape.select_postgres());
            for given in query.load_iter::<Line, PgRowByRowLoadingMode>(c)? {
                take(given)?;
            }
        }
    }
    Ok(sum.done())
}
