//! What readers see change: two documents, sentence by sentence.

use std::collections::BTreeSet;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::shape::blanks;
use super::text::likeness;
use crate::document::{Block, BlockKind, Document, Inline, Origin, Section, plain};
use crate::link::Href;
use crate::source::Span;

/// One passage that readers see change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The heading it stands under, and in a table its row and column; in the new version, if it
    /// stands there.
    pub section: String,
    /// What happened to it.
    pub kind: PassageKind,
    /// As it was.
    pub before: Option<Text>,
    /// As it is.
    pub after: Option<Text>,
}

/// What happened to a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It reads differently.
    Changed,
    /// It stands elsewhere.
    Moved,
}

impl PassageKind {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// A passage in one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its pieces in order: together they are the passage.
    pub pieces: Vec<Piece>,
    /// The declarations it words.
    pub spans: BTreeSet<Span>,
}

impl Text {
    /// The whole passage.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn whole(unit: &Unit) -> Self {
        let piece = Piece { text: unit.text.clone(), differs: false };
        Self { pieces: vec![piece], spans: unit.spans.clone() }
    }
}

/// A piece of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether the other version has something else here.
    pub differs: bool,
}

/// How alike two passages must be to be versions of one.
const ALIKE: f64 = 0.4;

/// Compares two documents.
///
/// A passage is a sentence of a paragraph, an item of a list, a line of a table's cell or a heading.
#[must_use]
pub fn compare(old: &Document, new: &Document) -> Vec<Passage> {
    let (before, after) = (units(old), units(new));
    let keys = |units: &[Unit]| units.iter().map(|unit| unit.text.clone()).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(&before), keys(&after));
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old_keys, &new_keys) {
        let (gone, come) = match op {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, .. } => (old_index..old_index + old_len, 0..0),
            DiffOp::Insert { new_index, new_len, .. } => (0..0, new_index..new_index + new_len),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index + old_len, new_index..new_index + new_len)
            }
        };
        let gone = before.get(gone).unwrap_or_default();
        let come = after.get(come).unwrap_or_default();
        block(gone, come, &mut found);
    }
    moved(&mut found);
    found
}

/// A passage before it is compared.
#[derive(Clone, Debug)]
struct Unit {
    section: String,
    text: String,
    spans: BTreeSet<Span>,
}

fn units(document: &Document) -> Vec<Unit> {
    let mut out = Vec::new();
    push(&mut out, "", document.title.clone(), &Origin::default());
    blocks(&document.lead, "", &mut out);
    document.sections.iter().for_each(|section| of_section(section, &mut out));
    out
}

fn of_section(section: &Section, out: &mut Vec<Unit>) {
    push(out, &section.title, section.title.clone(), &section.origin);
    blocks(&section.blocks, &section.title, out);
    section.sections.iter().for_each(|inner| of_section(inner, out));
}

fn blocks(all: &[Block], section: &str, out: &mut Vec<Unit>) {
    for block in all {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                let text = shown(inlines);
                for sentence in text.unicode_sentences() {
                    push(out, section, sentence.to_owned(), &block.origin);
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    blocks(&item.blocks, section, out);
                }
            }
            BlockKind::Table(table) => {
                let header: Vec<String> = table.header.iter().map(|cell| shown(cell)).collect();
                push(out, section, header.join(" | "), &block.origin);
                for found in &table.rows {
                    row(&header, &found.cells, section, &found.origin, out);
                }
            }
            BlockKind::Callout(inner) => blocks(inner, section, out),
        }
    }
}

/// A row of a table: its first cell by itself, and each line of the others under what it belongs to.
fn row(header: &[String], cells: &[Vec<Inline>], section: &str, origin: &Origin, out: &mut Vec<Unit>) {
    let mut cells = cells.iter().map(|cell| shown(cell));
    let Some(first) = cells.next() else { return };
    let name = blanks(first.lines().next().unwrap_or_default());
    push(out, section, first, origin);
    for (at, cell) in cells.enumerate() {
        let column = header.get(at + 1).map(|title| blanks(title)).filter(|title| !title.is_empty());
        let column = column.map(|column| format!(", {column}")).unwrap_or_default();
        let place = format!("{section} › {name}{column}");
        for line in cell.lines() {
            push(out, &place, line.to_owned(), origin);
        }
    }
}

fn push(out: &mut Vec<Unit>, section: &str, text: String, origin: &Origin) {
    let text = blanks(&text);
    if !text.is_empty() {
        out.push(Unit { section: section.to_owned(), text, spans: origin.spans.clone() });
    }
}

/// Running text as readers see it; where a link leads stands behind it, unless it shows.
fn shown(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) => out.push_str(&shown(inner)),
            Inline::Break => out.push('\n'),
            Inline::Link { href, label } => {
                let text = plain(label);
                let address = href.as_str();
                let bare = ["mailto:", "tel:", "https://", "http://"]
                    .iter()
                    .find_map(|scheme| address.strip_prefix(scheme))
                    .unwrap_or(address);
                out.push_str(&text);
                let shows = text.contains(bare.trim_end_matches('/'))
                    || address.starts_with('#')
                    || (address.starts_with("tel:") && Href::phone(&text) == Href::phone(bare));
                if !shows {
                    out.push_str(" (");
                    out.push_str(address);
                    out.push(')');
                }
            }
        }
    }
    out
}

/// Pairs the passages of one place that differ, in their order.
fn block(gone: &[Unit], come: &[Unit], found: &mut Vec<Passage>) {
    let mut twins: Vec<Option<usize>> = vec![None; come.len()];
    let mut from = 0;
    for (at, unit) in come.iter().enumerate() {
        let rest = gone.iter().enumerate().skip(from);
        let best = rest
            .map(|(old, other)| (likeness(&other.text, &unit.text), old))
            .filter(|(score, _)| *score >= ALIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
        if let (Some((_, old)), Some(twin)) = (best, twins.get_mut(at)) {
            *twin = Some(old);
            from = old + 1;
        }
    }
    let mut told = 0;
    for (unit, twin) in come.iter().zip(twins) {
        let Some(twin) = twin else {
            found.push(one(unit, true));
            continue;
        };
        gone.iter().take(twin).skip(told).for_each(|old| found.push(one(old, false)));
        told = twin + 1;
        found.extend(gone.get(twin).map(|old| changed(old, unit)));
    }
    gone.iter().skip(told).for_each(|old| found.push(one(old, false)));
}

fn one(unit: &Unit, new: bool) -> Passage {
    let text = Some(Text::whole(unit));
    Passage {
        section: unit.section.clone(),
        kind: if new { PassageKind::Added } else { PassageKind::Removed },
        before: if new { None } else { text.clone() },
        after: if new { text } else { None },
    }
}

fn changed(old: &Unit, new: &Unit) -> Passage {
    let diff = TextDiff::from_unicode_words(old.text.as_str(), new.text.as_str());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                add(&mut before, text, false);
                add(&mut after, text, false);
            }
            ChangeTag::Delete => add(&mut before, text, true),
            ChangeTag::Insert => add(&mut after, text, true),
        }
    }
    Passage {
        section: new.section.clone(),
        kind: PassageKind::Changed,
        before: Some(Text { pieces: joined(before), spans: old.spans.clone() }),
        after: Some(Text { pieces: joined(after), spans: new.spans.clone() }),
    }
}

fn add(pieces: &mut Vec<Piece>, text: &str, differs: bool) {
    match pieces.last_mut() {
        Some(last) if last.differs == differs => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), differs }),
    }
}

/// Differences with nothing but a blank between them are one difference.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut all = pieces.into_iter().peekable();
    while let Some(piece) = all.next() {
        let blank = piece.text.trim().is_empty() && !piece.differs;
        let between =
            out.last().is_some_and(|last| last.differs) && all.peek().is_some_and(|next| next.differs);
        add(&mut out, &piece.text, piece.differs || (blank && between));
    }
    out
}

/// What is gone in one place and new in another has moved.
fn moved(found: &mut Vec<Passage>) {
    let mut at = 0;
    while at < found.len() {
        let Some(gone) = found.get(at).filter(|passage| passage.kind == PassageKind::Removed).cloned() else {
            at += 1;
            continue;
        };
        let text = gone.before.as_ref().map(Text::text);
        let twin = found.iter().position(|passage| {
            passage.kind == PassageKind::Added && passage.after.as_ref().map(Text::text) == text
        });
        match twin.and_then(|twin| found.get_mut(twin)) {
            Some(passage) => {
                passage.kind = PassageKind::Moved;
                passage.before.clone_from(&gone.before);
                found.remove(at);
            }
            None => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Settings, documents};
    use crate::project::{LoadError, read};

    fn passages(old: &str, new: &str) -> Vec<String> {
        let document = |text: &str| {
            let load = |path: &str| {
                if path == "acme.candor" { Ok(text.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
            };
            let read = read("acme.candor", &load, crate::law::Vocabulary::builtin());
            documents(&read, &Settings::default(), &mut Default::default()).remove(0)
        };
        let marked = |text: &Option<Text>| {
            text.iter()
                .flat_map(|text| &text.pieces)
                .map(|piece| if piece.differs { format!("[{}]", piece.text) } else { piece.text.clone() })
                .collect::<String>()
        };
        compare(&document(old), &document(new))
            .iter()
            .map(|passage| {
                format!(
                    "{} {}: {} => {}",
                    passage.section,
                    passage.kind.as_str(),
                    marked(&passage.before),
                    marked(&passage.after)
                )
            })
            .collect()
    }

    const OLD: &str = "policy \"Acme\" { language en }\norganization acme \"Acme\"\n\
        we keep \"orders\" for 12 months\nwe do not sell personal-data\n";

    #[test]
    fn words_that_differ_are_marked_and_what_is_new_stands_alone() {
        let new = OLD.replace("12", "24") + "we sell \"figures\" to \"partners\"\n";
        insta::assert_debug_snapshot!(passages(OLD, &new), @r#"
        [
            "In short added:  => We sell figures to partners.",
            "Sale of information added:  => We sell figures to partners.",
            "How long we keep information changed: We keep orders for [12] months. => We keep orders for [24] months.",
        ]
        "#);
    }

    #[test]
    fn a_document_is_the_same_as_itself() {
        assert!(passages(OLD, OLD).is_empty());
    }
}
