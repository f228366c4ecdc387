//! The columns of the file, what they hold, and which line needs them.

use crate::csv_file::Heading;

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $most:literal, $for:ident;)+) => {
        /// A column of the file, named in Norwegian.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Column { $($(#[$doc])* $variant,)+ }

        impl Column {
            /// Every column, in the order they are written.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in the header.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Which lines it is for.
            pub(super) const fn lines(self) -> Lines {
                match self { $(Self::$variant => Lines::$for,)+ }
            }
        }

        impl Heading for Column {
            fn all() -> &'static [Self] {
                Self::ALL
            }
            fn title(self) -> &'static str {
                self.name()
            }
            fn most(self) -> usize {
                match self { $(Self::$variant => $most,)+ }
            }
        }
    };
}

/// Which lines a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    Both,
    Goals,
    Tiltak,
}

columns! {
    /// `fodselsnummer`: whose; empty when she has none, then name and birth date say it.
    NationalNumber = "fodselsnummer", 20, Both;
    /// `fornavn`.
    GivenName = "fornavn", 200, Both;
    /// `etternavn`.
    FamilyName = "etternavn", 200, Both;
    /// `fodselsdato`: `1938-02-03` or `03.02.1938`.
    BirthDate = "fodselsdato", 20, Both;
    /// `slag`: `mal` or `tiltak`.
    Kind = "slag", 20, Both;
    /// `referanse`: what other lines of the same citizen call this one; an id from Tillit is known again.
    Key = "referanse", 60, Both;
    /// `tekst`: the goal in plain words, or what the tiltak is.
    Text = "tekst", 10000, Both;
    /// `utsagn`: what the citizen said in a completed conversation, word for word; or a reason.
    Statement = "utsagn", 10000, Goals;
    /// `begrunnelse`: the professional reason; or an utsagn.
    Reason = "begrunnelse", 10000, Goals;
    /// `skala`: `self_rated` (0–10), `goal_attainment` (−2…+2), `yes_no` (0–1).
    Scale = "skala", 20, Goals;
    /// `utgangspunkt`: where she stands, on the scale.
    Baseline = "utgangspunkt", 20, Goals;
    /// `malverdi`: where she wants to be.
    Target = "malverdi", 20, Goals;
    /// `ansvarlig`: name of the employee who follows it.
    Owner = "ansvarlig", 200, Goals;
    /// `evalueres`: when it is evaluated.
    EvaluationDate = "evalueres", 20, Goals;
    /// `tjeneste`: `home_nursing`, `practical_assistance` …
    Service = "tjeneste", 60, Tiltak;
    /// `fremgangsmate`: how, so that a stranger can do it.
    Instruction = "fremgangsmate", 10000, Tiltak;
    /// `egen_innsats`: what the citizen does herself.
    OwnPart = "egen_innsats", 10000, Tiltak;
    /// `kompetanser`: codes, with commas between; after a stroke those of the other of two.
    Competences = "kompetanser", 1000, Tiltak;
    /// `minutter`.
    Minutes = "minutter", 20, Tiltak;
    /// `ansatte`: 1 or 2; 1 where empty.
    Employees = "ansatte", 20, Tiltak;
    /// `gjentakelse`: an RRULE.
    Recurrence = "gjentakelse", 300, Tiltak;
    /// `unntak`: dates left out, with blanks between.
    Exceptions = "unntak", 10000, Tiltak;
    /// `tidligst`: earliest start, `08:30`.
    From = "tidligst", 20, Tiltak;
    /// `senest`: latest start.
    Until = "senest", 20, Tiltak;
    /// `onsket`: preferred start; may be empty.
    Preferred = "onsket", 20, Tiltak;
    /// `del_av_dagen`: `morgen`, `formiddag` …; may be empty.
    Slot = "del_av_dagen", 20, Tiltak;
    /// `etter`: reference of the tiltak it comes after; may be empty.
    After = "etter", 60, Tiltak;
    /// `etter_minst`: shortest gap, minutes.
    MinGap = "etter_minst", 20, Tiltak;
    /// `etter_hoyst`: longest gap, minutes; may be empty.
    MaxGap = "etter_hoyst", 20, Tiltak;
    /// `mal`: references of its goals, with commas between.
    Goals = "mal", 10000, Tiltak;
    /// `ma_gjores`: `ja` or `nei`.
    MustDo = "ma_gjores", 20, Tiltak;
    /// `kan_vente`: days; 0 where empty.
    CanWait = "kan_vente", 20, Tiltak;
    /// `utfores_av`: `team_member` (or empty), `citizen`, `kin`, `volunteer`, `other_service`.
    Performer = "utfores_av", 20, Tiltak;
    /// `laget_av`: name of the employee who designed it; may be empty.
    DesignedBy = "laget_av", 200, Tiltak;
    /// `ses_pa_igjen`: when the designer looks again.
    DesignReview = "ses_pa_igjen", 20, Tiltak;
    /// `mestring`: `ja` or `nei`: done as hverdagsmestring.
    Mastery = "mestring", 20, Tiltak;
    /// `start`: first day.
    Start = "start", 20, Tiltak;
    /// `slutt`: last day; may be empty.
    End = "slutt", 20, Tiltak;
}

impl Column {
    /// The column that a fault of the domain's rules is about, from the last of its pointer.
    pub fn of(pointer: &str) -> Self {
        let at = |part: &str| pointer.contains(part);
        match pointer.rsplit('/').next().unwrap_or_default() {
            "reason" => Self::Reason,
            "statement" => Self::Statement,
            "baseline" => Self::Baseline,
            "target" => Self::Target,
            "owner" => Self::Owner,
            "evaluationDate" => Self::EvaluationDate,
            "minutes" => Self::Minutes,
            "employees" => Self::Employees,
            "recurrence" => Self::Recurrence,
            "preferred" => Self::Preferred,
            "until" => Self::Until,
            "canWaitDays" => Self::CanWait,
            "designedBy" => Self::DesignedBy,
            "designReviewOn" => Self::DesignReview,
            "end" => Self::End,
            "tiltak" if at("/after") => Self::After,
            "after" => Self::MinGap,
            _ if at("/goals/") => Self::Goals,
            _ => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_by_its_name_however_it_is_spelt() {
        for column in Column::ALL {
            assert_eq!(<Column as Heading>::named(column.name()), Some(*column));
        }
        assert_eq!(
            <Column as Heading>::named("Må_gjøres"),
            Some(Column::MustDo)
        );
    }

    #[test]
    fn faults_of_the_rules_find_their_columns() {
        assert_eq!(Column::of("/window/preferred"), Column::Preferred);
        assert_eq!(Column::of("/after/tiltak"), Column::After);
        assert_eq!(Column::of("/goals/0"), Column::Goals);
        assert_eq!(Column::of("/basis/statement"), Column::Statement);
        assert_eq!(Column::of("/description"), Column::Text);
    }
}
