//! Judges a solution from scratch, without any code of the search.

use super::{Instance, Objective, SCALE, Service, Solution, Sync};
use std::collections::BTreeMap;

impl Instance {
    /// Checks a solution from scratch and counts its objective.
    ///
    /// # Errors
    /// Everything that makes it infeasible.
    pub fn objective(&self, solution: &Solution) -> Result<Objective, Vec<String>> {
        let mut faults = Vec::new();
        let (mut distance, mut late, mut latest) = (0_i64, 0_i64, 0_i64);
        let mut done: BTreeMap<usize, Vec<(&str, &str, i32)>> = BTreeMap::new();
        for route in &solution.routes {
            let Some(carer) = self.carers.iter().find(|c| c.0 == route.vehicle) else {
                faults.push(format!("{}: no such carer", route.vehicle));
                continue;
            };
            let (mut here, mut free) = (0, 0);
            for stop in &route.stops {
                let patient = self.patients.iter().position(|p| p.0 == stop.patient);
                let Some(patient) = patient else {
                    faults.push(format!("{}: no such patient", stop.patient));
                    continue;
                };
                let wanted = |s: &&Service| s.patient == patient && s.service == stop.service;
                let Some(service) = self.services.iter().find(wanted) else {
                    faults.push(format!("{}: {} not required", stop.patient, stop.service));
                    continue;
                };
                if !carer.1.contains(&stop.service) {
                    faults.push(format!("{}: unable to {}", carer.0, stop.service));
                }
                let start = (stop.start * SCALE).round() as i32;
                let way = self.distances[here][patient + 1];
                // The published starts are rounded at each stop; one thousandth is forgiven.
                if start + 1 < free + way {
                    faults.push(format!(
                        "{}: not there in time for {}",
                        carer.0, stop.patient
                    ));
                }
                if start < self.patients[patient].1 {
                    faults.push(format!("{}: before the window", stop.patient));
                }
                distance += i64::from(way);
                let tardy = i64::from((start - self.patients[patient].2).max(0));
                late += tardy;
                latest = latest.max(tardy);
                let of_patient = done.entry(patient).or_default();
                of_patient.push((&route.vehicle, &stop.service, start));
                (here, free) = (patient + 1, start + service.minutes);
            }
            distance += i64::from(self.distances[here][0]);
        }
        for p in 0..self.patients.len() {
            let required: Vec<_> = self.services.iter().filter(|s| s.patient == p).collect();
            let found = done.get(&p).map_or(&[][..], Vec::as_slice);
            self.check_patient(p, &required, found, &mut faults);
        }
        if faults.is_empty() {
            let number = |sum: i64| sum as f64 / SCALE;
            Ok(Objective {
                distance: number(distance),
                tardiness: number(late),
                max_tardiness: number(latest),
            })
        } else {
            Err(faults)
        }
    }

    fn check_patient(
        &self,
        p: usize,
        required: &[&Service],
        found: &[(&str, &str, i32)],
        faults: &mut Vec<String>,
    ) {
        let (id, _, _, sync) = &self.patients[p];
        let of = |service: &str| found.iter().filter(|f| f.1 == service).collect::<Vec<_>>();
        if found.len() != required.len() || required.iter().any(|s| of(&s.service).is_empty()) {
            faults.push(format!("{id}: not every service exactly once"));
            return;
        }
        let [first, second] = required else { return };
        let [a, b] = if first.service == second.service {
            let mut both = [&found[0], &found[1]];
            both.sort_by_key(|f| f.2);
            both
        } else {
            [of(&first.service)[0], of(&second.service)[0]]
        };
        if a.0 == b.0 {
            faults.push(format!("{id}: both services by the same carer"));
        }
        let apart = b.2 - a.2;
        let fits = match sync {
            Some(Sync::Together) => apart.abs() <= 1,
            Some(Sync::Apart(min, max)) => (min - 1..=max + 1).contains(&apart),
            None => true,
        };
        if !fits {
            faults.push(format!("{id}: the two services are not timed as agreed"));
        }
    }
}
