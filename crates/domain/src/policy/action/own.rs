//! Logging in and out, and one's own matters.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Log in.
            SignIn = "signIn": Open;
            /// A new access token for a refresh token.
            RefreshSession = "refreshSession": Open;
            /// Log in from a browser: the tokens come in cookies.
            SignInBrowser = "signInBrowser": Open;
            /// New cookies for old.
            RefreshBrowserSession = "refreshBrowserSession": Open;
            /// The providers that one may log in with (SEC-8).
            ListLogInProviders = "listLogInProviders": Open;
            /// Go to a provider to log in.
            BeginLogIn = "beginLogIn": Open;
            /// Come back from it.
            SignInFromProvider = "signInFromProvider": Open;
            /// Log out of a browser.
            EndBrowserSession = "endBrowserSession": Own;
            /// The keys that tokens are verified with.
            GetJwks = "getJwks": Open;
            /// One's own sessions.
            ListSessions = "listSessions": Own;
            /// End a session of one's own.
            EndSession = "endSession": Own;
            /// Set a new password.
            ChangePassword = "changePassword": Own;
            /// A code generator for one's log-in.
            EnrolTotp = "enrolTotp": Own;
            /// The code generator's first code.
            ConfirmTotp = "confirmTotp": Own;
            /// A new password by a one-time link.
            UsePasswordReset = "usePasswordReset": Open;
            /// Who am I: roles, teams, duties today.
            GetMe = "getMe": Own;
            /// A leader's page across her teams (R-MSG-4).
            GetLeaderOverview = "getLeaderOverview": Own;
            /// My day: everything a phone needs for a shift.
            GetMyDay = "getMyDay": Own;
            /// What happened at visits one was ever assigned to (R-WL-6).
            TellVisitEvents = "tellVisitEvents": Own;
        }
    };
}
pub(super) use operations;
