//! What an answer and a withdrawal share: the question is found, becomes something else, and is shown.

use super::{view::ConsultationView, whose::whose};
use crate::{
    door::{Door, changed},
    problem::Problem,
};
use actix_web::HttpResponse;
use domain::{consultation::Consultation, ids::ConsultationId, policy::Action};
use persistence::{Outcome, Writer};
use serde::de::DeserializeOwned;

/// Does to a question what `settled_by` says with the body, in the citizen's record and the specialist's unit.
pub(super) async fn settle<T: DeserializeOwned + Send + 'static>(
    door: Door,
    action: Action,
    id: ConsultationId,
    mut settled_by: impl FnMut(&mut Writer<'_>, Consultation, T) -> Outcome<Consultation>
    + Send
    + 'static,
) -> Result<HttpResponse, Problem> {
    let body = door.body::<T>();
    let (citizen, streams) = whose(&door, action, id).await?;
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, "consultations")?;
        let (asked, version) = writer.consultation(&opened, id)?;
        let input = body.read(&opened)?;
        let settled = settled_by(writer, asked, input)?;
        let version = writer.update_consultation(&opened, &settled, version)?;
        let view = ConsultationView::one(writer, settled)?;
        changed(writer.epoch(), version, &view)
    })
    .await
}
