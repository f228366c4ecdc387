//! Applications, and what is given before the vedtak.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Applications in what one may see.
            ListApplications = "listApplications": Directory;
            /// Register an application.
            CreateApplication = "createApplication": WriteRecord;
            /// One application.
            GetApplication = "getApplication": ReadRecord;
            /// Send it where the charter says (R-TEAM-6).
            RouteApplication = "routeApplication": PrepareVedtak;
            /// Say why the answer takes time (R-VED-10).
            AnswerApplication = "answerApplication": PrepareVedtak;
            /// The one who applied takes it back.
            WithdrawApplication = "withdrawApplication": PrepareVedtak;
            /// What a citizen gets before the vedtak.
            ListProvisional = "listProvisionalServices": ReadRecord;
            /// Begin a service before its vedtak (R-CIT-5).
            StartProvisional = "startProvisionalService": WriteRecord;
            /// Extend it with a reason.
            ExtendProvisional = "extendProvisionalService": WriteRecord;
            /// Stop it.
            StopProvisional = "stopProvisionalService": WriteRecord;
            /// Who gives a citizen each service.
            ListProviderChoices = "listProviderChoices": ReadRecord;
            /// The citizen chooses who gives a service (R-CIT-5).
            ChooseProvider = "chooseProvider": WriteRecord;
        }
    };
}
pub(super) use operations;
