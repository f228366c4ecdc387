//! Parts of the day a tiltak may name, and the local clock windows that go with them (R-WL-1).

use crate::{text_enum, visit::window::Window};

text_enum! {
    /// The part of the day a tiltak belongs to. Tiltak of one citizen in the same slot are one visit.
    pub enum Slot {
        /// Getting up, breakfast, the morning's medicines.
        Morgen = "morgen", "morgen", "morgon", "morning";
        /// Before lunch.
        Formiddag = "formiddag", "formiddag", "føremiddag", "late morning";
        /// Around lunch and dinner.
        Middag = "middag", "midt på dagen", "midt på dagen", "midday";
        /// Afternoon.
        Ettermiddag = "ettermiddag", "ettermiddag", "ettermiddag", "afternoon";
        /// Evening, until bedtime.
        Kveld = "kveld", "kveld", "kveld", "evening";
        /// Night: begins on the visit's date and ends on the next.
        Natt = "natt", "natt", "natt", "night";
    }
}

impl Slot {
    /// The window used when a tiltak gives none of its own. Together they cover the day once.
    pub const fn default_window(self) -> Window {
        match self {
            Self::Morgen => Window::hours(7, 10),
            Self::Formiddag => Window::hours(10, 12),
            Self::Middag => Window::hours(12, 14),
            Self::Ettermiddag => Window::hours(14, 17),
            Self::Kveld => Window::hours(17, 23),
            Self::Natt => Window::hours(23, 7),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_windows_cover_the_day_without_gap_or_overlap() {
        let following = Slot::ALL.iter().cycle().skip(1);
        for (slot, next) in Slot::ALL.iter().zip(following) {
            assert_eq!(slot.default_window().until, next.default_window().from);
        }
    }
}
