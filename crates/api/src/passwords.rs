//! Passwords: argon2id off the request threads, a few at a time; weak ones refused; the same work for
//! an account that does not exist (SEC-6).

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::reason::{Reason, Violations};
use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::Semaphore;

/// At least these (SEC-6): 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How many hashes may be made at once: more would only wait for the two cores.
const AT_ONCE: usize = 2;
/// Of zxcvbn's 0–4.
const STRONG_ENOUGH: u8 = 3;
/// Shorter names stand in too many words to be somebody's own.
const SHORTEST_NAME: usize = 3;
/// What Norwegians make passwords of, beside zxcvbn's English lists: seasons, greetings, games and places.
const EVERYBODYS: [&str; 18] = [
    "passord",
    "velkommen",
    "sommer",
    "vinter",
    "høsten",
    "våren",
    "fotball",
    "norge",
    "oslo",
    "bergen",
    "trondheim",
    "hjemmetjenesten",
    "sykepleier",
    "hemmelig",
    "elsker",
    "kommune",
    "tillit",
    "qwerty",
];
/// Characters, as OWASP ASVS 4.0.3 has it (2.1.1, 2.1.2): below it nothing is judged strong, above it a password is a
/// way to make us work.
const SHORTEST: usize = 12;
const LONGEST: usize = 128;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

static WEAK: Reason = Reason {
    rule: "SEC-6",
    code: "weak-password",
    nb: "Passordet er for lett å gjette. Velg heller fire–fem tilfeldige ord.",
    nn: "Passordet er for lett å gjette. Vel heller fire–fem tilfeldige ord.",
    en: "The password is too easy to guess. Four or five random words are better.",
};
static TOO_SHORT: Reason = Reason {
    rule: "SEC-6",
    code: "password-too-short",
    nb: "Passordet må ha minst {least} tegn.",
    nn: "Passordet må ha minst {least} teikn.",
    en: "The password needs at least {least} characters.",
};
static TOO_LONG: Reason = Reason {
    rule: "SEC-6",
    code: "password-too-long",
    nb: "Passordet kan være høyst {most} tegn.",
    nn: "Passordet kan vere høgst {most} teikn.",
    en: "The password may have at most {most} characters.",
};

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// A hash that no password has, for accounts that do not exist.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes[..]);
    hash_now(&bytes).unwrap_or_default()
});

fn hash_now(password: &[u8]) -> Result<String, String> {
    hasher()
        .hash_password(password)
        .map(|hash| hash.to_string())
        .map_err(|e| e.to_string())
}

/// How many passwords were checked: a test counts that an unknown account costs as much (SEC-6).
#[doc(hidden)]
pub static CHECKS: AtomicU64 = AtomicU64::new(0);

/// A hash with weaker parameters, as an earlier year made them; for tests of the rehash.
#[doc(hidden)]
pub fn hash_of_an_earlier_year(password: &str) -> Result<String, String> {
    let params = Params::new(8 * 1024, 1, 1, None).map_err(|e| e.to_string())?;
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|e| e.to_string())
}

/// Hashes a password, waiting for a turn.
///
/// # Errors
/// When hashing fails.
pub async fn hash(password: String) -> Result<String, String> {
    let _turn = TURNS.acquire().await.map_err(|e| e.to_string())?;
    actix_web::web::block(move || hash_now(password.as_bytes()))
        .await
        .map_err(|e| e.to_string())?
}

/// The same without a runtime, for commands.
///
/// # Errors
/// When hashing fails.
pub fn hash_blocking(password: &str) -> Result<String, String> {
    hash_now(password.as_bytes())
}

/// What checking a password found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// It is the right one.
    pub right: bool,
    /// The kept hash was made with weaker parameters than today's.
    pub outdated: bool,
}

/// Checks a password against its hash, or does the same work for nobody.
pub async fn check(password: String, hash: Option<String>) -> Checked {
    let wrong = Checked {
        right: false,
        outdated: false,
    };
    let Ok(_turn) = TURNS.acquire().await else {
        return wrong;
    };
    CHECKS.fetch_add(1, Ordering::Relaxed);
    let work = move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.clone());
        let Ok(parsed) = PasswordHash::new(&text) else {
            return wrong;
        };
        let right = hasher()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok();
        let outdated = Params::try_from(&parsed).map_or(true, |p| {
            p.m_cost() < MEMORY_KIB || p.t_cost() < PASSES || p.p_cost() < LANES
        });
        Checked {
            right: right && known,
            outdated,
        }
    };
    actix_web::web::block(work).await.unwrap_or(wrong)
}

/// What is wrong with a new password, given words that belong to its owner.
pub fn weaknesses(password: &str, own_words: &[&str]) -> Violations {
    if password.chars().count() > LONGEST {
        return vec![
            TOO_LONG
                .violation()
                .at("/newPassword")
                .with("most", LONGEST),
        ];
    }
    // One's own names add nothing, however they are written, nor does what everybody thinks of first:
    // what is left without them is judged.
    let mut rest = password.to_lowercase();
    let mut named = false;
    let own_words = own_words.iter().copied();
    for word in own_words.chain(EVERYBODYS).map(str::to_lowercase) {
        if word.chars().count() >= SHORTEST_NAME && rest.contains(&word) {
            rest = rest.replace(&word, "");
            named = true;
        }
    }
    let judged = if named { rest.as_str() } else { password };
    let mut found = Violations::new();
    if password.chars().count() < SHORTEST {
        let short = TOO_SHORT.violation().at("/newPassword");
        found.push(short.with("least", SHORTEST));
    }
    let strength = u8::from(zxcvbn::zxcvbn(judged, &[]).score());
    if strength < STRONG_ENOUGH {
        found.push(WEAK.violation().at("/newPassword"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_common_passwords_and_those_made_of_ones_own_name() {
        assert!(!weaknesses("password123", &[]).is_empty());
        assert!(!weaknesses("sommer2026", &[]).is_empty());
        assert!(!weaknesses("kari.nordby", &["kari", "nordby", "kari.nordby"]).is_empty());
        assert!(!weaknesses("KariNordby1", &["Kari", "Nordby"]).is_empty());
        // The most common ones of every published list, and what Norwegians make of them.
        for common in [
            "123456789012",
            "qwertyuiop12",
            "password1234",
            "iloveyou1234",
            "letmein12345",
            "adminadmin",
            "fotball12345",
            "passord12345",
            "sommer2026!",
            "Velkommen1",
            "Oslo2026",
            "superman1234",
        ] {
            assert!(!weaknesses(common, &[]).is_empty(), "{common}");
        }
        assert!(weaknesses("sykkel lykt november regn", &[]).is_empty());
    }

    #[test]
    fn refuses_what_is_shorter_than_twelve_characters_or_longer_than_128_however_random() {
        let codes = |password: &str| -> Vec<&str> {
            let found = weaknesses(password, &[]);
            found
                .iter()
                .map(|violation| violation.reason.code)
                .collect()
        };
        assert_eq!(codes("kX9#mQ2$vLw"), ["password-too-short"]);
        assert_eq!(codes("kX9#mQ2$vLwp"), [""; 0]);
        assert_eq!(codes("kort"), ["password-too-short", "weak-password"]);
        let long = "blåbær sykkel ".repeat(10);
        assert_eq!(codes(&long[..]), ["password-too-long"]);
    }

    #[test]
    fn hashes_with_at_least_the_parameters_of_the_rule() {
        let hash = hash_now(b"sykkel lykt november regn").unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
    }
}
