//! Duties that go round, and the pools that teams share.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Who holds which duty when (R-TEAM-5).
            ListDutyHolders = "listDutyHolders": WorkInUnit;
            /// Take a day of a duty over.
            TakeDuty = "takeDuty": WorkInUnit;
            /// How the unit's duties go round.
            GetDuties = "getDuties": WorkInUnit;
            /// Agree how they go round.
            UpdateDuties = "updateDuties": LeadUnit;
            /// The pools of a team, and what was agreed when (R-TEAM-8).
            ListPools = "listPools": WorkInUnit;
            /// Propose a pool to other teams.
            ProposePool = "proposePool": LeadUnit;
            /// Agree to a pool, for one's team.
            AcceptPool = "acceptPool": LeadUnit;
            /// Say no to one, or take the proposal back.
            DeclinePool = "declinePool": LeadUnit;
            /// Say when a pool ends.
            EndPool = "endPool": LeadUnit;
        }
    };
}
pub(super) use operations;
