//! Answers kept in memory, compressed, for views that are asked for again and again.
//!
//! A kept answer belongs to one session, so that what was logged when it was made covers showing it
//! again (SEC-9). It is shown only while every stream it was made from stands where it stood, its
//! session still counts, the policy still says yes, and no instant has passed at which it changes by
//! time alone (API-3). As long as the pulse stands still, that costs one look-up shared with everybody
//! who asks at the same moment; after a write anywhere, one look-up more for each answer.

use crate::etag;
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use domain::{ids::SessionId, reason::Language};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use lru::LruCache;
use persistence::{Failure, Outcome, Standing, Watch};
use serde::Serialize;
use std::{
    io::{Read, Write},
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

/// Answers kept at most: a few tens of megabytes.
const MOST: NonZeroUsize = NonZeroUsize::new(2_000).expect("not zero");

/// Which answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// For whom, on which device.
    pub session: SessionId,
    /// The operation with its parameters.
    pub view: String,
    /// None for a view without words of ours.
    pub language: Option<Language>,
}

/// What a view is made of, before it is kept.
#[derive(Debug, Clone)]
pub struct Representation {
    body: Vec<u8>,
    watch: Watch,
    changes_at: DateTime<Utc>,
}

impl Representation {
    /// A view, the streams it was made from, and when it changes although nobody does anything.
    ///
    /// # Errors
    /// When it cannot be serialised.
    pub fn new(value: &impl Serialize, watch: Watch, changes_at: DateTime<Utc>) -> Outcome<Self> {
        let body = serde_json::to_vec(value).map_err(|e| Failure::Internal(e.to_string()))?;
        Ok(Self {
            body,
            watch,
            changes_at,
        })
    }

    /// The streams it was made from.
    pub const fn watch(&self) -> &Watch {
        &self.watch
    }
}

/// An answer ready to be sent.
#[derive(Debug)]
pub struct Kept {
    /// Weak tag of what it says.
    pub etag: String,
    /// The body, compressed.
    pub gzip: Bytes,
    epoch: Arc<str>,
    watch: Watch,
    standing: Standing,
    pulse: AtomicI64,
    until: DateTime<Utc>,
}

impl Kept {
    /// Compresses a view that was read while its streams stood at `standing` and all of them together at
    /// `pulse`, to be shown until `covered_until` without a new entry in the access log.
    ///
    /// # Errors
    /// When it cannot be compressed.
    pub fn new(
        epoch: Arc<str>,
        made: Representation,
        standing: Standing,
        pulse: i64,
        covered_until: DateTime<Utc>,
    ) -> Outcome<Self> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        let gzip = encoder
            .write_all(&made.body)
            .and_then(|()| encoder.finish())
            .map_err(|e| Failure::Internal(e.to_string()))?;
        Ok(Self {
            etag: etag::of_content(&epoch, &made.body),
            epoch,
            gzip: gzip.into(),
            watch: made.watch,
            standing,
            pulse: AtomicI64::new(pulse),
            until: made.changes_at.min(covered_until),
        })
    }

    /// The streams it was made from.
    pub const fn watch(&self) -> &Watch {
        &self.watch
    }

    /// How its streams stood when it was made.
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Whether it was made in this epoch of the database.
    pub fn is_of(&self, epoch: &str) -> bool {
        &*self.epoch == epoch
    }

    /// Whether nothing at all has moved since it was last found to hold.
    pub fn felt(&self, pulse: i64) -> bool {
        self.pulse.load(Ordering::Relaxed) == pulse
    }

    /// Whether it is still what would be made anew, as far as time goes.
    pub fn lasts(&self, now: DateTime<Utc>) -> bool {
        now < self.until
    }

    /// Whether its streams still stand where they stood; if so, what moved `pulse` was not theirs.
    pub fn holds(&self, standing: &Standing, pulse: i64) -> bool {
        let holds = self.standing == *standing;
        if holds {
            self.pulse.store(pulse, Ordering::Relaxed);
        }
        holds
    }

    /// The body for the rare client that takes no compression.
    ///
    /// # Errors
    /// When it cannot be unpacked.
    pub fn plain(&self) -> Outcome<Vec<u8>> {
        let mut body = Vec::new();
        GzDecoder::new(&self.gzip[..])
            .read_to_end(&mut body)
            .map_err(|e| Failure::Internal(e.to_string()))?;
        Ok(body)
    }
}

/// The answers that are kept.
#[derive(Debug)]
pub struct Representations {
    kept: Mutex<LruCache<Key, Arc<Kept>>>,
}

impl Default for Representations {
    fn default() -> Self {
        Self {
            kept: Mutex::new(LruCache::new(MOST)),
        }
    }
}

impl Representations {
    /// One that was kept, whether it still holds or not.
    pub fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).cloned()
    }

    /// Keeps one.
    pub fn put(&self, key: Key, made: Arc<Kept>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(key, made);
    }
}
