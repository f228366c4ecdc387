//! Whose each row of a file of plans is.

use super::facts::Facts;
use chrono::NaiveDate;
use documents::plans_csv::{Column, RowOwner};
use domain::{
    ids::CitizenId,
    reason::{Reason, Violation},
};
use persistence::Reader;
use std::collections::HashMap;
use uuid::Uuid;

static NOT_HERE: Reason = Reason {
    rule: "SEC-5",
    code: "plan-citizen-unknown",
    nb: "Enheten har ingen slik innbygger. Ta inn innbyggerne først.",
    nn: "Eininga har ingen slik innbyggjar. Ta inn innbyggjarane først.",
    en: "The unit has no such citizen. Take the citizens in first.",
};
static SEVERAL: Reason = Reason {
    rule: "R-CIT-1",
    code: "plan-citizen-ambiguous",
    nb: "Flere innbyggere uten nummer har dette navnet og denne fødselsdatoen.",
    nn: "Fleire innbyggjarar utan nummer har dette namnet og denne fødselsdatoen.",
    en: "Several citizens without a number have this name and birth date.",
};

/// Whose each row is.
pub(super) struct Owners<'a> {
    by_number: HashMap<&'a [u8], CitizenId>,
    by_name: HashMap<(&'a str, &'a str, NaiveDate), Vec<CitizenId>>,
    /// Of those who share a name: whose plan has a part of this id.
    by_part: HashMap<Uuid, CitizenId>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(facts: &'a Facts) -> Self {
        let numbered = facts.citizens.iter();
        let numbered = numbered.filter_map(|k| Some((k.lookup.as_deref()?, k.id)));
        let mut by_name: HashMap<_, Vec<CitizenId>> = HashMap::new();
        for known in facts.citizens.iter().filter(|k| k.lookup.is_none()) {
            let (name, born) = (&known.content.name, known.content.birth_date);
            let key = (name.given.as_str(), name.family.as_str(), born);
            by_name.entry(key).or_default().push(known.id);
        }
        let parts = facts.plans.values().flat_map(|record| {
            let goals = record.goals.iter().map(|(goal, _)| goal.id.into());
            let tiltak = record.tiltak.iter().map(|(tiltak, _)| tiltak.id.into());
            goals.chain(tiltak).map(|id| (id, record.citizen))
        });
        Self {
            by_number: numbered.collect(),
            by_name,
            by_part: parts.collect(),
        }
    }

    pub(super) fn find(
        &self,
        reader: &Reader<'_>,
        owner: &RowOwner,
        key: &str,
    ) -> Result<CitizenId, (Column, Violation)> {
        if let Some(number) = &owner.number {
            let lookup = reader.lookup_of(number);
            let found = self.by_number.get(lookup.as_slice()).copied();
            return found.ok_or_else(|| (Column::NationalNumber, NOT_HERE.violation()));
        }
        let name = (owner.name.given.as_str(), owner.name.family.as_str());
        let found = self.by_name.get(&(name.0, name.1, owner.birth_date));
        match found.map_or(&[][..], Vec::as_slice) {
            [] => Err((Column::FamilyName, NOT_HERE.violation())),
            [one] => Ok(*one),
            several => {
                let part = key.parse().ok().and_then(|id| self.by_part.get(&id));
                let own = part.filter(|citizen| several.contains(citizen));
                own.copied()
                    .ok_or_else(|| (Column::FamilyName, SEVERAL.violation()))
            }
        }
    }
}
