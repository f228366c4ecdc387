//! Whoever prepares a case is impartial in it (R-VED-5, fvl § 6): what is known about that, and the
//! refusal of those who must keep away.

use domain::{
    habilitet::{Impartiality, Relation},
    ids::{CitizenId, EmployeeId},
    reason::none_of,
};
use persistence::{Failure, Opened, Outcome, Reader};

/// What is known about impartiality in one citizen's case.
pub(crate) struct Known {
    citizen: CitizenId,
    herself: Option<EmployeeId>,
    relations: Vec<Relation>,
}

impl Known {
    /// Loads it: two queries.
    pub(crate) fn load(reader: &mut Reader<'_>, opened: &Opened) -> Outcome<Self> {
        Ok(Self {
            citizen: opened.citizen,
            herself: reader.employee_who_is(opened.citizen)?,
            relations: reader.relations_to_citizen(opened.citizen)?,
        })
    }

    /// As the rules want it, for preparing: who leads whom matters for deciding only.
    pub(crate) fn facts(&self) -> Impartiality<'_> {
        Impartiality {
            citizen: self.citizen,
            citizen_as_employee: self.herself,
            relations: &self.relations,
            subordinations: &[],
        }
    }
}

/// Refuses the one who asks when she must keep away from the citizen's case.
pub(crate) fn check(reader: &mut Reader<'_>, opened: &Opened) -> Outcome<()> {
    let employee = reader.actor()?.employee;
    let known = Known::load(reader, opened)?;
    let reasons = known.facts().preparing(employee, reader.asked_at());
    none_of(reasons).map_err(Failure::Forbidden)
}
