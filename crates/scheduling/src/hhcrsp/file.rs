//! Reading an instance, and what is wrong with one.

use super::{Instance, SCALE, Service, Sync};
use serde::Deserialize;
use std::collections::HashMap;

/// The most patients and carers that are read.
const MOST: usize = 5_000;

#[derive(Debug, Clone, Deserialize)]
struct File {
    patients: Vec<PatientRow>,
    caregivers: Vec<CarerRow>,
    services: Vec<ServiceRow>,
    distances: Vec<Vec<f64>>,
}

#[derive(Debug, Clone, Deserialize)]
struct PatientRow {
    id: String,
    time_window: [f64; 2],
    required_caregivers: Vec<RequiredRow>,
    synchronization: Option<SyncRow>,
}

#[derive(Debug, Clone, Deserialize)]
struct RequiredRow {
    service: String,
    duration: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
struct SyncRow {
    #[serde(rename = "type")]
    kind: String,
    distance: Option<[f64; 2]>,
}

#[derive(Debug, Clone, Deserialize)]
struct CarerRow {
    id: String,
    abilities: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct ServiceRow {
    id: String,
    default_duration: Option<f64>,
}

fn thousandths(number: f64, what: &str) -> Result<i32, String> {
    if number.is_finite() && (0.0..=1e6).contains(&number) {
        Ok((number * SCALE).round() as i32)
    } else {
        Err(format!("{what}: {number} is out of range"))
    }
}

impl Instance {
    /// Reads an instance.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if file.patients.len() > MOST || file.caregivers.len() > MOST {
            return Err(format!("more than {MOST} patients or carers"));
        }
        let size = file.patients.len() + 1;
        if file.distances.len() < size || file.distances.iter().any(|row| row.len() < size) {
            return Err("the distances do not cover depot and patients".into());
        }
        let defaults: HashMap<&str, Option<f64>> = file
            .services
            .iter()
            .map(|s| (s.id.as_str(), s.default_duration))
            .collect();
        let mut patients = Vec::new();
        let mut services = Vec::new();
        for (p, row) in file.patients.iter().enumerate() {
            let [from, to] = row.time_window;
            for required in &row.required_caregivers {
                let default = defaults.get(required.service.as_str()).copied().flatten();
                let minutes = required.duration.or(default);
                services.push(Service {
                    patient: p,
                    service: required.service.clone(),
                    minutes: thousandths(
                        minutes.ok_or_else(|| format!("{}: no duration", row.id))?,
                        &row.id,
                    )?,
                });
            }
            let sync = match (&row.synchronization, row.required_caregivers.len()) {
                (_, 1) => None,
                (Some(s), 2) if s.kind == "simultaneous" => Some(Sync::Together),
                (Some(s), 2) if s.kind == "sequential" => {
                    let [min, max] = s
                        .distance
                        .ok_or_else(|| format!("{}: sequential without distance", row.id))?;
                    Some(Sync::Apart(
                        thousandths(min, &row.id)?,
                        thousandths(max, &row.id)?,
                    ))
                }
                (None, 2) => Some(Sync::Apart(-i32::MAX / 4, i32::MAX / 4)),
                _ => return Err(format!("{}: one or two carers are understood", row.id)),
            };
            patients.push((
                row.id.clone(),
                thousandths(from, &row.id)?,
                thousandths(to, &row.id)?,
                sync,
            ));
        }
        let mut distances = Vec::new();
        for row in &file.distances[..size] {
            let row: Result<Vec<i32>, String> = row[..size]
                .iter()
                .map(|&d| thousandths(d, "distance"))
                .collect();
            distances.push(row?);
        }
        Ok(Self {
            patients,
            services,
            carers: file
                .caregivers
                .into_iter()
                .map(|c| (c.id, c.abilities))
                .collect(),
            distances,
        })
    }
}
