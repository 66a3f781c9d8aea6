//! What a file declares and says, as an outline.

use crate::model::words::NounKind;
use crate::source::Span;
use crate::syntax::ast::{Body, Entry, File, Item, Noun, Section, Sentence};

/// One line of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called.
    pub name: String,
    /// What readers call it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub span: Span,
    /// Its name alone.
    pub name_span: Span,
    /// What stands in it.
    pub children: Vec<Symbol>,
}

/// What a line of an outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A declaration.
    Noun(NounKind),
    /// An item of a data group.
    Item,
    /// A section.
    Section,
    /// A sentence.
    Sentence,
    /// An assertion.
    Assertion,
    /// Sections that somebody approved.
    Approval,
}

/// How many characters of a sentence are shown.
const SHOWN: usize = 60;

/// The outline of a file.
#[must_use]
pub fn symbols(file: &File, text: &str) -> Vec<Symbol> {
    file.items.iter().filter_map(|item| of_item(item, text)).collect()
}

fn of_item(item: &Item, text: &str) -> Option<Symbol> {
    match item {
        Item::Noun(noun) => of_noun(noun, text),
        Item::Sentence(sentence) => Some(of_sentence(sentence, text)),
        Item::Section(section) => Some(of_section(section, text)),
        Item::Assertion(assertion) => {
            let head = Span { end: assertion.span.start, ..assertion.span };
            Some(line(SymbolKind::Assertion, assertion.span, head, text))
        }
        // The day and who it was; the digests say nothing to anybody.
        Item::Approval(approval) => {
            let head = Span { end: approval.by.span.end, ..approval.span };
            Some(line(SymbolKind::Approval, approval.span, head, text))
        }
        Item::Import(_) | Item::Prose(_) => None,
    }
}

fn of_noun(noun: &Noun, text: &str) -> Option<Symbol> {
    let kind = NounKind::parse(&noun.keyword.text)?;
    let title = noun.name.as_ref().map(|name| name.value.to_string());
    let id = noun.id.as_ref().unwrap_or(&noun.keyword);
    let mut children = Vec::new();
    if kind == NounKind::Data {
        items(&noun.body, &mut children);
    }
    children.extend(noun.body.promises.iter().map(|promise| of_sentence(promise, text)));
    Some(Symbol {
        name: id.text.to_string(),
        detail: title,
        kind: SymbolKind::Noun(kind),
        span: noun.span,
        name_span: id.span,
        children,
    })
}

fn items(body: &Body, out: &mut Vec<Symbol>) {
    let own = |entry: &&Entry| !matches!(&*entry.name.text, "others" | "maps");
    for entry in body.entries.iter().filter(own) {
        let name = entry.list.iter().flat_map(|list| &list.terms).find_map(|term| match &term.atom {
            crate::syntax::ast::Atom::Text(text) => Some(text.value.to_string()),
            _ => None,
        });
        let mut children = Vec::new();
        items(&entry.body, &mut children);
        out.push(Symbol {
            name: entry.name.text.to_string(),
            detail: name,
            kind: SymbolKind::Item,
            span: entry.span,
            name_span: entry.name.span,
            children,
        });
    }
}

fn of_section(section: &Section, text: &str) -> Symbol {
    Symbol {
        name: section.id.text.to_string(),
        detail: section.title.as_ref().map(|title| title.value.to_string()),
        kind: SymbolKind::Section,
        span: section.span,
        name_span: section.id.span,
        children: section.items.iter().filter_map(|item| of_item(item, text)).collect(),
    }
}

/// A sentence goes by what it says before its clauses.
fn of_sentence(sentence: &Sentence, text: &str) -> Symbol {
    let end = sentence.clauses.first().map_or(sentence.span.end, |clause| clause.span.start);
    line(SymbolKind::Sentence, sentence.span, Span { end, ..sentence.span }, text)
}

fn line(kind: SymbolKind, span: Span, head: Span, text: &str) -> Symbol {
    let slice = |span: Span| text.get(span.start as usize..span.end as usize).unwrap_or_default();
    let said = if slice(head).trim().is_empty() { slice(span) } else { slice(head) };
    let words: Vec<&str> = said.trim_end().trim_end_matches('{').split_whitespace().collect();
    let mut name = words.join(" ");
    if let Some((at, _)) = name.char_indices().nth(SHOWN) {
        name.truncate(at);
        name.push('…');
    }
    Symbol { name, detail: None, kind, span, name_span: span, children: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn outline(symbols: &[Symbol], depth: usize, out: &mut Vec<String>) {
        for symbol in symbols {
            out.push(format!("{}{}", "  ".repeat(depth), symbol.name));
            outline(&symbol.children, depth + 1, out);
        }
    }

    #[test]
    fn an_outline_nests_as_the_file_does() {
        let text = "data contact \"c\" {\n    email \"e\"\n    phone \"p\" { home \"h\" }\n    others\n}\nwe collect contact\n    for \"reasons\"\nsection x \"X\" {\n    you may access contact {\n        fee none\n    }\n}\nrecipient m \"M\" { must protect contact }\nassert never sell contact\nreviewed 2026-03-01 by \"Jane\" {\n    x wording \"a\" facts \"b\"\n}\n";
        let file = crate::syntax::read(FileId(0), text).value;
        let mut lines = Vec::new();
        outline(&symbols(&file, text), 0, &mut lines);
        assert_eq!(
            lines,
            [
                "contact",
                "  email",
                "  phone",
                "    home",
                "we collect contact",
                "x",
                "  you may access contact",
                "m",
                "  must protect contact",
                "assert never sell contact",
                "reviewed 2026-03-01 by \"Jane\""
            ]
        );
    }

    #[test]
    fn a_name_lies_within_its_symbol() {
        fn within(symbols: &[Symbol]) {
            for symbol in symbols {
                assert!(
                    symbol.span.start <= symbol.name_span.start && symbol.name_span.end <= symbol.span.end
                );
                within(&symbol.children);
            }
        }
        let text = include_str!("../../policies/starter.candor");
        within(&symbols(&crate::syntax::read(FileId(0), text).value, text));
    }
}
