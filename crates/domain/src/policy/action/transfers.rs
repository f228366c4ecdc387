//! A citizen moves from one unit to another.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// A citizen's transfers (R-CIT-7).
            ListTransfers = "listTransfers": ReadRecord;
            /// Propose a transfer.
            ProposeTransfer = "proposeTransfer": WriteRecord;
            /// Transfers to and from a unit.
            ListUnitTransfers = "listUnitTransfers": WorkInUnit;
            /// Accept a transfer, for the receiving unit.
            AcceptTransfer = "acceptTransfer": WorkInUnit;
            /// Say no to one.
            DeclineTransfer = "declineTransfer": WorkInUnit;
            /// Take one back, for the giving unit.
            WithdrawTransfer = "withdrawTransfer": WorkInUnit;
            /// Hand a point over, for both.
            HandOverPoint = "handOverPoint": WorkInUnit;
        }
    };
}
pub(super) use operations;
