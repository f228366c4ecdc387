//! Vedtak from draft to appeal.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// The queue: vedtak in what one may see.
            ListVedtak = "listVedtak": Directory;
            /// A citizen's vedtak.
            ListVedtakOfCitizen = "listVedtakOfCitizen": ReadRecord;
            /// Begin a draft.
            CreateVedtak = "createVedtak": PrepareVedtak;
            /// One vedtak.
            GetVedtak = "getVedtak": ReadRecord;
            /// Change a draft.
            UpdateVedtak = "updateVedtak": PrepareVedtak;
            /// Give a statement on a draft.
            StateOnVedtak = "stateOnVedtak": PrepareVedtak;
            /// Send a draft to signature.
            SubmitVedtak = "submitVedtak": PrepareVedtak;
            /// Give a draft up.
            WithdrawVedtak = "withdrawVedtak": PrepareVedtak;
            /// Send a submitted vedtak back.
            ReturnVedtak = "returnVedtak": SignVedtak;
            /// Who may sign, or all reasons why one may not (R-VED-4).
            GetSigningOptions = "getSigningOptions": ReadRecord;
            /// Sign.
            SignVedtak = "signVedtak": SignVedtak;
            /// Send a vedtak to a unit that may sign it (R-VED-4).
            MoveVedtak = "moveVedtak": HandleVedtak;
            /// End a vedtak before its last day.
            EndVedtak = "endVedtak": SignVedtak;
            /// The letter, as it was made at the signature (R-VED-8).
            GetVedtakLetter = "getVedtakLetter": ReadRecord;
            /// The letter as it will look, before the signature.
            PreviewVedtakLetter = "previewVedtakLetter": ReadRecord;
            /// Register that the citizen was told (R-VED-9).
            NotifyOfVedtak = "notifyOfVedtak": PrepareVedtak;
            /// When and how the citizen was told.
            ListVedtakNotices = "listVedtakNotices": ReadRecord;
            /// Appeals on a vedtak.
            ListAppeals = "listAppeals": ReadRecord;
            /// Register an appeal, in time or late.
            RegisterAppeal = "registerAppeal": PrepareVedtak;
            /// Reassess, reverse, forward, write down the result.
            TakeAppealStep = "takeAppealStep": PrepareVedtak;
            /// How frame vedtak fare beside detailed ones (R-VED-7).
            GetVedtakForms = "getVedtakForms": WorkInUnit;
        }
    };
}
pub(super) use operations;
