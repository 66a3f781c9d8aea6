//! The document tree: what the policy says to its readers, and where each piece came from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::Context;
use super::places::Place;
use crate::document::{self, Inline as Running, plain};
use crate::source::Span;

/// The document that readers see, as a tree in reading order.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Document<'a> {
    /// The stem of the files it is written to.
    name: &'a str,
    /// The title.
    title: &'a str,
    /// The BCP 47 tag of the language it is written in.
    language: &'a str,
    /// What stands before the first section.
    lead: Vec<Block<'a>>,
    /// The sections.
    sections: Vec<DocumentSection<'a>>,
}

/// A heading and what stands under it.
#[derive(Debug, Serialize, JsonSchema)]
struct DocumentSection<'a> {
    /// The stable id, unique in the document; the anchor in HTML.
    id: &'a str,
    /// The heading.
    title: &'a str,
    /// What stands before any section inside.
    blocks: Vec<Block<'a>>,
    /// The sections inside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<DocumentSection<'a>>,
    /// Where it came from.
    origin: Origin<'a>,
}

/// A block, by its kind, and where it came from.
#[derive(Debug, Serialize, JsonSchema)]
struct Block<'a> {
    /// What it is.
    #[serde(flatten)]
    kind: BlockKind<'a>,
    /// Where it came from.
    origin: Origin<'a>,
}

/// The kinds of block.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "block", rename_all = "kebab-case")]
enum BlockKind<'a> {
    /// Running text.
    Paragraph(Text<'a>),
    /// A bulleted or numbered list.
    List {
        /// The first number of a numbered list.
        #[serde(skip_serializing_if = "Option::is_none")]
        start: Option<u64>,
        /// The items.
        items: Vec<Item<'a>>,
    },
    /// A table with one header row.
    Table {
        /// The column headings.
        header: Vec<Text<'a>>,
        /// The rows; each has as many cells as the header.
        rows: Vec<Row<'a>>,
    },
    /// Something set apart, such as a placeholder that says what to declare.
    Callout {
        /// What stands in it.
        blocks: Vec<Block<'a>>,
    },
}

/// Running text.
#[derive(Debug, Serialize, JsonSchema)]
struct Text<'a> {
    /// The text without emphasis and links; a newline is a line break.
    text: String,
    /// The same text with them, where it has any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inlines: Vec<Inline<'a>>,
}

/// A piece of running text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Inline<'a> {
    /// Plain text; a newline in it is a line break.
    Text(&'a str),
    /// Strong emphasis.
    Strong(Vec<Inline<'a>>),
    /// Emphasis.
    Emphasis(Vec<Inline<'a>>),
    /// Literal text, such as something to type.
    Code(&'a str),
    /// A link.
    Link(Link<'a>),
}

/// A link.
#[derive(Debug, Serialize, JsonSchema)]
struct Link<'a> {
    /// Where it leads: an address of the scheme https, http, mailto or tel, or a fragment of
    /// this document.
    href: &'a str,
    /// What it says.
    label: Vec<Inline<'a>>,
}

/// One item of a list.
#[derive(Debug, Serialize, JsonSchema)]
struct Item<'a> {
    /// What it says.
    blocks: Vec<Block<'a>>,
    /// Where it came from.
    origin: Origin<'a>,
}

/// One row of a table.
#[derive(Debug, Serialize, JsonSchema)]
struct Row<'a> {
    /// The cells.
    cells: Vec<Text<'a>>,
    /// Where it came from.
    origin: Origin<'a>,
}

/// Where a piece of the document came from.
#[derive(Debug, Serialize, JsonSchema)]
struct Origin<'a> {
    /// The template that worded it.
    #[serde(skip_serializing_if = "str::is_empty")]
    template: &'a str,
    /// What it words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<Declared<'a>>,
    /// The legal requirements it answers, such as `gdpr.13.1.a`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    requirements: Vec<&'a str>,
}

/// What a piece of the document words: a declaration, which knows its place in the source, or
/// the place itself.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Declared<'a> {
    /// The id of a statement, found in `statements`.
    Statement(&'a str),
    /// The id of a declaration, found in `nouns`.
    Noun(&'a str),
    /// A place of the source: a section or prose.
    Source(Place<'a>),
}

/// The tree of a document.
pub(super) fn tree<'a>(context: &Context<'a>, document: &'a document::Document) -> Document<'a> {
    let tree = Tree { context, declared: declared(context) };
    Document {
        name: &document.name,
        title: &document.title,
        language: &document.language,
        lead: tree.blocks(&document.lead),
        sections: tree.sections(&document.sections),
    }
}

/// What stands at each place of the source.
fn declared<'a>(context: &Context<'a>) -> BTreeMap<Span, Declared<'a>> {
    let mut declared = BTreeMap::new();
    let policy = context.policy;
    for noun in &policy.nouns {
        declared.insert(noun.span, Declared::Noun(&noun.id));
    }
    policy.each_statement(&mut |statement| {
        declared.insert(statement.span, Declared::Statement(&statement.id));
    });
    declared
}

struct Tree<'c, 'a> {
    context: &'c Context<'a>,
    declared: BTreeMap<Span, Declared<'a>>,
}

impl<'a> Tree<'_, 'a> {
    fn sections(&self, sections: &'a [document::Section]) -> Vec<DocumentSection<'a>> {
        let section = |section: &'a document::Section| DocumentSection {
            id: &section.id,
            title: &section.title,
            blocks: self.blocks(&section.blocks),
            sections: self.sections(&section.sections),
            origin: self.origin(&section.origin),
        };
        sections.iter().map(section).collect()
    }

    fn blocks(&self, blocks: &'a [document::Block]) -> Vec<Block<'a>> {
        blocks
            .iter()
            .map(|block| Block { kind: self.kind(&block.kind), origin: self.origin(&block.origin) })
            .collect()
    }

    fn kind(&self, kind: &'a document::BlockKind) -> BlockKind<'a> {
        match kind {
            document::BlockKind::Paragraph(inlines) => BlockKind::Paragraph(text(inlines)),
            document::BlockKind::List { start, items } => {
                let item = |item: &'a document::Item| Item {
                    blocks: self.blocks(&item.blocks),
                    origin: self.origin(&item.origin),
                };
                BlockKind::List { start: *start, items: items.iter().map(item).collect() }
            }
            document::BlockKind::Table(table) => {
                let row = |row: &'a document::Row| Row {
                    cells: texts(&row.cells),
                    origin: self.origin(&row.origin),
                };
                BlockKind::Table { header: texts(&table.header), rows: table.rows.iter().map(row).collect() }
            }
            document::BlockKind::Callout(blocks) => BlockKind::Callout { blocks: self.blocks(blocks) },
        }
    }

    fn origin(&self, origin: &'a document::Origin) -> Origin<'a> {
        let declared = |span: &Span| match self.declared.get(span) {
            Some(declared) => *declared,
            None => Declared::Source(self.context.place(*span)),
        };
        Origin {
            template: &origin.template,
            from: origin.spans.iter().map(declared).collect(),
            requirements: origin.requirements.iter().map(String::as_str).collect(),
        }
    }
}

fn texts(cells: &[Vec<Running>]) -> Vec<Text<'_>> {
    cells.iter().map(|cell| text(cell)).collect()
}

fn text(inlines: &[Running]) -> Text<'_> {
    let dressed = inlines.iter().any(|inline| match inline {
        Running::Text(_) | Running::Break => false,
        Running::Strong(_) | Running::Emphasis(_) | Running::Code(_) | Running::Link { .. } => true,
    });
    Text { text: plain(inlines), inlines: if dressed { self::inlines(inlines) } else { Vec::new() } }
}

fn inlines(inlines: &[Running]) -> Vec<Inline<'_>> {
    fn inline(inline: &Running) -> Inline<'_> {
        match inline {
            Running::Text(text) => Inline::Text(text),
            Running::Strong(inner) => Inline::Strong(self::inlines(inner)),
            Running::Emphasis(inner) => Inline::Emphasis(self::inlines(inner)),
            Running::Code(text) => Inline::Code(text),
            Running::Link { href, label } => {
                Inline::Link(Link { href: href.as_str(), label: self::inlines(label) })
            }
            Running::Break => Inline::Text("\n"),
        }
    }
    inlines.iter().map(inline).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::testing::sample;
    use crate::model::Policy;
    use crate::source::Sources;

    #[test]
    fn a_document_keeps_its_shape() {
        let (policy, sources, document) = (Policy::default(), Sources::default(), sample());
        let context = Context::new(&policy, &sources);
        let json = serde_json::to_string(&tree(&context, &document)).unwrap();
        insta::assert_snapshot!(crate::emit::json::layout::lay_out(&json));
    }
}
