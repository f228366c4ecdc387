//! Sessions and refresh tokens (SEC-7): when a token may be renewed, and when its use means that it
//! was stolen.

use chrono::{DateTime, TimeDelta, Utc};

/// Lifetimes; from SEC-7 and «what a phone may rely on» in the API conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionSettings {
    /// An access token lives this long (SEC-7: 15 minutes).
    pub access_minutes: i64,
    /// A session ends when it is this old, however much it is used.
    pub session_days: i64,
    /// A replaced refresh token still works this long while its successor is unused, so that an
    /// answer lost in a cellar logs nobody out.
    pub grace_seconds: i64,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            access_minutes: 15,
            session_days: 30,
            grace_seconds: 60,
        }
    }
}

/// What is known of a refresh token that somebody shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshFacts {
    /// When it was replaced, if it was.
    pub replaced_at: Option<DateTime<Utc>>,
    /// Its successor has been used, so nobody honest still has this one.
    pub spent: bool,
    /// When its session ended, if it did.
    pub session_ended: bool,
    /// When its session expires.
    pub session_expires: DateTime<Utc>,
}

/// What to do with a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// Give a new pair; what came before this token is spent.
    Renew,
    /// The session is over.
    Ended,
    /// An old token came back: end the whole family.
    Theft,
}

/// Decides on a refresh token at an instant (SEC-7).
pub fn refresh(facts: &RefreshFacts, settings: &SessionSettings, now: DateTime<Utc>) -> Refresh {
    if facts.session_ended || facts.session_expires <= now {
        return Refresh::Ended;
    }
    let grace = TimeDelta::seconds(settings.grace_seconds);
    match facts.replaced_at {
        _ if facts.spent => Refresh::Theft,
        Some(at) if now > at + grace => Refresh::Theft,
        _ => Refresh::Renew,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }
    fn facts() -> RefreshFacts {
        RefreshFacts {
            replaced_at: None,
            spent: false,
            session_ended: false,
            session_expires: at(10_000),
        }
    }
    fn decide(facts: RefreshFacts, now: i64) -> Refresh {
        refresh(&facts, &SessionSettings::default(), at(now))
    }

    #[test]
    fn a_replaced_token_works_for_a_minute_while_its_successor_is_unused() {
        let replaced = RefreshFacts {
            replaced_at: Some(at(100)),
            ..facts()
        };
        assert_eq!(decide(replaced, 160), Refresh::Renew);
        assert_eq!(decide(replaced, 161), Refresh::Theft);
    }

    #[test]
    fn a_spent_token_that_comes_back_is_theft() {
        let spent = RefreshFacts {
            replaced_at: Some(at(100)),
            spent: true,
            ..facts()
        };
        assert_eq!(decide(spent, 101), Refresh::Theft);
    }

    #[test]
    fn nothing_renews_a_session_that_has_ended() {
        assert_eq!(
            decide(
                RefreshFacts {
                    session_ended: true,
                    ..facts()
                },
                1
            ),
            Refresh::Ended
        );
        assert_eq!(decide(facts(), 10_000), Refresh::Ended);
    }
}
