//! The shape of a text: what can be folded, and what is selected when a selection grows.

use std::ops::Range;

use super::tokens::{Look, Token, is_word, tokens};
use crate::source::Span;
use crate::syntax::ast::{Body, Clause, ClauseKind, Entry, File, Item, List, Noun, Section, Sentence};

/// Lines that can be folded into their first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The first byte of what is folded.
    pub start: usize,
    /// The byte where it ends.
    pub end: usize,
    /// What it is.
    pub kind: FoldKind,
}

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// What stands in braces, or a text over several lines.
    Block,
    /// Lines of comments.
    Comment,
    /// Imports.
    Imports,
}

/// What can be folded.
#[must_use]
pub fn folds(text: &str) -> Vec<Fold> {
    let tokens = tokens(text);
    let mut folds = Vec::new();
    let mut open = Vec::new();
    for token in &tokens {
        match (token.look, text.get(token.range.clone()).unwrap_or_default()) {
            (Look::Mark, "{") => open.push(token.range.end),
            (Look::Mark, "}") => {
                if let Some(start) = open.pop() {
                    push(text, start, token.range.start, FoldKind::Block, &mut folds);
                }
            }
            (Look::Passage, _) => push(text, token.range.start, token.range.end, FoldKind::Block, &mut folds),
            _ => {}
        }
    }
    runs(text, &tokens, &mut folds);
    folds.sort_by_key(|fold| (fold.start, std::cmp::Reverse(fold.end)));
    folds
}

fn push(text: &str, start: usize, end: usize, kind: FoldKind, folds: &mut Vec<Fold>) {
    if text.get(start..end).is_some_and(|inner| inner.contains('\n')) {
        folds.push(Fold { start, end, kind });
    }
}

/// Comments that stand alone on lines below each other, and imports.
fn runs(text: &str, tokens: &[Token], folds: &mut Vec<Fold>) {
    let alone = |token: &Token| {
        let line = text.get(..token.range.start).and_then(|before| before.rsplit('\n').next());
        line.is_some_and(|blank| blank.trim().is_empty())
    };
    let mut run: Option<(FoldKind, Range<usize>)> = None;
    let mut import = false;
    for token in tokens {
        let word = text.get(token.range.clone()).unwrap_or_default();
        let begins = alone(token);
        let kind = match token.look {
            Look::Comment if begins => Some(FoldKind::Comment),
            Look::Word if begins && word == "import" => Some(FoldKind::Imports),
            Look::Text if import => Some(FoldKind::Imports),
            _ => None,
        };
        import = kind == Some(FoldKind::Imports) && token.look == Look::Word;
        match (&mut run, kind) {
            (Some((same, range)), Some(kind))
                if *same == kind
                    && text
                        .get(range.end..token.range.start)
                        .is_some_and(|gap| gap.matches('\n').count() <= 1) =>
            {
                range.end = token.range.end;
            }
            (_, kind) => {
                if let Some((kind, range)) = run.take() {
                    push(text, range.start, range.end, kind, folds);
                }
                run = kind.map(|kind| (kind, token.range.clone()));
            }
        }
    }
    if let Some((kind, range)) = run {
        push(text, range.start, range.end, kind, folds);
    }
}

/// What a selection at a place grows to, the narrowest first, each wider than the one before.
#[must_use]
pub fn selections(file: &File, text: &str, offset: usize) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let found = tokens(text);
    if let Some(token) = super::tokens::token_at(&found, offset) {
        let word = text.get(token.range.clone()).unwrap_or_default();
        let quotes = match token.look {
            Look::Text => 1,
            Look::Passage => 3,
            _ => 0,
        };
        if quotes > 0 && word.len() >= 2 * quotes {
            let inner = token.range.start + quotes..token.range.end - quotes;
            if inner.start <= offset && offset <= inner.end {
                all.extend(word_around(text, &inner, offset));
                all.push(inner);
            }
        }
        all.push(token.range.clone());
    }
    let mut around = Around { offset: u32::try_from(offset).unwrap_or(u32::MAX), all: &mut all };
    file.items.iter().for_each(|item| around.item(item));
    all.push(0..text.len());
    all.sort_by_key(|range| (range.len(), range.start));
    let mut nested: Vec<Range<usize>> = Vec::new();
    for range in all {
        let wider =
            |inner: &Range<usize>| range.start <= inner.start && inner.end <= range.end && *inner != range;
        if nested.last().is_none_or(wider) {
            nested.push(range);
        }
    }
    nested
}

fn word_around(text: &str, within: &Range<usize>, offset: usize) -> Option<Range<usize>> {
    let before = text.get(within.start..offset)?;
    let after = text.get(offset..within.end)?;
    let start = offset - before.chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    let end = offset + after.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    (start < end).then_some(start..end)
}

/// Collects the spans around a place.
struct Around<'a> {
    offset: u32,
    all: &'a mut Vec<Range<usize>>,
}

impl Around<'_> {
    /// Notes a span around the place; false if the place lies elsewhere.
    fn take(&mut self, span: Span) -> bool {
        let here = span.start <= self.offset && self.offset <= span.end;
        if here {
            self.all.push(span.start as usize..span.end as usize);
        }
        here
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Import(import) => {
                self.take(import.span);
            }
            Item::Noun(noun) => self.noun(noun),
            Item::Sentence(sentence) => self.sentence(sentence),
            Item::Section(section) => self.section(section),
            Item::Prose(prose) => {
                self.take(prose.text.span);
            }
            Item::Approval(approval) => {
                self.take(approval.span);
            }
            Item::Assertion(assertion) => {
                if self.take(assertion.span) {
                    self.clauses(&assertion.clauses);
                }
            }
        }
    }

    fn noun(&mut self, noun: &Noun) {
        if self.take(noun.span) {
            self.body(&noun.body);
        }
    }

    fn body(&mut self, body: &Body) {
        self.clauses(&body.clauses);
        body.entries.iter().for_each(|entry| self.entry(entry));
        body.promises.iter().for_each(|promise| self.sentence(promise));
    }

    fn entry(&mut self, entry: &Entry) {
        if self.take(entry.span) {
            entry.list.iter().for_each(|list| self.list(list));
            self.body(&entry.body);
        }
    }

    fn section(&mut self, section: &Section) {
        if self.take(section.span) {
            self.clauses(&section.clauses);
            section.items.iter().for_each(|item| self.item(item));
        }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        if self.take(sentence.span) {
            sentence.subjects.iter().for_each(|term| {
                self.take(term.span);
            });
            sentence.objects.iter().for_each(|list| self.list(list));
            self.clauses(&sentence.clauses);
        }
    }

    fn clauses(&mut self, clauses: &[Clause]) {
        for clause in clauses {
            if self.take(clause.span)
                && let ClauseKind::Listing(_, list) = &clause.kind
            {
                self.list(list);
            }
        }
    }

    fn list(&mut self, list: &List) {
        if self.take(list.span) {
            list.terms.iter().for_each(|term| {
                self.take(term.span);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn braces_passages_comments_and_imports_fold() {
        let text = "import \"a\"\nimport \"b\"\n\n// one\n// two\ndata x {\n    a \"a\" { b \"b\" }\n}\nsection s {\n    prose \"\"\"\n    t\n    \"\"\"\n}\n";
        let found: Vec<(usize, usize, FoldKind)> = folds(text)
            .into_iter()
            .map(|fold| {
                let line = |at: usize| text[..at].matches('\n').count();
                (line(fold.start), line(fold.end), fold.kind)
            })
            .collect();
        assert_eq!(
            found,
            [
                (0, 1, FoldKind::Imports),
                (3, 4, FoldKind::Comment),
                (5, 7, FoldKind::Block),
                (8, 12, FoldKind::Block),
                (9, 11, FoldKind::Block)
            ]
        );
    }

    #[test]
    fn a_selection_grows_from_the_word_to_the_file() {
        let text = "section s {\n    we collect \"your name\", contact for \"reasons\"\n}\n";
        let file = crate::syntax::read(FileId(0), text).value;
        let at = text.find("name").unwrap() + 1;
        let grown: Vec<&str> = selections(&file, text, at).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            grown,
            [
                "name",
                "your name",
                "\"your name\"",
                "\"your name\", contact",
                "we collect \"your name\", contact for \"reasons\"",
                "section s {\n    we collect \"your name\", contact for \"reasons\"\n}",
                text
            ]
        );
    }
}
