//! What every operation on one vedtak does alike: find whose it is, open the record, check the
//! version, answer.

use super::view::VedtakView;
use crate::{
    consequences::Followed,
    door::{Door, Shown, changed},
    etag::IfMatch,
    problem::Problem,
};
use domain::{
    ids::{CitizenId, UnitId, VedtakId},
    policy::Action,
    time::local_date,
    vedtak::Vedtak,
};
use persistence::{Answer, Opened, Outcome, Reader, StoredVedtak, Streams, Writer};
use serde::Deserialize;
use utoipa::IntoParams;

/// Name of the document in the access log.
pub(super) const DOCUMENT: &str = "vedtak";

/// Try before doing (API-11).
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Trial {
    /// Answer what would happen, and change nothing.
    #[serde(default)]
    pub(super) dry_run: bool,
}

/// A vedtak found before anything is locked; nothing of it is told yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    id: VedtakId,
    citizen: CitizenId,
    desk: UnitId,
}

impl Target {
    /// Finds it.
    pub(super) async fn find(door: &Door, action: Action, id: VedtakId) -> Result<Self, Problem> {
        let (citizen, desk) = door
            .look(action, move |reader| reader.whose_vedtak(id))
            .await?;
        Ok(Self { id, citizen, desk })
    }

    /// The streams that a write on it takes: the citizen's, and those of the desk it lies on.
    pub(super) fn streams(self) -> Streams {
        Streams::citizen(self.citizen).and_unit(self.desk)
    }

    /// The vedtak, its record opened.
    pub(super) fn open(self, reader: &mut Reader<'_>) -> Outcome<(Opened, StoredVedtak)> {
        let opened = reader.open(self.citizen, DOCUMENT)?;
        let stored = reader.vedtak(&opened, self.id)?;
        Ok((opened, stored))
    }

    /// The same, in the version that the client has seen.
    pub(super) fn open_seen(
        self,
        reader: &mut Reader<'_>,
        if_match: &IfMatch,
    ) -> Outcome<(Opened, StoredVedtak)> {
        let (opened, stored) = self.open(reader)?;
        if_match.check(&opened, reader.epoch(), stored.version)?;
        Ok((opened, stored))
    }
}

/// Keeps the vedtak as the rules made it, and answers with it.
pub(super) fn keep(writer: &mut Writer<'_>, stored: StoredVedtak, next: Vedtak) -> Outcome<Answer> {
    keep_followed(writer, stored, next, None)
}

/// The same, with what it changed in plan and visits (R-VED-11).
pub(super) fn keep_followed(
    writer: &mut Writer<'_>,
    stored: StoredVedtak,
    next: Vedtak,
    followed: Option<Followed>,
) -> Outcome<Answer> {
    let kept = writer.update_vedtak(stored, next)?;
    let version = kept.version;
    let view = VedtakView::new(kept, local_date(writer.now())).followed_by(followed);
    changed(writer.epoch(), version, &view)
}

/// What a trial answers: the vedtak as it would be.
pub(super) fn tried(reader: &Reader<'_>, stored: StoredVedtak, next: Vedtak) -> Outcome<Shown> {
    let would_be = StoredVedtak {
        vedtak: next,
        ..stored
    };
    Shown::view(&VedtakView::new(would_be, local_date(reader.asked_at())))
}
