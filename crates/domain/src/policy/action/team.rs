//! What employees may do, and what a team can carry.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// What an employee may do, and until when.
            ListCompetences = "listCompetences": Directory;
            /// Register a certificate; nobody for herself.
            GrantCompetence = "grantCompetence": LeadUnit;
            /// End a certificate.
            EndCompetence = "endCompetence": LeadUnit;
            /// What the visits need against what members on duty have (R-TEAM-7).
            GetCompetenceGaps = "getCompetenceGaps": WorkInUnit;
            /// Minutes needed against minutes on shift (R-TEAM-11).
            GetCapacity = "getCapacity": WorkInUnit;
            /// What falls if one is away (R-TEAM-10).
            GetFragility = "getFragility": WorkInUnit;
            /// Whether the team is of a good size (R-TEAM-2).
            GetTeamSignals = "getTeamSignals": WorkInUnit;
        }
    };
}
pub(super) use operations;
