//! Rota, absences and substitutes.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Shifts of a unit.
            ListShifts = "listShifts": WorkInUnit;
            /// Enter a shift.
            CreateShift = "createShift": PutDayInForce;
            /// Take a shift away.
            DeleteShift = "deleteShift": PutDayInForce;
            /// Change a shift.
            UpdateShift = "updateShift": PutDayInForce;
            /// Take an open shift.
            ClaimShift = "claimShift": WorkInUnit;
            /// Copy a rota onward.
            CopyRota = "copyRota": PutDayInForce;
            /// Take in shifts from a file.
            ImportShifts = "importShifts": PutDayInForce;
            /// Swaps of shifts.
            ListShiftSwaps = "listShiftSwaps": WorkInUnit;
            /// Offer a swap of shifts.
            OfferShiftSwap = "offerShiftSwap": WorkInUnit;
            /// Take an offer of a shift.
            AcceptShiftSwap = "acceptShiftSwap": WorkInUnit;
            /// Say no to an offer of a shift, or take it back.
            DeclineShiftSwap = "declineShiftSwap": WorkInUnit;
            /// Agreements on working time.
            ListAgreements = "listWorkingTimeAgreements": WorkInUnit;
            /// Register an agreement.
            CreateAgreement = "createWorkingTimeAgreement": LeadUnit;
            /// End an agreement.
            EndAgreement = "endWorkingTimeAgreement": LeadUnit;
            /// Absences of a unit's members.
            ListAbsences = "listAbsences": WorkInUnit;
            /// Enter an absence.
            CreateAbsence = "createAbsence": PutDayInForce;
            /// Change an absence.
            UpdateAbsence = "updateAbsence": PutDayInForce;
            /// Take an absence back.
            DeleteAbsence = "deleteAbsence": PutDayInForce;
            /// The three ways on when somebody is away (R-SHF-3).
            GetAbsenceWays = "getAbsenceWays": WorkInUnit;
            /// Choose one of them.
            ChooseAbsenceWay = "chooseAbsenceWay": PutDayInForce;
            /// Requests for substitutes.
            ListSubstituteRequests = "listSubstituteRequests": WorkOrStaff;
            /// Ask for a substitute.
            CreateSubstituteRequest = "createSubstituteRequest": WorkInUnit;
            /// Take a request back.
            WithdrawSubstituteRequest = "withdrawSubstituteRequest": WorkInUnit;
            /// Answer a request, for the staffing office.
            AnswerSubstituteRequest = "answerSubstituteRequest": Staff;
            /// Who could come for a request, for the staffing office.
            ListSubstituteCandidates = "listSubstituteCandidates": Staff;
            /// Book who is offered; the charter says whether others than the leader may.
            BookSubstitute = "bookSubstitute": WorkInUnit;
        }
    };
}
pub(super) use operations;
