//! What the two numbers of an employee share: one is parsed, is nobody else's, and only its hash is kept.

use crate::{
    door::{Door, nothing},
    problem::Problem,
};
use actix_web::HttpResponse;
use domain::{
    ids::EmployeeId,
    policy::Action,
    reason::{Reason, Violations},
};
use persistence::{Failure, Outcome, Streams, Writer};
use serde::de::DeserializeOwned;

/// A number as it is sent: where it stands in the body, and what is said when it is another's.
pub(super) struct Sent {
    /// JSON pointer into the body.
    pub(super) at: &'static str,
    /// An employee has it already.
    pub(super) of_another: &'static Reason,
}

/// Keeps an employee's number.
pub(super) async fn keep<T, N>(
    door: Door,
    action: Action,
    employee: EmployeeId,
    sent: Sent,
    parse: impl Fn(&T) -> Result<N, Violations> + Send + 'static,
    set: impl Fn(&mut Writer<'_>, EmployeeId, &N) -> Outcome<bool> + Send + 'static,
) -> Result<HttpResponse, Problem>
where
    T: DeserializeOwned + Send + 'static,
{
    let body = door.body::<T>();
    door.write(action, Streams::municipality(), move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        if writer.employees(&[employee])?.is_empty() {
            return Err(Failure::NotThere);
        }
        let number = parse(&input).map_err(|faults| {
            let placed = faults.into_iter().map(|fault| fault.at(sent.at));
            Failure::Invalid(placed.collect())
        })?;
        if !set(writer, employee, &number)? {
            return Err(Failure::conflict(sent.of_another.violation().at(sent.at)));
        }
        Ok(nothing())
    })
    .await
}
