//! Caseloads and plans in from files, and out to them.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Take in a caseload from a file.
            ImportCaseload = "importCaseload": LeadUnit;
            /// A unit's imports.
            ListImports = "listImports": LeadUnit;
            /// How far an import has come.
            GetImport = "getImport": LeadUnit;
            /// A unit's citizens as a file, with numbers in clear; logged as an export (SEC-9).
            ExportCaseload = "exportCaseload": LeadUnit;
            /// A unit's plans as a file, likewise.
            ExportPlans = "exportPlans": LeadUnit;
        }
    };
}
pub(super) use operations;
