//! What somebody must do in a unit.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// What somebody must do in a unit.
            ListTasks = "listTasks": WorkInUnit;
            /// A task by hand.
            CreateTask = "createTask": WorkInUnit;
            /// A task is done.
            CompleteTask = "completeTask": WorkInUnit;
        }
    };
}
pub(super) use operations;
