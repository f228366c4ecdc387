//! Ids are made before the write that uses them, from the injected clock (API-1).

use chrono::{DateTime, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// A new UUID v7 of any id type, stamped with `now`.
pub fn new_id<T: From<Uuid>>(now: DateTime<Utc>) -> T {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let stamp = Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos());
    T::from(Uuid::new_v7(stamp))
}
