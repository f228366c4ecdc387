//! One who listens to Server-Sent Events, as a client of the specification would.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read};

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// `changes`, `reset`, `progress`, `end`; empty for a comment or a position alone.
    pub name: String,
    /// The position, when it has one.
    pub id: Option<String>,
    /// What it says.
    pub data: Value,
}

/// A stream that is open.
pub struct Listener {
    lines: BufReader<Box<dyn Read + Send>>,
    /// The position heard last.
    pub last_id: Option<String>,
}

impl Listener {
    pub(crate) fn new(reader: impl Read + Send + 'static) -> Self {
        Self {
            lines: BufReader::new(Box::new(reader)),
            last_id: None,
        }
    }

    /// Waits for the next event, comments and positions alone included; none when the stream has
    /// ended.
    pub fn hear(&mut self) -> Option<Event> {
        let (mut name, mut id, mut data, mut any) = (String::new(), None, String::new(), false);
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
            }
            let line = line.trim_end_matches('\n');
            match line.split_once(':') {
                None if !any => {}
                None => {
                    let data = serde_json::from_str(&data).unwrap_or(Value::Null);
                    return Some(Event { name, id, data });
                }
                Some(("event", value)) => value.trim_start().clone_into(&mut name),
                Some(("data", value)) => data.push_str(value.trim_start()),
                Some(("id", value)) => {
                    id = Some(value.trim_start().to_owned());
                    self.last_id.clone_from(&id);
                }
                Some(("retry", _)) => continue,
                Some(_) => {}
            }
            any = any || line.contains(':');
        }
    }

    /// Waits for the next event with a name, and passes over others.
    ///
    /// # Panics
    /// When the stream ends before.
    #[track_caller]
    pub fn next(&mut self, name: &str) -> Event {
        loop {
            let event = self
                .hear()
                .unwrap_or_else(|| panic!("the stream ended before {name}"));
            if event.name == name {
                return event;
            }
            assert!(
                event.name.is_empty() || event.name == "progress",
                "{event:?} before {name}"
            );
        }
    }

    /// Waits until the stream ends, and gives the reason it told.
    pub fn end(mut self) -> String {
        let mut reason = String::new();
        while let Some(event) = self.hear() {
            if event.name == "end" {
                event.data["reason"]
                    .as_str()
                    .unwrap_or_default()
                    .clone_into(&mut reason);
            }
        }
        reason
    }
}
