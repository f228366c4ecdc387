//! Who sees where somebody lives whose address is protected (SEC-4): those on whose list she is today, her
//! primary contact, and one who took the step for it in an emergency. Nobody else, however close.

use super::{Address, CitizenContent, HomeAccess};
use crate::reason::{Reason, Violations};

static NOT_YOURS_TO_LOWER: Reason = Reason {
    rule: "SEC-4",
    code: "protection-not-seen",
    nb: "Bare den som ser adressen, kan ta bort beskyttelsen av den.",
    nn: "Berre den som ser adressa, kan ta bort vernet av henne.",
    en: "Only somebody who sees the address can take its protection away.",
};

/// What ties the one who looks to where the citizen lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ties {
    /// The citizen is on a list in force of hers today.
    pub on_todays_list: bool,
    /// She is the citizen's primary contact today.
    pub primary_contact: bool,
    /// She took the step for a protected address in an emergency.
    pub emergency_step: bool,
}

impl Ties {
    /// Whether she sees a protected address.
    pub const fn show_protected(self) -> bool {
        self.on_todays_list || self.primary_contact || self.emergency_step
    }
}

impl CitizenContent {
    /// Whether the address, and the way in, may be shown to one with these ties.
    pub const fn shows_address(&self, ties: Ties) -> bool {
        self.address.protection.may_be_shown() || ties.show_protected()
    }

    /// The same without where she lives and how one gets in.
    #[must_use]
    pub fn without_address(self) -> Self {
        Self {
            address: Address {
                street: String::new(),
                postal_code: String::new(),
                town: String::new(),
                protection: self.address.protection,
                place: None,
            },
            access: HomeAccess {
                key: None,
                directions: None,
            },
            ..self
        }
    }

    /// What is stored when one who does not see the address sends this: the hidden parts stay as they
    /// were where she left them empty; a whole new address she may give.
    ///
    /// # Errors
    /// She would take the protection away from an address that she does not see.
    pub fn sent_unseen(self, stored: &Self) -> Result<Self, Violations> {
        let is_empty = self.address.street.trim().is_empty()
            && self.address.postal_code.trim().is_empty()
            && self.address.town.trim().is_empty();
        if self.address.protection.may_be_shown() {
            return Err(vec![
                NOT_YOURS_TO_LOWER.violation().at("/address/protection"),
            ]);
        }
        if !is_empty {
            return Ok(self);
        }
        let protection = self.address.protection;
        Ok(Self {
            address: Address {
                protection,
                ..stored.address.clone()
            },
            access: stored.access.clone(),
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AddressProtection, PersonName};
    use super::*;
    use chrono::NaiveDate;

    fn content(protection: AddressProtection) -> CitizenContent {
        CitizenContent {
            name: PersonName {
                given: "Astrid".to_owned(),
                family: "Bøe".to_owned(),
            },
            birth_date: NaiveDate::from_ymd_opt(1938, 2, 3).unwrap(),
            address: Address {
                street: "Skullerudveien 12".to_owned(),
                postal_code: "1188".to_owned(),
                town: "Oslo".to_owned(),
                protection,
                place: None,
            },
            phone: None,
            language: "nb".to_owned(),
            needs_interpreter: false,
            access: HomeAccess {
                key: Some("Nøkkel 14".to_owned()),
                directions: None,
            },
        }
    }

    #[test]
    fn a_protected_address_is_for_todays_list_the_primary_contact_and_the_emergency_step() {
        let none = Ties::default();
        assert!(content(AddressProtection::None).shows_address(none));
        for protection in AddressProtection::ALL.iter().filter(|p| !p.may_be_shown()) {
            let content = content(*protection);
            assert!(!content.shows_address(none));
            for ties in [
                Ties {
                    on_todays_list: true,
                    ..none
                },
                Ties {
                    primary_contact: true,
                    ..none
                },
                Ties {
                    emergency_step: true,
                    ..none
                },
            ] {
                assert!(content.shows_address(ties));
            }
        }
    }

    #[test]
    fn one_who_does_not_see_it_can_neither_lose_it_nor_bring_it_to_light() {
        let stored = content(AddressProtection::Confidential);
        let seen = stored.clone().without_address();
        assert!(
            !format!("{seen:?}").contains("Skullerud") && !format!("{seen:?}").contains("Nøkkel")
        );
        assert_eq!(seen.clone().sent_unseen(&stored).unwrap(), stored);
        let mut lowered = seen.clone();
        lowered.address.protection = AddressProtection::None;
        assert!(lowered.sent_unseen(&stored).is_err());
        let mut moved = seen;
        moved.address.street = "Annenveien 1".to_owned();
        moved.address.postal_code = "0001".to_owned();
        moved.address.town = "Oslo".to_owned();
        assert_eq!(moved.clone().sent_unseen(&stored).unwrap(), moved);
    }
}
