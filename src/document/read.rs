//! Rendered wording to the document tree.
//!
//! The Markdown that a template wrote is parsed once, here. Raw HTML, images
//! and footnotes are refused, so that nothing but the tree's own kinds of
//! block can reach a page. Origin marks are taken out and become origins.

mod unshown;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use self::unshown::Unshown;
use super::wording::{BREAK, MARK_CLOSE, MARK_OPEN, slug};
use super::{Block, BlockKind, Href, Inline, Item, Origin, Row, Section, Table};
use crate::diagnostic::Diagnostic;
use crate::model::Prose;
use crate::source::Span;
use crate::syntax;

/// How deep lists, quotations and emphasis may nest: as deep as braces in a source may.
const MAX_DEPTH: usize = 64;

/// What a rendered template holds: blocks, and subsections where it has headings.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) blocks: Vec<Block>,
    pub(super) sections: Vec<Section>,
}

/// What an author's prose is called in place of a template.
const PROSE: &str = "prose";

/// What in some Markdown a document cannot hold, and where.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) why: String,
    at: Range<usize>,
}

/// Reads Markdown that `template` wrote; a mark `n` stands for `spans[n]`.
///
/// # Errors
///
/// Says what in the Markdown a document cannot hold.
pub(super) fn markdown(
    text: &str,
    template: &str,
    spans: &[Span],
    prose: Vec<Vec<Block>>,
) -> Result<Content, Wrong> {
    let frames = vec![Frame::new(Kind::Root)];
    let mut reader = Reader { template, spans, prose, frames, content: Content::default() };
    let mut unshown = Unshown::new(text);
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    for (event, range) in events.by_ref() {
        let referred = referred(&event, text.get(range.start..).unwrap_or_default());
        if let Some(wrong) = referred.and_then(|said| syntax::forbidden(said, Span::default())) {
            return Err(Wrong { why: wrong.message, at: range });
        }
        unshown.see(&event, range.clone());
        reader.event(event).map_err(|why| Wrong { why, at: range })?;
    }
    if let Some(at) = unshown.found(events.reference_definitions()) {
        let line = text.get(at.clone()).unwrap_or_default();
        return Err(Wrong { why: shown_nowhere(&reader.take_marks(line)), at });
    }
    reader.flush();
    if let Some(root) = reader.frames.pop() {
        reader.place(root.blocks);
    }
    Ok(reader.content)
}

/// What a character reference such as `&#8364;` stands for, where an event is of one.
fn referred<'e>(event: &'e Event<'_>, source: &str) -> Option<&'e str> {
    match event {
        Event::Text(said) if source.starts_with('&') && !said.starts_with('&') => Some(said),
        _ => None,
    }
}

/// Reads an author's prose: the same subset, with nothing from templates in it.
///
/// # Errors
///
/// The finding says what in the prose a document cannot hold.
pub(super) fn prose(prose: &Prose) -> Result<Vec<Block>, Box<Diagnostic>> {
    // What it says itself was looked at when it was read.
    if prose.text.contains('&') {
        no_reference_unfit(prose)?;
    }
    let content = markdown(&prose.text, PROSE, &[], Vec::new())
        .map_err(|wrong| Box::new(bad_prose(&wrong.why, prose.place(&wrong.at))))?;
    let mut blocks = content.blocks;
    for block in &mut blocks {
        block.each_origin(&mut |origin| {
            origin.spans.insert(prose.span);
        });
    }
    Ok(blocks)
}

/// Refuses what no text may hold where character references stand for it.
fn no_reference_unfit(prose: &Prose) -> Result<(), Box<Diagnostic>> {
    let mut said = String::with_capacity(prose.text.len());
    for (event, range) in Parser::new_ext(&prose.text, Options::ENABLE_TABLES).into_offset_iter() {
        if let Event::Text(words) | Event::Code(words) = event {
            if let Some(wrong) = syntax::forbidden(&words, prose.place(&range)) {
                return Err(Box::new(wrong));
            }
            said.push_str(&words);
        }
    }
    syntax::unfit(&said, prose.span).next().map_or(Ok(()), |wrong| Err(Box::new(wrong)))
}

fn bad_prose(why: &str, span: Span) -> Diagnostic {
    Diagnostic::error("bad-prose", span, why.to_owned()).with_help(
        "prose may have paragraphs, lists, emphasis, links and tables; write `\\<` for a plain `<`",
    )
}

enum Kind {
    Root,
    Paragraph,
    Heading(usize),
    List(Option<u64>),
    Item,
    Table,
    Head,
    Row,
    Cell,
    Quote,
    Strong,
    Emphasis,
    Link(Href),
}

struct Frame {
    kind: Kind,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    table: Table,
    cells: Vec<Vec<Inline>>,
    spans: BTreeSet<Span>,
    /// The prose that stands in a paragraph's place.
    prose: Option<usize>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            table: Table::default(),
            cells: Vec::new(),
            spans: BTreeSet::new(),
            prose: None,
        }
    }
}

struct Reader<'a> {
    template: &'a str,
    spans: &'a [Span],
    prose: Vec<Vec<Block>>,
    frames: Vec<Frame>,
    content: Content,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                let text = self.take_marks(&text);
                self.inline(Inline::Code(text));
            }
            Event::SoftBreak => self.inline(Inline::Text(" ".to_owned())),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Html(_) | Event::InlineHtml(_) => return Err("raw HTML is not allowed".to_owned()),
            Event::Rule => return Err("a horizontal rule is not allowed".to_owned()),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {
                return Err("only paragraphs, lists, emphasis, links and tables are allowed".to_owned());
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), String> {
        // Documents are walked by functions that call themselves.
        if self.frames.len() > MAX_DEPTH {
            return Err(format!("lists, quotations and emphasis nest more than {MAX_DEPTH} deep"));
        }
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { .. } if self.template == PROSE => {
                return Err("a heading in prose; use `section` for headings".to_owned());
            }
            Tag::Heading { level, .. } => Kind::Heading(depth(level)),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item,
            Tag::Table(_) => Kind::Table,
            Tag::TableHead => Kind::Head,
            Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Link { link_type, dest_url, title, id } => {
                if id.starts_with('^') {
                    return Err("a footnote is not allowed".to_owned());
                }
                if !title.is_empty() {
                    return Err(format!("the title of a link is not shown: `{title}`"));
                }
                let mail = matches!(link_type, LinkType::Email).then(|| format!("mailto:{dest_url}"));
                let href = Href::parse(mail.as_deref().unwrap_or(&dest_url));
                Kind::Link(href.map_err(|why| format!("`{dest_url}` cannot be a link: {why}"))?)
            }
            Tag::CodeBlock(_) => return Err("a code block is not allowed".to_owned()),
            Tag::Image { .. } => return Err("an image is not allowed".to_owned()),
            Tag::HtmlBlock => return Err("raw HTML is not allowed".to_owned()),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {
                return Err("only paragraphs, lists, emphasis, links and tables are allowed".to_owned());
            }
        };
        // Text directly in a list item is a paragraph of its own.
        if !matches!(kind, Kind::Strong | Kind::Emphasis | Kind::Link(_)) {
            self.flush();
        }
        self.frames.push(Frame::new(kind));
        Ok(())
    }

    fn end(&mut self, _: TagEnd) -> Result<(), String> {
        if !matches!(
            self.frames.last().map(|frame| &frame.kind),
            Some(
                Kind::Strong
                    | Kind::Emphasis
                    | Kind::Link(_)
                    | Kind::Paragraph
                    | Kind::Heading(_)
                    | Kind::Cell
            )
        ) {
            self.flush();
        }
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let Frame { kind, blocks, inlines, items, mut table, cells, spans, prose } = frame;
        let origin = self.origin(spans.clone());
        match kind {
            Kind::Root => {}
            Kind::Paragraph => match prose.and_then(|n| self.prose.get_mut(n)) {
                Some(blocks) => {
                    let blocks = std::mem::take(blocks);
                    if let Some(frame) = self.frames.last_mut() {
                        frame.blocks.extend(blocks);
                    }
                }
                None => {
                    let inlines = trimmed(inlines);
                    if !inlines.is_empty() {
                        self.block(BlockKind::Paragraph(inlines), origin);
                    }
                }
            },
            Kind::Heading(level) => self.heading(level, inlines, origin),
            Kind::List(start) => self.block(BlockKind::List { start, items }, origin),
            Kind::Item => {
                if let Some(list) = self.frames.last_mut() {
                    list.spans.extend(spans);
                    list.items.push(Item { blocks, origin });
                }
            }
            Kind::Table => self.block(BlockKind::Table(table), origin),
            Kind::Head => {
                table.header = cells;
                if let Some(parent) = self.frames.last_mut() {
                    parent.table.header = table.header;
                }
            }
            Kind::Row => {
                if let Some(parent) = self.frames.last_mut() {
                    parent.spans.extend(spans);
                    parent.table.rows.push(Row { cells, origin });
                }
            }
            Kind::Cell => {
                if let Some(parent) = self.frames.last_mut() {
                    parent.spans.extend(spans);
                    parent.cells.push(trimmed(inlines));
                }
            }
            Kind::Quote => self.block(BlockKind::Callout(blocks), origin),
            Kind::Strong => self.wrap(Inline::Strong(inlines), spans),
            Kind::Emphasis => self.wrap(Inline::Emphasis(inlines), spans),
            Kind::Link(href) => {
                // What a template names may be anything; it was looked at where it was declared.
                if self.template == PROSE && syntax::shows_nothing(&super::plain(&inlines)) {
                    return Err("the link has no words".to_owned());
                }
                self.wrap(Inline::Link { href, label: inlines }, spans);
            }
        }
        Ok(())
    }

    fn wrap(&mut self, inline: Inline, spans: BTreeSet<Span>) {
        if let Some(frame) = self.frames.last_mut() {
            frame.spans.extend(spans);
        }
        self.inline(inline);
    }

    fn block(&mut self, kind: BlockKind, origin: Origin) {
        if let Some(frame) = self.frames.last_mut() {
            frame.spans.extend(origin.spans.iter().copied());
            frame.blocks.push(Block { kind, origin });
        }
    }

    /// A heading begins a subsection: what came before belongs to the last one.
    fn heading(&mut self, level: usize, inlines: Vec<Inline>, origin: Origin) {
        let Some(root) = self.frames.first_mut() else { return };
        let before = std::mem::take(&mut root.blocks);
        self.place(before);
        let title = super::plain(&trimmed(inlines));
        let section = Section { id: slug(&title), title, origin, ..Section::default() };
        let mut sections = &mut self.content.sections;
        // A level-3 heading is a subsection of the section that the template words.
        for _ in 3..level {
            if sections.is_empty() {
                break;
            }
            let last = sections.len() - 1;
            let Some(found) = sections.get_mut(last) else { return };
            sections = &mut found.sections;
        }
        sections.push(section);
    }

    /// Puts blocks into the subsection that is open, or before the first.
    fn place(&mut self, blocks: Vec<Block>) {
        let mut at = &mut self.content.blocks;
        let mut sections = &mut self.content.sections;
        while let Some(last) = sections.last_mut() {
            at = &mut last.blocks;
            sections = &mut last.sections;
        }
        at.extend(blocks);
    }

    fn text(&mut self, text: &str) {
        // What marks and breaks begin with; most texts have none.
        if memchr::memchr(0xEF, text.as_bytes()).is_none() {
            if !text.is_empty() {
                self.inline(Inline::Text(text.to_owned()));
            }
            return;
        }
        for (at, line) in text.split(BREAK).enumerate() {
            if at > 0 {
                self.inline(Inline::Break);
            }
            let line = self.take_marks(line);
            // What stands beside a break needs no blank between.
            let line = if at > 0 { line.trim_start() } else { &line };
            if !line.is_empty() {
                self.inline(Inline::Text(line.to_owned()));
            }
        }
    }

    /// The text without its marks; what they stand for is noted in the frame.
    fn take_marks(&mut self, text: &str) -> String {
        if !text.contains(MARK_OPEN) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(MARK_OPEN) {
            out.push_str(before);
            let Some((number, next)) = after.split_once(MARK_CLOSE) else {
                rest = after;
                break;
            };
            if let (Some(n), Some(frame)) = (number.strip_prefix('p'), self.frames.last_mut()) {
                frame.prose = n.parse().ok();
            }
            if let (Some(span), Some(frame)) = (
                number.parse::<usize>().ok().and_then(|number| self.spans.get(number)),
                self.frames.last_mut(),
            ) {
                frame.spans.insert(*span);
            }
            rest = next;
        }
        out.push_str(rest);
        out
    }

    fn inline(&mut self, inline: Inline) {
        let Some(frame) = self.frames.last_mut() else { return };
        if let (Inline::Text(more), Some(Inline::Text(text))) = (&inline, frame.inlines.last_mut()) {
            text.push_str(more);
            return;
        }
        frame.inlines.push(inline);
    }

    /// Turns text that stands directly in a list item into a paragraph.
    fn flush(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        if matches!(frame.kind, Kind::Strong | Kind::Emphasis | Kind::Link(_)) || frame.inlines.is_empty() {
            return;
        }
        let inlines = trimmed(std::mem::take(&mut frame.inlines));
        if inlines.is_empty() {
            return;
        }
        let spans = frame.spans.clone();
        let origin = self.origin(spans);
        self.block(BlockKind::Paragraph(inlines), origin);
    }

    fn origin(&self, spans: BTreeSet<Span>) -> Origin {
        Origin { spans, template: self.template.to_owned(), requirements: BTreeSet::new() }
    }
}

fn shown_nowhere(line: &str) -> String {
    if line.starts_with('|') {
        format!("`{line}` is not shown: the table's first row has fewer cells than this one")
    } else {
        format!("`{line}` is not shown: it is read as the address of a link, and no link uses it")
    }
}

/// The inlines without the blanks that the template put at their edges.
fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    let blank = |inline: &Inline| matches!(inline, Inline::Text(text) if text.is_empty() || text == " ");
    while inlines.first().is_some_and(&blank) {
        inlines.remove(0);
    }
    while inlines.last().is_some_and(&blank) {
        inlines.pop();
    }
    inlines
}

const fn depth(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    /// What is shown, everything that Markdown has a mark for among it.
    #[test]
    fn prose_that_is_all_shown_is_read() {
        let text = "\
1. Write to <privacy@acme.example> & *ask* for &euro; 5, or see [our page][Page], `code` and <https://acme.example>.
2) | no table |

   | A | B |
   |:--|---|
   | \\| | 2 | |
   | 1 |

> - [page]

[page]: https://acme.example/page
";
        let lead = markdown(text, PROSE, &[], Vec::new()).unwrap().blocks;
        let document = Document { lead, ..Document::default() };
        let said = crate::emit::text::emit(&document);
        for shown in ["privacy@acme.example", "€ 5", "our page", "| no table |", "https://acme.example/page"]
        {
            assert!(said.contains(shown), "{said}");
        }
    }

    #[test]
    fn what_a_template_writes_beside_a_table_is_an_error() {
        let text = "| A |\n| --- |\n| 1 | € |\n";
        let wrong = markdown(text, "sale.md", &[], Vec::new()).unwrap_err();
        assert!(wrong.why.starts_with("`| € |` is not shown"), "{}", wrong.why);
    }
}
