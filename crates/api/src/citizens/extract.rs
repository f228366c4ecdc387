//! The extract that a citizen is given: who has seen my record (SEC-10).

use crate::{
    door::{Door, Shown},
    problem::Problem,
};
use actix_web::HttpResponse;
use chrono::NaiveDate;
use documents::{
    access_extract::{ExtractInput, ExtractLine, csv, pdf},
    letter::Municipality,
};
use domain::{
    ids::{CitizenId, UnitId},
    law::LetterLanguage,
    policy::Action,
    reason::Language,
    time::{day_end, day_start, local_date},
};
use persistence::{Failure, LogLine, LogPart, Outcome, Reader};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The most lines of one extract; a time with more is asked for in parts.
const MOST: i64 = 10_000;

/// As what the log is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// In pages, for programs.
    Json,
    /// To read.
    Pdf,
    /// For a spreadsheet.
    Csv,
}

impl Format {
    /// What `Accept` asks for; JSON unless it names one of the others first.
    pub(super) fn accepted(door: &Door) -> Self {
        let accepted = door.header("accept").unwrap_or_default();
        let known = accepted.split(',').find_map(|media| {
            match media.split(';').next().unwrap_or_default().trim() {
                "application/pdf" => Some(Self::Pdf),
                "text/csv" => Some(Self::Csv),
                "application/json" => Some(Self::Json),
                _ => None,
            }
        });
        known.unwrap_or(Self::Json)
    }
}

/// Answers with the extract.
pub(super) async fn handler(
    door: &Door,
    citizen: CitizenId,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    format: Format,
) -> Result<HttpResponse, Problem> {
    let language = match door.language {
        Language::Nn => LetterLanguage::Nn,
        Language::Nb | Language::En => LetterLanguage::Nb,
    };
    let config = &door.state.config;
    let municipality = Municipality {
        name: config.municipality.clone(),
        address: config.municipality_address.clone(),
        phone: config.municipality_phone.clone(),
    };
    let made_on = local_date(door.state.now());
    door.read(Action::GetAccessLog, move |reader| {
        let opened = reader.open(citizen, "access-log")?;
        reader.note_copy();
        let part = LogPart {
            before: None,
            from: from.map(day_start),
            until: to.map(day_end),
            limit: MOST + 1,
        };
        let mut found = reader.access_log(citizen, part)?;
        let is_cut = i64::try_from(found.len()).is_ok_and(|n| MOST < n);
        found.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        let lines = named(reader, found)?;
        let name = reader.name_on_extract(&opened)?;
        let reference = citizen.to_string();
        let input = ExtractInput {
            language,
            municipality: &municipality,
            citizen: &name,
            reference: &reference,
            made_on,
            from,
            until: to,
            lines: &lines,
            is_cut,
        };
        let (media, bytes) = match format {
            Format::Csv => ("text/csv; charset=utf-8", csv(&input)),
            Format::Pdf | Format::Json => {
                let fault = |f: documents::letter::LetterFault| {
                    Failure::Internal(format!("extract: {}", f.0))
                };
                ("application/pdf", pdf(&input).map_err(fault)?)
            }
        };
        let hash = Sha256::digest(&bytes);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Shown::file(media, &hash, bytes))
    })
    .await
}

/// Lines with the names of their units: one query.
fn named(reader: &mut Reader<'_>, found: Vec<LogLine>) -> Outcome<Vec<ExtractLine>> {
    let units: BTreeMap<UnitId, String> = reader
        .units()?
        .into_iter()
        .map(|unit| (unit.id, unit.name))
        .collect();
    Ok(found
        .into_iter()
        .map(|line| ExtractLine {
            from: line.at.0,
            until: line.covers_until.0,
            name: line.name.map(|(given, family)| format!("{given} {family}")),
            role: line.role.map(|role| role.0),
            unit: line.unit.and_then(|unit| units.get(&unit.0).cloned()),
            kind: line.kind.0,
            document: line.document,
            basis: line.basis.0,
            reason: line.reason,
        })
        .collect())
}
