//! Log-in is throttled per account and per address (SEC-6), writes per session (API-9).

use domain::ids::SessionId;
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::{hash::Hash, num::NonZeroU32};

type Limiter<K = String> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// Counts attempts.
pub struct Throttle {
    accounts: Limiter,
    addresses: Limiter,
    writes: Limiter<SessionId>,
}

impl Throttle {
    /// So many attempts a minute for one account, and for one address; so many writes a second for
    /// one session.
    pub fn new(per_account: NonZeroU32, per_address: NonZeroU32, writes: NonZeroU32) -> Self {
        Self {
            accounts: RateLimiter::keyed(Quota::per_minute(per_account)),
            addresses: RateLimiter::keyed(Quota::per_minute(per_address)),
            writes: RateLimiter::keyed(Quota::per_second(writes)),
        }
    }

    /// Notes an attempt.
    ///
    /// # Errors
    /// The seconds to wait when there have been too many.
    pub fn attempt(&self, account: &str, address: &str) -> Result<(), u64> {
        check(&self.addresses, &address.to_owned())?;
        check(&self.accounts, &account.to_lowercase())
    }

    /// Notes a write.
    ///
    /// # Errors
    /// The seconds to wait when there have been too many.
    pub fn write(&self, session: SessionId) -> Result<(), u64> {
        check(&self.writes, &session)
    }

    /// Forgets keys that have been quiet, so that memory stays bounded.
    pub fn tidy(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
        self.writes.retain_recent();
    }
}

fn check<K: Clone + Eq + Hash>(limiter: &Limiter<K>, key: &K) -> Result<(), u64> {
    limiter.check_key(key).map_err(|not_until| {
        not_until
            .wait_time_from(DefaultClock::default().now())
            .as_secs()
            + 1
    })
}
