//! What a unit follows up: evaluations, reablement courses, figures.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// Goals to evaluate in a unit (R-PLAN-5).
            ListDueEvaluations = "listDueEvaluations": WorkInUnit;
            /// A citizen's reablement courses (R-PLAN-7).
            ListReablementCourses = "listReablementCourses": ReadRecord;
            /// Begin one.
            CreateReablementCourse = "createReablementCourse": WriteRecord;
            /// Change one.
            UpdateReablementCourse = "updateReablementCourse": WriteRecord;
            /// The unit's table of courses.
            GetReablementTable = "getReablementTable": WorkInUnit;
            /// Figures of a unit.
            GetFigures = "getFigures": WorkInUnit;
        }
    };
}
pub(super) use operations;
