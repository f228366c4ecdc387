//! How a question to a specialist is shown.

use chrono::{DateTime, Utc};
use domain::{consultation::Consultation, ids::EmployeeId};
use persistence::{Outcome, Reader};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A question to a specialist.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ConsultationView {
    #[serde(flatten)]
    consultation: Consultation,
    /// Who asked, by name.
    asked_by_name: String,
    /// Who is asked, by name.
    specialist_name: String,
}

impl ConsultationView {
    fn new(
        mut consultation: Consultation,
        names: &BTreeMap<EmployeeId, String>,
        now: DateTime<Utc>,
    ) -> Self {
        let name = |id| names.get(&id).cloned().unwrap_or_default();
        consultation.state = consultation.state_at(now);
        Self {
            asked_by_name: name(consultation.asked_by),
            specialist_name: name(consultation.specialist),
            consultation,
        }
    }

    /// As they stand now, in their order: one query.
    pub(super) fn all(
        reader: &mut Reader<'_>,
        consultations: Vec<Consultation>,
    ) -> Outcome<Vec<Self>> {
        let now = reader.asked_at();
        let ids: Vec<EmployeeId> = consultations
            .iter()
            .flat_map(|c| [c.asked_by, c.specialist])
            .collect();
        let employees = reader.employees(&ids)?.into_iter();
        let names = employees
            .map(|e| (e.id, format!("{} {}", e.given_name, e.family_name)))
            .collect();
        let view = |consultation| Self::new(consultation, &names, now);
        Ok(consultations.into_iter().map(view).collect())
    }

    /// One.
    pub(super) fn one(reader: &mut Reader<'_>, consultation: Consultation) -> Outcome<Self> {
        let names = BTreeMap::new();
        let now = reader.asked_at();
        let mut all = Self::all(reader, vec![consultation.clone()])?;
        Ok(all
            .pop()
            .unwrap_or_else(|| Self::new(consultation, &names, now)))
    }
}
