//! Sentences, promises and assertions.

use super::cursor::Cursor;
use super::terms::tight;
use crate::syntax::ast::{Assertion, AssertionKind, List, Modality, Sentence, Term, Verb, Word};
use crate::syntax::grammar::Rule;

/// What is done, and to what.
#[derive(Default)]
struct Predicate {
    verbs: Vec<Verb>,
    any: bool,
    texts_listed: bool,
    objects: Option<List>,
}

impl Cursor<'_> {
    /// A sentence, or a promise, which is one without subjects.
    pub(super) fn sentence(&mut self) -> Sentence {
        let start = self.enter();
        let (mut subjects, mut modality, mut predicate, mut clauses) =
            (Vec::new(), None, Predicate::default(), Vec::new());
        let (mut outdented, mut parted) = (None, false);
        while let Some(rule) = self.inside() {
            // Before the verb nothing but those who do it and how it is meant have been passed.
            let verbless = (!subjects.is_empty() || modality.is_some()) && predicate.verbs.is_empty();
            parted |= verbless && self.broken(self.end(), self.start());
            match rule {
                Rule::subjects => subjects = self.subjects(),
                Rule::modality => modality = Some(self.modality()),
                Rule::predicate => predicate = self.predicate(),
                Rule::sentence_body => {
                    self.enter();
                    while let Some(rule) = self.inside() {
                        clauses.extend(self.clause(rule));
                    }
                }
                _ => clauses.extend(self.own_clause(rule, start, &mut outdented)),
            }
        }
        self.outdent(outdented);
        if parted {
            self.part(start);
        }
        Sentence {
            subjects,
            modality,
            verbs: tight(predicate.verbs),
            any_verb: predicate.any,
            texts_listed: predicate.texts_listed,
            objects: predicate.objects,
            clauses: tight(clauses),
            span: self.span(start),
        }
    }

    pub(super) fn assertion(&mut self) -> Option<Assertion> {
        let start = self.enter();
        let (mut predicate, mut noun, mut has, mut clauses) = (Predicate::default(), None, None, Vec::new());
        let mut outdented = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::ASSERT | Rule::NEVER | Rule::EVERY | Rule::HAS => self.skip(),
                Rule::NOUN => noun = Some(self.word()),
                Rule::list => has = Some(self.list()),
                Rule::predicate => predicate = self.predicate(),
                _ => clauses.extend(self.own_clause(rule, start, &mut outdented)),
            }
        }
        self.outdent(outdented);
        let kind = match (noun, has) {
            (Some(noun), Some(has)) => AssertionKind::Every { noun, has },
            _ => AssertionKind::Never { verbs: predicate.verbs, objects: predicate.objects },
        };
        Some(Assertion { kind, clauses, span: self.span(start) })
    }

    fn subjects(&mut self) -> Vec<Term> {
        self.enter();
        let mut subjects = Vec::with_capacity(1);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::subject => subjects.extend(self.term()),
                _ => self.skip(),
            }
        }
        tight(subjects)
    }

    fn modality(&mut self) -> Modality {
        let start = self.enter();
        let (mut modal, mut adverbs) = (None, Vec::new());
        while let Some(rule) = self.inside() {
            match rule {
                Rule::MODAL => {
                    let mut word = self.word();
                    // Its parts belong together, and so the adverb between them: "may also ask us to".
                    if let Some((before, after)) = word.text.split_once(" also ") {
                        adverbs.push(Word { text: "also".into(), span: word.span });
                        word.text = format!("{before} {after}").into();
                    }
                    modal = Some(word);
                }
                Rule::ADVERB => adverbs.push(self.word()),
                _ => self.skip(),
            }
        }
        Modality { modal, adverbs, span: self.span(start) }
    }

    fn predicate(&mut self) -> Predicate {
        self.enter();
        let mut predicate = Predicate { verbs: Vec::with_capacity(1), ..Predicate::default() };
        let mut comma = false;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::verb => {
                    let verb = self.verb();
                    let word = matches!(predicate.verbs.last(), Some(Verb::Word(_)));
                    match verb {
                        Some(Verb::Text(_)) if word => predicate.texts_listed = comma,
                        Some(Verb::Word(_)) => predicate.texts_listed = false,
                        _ => {}
                    }
                    predicate.verbs.extend(verb);
                }
                Rule::list => predicate.objects = Some(self.list()),
                Rule::comma => {
                    comma = true;
                    self.skip();
                }
                Rule::OR | Rule::AND => {
                    comma = false;
                    predicate.any |= rule == Rule::OR;
                    self.skip();
                }
                _ => self.skip(),
            }
        }
        predicate
    }

    fn verb(&mut self) -> Option<Verb> {
        self.enter();
        let mut verb = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::VERB => verb = Some(Verb::Word(self.word())),
                Rule::string => verb = Some(Verb::Text(self.text())),
                _ => self.skip(),
            }
        }
        verb
    }
}
