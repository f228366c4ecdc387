//! Knowing a citizen: the caseload, the people around her, and what happened.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Who works with the unit's citizens, how they are, and what is due (R-CIT-6).
            GetCaseload = "getCaseload": WorkInUnit;
            /// Kin, guardian, neighbours.
            ListContacts = "listContacts": ReadRecord;
            /// A new contact.
            CreateContact = "createContact": Document;
            /// What is said about a contact.
            UpdateContact = "updateContact": WriteRecord;
            /// Remove a contact.
            RemoveContact = "removeContact": WriteRecord;
            /// Whom the citizen does not want visits from.
            ListDeclinedEmployees = "listDeclinedEmployees": ReadRecord;
            /// The citizen does not want visits from somebody.
            DeclineEmployee = "declineEmployee": WriteRecord;
            /// The citizen has changed her mind.
            AcceptEmployee = "acceptEmployee": WriteRecord;
            /// Who in the team knows the citizen.
            GetCareTeam = "getCareTeam": ReadRecord;
            /// Say who in the team knows the citizen.
            SetCareTeam = "setCareTeam": WriteRecord;
            /// Where the citizen is and was.
            ListWhereabouts = "listWhereabouts": ReadRecord;
            /// Record where the citizen is.
            CreateWhereabouts = "createWhereabouts": Document;
            /// Take an entry of the timeline back.
            WithdrawWhereabouts = "withdrawWhereabouts": WriteRecord;
            /// Notes on contact with kin.
            ListContactNotes = "listContactNotes": ReadRecord;
            /// Note a contact with kin.
            CreateContactNote = "createContactNote": Document;
            /// From what was said to what came of it.
            GetThread = "getThread": ReadRecord;
            /// All that happened.
            GetTimeline = "getTimeline": ReadRecord;
        }
    };
}
pub(super) use operations;
