//! What a vedtak says (R-VED-6, R-VED-7). A draft may lack anything; submission may not.

use crate::{ids::*, period::Period, service::ServiceType, text_enum};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What is decided.
    #[schema(as = VedtakOutcome)]
    pub enum Outcome {
        /// Innvilget.
        Grant = "grant", "innvilget", "innvilga", "granted";
        /// Delvis innvilget.
        Partial = "partial", "delvis innvilget", "delvis innvilga", "granted in part";
        /// Avslått.
        Refuse = "refuse", "avslått", "avslått", "refused";
        /// Endret.
        Change = "change", "endret", "endra", "changed";
        /// Avsluttet.
        End = "end", "avsluttet", "avslutta", "ended";
    }
}

impl Outcome {
    /// Gives a service: needs a frame and a period, can be in force, takes a place of a quota.
    pub const fn gives_service(self) -> bool {
        matches!(self, Self::Grant | Self::Partial | Self::Change)
    }

    /// Speaks of an earlier vedtak, which it takes the place of.
    pub const fn follows_earlier(self) -> bool {
        matches!(self, Self::Change | Self::End)
    }

    /// Gives less than was asked for: says what was considered instead (R-VED-6).
    pub const fn denies(self) -> bool {
        matches!(self, Self::Refuse | Self::Partial)
    }
}

text_enum! {
    /// How closely a vedtak describes the help (R-VED-7).
    pub enum VedtakForm {
        /// Service, purpose and frame; the detail is left to the tiltaksplan.
        Frame = "frame", "rammevedtak", "rammevedtak", "frame vedtak";
        /// Everything in the vedtak itself.
        Detailed = "detailed", "detaljert vedtak", "detaljert vedtak", "detailed vedtak";
    }
}

/// How much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = VedtakFrame)]
pub enum Frame {
    /// Minutes a week, from–to.
    MinutesPerWeek {
        /// Least.
        from: i32,
        /// Most.
        to: i32,
    },
    /// A number: places, days, journeys, alarms.
    Count {
        /// How many.
        count: i32,
    },
}

/// «Could a stranger tell what help the citizen gets?» (R-VED-7).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrameCheck {
    /// The answer.
    pub clear_to_a_stranger: bool,
    /// Who answered.
    pub by: EmployeeId,
    /// What is unclear, or why it is clear.
    #[serde(default)]
    pub comment: String,
}

/// Prior notice before a change to the citizen's disadvantage (fvl § 16).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriorNotice {
    /// Day the citizen was told.
    pub given_on: NaiveDate,
    /// Ground for the change (fvl § 35).
    pub ground: String,
}

/// The content of a vedtak, as drafted and, once signed, for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VedtakContent {
    /// Which service.
    pub service: ServiceType,
    /// What is decided.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// How closely it describes the help.
    pub form: VedtakForm,
    /// How much.
    #[serde(default)]
    pub frame: Option<Frame>,
    /// First day; for a refusal the day it counts from.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day, when it ends by itself.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Day on which it is looked at again, when it has no last day.
    #[serde(default)]
    pub review_on: Option<NaiveDate>,
    /// The assessment it builds on.
    #[serde(default)]
    pub assessment: Option<AssessmentId>,
    /// What the service is to achieve.
    #[serde(default)]
    pub purpose: String,
    /// Facts (fvl § 25).
    #[serde(default)]
    pub facts: String,
    /// Main considerations (fvl § 25).
    #[serde(default)]
    pub reasoning: String,
    /// What the citizen said (pbrl § 3-1).
    #[serde(default)]
    pub citizen_view: String,
    /// What kin said, or that there are none or they were not asked, and why.
    #[serde(default)]
    pub kin_view: String,
    /// Legal bases, e.g. `hol § 3-2 nr. 6 a`.
    #[serde(default)]
    pub legal_basis: Vec<String>,
    /// Whether the citizen pays a part.
    #[serde(default)]
    pub own_payment: Option<bool>,
    /// How to appeal (fvl § 27).
    #[serde(default)]
    pub appeal_information: String,
    /// What was considered instead, for a refusal or partial grant.
    #[serde(default)]
    pub alternatives: String,
    /// The quality check of a frame vedtak.
    #[serde(default)]
    pub frame_check: Option<FrameCheck>,
    /// The signed vedtak that this one takes the place of or ends.
    #[serde(default)]
    pub replaces: Option<VedtakId>,
    /// Whether the drafter holds it to be to the citizen's disadvantage; what is plainly so counts
    /// in any case.
    #[serde(default)]
    pub to_disadvantage: bool,
    /// Prior notice, where one is needed.
    #[serde(default)]
    pub prior_notice: Option<PriorNotice>,
}

impl VedtakContent {
    /// The days it speaks of, once it has a first one.
    pub fn period(&self) -> Option<Period> {
        self.from.map(|from| Period {
            from,
            until: self.until,
        })
    }

    /// Whether it gives a service, once decided.
    pub fn gives_service(&self) -> bool {
        self.outcome.is_some_and(Outcome::gives_service)
    }

    /// Whether the check of a frame vedtak found that a stranger could not tell what help is given
    /// (R-VED-7).
    pub fn fails_check(&self) -> bool {
        let check = self.frame_check.as_ref();
        self.form == VedtakForm::Frame && check.is_some_and(|check| !check.clear_to_a_stranger)
    }

    /// Whether it is a change for the worse, whatever its outcome is called: it takes away what
    /// `earlier` still gives, gives less at most or at least, lasts shorter, or the drafter says so.
    pub fn is_to_disadvantage_after(&self, earlier: Option<&Self>) -> bool {
        let shrinks = |earlier: &Self| match (self.frame, earlier.frame) {
            (
                Some(Frame::MinutesPerWeek { from, to }),
                Some(Frame::MinutesPerWeek {
                    from: old_from,
                    to: old_to,
                }),
            ) => from < old_from || to < old_to,
            (Some(Frame::Count { count }), Some(Frame::Count { count: old })) => count < old,
            _ => false,
        };
        let shortens = |earlier: &Self| {
            self.until
                .is_some_and(|until| earlier.until.is_none_or(|old| until < old))
        };
        let takes_away = self.outcome.is_some_and(|outcome| !outcome.gives_service());
        // What has run out by itself is not taken away by what comes after it.
        let still_gives = |earlier: &&Self| {
            earlier.gives_service()
                && earlier
                    .until
                    .is_none_or(|until| self.from.is_none_or(|from| from <= until))
        };
        self.to_disadvantage
            || self.outcome == Some(Outcome::End)
            || earlier
                .filter(still_gives)
                .is_some_and(|earlier| takes_away || shrinks(earlier) || shortens(earlier))
    }
}
