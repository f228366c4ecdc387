//! That a citizen was told of a vedtak: how, when it was sent, when it arrived. The arrival starts the
//! time to appeal (fvl § 29, R-VED-9).

use crate::{ids::*, period::is_plausible, reason::*, text_enum};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static SENT_AHEAD: Reason = Reason {
    rule: "R-VED-9",
    code: "notice-ahead",
    nb: "{date} er etter i dag. Skriv når det har skjedd.",
    nn: "{date} er etter i dag. Skriv når det har skjedd.",
    en: "{date} is after today. Write it down when it has happened.",
};
static SENT_BEFORE_SIGNED: Reason = Reason {
    rule: "R-VED-9",
    code: "notice-before-signature",
    nb: "Vedtaket ble signert {signed}. Brevet kan ikke være sendt før det.",
    nn: "Vedtaket blei signert {signed}. Brevet kan ikkje vere sendt før det.",
    en: "The vedtak was signed on {signed}. The letter cannot have been sent before.",
};
static ARRIVED_BEFORE_SENT: Reason = Reason {
    rule: "R-VED-9",
    code: "notice-arrived-before-sent",
    nb: "Brevet kan ikke ha kommet fram før det ble sendt.",
    nn: "Brevet kan ikkje ha kome fram før det blei sendt.",
    en: "The letter cannot have arrived before it was sent.",
};

text_enum! {
    /// How a letter reaches the citizen.
    pub enum NoticeChannel {
        /// To a secure digital mailbox.
        Digital = "digital", "digital postkasse", "digital postkasse", "digital mailbox";
        /// On paper.
        Letter = "letter", "brev", "brev", "letter";
        /// Handed over, and read aloud where wished.
        HandedOver = "handed_over", "overlevert", "overlevert", "handed over";
    }
}

/// What is registered of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoticeContent {
    /// How.
    pub channel: NoticeChannel,
    /// Day it was sent.
    pub sent_on: NaiveDate,
    /// Day it reached the citizen; none while that is unknown.
    #[serde(default)]
    pub arrived_on: Option<NaiveDate>,
}

/// A notice as it is kept; a correction is a new one, and the latest counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// Identity.
    pub id: NoticeId,
    /// Of which vedtak.
    pub vedtak: VedtakId,
    /// What is registered.
    pub content: NoticeContent,
    /// When it was registered.
    pub recorded_at: DateTime<Utc>,
    /// By whom.
    pub recorded_by: EmployeeId,
}

/// The day the notice reached the citizen, as the latest registration has it.
pub fn arrived(notices: &[Notice]) -> Option<NaiveDate> {
    notices
        .iter()
        .max_by_key(|notice| (notice.recorded_at, notice.id))
        .and_then(|notice| notice.content.arrived_on)
}

/// What is wrong with a notice of a vedtak signed on `signed`.
pub fn check_notice(content: &NoticeContent, signed: NaiveDate, today: NaiveDate) -> Violations {
    let mut found = Violations::new();
    let days = [
        (Some(content.sent_on), "/sentOn"),
        (content.arrived_on, "/arrivedOn"),
    ];
    for (day, pointer) in days {
        if let Some(day) = day.filter(|day| today < *day || !is_plausible(*day)) {
            found.push(SENT_AHEAD.violation().at(pointer).with("date", day));
        }
    }
    if content.sent_on < signed {
        let fault = SENT_BEFORE_SIGNED.violation().at("/sentOn");
        found.push(fault.with("signed", signed));
    }
    if content
        .arrived_on
        .is_some_and(|arrived| arrived < content.sent_on)
    {
        found.push(ARRIVED_BEFORE_SENT.violation().at("/arrivedOn"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delegation::fixtures::{codes, date, employee, noon};
    use uuid::Uuid;

    fn notice(n: u128, arrived_on: Option<NaiveDate>) -> Notice {
        Notice {
            id: NoticeId(Uuid::from_u128(n)),
            vedtak: VedtakId(Uuid::nil()),
            content: NoticeContent {
                channel: NoticeChannel::Letter,
                sent_on: date(6, 1),
                arrived_on,
            },
            recorded_at: noon(6, 1),
            recorded_by: employee(1),
        }
    }

    #[test]
    fn the_latest_registration_says_when_the_notice_arrived() {
        assert_eq!(arrived(&[]), None);
        let both = [notice(1, Some(date(6, 3))), notice(2, Some(date(6, 4)))];
        assert_eq!(arrived(&both), Some(date(6, 4)));
    }

    #[test]
    fn a_notice_is_sent_after_the_signature_and_arrives_after_that_and_not_tomorrow() {
        let mut content = notice(1, Some(date(5, 31))).content;
        let found = check_notice(&content, date(6, 2), date(5, 31));
        assert_eq!(
            codes(&found),
            [
                "notice-ahead",
                "notice-before-signature",
                "notice-arrived-before-sent"
            ]
        );
        content.arrived_on = None;
        assert!(check_notice(&content, date(6, 1), date(6, 1)).is_empty());
    }
}
