//! What has changed in a unit.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// What has changed in a unit (API-6).
            ListChanges = "listChanges": WorkInUnit;
            /// Listen to what changes in a unit (API-6).
            StreamChanges = "streamChanges": WorkInUnit;
        }
    };
}
pub(super) use operations;
