//! What is asked of everybody at the door (SEC-6).

use super::{Action, Actor};
use crate::reason::{Reason, Violations};

static NO_SECOND_FACTOR: Reason = Reason {
    rule: "SEC-6",
    code: "second-factor-missing",
    nb: "Sett opp kodegenerator for innloggingen din først.",
    nn: "Set opp kodegenerator for innlogginga di først.",
    en: "Set up a code generator for your log-in first.",
};

/// What is asked of everybody at the door, before anything else: where a second factor is required, one
/// who has none yet may enrol it and nothing more (SEC-6). The answer is the same whatever is asked for.
///
/// # Errors
/// Why she does not get in.
pub fn at_the_door(
    actor: &Actor,
    action: Action,
    second_factor_required: bool,
) -> Result<(), Violations> {
    if !second_factor_required || actor.second_factor || action.is_before_second_factor() {
        Ok(())
    } else {
        Err(vec![NO_SECOND_FACTOR.violation()])
    }
}

impl Action {
    /// Whether it may be done before the second factor is enrolled: what enrolling it, and
    /// logging out, take (SEC-6).
    pub const fn is_before_second_factor(self) -> bool {
        matches!(
            self,
            Self::EnrolTotp
                | Self::ConfirmTotp
                | Self::GetMe
                | Self::ChangePassword
                | Self::ListSessions
                | Self::EndSession
                | Self::EndBrowserSession
        )
    }
}
