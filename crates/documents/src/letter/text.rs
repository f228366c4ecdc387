//! Measuring and breaking text: widths by the font's own shaping, lines by a kept library.

use rustybuzz::{Face, UnicodeBuffer};
use std::{collections::BTreeSet, sync::LazyLock};
use textwrap::{core::Fragment, wrap_algorithms::wrap_first_fit};

/// A cut of the letter's typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// For running text.
    Regular,
    /// For headings.
    Bold,
}

/// Source Sans 3 by Adobe, SIL Open Font License 1.1 (`fonts/OFL.txt`).
const REGULAR: &[u8] = include_bytes!("../../fonts/SourceSans3_400Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../fonts/SourceSans3_700Bold.ttf");

static FACES: LazyLock<[Option<Face<'static>>; 2]> =
    LazyLock::new(|| [Face::from_slice(REGULAR, 0), Face::from_slice(BOLD, 0)]);

impl Cut {
    /// The font file.
    pub(super) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
        }
    }

    fn face(self) -> Option<&'static Face<'static>> {
        match self {
            Self::Regular => FACES[0].as_ref(),
            Self::Bold => FACES[1].as_ref(),
        }
    }
}

/// Characters that no letter can show: the typeface has them not. Breaks of lines are no characters.
pub fn unprintable(text: &str) -> BTreeSet<char> {
    let face = Cut::Regular.face();
    text.chars()
        .filter(|c| !c.is_whitespace())
        .filter(|c| c.is_control() || face.is_none_or(|face| face.glyph_index(*c).is_none()))
        .collect()
}

/// Width of a text, points.
pub(super) fn width(text: &str, cut: Cut, size: f32) -> f32 {
    let Some(face) = cut.face() else {
        return 0.0;
    };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(face, &[], buffer);
    let units: i32 = shaped
        .glyph_positions()
        .iter()
        .map(|glyph| glyph.x_advance)
        .sum();
    // Widths of a page are far below where f32 loses whole units.
    units as f32 / face.units_per_em() as f32 * size
}

#[derive(Debug)]
struct Word {
    text: String,
    width: f64,
    space: f64,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width
    }
    fn whitespace_width(&self) -> f64 {
        self.space
    }
    fn penalty_width(&self) -> f64 {
        0.0
    }
}

/// Lines no wider than `room` points; every line but the last ends with the space that separates it
/// from the next, so that a reader's voice does not run words together.
pub(super) fn lines(text: &str, cut: Cut, size: f32, room: f32) -> Vec<String> {
    let space = f64::from(width(" ", cut, size));
    let words: Vec<Word> = text
        .split_whitespace()
        .flat_map(|word| pieces(word, cut, size, room))
        .map(|piece| Word {
            width: f64::from(width(&piece, cut, size)),
            text: piece,
            space,
        })
        .collect();
    let broken = wrap_first_fit(&words, &[f64::from(room)]);
    let last = broken.len().saturating_sub(1);
    broken
        .into_iter()
        .enumerate()
        .map(|(n, line)| {
            let line: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
            let end = if n < last { " " } else { "" };
            line.join(" ") + end
        })
        .collect()
}

/// A word in pieces that fit on a line: one piece unless somebody leans on a key.
fn pieces(word: &str, cut: Cut, size: f32, room: f32) -> Vec<String> {
    if width(word, cut, size) <= room {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for letter in word.chars() {
        let wide = width(&letter.to_string(), cut, size);
        if room < used + wide {
            pieces.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}
