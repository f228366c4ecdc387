//! Whose rows a query loads: one citizen's, some citizens' or a whole caseload's, always in one
//! query.

use domain::ids::{CitizenId, UnitId};

/// Whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// One citizen's.
    Citizen(CitizenId),
    /// Some citizens'.
    Citizens(&'a [CitizenId]),
    /// Those of all citizens that a unit answers for now.
    Unit(UnitId),
}

/// Keeps a boxed query to the citizens asked about:
/// `about!(tiltak::table.into_boxed(), tiltak::citizen_id, whose)`.
macro_rules! about {
    ($query:expr, $column:expr, $whose:expr) => {
        match $whose {
            $crate::whose::Whose::Citizen(id) => {
                $query.filter($column.eq($crate::sql_types::Id(id)))
            }
            $crate::whose::Whose::Citizens(ids) => {
                $query.filter($column.eq_any(ids.iter().copied().map($crate::sql_types::Id)))
            }
            $crate::whose::Whose::Unit(unit) => $query.filter(
                $column.eq_any(
                    $crate::schema::responsibilities::table
                        .filter(
                            $crate::schema::responsibilities::unit_id
                                .eq($crate::sql_types::Id(unit)),
                        )
                        .filter($crate::schema::responsibilities::ends_at.is_null())
                        .select($crate::schema::responsibilities::citizen_id),
                ),
            ),
        }
    };
}
pub(crate) use about;
