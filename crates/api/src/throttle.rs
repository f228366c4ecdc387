//! Log-in is throttled per account and per address (SEC-6).

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::num::NonZeroU32;

type Limiter = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// Counts attempts.
pub struct Throttle {
    accounts: Limiter,
    addresses: Limiter,
}

impl Throttle {
    /// So many attempts a minute for one account, and for one address.
    pub fn new(per_account: NonZeroU32, per_address: NonZeroU32) -> Self {
        Self {
            accounts: RateLimiter::keyed(Quota::per_minute(per_account)),
            addresses: RateLimiter::keyed(Quota::per_minute(per_address)),
        }
    }

    /// Notes an attempt.
    ///
    /// # Errors
    /// The seconds to wait when there have been too many.
    pub fn attempt(&self, account: &str, address: &str) -> Result<(), u64> {
        check(&self.addresses, address)?;
        check(&self.accounts, &account.to_lowercase())
    }

    /// Forgets keys that have been quiet, so that memory stays bounded.
    pub fn tidy(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
    }
}

fn check(limiter: &Limiter, key: &str) -> Result<(), u64> {
    limiter.check_key(&key.to_owned()).map_err(|not_until| {
        not_until
            .wait_time_from(DefaultClock::default().now())
            .as_secs()
            + 1
    })
}
