//! How the team has agreed to work.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// How the team has agreed to work.
            GetCharter = "getCharter": WorkInUnit;
            /// What was agreed when.
            GetCharterHistory = "getCharterHistory": WorkInUnit;
            /// Agree anew (R-TEAM-6).
            UpdateCharter = "updateCharter": LeadUnit;
        }
    };
}
pub(super) use operations;
