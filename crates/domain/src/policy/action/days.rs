//! Day plans, proposals for them, and visits changing hands.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// A day plan.
            GetDay = "getDay": WorkInUnit;
            /// A visit made by hand.
            AddVisit = "addVisit": WorkInUnit;
            /// What the next shift must know.
            GetHandOver = "getHandOver": WorkInUnit;
            /// Put something else than a visit on a list (R-WL-1).
            AddWork = "addWork": WorkInUnit;
            /// Take it off again.
            RemoveWork = "removeWork": WorkInUnit;
            /// How many come to each citizen, and who (R-WL-7).
            GetContinuity = "getContinuity": WorkInUnit;
            /// How four weeks are spread (R-WL-8).
            GetLoad = "getLoad": WorkInUnit;
            /// Put a day plan in force.
            PublishDay = "publishDay": PutDayInForce;
            /// Close a day.
            CloseDay = "closeDay": PutDayInForce;
            /// Ask for a proposal.
            CreateProposal = "createProposal": WorkInUnit;
            /// A proposal.
            GetProposal = "getProposal": WorkInUnit;
            /// Take a proposal.
            AcceptProposal = "acceptProposal": WorkInUnit;
            /// Cancel a proposal that is being made.
            CancelProposal = "cancelProposal": WorkInUnit;
            /// Bring a proposal up to the day.
            RebaseProposal = "rebaseProposal": WorkInUnit;
            /// Try a day with one thing changed.
            TryWhatIf = "tryWhatIf": WorkInUnit;
            /// Claim a visit.
            ClaimVisit = "claimVisit": WriteRecord;
            /// Give a visit back.
            ReleaseVisit = "releaseVisit": WriteRecord;
            /// Pin a visit.
            PinVisit = "pinVisit": WriteRecord;
            /// Give a visit to somebody.
            AssignVisit = "assignVisit": WriteRecord;
            /// Offer a swap.
            OfferSwap = "offerSwap": WriteRecord;
            /// Answer a swap with yes.
            AcceptSwap = "acceptSwap": WriteRecord;
            /// Answer a swap with no, or take the offer back.
            DeclineSwap = "declineSwap": WriteRecord;
        }
    };
}
pub(super) use operations;
