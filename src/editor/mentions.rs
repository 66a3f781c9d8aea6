//! The words of a file that stand for something, each with what it is there.

use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{self, PropertyType, properties_of, vocabulary_of};
use crate::source::Span;
use crate::syntax::ast::{
    Assertion, AssertionKind, Atom, Body, Clause, ClauseKind, Entry, Expression, File, Ground, Guarded, Item,
    Kept, List, Noun, Party, Said, Section, Sentence, Term, Text, Verb, Word,
};

/// One word, and what it is where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention<'a> {
    /// The word as written, without the blanks and breaks inside it.
    pub word: &'a str,
    /// Where.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// What a word is where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The word that begins a declaration: `data`.
    Keyword(NounKind),
    /// The id of a declaration.
    Declares(NounKind),
    /// An item of a data group; its whole id: `contact.email`.
    Item(String),
    /// A name; where it is not declared, it is looked up in these lists first.
    Refers(&'static [Kind]),
    /// A word after a colon, from these lists; from any, if there are none.
    Classifies(&'static [Kind]),
    /// A property of a kind of declaration.
    Property(NounKind),
    /// A value of this property, which takes words of its own: a language, a fact, `current`.
    Value(&'static str, PropertyType),
    /// A scheme of codes: `maps ccpa "D"`.
    Scheme,
    /// A verb.
    Verb,
    /// How a verb is meant: `may`.
    Modal,
    /// A word that begins a clause, joins or qualifies.
    Word,
    /// The id of a section.
    Section,
    /// A section named by another: `after security`.
    AfterSection,
    /// A finding that is allowed.
    Allows,
    /// The path of an import, a text.
    Import,
    /// The value of a link, a text.
    Link,
}

/// Calls `each` with every mention of a file, in no particular order.
pub fn mentions<'a>(file: &'a File, each: &mut dyn FnMut(Mention<'a>)) {
    let mut walk = Walk { each };
    file.items.iter().for_each(|item| walk.item(item));
}

struct Walk<'w, 'a> {
    each: &'w mut dyn FnMut(Mention<'a>),
}

impl<'a> Walk<'_, 'a> {
    fn say(&mut self, word: &'a Word, role: Role) {
        (self.each)(Mention { word: &word.text, span: word.span, role });
    }

    fn say_text(&mut self, text: &'a Text, role: Role) {
        (self.each)(Mention { word: &text.value, span: text.span, role });
    }

    fn item(&mut self, item: &'a Item) {
        match item {
            Item::Import(import) => self.say_text(&import.path, Role::Import),
            Item::Noun(noun) => self.noun(noun),
            Item::Sentence(sentence) => self.sentence(sentence),
            Item::Section(section) => self.section(section),
            Item::Prose(_) => {}
            Item::Assertion(assertion) => self.assertion(assertion),
            Item::Approval(approval) => {
                approval.pins.iter().for_each(|pin| self.say(&pin.section, Role::AfterSection));
            }
        }
    }

    fn section(&mut self, section: &'a Section) {
        self.say(&section.id, Role::Section);
        for clause in &section.clauses {
            match &clause.kind {
                ClauseKind::Listing(word, list) if ListWord::parse(&word.text) == Some(ListWord::After) => {
                    self.say(word, Role::Word);
                    for term in &list.terms {
                        match &term.atom {
                            Atom::Word(word) if list.terms.len() == 1 => self.say(word, Role::AfterSection),
                            _ => self.term(term, model::wanted_after(ListWord::After)),
                        }
                    }
                }
                _ => self.clause(clause),
            }
        }
        section.items.iter().for_each(|item| self.item(item));
    }

    fn assertion(&mut self, assertion: &'a Assertion) {
        match &assertion.kind {
            AssertionKind::Never { verbs, objects } => {
                verbs.iter().for_each(|verb| self.verb(verb));
                objects.iter().for_each(|list| self.list(list, model::OBJECTS));
            }
            AssertionKind::Every { noun, has } => {
                let Some(kind) = NounKind::parse(&noun.text) else { return };
                self.say(noun, Role::Keyword(kind));
                for term in &has.terms {
                    if let Atom::Word(word) = &term.atom {
                        self.say(word, Role::Property(kind));
                    }
                }
            }
        }
        self.clauses(&assertion.clauses);
    }

    fn noun(&mut self, noun: &'a Noun) {
        let Some(kind) = NounKind::parse(&noun.keyword.text) else { return };
        self.say(&noun.keyword, Role::Keyword(kind));
        if let Some(id) = &noun.id {
            self.say(id, Role::Declares(kind));
        }
        self.kinds(&noun.kinds, vocabulary_of(kind));
        noun.qualifiers.iter().for_each(|word| self.say(word, Role::Word));
        let id = noun.id.as_ref().map_or("", |word| &word.text);
        self.body(kind, id, &noun.body);
    }

    fn body(&mut self, kind: NounKind, id: &str, body: &'a Body) {
        self.clauses(&body.clauses);
        for entry in &body.entries {
            match properties_of(kind).iter().find(|(word, _)| **word == *entry.name.text) {
                Some((word, value)) => self.property(kind, word, *value, entry),
                None if kind == NounKind::Data => self.data_item(id, entry),
                None => {
                    self.say(&entry.name, Role::Property(kind));
                    entry.list.iter().for_each(|list| self.list(list, &[]));
                    self.clauses(&entry.body.clauses);
                }
            }
        }
        body.promises.iter().for_each(|promise| self.sentence(promise));
    }

    fn data_item(&mut self, group: &str, entry: &'a Entry) {
        if &*entry.name.text == "others" {
            self.say(&entry.name, Role::Word);
            return;
        }
        let id = format!("{group}.{}", entry.name.text);
        let wanted = vocabulary_of(NounKind::Data);
        self.kinds(&entry.kinds, wanted);
        for term in entry.list.iter().flat_map(|list| &list.terms) {
            self.kinds(&term.kinds, wanted);
            term.qualifiers.iter().for_each(|word| self.say(word, Role::Word));
        }
        self.body(NounKind::Data, &id, &entry.body);
        self.say(&entry.name, Role::Item(id));
    }

    fn property(&mut self, kind: NounKind, word: &'static str, value: PropertyType, entry: &'a Entry) {
        self.say(&entry.name, Role::Property(kind));
        self.clauses(&entry.body.clauses);
        for term in entry.list.iter().flat_map(|list| &list.terms) {
            let role = match value {
                PropertyType::Text
                | PropertyType::Language
                | PropertyType::Fact
                | PropertyType::OneOf(_)
                | PropertyType::Period
                | PropertyType::State => Some(Role::Value(word, value)),
                PropertyType::Codes => Some(Role::Scheme),
                PropertyType::Link => {
                    if let Atom::Text(text) = &term.atom {
                        self.say_text(text, Role::Link);
                    }
                    Some(Role::Value(word, value))
                }
                PropertyType::Any | PropertyType::Free | PropertyType::Of(_) | PropertyType::Noun(_) => None,
            };
            match (&term.atom, role) {
                (Atom::Word(said), Some(role)) => self.say(said, role),
                _ => self.term(term, wanted_by(value)),
            }
        }
    }

    fn sentence(&mut self, sentence: &'a Sentence) {
        sentence.subjects.iter().for_each(|term| self.term(term, model::SUBJECTS));
        if let Some(modality) = &sentence.modality {
            modality.modal.iter().chain(&modality.adverbs).for_each(|word| self.say(word, Role::Modal));
        }
        sentence.verbs.iter().for_each(|verb| self.verb(verb));
        sentence.objects.iter().for_each(|list| self.list(list, model::OBJECTS));
        self.clauses(&sentence.clauses);
    }

    fn verb(&mut self, verb: &'a Verb) {
        if let Verb::Word(word) = verb {
            self.say(word, Role::Verb);
        }
    }

    fn clauses(&mut self, clauses: &'a [Clause]) {
        clauses.iter().for_each(|clause| self.clause(clause));
    }

    fn clause(&mut self, clause: &'a Clause) {
        match &clause.kind {
            ClauseKind::Condition(word, guarded) => {
                self.say(word, Role::Word);
                self.guarded(guarded);
            }
            ClauseKind::Listing(word, list) => {
                self.say(word, Role::Word);
                let wanted = ListWord::parse(&word.text).map_or(&[] as &[Kind], model::wanted_after);
                self.list(list, wanted);
            }
            ClauseKind::Kept(kept, after) => {
                match kept {
                    Kept::Condition(word, expression) => {
                        self.say(word, Role::Word);
                        self.expression(expression);
                    }
                    Kept::Forever(word) | Kept::Absent(word) => self.say(word, Role::Word),
                    Kept::For(_) => {}
                }
                after.iter().for_each(|expression| self.expression(expression));
            }
            ClauseKind::Within(_, start, extension) => {
                let on = extension.iter().filter_map(|extension| extension.on.as_ref());
                start.iter().chain(on).for_each(|expression| self.expression(expression));
            }
            ClauseKind::Basis(grounds) => grounds.iter().for_each(|ground| self.ground(ground)),
            ClauseKind::Saying(word, said) | ClauseKind::Dated(word, said) => {
                self.say(word, Role::Word);
                if let Said::Word(said) | Said::Absent(said) = said {
                    self.say(said, Role::Word);
                }
            }
            ClauseKind::Often(word) => self.say(word, Role::Word),
            ClauseKind::Allow(name, _) => self.say(name, Role::Allows),
            ClauseKind::Every(_) | ClauseKind::Lookback(_) | ClauseKind::Limit(..) => {}
        }
    }

    fn ground(&mut self, ground: &'a Ground) {
        self.say(&ground.basis, Role::Refers(&[Kind::Basis]));
        if let Some(list) = &ground.purposes {
            self.list(list, &[Kind::Purpose, Kind::Data]);
        }
    }

    fn guarded(&mut self, guarded: &'a Guarded) {
        self.expression(&guarded.expression);
        for (word, expression) in &guarded.guards {
            self.say(word, Role::Word);
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        match expression {
            Expression::Or(all) | Expression::And(all) => all.iter().for_each(|one| self.expression(one)),
            Expression::Not(inner) => self.expression(inner),
            Expression::Group(guarded) => self.guarded(guarded),
            Expression::Text(_) => {}
            Expression::Test { name, party, .. } => {
                self.say(name, Role::Refers(&[Kind::Condition, Kind::Basis]));
                if let Some(Party::Word(party)) = party {
                    self.say(party, Role::Refers(model::SUBJECTS));
                }
            }
        }
    }

    fn list(&mut self, list: &'a List, wanted: &'static [Kind]) {
        list.terms.iter().for_each(|term| self.term(term, wanted));
    }

    fn term(&mut self, term: &'a Term, wanted: &'static [Kind]) {
        if let Some(quantifier) = &term.quantifier {
            self.say(quantifier, Role::Word);
        }
        if let Atom::Word(word) = &term.atom {
            match &*word.text {
                "others" | "unstated" | "none" => self.say(word, Role::Word),
                _ => self.say(word, Role::Refers(wanted)),
            }
        }
        self.kinds(&term.kinds, &[]);
        term.qualifiers.iter().for_each(|word| self.say(word, Role::Word));
    }

    fn kinds(&mut self, kinds: &'a [Word], wanted: &'static [Kind]) {
        kinds.iter().for_each(|word| self.say(word, Role::Classifies(wanted)));
    }
}

/// The lists that a property's names are looked up in first.
#[must_use]
pub fn wanted_by(value: PropertyType) -> &'static [Kind] {
    match value {
        PropertyType::Of(Kind::Country) => &[Kind::Country],
        PropertyType::Of(Kind::Law) => &[Kind::Law],
        PropertyType::Noun(_) => &[Kind::Role],
        PropertyType::Any | PropertyType::Free => &[Kind::Condition, Kind::Class, Kind::Data],
        PropertyType::Of(_)
        | PropertyType::Text
        | PropertyType::Link
        | PropertyType::Language
        | PropertyType::Codes
        | PropertyType::Fact
        | PropertyType::Period
        | PropertyType::State
        | PropertyType::OneOf(_) => &[],
    }
}
