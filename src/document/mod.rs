//! The document tree: what every output format is written from.
//!
//! Closed enums, so that adding a kind of block makes the compiler list every
//! emitter that must learn it. All text in the tree is plain text: nothing in
//! it is markup, and each emitter escapes for its own format.

pub mod facets;
pub(crate) mod history;
mod names;
pub(crate) mod outline;
pub mod picture;
mod read;
pub(crate) mod stub;
pub(crate) mod unworded;
pub mod view;
mod wording;

use std::collections::BTreeSet;

use crate::source::Span;

pub use crate::link::Href;
pub use names::{event_name, vocabulary_name, vocabulary_name_of_one};
pub use picture::Pictures;
pub use wording::{Wording, locales, template_names};

/// A whole document: a policy, or one law's section stub.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The file stem that outputs are named after, such as `acme` or `acme.ccpa`.
    pub name: String,
    /// The title, shown as the one level-1 heading.
    pub title: String,
    /// The BCP 47 language tag, such as `en-US`.
    pub language: String,
    /// Facts for front matter and page metadata, in order: `effective`, `updated`, ….
    pub meta: Vec<(String, String)>,
    /// Fixed words that a page needs around the content, by key: `contents`, `skip`, ….
    pub chrome: Vec<(String, String)>,
    /// Blocks between the title and the first section.
    pub lead: Vec<Block>,
    /// The sections in reading order.
    pub sections: Vec<Section>,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// Pictures of the policy, where some were asked for.
    pub pictures: Option<Pictures>,
}

/// The kinds of document that a policy is made into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DocumentKind {
    /// The policy itself.
    #[default]
    Policy,
    /// One law's section stub.
    Law,
    /// A summary on one page.
    Label,
}

impl Document {
    /// Calls `each` with every block, those inside others too.
    pub fn each_block<'a>(&'a self, each: &mut dyn FnMut(&'a Block)) {
        self.lead.iter().for_each(|block| block.each(each));
        self.sections.iter().for_each(|section| section.each_block(each));
    }

    /// An id that no section of the document has: this one, or one like it.
    pub(crate) fn free_id(&self, id: &str) -> String {
        fn collect<'a>(sections: &'a [Section], out: &mut BTreeSet<&'a str>) {
            for section in sections {
                out.insert(&section.id);
                collect(&section.sections, out);
            }
        }
        let mut known = BTreeSet::new();
        collect(&self.sections, &mut known);
        let mut candidates = std::iter::once(id.to_owned()).chain((2..).map(|count| format!("{id}-{count}")));
        candidates.find(|candidate| !known.contains(candidate.as_str())).unwrap_or_default()
    }
}

impl Section {
    fn each_block<'a>(&'a self, each: &mut dyn FnMut(&'a Block)) {
        self.blocks.iter().for_each(|block| block.each(each));
        self.sections.iter().for_each(|section| section.each_block(each));
    }
}

impl Block {
    fn each<'a>(&'a self, each: &mut dyn FnMut(&'a Block)) {
        each(self);
        match &self.kind {
            BlockKind::Paragraph(_) | BlockKind::Table(_) => {}
            BlockKind::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).for_each(|block| block.each(each));
            }
            BlockKind::Callout(blocks) => blocks.iter().for_each(|block| block.each(each)),
        }
    }

    /// Calls `each` with its origin and that of every item, row and block in it.
    fn each_origin(&mut self, each: &mut dyn FnMut(&mut Origin)) {
        each(&mut self.origin);
        match &mut self.kind {
            BlockKind::Paragraph(_) => {}
            BlockKind::List { items, .. } => {
                for item in items {
                    each(&mut item.origin);
                    item.blocks.iter_mut().for_each(|block| block.each_origin(each));
                }
            }
            BlockKind::Table(table) => table.rows.iter_mut().for_each(|row| each(&mut row.origin)),
            BlockKind::Callout(blocks) => blocks.iter_mut().for_each(|block| block.each_origin(each)),
        }
    }

    /// Whether anything of it shows in a format in which these characters do.
    pub(crate) fn has_content(&self, shows: fn(char) -> bool) -> bool {
        let any = |blocks: &[Block]| blocks.iter().any(|block| block.has_content(shows));
        match &self.kind {
            BlockKind::Paragraph(content) => content.iter().any(|inline| inline.has_content(shows)),
            BlockKind::List { items, .. } => items.iter().any(|item| any(&item.blocks)),
            BlockKind::Table(table) => !table.header.is_empty(),
            BlockKind::Callout(inner) => any(inner),
        }
    }
}

impl Inline {
    /// Whether anything of it shows in a format in which these characters do.
    pub(crate) fn has_content(&self, shows: fn(char) -> bool) -> bool {
        match self {
            Self::Text(text) | Self::Code(text) => text.chars().any(shows),
            Self::Strong(inner) | Self::Emphasis(inner) => inner.iter().any(|one| one.has_content(shows)),
            Self::Link { .. } => true,
            Self::Break => false,
        }
    }
}

/// A heading and what stands under it.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The stable id, unique in the document, used as the HTML anchor.
    pub id: String,
    /// The heading's text.
    pub title: String,
    /// The blocks before any subsection.
    pub blocks: Vec<Block>,
    /// Subsections.
    pub sections: Vec<Section>,
    /// Where it came from.
    pub origin: Origin,
}

/// Where a piece of a document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The declarations it words.
    pub spans: BTreeSet<Span>,
    /// The template that worded it, such as `en/rights.md`.
    pub template: String,
    /// The legal requirements it answers, such as `gdpr.13.1.a`.
    pub requirements: BTreeSet<String>,
}

/// One block and its origin.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it came from.
    pub origin: Origin,
}

/// The kinds of block.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A bulleted (`start: None`) or numbered list.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// The items; each has at least one block.
        items: Vec<Item>,
    },
    /// A table with one header row.
    Table(Table),
    /// Something set apart: a placeholder in a section stub that says what to declare.
    Callout(Vec<Block>),
}

/// One item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it came from.
    pub origin: Origin,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The column headings.
    pub header: Vec<Vec<Inline>>,
    /// The rows; each has as many cells as the header.
    pub rows: Vec<Row>,
}

/// One row of a table. A [`Inline::Break`] separates lines within a cell.
#[derive(Clone, Debug)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Vec<Inline>>,
    /// Where it came from.
    pub origin: Origin,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text, shown exactly; a newline in it is shown as a line break.
    Text(String),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Literal text, such as something to type.
    Code(String),
    /// A link.
    Link {
        /// Where it leads: checked, and of an allowed scheme.
        href: Href,
        /// What it says.
        label: Vec<Inline>,
    },
    /// A line break.
    Break,
}

/// The text of some inlines without any markup.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect_plain(inlines, &mut out);
    out
}

fn collect_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { label: inner, .. } => {
                collect_plain(inner, out)
            }
            Inline::Break => out.push('\n'),
        }
    }
}
