//! What there is to do in a pool, which has day plans and shifts and nothing else (R-TEAM-8).

use super::Action;

impl Action {
    /// Whether it can be asked of a pool.
    pub const fn is_of_a_pool(self) -> bool {
        use Action::*;
        matches!(
            self,
            ListMembers
                | GetCapacity
                | ListShifts
                | CreateShift
                | UpdateShift
                | DeleteShift
                | ClaimShift
                | CopyRota
                | ImportShifts
                | ListShiftSwaps
                | OfferShiftSwap
                | AcceptShiftSwap
                | DeclineShiftSwap
                | ListSubstituteRequests
                | CreateSubstituteRequest
                | WithdrawSubstituteRequest
                | BookSubstitute
                | GetDuties
                | UpdateDuties
                | TakeDuty
                | ListDutyHolders
                | GetDay
                | AddVisit
                | GetHandOver
                | AddWork
                | RemoveWork
                | PublishDay
                | CloseDay
                | CreateProposal
                | GetProposal
                | AcceptProposal
                | CancelProposal
                | RebaseProposal
                | TryWhatIf
                | ListTasks
                | CompleteTask
                | ListChanges
                | StreamChanges
        )
    }
}
