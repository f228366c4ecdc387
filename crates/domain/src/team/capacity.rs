//! Capacity four weeks ahead: minutes needed against minutes on shift, by day, shift and competence,
//! and what would close each shortage (R-TEAM-11).

use super::{Band, Needed, Worker};
use crate::{
    interval::Interval,
    organisation::CompetenceCode,
    reason::{Reason, Violation},
};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// A shift that nobody has yet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenShift {
    /// When.
    pub interval: Interval,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct CapacityFacts<'a> {
    /// Days, in order.
    pub days: &'a [NaiveDate],
    /// What is to be done.
    pub visits: &'a [Needed],
    /// Who is at work.
    pub workers: &'a [Worker],
    /// Shifts without anybody.
    pub open: &'a [OpenShift],
    /// How much of a shift is spent at citizens', per cent: the rest is ways, meetings, writing.
    pub direct_share: i64,
}

/// Need and people of one day and shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCell {
    /// Day.
    pub date: NaiveDate,
    /// Shift.
    pub shift: Band,
    /// Minutes of visits.
    pub needed: i64,
    /// Minutes more if everybody who is away came home.
    pub home_comings: i64,
    /// Minutes on shift.
    pub on_shift: i64,
    /// Of those, what is left for visits.
    pub for_visits: i64,
    /// The same for each competence that visits need.
    pub competences: Vec<CompetenceCell>,
}

/// Need and people of one competence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompetenceCell {
    /// Which.
    pub competence: CompetenceCode,
    /// Minutes of visits that need it.
    pub needed: i64,
    /// Minutes for visits of those who have it.
    pub for_visits: i64,
}

/// What is missing on one day and shift, and what would close it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortage {
    /// Day.
    pub date: NaiveDate,
    /// Shift.
    pub shift: Band,
    /// Competence; none when hands of any kind are missing.
    pub competence: Option<CompetenceCode>,
    /// Minutes.
    pub missing: i64,
    /// What would close it, the smallest change first.
    pub closes: Vec<Violation>,
}

/// Mean of a weekday and shift over the weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekdayMean {
    /// Weekday, 1 for Monday.
    pub weekday: u32,
    /// Shift.
    pub shift: Band,
    /// Minutes of visits.
    pub needed: i64,
    /// Minutes for visits.
    pub for_visits: i64,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Capacity {
    /// By day and shift.
    pub cells: Vec<DayCell>,
    /// By weekday and shift.
    pub means: Vec<WeekdayMean>,
    /// What is missing.
    pub shortages: Vec<Shortage>,
}

macro_rules! reasons {
    ($($name:ident $code:literal $nb:literal $nn:literal $en:literal;)+) => {$(
        static $name: Reason = Reason { rule: "R-TEAM-11", code: $code, nb: $nb, nn: $nn, en: $en };
    )+};
}

reasons! {
    FILL_OPEN "close-open-shift"
        "noen tar den ledige vakten fra {from} ({minutes} minutter)"
        "nokon tek den ledige vakta frå {from} ({minutes} minutt)"
        "somebody takes the open shift from {from} ({minutes} minutes)";
    CAN_WAIT "close-can-wait"
        "{minutes} minutter kan vente og får plass {date}"
        "{minutes} minutt kan vente og får plass {date}"
        "{minutes} minutes can wait and fit on {date}";
    SWAP_SKILL "close-other-shift"
        "{count} med {competence} er på vakt samme dag, men ikke da: bytt vakt"
        "{count} med {competence} er på vakt same dag, men ikkje då: byt vakt"
        "{count} with {competence} on shift that day, but not then: swap shifts";
    FREE_MEMBER "close-free-member"
        "{count} i teamet har fri den dagen og kan det som trengs"
        "{count} i teamet har fri den dagen og kan det som trengst"
        "{count} in the team are off that day and may do what is needed";
    ONE_MORE "close-one-more"
        "én til på vakt i {minutes} minutter"
        "éin til på vakt i {minutes} minutt"
        "one more on shift for {minutes} minutes";
    ONE_MORE_WITH "close-one-more-with"
        "én til på vakt i {minutes} minutter med {competence}"
        "éin til på vakt i {minutes} minutt med {competence}"
        "one more on shift for {minutes} minutes with {competence}";
}

fn share(minutes: i64, per_cent: i64) -> i64 {
    minutes * per_cent.clamp(1, 100) / 100
}

fn cell(date: NaiveDate, shift: Band, facts: &CapacityFacts<'_>) -> DayCell {
    let during = shift.on(date);
    let here = |v: &&Needed| Band::of(v.starts.from) == (date, shift);
    let visits: Vec<&Needed> = facts.visits.iter().filter(here).collect();
    let sum = |still: bool| -> i64 {
        let chosen = visits.iter().filter(|v| v.lies_still == still);
        chosen.map(|v| v.work()).sum()
    };
    let on_shift: i64 = facts.workers.iter().map(|w| w.minutes(during)).sum();
    let wanted: BTreeSet<CompetenceCode> = visits
        .iter()
        .filter(|v| !v.lies_still)
        .flat_map(|v| v.competences.iter().copied())
        .collect();
    let competences = wanted.into_iter().map(|competence| {
        let needs = |v: &&&Needed| !v.lies_still && v.competences.contains(&competence);
        let has = |w: &&Worker| w.may(date).contains(&competence);
        let hers: i64 = facts
            .workers
            .iter()
            .filter(has)
            .map(|w| w.minutes(during))
            .sum();
        CompetenceCell {
            competence,
            needed: visits.iter().filter(needs).map(|v| v.work()).sum(),
            for_visits: share(hers, facts.direct_share),
        }
    });
    DayCell {
        date,
        shift,
        needed: sum(false),
        home_comings: sum(true),
        on_shift,
        for_visits: share(on_shift, facts.direct_share),
        competences: competences.collect(),
    }
}

/// The table with its shortages.
pub fn capacity(facts: &CapacityFacts<'_>) -> Capacity {
    let cells: Vec<DayCell> = facts
        .days
        .iter()
        .flat_map(|date| Band::ALL.iter().map(|shift| cell(*date, *shift, facts)))
        .collect();
    let mut means: BTreeMap<(u32, Band), (i64, i64, i64)> = BTreeMap::new();
    for cell in &cells {
        let key = (cell.date.weekday().number_from_monday(), cell.shift);
        let sums = means.entry(key).or_default();
        *sums = (sums.0 + cell.needed, sums.1 + cell.for_visits, sums.2 + 1);
    }
    let shortages = cells
        .iter()
        .flat_map(|cell| {
            let hands = (None, cell.needed - cell.for_visits);
            let skills = cell
                .competences
                .iter()
                .map(|c| (Some(c.competence), c.needed - c.for_visits));
            std::iter::once(hands)
                .chain(skills)
                .filter(|(_, missing)| *missing > 0)
                .map(|(competence, missing)| Shortage {
                    date: cell.date,
                    shift: cell.shift,
                    competence,
                    missing,
                    closes: closes(cell, competence, missing, &cells, facts),
                })
                .collect::<Vec<_>>()
        })
        .collect();
    Capacity {
        means: means
            .into_iter()
            .map(|((weekday, shift), (needed, there, n))| WeekdayMean {
                weekday,
                shift,
                needed: needed / n.max(1),
                for_visits: there / n.max(1),
            })
            .collect(),
        cells,
        shortages,
    }
}

/// What would close a shortage: nothing that is suggested makes another one.
fn closes(
    cell: &DayCell,
    competence: Option<CompetenceCode>,
    missing: i64,
    cells: &[DayCell],
    facts: &CapacityFacts<'_>,
) -> Vec<Violation> {
    let during = cell.shift.on(cell.date);
    let mut found = Vec::new();
    for open in facts.open {
        if let Some(shared) = open.interval.intersect(during) {
            let fill = FILL_OPEN.violation().with("from", open.interval.from);
            found.push(fill.with("minutes", shared.minutes()));
        }
    }
    let needs = |v: &&Needed| competence.is_none_or(|code| v.competences.contains(&code));
    let waits = |v: &&Needed| v.can_wait && !v.lies_still;
    let here = |v: &&Needed| Band::of(v.starts.from) == (cell.date, cell.shift);
    let can_wait: i64 = facts
        .visits
        .iter()
        .filter(|v| here(v) && waits(v) && needs(v))
        .map(|v| v.work())
        .sum();
    let room = cells
        .iter()
        .filter(|other| other.shift == cell.shift && cell.date < other.date)
        .take(6)
        .map(|other| (other.for_visits - other.needed, other))
        .max_by_key(|(left, other)| (*left, std::cmp::Reverse(other.date)));
    if let Some((left, other)) = room.filter(|(left, _)| can_wait > 0 && *left > 0) {
        let fits = can_wait.min(left).min(missing);
        let wait = CAN_WAIT.violation().with("minutes", fits);
        found.push(wait.with("date", other.date));
    }
    let may = |w: &&Worker| competence.is_none_or(|code| w.may(cell.date).contains(&code));
    let day = Interval::day(cell.date);
    let works = |w: &&Worker| w.minutes(day) > 0;
    if let Some(code) = competence {
        let elsewhere = facts
            .workers
            .iter()
            .filter(|w| may(w) && works(w) && w.minutes(during) == 0)
            .count();
        if elsewhere > 0 {
            let swap = SWAP_SKILL.violation().with("count", elsewhere);
            found.push(swap.with("competence", code.term()));
        }
    }
    let away = |w: &&Worker| w.busy.iter().any(|busy| busy.overlaps(day));
    let free = facts
        .workers
        .iter()
        .filter(|w| w.member && may(w) && !works(w) && !away(w))
        .count();
    if free > 0 {
        found.push(FREE_MEMBER.violation().with("count", free));
    }
    let minutes = missing * 100 / facts.direct_share.clamp(1, 100);
    let more = match competence {
        None => ONE_MORE.violation(),
        Some(code) => ONE_MORE_WITH.violation().with("competence", code.term()),
    };
    found.push(more.with("minutes", minutes));
    found
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;
    use crate::{organisation::Profession, reason::Language};
    use CompetenceCode::Insulin;

    fn ask(visits: &[Needed], workers: &[Worker], open: &[OpenShift]) -> Capacity {
        capacity(&CapacityFacts {
            days: &[day(23), day(24)],
            visits,
            workers,
            open,
            direct_share: 50,
        })
    }
    fn codes(shortage: &Shortage) -> Vec<&'static str> {
        shortage.closes.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_day_with_enough_hands_and_skills_has_no_shortage() {
        let nurse = worker(1, Profession::Nurse, &[(23, 7, 15)]);
        let found = ask(&[needed(23, 8, &[Insulin])], &[nurse], &[]);
        assert!(found.shortages.is_empty());
        let cell = &found.cells[0];
        assert_eq!(
            (cell.needed, cell.on_shift, cell.for_visits),
            (30, 480, 240)
        );
        assert_eq!(found.means.len(), 6);
    }

    #[test]
    fn a_shortage_of_hands_says_what_would_close_it_the_smallest_first() {
        let mut visits: Vec<_> = (8..13).map(|hour| needed(23, hour, &[])).collect();
        visits[0].can_wait = true;
        // Two hours on Monday are one for visits; 150 minutes are needed.
        let helper = worker(1, Profession::HomeHelper, &[(23, 7, 9), (24, 7, 15)]);
        let free = worker(2, Profession::HomeHelper, &[]);
        let open = OpenShift {
            interval: on(23, 9, 13),
        };
        let found = ask(&visits, &[helper, free], &[open]);
        let shortage = &found.shortages[0];
        assert_eq!((shortage.competence, shortage.missing), (None, 90));
        assert_eq!(
            codes(shortage),
            [
                "close-open-shift",
                "close-can-wait",
                "close-free-member",
                "close-one-more"
            ]
        );
        let said = shortage.closes[3].message(Language::En);
        assert_eq!(said, "one more on shift for 180 minutes");
    }

    #[test]
    fn a_shortage_of_a_competence_is_seen_also_where_there_are_hands_enough() {
        let helper = worker(1, Profession::HomeHelper, &[(23, 7, 15)]);
        let nurse = worker(2, Profession::Nurse, &[(23, 15, 22)]);
        let found = ask(&[needed(23, 8, &[Insulin])], &[helper, nurse], &[]);
        let shortage = &found.shortages[0];
        assert_eq!((shortage.competence, shortage.missing), (Some(Insulin), 30));
        assert_eq!(
            codes(shortage),
            ["close-other-shift", "close-one-more-with"]
        );
        assert_eq!(found.shortages.len(), 1);
    }

    #[test]
    fn who_is_away_is_expected_home_and_counted_apart() {
        let mut still = needed(23, 8, &[]);
        still.lies_still = true;
        let found = ask(&[still], &[], &[]);
        let cell = &found.cells[0];
        assert_eq!((cell.needed, cell.home_comings), (0, 30));
        assert!(found.shortages.is_empty());
    }
}
