//! What is asked of everybody at the door (SEC-6).

use super::Action;

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
