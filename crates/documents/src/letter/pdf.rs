//! The file: drawn, tagged and checked by krilla, which refuses what would not be PDF/A-2a and PDF/UA-1.

use super::{
    Block, LetterFault,
    layout::{Kind, Line, PAGE, pages},
    text::{Cut, width},
    words::Words,
};
use chrono::{Datelike, NaiveDate};
use domain::law::LetterLanguage;
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    geom::Point,
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree},
    text::{Font, TextDirection},
};
use std::num::NonZeroU16;

/// Baseline of the foot, from the top, points.
const FOOT: f32 = 806.0;
const FOOT_SIZE: f32 = 9.0;

/// What a file needs beside its text.
pub(crate) struct Sheet<'a> {
    /// In which language.
    pub(crate) language: LetterLanguage,
    /// The municipality's name, at the foot of every page.
    pub(crate) sender: &'a str,
    /// The day it was made.
    pub(crate) day: NaiveDate,
    /// What tells it from other files.
    pub(crate) reference: &'a str,
}

fn fault(error: impl std::fmt::Debug) -> LetterFault {
    LetterFault(format!("{error:?}"))
}

struct Fonts {
    regular: Font,
    bold: Font,
}

impl Fonts {
    fn load() -> Result<Self, LetterFault> {
        let font = |cut: Cut| Font::new(cut.bytes().into(), 0);
        let missing = || LetterFault("the typeface cannot be read".to_owned());
        Ok(Self {
            regular: font(Cut::Regular).ok_or_else(missing)?,
            bold: font(Cut::Bold).ok_or_else(missing)?,
        })
    }

    fn get(&self, cut: Cut) -> Font {
        match cut {
            Cut::Regular => self.regular.clone(),
            Cut::Bold => self.bold.clone(),
        }
    }
}

/// A block's place in the tag tree.
fn group(line: &Line, text: &str) -> TagGroup {
    let level = |n| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
    match line.kind {
        Kind::Title => TagGroup::new(Tag::Hn(level(1), Some(text.to_owned()))),
        Kind::Heading => TagGroup::new(Tag::Hn(level(2), Some(text.to_owned()))),
        Kind::Text => TagGroup::new(Tag::P),
    }
}

/// Writes the file.
pub(crate) fn write(
    blocks: &[Block],
    title: &str,
    input: &Sheet<'_>,
) -> Result<Vec<u8>, LetterFault> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(fault)?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let fonts = Fonts::load()?;
    let language = match input.language {
        LetterLanguage::Nb => "nb-NO",
        LetterLanguage::Nn => "nn-NO",
    };
    let words = Words::of(input.language);
    let pages = pages(blocks);
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    let mut outline = Outline::new();
    let mut open: Option<(usize, TagGroup)> = None;
    for (number, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1);
        let mut page = document.start_page_with(settings.ok_or_else(|| fault("no page"))?);
        let mut surface = page.surface();
        for line in lines {
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            let at = Point::from_xy(line.x, line.y);
            let font = fonts.get(line.cut);
            surface.draw_text(
                at,
                font,
                line.size,
                &line.text,
                false,
                TextDirection::LeftToRight,
            );
            surface.end_tagged();
            let is_new = open.as_ref().is_none_or(|(block, _)| *block != line.block);
            if is_new {
                let text = whole(&pages, line.block);
                if let Some((_, done)) = open.replace((line.block, group(line, &text))) {
                    tree.push(done);
                }
                if line.kind != Kind::Text {
                    let above = Point::from_xy(line.x, line.y - line.size);
                    outline.push_child(OutlineNode::new(text, XyzDestination::new(number, above)));
                }
            }
            if let Some((_, group)) = &mut open {
                group.push(id);
            }
        }
        let foot = words
            .page_of
            .replace("{page}", &(number + 1).to_string())
            .replace("{pages}", &pages.len().to_string());
        let foot = format!("{}  ·  {foot}", input.sender);
        let x = (PAGE.0 - width(&foot, Cut::Regular, FOOT_SIZE)) / 2.0;
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(
            ArtifactType::Footer,
        )));
        let at = Point::from_xy(x, FOOT);
        let font = fonts.get(Cut::Regular);
        surface.draw_text(
            at,
            font,
            FOOT_SIZE,
            &foot,
            false,
            TextDirection::LeftToRight,
        );
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    if let Some((_, done)) = open {
        tree.push(done);
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    document.set_metadata(metadata(title, language, input));
    document.finish().map_err(fault)
}

/// A block's text, its lines joined.
fn whole(pages: &[Vec<Line>], block: usize) -> String {
    let lines = pages.iter().flatten().filter(|line| line.block == block);
    lines
        .map(|line| line.text.as_str())
        .collect::<String>()
        .trim()
        .to_owned()
}

fn metadata(title: &str, language: &str, input: &Sheet<'_>) -> Metadata {
    let day = input.day;
    let small = |n: u32| u8::try_from(n).unwrap_or(1);
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(small(day.month()))
        .day(small(day.day()));
    Metadata::new()
        .title(title.to_owned())
        .language(language.to_owned())
        .authors(vec![input.sender.to_owned()])
        .creator("Tillit".to_owned())
        .creation_date(date)
        .document_id(input.reference.to_owned())
}
