//! Whom it concerns what an employee may do.

use crate::{door::Door, problem::Problem};
use domain::{ids::EmployeeId, policy::Action};
use persistence::Streams;

/// The municipality and the employee's units: they plan with what she may do, so they hear of it.
///
/// # Errors
/// The refusal, worded.
pub(super) async fn who_hear_of_it(
    door: &Door,
    action: Action,
    employee: EmployeeId,
) -> Result<Streams, Problem> {
    let units = door
        .look(action, move |reader| reader.units_of_employee(employee))
        .await?;
    Ok(units
        .into_iter()
        .fold(Streams::municipality(), Streams::and_unit))
}
