//! Closed sets of codes: an enum, its text in API and database, and its words in three languages,
//! declared once.

/// Declares an enum whose variants have one stable text each.
///
/// Gives `ALL`, `as_str`, `term`, `Display`, `FromStr`, serde and an OpenAPI schema, so that no
/// state or role is ever a loose string.
#[macro_export]
macro_rules! text_enum {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $text:literal, $nb:literal, $nn:literal, $en:literal;)+
    }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
                 serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        $(#[$doc])*
        pub enum $name {
            // The schema is told again: it does not see serde's name through this macro.
            $($(#[$vdoc])* #[serde(rename = $text)] #[schema(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable text in API and database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The word people use, in each language.
            pub const fn term(self) -> $crate::reason::Term {
                match self {
                    $(Self::$variant => $crate::reason::Term { nb: $nb, nn: $nn, en: $en },)+
                }
            }
        }

        impl $crate::text_enum::Code for $name {
            fn code(self) -> &'static str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text_enum::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::text_enum::UnknownCode),
                }
            }
        }
    };
}

/// A value of a closed set: what all enums made by [`text_enum!`](crate::text_enum!) share.
pub trait Code: Copy + std::str::FromStr<Err = UnknownCode> + 'static {
    /// The stable text in API and database.
    fn code(self) -> &'static str;
}

/// A text that is none of an enum's codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl std::fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unknown code")
    }
}
impl std::error::Error for UnknownCode {}
