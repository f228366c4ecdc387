//! Where a request comes from, behind reverse proxies that the settings name (SEC-6): else everybody
//! behind one shares one limit, and whoever writes the header chooses her own.

use actix_web::HttpRequest;
use std::net::IpAddr;

/// The header in which each proxy adds, at the end, whom it was asked by.
const FORWARDED: &str = "x-forwarded-for";

/// The proxies that are believed.
///
/// # Errors
/// What is no address.
pub(crate) fn proxies(setting: &str) -> Result<Vec<IpAddr>, String> {
    setting
        .split(',')
        .map(str::trim)
        .filter(|address| !address.is_empty())
        .map(|address| {
            let wrong = |_| format!("proxies: no address: {address}");
            address.parse().map_err(wrong)
        })
        .collect()
}

/// Who asked: the peer, or, when that is a proxy that is believed, the last in its header that is none.
/// What stands before that one anybody could have written.
pub(crate) fn of(request: &HttpRequest, proxies: &[IpAddr]) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip();
    if !proxies.contains(&peer) {
        return Some(peer);
    }
    let headers = request.headers().get_all(FORWARDED);
    let said: Vec<&str> = headers
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in said.into_iter().rev() {
        match hop.trim().parse::<IpAddr>() {
            Ok(hop) if proxies.contains(&hop) => {}
            Ok(hop) => return Some(hop),
            Err(_) => break,
        }
    }
    Some(peer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    const PROXY: &str = "10.0.0.1";

    fn asked(peer: &str, headers: &[&str]) -> String {
        let mut request = TestRequest::get().peer_addr(format!("{peer}:4000").parse().unwrap());
        for value in headers {
            request = request.append_header((FORWARDED, *value));
        }
        let proxies = proxies(" 10.0.0.1, 10.0.0.2").unwrap();
        of(&request.to_http_request(), &proxies)
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_proxy_that_is_named_says_who_asked() {
        assert_eq!(asked(PROXY, &["192.0.2.7"]), "192.0.2.7");
        assert_eq!(asked(PROXY, &["192.0.2.7, 10.0.0.2"]), "192.0.2.7");
        assert_eq!(asked(PROXY, &["192.0.2.7", "10.0.0.2"]), "192.0.2.7");
        assert_eq!(asked(PROXY, &["2001:db8::7"]), "2001:db8::7");
    }

    #[test]
    fn nobody_chooses_her_own_address() {
        assert_eq!(
            asked("203.0.113.9", &["192.0.2.7"]),
            "203.0.113.9",
            "no proxy of ours"
        );
        assert_eq!(
            asked(PROXY, &["192.0.2.7, 198.51.100.3"]),
            "198.51.100.3",
            "before it is hearsay"
        );
        assert_eq!(asked(PROXY, &["192.0.2.7, unknown"]), PROXY);
        assert_eq!(asked(PROXY, &[]), PROXY);
    }

    #[test]
    fn what_is_no_address_is_said_at_start() {
        assert_eq!(proxies("").unwrap(), Vec::<IpAddr>::new());
        assert!(
            proxies("10.0.0.1,proxy.example")
                .unwrap_err()
                .contains("proxy.example")
        );
    }
}
