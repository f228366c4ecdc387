//! Districts, units, who works here and where.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Districts and units.
            ListUnits = "listUnits": Directory;
            /// One unit.
            GetUnit = "getUnit": Directory;
            /// A new unit.
            CreateUnit = "createUnit": Administer;
            /// What a unit is called, and where it starts from.
            UpdateUnit = "updateUnit": Administer;
            /// Who works in the unit.
            ListMembers = "listMembers": WorkInUnit;
            /// Everybody who works here: log-ins and roles, nothing about citizens or health.
            ListEmployees = "listEmployees": Administer;
            /// A new employee with a log-in.
            CreateEmployee = "createEmployee": Administer;
            /// Say whose national number an employee has, so that nobody decides her own case (R-VED-5).
            SetEmployeeNumber = "setEmployeeNumber": Administer;
            /// Say which HPR number an employee has: what a provider's log-in may know her by (SEC-8).
            SetEmployeeHprNumber = "setEmployeeHprNumber": Administer;
            /// Say which education an employee has (R-TEAM-4).
            SetEmployeeProfession = "setEmployeeProfession": Administer;
            /// A one-time link for an employee's new password, told to her leaders (SEC-2).
            ResetPassword = "resetPassword": Administer;
            /// Close the log-in of one who has left.
            CloseAccount = "closeAccount": Administer;
            /// Open it again.
            ReopenAccount = "reopenAccount": Administer;
            /// Propose a membership.
            CreateMembership = "createMembership": Administer;
            /// The leader confirms a membership; before that it opens no records (SEC-2).
            ConfirmMembership = "confirmMembership": LeadUnit;
            /// End a membership, or make it shorter.
            EndMembership = "endMembership": ManageUnit;
        }
    };
}
pub(super) use operations;
