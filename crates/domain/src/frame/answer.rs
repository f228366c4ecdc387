//! How one service stands against its frame, in minutes and in words (R-PLAN-3).

use super::Frame;
use crate::{
    reason::{Reason, Violation},
    service::ServiceType,
    settings::Settings,
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// Where a plan stands against the frame.
    pub enum Standing {
        /// Inside, tolerance included.
        Inside = "inside", "innenfor rammen", "innanfor ramma", "inside the frame";
        /// More than the vedtak grants.
        Above = "above", "over rammen", "over ramma", "above the frame";
        /// Less than the vedtak grants.
        Below = "below", "under rammen", "under ramma", "below the frame";
        /// No vedtak in force gives a frame.
        NoFrame = "no_frame", "uten vedtak", "utan vedtak", "without a vedtak";
    }
}

/// How one service stands after a change, with the numbers behind the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FrameAnswer {
    /// Which service.
    pub service: ServiceType,
    /// The day that the four weeks are counted from.
    pub from: NaiveDate,
    /// Planned minutes a week before the change.
    pub planned_before: i32,
    /// Planned minutes a week after it.
    pub planned: i32,
    /// The frame in force on the day of the change.
    pub frame: Option<Frame>,
    /// Fewest minutes allowed, tolerance subtracted.
    pub lowest: Option<i32>,
    /// Most minutes allowed, tolerance added.
    pub highest: Option<i32>,
    /// The answer.
    pub standing: Standing,
}

static ABOVE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-above-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket gir rom for inntil {highest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket gir rom for inntil {highest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak allows up to {highest}.",
};
static BELOW: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-below-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket lover minst {lowest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket lover minst {lowest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak promises at least {lowest}.",
};
static NO_FRAME: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-without-frame",
    nb: "Planen gir {planned} minutter {service} i uken, men ikke noe vedtak gjelder for det.",
    nn: "Planen gir {planned} minutt {service} i veka, men ikkje noko vedtak gjeld for det.",
    en: "The plan gives {planned} minutes of {service} a week, but no vedtak is in force for it.",
};
static INSIDE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-inside-frame",
    nb: "Planen gir {planned} minutter {service} i uken. Vedtaket gir rom for {lowest} til {highest}.",
    nn: "Planen gir {planned} minutt {service} i veka. Vedtaket gir rom for {lowest} til {highest}.",
    en: "The plan gives {planned} minutes of {service} a week. The vedtak allows {lowest} to {highest}.",
};
static NOTHING: Reason = Reason {
    rule: "R-PLAN-3",
    code: "nothing-planned",
    nb: "Ingen {service} er planlagt, og ikke noe vedtak gjelder for det.",
    nn: "Ingen {service} er planlagd, og ikkje noko vedtak gjeld for det.",
    en: "No {service} is planned, and no vedtak is in force for it.",
};

impl FrameAnswer {
    /// Whether the change touches this service.
    pub const fn is_changed(&self) -> bool {
        self.planned != self.planned_before
    }

    /// Whether the change leads out of the frame, or further away from it. A step towards the frame
    /// is never in the way; and a service that nobody has decided yet is provisional, with a rule
    /// and fourteen days of its own (R-CIT-5).
    pub const fn leads_out(&self) -> bool {
        match self.standing {
            Standing::Above => self.planned_before < self.planned,
            Standing::Below => self.planned < self.planned_before,
            Standing::Inside | Standing::NoFrame => false,
        }
    }

    /// In words where it stands, also inside.
    pub fn explained(&self) -> Violation {
        self.violation().unwrap_or_else(|| {
            let reason = if self.frame.is_some() {
                &INSIDE
            } else {
                &NOTHING
            };
            self.worded(reason)
        })
    }

    /// In words why it is outside; `None` when inside.
    pub fn violation(&self) -> Option<Violation> {
        let reason = match self.standing {
            Standing::Inside => return None,
            Standing::Above => &ABOVE,
            Standing::Below => &BELOW,
            Standing::NoFrame => &NO_FRAME,
        };
        Some(self.worded(reason))
    }

    fn worded(&self, reason: &'static Reason) -> Violation {
        let number = |minutes: Option<i32>| i64::from(minutes.unwrap_or_default());
        let violation = reason.violation().at("/tiltak");
        let violation = violation.with("service", self.service.term());
        let violation = violation.with("planned", i64::from(self.planned));
        let violation = violation.with("lowest", number(self.lowest));
        let violation = violation.with("from", self.from);
        violation.with("highest", number(self.highest))
    }
}

pub(super) fn answer(
    service: ServiceType,
    from: NaiveDate,
    (planned_before, planned): (i32, i32),
    frame: Option<&Frame>,
    settings: &Settings,
) -> FrameAnswer {
    let percent = |minutes: i32, percent: i32| {
        let share = i64::from(minutes) * i64::from(percent) / 100;
        i32::try_from(share).unwrap_or(i32::MAX)
    };
    let tolerance = settings.frame_tolerance_percent;
    let lowest = frame.map(|f| percent(f.minutes_from, 100 - tolerance));
    let highest = frame.map(|f| percent(f.minutes_to, 100 + tolerance));
    let standing = match (lowest, highest) {
        (Some(lowest), _) if planned < lowest => Standing::Below,
        (_, Some(highest)) if highest < planned => Standing::Above,
        (Some(_), Some(_)) => Standing::Inside,
        _ if planned == 0 => Standing::Inside,
        _ => Standing::NoFrame,
    };
    FrameAnswer {
        service,
        from,
        planned_before,
        planned,
        frame: frame.copied(),
        lowest,
        highest,
        standing,
    }
}
