//! Whose question it is.

use crate::{door::Door, problem::Problem};
use domain::{
    ids::{CitizenId, ConsultationId},
    policy::Action,
};
use persistence::Streams;

/// About whom a question is, and what a change to it touches: the citizen's record and the specialist's unit.
///
/// # Errors
/// The refusal, worded.
pub(super) async fn whose(
    door: &Door,
    action: Action,
    id: ConsultationId,
) -> Result<(CitizenId, Streams), Problem> {
    let (citizen, unit) = door
        .look(action, move |reader| reader.whose_consultation(id))
        .await?;
    Ok((citizen, Streams::citizen(citizen).and_unit(unit)))
}
