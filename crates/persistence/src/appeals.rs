//! What comes after a signature: letters, notices, appeals, and the marks that figures on forms are
//! made of (R-VED-7, R-VED-8, R-VED-9).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Entered, Opened, Reader},
    row_security::Beyond,
    schema::{appeals, letters, vedtak_marks, vedtak_notices},
    sql_types::{AnyId, At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    appeal::{Appeal, AppealState},
    ids::{AppealId, CitizenId, VedtakId},
    law::LetterLanguage,
    notice::Notice,
    vedtak::{Vedtak, VedtakForm},
};
use uuid::Uuid;

domain::text_enum! {
    /// What happened to a vedtak, for the figures on forms (R-VED-7).
    pub enum MarkKind {
        /// Sent to signature.
        Submitted = "submitted", "sendt til signering", "sendt til signering", "submitted";
        /// Sent back.
        Returned = "returned", "sendt tilbake", "sendt tilbake", "returned";
        /// A stranger could not tell what help the citizen gets.
        CheckFailed = "check_failed", "kontrollen viste at det var uklart", "kontrollen viste at det var uklart", "the check found it unclear";
        /// Signed.
        Signed = "signed", "signert", "signert", "signed";
        /// Appealed.
        Appealed = "appealed", "påklaget", "påklaga", "appealed";
    }
}

/// A letter as it was made, for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its language.
    pub language: LetterLanguage,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Reader<'_> {
    /// The letter of a vedtak of an opened citizen.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when it has none.
    pub fn letter(&mut self, opened: &Opened, id: VedtakId) -> Outcome<Letter> {
        let row: Option<(Coded<LetterLanguage>, String, Vec<u8>)> =
            either!(self, |c| letters::table
                .find(Id(id))
                .filter(letters::citizen_id.eq(Id(opened.citizen)))
                .select((letters::language, letters::hash, letters::bytes))
                .first(c)
                .optional()?);
        let (language, hash, bytes) = row.ok_or(Failure::NotThere)?;
        Ok(Letter {
            language: language.0,
            hash,
            bytes,
        })
    }

    /// What an opened citizen was told of a vedtak, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn notices(&mut self, opened: &Opened, id: VedtakId) -> Outcome<Vec<Notice>> {
        let rows: Vec<Doc<Notice>> = either!(self, |c| vedtak_notices::table
            .filter(vedtak_notices::vedtak_id.eq(Id(id)))
            .filter(vedtak_notices::citizen_id.eq(Id(opened.citizen)))
            .order(vedtak_notices::id)
            .select(vedtak_notices::details)
            .load(c)?);
        Ok(rows.into_iter().map(|notice| notice.0).collect())
    }

    /// The appeals on a vedtak of an opened citizen, oldest first, with versions.
    ///
    /// # Errors
    /// Those of the database.
    pub fn appeals(&mut self, opened: &Opened, id: VedtakId) -> Outcome<Vec<(Appeal, i64)>> {
        let rows: Vec<(Doc<Appeal>, i64)> = either!(self, |c| appeals::table
            .filter(appeals::vedtak_id.eq(Id(id)))
            .filter(appeals::citizen_id.eq(Id(opened.citizen)))
            .order(appeals::id)
            .select((appeals::details, appeals::version))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(appeal, version)| (appeal.0, version))
            .collect())
    }

    /// Whose appeal it is and on which vedtak; of an unknown one nobody's (SEC-5).
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_appeal(&mut self, id: AppealId) -> Outcome<(CitizenId, VedtakId)> {
        self.beyond(Beyond::Whose, |reader| {
            let found: Option<(Id<CitizenId>, Id<VedtakId>)> = either!(reader, |c| appeals::table
                .find(Id(id))
                .select((appeals::citizen_id, appeals::vedtak_id))
                .first(c)
                .optional()?);
            Ok(found.map_or(
                (CitizenId(Uuid::max()), VedtakId(Uuid::max())),
                |(citizen, vedtak)| (citizen.0, vedtak.0),
            ))
        })
    }

    /// How often each thing happened to vedtak of each form in an entered unit between two instants:
    /// one query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn vedtak_marks(
        &mut self,
        entered: &Entered,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Outcome<Vec<(VedtakForm, MarkKind, i64)>> {
        let rows: Vec<(Coded<VedtakForm>, Coded<MarkKind>, i64)> =
            either!(self, |c| vedtak_marks::table
                .filter(vedtak_marks::unit_id.eq(Id(entered.unit)))
                .filter(vedtak_marks::at.ge(At::from(from)))
                .filter(vedtak_marks::at.lt(At::from(until)))
                .group_by((vedtak_marks::form, vedtak_marks::kind))
                .select((
                    vedtak_marks::form,
                    vedtak_marks::kind,
                    diesel::dsl::count_star()
                ))
                .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(form, kind, count)| (form.0, kind.0, count))
            .collect())
    }
}

impl Writer<'_> {
    /// The letter of a vedtak that is being signed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_letter(&mut self, of: &Vedtak, letter: &Letter) -> Outcome<()> {
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(letters::table)
            .values((
                letters::vedtak_id.eq(Id(of.id)),
                letters::citizen_id.eq(Id(of.citizen)),
                letters::language.eq(Coded(letter.language)),
                letters::hash.eq(&letter.hash),
                letters::bytes.eq(&letter.bytes),
                letters::made_at.eq(now),
            ))
            .execute(c)?);
        self.changed("letters", of.id, Some(of.citizen), 1, Op::Created);
        Ok(())
    }

    /// That a citizen was told.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_notice(&mut self, opened: &Opened, notice: &Notice) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(vedtak_notices::table)
            .values((
                vedtak_notices::id.eq(Id(notice.id)),
                vedtak_notices::vedtak_id.eq(Id(notice.vedtak)),
                vedtak_notices::citizen_id.eq(Id(opened.citizen)),
                vedtak_notices::details.eq(Doc(notice.clone())),
            ))
            .execute(c)?);
        self.changed(
            "vedtakNotices",
            notice.id,
            Some(opened.citizen),
            1,
            Op::Created,
        );
        Ok(())
    }

    /// A registered appeal.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_appeal(&mut self, opened: &Opened, appeal: &Appeal) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(appeals::table)
            .values((
                appeals::id.eq(Id(appeal.id)),
                appeals::vedtak_id.eq(Id(appeal.vedtak)),
                appeals::citizen_id.eq(Id(opened.citizen)),
                appeals::state.eq(Coded(appeal.state())),
                appeals::details.eq(Doc(appeal.clone())),
            ))
            .execute(c)?);
        self.changed("appeals", appeal.id, Some(opened.citizen), 1, Op::Created);
        Ok(())
    }

    /// An appeal as the rules made it. Returns its new version.
    ///
    /// # Errors
    /// [`Failure::Again`] when another write was first.
    pub fn update_appeal(
        &mut self,
        opened: &Opened,
        appeal: &Appeal,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        let state: Coded<AppealState> = Coded(appeal.state());
        let rows = either!(self, |c| diesel::update(
            appeals::table
                .find(Id(appeal.id))
                .filter(appeals::version.eq(version))
        )
        .set((
            appeals::state.eq(state),
            appeals::details.eq(Doc(appeal.clone())),
            appeals::version.eq(next),
        ))
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        self.changed(
            "appeals",
            appeal.id,
            Some(opened.citizen),
            next,
            Op::Updated,
        );
        Ok(next)
    }

    /// Notes what happened to a vedtak, for the figures on forms.
    ///
    /// # Errors
    /// Those of the database.
    pub fn mark_vedtak(&mut self, id: Uuid, of: &Vedtak, kind: MarkKind) -> Outcome<()> {
        let now = At::from(self.now());
        let id: AnyId = Id(id);
        either!(self, |c| diesel::insert_into(vedtak_marks::table)
            .values((
                vedtak_marks::id.eq(id),
                vedtak_marks::vedtak_id.eq(Id(of.id)),
                vedtak_marks::citizen_id.eq(Id(of.citizen)),
                vedtak_marks::unit_id.eq(Id(of.unit)),
                vedtak_marks::form.eq(Coded(of.content.form)),
                vedtak_marks::kind.eq(Coded(kind)),
                vedtak_marks::at.eq(now),
            ))
            .execute(c)?);
        Ok(())
    }
}
