//! Every operation of the API, and what it needs. An operation that is not here cannot be served:
//! the doors to the data take an [`Action`].
//!
//! An enum stands in one place, and so long a list is read by subject. So each room holds the lines of
//! its subject and hands them on with those it was given, and [`table`] makes the enum of them all.

use super::Need;

mod applications;
mod assessments;
mod calendars;
mod charter;
mod citizens;
mod consultations;
mod days;
mod delegations;
mod duties;
mod feed;
mod files;
mod knowing;
mod organisation;
mod own;
mod reablement;
mod shifts;
mod table;
mod tasks;
mod team;
mod tiltaksplan;
mod transfers;
mod vedtak;

// The order of the rooms is that of [`Action::ALL`], and so of the access table.
own::operations! { [
    organisation team calendars
    citizens
    shifts duties days
    knowing transfers reablement assessments tiltaksplan consultations
    delegations charter applications vedtak
    tasks files feed
    table
] }
