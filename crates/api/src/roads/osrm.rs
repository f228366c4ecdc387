//! OSRM's `table` service: <https://project-osrm.org/docs/v5.24.0/api/#table-service>.

use super::{Question, Seconds, Silence};
use domain::organisation::Transport;
use scheduling::Place;
use serde::Deserialize;
use std::fmt::Write as _;
use ureq::Agent;

#[derive(Deserialize)]
struct Answer {
    code: String,
    durations: Option<Seconds>,
}

/// The name of the profile that the engine was prepared with.
const fn profile(transport: Transport) -> &'static str {
    match transport {
        Transport::Walk => "foot",
        Transport::Bike => "bike",
        Transport::Car => "car",
    }
}

/// `/table/v1/car/10.77,59.93;…?sources=0;1&destinations=2;3`, longitude first.
fn address(question: &Question<'_>) -> String {
    let profile = profile(question.transport);
    let base = question.url.replace("{transport}", profile);
    let mut url = format!("{base}/table/v1/{profile}/");
    let (sources, destinations) = (question.sources, question.destinations);
    let places: Vec<&Place> = sources.iter().chain(destinations).collect();
    let list = |url: &mut String, of: std::ops::Range<usize>| {
        for n in of.clone() {
            let between = if n == of.start { "" } else { ";" };
            let _ = write!(url, "{between}{n}");
        }
    };
    for (n, place) in places.iter().enumerate() {
        let between = if n == 0 { "" } else { ";" };
        let _ = write!(url, "{between}{:.5},{:.5}", place.longitude, place.latitude);
    }
    url.push_str("?annotations=duration&sources=");
    list(&mut url, 0..sources.len());
    url.push_str("&destinations=");
    list(&mut url, sources.len()..places.len());
    url
}

pub(super) fn ask(agent: &Agent, question: &Question<'_>) -> Result<Seconds, Silence> {
    let mut response = agent
        .get(address(question))
        .config()
        .timeout_global(Some(question.time))
        .build()
        .call()
        .map_err(|e| e.to_string())?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("status {status}"));
    }
    let answer: Answer = response.body_mut().read_json().map_err(|e| e.to_string())?;
    match answer.durations {
        Some(durations) if answer.code == "Ok" => Ok(durations),
        _ => Err(format!("code {}", answer.code)),
    }
}
