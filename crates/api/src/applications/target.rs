//! What every operation on one application does alike.

use crate::{door::Door, problem::Problem};
use domain::{
    application::Application,
    ids::{ApplicationId, CitizenId, UnitId},
    policy::Action,
};
use persistence::{Opened, Outcome, Reader, Streams};

/// Name of the document in the access log.
pub(super) const DOCUMENT: &str = "application";

/// An application found before anything is locked; nothing of it is told yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    id: ApplicationId,
    citizen: CitizenId,
    unit: UnitId,
}

impl Target {
    /// Finds it.
    pub(super) async fn find(
        door: &Door,
        action: Action,
        id: ApplicationId,
    ) -> Result<Self, Problem> {
        let (citizen, unit) = door
            .look(action, move |reader| reader.whose_application(id))
            .await?;
        Ok(Self { id, citizen, unit })
    }

    /// The streams that a write on it takes: the citizen's, and that of the unit that has it.
    pub(super) fn streams(self) -> Streams {
        Streams::citizen(self.citizen).and_unit(self.unit)
    }

    /// The application with its version, the record opened.
    pub(super) fn open(self, reader: &mut Reader<'_>) -> Outcome<(Opened, Application, i64)> {
        let opened = reader.open(self.citizen, DOCUMENT)?;
        let (application, version) = reader.application(&opened, self.id)?;
        Ok((opened, application, version))
    }
}
