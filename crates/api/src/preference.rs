//! What a client would rather have (RFC 7240).

use std::time::Duration;

/// Nobody is kept waiting longer than this, whatever she prefers.
const LONGEST_WAIT: u64 = 8;

/// How long the client would rather wait than ask again: `Prefer: wait=5`.
pub(crate) fn wait(header: Option<&str>) -> Duration {
    let seconds = header
        .into_iter()
        .flat_map(|text| text.split([',', ';']))
        .filter_map(|part| part.trim().strip_prefix("wait=")?.trim().parse().ok())
        .next()
        .map_or(0, |seconds: u64| seconds.min(LONGEST_WAIT));
    Duration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_as_long_as_is_preferred_and_not_for_ever() {
        let seconds = |header| wait(header).as_secs();
        assert_eq!(seconds(None), 0);
        assert_eq!(seconds(Some("respond-async, wait=5")), 5);
        assert_eq!(seconds(Some("wait=3600")), LONGEST_WAIT);
        assert_eq!(seconds(Some("wait=soon")), 0);
    }
}
