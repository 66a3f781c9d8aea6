//! The document as Markdown: CommonMark, with the tables of GitHub Flavored Markdown.
//!
//! One block per line, never wrapped, so that a changed sentence is a changed line.

mod inlines;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use self::inlines::{Place, inlines};
use super::characters::{is_direction_control, visible};
use super::lines::{Lined, Piece, Sheet};
use crate::document::{Block, BlockKind, Document, Inline, Item, Section, Table};

/// The most a list number may be: CommonMark reads nine digits.
const MAX_NUMBER: u64 = 999_999_999;

/// Writes the document, without front matter.
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
    let mut targets = BTreeSet::new();
    block_targets(&doc.lead, &mut targets);
    section_targets(&doc.sections, &mut targets);

    heading(out, 1, "", &doc.title);
    if doc.lead.iter().any(has_content) {
        out.push('\n');
        blocks(out, "", &doc.lead, "\n");
        out.push('\n');
    }
    sections(out, 2, &doc.sections, &targets);
}

/// Writes YAML front matter: the title, the language, and the document's facts.
///
/// Every value is a double-quoted string that YAML 1.1, YAML 1.2 and JSON read alike.
#[must_use]
pub fn front_matter(doc: &Document) -> String {
    let mut out = String::from("---\n");
    let facts = doc.meta.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    for (key, value) in
        [("title", doc.title.as_str()), ("lang", doc.language.as_str())].into_iter().chain(facts)
    {
        if is_plain_key(key) {
            out.push_str(key);
        } else {
            quoted(&mut out, key);
        }
        out.push_str(": ");
        quoted(&mut out, value);
        out.push('\n');
    }
    out.push_str("---\n");
    out
}

fn heading(out: &mut String, level: usize, anchor: &str, title: &str) {
    for _ in 0..level.min(6) {
        out.push('#');
    }
    let title = visible(title).replace('\n', " ");
    if !anchor.is_empty() || !title.is_empty() {
        out.push(' ');
        out.push_str(anchor);
        inlines(out, "", &[Inline::Text(title)], Place::Heading);
    }
    out.push('\n');
}

fn sections<'a>(out: &mut Sheet<'a>, level: usize, all: &'a [Section], targets: &BTreeSet<&str>) {
    for section in all {
        out.push('\n');
        // Renderers disagree on the anchors they give to headings, so a section
        // that the document links to brings its own. An address of this document
        // is letters, digits and little else, so the id needs no escaping.
        let anchor = targets.get(section.id.as_str()).map(|id| format!("<a id=\"{id}\"></a>"));
        let start = out.len();
        heading(out, level, anchor.as_deref().unwrap_or_default(), &section.title);
        out.piece(start, Piece::Heading(section));
        if section.blocks.iter().any(has_content) {
            out.push('\n');
            blocks(out, "", &section.blocks, "\n");
            out.push('\n');
        }
        sections(out, level + 1, &section.sections, targets);
    }
}

/// Writes blocks from the current column on; later lines begin with `prefix`.
/// `between` is what stands between two blocks besides the line's end.
fn blocks<'a>(out: &mut Sheet<'a>, prefix: &str, all: &'a [Block], between: &str) {
    // Two lists in a row would read as one, so the second gets another mark.
    let mut previous: Option<(bool, bool)> = None;
    let mut first = true;
    for block in all.iter().filter(|block| has_content(block)) {
        if !first {
            out.push('\n');
            if !between.is_empty() {
                out.push_str(prefix.trim_end());
                out.push_str(between);
            }
            out.push_str(prefix);
        }
        first = false;
        let mut list_before = None;
        let start_of_block = out.len();
        match &block.kind {
            BlockKind::Paragraph(content) => inlines(out, prefix, content, Place::Paragraph),
            BlockKind::List { start, items } => {
                let other = previous == Some((start.is_some(), false));
                list(out, prefix, *start, items, other);
                list_before = Some((start.is_some(), other));
            }
            BlockKind::Table(content) => table(out, prefix, content),
            BlockKind::Callout(inner) => {
                out.push_str("> ");
                blocks(out, &format!("{prefix}> "), inner, "\n");
            }
        }
        out.piece(start_of_block, Piece::Block(block));
        previous = list_before;
    }
}

fn list<'a>(out: &mut Sheet<'a>, prefix: &str, start: Option<u64>, items: &'a [Item], other_mark: bool) {
    let tight = items.iter().all(is_tight);
    let content = items.iter().filter(|item| item.blocks.iter().any(has_content));
    for (number, item) in (start.unwrap_or(1)..).zip(content.enumerate()) {
        let (index, item) = item;
        if index > 0 {
            out.push('\n');
            if !tight {
                out.push_str(prefix.trim_end());
                out.push('\n');
            }
            out.push_str(prefix);
        }
        let mark = match (start, other_mark) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(_), false) => format!("{}. ", number.min(MAX_NUMBER)),
            (Some(_), true) => format!("{}) ", number.min(MAX_NUMBER)),
        };
        let start_of_item = out.len();
        out.push_str(&mark);
        let inner = format!("{prefix}{:width$}", "", width = mark.len());
        blocks(out, &inner, &item.blocks, if tight { "" } else { "\n" });
        out.piece(start_of_item, Piece::Item(item));
    }
}

/// Whether an item reads the same without blank lines: one paragraph, and at
/// most one list that may interrupt it.
fn is_tight(item: &Item) -> bool {
    let mut content = item.blocks.iter().filter(|block| has_content(block)).map(|block| &block.kind);
    let first = content.next();
    first.is_none_or(|first| matches!(first, BlockKind::Paragraph(_)))
        && content.next().is_none_or(|next| matches!(next, BlockKind::List { start: None | Some(1), .. }))
        && content.next().is_none()
}

fn table<'a>(out: &mut Sheet<'a>, prefix: &str, table: &'a Table) {
    row(out, &table.header, table.header.len());
    out.push('\n');
    out.push_str(prefix);
    for _ in &table.header {
        out.push_str("| --- ");
    }
    out.push('|');
    for line in &table.rows {
        out.push('\n');
        out.push_str(prefix);
        let start = out.len();
        row(out, &line.cells, table.header.len());
        out.piece(start, Piece::Row(line));
    }
}

fn row(out: &mut String, cells: &[Vec<Inline>], columns: usize) {
    let missing = std::iter::repeat_n([].as_slice(), columns.saturating_sub(cells.len()));
    for cell in cells.iter().map(Vec::as_slice).chain(missing) {
        out.push_str("| ");
        inlines(out, "", cell, Place::Cell);
        out.push(' ');
    }
    out.push('|');
}

/// Whether anything of a block shows; a mark with nothing after it could read as something else.
fn has_content(block: &Block) -> bool {
    block.has_content(inlines::shows)
}

fn section_targets<'a>(sections: &'a [Section], out: &mut BTreeSet<&'a str>) {
    for section in sections {
        block_targets(&section.blocks, out);
        section_targets(&section.sections, out);
    }
}

fn block_targets<'a>(blocks: &'a [Block], out: &mut BTreeSet<&'a str>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) => inline_targets(content, out),
            BlockKind::List { items, .. } => items.iter().for_each(|item| block_targets(&item.blocks, out)),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                table.header.iter().chain(cells).for_each(|cell| inline_targets(cell, out));
            }
            BlockKind::Callout(inner) => block_targets(inner, out),
        }
    }
}

fn inline_targets<'a>(inlines: &'a [Inline], out: &mut BTreeSet<&'a str>) {
    for inline in inlines {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) => inline_targets(inner, out),
            Inline::Link { href, label } => {
                out.extend(href.as_str().strip_prefix('#'));
                inline_targets(label, out);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// Whether YAML reads the key as a string when it stands without quotes; YAML 1.1
/// has words, such as `on`, that it would read as something else.
fn is_plain_key(key: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && !WORDS.iter().any(|word| key.eq_ignore_ascii_case(word))
}

fn quoted(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            // What YAML folds, forbids or that a reader cannot see.
            c if c.is_control()
                || is_direction_control(c)
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') =>
            {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

    use super::*;
    use crate::document::Href;
    use crate::emit::testing::{Leaf, Leaves, document, expected, paragraphs, sample};

    /// What a reader sees of some Markdown, with every extension on: what none
    /// of them takes for markup is text everywhere.
    fn read(markdown: &str) -> Vec<Leaf> {
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION - Options::ENABLE_OLD_FOOTNOTES;
        let mut leaves = Leaves::default();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(tag) => match tag {
                    Tag::Paragraph => leaves.flush(),
                    Tag::Heading { level, .. } => leaves.open(match level {
                        HeadingLevel::H1 => "h1",
                        HeadingLevel::H2 => "h2",
                        HeadingLevel::H3 => "h3",
                        HeadingLevel::H4 => "h4",
                        HeadingLevel::H5 => "h5",
                        HeadingLevel::H6 => "h6",
                    }),
                    Tag::List(None) => leaves.open("ul"),
                    Tag::List(Some(start)) => leaves.open(&format!("ol{start}")),
                    Tag::Item => leaves.open("li"),
                    Tag::BlockQuote(None) => leaves.open("callout"),
                    Tag::Table(_) => leaves.open("table"),
                    Tag::TableHead => leaves.open("head"),
                    Tag::TableRow => leaves.open("row"),
                    Tag::TableCell => leaves.open("cell"),
                    Tag::Strong => leaves.strong += 1,
                    Tag::Emphasis => leaves.emphasis += 1,
                    Tag::Link { dest_url, .. } => leaves.link = Some(dest_url.to_string()),
                    other => panic!("{other:?} in:\n{markdown}"),
                },
                Event::End(tag) => match tag {
                    pulldown_cmark::TagEnd::Paragraph => leaves.flush(),
                    pulldown_cmark::TagEnd::Strong => leaves.strong -= 1,
                    pulldown_cmark::TagEnd::Emphasis => leaves.emphasis -= 1,
                    pulldown_cmark::TagEnd::Link => leaves.link = None,
                    _ => leaves.close(),
                },
                Event::Text(text) => leaves.text(&text),
                Event::Code(text) => leaves.code(&text),
                Event::HardBreak => leaves.text("\n"),
                Event::InlineHtml(html) if &*html == "<br>" => leaves.text("\n"),
                Event::InlineHtml(html) if ["<a id=\"s0\">", "</a>"].contains(&&*html) => {}
                other => panic!("{other:?} in:\n{markdown}"),
            }
        }
        leaves.finish()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

        #[test]
        fn everything_reads_back_as_it_was(doc in document()) {
            let markdown = emit(&doc);
            prop_assert_eq!(read(&markdown), expected(&doc), "{}", markdown);
        }

        #[test]
        fn front_matter_reads_back_as_it_was(value in any::<String>(), key in "[a-z]{1,5}|[ -~]{1,9}") {
            prop_assume!(key != "title" && key != "lang");
            let doc = Document { title: value.clone(), meta: vec![(key.clone(), value.clone())], ..Document::default() };
            let yaml = front_matter(&doc);
            let yaml = yaml.trim_start_matches("---\n").trim_end_matches("---\n");
            let read: std::collections::BTreeMap<String, String> = serde_yaml::from_str(yaml).expect(yaml);
            prop_assert_eq!(read.get("title"), Some(&value));
            prop_assert_eq!(read.get(&key), Some(&value));
        }
    }

    fn check(content: Vec<Inline>, markdown: &str) {
        let doc = paragraphs(vec![content]);
        let written = emit(&doc);
        assert_eq!(written.trim_start_matches("#\n\n").trim_end_matches('\n'), markdown);
        assert_eq!(read(&written), expected(&doc));
    }

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn prose_stays_clean() {
        for prose in [
            "We don't sell your data - ever (see AT&T's notice): it costs $5 & 3 < 4.",
            "Version 1.5 of snake_case, section 2) and C# at 10:30; e.g. \"this\", #3.",
            "California's “Shine the Light” law; 50% of users, +1 555 0100, a/b, x = y.",
            "-5 degrees is cold!",
        ] {
            check(vec![text(prose)], prose);
        }
    }

    #[test]
    fn what_begins_a_block_is_text() {
        check(
            vec![text("# a\n- b\n1. c\n> d\n---\n  e")],
            "\\# a\\\n\\- b\\\n1\\. c\\\n\\> d\\\n\\---\\\n&#32; e",
        );
    }

    #[test]
    fn nothing_becomes_a_link_by_itself() {
        check(
            vec![text("https://a.example, www.a.example, a@b.example, mailto:x")],
            "https\\://a.example, www\\.a.example, a\\@b.example, mailto\\:x",
        );
    }

    #[test]
    fn a_mark_beside_a_word_still_opens_and_closes() {
        check(vec![text("a"), Inline::Strong(vec![text("(b)")]), text("c")], "&#97;**(b)**&#99;");
        check(vec![text("a"), Inline::Emphasis(vec![text(" b ")]), text("c")], "a _b_ c");
        check(
            vec![Inline::Strong(vec![text("a")]), Inline::Emphasis(vec![text("b")]), text(" "), text("c")],
            "**a**_b_ c",
        );
    }

    #[test]
    fn code_with_backticks_takes_a_longer_fence() {
        check(vec![Inline::Code("a `` b`".to_owned())], "``` a `` b` ```");
    }

    #[test]
    fn code_gives_way_where_it_would_define_or_divide() {
        let code = |text: &str| Inline::Code(text.to_owned());
        let href = Href::parse("#x").unwrap();
        check(vec![Inline::Link { href, label: vec![code("]: a")] }], "[\\]: a](#x)");
        let table = Table { header: vec![vec![code("a|b")], vec![code("a\\|b")]], rows: vec![] };
        let mut doc = paragraphs(vec![vec![]]);
        doc.lead[0].kind = BlockKind::Table(table);
        assert_eq!(emit(&doc), "#\n\n| `a\\|b` | a\\\\&#124;b |\n| --- | --- |\n");
    }

    #[test]
    fn the_sample() {
        insta::assert_snapshot!(front_matter(&sample()) + "\n" + &emit(&sample()), @r##"
        ---
        title: "Acme Privacy Policy"
        lang: "en-US"
        effective: "2026-03-01"
        updated: "2026-02-10"
        ---

        # Acme Privacy Policy

        **Effective:** March 1, 2026\
        **Last updated:** February 10, 2026

        This policy says which personal information Acme Inc. (“we”) collects, why, with whom we share it, and what you can do about it. See [your rights](#rights) for how to reach us.

        ## Information we collect

        We collect the following information from you directly:

        - **contact information**: your name, e-mail address and, if you choose to give it, phone number
        - device information, when you visit our website:
          - IP address
          - browser and operating system

        ### How long we keep it

        | Information | Purpose | Legal basis | Kept |
        | --- | --- | --- | --- |
        | contact information | to send you news about our services<br>to keep your account safe | your consent<br>legitimate interests: preventing abuse | 24 months after you close your account |
        | device information | to keep your account safe | legitimate interests | 30 days |

        ## Who we share it with

        | Recipient | Role | Country |
        | --- | --- | --- |
        | Mailer GmbH | processor | Germany |
        | شركة البريد | processor | Egypt |
        | A\|B \<b>Ads\</b> | advertising network | USA |

        We **do not sell** personal information. Read [Mailer GmbH’s own policy](https://mailer.example/privacy).

        ## <a id="rights"></a>Your rights

        To access, correct or delete your personal information:

        1. Write to [privacy@acme.example](mailto:privacy@acme.example) or call [+1 555 0100](tel:+15550100).
        2. Put `PRIVACY REQUEST` in the subject.
        3. We answer within 45 days, _extendable once_ by 45 days.

        > Not declared: how an authorized agent can make a request. Add `by agent`.
        "##);
    }
}
