//! Blocks broken into lines and pages of A4.

use super::{
    Block,
    text::{Cut, lines},
};

/// A4 and its margins, points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
const LEFT: f32 = 68.0;
const TOP: f32 = 64.0;
const BOTTOM: f32 = 776.0;
/// Width of the text.
const ROOM: f32 = PAGE.0 - 2.0 * LEFT;

/// How a block looks.
struct Look {
    cut: Cut,
    size: f32,
    /// From line to line.
    leading: f32,
    /// Above the block.
    above: f32,
    /// A heading stays with so many points of what follows.
    keeps: f32,
}

/// What a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The heading of the letter.
    Title,
    /// A section's heading.
    Heading,
    /// Anything else.
    Text,
}

/// A line in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Which paragraph it is part of, counted through the letter.
    pub(super) block: usize,
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) cut: Cut,
    pub(super) size: f32,
    pub(super) x: f32,
    /// Of the baseline, from the top.
    pub(super) y: f32,
}

fn look(block: &Block) -> Look {
    let plain = Look {
        cut: Cut::Regular,
        size: 11.0,
        leading: 15.4,
        above: 6.0,
        keeps: 0.0,
    };
    match block {
        Block::Sender(_) => Look {
            cut: Cut::Bold,
            above: 0.0,
            ..plain
        },
        Block::Address(_) => Look {
            above: 34.0,
            ..plain
        },
        Block::Reference(_) => Look {
            above: 24.0,
            ..plain
        },
        Block::Title(_) => Look {
            cut: Cut::Bold,
            size: 19.0,
            leading: 24.0,
            above: 26.0,
            keeps: 40.0,
        },
        Block::Heading(_) => Look {
            cut: Cut::Bold,
            size: 12.5,
            leading: 17.0,
            above: 16.0,
            keeps: 34.0,
        },
        Block::Lines(_) => Look {
            above: 24.0,
            keeps: 60.0,
            ..plain
        },
        Block::Paragraph(_) => plain,
    }
}

/// Pages of lines, every page with at least one.
pub(super) fn pages(blocks: &[Block]) -> Vec<Vec<Line>> {
    let mut pages: Vec<Vec<Line>> = vec![Vec::new()];
    let mut y = TOP;
    for (number, block) in blocks.iter().enumerate() {
        let look = look(block);
        let broken: Vec<String> = match block {
            Block::Sender(all)
            | Block::Address(all)
            | Block::Reference(all)
            | Block::Lines(all) => all
                .iter()
                .flat_map(|text| lines(text, look.cut, look.size, ROOM))
                .collect(),
            Block::Title(text) | Block::Heading(text) | Block::Paragraph(text) => {
                lines(text, look.cut, look.size, ROOM)
            }
        };
        y += look.above;
        if BOTTOM < y + look.leading + look.keeps {
            pages.push(Vec::new());
            y = TOP;
        }
        let kind = match block {
            Block::Title(_) => Kind::Title,
            Block::Heading(_) => Kind::Heading,
            _ => Kind::Text,
        };
        for text in broken {
            if BOTTOM < y + look.leading {
                pages.push(Vec::new());
                y = TOP;
            }
            y += look.leading;
            let line = Line {
                block: number,
                kind,
                text,
                cut: look.cut,
                size: look.size,
                x: LEFT,
                y,
            };
            if let Some(page) = pages.last_mut() {
                page.push(line);
            }
        }
    }
    pages
}
