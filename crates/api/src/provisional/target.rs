//! What every operation on one provisional service does alike.

use crate::{door::Door, problem::Problem};
use domain::{
    ids::{CitizenId, ProvisionalId},
    policy::Action,
    provisional::Provisional,
    task::{TaskSource, TaskState, TaskSubject},
};
use persistence::{Failure, Opened, Outcome, Reader, Streams, Writer};

/// Name of the document in the access log.
pub(super) const DOCUMENT: &str = "provisionalService";

/// One found before anything is locked; nothing of it is told yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    id: ProvisionalId,
    citizen: CitizenId,
}

impl Target {
    /// Finds it.
    pub(super) async fn find(
        door: &Door,
        action: Action,
        id: ProvisionalId,
    ) -> Result<Self, Problem> {
        let citizen = door
            .look(action, move |reader| reader.whose_provisional(id))
            .await?;
        Ok(Self { id, citizen })
    }

    /// The streams that a write on it takes.
    pub(super) fn streams(self) -> Streams {
        Streams::citizen(self.citizen)
    }

    /// The service with its version, the record opened.
    pub(super) fn open(self, reader: &mut Reader<'_>) -> Outcome<(Opened, Provisional, i64)> {
        let opened = reader.open(self.citizen, DOCUMENT)?;
        let all = reader.provisional_services(&opened)?;
        let found = all
            .into_iter()
            .find(|(provisional, _)| provisional.id == self.id);
        let (provisional, version) = found.ok_or(Failure::NotThere)?;
        Ok((opened, provisional, version))
    }
}

/// Its deadline is no longer somebody's work.
pub(super) fn close_deadline(
    writer: &mut Writer<'_>,
    provisional: &Provisional,
    state: TaskState,
) -> Outcome<()> {
    let by = writer.actor()?.employee;
    let source = TaskSource::Provisional(provisional.id);
    writer.close_tasks_of(source, &[TaskSubject::ProvisionalService], state, by)
}
