//! Many citizens at once, as a file tells of them (R-CIT-1): a few statements for hundreds of rows.

use crate::{
    changes::Op,
    citizens::{NewIdentity, content_row},
    connection::either,
    failure::Outcome,
    imports::KnownInUnit,
    reader::{Entered, Opened},
    schema::{citizens, contacts, responsibilities},
    sql_types::{At, Doc, Id},
    vault::Sealed,
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    citizen::{CitizenContent, contacts::Contact},
    ids::{CitizenId, ResponsibilityId},
    national_number::NationalNumber,
};

/// Somebody new.
#[derive(Debug, Clone)]
pub struct NewCitizen {
    /// Identity of the record.
    pub id: CitizenId,
    /// Identity of the unit's responsibility for her.
    pub responsibility: ResponsibilityId,
    /// Her number, or why there is none.
    pub identity: NewIdentity,
    /// Everything else.
    pub content: CitizenContent,
    /// Nearest kin, when named.
    pub kin: Option<Contact>,
}

/// What a file says of nearest kin.
#[derive(Debug, Clone, PartialEq)]
pub enum KinStep {
    /// Nothing new.
    Keep,
    /// Somebody who is not known yet.
    Add(Contact),
    /// Somebody who is known, with something that differs; and her version.
    Change(Contact, i64),
}

/// Somebody the unit knows, with what differs.
#[derive(Debug, Clone)]
pub struct Correction {
    /// As she is.
    pub known: KnownInUnit,
    /// As the file says.
    pub content: CitizenContent,
    /// The number she has got, who had none.
    pub number: Option<NationalNumber>,
    /// Nearest kin.
    pub kin: KinStep,
}

/// Rows of one statement: databases bound the number of its parameters.
const CHUNK: usize = 200;

impl Writer<'_> {
    /// Takes citizens into the caseload of an entered unit; `told` hears how many are done.
    ///
    /// # Errors
    /// Those of the database.
    pub fn take_in_citizens(
        &mut self,
        entered: &Entered,
        new: &[NewCitizen],
        told: &mut dyn FnMut(usize),
    ) -> Outcome<()> {
        let mut done = 0;
        self.see_citizens(new.iter().map(|citizen| citizen.id))?;
        for chunk in new.chunks(CHUNK) {
            self.take_in_chunk(entered, chunk)?;
            done += chunk.len();
            told(done);
        }
        let ids = new.iter().map(|citizen| citizen.id).collect();
        self.show(Some(entered.unit), entered.basis, "import", ids);
        Ok(())
    }

    fn take_in_chunk(&mut self, entered: &Entered, chunk: &[NewCitizen]) -> Outcome<()> {
        type Number = (Sealed, Vec<u8>, String);
        let since = At::from(self.now());
        let mut numbers: Vec<(Option<Number>, Option<String>)> = Vec::new();
        for new in chunk {
            numbers.push(match &new.identity {
                NewIdentity::Number(number) => {
                    let clear = number.reveal();
                    let sealed = self.vault.seal(new.id.0.as_bytes(), clear.as_bytes())?;
                    let lookup = self.vault.lookup(clear.as_bytes());
                    (Some((sealed, lookup, number.mask())), None)
                }
                NewIdentity::None(reason) => (None, Some(reason.clone())),
            });
        }
        let rows: Vec<_> = chunk
            .iter()
            .zip(&numbers)
            .map(|(new, (number, reason))| {
                let number = number.as_ref();
                (
                    citizens::id.eq(Id(new.id)),
                    citizens::number_cipher.eq(number.map(|(sealed, ..)| &sealed.bytes)),
                    citizens::number_key_id.eq(number.map(|(sealed, ..)| &sealed.key_id)),
                    citizens::number_lookup.eq(number.map(|(_, lookup, _)| lookup)),
                    citizens::number_masked.eq(number.map(|(.., masked)| masked)),
                    citizens::no_number_reason.eq(reason.as_ref()),
                    content_row(&new.content),
                    citizens::created_at.eq(since),
                )
            })
            .collect();
        let answers: Vec<_> = chunk
            .iter()
            .map(|new| {
                (
                    responsibilities::id.eq(Id(new.responsibility)),
                    responsibilities::citizen_id.eq(Id(new.id)),
                    responsibilities::unit_id.eq(Id(entered.unit)),
                    responsibilities::begins_at.eq(since),
                )
            })
            .collect();
        let kin: Vec<_> = chunk
            .iter()
            .filter_map(|new| {
                let kin = new.kin.as_ref()?;
                Some((
                    contacts::id.eq(Id(kin.id)),
                    contacts::citizen_id.eq(Id(new.id)),
                    contacts::details.eq(Doc(kin.content.clone())),
                ))
            })
            .collect();
        either!(self, |c| {
            diesel::insert_into(citizens::table)
                .values(&rows)
                .execute(c)?;
            diesel::insert_into(responsibilities::table)
                .values(&answers)
                .execute(c)?;
            diesel::insert_into(contacts::table)
                .values(&kin)
                .execute(c)?;
        });
        for new in chunk {
            self.changed("citizens", new.id, Some(new.id), 1, Op::Created);
            if let Some(kin) = &new.kin {
                self.changed("contacts", kin.id, Some(new.id), 1, Op::Created);
            }
        }
        Ok(())
    }

    /// Corrects citizens of an entered unit; `told` hears how many are done.
    ///
    /// # Errors
    /// Those of the database.
    pub fn correct(
        &mut self,
        entered: &Entered,
        corrections: &[Correction],
        told: &mut dyn FnMut(usize),
    ) -> Outcome<()> {
        for (done, correction) in (1..).zip(corrections) {
            let known = &correction.known;
            // That the unit answers for them was read in this transaction.
            let opened = Opened {
                citizen: known.id,
                responsible: entered.unit,
                basis: entered.basis,
            };
            let mut version = known.version;
            if known.content != correction.content {
                version = self.update_citizen(&opened, &correction.content, version)?;
            }
            if let Some(number) = &correction.number {
                self.set_national_number(&opened, number, version)?;
            }
            match &correction.kin {
                KinStep::Keep => {}
                KinStep::Add(contact) => self.insert_contact(&opened, contact)?,
                KinStep::Change(contact, version) => {
                    self.update_contact(&opened, contact, *version)?;
                }
            }
            told(done);
        }
        let ids = corrections.iter().map(|c| c.known.id).collect();
        self.show(Some(entered.unit), entered.basis, "import", ids);
        Ok(())
    }
}
