//! Opaque positions in lists (API-5). They hold the epoch, so a position from before a restore is
//! refused rather than misread.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::reason::Reason;
use persistence::{Failure, Outcome};
use serde::{Serialize, de::DeserializeOwned};

/// The most a page may hold (API-5).
pub const MOST: u32 = 200;
/// What a page holds when nothing is asked for.
const USUAL: u32 = 50;

static BAD_CURSOR: Reason = Reason {
    rule: "API-5",
    code: "bad-cursor",
    nb: "Dette er ikke en posisjon fra denne listen.",
    nn: "Dette er ikkje ein posisjon frå denne lista.",
    en: "This is not a position of this list.",
};
static BAD_LIMIT: Reason = Reason {
    rule: "API-5",
    code: "bad-limit",
    nb: "limit er fra 1 til {most}.",
    nn: "limit er frå 1 til {most}.",
    en: "limit is from 1 to {most}.",
};

/// Makes a cursor.
pub fn encode(epoch: &str, position: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(epoch, position)).unwrap_or_default())
}

/// A cursor that is of another list, order or epoch.
pub fn foreign() -> Failure {
    Failure::invalid(BAD_CURSOR.violation().at("?cursor"))
}

/// Reads a cursor.
///
/// # Errors
/// One violation when it is not one of ours, or of another epoch.
pub fn decode<P: DeserializeOwned>(epoch: &str, cursor: &str) -> Outcome<P> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign())?;
    let (of, position): (String, P) = serde_json::from_slice(&bytes).map_err(|_| foreign())?;
    if of == epoch {
        Ok(position)
    } else {
        Err(foreign())
    }
}

/// The page size asked for, or the usual one.
///
/// # Errors
/// One violation outside 1–200.
pub fn limit(asked: Option<u32>) -> Outcome<i64> {
    match asked.unwrap_or(USUAL) {
        n @ 1..=MOST => Ok(i64::from(n)),
        _ => Err(Failure::invalid(
            BAD_LIMIT.violation().at("?limit").with("most", MOST),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_its_own_and_refuses_another_epoch() {
        let cursor = encode("aa", &("Berg", 7));
        assert_eq!(
            decode::<(String, i32)>("aa", &cursor).unwrap(),
            ("Berg".to_owned(), 7)
        );
        assert!(decode::<(String, i32)>("bb", &cursor).is_err());
        assert!(decode::<(String, i32)>("aa", "rubbish!").is_err());
    }

    #[test]
    fn a_page_holds_at_most_200() {
        assert!(limit(Some(201)).is_err());
        assert!(limit(Some(0)).is_err());
        assert_eq!(limit(Some(200)).unwrap(), 200);
    }
}
