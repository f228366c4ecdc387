//! Shifts in one's own calendar.

macro_rules! operations {
    ([$next:ident $($after:ident)*] $($before:tt)*) => {
        $next::operations! { [$($after)*] $($before)*
            /// One's own private calendars.
            ListCalendars = "listCalendars": Own;
            /// A new private calendar.
            CreateCalendar = "createCalendar": Own;
            /// End a private calendar.
            EndCalendar = "endCalendar": Own;
            /// Shifts as a calendar: the address itself is the key.
            GetCalendar = "getCalendar": Open;
        }
    };
}
pub(super) use operations;
