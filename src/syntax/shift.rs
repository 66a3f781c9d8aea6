//! Places of a tree moved to where its text stands.

use super::ast::{
    Approval, Assertion, AssertionKind, Atom, Body, Clause, ClauseKind, Duration, Entry, Expression,
    Extension, Ground, Guarded, Item, Kept, Length, List, Noun, Party, Pin, Said, Section, Sentence, Term,
    Text, Verb, Word,
};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Move, Span};

/// Moves all places of an item into a file, so many bytes on.
pub(super) fn shift_item(item: &mut Item, file: FileId, by: u32) {
    Shift(&|span| to(span, file, by)).item(item);
}

/// Moves all places of a finding.
pub(super) fn shift_finding(finding: &mut Diagnostic, file: FileId, by: u32) {
    finding.each_span(&mut |span| to(span, file, by));
}

/// Gives all places of an item those that they have after a change.
pub(super) fn move_item(item: &mut Item, moved: Move) {
    Shift(&|span| moved.apply(span)).item(item);
}

fn to(span: &mut Span, file: FileId, by: u32) {
    span.file = file;
    span.start = span.start.saturating_add(by);
    span.end = span.end.saturating_add(by);
}

#[derive(Clone, Copy)]
struct Shift<'f>(&'f dyn Fn(&mut Span));

impl Shift<'_> {
    fn span(self, span: &mut Span) {
        (self.0)(span);
    }

    fn word(self, word: &mut Word) {
        self.span(&mut word.span);
    }

    fn words(self, words: &mut [Word]) {
        words.iter_mut().for_each(|word| self.word(word));
    }

    fn text(self, text: &mut Text) {
        self.span(&mut text.span);
    }

    fn item(self, item: &mut Item) {
        match item {
            Item::Import(import) => {
                self.text(&mut import.path);
                self.span(&mut import.span);
            }
            Item::Noun(noun) => self.noun(noun),
            Item::Sentence(sentence) => self.sentence(sentence),
            Item::Section(section) => self.section(section),
            Item::Prose(prose) => self.text(&mut prose.text),
            Item::Assertion(assertion) => self.assertion(assertion),
            Item::Approval(approval) => self.approval(approval),
        }
    }

    fn approval(self, approval: &mut Approval) {
        let Approval { date, by, pins, span } = approval;
        self.word(date);
        self.text(by);
        for Pin { section, wording, facts, span } in pins {
            self.word(section);
            self.text(wording);
            self.text(facts);
            self.span(span);
        }
        self.span(span);
    }

    fn noun(self, noun: &mut Noun) {
        let Noun { keyword, id, name, kinds, qualifiers, body, span } = noun;
        self.word(keyword);
        id.iter_mut().for_each(|id| self.word(id));
        name.iter_mut().for_each(|name| self.text(name));
        self.words(kinds);
        self.words(qualifiers);
        self.body(body);
        self.span(span);
    }

    fn body(self, body: &mut Body) {
        let Body { clauses, entries, promises } = body;
        self.clauses(clauses);
        entries.iter_mut().for_each(|entry| self.entry(entry));
        promises.iter_mut().for_each(|promise| self.sentence(promise));
    }

    fn entry(self, entry: &mut Entry) {
        let Entry { name, list, kinds, body, span } = entry;
        self.word(name);
        list.iter_mut().for_each(|list| self.list(list));
        self.words(kinds);
        self.body(body);
        self.span(span);
    }

    fn section(self, section: &mut Section) {
        let Section { id, title, clauses, items, span } = section;
        self.word(id);
        title.iter_mut().for_each(|title| self.text(title));
        self.clauses(clauses);
        items.iter_mut().for_each(|item| self.item(item));
        self.span(span);
    }

    fn sentence(self, sentence: &mut Sentence) {
        let Sentence { subjects, modality, verbs, any_verb: _, texts_listed: _, objects, clauses, span } =
            sentence;
        subjects.iter_mut().for_each(|term| self.term(term));
        if let Some(modality) = modality {
            modality.modal.iter_mut().for_each(|word| self.word(word));
            self.words(&mut modality.adverbs);
            self.span(&mut modality.span);
        }
        verbs.iter_mut().for_each(|verb| self.verb(verb));
        objects.iter_mut().for_each(|list| self.list(list));
        self.clauses(clauses);
        self.span(span);
    }

    fn verb(self, verb: &mut Verb) {
        match verb {
            Verb::Word(word) => self.word(word),
            Verb::Text(text) => self.text(text),
        }
    }

    fn assertion(self, assertion: &mut Assertion) {
        let Assertion { kind, clauses, span } = assertion;
        match kind {
            AssertionKind::Never { verbs, objects } => {
                verbs.iter_mut().for_each(|verb| self.verb(verb));
                objects.iter_mut().for_each(|list| self.list(list));
            }
            AssertionKind::Every { noun, has } => {
                self.word(noun);
                self.list(has);
            }
        }
        self.clauses(clauses);
        self.span(span);
    }

    fn clauses(self, clauses: &mut [Clause]) {
        clauses.iter_mut().for_each(|clause| self.clause(clause));
    }

    fn clause(self, clause: &mut Clause) {
        let Clause { kind, span } = clause;
        self.span(span);
        match kind {
            ClauseKind::Condition(word, guarded) => {
                self.word(word);
                self.guarded(guarded);
            }
            ClauseKind::Listing(word, list) => {
                self.word(word);
                self.list(list);
            }
            ClauseKind::Kept(kept, after) => {
                match kept {
                    Kept::For(duration) => self.duration(duration),
                    Kept::Condition(word, expression) => {
                        self.word(word);
                        self.expression(expression);
                    }
                    Kept::Forever(word) | Kept::Absent(word) => self.word(word),
                }
                after.iter_mut().for_each(|expression| self.expression(expression));
            }
            ClauseKind::Within(within, start, extension) => {
                self.length(within);
                start.iter_mut().for_each(|expression| self.expression(expression));
                if let Some(Extension { by, on }) = extension {
                    self.length(by);
                    on.iter_mut().for_each(|expression| self.expression(expression));
                }
            }
            ClauseKind::Every(duration) | ClauseKind::Lookback(duration) => self.duration(duration),
            ClauseKind::Limit(number, duration) => {
                self.word(number);
                duration.iter_mut().for_each(|duration| self.duration(duration));
            }
            ClauseKind::Basis(grounds) => grounds.iter_mut().for_each(|ground| self.ground(ground)),
            ClauseKind::Saying(word, said) | ClauseKind::Dated(word, said) => {
                self.word(word);
                match said {
                    Said::Text(text) => self.text(text),
                    Said::Word(word) | Said::Date(word) | Said::Absent(word) => self.word(word),
                }
            }
            ClauseKind::Often(word) => self.word(word),
            ClauseKind::Allow(word, text) => {
                self.word(word);
                self.text(text);
            }
        }
    }

    fn length(self, length: &mut Length) {
        match length {
            Length::Time(duration) => self.duration(duration),
            Length::Said(text) => self.text(text),
        }
    }

    fn ground(self, ground: &mut Ground) {
        let Ground { basis, detail, purposes, span } = ground;
        self.word(basis);
        detail.iter_mut().for_each(|text| self.text(text));
        purposes.iter_mut().for_each(|list| self.list(list));
        self.span(span);
    }

    fn guarded(self, guarded: &mut Guarded) {
        let Guarded { expression, guards, span } = guarded;
        self.expression(expression);
        for (word, guard) in guards {
            self.word(word);
            self.expression(guard);
        }
        self.span(span);
    }

    fn expression(self, expression: &mut Expression) {
        match expression {
            Expression::Or(all) | Expression::And(all) => all.iter_mut().for_each(|one| self.expression(one)),
            Expression::Not(inner) => self.expression(inner),
            Expression::Group(guarded) => self.guarded(guarded),
            Expression::Text(text) => self.text(text),
            Expression::Test { name, party, detail } => {
                self.word(name);
                match party {
                    Some(Party::Word(word)) => self.word(word),
                    Some(Party::Text(text)) => self.text(text),
                    None => {}
                }
                detail.iter_mut().for_each(|text| self.text(text));
            }
        }
    }

    fn list(self, list: &mut List) {
        list.terms.iter_mut().for_each(|term| self.term(term));
        self.span(&mut list.span);
    }

    fn term(self, term: &mut Term) {
        let Term { quantifier, atom, kinds, detail, qualifiers, span } = term;
        quantifier.iter_mut().for_each(|word| self.word(word));
        match atom {
            Atom::Word(word) | Atom::Number(word) | Atom::Date(word) => self.word(word),
            Atom::Text(text) => self.text(text),
            Atom::Duration(duration) => self.duration(duration),
        }
        self.words(kinds);
        detail.iter_mut().for_each(|text| self.text(text));
        self.words(qualifiers);
        self.span(span);
    }

    fn duration(self, duration: &mut Duration) {
        let Duration { bound, number, unit, span } = duration;
        bound.iter_mut().for_each(|word| self.word(word));
        number.iter_mut().for_each(|word| self.word(word));
        self.word(unit);
        self.span(span);
    }
}
