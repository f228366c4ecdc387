//! The extract for a spreadsheet: the columns of the trace, one line each.

use super::{ExtractInput, ExtractLine, what, why};
use crate::{
    csv_file::{BYTE_ORDER_MARK, guarded},
    letter::words::Words,
};
use csv::{Terminator, WriterBuilder};
use domain::time::ZONE;

const COLUMNS: [(&str, &str); 8] = [
    ("fra", "frå"),
    ("til", "til"),
    ("navn", "namn"),
    ("rolle", "rolle"),
    ("enhet", "eining"),
    ("hva", "kva"),
    ("hvorfor", "kvifor"),
    ("begrunnelse", "grunngiving"),
];

pub(super) fn write(input: &ExtractInput<'_>) -> Vec<u8> {
    let words = Words::of(input.language);
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let header = COLUMNS.map(|(nb, nn)| words.pick(nb, nn).to_owned());
    let lines = input.lines.iter().map(|line| record(line, &words));
    for record in std::iter::once(header).chain(lines) {
        // Writing rows of one length to memory cannot fail.
        let _ = writer.write_record(record);
    }
    writer.into_inner().unwrap_or_default()
}

fn record(line: &ExtractLine, words: &Words) -> [String; COLUMNS.len()] {
    let at = |at: chrono::DateTime<chrono::Utc>| {
        at.with_timezone(&ZONE)
            .format("%Y-%m-%d %H:%M:%S")
            .to_string()
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let role = line.role.map(|role| words.word(role.term()).to_owned());
    [
        at(line.from),
        at(line.until),
        text(&line.name),
        text(&role),
        text(&line.unit),
        what(line, words),
        why(line, words).to_owned(),
        text(&line.reason),
    ]
    .map(|cell| guarded(&cell))
}
