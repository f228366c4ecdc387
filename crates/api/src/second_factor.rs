//! Codes of a generator (TOTP, RFC 6238) and recovery codes (SEC-6): made, checked, counted.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// SHA-1, six digits, thirty seconds: what every generator app can do.
const DIGITS: u8 = 6;
const STEP: u64 = 30;
/// One step to either side, for clocks that differ.
const SKEW: u16 = 1;
/// 160 bits, as RFC 4226 recommends.
const SECRET_LENGTH: usize = 20;
/// How many recovery codes are given.
pub const RECOVERY_CODES: usize = 10;

/// A new secret.
pub fn new_secret() -> [u8; SECRET_LENGTH] {
    let mut bytes = [0u8; SECRET_LENGTH];
    rand::fill(&mut bytes[..]);
    bytes
}

fn generator(secret: &[u8], account: &str) -> Result<Totp, String> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(Secret::from(secret))
        // A colon parts issuer and account in the address.
        .with_account_name(account.replace(':', "."))
        .with_issuer(Some("Tillit"))
        .build()
        .map_err(|e| e.to_string())
}

/// The secret for typing, and the address that a generator app reads from a picture.
///
/// # Errors
/// When the library refuses the secret or the name.
pub fn shown(secret: &[u8], account: &str) -> Result<(String, String), String> {
    let totp = generator(secret, account)?;
    let address = totp.to_url().map_err(|e| e.to_string())?;
    Ok((totp.secret().to_base32(), address))
}

/// The step that a code belongs to, when it is one of this moment.
pub fn step_of(secret: &[u8], code: &str, seconds: i64) -> Option<i64> {
    let seconds = u64::try_from(seconds).ok()?;
    let step = generator(secret, "").ok()?.check(code, seconds)?;
    i64::try_from(step).ok()
}

/// The code of an instant: what somebody's phone shows, for tests.
#[doc(hidden)]
pub fn code_at(secret_base32: &str, seconds: i64) -> Option<String> {
    let secret = Secret::try_from_base32(secret_base32).ok()?;
    let seconds = u64::try_from(seconds).ok()?;
    let totp = generator(secret.as_bytes(), "").ok()?;
    Some(totp.generate(seconds).to_string())
}

/// Fresh recovery codes: 120 bits each, in four groups for reading aloud.
pub fn new_recovery_codes() -> Vec<String> {
    let code = || {
        let mut bytes = [0u8; 15];
        rand::fill(&mut bytes[..]);
        let text = Secret::from(&bytes[..]).to_base32().to_lowercase();
        let letters: Vec<char> = text.chars().collect();
        let groups: Vec<String> = letters
            .chunks(6)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    };
    std::iter::repeat_with(code).take(RECOVERY_CODES).collect()
}

/// How a recovery code is kept; spaces, dashes and case do not matter to whoever types it.
pub fn recovery_hash(code: &str) -> Vec<u8> {
    let bare: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .collect::<String>()
        .to_lowercase();
    Sha256::digest(bare.as_bytes()).to_vec()
}

/// Whether a text looks like a generator's code rather than a recovery code.
pub fn is_code(text: &str) -> bool {
    text.len() == usize::from(DIGITS) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A token for a one-time link: 256 random bits.
pub fn new_link_token() -> String {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes[..]);
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_the_codes_of_the_standard() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(secret, code, seconds), Some(seconds / 30), "{code}");
        }
    }

    #[test]
    fn a_code_of_the_step_beside_counts_and_one_further_off_does_not() {
        let secret = b"12345678901234567890";
        assert_eq!(step_of(secret, "287082", 59 + 30), Some(1));
        assert_eq!(step_of(secret, "287082", 59 + 61), None);
        assert_eq!(step_of(secret, "287083", 59), None);
        assert_eq!(step_of(secret, "", 59), None);
    }

    #[test]
    fn recovery_codes_differ_and_are_found_however_they_are_typed() {
        let codes = new_recovery_codes();
        let distinct: std::collections::BTreeSet<&String> = codes.iter().collect();
        assert_eq!(distinct.len(), RECOVERY_CODES);
        for code in &codes {
            let typed = code.to_uppercase().replace('-', " ");
            assert_eq!(recovery_hash(code), recovery_hash(&typed));
            assert!(!is_code(code));
        }
    }

    #[test]
    fn the_address_names_the_issuer_and_the_account() {
        let (base32, address) = shown(&new_secret(), "kari.nordby").unwrap();
        assert!(address.starts_with("otpauth://totp/"), "{address}");
        assert!(address.contains("Tillit") && address.contains(&base32));
    }
}
