//! Log-in by way of a provider (HelseID, Entra ID; SEC-8): whom its answer stands for here, whether it
//! was strong enough, and why it does not get in.

use crate::{ids::EmployeeId, reason::Reason};
use chrono::TimeDelta;

/// So long one may take at the provider before the log-in is forgotten.
pub const LOG_IN_LASTS: TimeDelta = TimeDelta::minutes(10);

/// Used, too old, or begun in another browser: all three look alike.
pub static NOT_BEGUN_HERE: Reason = Reason {
    rule: "SEC-8",
    code: "log-in-not-begun-here",
    nb: "Innloggingen er brukt, for gammel eller begynt i en annen nettleser. Logg inn på nytt.",
    nn: "Innlogginga er brukt, for gammal eller byrja i ein annan nettlesar. Logg inn på nytt.",
    en: "This log-in was used, is too old, or was begun in another browser. Log in again.",
};
/// The provider sent the person back without a log-in.
pub static BROKEN_OFF: Reason = Reason {
    rule: "SEC-8",
    code: "log-in-broken-off",
    nb: "Innloggingen hos {provider} ble avbrutt.",
    nn: "Innlogginga hos {provider} vart avbroten.",
    en: "The log-in with {provider} was broken off.",
};
/// The provider's answer does not hold: signature, issuer, audience, nonce, time.
pub static ANSWER_REFUSED: Reason = Reason {
    rule: "SEC-8",
    code: "log-in-answer-refused",
    nb: "Svaret fra {provider} kan ikke brukes. Prøv igjen, eller si fra til den som drifter Tillit.",
    nn: "Svaret frå {provider} kan ikkje brukast. Prøv igjen, eller sei frå til den som driftar Tillit.",
    en: "The answer of {provider} cannot be used. Try again, or tell whoever runs Tillit.",
};
/// The person is not known here, or no longer, or not clearly: all alike, so that nothing is told of others.
pub static UNKNOWN_PERSON: Reason = Reason {
    rule: "SEC-8",
    code: "log-in-unknown-person",
    nb: "Du er logget inn hos {provider}, men har ingen konto i Tillit. Spør administratoren din.",
    nn: "Du er logga inn hos {provider}, men har ingen konto i Tillit. Spør administratoren din.",
    en: "You are logged in with {provider} but have no account in Tillit. Ask your administrator.",
};
/// The provider says that the log-in was of a lower level than is asked for.
pub static TOO_WEAK: Reason = Reason {
    rule: "SEC-8",
    code: "log-in-too-weak",
    nb: "Innloggingen hos {provider} er ikke sikker nok. Bruk en eID med høyere sikkerhetsnivå.",
    nn: "Innlogginga hos {provider} er ikkje sikker nok. Bruk ein eID med høgare tryggleiksnivå.",
    en: "The log-in with {provider} is not strong enough. Use an eID of a higher security level.",
};

/// Whom the numbers of an answer stand for: the one employee that all which are known here agree on.
/// Two that lead to different people lead to nobody.
pub fn person(found: &[Option<EmployeeId>]) -> Option<EmployeeId> {
    let mut known = found.iter().flatten();
    let first = *known.next()?;
    known.all(|other| *other == first).then_some(first)
}

/// Whether an answer's level is one of those asked for. Where none is asked for no log-in counts as
/// strong, however it calls itself.
pub fn is_strong(said: &[String], asked: &[String]) -> bool {
    said.iter().any(|level| asked.contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn employee(n: u128) -> EmployeeId {
        EmployeeId(Uuid::from_u128(n))
    }

    #[test]
    fn numbers_that_disagree_stand_for_nobody() {
        let (kari, per) = (Some(employee(1)), Some(employee(2)));
        assert_eq!(person(&[kari, None]), kari);
        assert_eq!(person(&[None, kari]), kari);
        assert_eq!(person(&[kari, kari]), kari);
        assert_eq!(person(&[kari, per]), None);
        assert_eq!(person(&[None, None]), None);
        assert_eq!(person(&[]), None);
    }

    #[test]
    fn a_level_counts_only_when_it_is_asked_for() {
        let words = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert!(is_strong(&words(&["4"]), &words(&["4"])));
        assert!(is_strong(&words(&["pwd", "mfa"]), &words(&["mfa"])));
        assert!(!is_strong(&words(&["3"]), &words(&["4"])));
        assert!(!is_strong(&[], &words(&["4"])));
        assert!(!is_strong(&words(&["4"]), &[]));
    }
}
