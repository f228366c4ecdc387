//! Goals and tiltak, and the team's library of them.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Goals and tiltak of a citizen.
            GetTiltaksplan = "getTiltaksplan": ReadRecord;
            /// What the plan lacks for lawful documentation (R-PLAN-6).
            CheckTiltaksplan = "checkTiltaksplan": ReadRecord;
            /// Who changed what when, and the plan of an earlier day.
            GetPlanHistory = "getPlanHistory": ReadRecord;
            /// Planned minutes against the vedtak's frame (R-PLAN-3).
            GetFrame = "getFrame": ReadRecord;
            /// Set a goal.
            CreateGoal = "createGoal": WriteRecord;
            /// Change a goal.
            UpdateGoal = "updateGoal": WriteRecord;
            /// Say how a goal went.
            EvaluateGoal = "evaluateGoal": WriteRecord;
            /// Add a tiltak.
            CreateTiltak = "createTiltak": WriteRecord;
            /// Change a tiltak.
            UpdateTiltak = "updateTiltak": WriteRecord;
            /// End a tiltak; its history stays.
            EndTiltak = "endTiltak": WriteRecord;
            /// Copy goals and tiltak from the team's library into a plan.
            CopyIntoPlan = "copyIntoPlan": WriteRecord;
            /// A team's own plan library.
            ListPlanLibrary = "listPlanLibrary": WorkInUnit;
            /// A new entry of it.
            CreateLibraryEntry = "createLibraryEntry": WorkInUnit;
            /// Change an entry.
            UpdateLibraryEntry = "updateLibraryEntry": WorkInUnit;
            /// Take an entry out of it.
            RemoveLibraryEntry = "removeLibraryEntry": WorkInUnit;
        }
    };
}
pub(super) use operations;
