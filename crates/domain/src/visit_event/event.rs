//! The shape of an event.

use crate::{ids::*, text_enum};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What happened (R-WL-6).
    pub enum EventKind {
        /// She is there and begins.
        Started = "started", "startet", "starta", "started";
        /// Carried out.
        Done = "done", "utført", "utført", "done";
        /// Not carried out; the reason says why.
        NotDone = "not_done", "ikke utført", "ikkje utført", "not done";
        /// The citizen did not want it.
        Declined = "declined", "avslått av innbyggeren", "avslått av innbyggjaren", "declined";
        /// Agreed with the citizen to come at another time.
        Moved = "moved", "flyttet", "flytta", "moved";
        /// Nobody opened the door: an alert to the fordeler at once.
        NobodyOpened = "nobody_opened", "ingen åpnet", "ingen opna", "nobody opened";
        /// A short note.
        Note = "note", "notat", "notat", "note";
        /// Something went wrong.
        Deviation = "deviation", "avvik", "avvik", "deviation";
        /// Takes back the event it replaces, with nothing in its place.
        Withdrawn = "withdrawn", "trukket tilbake", "trekt tilbake", "withdrawn";
    }
}

text_enum! {
    /// Why a visit was not carried out.
    pub enum NotDoneReason {
        /// The citizen is in hospital or another institution.
        Admitted = "admitted", "innlagt", "innlagd", "admitted";
        /// The citizen is out, and has said so.
        Away = "away", "borte etter avtale", "borte etter avtale", "away by agreement";
        /// Kin or others did it.
        DoneByOthers = "done_by_others", "gjort av andre", "gjort av andre", "done by others";
        /// There was no time.
        NoTime = "no_time", "ikke tid", "ikkje tid", "no time";
        /// No longer needed.
        NotNeeded = "not_needed", "ikke behov", "ikkje behov", "not needed";
        /// Something else; the note says what.
        Other = "other", "annet", "anna", "other";
    }
}

/// One thing that happened at a visit, told by one employee's device.
///
/// A correction is an event of any kind that names the event it `replaces`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VisitEvent {
    /// Made by the phone; sent twice, it is the same event.
    pub id: VisitEventId,
    /// At which visit.
    pub visit: VisitId,
    /// Who says so.
    pub employee: EmployeeId,
    /// What happened.
    pub kind: EventKind,
    /// The phone's clock when it was told.
    pub phone_time: DateTime<Utc>,
    /// Which device.
    pub device: DeviceId,
    /// The device's own count.
    pub sequence: i64,
    /// The event that this one corrects.
    pub replaces: Option<VisitEventId>,
    /// When it really happened, if a correction says otherwise than the clock did.
    pub happened_at: Option<DateTime<Utc>>,
    /// Why not done.
    pub reason: Option<NotDoneReason>,
    /// To when it was moved, once agreed.
    pub moved_to: Option<DateTime<Utc>>,
    /// What she writes.
    pub note: Option<String>,
}

impl VisitEvent {
    /// When it happened, as far as is known.
    pub fn time(&self) -> DateTime<Utc> {
        self.happened_at.unwrap_or(self.phone_time)
    }

    /// Where it stands among the others: phone time, device, sequence (R-WL-6); the id decides
    /// between two that a broken device counted alike.
    pub(super) fn order(&self) -> (DateTime<Utc>, DeviceId, i64, VisitEventId) {
        (self.phone_time, self.device, self.sequence, self.id)
    }
}
