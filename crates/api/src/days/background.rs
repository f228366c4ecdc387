//! What a proposal takes from outside its day: what the team puts before what (R-WL-5), what four weeks
//! came to for each (R-WL-8), and the pauses that shifts are to have (R-SHF-2).

use chrono::Days;
use domain::{
    ids::EmployeeId,
    interval::Interval,
    law::Law,
    load::{self, Load},
    planning_order::PlanningOrder,
    shift::{
        ShiftKind,
        pause::{Pause, pause_due},
        working_time::{WorkShift, WorkingTimeRow},
    },
    time::{day_end, day_start},
};
use persistence::{Day, Outcome, Reader};
use scheduling::Weights;
use std::collections::BTreeMap;

/// Everything a proposal for a day asks for beside the day.
#[derive(Clone)]
pub(super) struct Background {
    /// What counts before what.
    pub(super) weights: Weights,
    load: BTreeMap<EmployeeId, Load>,
    shifts: Vec<(EmployeeId, WorkShift)>,
    law: Option<WorkingTimeRow>,
}

impl Background {
    /// Of a loaded day, in a fixed number of queries.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) fn read(reader: &mut Reader<'_>, law: &Law, day: &Day) -> Outcome<Self> {
        let charter = reader.charter(day.unit)?;
        let order =
            charter.map_or_else(PlanningOrder::default, |(agreed, _)| agreed.planning_order);
        let yesterday = day.date.checked_sub_days(Days::new(1)).unwrap_or(day.date);
        let (first, last) = load::period(yesterday);
        let loaded = reader.load_of_unit(day.unit, first, last)?;
        let today = Interval {
            from: day_start(day.date),
            until: day_end(day.date),
        };
        let records = reader.shift_records_of_unit(day.unit, today)?;
        Ok(Self {
            weights: Weights::try_from(&order).unwrap_or_default(),
            load: loaded
                .into_iter()
                .map(|l| (l.employee.id, load::load(&l.at_work, &l.parts)))
                .collect(),
            shifts: records
                .iter()
                .filter_map(|r| Some((r.shift.employee?, r.work())))
                .collect(),
            law: WorkingTimeRow::on(&law.working_time, day.date).cloned(),
        })
    }

    /// Minutes of visits she had, and of shift, in the four weeks before.
    pub(super) fn four_weeks(&self, who: EmployeeId) -> (i32, i32) {
        /// Two lists at once for four weeks are no list: what cannot be is cut here, not refused.
        const MOST: i64 = 28 * 1_440;
        let minutes = |m: i64| i32::try_from(m.clamp(0, MOST)).unwrap_or(0);
        self.load.get(&who).map_or((0, 0), |had| {
            (minutes(had.visit_minutes), minutes(had.shift_minutes))
        })
    }

    /// The pause of a shift that nobody has entered yet.
    pub(super) fn pause_of_new(&self, interval: Interval) -> Option<Pause> {
        let shift = WorkShift {
            interval,
            kind: ShiftKind::Day,
            overtime: false,
            break_minutes: None,
        };
        pause_due(&shift, &self.law.as_ref()?.ordinary)
    }

    /// The pauses due while she is `present`, absences cut out: one who goes home at noon has none.
    pub(super) fn pauses(&self, who: EmployeeId, present: &[Interval]) -> Vec<Pause> {
        let Some(law) = &self.law else {
            return Vec::new();
        };
        let hers = self.shifts.iter().filter(|(whose, _)| *whose == who);
        hers.flat_map(|(_, shift)| {
            let parts = present.iter().filter_map(|p| p.intersect(shift.interval));
            parts.filter_map(|interval| {
                // What was said is said of the whole shift.
                let whole = interval == shift.interval;
                let part = WorkShift {
                    interval,
                    break_minutes: shift.break_minutes.filter(|_| whole),
                    ..*shift
                };
                pause_due(&part, &law.ordinary)
            })
        })
        .collect()
    }
}
