//! What stands behind a sentence of an output: the declarations, the template, the law.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::document::{Block, BlockKind, Document, Item, Origin, Row, Section, plain};
use crate::emit::lines::{Lined, Piece};
use crate::emit::pieces::Nested;
use crate::law::Pack;
use crate::source::{LineColumn, Sources, Span};

/// How many lines of a declaration are shown.
const EXCERPT: usize = 6;

/// A piece of a document, and where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What it says, without markup.
    pub text: String,
    /// The declarations that it words.
    pub spans: BTreeSet<Span>,
    /// The templates that worded it.
    pub templates: BTreeSet<String>,
    /// The requirements that it answers.
    pub requirements: BTreeSet<String>,
}

impl Answer {
    fn new(text: String, origin: &Origin) -> Self {
        let mut answer = Self { text, ..Self::default() };
        answer.add(origin);
        answer
    }

    fn add(&mut self, origin: &Origin) {
        self.spans.extend(&origin.spans);
        if !origin.template.is_empty() {
            self.templates.insert(origin.template.clone());
        }
        self.requirements.extend(origin.requirements.iter().cloned());
    }
}

/// The piece on a line of an output, the narrowest that knows its declarations.
#[must_use]
pub fn on_line(lined: &Lined<'_>, line: usize) -> Option<Answer> {
    let here = lined.1.iter().filter(|(lines, _)| lines.contains(&line));
    let mut here: Vec<_> = here.map(|(lines, piece)| (lines.end() - lines.start(), piece)).collect();
    here.sort_by_key(|(length, _)| *length);
    narrowest(here.iter().map(|(_, piece)| of_piece(piece)))
}

/// The piece of a page with a number.
#[must_use]
pub fn in_page(pieces: &[Nested<'_>], number: usize) -> Option<Answer> {
    let around = |inner: &&Nested<'_>| inner.around.and_then(|number| pieces.get(number));
    let outwards = std::iter::successors(pieces.get(number), around);
    narrowest(outwards.map(|nested| match nested.piece {
        // On a page an item's own words are no paragraph, and the lists in it are asked for by themselves.
        Piece::Item(item) => match item.blocks.first() {
            Some(first) if matches!(first.kind, BlockKind::Paragraph(_)) => {
                let mut answer = of_block(first);
                answer.add(&item.origin);
                answer
            }
            Some(_) | None => of_item(item),
        },
        piece @ (Piece::Heading(_) | Piece::Block(_) | Piece::Row(_)) => of_piece(&piece),
    }))
}

/// The first answer; where it knows no declaration, with what those around it know.
///
/// A paragraph in a list item, a table without a row: what is around knows more.
fn narrowest(mut outwards: impl Iterator<Item = Answer>) -> Option<Answer> {
    let mut answer = outwards.next()?;
    while answer.spans.is_empty()
        && let Some(outer) = outwards.next()
    {
        answer.spans = outer.spans;
        answer.templates.extend(outer.templates);
        answer.requirements.extend(outer.requirements);
    }
    Some(answer)
}

/// The section with an id.
#[must_use]
pub fn with_id(document: &Document, id: &str) -> Option<Answer> {
    find(&document.sections, id).map(of_section)
}

/// Every id of a document's sections, in order.
#[must_use]
pub fn ids(document: &Document) -> Vec<&str> {
    fn collect<'a>(sections: &'a [Section], out: &mut Vec<&'a str>) {
        for section in sections {
            out.push(&section.id);
            collect(&section.sections, out);
        }
    }
    let mut ids = Vec::new();
    collect(&document.sections, &mut ids);
    ids
}

/// The pieces that say something, in order; letter case and white space do not matter.
#[must_use]
pub fn saying(document: &Document, text: &str) -> Vec<Answer> {
    let wanted = folded(text);
    let mut answers = Vec::new();
    if wanted.is_empty() {
        return answers;
    }
    for block in &document.lead {
        leaves(block, &mut |answer| answers.push(answer));
    }
    each_section(&document.sections, &mut |section| {
        answers.push(Answer { text: section.title.clone(), ..of_section(section) });
        section.blocks.iter().for_each(|block| leaves(block, &mut |answer| answers.push(answer)));
    });
    answers.retain(|answer| folded(&answer.text).contains(&wanted));
    answers
}

/// Every paragraph, list item and table row of a document, in order.
#[must_use]
pub fn pieces(document: &Document) -> Vec<Answer> {
    let mut all = Vec::new();
    document.lead.iter().for_each(|block| leaves(block, &mut |answer| all.push(answer)));
    each_section(&document.sections, &mut |section| {
        section.blocks.iter().for_each(|block| leaves(block, &mut |answer| all.push(answer)));
    });
    all
}

/// The requirements that the laws' documents answer with the same declarations: of each
/// document those of the piece that answers fewest, since a table of everything answers many.
#[must_use]
pub fn asked_for(documents: &[Document], spans: &BTreeSet<Span>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for document in documents {
        for span in spans {
            let mut least: Option<usize> = None;
            let mut here: BTreeSet<&String> = BTreeSet::new();
            document.each_block(&mut |block| {
                let asked = &block.origin.requirements;
                if asked.is_empty() || !block.origin.spans.contains(span) {
                    return;
                }
                if least.is_none_or(|least| asked.len() < least) {
                    least = Some(asked.len());
                    here.clear();
                }
                if least == Some(asked.len()) {
                    here.extend(asked);
                }
            });
            found.extend(here.into_iter().cloned());
        }
    }
    found
}

/// Writes an answer; `shown` says how a file is called.
#[must_use]
pub fn written(answer: &Answer, sources: &Sources, shown: &dyn Fn(&str) -> String) -> String {
    let mut out = format!("{}\n", shortened(&answer.text));
    for span in &answer.spans {
        declaration(*span, sources, shown, &mut out);
    }
    if answer.spans.is_empty() {
        out.push_str("\nfixed wording: no declaration stands behind it\n");
    }
    for template in &answer.templates {
        let _ = match template.as_str() {
            "prose" => writeln!(out, "\nworded by its author, as prose"),
            template => writeln!(out, "\nworded by the template {template}"),
        };
    }
    if !answer.requirements.is_empty() {
        out.push_str("\nasked for by\n");
        for id in &answer.requirements {
            let _ = writeln!(out, "    {}", requirement(id));
        }
    }
    out
}

fn of_piece(piece: &Piece<'_>) -> Answer {
    match piece {
        Piece::Heading(section) => of_section(section),
        Piece::Block(block) => of_block(block),
        Piece::Item(item) => of_item(item),
        Piece::Row(row) => of_row(row),
    }
}

/// A section is made of everything in it.
fn of_section(section: &Section) -> Answer {
    let mut answer = Answer::new(section.title.clone(), &section.origin);
    section.blocks.iter().for_each(|block| leaves(block, &mut |leaf| merge(&mut answer, leaf)));
    each_section(&section.sections, &mut |inner| {
        answer.add(&inner.origin);
        inner.blocks.iter().for_each(|block| leaves(block, &mut |leaf| merge(&mut answer, leaf)));
    });
    answer
}

fn merge(answer: &mut Answer, other: Answer) {
    answer.spans.extend(other.spans);
    answer.templates.extend(other.templates);
    answer.requirements.extend(other.requirements);
}

fn of_block(block: &Block) -> Answer {
    Answer::new(text_of(block), &block.origin)
}

fn of_item(item: &Item) -> Answer {
    Answer::new(item.blocks.iter().map(text_of).collect::<Vec<_>>().join(" "), &item.origin)
}

fn of_row(row: &Row) -> Answer {
    let cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
    Answer::new(cells.join(" | "), &row.origin)
}

fn text_of(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph(content) => plain(content),
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).map(text_of).collect::<Vec<_>>().join("; ")
        }
        BlockKind::Table(table) => {
            table.header.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | ")
        }
        BlockKind::Callout(blocks) => blocks.iter().map(text_of).collect::<Vec<_>>().join(" "),
    }
}

/// Calls `each` with the paragraphs, items and rows of a block.
fn leaves(block: &Block, each: &mut dyn FnMut(Answer)) {
    match &block.kind {
        BlockKind::Paragraph(_) => each(of_block(block)),
        BlockKind::List { items, .. } => {
            for item in items {
                match item.blocks.as_slice() {
                    [only] if matches!(only.kind, BlockKind::Paragraph(_)) => {
                        let mut answer = of_item(item);
                        answer.add(&only.origin);
                        each(answer);
                    }
                    blocks => blocks.iter().for_each(|block| leaves(block, each)),
                }
            }
        }
        BlockKind::Table(table) => table.rows.iter().for_each(|row| {
            let mut answer = of_row(row);
            answer.add(&Origin { spans: BTreeSet::new(), ..block.origin.clone() });
            each(answer);
        }),
        BlockKind::Callout(blocks) => blocks.iter().for_each(|block| leaves(block, each)),
    }
}

fn each_section<'a>(sections: &'a [Section], each: &mut dyn FnMut(&'a Section)) {
    for section in sections {
        each(section);
        each_section(&section.sections, each);
    }
}

fn find<'a>(sections: &'a [Section], id: &str) -> Option<&'a Section> {
    sections
        .iter()
        .find_map(|section| if section.id == id { Some(section) } else { find(&section.sections, id) })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(200) {
        Some((at, _)) => format!("“{}…”", text.get(..at).unwrap_or_default().trim_end()),
        None => format!("“{text}”"),
    }
}

/// Where a declaration stands, and its first lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The file, as it is shown.
    pub file: String,
    /// The line and column where the declaration begins.
    pub at: LineColumn,
    /// The lines, each with its number.
    pub lines: Vec<(u32, String)>,
    /// Whether it goes on after them.
    pub more: bool,
}

/// The first lines of a declaration; `shown` says how a file is called.
#[must_use]
pub fn excerpt(span: Span, sources: &Sources, shown: &dyn Fn(&str) -> String) -> Option<Excerpt> {
    let source = sources.get(span.file)?;
    let at = source.line_column(span.start);
    let last = source.line_column(span.end.saturating_sub(1).max(span.start)).line;
    let lines = source.text.lines().zip(1_u32..).skip(at.line.saturating_sub(1) as usize);
    let wanted = (last.saturating_sub(at.line) + 1) as usize;
    let lines = lines.take(wanted.min(EXCERPT)).map(|(line, number)| (number, line.trim_end().to_owned()));
    Some(Excerpt { file: shown(&source.name), at, lines: lines.collect(), more: wanted > EXCERPT })
}

fn declaration(span: Span, sources: &Sources, shown: &dyn Fn(&str) -> String, out: &mut String) {
    let Some(Excerpt { file, at, lines, more }) = excerpt(span, sources, shown) else { return };
    let _ = writeln!(out, "\n--> {file}:{}:{}", at.line, at.column);
    for (number, line) in lines {
        let _ = writeln!(out, "{number:>5} | {line}");
    }
    if more {
        let _ = writeln!(out, "      | …");
    }
}

/// A requirement with its name, where it is written and how far that was checked.
#[must_use]
pub fn requirement(id: &str) -> String {
    let mut packs = Pack::builtin_ids().filter_map(Pack::builtin);
    let Some(found) = packs.find_map(|pack| pack.requirement(id)) else { return id.to_owned() };
    let mark = match found.verified {
        crate::law::Verified::True => "",
        crate::law::Verified::Partial => " (partly verified)",
        crate::law::Verified::False => " (not verified)",
    };
    format!("{id}: {}, {}{mark}", found.title, found.cite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Built, Settings, documents};
    use crate::emit::{html, markdown, text};
    use crate::law::Vocabulary;
    use crate::project::{LoadError, Read, read};

    const POLICY: &str = r#"policy "Acme" { language en-US  laws gdpr }
organization acme "Acme Inc." { email "privacy@acme.example" }
data contact "contact information" : contact {
    name  "name"  : identity.name
    email "email" : contact.email
}
purpose orders "send you what you ordered" : service.fulfilment
we collect contact for orders
we keep contact for 24 months
section words "Our words" { prose "We **mean** it." }
"#;

    fn made() -> (Read, Vec<Document>) {
        let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(POLICY.as_bytes().to_vec()) };
        let read = read("acme.candor", &load, Vocabulary::builtin());
        let documents = documents(&read, &Settings::default(), &mut Built::default());
        (read, documents)
    }

    /// The source lines where the declarations of an answer begin.
    fn lines(read: &Read, answer: &Answer) -> Vec<u32> {
        let line = |span: &Span| read.sources.get(span.file).unwrap().line_column(span.start).line;
        answer.spans.iter().map(line).collect()
    }

    #[test]
    fn every_line_with_words_knows_its_piece() {
        let (_, documents) = made();
        for document in &documents {
            for lined in [markdown::emit_with_lines(document), text::emit_with_lines(document)] {
                let title = lined.0.lines().next().unwrap().to_owned();
                for (line, number) in lined.0.lines().zip(1..) {
                    let words = line.chars().any(char::is_alphabetic) && line != title;
                    let header = lined.0.lines().nth(number).is_some_and(|next| next.contains("---"));
                    assert!(!words || header || on_line(&lined, number).is_some(), "{number}: {line}");
                }
            }
        }
    }

    #[test]
    fn the_lines_are_those_of_the_output() {
        let (_, documents) = made();
        for document in &documents {
            assert_eq!(markdown::emit_with_lines(document).0, markdown::emit(document));
            assert_eq!(text::emit_with_lines(document).0, text::emit(document));
        }
    }

    #[test]
    fn a_sentence_leads_to_its_declaration() {
        let (read, documents) = made();
        for lined in [markdown::emit_with_lines(&documents[0]), text::emit_with_lines(&documents[0])] {
            let number = |words: &str| lined.0.lines().position(|line| line.contains(words)).unwrap() + 1;
            let answer = on_line(&lined, number("24 months")).unwrap();
            assert_eq!(lines(&read, &answer), [9]);
            assert_eq!(answer.templates, BTreeSet::from(["en/retention.md".to_owned()]));
            let prose = on_line(&lined, number("it.")).unwrap();
            assert_eq!((lines(&read, &prose), prose.text.as_str()), (vec![10], "We mean it."));
        }
    }

    #[test]
    fn a_piece_of_a_page_leads_to_its_declaration() {
        let (read, documents) = made();
        let (page, pieces) = html::page_with_pieces(&documents[0], html::PAGE).unwrap();
        let number = |words: &str| -> usize {
            let before = page.split(words).next().unwrap();
            let number = before.rsplit("data-piece=\"").next().unwrap().split('"').next().unwrap();
            number.parse().unwrap()
        };
        let answer = in_page(&pieces, number("We keep contact")).unwrap();
        assert_eq!(
            (lines(&read, &answer), answer.text.as_str()),
            (vec![9], "We keep contact information for 24 months.")
        );
        let row = in_page(&pieces, number("<td")).unwrap();
        assert!(lines(&read, &row).contains(&3), "{row:?}");
        assert_eq!(page.matches("data-piece=").count(), pieces.len());
        assert_eq!(in_page(&pieces, pieces.len()), None);
        let bare = html::page(&documents[0], html::PAGE).unwrap();
        let mut stripped = page.clone();
        for number in 0..pieces.len() {
            stripped = stripped.replacen(&format!(" data-piece=\"{number}\""), "", 1);
        }
        assert_eq!(stripped, bare, "the numbers are all that differs");
    }

    #[test]
    fn words_and_ids_lead_there_too() {
        let (read, documents) = made();
        let found = saying(&documents[0], "we  KEEP contact information");
        assert!(found.iter().any(|answer| lines(&read, answer) == [9]), "{found:?}");
        assert_eq!(saying(&documents[0], "nobody says this"), []);
        let section = with_id(&documents[0], "retention").unwrap();
        assert_eq!(lines(&read, &section), [9]);
        assert!(ids(&documents[0]).contains(&"words"));
        assert_eq!(with_id(&documents[0], "nowhere"), None);
    }

    #[test]
    fn a_stub_knows_which_requirement_asked() {
        let (read, documents) = made();
        let section = documents[0].sections.iter().find(|section| section.id == "retention").unwrap();
        let asked = asked_for(&documents, &of_section(section).spans);
        assert!(asked.contains("gdpr.13.2.a"), "{asked:?}");
        let answer = Answer { requirements: asked, ..of_section(section) };
        let written = written(&answer, &read.sources, &str::to_owned);
        assert!(
            written.contains("--> acme.candor:9:1\n    9 | we keep contact for 24 months\n"),
            "{written}"
        );
        assert!(written.contains("asked for by\n    gdpr.13.2.a: "), "{written}");
    }
}
