//! Log-in is throttled per account and per address (SEC-6), writes per session (API-9).

use domain::ids::{AccountId, SessionId};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::{hash::Hash, num::NonZeroU32, time::Duration};

type Limiter<K = String> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// Ten passwords at once and then one each forty seconds are less than a hundred an hour (OWASP ASVS 4.0.3, 2.2.1).
const PASSWORD_EVERY: Duration = Duration::from_secs(40);

/// Six digits are soon guessed: ten codes at once, then one every three minutes.
const CODES: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
const CODE_EVERY: Duration = Duration::from_secs(180);

/// Whoever registers people by the number of others asks too much: five an hour.
const KNOWN_NUMBERS: NonZeroU32 = NonZeroU32::new(5).expect("not zero");

/// Counts attempts.
pub struct Throttle {
    accounts: Limiter,
    addresses: Limiter,
    writes: Limiter<SessionId>,
    codes: Limiter<AccountId>,
    known_numbers: Limiter<AccountId>,
}

impl Throttle {
    /// So many attempts at once for one account, then one each forty seconds; so many a minute for one address; so many
    /// writes a second for one session.
    pub fn new(per_account: NonZeroU32, per_address: NonZeroU32, writes: NonZeroU32) -> Self {
        Self {
            accounts: RateLimiter::keyed(
                Quota::with_period(PASSWORD_EVERY)
                    .unwrap_or(Quota::per_minute(per_account))
                    .allow_burst(per_account),
            ),
            addresses: RateLimiter::keyed(Quota::per_minute(per_address)),
            writes: RateLimiter::keyed(Quota::per_second(writes)),
            known_numbers: RateLimiter::keyed(Quota::per_hour(KNOWN_NUMBERS)),
            codes: RateLimiter::keyed(
                Quota::with_period(CODE_EVERY)
                    .unwrap_or(Quota::per_hour(CODES))
                    .allow_burst(CODES),
            ),
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

    /// Notes an attempt from an address that names no account.
    ///
    /// # Errors
    /// The seconds to wait when there have been too many.
    pub fn address(&self, address: &str) -> Result<(), u64> {
        check(&self.addresses, &address.to_owned())
    }

    /// Notes an attempt with a code of the second factor, or with the password that is asked for once more.
    ///
    /// # Errors
    /// The seconds to wait when there have been too many.
    pub fn code(&self, account: AccountId) -> Result<(), u64> {
        check(&self.codes, &account)
    }

    /// Notes that an account gave a number that is known elsewhere (SEC-5).
    ///
    /// # Errors
    /// The seconds to wait when there have been too many.
    pub fn known_number(&self, account: AccountId) -> Result<(), u64> {
        check(&self.known_numbers, &account)
    }

    /// Forgets keys that have been quiet, so that memory stays bounded.
    pub fn tidy(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
        self.writes.retain_recent();
        self.codes.retain_recent();
        self.known_numbers.retain_recent();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_tries_a_hundred_passwords_an_hour_for_one_account() {
        let at_once = 10;
        let hour = Duration::from_secs(3600);
        assert!(at_once + hour.as_secs() / PASSWORD_EVERY.as_secs() <= 100);
        let few = NonZeroU32::new(10).unwrap();
        let many = NonZeroU32::new(1000).unwrap();
        let throttle = Throttle::new(few, many, many);
        for _ in 0..at_once {
            throttle.attempt("Kari", "10.0.0.1").unwrap();
        }
        // However it is written, and from wherever.
        let wait = throttle.attempt("kari", "10.0.0.2").unwrap_err();
        assert!((1..=41).contains(&wait), "{wait}");
        throttle.attempt("per", "10.0.0.1").unwrap();
    }
}
