//! What a policy means: names resolved, vocabulary applied, dates and durations typed.
//!
//! The model says nothing about wording. Spans stand beside values, so that
//! every later stage can point at the declaration it speaks of.

mod behind;
mod check;
mod clause;
mod duration;
mod few;
mod from_syntax;
pub mod giving;
mod ids;
mod misfit;
mod moved;
mod named;
mod names;
pub mod people;
pub mod phrase;
mod property;
mod repeated;
mod section;
pub mod verb;
pub mod words;

use jiff::civil::Date;

use crate::law::{Kind, Vocabulary};
use crate::link::Href;
use crate::source::{SharedStr, Span};
use verb::VerbInfo;
use words::{Absence, Adverb, ListWord, Modal, NounKind, Qualifier, Quantifier, Shade, Topic};

pub use behind::{Behind, Standing};
pub use check::DOUBTFUL;
pub use clause::{
    Clause, ClauseKind, Dated, Expression, Extension, Ground, Guarded, Retention, Said, lengths_of, listed,
    tests_of,
};
pub use duration::{Duration, Length, number, reads_as_length, spelt_condition};
pub use few::Few;
pub use from_syntax::{Kept, kept_of, made_of, names_class, policy, policy_of, reserved};
pub use names::{OBJECTS, SPECIALS, SUBJECTS, at_home, wanted_after};
pub use property::{PERIODS, Value as PropertyType, declarable, properties_of, vocabulary_of};
pub use section::{Part, Prose, Section};
pub use words::Special;

/// A whole policy.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The stem of the file it was read from.
    pub name: String,
    /// What its words were looked up in, where every [`Class`] of it is a row.
    pub vocabulary: Vocabulary,
    /// The title.
    pub title: Option<SharedStr>,
    /// Where the `policy` declaration stands, if there is one.
    pub span: Option<Span>,
    /// The BCP 47 language tag, as written.
    pub language: Option<SharedStr>,
    /// The laws it names, in order.
    pub laws: Vec<Term>,
    /// Every declaration, by [`NounId`].
    pub nouns: Vec<Noun>,
    /// The organization that publishes the policy: the first one declared.
    pub publisher: Option<NounId>,
    /// What stands outside any section.
    pub root: Section,
    /// What its author asserts of it.
    pub assertions: Vec<Assertion>,
    /// What people have approved of it.
    pub approvals: Vec<Approval>,
}

/// Sections that a person has read and approved.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The day of the review.
    pub date: Date,
    /// Who reviewed.
    pub by: SharedStr,
    /// What was approved.
    pub pins: Vec<Pin>,
    /// Where.
    pub span: Span,
}

/// One section of an approval, with digests of what it said then.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The section's id.
    pub section: SharedStr,
    /// The digest of its text.
    pub wording: SharedStr,
    /// The digest of the facts it was written from.
    pub facts: SharedStr,
    /// Where.
    pub span: Span,
}

/// A guard rail over the policy itself.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// What is asserted.
    pub kind: AssertionKind,
    /// What limits it.
    pub clauses: Vec<Clause>,
    /// Where.
    pub span: Span,
}

/// The kinds of assertion.
#[derive(Clone, Debug)]
pub enum AssertionKind {
    /// That nothing does this.
    Never {
        /// The verbs; any of them.
        verbs: Vec<Verb>,
        /// To what; anything, if there is none.
        objects: Option<List>,
    },
    /// That every declaration of a kind has something.
    Every {
        /// The kind.
        noun: NounKind,
        /// Property or clause words.
        has: Vec<(SharedStr, Span)>,
        /// Whether one of these will do.
        any: bool,
    },
}

impl Policy {
    /// The declaration with this number.
    #[must_use]
    pub fn noun(&self, id: NounId) -> Option<&Noun> {
        self.nouns.get(id.0 as usize)
    }

    /// A declaration and the groups that it is an item of, from the innermost to the outermost.
    pub fn outwards(&self, id: NounId) -> impl Iterator<Item = NounId> {
        std::iter::successors(Some(id), |id| self.noun(*id)?.parent)
    }

    /// The declarations of one kind, with their numbers, in source order.
    pub fn nouns_of(&self, kind: NounKind) -> impl Iterator<Item = (NounId, &Noun)> {
        self.numbered_nouns().filter(move |(_, noun)| noun.kind == kind)
    }

    /// Every declaration with its id.
    pub(crate) fn numbered_nouns(&self) -> impl Iterator<Item = (NounId, &Noun)> {
        let numbered = self.nouns.iter().enumerate();
        numbered.map(|(at, noun)| (NounId(u32::try_from(at).unwrap_or(u32::MAX)), noun))
    }

    /// What the vocabulary says a term is: by what stands beside it, by itself or by its declaration.
    /// The items of a group are left out.
    pub fn classes_of<'t>(&'t self, term: &'t Term) -> impl Iterator<Item = &'t Class> {
        let (itself, declared) = match &term.value {
            Value::Ref(Ref::Builtin(class)) => (Some(class), None),
            Value::Ref(Ref::Noun(id)) => (None, self.noun(*id)),
            _ => (None, None),
        };
        term.classes.iter().chain(itself).chain(declared.into_iter().flat_map(|noun| &noun.classes))
    }

    /// Whether a term is a place, by itself or by its declaration.
    #[must_use]
    pub fn is_place(&self, term: &Term) -> bool {
        let place = |class: &Class| matches!(class.kind, Kind::Region | Kind::Country);
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.noun(*id).is_some_and(|noun| noun.kind == NounKind::Region),
            Value::Ref(Ref::Builtin(class)) => place(class),
            _ => term.classes.iter().any(place),
        }
    }

    /// What makes data come in some cases only: the conditions and places of its declaration and of the groups around it.
    /// Those of what is required say when it must be given.
    pub fn limits_of_data(&self, id: NounId) -> impl Iterator<Item = &Clause> {
        let around = self.outwards(id).filter_map(|id| self.noun(id));
        let own = around
            .filter(|noun| noun.kind == NounKind::Data && !noun.qualifiers.contains(&Qualifier::Required));
        own.flat_map(move |noun| {
            let clauses = &noun.clauses;
            // "About customers in France" says where those are, and not where the data is had.
            let of_people = |at: usize| {
                let before = at.checked_sub(1).and_then(|before| clauses.get(before));
                matches!(before.map(|before| &before.kind), Some(ClauseKind::List(ListWord::About, _)))
            };
            clauses.iter().enumerate().filter(move |(at, clause)| match &clause.kind {
                ClauseKind::Condition(..) | ClauseKind::List(ListWord::When, _) => true,
                ClauseKind::List(ListWord::In, list) => {
                    list.terms.iter().any(|term| self.is_place(term)) && !of_people(*at)
                }
                _ => false,
            })
        })
        .map(|(_, clause)| clause)
    }

    /// Whether a term is data that its declaration has come in some cases only.
    #[must_use]
    pub fn is_limited_data(&self, term: &Term) -> bool {
        term.noun().is_some_and(|id| self.limits_of_data(id).next().is_some())
    }

    /// The `policy` declaration.
    #[must_use]
    pub fn head(&self) -> Option<&Noun> {
        self.nouns_of(NounKind::Policy).next().map(|(_, noun)| noun)
    }

    /// The declaration of the organization that publishes the policy.
    #[must_use]
    pub fn publisher(&self) -> Option<&Noun> {
        self.noun(self.publisher?)
    }

    /// Whether anything names a declaration, or an item of it.
    #[must_use]
    pub fn names(&self, noun: &Noun) -> bool {
        noun.used || noun.items.iter().any(|item| self.noun(*item).is_some_and(|item| self.names(item)))
    }

    /// Calls `each` with every statement: outside and inside sections, and inside declarations.
    pub fn each_statement<'a>(&'a self, each: &mut dyn FnMut(&'a Statement)) {
        self.root.each_statement(each);
        for noun in &self.nouns {
            noun.promises.iter().for_each(&mut *each);
        }
    }
}

/// The number of a declaration within its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NounId(pub u32);

/// A declaration.
#[derive(Clone, Debug)]
pub struct Noun {
    /// What kind of thing it is.
    pub kind: NounKind,
    /// Its id, unique in the policy; an item of a data group has its group's before a dot.
    pub id: SharedStr,
    /// What readers call it.
    pub name: Option<SharedStr>,
    /// What the vocabulary says it is.
    pub classes: Few<Class>,
    /// `singular`, `optional`, ….
    pub qualifiers: Few<Qualifier>,
    /// The group an item belongs to.
    pub parent: Option<NounId>,
    /// The items of a data group.
    pub items: Few<NounId>,
    /// Whether the items are said to be incomplete.
    pub open: bool,
    /// What the author calls the rest of them.
    pub rest: Option<SharedStr>,
    /// Its properties.
    pub properties: Few<Property>,
    /// Clauses about it.
    pub clauses: Few<Clause>,
    /// Sentences that have it as their subject.
    pub promises: Few<Statement>,
    /// Whether anything names it.
    pub used: bool,
    /// The whole declaration.
    pub span: Span,
    /// Its id alone.
    pub id_span: Span,
}

impl Noun {
    /// The values of a property, in order; empty if it is not declared.
    pub fn property(&self, word: &str) -> impl Iterator<Item = &Property> {
        self.properties.iter().filter(move |property| property.word == word)
    }

    /// The first text a property holds.
    #[must_use]
    pub fn text(&self, word: &str) -> Option<&str> {
        self.property(word).flat_map(|property| &property.list.terms).find_map(|term| match &term.value {
            Value::Ref(Ref::Text(text)) => Some(&**text),
            _ => None,
        })
    }

    /// Whether a property has a value that is not deliberately none.
    #[must_use]
    pub fn declares(&self, word: &str) -> bool {
        self.property(word).any(Property::declares)
    }

    /// Whether something starts in a state other than its usual one: a tracker that is off until something happens.
    #[must_use]
    pub fn is_off(&self) -> bool {
        self.property("off").any(|property| !property.clauses.is_empty())
    }

    /// The codes that its author gave it, each with its scheme.
    pub(crate) fn codes(&self) -> impl Iterator<Item = (&str, &str)> {
        let terms = self.property("maps").map(|property| property.list.terms.as_slice());
        terms.flat_map(codes_of).filter_map(|(scheme, code, _)| Some((scheme?, code)))
    }

    /// Whether a property says that there is none.
    #[must_use]
    pub fn says_none(&self, word: &str) -> bool {
        let none = |term: &Term| matches!(term.value, Value::Absent(Absence::None));
        self.property(word).flat_map(|property| &property.list.terms).any(none)
    }
}

/// A property of a declaration.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its word, such as `country`.
    pub word: &'static str,
    /// Its values.
    pub list: List,
    /// What stands on its line after them.
    pub clauses: Few<Clause>,
    /// The whole property.
    pub span: Span,
}

/// What `maps` lists: codes, each with its scheme; those after the first may stand alone, `maps ccpa "A", "B"`.
fn codes_of(terms: &[Term]) -> impl Iterator<Item = (Option<&str>, &str, Span)> {
    let mut scheme = None;
    terms.iter().filter_map(move |term| {
        let Value::Ref(Ref::Text(said)) = &term.value else { return None };
        if term.detail.is_some() {
            scheme = Some(&**said);
        }
        Some((scheme, term.detail.as_deref().unwrap_or(said), term.span))
    })
}

impl Property {
    /// Whether it has a value that is not deliberately none.
    #[must_use]
    pub fn declares(&self) -> bool {
        self.list.terms.iter().any(|term| !matches!(term.value, Value::Absent(_)))
    }

    /// The places that it is for, if it is for some only.
    pub fn places(&self) -> impl Iterator<Item = &Term> {
        let lists = self.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::In, list) => Some(list),
            _ => None,
        });
        lists.flat_map(|list| &list.terms)
    }
}

/// An entry of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Class {
    /// The kind of entry.
    pub kind: Kind,
    /// Its id.
    pub id: &'static str,
}

/// Who does what to which data, under which conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// Its stable id, from its own `id` clause or from what it says.
    pub id: Box<str>,
    /// Who.
    pub subjects: Vec<Term>,
    /// Whether the verb is that of one, or of several, where its form tells.
    pub number: Option<words::Qualifier>,
    /// How it is meant.
    pub modal: Modal,
    /// What shades that, in the order written.
    pub adverbs: Few<Adverb>,
    /// How many of these stand before the modality, where that matters: "we also do not" is not "we do not also".
    pub ahead: usize,
    /// What is done.
    pub verbs: Vec<Verb>,
    /// Whether `or` joins the verbs.
    pub any_verb: bool,
    /// To what.
    pub objects: Option<List>,
    /// Whether its objects get what stands after `with`: "we provide the carrier with your address".
    pub handed: bool,
    /// Whether one of its subjects is the publisher, by its own name.
    pub by_name: bool,
    /// Everything else.
    pub clauses: Vec<Clause>,
    /// The section it belongs to.
    pub topic: Topic,
    /// Where.
    pub span: Span,
}

impl Statement {
    /// The lists that follow one clause word.
    pub fn lists(&self, word: ListWord) -> impl Iterator<Item = &List> {
        self.clauses.iter().filter_map(move |clause| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => Some(list),
            _ => None,
        })
    }

    /// The terms of every list that follows one clause word.
    pub fn terms(&self, word: ListWord) -> impl Iterator<Item = &Term> {
        self.lists(word).flat_map(|list| &list.terms)
    }

    /// Those it goes to: after `to` and `with`. Where `to` says who gets it, words after `with` go along with it; and the
    /// objects, where they get what stands there.
    pub fn recipients(&self) -> impl Iterator<Item = &Term> {
        let told = self.terms(ListWord::To).next().is_some();
        let words = |term: &Term| matches!(term.value, Value::Ref(Ref::Text(_))) && term.classes.is_empty();
        let with = self.terms(ListWord::With).filter(move |term| !(self.handed || told && words(term)));
        let handed = self.objects.iter().filter(|_| self.handed).flat_map(|list| &list.terms);
        self.terms(ListWord::To).chain(with).chain(handed)
    }

    /// What it is about: its objects, or what these get.
    #[must_use]
    pub fn matter(&self) -> Option<&List> {
        if self.handed { self.lists(ListWord::With).next() } else { self.objects.as_ref() }
    }

    /// The terms of what it is about.
    pub fn object_terms(&self) -> impl Iterator<Item = &Term> {
        self.matter().into_iter().flat_map(|list| &list.terms)
    }

    /// Whether one of its verbs has this id.
    #[must_use]
    pub fn does(&self, id: &str) -> bool {
        self.verbs.iter().any(|verb| matches!(verb, Verb::Known(known) if known.id == id))
    }

    /// Whether it is about keeping, so that how long is part of what it says.
    #[must_use]
    pub fn keeps(&self) -> bool {
        verb::KEEPING.iter().any(|id| self.does(id))
    }

    /// What each of its adverbs does to what is said: who does not always do something does it at times.
    pub fn shades(&self) -> impl Iterator<Item = (Adverb, Shade)> {
        self.adverbs.iter().map(|how| match how {
            Adverb::Always if self.modal.negative() => (*how, Shade::Vague),
            _ => (*how, how.shade()),
        })
    }

    /// Whether the publisher is the subject, as `we` or by its own name.
    #[must_use]
    pub fn by_us(&self) -> bool {
        self.by_name
            || self.subjects.iter().any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::We))))
    }
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// A verb of the language.
    Known(&'static VerbInfo),
    /// A verb phrase in the author's words.
    Text(SharedStr),
}

impl Verb {
    /// The verb of a right that the author's words say somebody has or has not, and whether they have it: "do not have
    /// the right to correct reviews".
    #[must_use]
    pub fn says_right(&self) -> Option<(&'static VerbInfo, bool)> {
        let Self::Text(words) = self else { return None };
        let without = |begins: &[&str], words: &'_ str| {
            let end = begins.iter().find(|begin| words.starts_with(**begin)).map(|begin| begin.len())?;
            words.get(end..).map(str::to_owned)
        };
        let denied = without(&["do not ", "does not ", "don't ", "doesn't "], words);
        let had = without(&["have ", "has "], denied.as_deref().unwrap_or(words))?;
        let none = without(&["no "], &had);
        let right = none.as_deref().unwrap_or(&had);
        let right = without(&["the ", "a ", "any "], right).unwrap_or_else(|| right.to_owned());
        let verb =
            right.strip_prefix("right to ")?.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
        Some((verb::find(verb)?, denied.is_none() && none.is_none()))
    }
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// Its terms.
    pub terms: Vec<Term>,
    /// Whether `or` joins them.
    pub any: bool,
    /// Whether `and` does; with neither, it is for the wording to choose.
    pub all: bool,
    /// Whether it is said to be incomplete.
    pub open: bool,
    /// Where.
    pub span: Span,
}

/// One term of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    /// How much of it.
    pub quantifier: Option<Quantifier>,
    /// What it is.
    pub value: Value,
    /// What the vocabulary says it is, where that is written beside it.
    pub classes: Few<Class>,
    /// A text that goes with it.
    pub detail: Option<SharedStr>,
    /// `directly`, `first`, ….
    pub qualifiers: Few<Qualifier>,
    /// Where.
    pub span: Span,
}

impl Term {
    /// A term with nothing beside what it is.
    #[must_use]
    pub fn plain(value: Value, span: Span) -> Self {
        Self {
            quantifier: None,
            value,
            classes: Few::default(),
            detail: None,
            qualifiers: Few::default(),
            span,
        }
    }

    /// The declaration that it names.
    #[must_use]
    pub const fn noun(&self) -> Option<NounId> {
        match &self.value {
            Value::Ref(Ref::Noun(id)) => Some(*id),
            _ => None,
        }
    }

    /// Whether it may be a part of what it names only: "most of", or with a text that says which.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.detail.is_some() || self.quantifier.is_some_and(Quantifier::partial)
    }

    /// Whether it is a length of time where it stands after `for`, in the author's words or not.
    #[must_use]
    pub fn is_length(&self) -> bool {
        match &self.value {
            Value::Duration(_) => true,
            Value::Ref(Ref::Text(text)) => reads_as_length(text),
            _ => false,
        }
    }
}

/// What a term is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A thing.
    Ref(Ref),
    /// A number.
    Number(u64),
    /// A date.
    Date(Date),
    /// A duration.
    Duration(Duration),
    /// An address of an allowed scheme.
    Link(Href),
    /// Deliberately nothing.
    Absent(Absence),
}

/// A thing a term names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ref {
    /// A declaration.
    Noun(NounId),
    /// An entry of the vocabulary.
    Builtin(Class),
    /// One of the language's own.
    Special(Special),
    /// The author's words.
    Text(SharedStr),
    /// A name that nothing declares; an error says so.
    Unknown(SharedStr),
}
