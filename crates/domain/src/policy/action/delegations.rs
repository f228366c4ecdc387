//! Who may sign what: delegations, relations of one's own, quotas, settings.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// The register of delegations: who may sign what is no secret.
            ListDelegations = "listDelegations": Directory;
            /// Register a link.
            CreateDelegation = "createDelegation": Administer;
            /// The second person approves a root link (R-VED-2).
            ApproveDelegation = "approveDelegation": Administer;
            /// End a link.
            EndDelegation = "endDelegation": Administer;
            /// What one has declared about oneself (R-VED-5).
            ListRelations = "listRelations": Own;
            /// Declare a relation of one's own (R-VED-5).
            DeclareRelation = "declareRelation": Own;
            /// Declare that a relation of one's own is over.
            EndRelation = "endRelation": Own;
            /// Quotas and their use: who may sign what is no secret.
            ListQuotas = "listQuotas": Directory;
            /// Register a quota.
            CreateQuota = "createQuota": Administer;
            /// Give a quota another number of places from a day on (R-VED-2).
            ChangeQuota = "changeQuota": Administer;
            /// Deadlines, services, act and letter texts of a day: no secret.
            GetDecisionSettings = "getDecisionSettings": Directory;
        }
    };
}
pub(super) use operations;
