//! What a checked ID token says of a person: numbers to look up, and a level. It is held for one request
//! and never logged.

use super::ProviderSettings;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    hpr_number::HprNumber,
    log_in::is_strong,
    national_number::{AcceptancePolicy, NationalNumber},
};
use serde_json::{Map, Value};

/// The claims that count. Prints nothing of them.
pub(crate) struct Said {
    national_number: Option<String>,
    hpr_number: Option<String>,
    level: Vec<String>,
    levels: Vec<String>,
}

impl std::fmt::Debug for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Said").finish_non_exhaustive()
    }
}

impl Said {
    /// Reads the claims of a token **that has been checked**.
    pub(super) fn read(token: &str, settings: &ProviderSettings) -> Option<Self> {
        let payload = token.split('.').nth(1)?;
        let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
        let claims: Map<String, Value> = serde_json::from_slice(&bytes).ok()?;
        let named = |name: &str| claims.get(name).filter(|_| !name.is_empty());
        let one = |name: &str| words(named(name)).into_iter().next();
        Some(Self {
            national_number: one(&settings.national_number_claim),
            hpr_number: one(&settings.hpr_claim),
            level: words(named(&settings.level_claim)),
            levels: settings.levels.clone(),
        })
    }

    /// The national number, when it is one that is used here.
    pub(crate) fn national_number(&self, policy: AcceptancePolicy) -> Option<NationalNumber> {
        NationalNumber::parse(self.national_number.as_deref()?, policy).ok()
    }

    /// The HPR number.
    pub(crate) fn hpr_number(&self) -> Option<HprNumber> {
        HprNumber::parse(self.hpr_number.as_deref()?).ok()
    }

    /// Whether it was a log-in of a level that is asked for.
    pub(crate) fn is_strong(&self) -> bool {
        is_strong(&self.level, &self.levels)
    }

    /// Whether it was weaker than is asked for.
    pub(crate) fn is_too_weak(&self) -> bool {
        !self.levels.is_empty() && !self.is_strong()
    }
}

/// A claim as texts: one, several, or a number.
fn words(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::Array(all)) => all.iter().filter_map(word).collect(),
        Some(one) => word(one).into_iter().collect(),
        None => Vec::new(),
    }
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
