//! What a caseload file would do: which rows are new, which correct somebody the unit answers for
//! already, and which cannot be taken in.

use chrono::NaiveDate;
use documents::caseload_csv::{CaseloadRow, Column, CsvFault, NextOfKin, ReadRow, RowIdentity};
use domain::{
    citizen::{
        CitizenContent,
        contacts::{Contact, ContactRole},
    },
    ids::{CitizenId, ContactId, ResponsibilityId},
    reason::Reason,
};
use persistence::{
    Correction, Entered, KinStep, KnownInUnit, NewCitizen, NewIdentity, Outcome, Reader, Whose,
    new_id,
};
use std::collections::{BTreeSet, HashMap, VecDeque};

static KNOWN_ELSEWHERE: Reason = Reason {
    rule: "SEC-5",
    code: "number-known",
    nb: "Innbyggeren kan ikke registreres her.",
    nn: "Innbyggjaren kan ikkje registrerast her.",
    en: "The citizen cannot be registered here.",
};

/// What is to be done with a whole file.
#[derive(Debug)]
pub(super) struct Steps {
    pub(super) new: Vec<NewCitizen>,
    pub(super) corrections: Vec<Correction>,
    pub(super) unchanged: usize,
}

/// A blank text and none are one thing in a file.
fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// Whether two say the same, as far as a file can tell.
fn is_same(a: &CitizenContent, b: &CitizenContent) -> bool {
    let blanks = |c: &CitizenContent| CitizenContent {
        phone: said(&c.phone).map(str::to_owned),
        access: domain::citizen::HomeAccess {
            key: said(&c.access.key).map(str::to_owned),
            directions: said(&c.access.directions).map(str::to_owned),
        },
        ..c.clone()
    };
    blanks(a) == blanks(b)
}

fn kin_step(row: Option<&NextOfKin>, known: &[(Contact, i64)], new: ContactId) -> KinStep {
    let Some(row) = row else {
        return KinStep::Keep;
    };
    let name = |name: &str| name.trim().to_lowercase();
    let same = |(contact, _): &&(Contact, i64)| name(&contact.content.name) == name(&row.name);
    match known.iter().find(same) {
        None => KinStep::Add(Contact {
            id: new,
            content: row.contact(),
        }),
        Some((contact, version)) => {
            let content = &contact.content;
            let as_known = said(&content.relation) == said(&row.relation)
                && said(&content.phone) == said(&row.phone);
            if as_known {
                return KinStep::Keep;
            }
            let mut changed = contact.clone();
            changed.content.relation.clone_from(&row.relation);
            changed.content.phone.clone_from(&row.phone);
            KinStep::Change(changed, *version)
        }
    }
}

/// Without a number, name and birth date must do.
type Person<'a> = (&'a str, &'a str, NaiveDate);

fn person(content: &CitizenContent) -> Person<'_> {
    let name = &content.name;
    (&name.given, &name.family, content.birth_date)
}

/// Who is known, and not yet met in the file.
struct Known<'a> {
    by_number: HashMap<&'a [u8], &'a KnownInUnit>,
    /// Those without a number; two of one name and birth date come in the order of their ids.
    nameless: HashMap<Person<'a>, VecDeque<&'a KnownInUnit>>,
}

impl<'a> Known<'a> {
    fn of(known: &'a [KnownInUnit]) -> Self {
        let numbered = known.iter().filter_map(|k| Some((k.lookup.as_deref()?, k)));
        let mut nameless: HashMap<Person<'a>, VecDeque<&'a KnownInUnit>> = HashMap::new();
        for one in known.iter().filter(|k| k.lookup.is_none()) {
            nameless
                .entry(person(&one.content))
                .or_default()
                .push_back(one);
        }
        Self {
            by_number: numbered.collect(),
            nameless,
        }
    }

    fn without_number(&mut self, row: &'a CaseloadRow) -> Option<&'a KnownInUnit> {
        self.nameless.get_mut(&person(&row.content))?.pop_front()
    }
}

/// The steps of a whole file, or every row that cannot be taken in. Three queries.
pub(super) fn plan(
    reader: &mut Reader<'_>,
    entered: &Entered,
    rows: &[ReadRow],
) -> Outcome<Result<Steps, Vec<CsvFault>>> {
    let unit = reader.known_in_unit(entered)?;
    let mut kin: HashMap<CitizenId, Vec<(Contact, i64)>> = HashMap::new();
    for (citizen, contact, version) in reader.contact_rows(Whose::Unit(entered.unit))? {
        if contact.content.role == ContactRole::NextOfKin {
            kin.entry(citizen).or_default().push((contact, version));
        }
    }
    let lookup = |row: &CaseloadRow| match &row.identity {
        RowIdentity::Number(number) => Some(reader.lookup_of(number)),
        RowIdentity::None { .. } => None,
    };
    let lookups: Vec<Option<Vec<u8>>> = rows.iter().map(|read| lookup(&read.row)).collect();
    let asked: Vec<Vec<u8>> = lookups.iter().flatten().cloned().collect();
    let anywhere: BTreeSet<Vec<u8>> = reader.known_numbers(&asked)?.into_iter().collect();
    let mut known = Known::of(&unit);
    let now = reader.asked_at();
    let mut faults = Vec::new();
    let mut steps = Steps {
        new: Vec::new(),
        corrections: Vec::new(),
        unchanged: 0,
    };
    for (read, lookup) in rows.iter().zip(lookups) {
        let row = &read.row;
        let numbered = lookup.as_deref();
        let mut same = numbered.and_then(|lookup| known.by_number.get(lookup).copied());
        let is_elsewhere = same.is_none() && numbered.is_some_and(|l| anywhere.contains(l));
        if is_elsewhere {
            faults.push(CsvFault {
                line: read.line,
                column: Some(Column::NationalNumber.name().to_owned()),
                violation: KNOWN_ELSEWHERE.violation(),
            });
            continue;
        }
        if same.is_none() {
            // Also somebody who had no number when she came, and has got one.
            same = known.without_number(row);
        }
        // Ids of rows are nobody's promise yet, so a second run may make others.
        let contact: ContactId = new_id(now);
        let Some(known) = same else {
            let identity = match &row.identity {
                RowIdentity::Number(number) => NewIdentity::Number(number.clone()),
                RowIdentity::None { reason } => NewIdentity::None(reason.clone()),
            };
            let id: CitizenId = new_id(now);
            let responsibility: ResponsibilityId = new_id(now);
            let kin = row.next_of_kin.as_ref().map(|kin| Contact {
                id: contact,
                content: kin.contact(),
            });
            steps.new.push(NewCitizen {
                id,
                responsibility,
                identity,
                content: row.content.clone(),
                kin,
            });
            continue;
        };
        let own = kin.get(&known.id).map_or(&[][..], Vec::as_slice);
        let kin = kin_step(row.next_of_kin.as_ref(), own, contact);
        let number = match &row.identity {
            RowIdentity::Number(number) if known.lookup.is_none() => Some(number.clone()),
            _ => None,
        };
        let is_known = is_same(&known.content, &row.content);
        if is_known && kin == KinStep::Keep && number.is_none() {
            steps.unchanged += 1;
        } else {
            let content = if is_known {
                &known.content
            } else {
                &row.content
            };
            steps.corrections.push(Correction {
                content: content.clone(),
                known: known.clone(),
                number,
                kin,
            });
        }
    }
    Ok(if faults.is_empty() {
        Ok(steps)
    } else {
        Err(faults)
    })
}
