//! Who a citizen is, and opening a record in an emergency.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Search in what one may see.
            SearchCitizens = "searchCitizens": Directory;
            /// Register a citizen in a unit.
            CreateCitizen = "createCitizen": WorkInUnit;
            /// One citizen.
            GetCitizen = "getCitizen": ReadRecord;
            /// Correct a citizen's identity or address.
            UpdateCitizen = "updateCitizen": WriteRecord;
            /// The national number unmasked; the asking is logged (R-CIT-1).
            GetNationalNumber = "getNationalNumber": ReadRecord;
            /// The number of a citizen who had none, or another one (R-CIT-1).
            SetNationalNumber = "setNationalNumber": WriteRecord;
            /// Who has read the record.
            GetAccessLog = "getAccessLog": ReadAccessLog;
            /// Open a record that one has no relation to (SEC-3).
            UseEmergencyAccess = "useEmergencyAccess": UseEmergency;
            /// One's own emergency accesses.
            ListMyEmergencyAccess = "listMyEmergencyAccess": Own;
            /// How emergency access was used on a unit's records.
            ListEmergencyAccess = "listEmergencyAccess": LeadUnit;
            /// What a leader found.
            ReviewEmergencyAccess = "reviewEmergencyAccess": LeadUnit;
            /// A leader allows one more today.
            AllowEmergencyAccess = "allowEmergencyAccess": LeadUnit;
        }
    };
}
pub(super) use operations;
