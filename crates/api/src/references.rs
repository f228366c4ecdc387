//! Ids in a body that must name somebody. The rules speak of what is said; that the ones named
//! exist is asked here, in one query for all of them.

use domain::{
    ids::{ContactId, EmployeeId},
    reason::{Reason, Violations},
};
use persistence::{Opened, Outcome, Reader};

static NO_EMPLOYEE: Reason = Reason {
    rule: "API-1",
    code: "no-such-employee",
    nb: "Denne medarbeideren finnes ikke.",
    nn: "Denne medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};
static NO_CONTACT: Reason = Reason {
    rule: "R-CIT-8",
    code: "no-such-contact",
    nb: "Innbyggeren har ingen slik kontakt.",
    nn: "Innbyggjaren har ingen slik kontakt.",
    en: "The citizen has no such contact.",
};

/// Those of `named` who are no employees, each at its pointer.
pub(crate) fn unknown_employees(
    reader: &mut Reader<'_>,
    named: &[(String, EmployeeId)],
) -> Outcome<Violations> {
    if named.is_empty() {
        return Ok(Violations::new());
    }
    let ids: Vec<EmployeeId> = named.iter().map(|(_, id)| *id).collect();
    let known = reader.employees(&ids)?;
    Ok(named
        .iter()
        .filter(|(_, id)| known.iter().all(|employee| employee.id != *id))
        .map(|(pointer, _)| NO_EMPLOYEE.violation().at(pointer))
        .collect())
}

/// Those of `named` who are no contacts of the opened citizen, each at its pointer.
pub(crate) fn unknown_contacts(
    reader: &mut Reader<'_>,
    opened: &Opened,
    named: &[(String, ContactId)],
) -> Outcome<Violations> {
    if named.is_empty() {
        return Ok(Violations::new());
    }
    let known = reader.contacts(opened)?;
    Ok(named
        .iter()
        .filter(|(_, id)| known.iter().all(|(contact, _)| contact.id != *id))
        .map(|(pointer, _)| NO_CONTACT.violation().at(pointer))
        .collect())
}
