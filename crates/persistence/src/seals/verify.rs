//! Going through the chain: what was removed or altered, and where; what is not sealed yet; whether a
//! head kept elsewhere is still part of it (SEC-9).

use super::{
    Here, LATEST, LogHead, Seal, SealKeys,
    entry::{StoredEntry, Which, load},
    first_id_at,
};
use crate::{
    connection::either,
    database::Database,
    failure::{Failure, Outcome},
    schema::{access_log, access_log_seals},
    sql_types::{At, Id},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::LogEntryId;
use std::collections::BTreeMap;

/// How many seals are looked at together.
const PAGE: i64 = 500;

/// Something that is not as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The entry is gone.
    Removed {
        /// Its place in the chain.
        position: i64,
        /// Which.
        entry: LogEntryId,
        /// When it was sealed.
        sealed_at: DateTime<Utc>,
    },
    /// The entry, its citizens or its seal is not what was sealed.
    Altered {
        /// Its place in the chain.
        position: i64,
        /// Which.
        entry: LogEntryId,
        /// When it was sealed.
        sealed_at: DateTime<Utc>,
    },
    /// Seals are gone, and their entries with them or not.
    SealsMissing {
        /// The first that is missing.
        from: i64,
        /// The last.
        until: i64,
    },
    /// The key that sealed is not in the key folder.
    KeyMissing {
        /// Place in the chain.
        position: i64,
        /// Name of the key.
        key: String,
    },
    /// Old entries without a seal: put in afterwards, or the sealer did not run.
    NeverSealed {
        /// How many.
        count: i64,
        /// The oldest of them.
        oldest: DateTime<Utc>,
    },
    /// The chain ends before the head that was kept elsewhere: its end was cut off.
    CutOff {
        /// Where the head was.
        head: i64,
        /// Where the chain ends.
        end: i64,
    },
    /// At the place of the head that was kept elsewhere stands another seal.
    OtherHead {
        /// Where.
        position: i64,
    },
}

/// What going through the whole log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Seals looked at.
    pub sealed: i64,
    /// Entries not sealed yet.
    pub unsealed: i64,
    /// When the oldest of them was written.
    pub unsealed_since: Option<DateTime<Utc>>,
    /// The end of the chain.
    pub head: Option<LogHead>,
    /// What is wrong; nothing, when all is well.
    pub findings: Vec<Finding>,
}

impl Database {
    /// Goes through the whole log, and compares it with a head kept elsewhere when one is given.
    ///
    /// # Errors
    /// Those of the database.
    pub fn verify_log(&self, keys: &SealKeys, kept: Option<&LogHead>) -> Outcome<Report> {
        self.backend.read(|connection| {
            let mut here = Here::new(connection)?;
            let mut walk = Walk {
                keys,
                kept,
                position: 0,
                before: vec![Vec::new()],
                findings: Vec::new(),
            };
            loop {
                let seals = here.seals_after(walk.position)?;
                let entries = here.entries_of(&seals);
                for seal in &seals {
                    walk.step(seal, entries.get(&seal.entry_id.0));
                }
                if i64::try_from(seals.len()).is_ok_and(|n| n < PAGE) {
                    break;
                }
            }
            let (unsealed, unsealed_since) = here.tail(LogEntryId(uuid::Uuid::max()))?;
            let last = here.last()?;
            if let Some(last) = &last {
                let long_ago = first_id_at(last.sealed_at.0 - LATEST);
                if let (count, Some(oldest)) = here.tail(long_ago)? {
                    walk.findings.push(Finding::NeverSealed { count, oldest });
                }
            }
            if let Some(kept) = kept.filter(|kept| walk.position < kept.position) {
                walk.findings.push(Finding::CutOff {
                    head: kept.position,
                    end: walk.position,
                });
            }
            Ok(Report {
                sealed: walk.position,
                unsealed,
                unsealed_since,
                head: last.map(|seal| LogHead {
                    position: seal.position,
                    mac: seal.mac,
                }),
                findings: walk.findings,
            })
        })
    }
}

/// Where the walk along the chain is.
struct Walk<'a> {
    keys: &'a SealKeys,
    kept: Option<&'a LogHead>,
    position: i64,
    /// What the seal before may have been: as it stands, and as it should be. So one that was altered
    /// does not make its neighbour look altered.
    before: Vec<Vec<u8>>,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn step(&mut self, seal: &Seal, entry: Option<&StoredEntry>) {
        let (position, id, sealed_at) = (seal.position, seal.entry_id.0, seal.sealed_at.0);
        let expected = self.position + 1;
        let follows = position == expected;
        if !follows {
            self.findings.push(Finding::SealsMissing {
                from: expected,
                until: position - 1,
            });
        }
        self.position = position;
        if let Some(kept) = self.kept
            && kept.position == position
            && kept.mac != seal.mac
        {
            self.findings.push(Finding::OtherHead { position });
        }
        let mut next = vec![seal.mac.clone()];
        match entry {
            None => self.findings.push(Finding::Removed {
                position,
                entry: id,
                sealed_at,
            }),
            // What stood before is gone, so this one cannot be judged; the gap is told.
            Some(_) if !follows => {}
            Some(entry) => {
                let bytes = entry.bytes();
                let holds = |before: &Vec<u8>| self.keys.holds(seal, before, &bytes);
                let answers: Vec<Option<bool>> = self.before.iter().map(holds).collect();
                if answers.contains(&None) {
                    self.findings.push(Finding::KeyMissing {
                        position,
                        key: seal.key_id.clone(),
                    });
                } else if !answers.contains(&Some(true)) {
                    self.findings.push(Finding::Altered {
                        position,
                        entry: id,
                        sealed_at,
                    });
                    let should =
                        |before: &Vec<u8>| self.keys.seal(&seal.key_id, before, position, &bytes);
                    next.extend(self.before.iter().filter_map(should));
                }
            }
        }
        self.before = next;
    }
}

impl Here<'_> {
    fn seals_after(&mut self, position: i64) -> QueryResult<Vec<Seal>> {
        either!(self, |c| access_log_seals::table
            .filter(access_log_seals::position.gt(position))
            .order(access_log_seals::position)
            .limit(PAGE)
            .load(c))
    }

    /// The entries that seals name. One that cannot even be read is as good as altered: it is looked
    /// for by itself, and what is left is a stump with other bytes.
    fn entries_of(&mut self, seals: &[Seal]) -> BTreeMap<LogEntryId, StoredEntry> {
        let ids: Vec<Id<LogEntryId>> = seals.iter().map(|seal| seal.entry_id).collect();
        let found = load(self, &Which::These(&ids)).unwrap_or_else(|_| {
            ids.iter()
                .flat_map(|id| {
                    load(self, &Which::These(std::slice::from_ref(id)))
                        .unwrap_or_else(|_| vec![StoredEntry::unreadable(id.0)])
                })
                .collect()
        });
        found.into_iter().map(|entry| (entry.id(), entry)).collect()
    }

    /// How many entries before an id have no seal, and when the oldest was written.
    fn tail(&mut self, before: LogEntryId) -> Outcome<(i64, Option<DateTime<Utc>>)> {
        let row: (i64, Option<At>) = either!(self, |c| access_log::table
            .filter(access_log::id.lt(Id(before)))
            .filter(diesel::dsl::not(diesel::dsl::exists(
                access_log_seals::table.filter(access_log_seals::entry_id.eq(access_log::id)),
            )))
            .select((diesel::dsl::count_star(), diesel::dsl::min(access_log::at)))
            .first(c)
            .map_err(Failure::from)?);
        Ok((row.0, row.1.map(|at| at.0)))
    }
}
