//! The document as plain text, wrapped for a terminal or an e-mail.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::characters::visible;
use super::lines::{Lined, Piece, Sheet};
use crate::document::{Block, BlockKind, Document, Href, Inline, Item, Row, Section, Table, plain};

/// The columns a line may take.
const WIDTH: usize = 78;

/// The columns that indentation may take; deeper lists indent no further.
const MAX_INDENT: usize = 40;

/// Writes the document.
#[must_use]
pub fn emit(doc: &Document) -> String {
    let mut out = Sheet::default();
    document(&mut out, doc);
    out.into_text()
}

/// [`emit`], and which lines each piece of the document takes.
#[must_use]
pub fn emit_with_lines(doc: &Document) -> Lined<'_> {
    let mut out = Sheet::with_pieces();
    document(&mut out, doc);
    out.into_lined()
}

fn document<'a>(out: &mut Sheet<'a>, doc: &'a Document) {
    heading(out, 1, &doc.title);
    if doc.lead.iter().any(has_content) {
        out.push('\n');
        blocks(out, Indent::default(), &doc.lead, Spacing::Loose);
    }
    sections(out, 2, &doc.sections);
}

fn heading(out: &mut String, level: usize, title: &str) {
    let rule = match level {
        1 => "=",
        2 => "-",
        3 => "~",
        _ => ".",
    };
    let mut widest = 0;
    wrap(&visible(title).replace('\n', " "), WIDTH, |line| {
        widest = widest.max(width(line));
        out.push_str(line);
        out.push('\n');
    });
    if widest > 0 {
        out.push_str(&rule.repeat(widest.min(WIDTH)));
        out.push('\n');
    }
}

fn sections<'a>(out: &mut Sheet<'a>, level: usize, all: &'a [Section]) {
    for section in all {
        out.push('\n');
        if level == 2 {
            out.push('\n');
        }
        let start = out.len();
        heading(out, level, &section.title);
        out.piece(start, Piece::Heading(section));
        if section.blocks.iter().any(has_content) {
            out.push('\n');
            blocks(out, Indent::default(), &section.blocks, Spacing::Loose);
        }
        sections(out, level + 1, &section.sections);
    }
}

/// What lines begin with: the first line of a block, and every other.
#[derive(Clone, Default)]
struct Indent {
    first: String,
    rest: String,
}

impl Indent {
    fn within(&self, first: &str, rest: &str) -> Self {
        if width(&self.rest) + width(rest) > MAX_INDENT {
            return Self { first: self.first.clone(), rest: self.rest.clone() };
        }
        Self { first: format!("{}{first}", self.first), rest: format!("{}{rest}", self.rest) }
    }

    fn width(&self) -> usize {
        WIDTH.saturating_sub(width(&self.rest))
    }

    fn line(&mut self, out: &mut String, line: &str) {
        let start = out.len();
        out.push_str(&self.first);
        out.push_str(line);
        let spaces = out.bytes().rev().take_while(|byte| *byte == b' ').count();
        out.truncate((out.len() - spaces).max(start));
        out.push('\n');
        self.first.clone_from(&self.rest);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Tight,
    Loose,
}

fn blocks<'a>(out: &mut Sheet<'a>, mut indent: Indent, all: &'a [Block], spacing: Spacing) {
    let mut first = true;
    for block in all.iter().filter(|block| has_content(block)) {
        if !first && spacing == Spacing::Loose {
            indent.line(out, "");
        }
        first = false;
        let start_of_block = out.len();
        match &block.kind {
            BlockKind::Paragraph(content) => {
                let room = indent.width();
                wrap(&inlines(content), room, |line| indent.line(out, line));
            }
            BlockKind::List { start, items } => list(out, &indent, *start, items),
            BlockKind::Table(content) => table(out, &mut indent, content),
            BlockKind::Callout(inner) => blocks(out, indent.within("| ", "| "), inner, Spacing::Loose),
        }
        out.piece(start_of_block, Piece::Block(block));
        indent.first.clone_from(&indent.rest);
    }
}

fn list<'a>(out: &mut Sheet<'a>, indent: &Indent, start: Option<u64>, items: &'a [Item]) {
    let spacing = if items.iter().all(is_tight) { Spacing::Tight } else { Spacing::Loose };
    let content: Vec<_> = items.iter().filter(|item| item.blocks.iter().any(has_content)).collect();
    let last = start.unwrap_or(1).saturating_add(content.len() as u64).saturating_sub(1);
    let digits = last.to_string().len();
    let mut indent = indent.clone();
    for (index, item) in content.into_iter().enumerate() {
        if index > 0 && spacing == Spacing::Loose {
            indent.line(out, "");
        }
        let mark = match start {
            None => "- ".to_owned(),
            Some(start) => format!("{:>digits$}. ", start.saturating_add(index as u64)),
        };
        let start_of_item = out.len();
        blocks(out, indent.within(&mark, &" ".repeat(mark.len())), &item.blocks, spacing);
        out.piece(start_of_item, Piece::Item(item));
        indent.first.clone_from(&indent.rest);
    }
}

/// Whether an item is one paragraph, perhaps with lists under it.
fn is_tight(item: &Item) -> bool {
    let mut content = item.blocks.iter().filter(|block| has_content(block)).map(|block| &block.kind);
    content.next().is_none_or(|first| matches!(first, BlockKind::Paragraph(_) | BlockKind::List { .. }))
        && content.all(|other| matches!(other, BlockKind::List { .. }))
}

/// Aligned columns where they fit; else every row as lines of `heading: value`.
fn table<'a>(out: &mut Sheet<'a>, indent: &mut Indent, table: &'a Table) {
    let header: Vec<Cow<'_, str>> = table.header.iter().map(|cell| inlines(cell)).collect();
    let rows: Vec<Vec<Cow<'_, str>>> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| inlines(cell)).collect()).collect();

    let mut widths = vec![0; header.len()];
    for row in std::iter::once(&header).chain(&rows) {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = cell.split('\n').map(width).fold(*widest, Ord::max);
        }
    }
    let gaps = 2 * widths.len().saturating_sub(1);
    if widths.iter().sum::<usize>() + gaps > indent.width() {
        return records(out, indent, &header, &rows, &table.rows);
    }
    columns(out, indent, &widths, &header);
    let rules: Vec<Cow<'_, str>> = widths.iter().map(|width| "-".repeat(*width).into()).collect();
    columns(out, indent, &widths, &rules);
    for (row, of) in rows.iter().zip(&table.rows) {
        let start = out.len();
        columns(out, indent, &widths, row);
        out.piece(start, Piece::Row(of));
    }
}

fn columns(out: &mut String, indent: &mut Indent, widths: &[usize], cells: &[Cow<'_, str>]) {
    let mut cells: Vec<_> = cells.iter().map(|cell| cell.split('\n')).collect();
    let height = cells.iter().map(|lines| lines.clone().count()).max().unwrap_or(0);
    for _ in 0..height {
        let mut line = String::new();
        for (room, cell) in widths.iter().zip(&mut cells) {
            let text = cell.next().unwrap_or_default();
            line.push_str(text);
            line.extend(std::iter::repeat_n(' ', room.saturating_sub(width(text)) + 2));
        }
        indent.line(out, &line);
    }
}

fn records<'a>(
    out: &mut Sheet<'a>,
    indent: &mut Indent,
    header: &[Cow<'_, str>],
    rows: &[Vec<Cow<'_, str>>],
    of: &'a [Row],
) {
    if rows.is_empty() {
        let room = indent.width();
        header.iter().for_each(|name| wrap(name, room, |line| indent.line(out, line)));
    }
    for (index, (row, of)) in rows.iter().zip(of).enumerate() {
        if index > 0 {
            indent.line(out, "");
        }
        let start = out.len();
        for (name, value) in header.iter().zip(row) {
            let text = match (name.replace('\n', " "), value.trim()) {
                (_, "") => continue,
                (name, value) if name.trim().is_empty() => value.to_owned(),
                // Several values stand under their heading.
                (name, value) if value.contains('\n') => format!("{name}:\n{value}"),
                (name, value) => format!("{name}: {value}"),
            };
            let mut hanging = indent.within("", "  ");
            let room = hanging.width();
            wrap(&text, room, |line| hanging.line(out, line));
            indent.first.clone_from(&indent.rest);
        }
        out.piece(start, Piece::Row(of));
    }
}

/// Running text on as many lines as it has breaks.
fn inlines(content: &[Inline]) -> Cow<'_, str> {
    if let [Inline::Text(text) | Inline::Code(text)] = content {
        return visible(text);
    }
    let mut out = String::new();
    collect(content, &mut out);
    out.into()
}

fn collect(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(&visible(text)),
            Inline::Strong(inner) | Inline::Emphasis(inner) => collect(inner, out),
            Inline::Link { href, label } => link(href, label, out),
            Inline::Break => out.push('\n'),
        }
    }
}

fn link(href: &Href, label: &[Inline], out: &mut String) {
    let address = href.as_str();
    // On paper there is nothing to follow, and the label names the place.
    if address.starts_with('#') {
        return collect(label, out);
    }
    let shown = plain(label);
    let shown = shown.trim();
    let bare = address.split_once(':').map_or(address, |(scheme, rest)| match scheme {
        "mailto" | "tel" => rest,
        _ => address,
    });
    if shown == bare || same_number(shown, address) {
        collect(label, out);
    } else if shown.is_empty() || shown == address || shown == address.trim_end_matches('/') {
        out.push_str(bare);
    } else {
        collect(label, out);
        out.push_str(" <");
        out.push_str(bare);
        out.push('>');
    }
}

/// Whether a label is the telephone number of its link, however it is spaced.
fn same_number(label: &str, address: &str) -> bool {
    let dialled = address.strip_prefix("tel:").and_then(Href::phone);
    dialled.is_some() && dialled == Href::phone(label)
}

/// How many columns a text without line ends takes.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Breaks text into lines at spaces, and between wide characters where there are none.
fn wrap<'t>(text: &'t str, room: usize, mut each: impl FnMut(&'t str)) {
    for text in text.split('\n') {
        // A line is what stands between two places of the text.
        let (mut start, mut end, mut taken) = (0, 0, 0);
        let mut at = 0;
        for word in text.split(' ') {
            let mut place = at;
            at += word.len() + 1;
            if word.is_empty() {
                continue;
            }
            let mut piece = |piece: &str| {
                let wide = width(piece);
                let line_is_empty = start == end;
                // Spaces at the start of a line would look like indentation.
                if line_is_empty {
                    (start, taken) = (place, wide);
                } else if taken + (place - end) + wide <= room {
                    taken += (place - end) + wide;
                } else {
                    each(text.get(start..end).unwrap_or_default());
                    (start, taken) = (place, wide);
                }
                place += piece.len();
                end = place;
            };
            if word.is_ascii() {
                piece(word);
            } else {
                pieces(word, room).into_iter().for_each(piece);
            }
        }
        each(text.get(start..end).unwrap_or_default());
    }
}

/// The parts of a word that a line may end between: before and after each wide
/// character, as in Chinese and Japanese, except before closing punctuation.
fn pieces(word: &str, room: usize) -> Vec<&str> {
    if word.width() <= room && !word.chars().any(is_wide) {
        return vec![word];
    }
    let closes = |cluster: &str| cluster.starts_with(|c| "、。，．）」』】〉》〕！？：；".contains(c));
    let opens = |cluster: &str| cluster.ends_with(|c| "（「『【〈《〔".contains(c));
    let wide = |cluster: &str| cluster.chars().any(is_wide);
    let mut out = Vec::new();
    let mut rest = word;
    let mut at = 0;
    let mut before: Option<&str> = None;
    // What readers take for one character may be several: with an accent, or a family of people.
    for cluster in word.graphemes(true) {
        let joint = before.is_some_and(|b| (wide(b) || wide(cluster)) && !closes(cluster) && !opens(b));
        if joint {
            let (piece, after) = rest.split_at(at);
            out.push(piece);
            rest = after;
            at = 0;
        }
        at += cluster.len();
        before = Some(cluster);
    }
    out.push(rest);
    out
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

fn has_content(block: &Block) -> bool {
    block.has_content(|c| !matches!(c, ' ' | '\r' | '\n'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::emit::testing::{document, paragraphs, sample};

    proptest! {
        #[test]
        fn lines_fit_and_end_in_no_space(doc in document()) {
            for line in emit(&doc).lines() {
                prop_assert!(!line.ends_with(' '), "{:?}", line);
                prop_assert!(!line.contains(|c: char| c.is_control()), "{:?}", line);
                let marks = |c: char| c.is_ascii_digit() || " |-.".contains(c);
                let one_word = !line.trim_start_matches(marks).contains(' ');
                prop_assert!(line.width() <= WIDTH || one_word, "{:?}", line);
            }
        }

        #[test]
        fn wrapping_loses_nothing(text in "[a-c中文。\u{301} ]{0,200}", width in 1_usize..40) {
            let solid = |text: &str| text.replace(' ', "");
            let mut lines = String::new();
            wrap(&text, width, |line| lines.push_str(line));
            prop_assert_eq!(solid(&lines), solid(&text));
        }
    }

    #[test]
    fn what_is_one_character_to_readers_stays_on_one_line() {
        let (family, rows) = ("\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}", &mut Vec::new());
        wrap(&family.repeat(60), 20, |line| rows.push(line.to_owned()));
        assert!(rows.len() > 1);
        assert!(rows.iter().all(|row| row.replace(family, "").is_empty()), "{rows:?}");
    }

    fn link_text(href: &str, label: &str) -> String {
        let label = vec![Inline::Text(label.to_owned())];
        let link = Inline::Link { href: Href::parse(href).unwrap(), label };
        emit(&paragraphs(vec![vec![link]])).trim().to_owned()
    }

    #[test]
    fn a_link_shows_its_address_once() {
        assert_eq!(link_text("https://a.example/x", "our page"), "our page <https://a.example/x>");
        assert_eq!(link_text("https://a.example/", "https://a.example"), "https://a.example/");
        assert_eq!(link_text("mailto:a@b.example", "a@b.example"), "a@b.example");
        assert_eq!(link_text("mailto:a@b.example", "write to us"), "write to us <a@b.example>");
        assert_eq!(link_text("tel:+15550100", "+1 555 0100"), "+1 555 0100");
        assert_eq!(link_text("#rights", "your rights"), "your rights");
    }

    #[test]
    fn the_sample() {
        insta::assert_snapshot!(emit(&sample()), @r##"
        Acme Privacy Policy
        ===================

        Effective: March 1, 2026
        Last updated: February 10, 2026

        This policy says which personal information Acme Inc. (“we”) collects, why,
        with whom we share it, and what you can do about it. See your rights for how
        to reach us.


        Information we collect
        ----------------------

        We collect the following information from you directly:

        - contact information: your name, e-mail address and, if you choose to give
          it, phone number
        - device information, when you visit our website:
          - IP address
          - browser and operating system

        How long we keep it
        ~~~~~~~~~~~~~~~~~~~

        Information: contact information
        Purpose:
          to send you news about our services
          to keep your account safe
        Legal basis:
          your consent
          legitimate interests: preventing abuse
        Kept: 24 months after you close your account

        Information: device information
        Purpose: to keep your account safe
        Legal basis: legitimate interests
        Kept: 30 days


        Who we share it with
        --------------------

        Recipient       Role                 Country
        --------------  -------------------  -------
        Mailer GmbH     processor            Germany
        شركة البريد     processor            Egypt
        A|B <b>Ads</b>  advertising network  USA

        We do not sell personal information. Read Mailer GmbH’s own policy
        <https://mailer.example/privacy>.


        Your rights
        -----------

        To access, correct or delete your personal information:

        1. Write to privacy@acme.example or call +1 555 0100.
        2. Put PRIVACY REQUEST in the subject.
        3. We answer within 45 days, extendable once by 45 days.

        | Not declared: how an authorized agent can make a request. Add by agent.
        "##);
    }
}
