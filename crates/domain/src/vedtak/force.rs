//! Which days a vedtak is in force: computed from its dates, never stored (R-VED-3, R-VED-11).

use super::{Frame, Vedtak, VedtakState};
use crate::{ids::*, period::Period, reason::*, service::ServiceType};
use chrono::NaiveDate;

static OVERLAP: Reason = Reason {
    rule: "R-VED-3",
    code: "vedtak-overlap",
    nb: "Innbyggeren har alt et vedtak om {service} fra {from}. Avslutt eller erstatt det.",
    nn: "Innbyggjaren har alt eit vedtak om {service} frå {from}. Avslutt eller erstatt det.",
    en: "The citizen already has a vedtak on {service} from {from}. End or replace that one.",
};

impl Vedtak {
    /// The days it gives a service: none before it is signed or when nothing is granted, cut where
    /// it was ended, replaced or revoked.
    pub fn days_in_force(&self) -> Option<Period> {
        let period = self.content.period()?;
        if !self.state.is_decided() || !self.content.gives_service() {
            return None;
        }
        let until = match (
            period.until,
            self.closing.as_ref().map(|closing| closing.last_day),
        ) {
            (Some(own), Some(cut)) => Some(own.min(cut)),
            (own, cut) => own.or(cut),
        };
        Some(Period { until, ..period }).filter(|days| !days.is_empty())
    }

    /// Whether it gives a service on `day`.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.days_in_force().is_some_and(|days| days.contains(day))
    }

    /// Signed, and its last day is past.
    pub fn has_ended_by(&self, day: NaiveDate) -> bool {
        self.state.is_decided()
            && match self.days_in_force() {
                Some(days) => days.until.is_some_and(|until| until < day),
                None => self.state != VedtakState::Signed,
            }
    }
}

/// The frame that a plan is held against on `day` (R-VED-11).
pub fn frame_on(
    vedtak: &[Vedtak],
    service: ServiceType,
    day: NaiveDate,
) -> Option<(VedtakId, Frame)> {
    vedtak
        .iter()
        .find(|v| v.content.service == service && v.is_in_force(day))
        .and_then(|v| v.content.frame.map(|frame| (v.id, frame)))
}

/// Vedtak of the same citizen and service that would be in force on the same day as `vedtak`, once
/// the one it replaces has given way from its first day (R-VED-3).
pub fn overlap_faults(vedtak: &Vedtak, others: &[Vedtak]) -> Violations {
    let Some(period) = vedtak
        .content
        .period()
        .filter(|_| vedtak.content.gives_service())
    else {
        return Violations::new();
    };
    others
        .iter()
        .filter(|other| other.id != vedtak.id && other.citizen == vedtak.citizen)
        .filter(|other| other.content.service == vedtak.content.service)
        .filter(|other| vedtak.content.replaces != Some(other.id))
        .filter_map(|other| other.days_in_force().filter(|days| days.overlaps(&period)))
        .map(|days| {
            OVERLAP
                .violation()
                .at("/content/from")
                .with("service", vedtak.content.service.term())
                .with("from", days.from)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Closing, Outcome, fixtures::*};
    use super::*;
    use crate::delegation::fixtures::{codes, date, employee, noon};
    use proptest::prelude::*;

    fn june() -> Period {
        Period {
            from: date(6, 1),
            until: Some(date(6, 30)),
        }
    }
    fn closing(last_day: NaiveDate) -> Closing {
        Closing {
            last_day,
            by: employee(3),
            at: noon(6, 1),
            reason: String::new(),
            ground: None,
            by_vedtak: None,
        }
    }

    #[test]
    fn is_in_force_from_its_first_to_its_last_day_once_signed() {
        let vedtak = signed(1, june());
        let on = |m, d| vedtak.is_in_force(date(m, d));
        assert_eq!(
            (on(5, 31), on(6, 1), on(6, 30), on(7, 1)),
            (false, true, true, false)
        );
        assert!(vedtak.has_ended_by(date(7, 1)));
        let draft = Vedtak {
            state: VedtakState::Draft,
            ..vedtak
        };
        assert!(!draft.is_in_force(date(6, 10)));
    }

    #[test]
    fn a_refusal_is_never_in_force() {
        let mut vedtak = signed(1, june());
        vedtak.content.outcome = Some(Outcome::Refuse);
        assert!(!vedtak.is_in_force(date(6, 10)));
    }

    #[test]
    fn ending_cuts_its_days() {
        let vedtak = signed(
            1,
            Period {
                from: date(6, 1),
                until: None,
            },
        );
        let ended = vedtak
            .closed(super::super::Step::End, closing(date(6, 9)))
            .unwrap();
        assert!(ended.is_in_force(date(6, 9)));
        assert!(!ended.is_in_force(date(6, 10)));
    }

    #[test]
    fn refuses_two_vedtak_on_the_same_service_and_day() {
        let existing = [signed(1, june())];
        let same = signed(
            2,
            Period {
                from: date(6, 30),
                until: None,
            },
        );
        assert_eq!(codes(&overlap_faults(&same, &existing)), ["vedtak-overlap"]);
        let after = signed(
            2,
            Period {
                from: date(7, 1),
                until: None,
            },
        );
        assert!(overlap_faults(&after, &existing).is_empty());
        let mut other_service = same.clone();
        other_service.content.service = ServiceType::DayCentre;
        assert!(overlap_faults(&other_service, &existing).is_empty());
        let mut replacing = same;
        replacing.content.replaces = Some(existing[0].id);
        assert!(overlap_faults(&replacing, &existing).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn never_two_in_force_for_the_same_service_and_citizen(
            spans in proptest::collection::vec((1u32..25, proptest::option::of(0u32..4)), 1..12),
        ) {
            let mut held: Vec<Vedtak> = vec![];
            for (n, (from, length)) in spans.into_iter().enumerate() {
                let until = length.map(|l| date(6, from + l));
                let next = signed(n as u128 + 1, Period { from: date(6, from), until });
                if overlap_faults(&next, &held).is_empty() { held.push(next); }
            }
            for d in 1..30 {
                prop_assert!(held.iter().filter(|v| v.is_in_force(date(6, d))).count() <= 1);
            }
        }
    }
}
