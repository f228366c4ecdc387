//! What happens outside the frame, whatever is done (R-PLAN-3, R-PLAN-4).

use super::*;
use crate::{
    frame::{ChangeEffect, TemporaryChange, Weighed, weigh, weigh_together},
    ids::{UnitId, VedtakId, VisitId},
    service::ServiceType,
    tiltaksplan::tests::{day, tiltak},
    visit::{
        Visit,
        generate::generate,
        merge::{ExistingVisit, merge},
    },
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A Monday.
fn monday() -> NaiveDate {
    day(11, 23)
}
fn within_100() -> Frame {
    Frame {
        vedtak: VedtakId(Uuid::nil()),
        service: ServiceType::HomeNursing,
        minutes_from: 0,
        minutes_to: 100,
        from: day(1, 1),
        until: None,
    }
}
/// Daily, `minutes` each time.
fn daily(n: u128, minutes: i32, must_do: bool) -> Tiltak {
    let mut daily = tiltak(n);
    daily.content.minutes = minutes;
    daily.content.must_do = must_do;
    daily
}
fn until(day: NaiveDate) -> Option<TemporaryChange> {
    Some(TemporaryChange {
        reason: "Lungebetennelse".into(),
        until: day,
    })
}
fn change(plan: &[Tiltak], changed: &Tiltak) -> Result<Weighed, Vec<&'static str>> {
    let (frames, settings) = ([within_100()], Settings::default());
    weigh(plan, &[], changed, &frames, (monday(), monday()), &settings)
        .map_err(|violations| violations.iter().map(|v| v.reason.code).collect())
}
/// Minutes and flag of the visits on one date.
fn on(inputs: &[TiltakInput], date: NaiveDate) -> Vec<(i32, bool)> {
    let that_day = inputs.iter().filter(|input| input.dates.contains(&date));
    that_day.map(|i| (i.minutes, i.beyond_frame)).collect()
}
fn coming(weighed: &Weighed) -> Vec<TiltakInput> {
    let range = monday()..=monday() + Days::new(28);
    let nobody = CitizenId(Uuid::nil());
    visit_inputs(nobody, &weighed.tiltak, weighed.departure.as_ref(), &range)
}

#[test]
fn inside_the_frame_a_change_is_one_step_and_nothing_is_temporary() {
    let mut more = daily(1, 14, false);
    more.content.temporary = until(day(11, 30));
    let weighed = change(&[daily(1, 10, false)], &more).unwrap();
    assert_eq!(weighed.effect, Some(ChangeEffect::WithinFrame));
    assert_eq!(
        (weighed.departure, weighed.tiltak.content.temporary),
        (None, None)
    );
}

#[test]
fn after_its_last_day_what_was_before_applies_again() {
    let mut more = daily(1, 40, false);
    assert_eq!(
        change(&[daily(1, 10, false)], &more),
        Err(vec!["plan-above-frame", "temporary-change-needed"])
    );
    more.content.temporary = until(day(11, 30));
    let weighed = change(&[daily(1, 10, false)], &more).unwrap();
    let inputs = coming(&weighed);
    assert_eq!(on(&inputs, day(11, 30)), [(40, false)]);
    assert_eq!(on(&inputs, day(12, 1)), [(10, false)]);
}

#[test]
fn what_must_be_done_stays_beyond_the_frame_flagged() {
    let mut new = daily(2, 40, true);
    new.content.temporary = until(day(11, 30));
    let weighed = change(&[daily(1, 10, false)], &new).unwrap();
    assert_eq!(on(&coming(&weighed), day(12, 1)), [(40, true)]);
    let plan = [daily(1, 10, false), weighed.tiltak.clone()];
    let departures = [weighed.departure.unwrap()];
    let fate = |today, to| {
        let frames = [Frame {
            minutes_to: to,
            ..within_100()
        }];
        settle(&plan, &departures, &frames, today, &Settings::default())
    };
    assert_eq!(fate(day(11, 30), 100), []);
    assert_eq!(fate(day(12, 1), 100), [(new.id, Settled::Stays)]);
    // A new vedtak makes room: then it is no longer temporary.
    assert_eq!(fate(day(12, 1), 400), [(new.id, Settled::Adopted)]);
}

#[test]
fn the_wording_of_a_departed_tiltak_is_changed_freely_and_the_fourteen_days_stand() {
    let mut new = daily(2, 40, true);
    new.content.temporary = until(day(12, 7));
    let first = change(&[], &new).unwrap();
    let (plan, departures) = ([first.tiltak.clone()], [first.departure.clone().unwrap()]);
    let (frames, settings) = ([within_100()], Settings::default());
    let later = |changed: &Tiltak| {
        let days = (monday(), day(12, 1));
        weigh(&plan, &departures, changed, &frames, days, &settings)
    };
    let mut worded = new.clone();
    worded.content.instruction = "Mål først".into();
    assert_eq!(later(&worded).unwrap().departure, first.departure);
    let mut longer = new;
    longer.content.temporary = until(day(12, 8));
    let codes: Vec<_> = later(&longer)
        .unwrap_err()
        .iter()
        .map(|v| v.reason.code)
        .collect();
    assert!(codes.contains(&"temporary-too-long"), "{codes:?}");
}

#[test]
fn a_conversation_begins_fourteen_new_days() {
    let left = [day(11, 10), day(11, 20)];
    assert_eq!(episode_begin(&left, None, monday()), day(11, 10));
    assert_eq!(
        episode_begin(&left, Some(day(11, 12)), monday()),
        day(11, 20)
    );
    assert_eq!(episode_begin(&left, Some(day(11, 21)), monday()), monday());
}

#[test]
fn what_grows_past_the_frame_later_is_seen_today() {
    let mut later = daily(2, 10, false);
    later.content.start = day(12, 23);
    assert_eq!(
        change(&[daily(1, 10, false)], &later).unwrap_err()[0],
        "plan-above-frame"
    );
}

#[test]
fn changes_that_are_weighed_together_may_take_what_another_gives() {
    let plan = [daily(1, 10, false), daily(2, 2, false)];
    let swap = [daily(1, 2, false), daily(2, 10, false)];
    let (frames, settings) = ([within_100()], Settings::default());
    let together = |changed: &[Tiltak], temporary: Option<&TemporaryChange>| {
        let days = (monday(), monday());
        weigh_together(&plan, &[], changed, temporary, &frames, days, &settings)
    };
    assert_eq!(together(&swap, None), Ok(ChangeEffect::WithinFrame));
    let both = [daily(3, 4, false), daily(4, 4, false)];
    let codes: Vec<_> = together(&both, None)
        .unwrap_err()
        .iter()
        .map(|v| v.reason.code)
        .collect();
    assert_eq!(codes, ["plan-above-frame", "temporary-change-needed"]);
    let change = until(day(11, 30)).unwrap();
    let effect = together(&both, Some(&change)).unwrap();
    assert!(matches!(effect, ChangeEffect::Temporary { until, .. } if until == day(11, 30)));
}

/// One thing that somebody does.
#[derive(Debug, Clone)]
enum Act {
    Change {
        n: u128,
        minutes: i32,
        must_do: bool,
        days: Option<u64>,
    },
    Publish(u64),
    Wait(u64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let change = (
        1u128..4,
        1i32..60,
        any::<bool>(),
        proptest::option::of(0u64..16),
    )
        .prop_map(|(n, minutes, must_do, days)| Act::Change {
            n,
            minutes,
            must_do,
            days,
        });
    let act = prop_oneof![
        4 => change,
        2 => (0u64..28).prop_map(Act::Publish),
        2 => (1u64..6).prop_map(Act::Wait),
    ];
    proptest::collection::vec(act, 1..14)
}

/// A citizen's plan and visits, as the writes keep them.
struct Home {
    today: NaiveDate,
    plan: Vec<Tiltak>,
    departures: Vec<Departure>,
    past: Vec<Departure>,
    visits: Vec<ExistingVisit>,
    published: BTreeSet<NaiveDate>,
    made: u128,
}

impl Home {
    fn range(&self) -> RangeInclusive<NaiveDate> {
        self.today..=self.today + AHEAD
    }

    fn episode(&self) -> NaiveDate {
        let recent = self.today - Days::new(14);
        let all = self.departures.iter().chain(&self.past);
        let since: Vec<NaiveDate> = all
            .filter(|d| recent <= d.since || recent <= d.until || self.departures.contains(d))
            .map(|d| d.since)
            .collect();
        episode_begin(&since, None, self.today)
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Wait(days) => self.today = self.today + Days::new(*days),
            Act::Publish(ahead) => {
                self.published.insert(self.today + Days::new(*ahead));
            }
            Act::Change {
                n,
                minutes,
                must_do,
                days,
            } => {
                let mut changed = daily(*n, *minutes, *must_do);
                changed.content.start = day(11, 23);
                changed.content.temporary = days.and_then(|d| until(self.today + Days::new(d)));
                let (frames, settings) = ([within_100()], Settings::default());
                let days = (self.episode(), self.today);
                let weighed = weigh(
                    &self.plan,
                    &self.departures,
                    &changed,
                    &frames,
                    days,
                    &settings,
                );
                if let Ok(weighed) = weighed {
                    self.plan.retain(|t| t.id != changed.id);
                    self.plan.push(weighed.tiltak);
                    if let Some(old) = self.departures.iter().position(|d| d.tiltak == changed.id) {
                        let old = self.departures.swap_remove(old);
                        self.past.extend(weighed.departure.is_none().then_some(old));
                    }
                    self.departures.extend(weighed.departure);
                }
            }
        }
    }

    /// What every write does first: departures that are over, or that the frame holds.
    fn settle(&mut self) {
        let fates = settle(
            &self.plan,
            &self.departures,
            &[within_100()],
            self.today,
            &Settings::default(),
        );
        for (id, fate) in fates {
            let tiltak = self.plan.iter_mut().find(|t| t.id == id).unwrap();
            match fate {
                Settled::Stays => continue,
                Settled::Adopted => tiltak.content.temporary = None,
                Settled::Returned(content) => tiltak.content = *content,
                Settled::Ended(last) => tiltak.content.end = Some(last),
            }
            let over = self.departures.iter().position(|d| d.tiltak == id).unwrap();
            self.past.push(self.departures.swap_remove(over));
        }
    }

    fn asked(&self) -> Vec<PlannedVisit> {
        let nobody = CitizenId(Uuid::nil());
        let inputs = self.plan.iter().flat_map(|t| {
            let departure = of(&self.departures, t.id);
            visit_inputs(nobody, t, departure, &self.range())
        });
        generate(&inputs.collect::<Vec<_>>(), &self.range())
    }

    /// Follows the plan; gives the visits that were made or changed.
    fn follow(&mut self) -> Vec<PlannedVisit> {
        let (range, asked) = (self.range(), self.asked());
        let (old, mut store): (Vec<_>, Vec<_>) = std::mem::take(&mut self.visits)
            .into_iter()
            .partition(|v| !range.contains(&v.visit.planned.date));
        let published = &self.published;
        let changes = merge(
            &store,
            &asked,
            |v| !published.contains(&v.date),
            |_, _| true,
        );
        let mut touched = changes.create.clone();
        store.retain(|v| !changes.remove.contains(&v.visit.id));
        for visit in &mut store {
            if let Some(update) = changes.update.iter().find(|u| u.visit == visit.visit.id) {
                visit.visit.planned = update.planned.clone();
                touched.push(update.planned.clone());
            }
            let planned = &mut visit.visit.planned;
            if changes.stale.contains(&visit.visit.id) && is_beyond(planned, &self.departures) {
                planned.beyond_frame = true;
            }
        }
        for planned in changes.create {
            self.made += 1;
            store.push(ExistingVisit {
                visit: Visit {
                    id: VisitId(Uuid::from_u128(self.made)),
                    unit: UnitId(Uuid::nil()),
                    planned,
                    start: None,
                    ad_hoc: false,
                    suspended: false,
                },
                assignments: Vec::new(),
            });
        }
        self.visits = store.into_iter().chain(old).collect();
        touched
    }

    /// Minutes that the lasting plan asks for under a visit's key.
    fn lasting(&self) -> Vec<PlannedVisit> {
        let nobody = CitizenId(Uuid::nil());
        let lasting = permanent(&self.plan, &self.departures);
        let inputs = lasting
            .iter()
            .filter_map(|t| TiltakInput::of(nobody, t, &self.range()));
        generate(&inputs.collect::<Vec<_>>(), &self.range())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is done, no day after the 14th gets a new visit beyond the frame, must-do ones
    /// apart, which are flagged; nothing published vanishes; and what lasts is within the frame.
    #[test]
    fn whatever_is_done_no_day_after_the_fourteenth_gets_a_visit_beyond_the_frame(acts in acts()) {
        let mut home = Home {
            today: monday(), plan: vec![daily(1, 10, false)], departures: vec![], past: vec![],
            visits: vec![], published: BTreeSet::new(), made: 0,
        };
        home.follow();
        // The first day of each unbroken time outside the frame, seen from the outside.
        let mut left: Option<NaiveDate> = None;
        for act in acts {
            home.settle();
            let was_out = !home.departures.is_empty();
            home.act(&act);
            if !was_out && !home.departures.is_empty() && left.is_none_or(|l| l + Days::new(14) < home.today) {
                left = Some(home.today);
            }
            home.settle();
            let in_force: Vec<_> = home.visits.iter()
                .filter(|v| home.published.contains(&v.visit.planned.date))
                .map(|v| v.visit.clone()).collect();
            let touched = home.follow();
            for before in in_force {
                let now = home.visits.iter().find(|v| v.visit.id == before.id);
                let now = now.map(|v| v.visit.planned.clone());
                let same = now.map(|p| PlannedVisit { beyond_frame: before.planned.beyond_frame, ..p });
                prop_assert_eq!(same, Some(before.planned), "published visits stay as they are");
            }
            let lasting = home.lasting();
            for visit in touched {
                let covered = lasting.iter().any(|l| l.key == visit.key && visit.minutes <= l.minutes);
                let late = left.is_none_or(|left| left + Days::new(14) < visit.date);
                if late && !covered {
                    prop_assert!(visit.must_do && visit.beyond_frame, "{visit:?} after {left:?}");
                }
            }
            let asked = home.asked();
            for visit in &home.visits {
                let planned = &visit.visit.planned;
                let over = home.departures.iter()
                    .any(|d| d.until < planned.date && planned.tiltak.contains(&d.tiltak));
                let asked = asked.iter().any(|a| a.key == planned.key && a.minutes == planned.minutes);
                if over && !asked && home.today <= planned.date && home.published.contains(&planned.date) {
                    prop_assert!(planned.beyond_frame, "a published visit beyond the frame is flagged");
                }
            }
            let permanent = permanent(&home.plan, &home.departures);
            let answers = assess_ahead(&permanent, &permanent, &[within_100()], home.today, &Settings::default());
            prop_assert!(answers.iter().all(|a| a.standing != Standing::Above), "{answers:?}");
        }
    }
}
