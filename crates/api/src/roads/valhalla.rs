//! Valhalla's `sources_to_targets` service: <https://valhalla.github.io/valhalla/api/matrix/api-reference/>.

use super::{Question, Seconds, Silence};
use domain::organisation::Transport;
use scheduling::Place;
use serde::Deserialize;
use serde_json::{Value, json};
use ureq::Agent;

#[derive(Deserialize)]
struct Cell {
    from_index: usize,
    to_index: usize,
    time: Option<f64>,
}

#[derive(Deserialize)]
struct Answer {
    sources_to_targets: Vec<Vec<Cell>>,
}

const fn costing(transport: Transport) -> &'static str {
    match transport {
        Transport::Walk => "pedestrian",
        Transport::Bike => "bicycle",
        Transport::Car => "auto",
    }
}

fn points(places: &[Place]) -> Value {
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    places
        .iter()
        .map(|p| json!({ "lat": rounded(p.latitude), "lon": rounded(p.longitude) }))
        .collect()
}

pub(super) fn ask(agent: &Agent, question: &Question<'_>) -> Result<Seconds, Silence> {
    let body = json!({
        "sources": points(question.sources),
        "targets": points(question.destinations),
        "costing": costing(question.transport),
    });
    let url = question
        .url
        .replace("{transport}", costing(question.transport));
    let mut response = agent
        .post(format!("{url}/sources_to_targets"))
        .config()
        .timeout_global(Some(question.time))
        .build()
        .send_json(&body)
        .map_err(|e| e.to_string())?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("status {status}"));
    }
    let answer: Answer = response.body_mut().read_json().map_err(|e| e.to_string())?;
    let width = question.destinations.len();
    let mut seconds = vec![vec![None; width]; question.sources.len()];
    let mut cells = 0;
    for cell in answer.sources_to_targets.into_iter().flatten() {
        let row = seconds.get_mut(cell.from_index);
        let place = row.and_then(|row| row.get_mut(cell.to_index));
        *place.ok_or("an index out of range")? = cell.time;
        cells += 1;
    }
    if cells != width * question.sources.len() {
        return Err("cells are missing".to_owned());
    }
    Ok(seconds)
}
