//! Answers on forms, addresses to send a browser to, and what is kept between.

use super::{PROVIDER, json, now};
use crate::oidc::{
    Returned, Trouble,
    line::{Reply, is_safe},
    request::page,
};
use openidconnect::url::Url;
use proptest::prelude::*;
use ureq::http::StatusCode;

proptest! {
    /// Whatever status and body: taken, refused or silent; the log gets a plain word of it or none, and a nonce is
    /// followed only when one is asked for.
    #[test]
    fn any_answer_on_a_form_is_taken_or_refused(
        status in 100u16..600, mut body in json(), error in "([a-z_]{0,70}|use_dpop_nonce|\\PC{0,20})",
        nonce in proptest::option::of("[ -~]{0,80}"),
    ) {
        if let Some(fields) = body.as_object_mut() {
            fields.insert("error".to_owned(), error.clone().into());
        }
        let is_object = body.is_object();
        let reply = Reply {
            status: StatusCode::from_u16(status).unwrap_or_default(),
            json: body.clone(),
            nonce: nonce.clone(),
        };
        let word = reply.error();
        prop_assert!(word.len() <= 60 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        if let Some(followed) = reply.wants_nonce() {
            prop_assert_eq!(Some(followed), nonce.as_deref());
            prop_assert!((400..500).contains(&status) && is_object && error == "use_dpop_nonce");
        }
        match reply.taken("it") {
            Ok(value) => prop_assert!((200..300).contains(&status) && value == body),
            Err(Trouble::Refused(_)) => prop_assert!((400..500).contains(&status)),
            Err(Trouble::Silent(_)) => prop_assert!(!(200..300).contains(&status)),
        }
    }

    /// Wherever a document or a pushed request would send the browser: to that host over TLS, or on loopback, with
    /// exactly what is asked for; else nowhere.
    #[test]
    fn a_browser_is_sent_to_the_providers_own_page_or_nowhere(
        address in "((https?|ftp|javascript|data)://?)?[a-zæ0-9.@:\\[\\]]{0,20}(:[0-9]{0,6})?(/\\PC{0,20})?([?]\\PC{0,20})?",
        name in "\\PC{0,40}", asked in "\\PC{0,60}",
    ) {
        let spoken_to = is_safe(&address);
        let Ok(place) = Url::parse(&address) else { return Ok(()) };
        match page(&place, &[("request_uri", asked.clone()), (name.as_str(), asked.clone())]) {
            Ok(sent) => {
                let sent = Url::parse(&sent).map_err(|e| TestCaseError::fail(e.to_string()))?;
                prop_assert_eq!(sent.host_str(), place.host_str());
                let local = matches!(sent.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
                prop_assert!(sent.scheme() == "https" || (sent.scheme() == "http" && local), "{}", sent);
                let said: Vec<(String, String)> = sent.query_pairs().into_owned().collect();
                prop_assert_eq!(&said[said.len() - 2].1, &asked);
                prop_assert_eq!(&said[said.len() - 1], &(name, asked));
            }
            Err(_) => prop_assert!(!spoken_to || !is_safe(place.as_str()), "{}", address),
        }
    }

    /// What was kept is not readable, or another issuer sent her back: nobody is asked anything.
    #[test]
    fn a_code_is_shown_to_nobody_when_what_came_back_does_not_fit(
        kept in proptest::collection::vec(any::<u8>(), 0..80), code in "\\PC{0,80}", issuer in "\\PC{0,40}",
    ) {
        let right = serde_json::json!({ "nonce": "n", "verifier": "v", "bound": null }).to_string();
        for (kept, issuer) in [(kept, None), (right.into_bytes(), Some(issuer))] {
            let returned = Returned { code: code.clone(), issuer };
            // «Silent» would mean that it was asked.
            let answer = PROVIDER.redeem(&returned, &kept, now());
            prop_assert!(matches!(answer, Err(Trouble::Refused(_))), "{:?}", kept);
        }
    }
}
