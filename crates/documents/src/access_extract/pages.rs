//! The extract to read: first who, then day by day what and why, last whom to ask.

use super::{ExtractInput, ExtractLine, clock, days, what, who, why};
use crate::letter::{Block, unprintable, words::Words};
use domain::{law::LetterLanguage, trace::AccessKind};
use std::collections::BTreeMap;

pub(super) const fn title(language: LetterLanguage) -> &'static str {
    match language {
        LetterLanguage::Nb => "Hvem har sett journalen din",
        LetterLanguage::Nn => "Kven har sett journalen din",
    }
}

/// A name or a reason is not refused for what the typeface lacks; it is marked.
fn printable(text: &str) -> String {
    let lacks = unprintable(text);
    text.chars()
        .map(|c| if lacks.contains(&c) { '?' } else { c })
        .collect()
}

pub(super) fn blocks(input: &ExtractInput<'_>) -> Vec<Block> {
    let words = Words::of(input.language);
    let mut blocks = vec![
        Block::Sender(vec![input.municipality.name.clone()]),
        Block::Address(vec![printable(input.citizen)]),
        Block::Reference(vec![
            words.date(input.made_on),
            format!("{}: {}", words.reference, input.reference),
        ]),
        Block::Title(title(input.language).to_owned()),
        Block::Paragraph(about(input, &words)),
    ];
    if input.lines.is_empty() {
        let nobody = words.pick(
            "Ingen har sett i journalen din i denne tiden.",
            "Ingen har sett i journalen din i denne tida.",
        );
        blocks.push(Block::Paragraph(nobody.to_owned()));
    } else {
        blocks.push(Block::Heading(
            words.pick("Kort sagt", "Kort sagt").to_owned(),
        ));
        blocks.extend(people(input.lines, &words));
        for (day, lines) in days(input.lines) {
            blocks.push(Block::Heading(words.date(day)));
            blocks.extend(lines.iter().map(|line| sentence(line, &words)));
        }
    }
    blocks.push(Block::Heading(
        words
            .pick("Har du spørsmål?", "Har du spørsmål?")
            .to_owned(),
    ));
    let ask = words.pick(
        "Mener du at noen ikke skulle ha sett journalen din, ring {phone} eller skriv til {address}. Da \
         undersøker vi det, og du får svar. Du kan også si fra til Statsforvalteren eller Datatilsynet. Du \
         kan be om at en person eller en enhet ikke skal få se journalen din.",
        "Meiner du at nokon ikkje skulle ha sett journalen din, ring {phone} eller skriv til {address}. Då \
         undersøkjer vi det, og du får svar. Du kan òg seie frå til Statsforvaltaren eller Datatilsynet. Du \
         kan be om at ein person eller ei eining ikkje skal få sjå journalen din.",
    );
    let municipality = input.municipality;
    blocks.push(Block::Paragraph(
        ask.replace("{phone}", &municipality.phone).replace(
            "{address}",
            &format!("{}, {}", municipality.name, municipality.address),
        ),
    ));
    blocks
}

fn about(input: &ExtractInput<'_>, words: &Words) -> String {
    let mut text = words
        .pick(
            "Her står alle som har åpnet journalen din i Tillit, når de gjorde det, hva de så på, og \
             hvorfor de kunne.",
            "Her står alle som har opna journalen din i Tillit, når dei gjorde det, kva dei såg på, og \
             kvifor dei kunne.",
        )
        .to_owned();
    let day = |day| words.date(day);
    match (input.from, input.until) {
        (None, None) => {}
        (Some(from), None) => text += &format!(" {} {}.", words.pick("Fra", "Frå"), day(from)),
        (None, Some(until)) => text += &format!(" Til og med {}.", day(until)),
        (Some(from), Some(until)) => {
            let since = words.pick("Fra", "Frå");
            text += &format!(" {since} {} til og med {}.", day(from), day(until));
        }
    }
    text += words.pick(
        " En linje dekker det samme dokumentet i inntil et kvarter.",
        " Ei linje dekkjer det same dokumentet i inntil eit kvarter.",
    );
    if input.is_cut {
        text += words.pick(
            " Det finnes eldre linjer; be om dem for en tid av gangen.",
            " Det finst eldre linjer; be om dei for ei tid om gongen.",
        );
    }
    text
}

/// Who, and how often, the most frequent first.
fn people(lines: &[ExtractLine], words: &Words) -> Vec<Block> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.kind != AccessKind::Refused) {
        *counts.entry(who(line, words)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let times = |n: usize| match n {
        1 => words.pick("1 gang", "1 gong").to_owned(),
        n => format!("{n} {}", words.pick("ganger", "gonger")),
    };
    let list = counts
        .iter()
        .map(|(who, n)| printable(&format!("{who}: {}", times(*n))))
        .collect();
    vec![Block::Lines(list)]
}

/// `07.00 Kari Nordby, medarbeider i Team Skullerud, leste tiltaksplanen din. Grunn: …`
fn sentence(line: &ExtractLine, words: &Words) -> Block {
    let (who, what, why) = (who(line, words), what(line, words), why(line, words));
    let mut text = format!("{} {who}, {what}. {why}.", clock(line.from));
    if let Some(reason) = &line.reason {
        let said = words.pick("Oppgitt grunn", "Oppgitt grunn");
        text += &format!(" {said}: «{reason}».");
    }
    Block::Paragraph(printable(&text))
}
