//! How a contact is shown, and what is asked of one.

use crate::{etag, references::unknown_employees};
use chrono::NaiveDate;
use domain::{
    citizen::contacts::{Contact, ContactContent, check_contact, contact_is_due},
    ids::EmployeeId,
    reason::none_of,
    task::{TaskSource, TaskState, TaskSubject, contact_tasks},
};
use persistence::{Failure, Opened, Outcome, Reader, Writer};
use serde::Serialize;
use utoipa::ToSchema;

/// Next of kin, guardian, neighbour.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactView {
    #[serde(flatten)]
    contact: Contact,
    /// The day agreed for the next contact has come.
    due: bool,
    /// For `If-Match` when it is changed or removed.
    etag: String,
}

impl ContactView {
    pub(super) fn new(contact: Contact, version: i64, epoch: &str, today: NaiveDate) -> Self {
        Self {
            due: contact_is_due(&contact.content, today),
            etag: etag::strong(epoch, version),
            contact,
        }
    }
}

/// Refuses what breaks the rules.
pub(super) fn check(
    reader: &mut Reader<'_>,
    content: &ContactContent,
    today: NaiveDate,
) -> Outcome<()> {
    let named: Vec<_> = content
        .kept_by
        .iter()
        .map(|employee| ("/keptBy".to_owned(), *employee))
        .collect();
    let mut found = check_contact(content, today);
    found.extend(unknown_employees(reader, &named)?);
    none_of(found).map_err(Failure::Invalid)
}

/// The next contact agreed is a task; one that `done_by` has just taken is done (R-CIT-8).
pub(super) fn follow_up(
    writer: &mut Writer<'_>,
    opened: &Opened,
    contact: &Contact,
    done_by: Option<EmployeeId>,
) -> Outcome<()> {
    if let Some(by) = done_by {
        let source = TaskSource::Contact(contact.id);
        writer.close_tasks_of(source, &[TaskSubject::KinContact], TaskState::Done, by)?;
    }
    writer.sync_tasks(&contact_tasks(opened.responsible, opened.citizen, contact))
}
