//! What the lines of all rooms become.

macro_rules! operations {
    ([] $($(#[$doc:meta])* $variant:ident = $id:literal: $need:ident;)+) => {
        /// One operation of the API, named as its `operationId` (API-7).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $variant,)+ }

        impl Action {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The `operationId` in the OpenAPI document.
            pub const fn operation_id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// What the operation needs.
            pub const fn need(self) -> Need {
                match self { $(Self::$variant => Need::$need,)+ }
            }
        }
    };
}
pub(super) use operations;
