//! A policy as rules look at it: one practice per statement, and what is a kind of what.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::law::{Kind, Pack, Vocabulary};
use crate::model::words::{ListWord, Modal, NounKind, Topic};
use crate::model::{
    Class, Clause, ClauseKind, List, Noun, NounId, Part, Policy, Ref, Section, Special, Statement, Term,
    Value, Verb,
};
use crate::source::Span;

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The publisher, or a company of its own group.
    Us,
    /// The reader, or people of some audience.
    People,
    /// A recipient.
    Recipient,
    /// Someone or something else.
    Other,
}

/// Whether a practice is said to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// It happens, or may.
    Positive,
    /// It does not, or must not.
    Negative,
}

/// One statement, with the scope it stands in.
#[derive(Clone, Debug)]
pub struct Practice<'a> {
    /// The statement.
    pub statement: &'a Statement,
    /// The sections around it, outermost first.
    pub within: Vec<&'a Section>,
    /// Who.
    pub actor: Actor,
    /// Whether it is said to happen.
    pub polarity: Polarity,
}

impl<'a> Practice<'a> {
    /// Where the statement stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.statement.span
    }

    /// Whether one of its verbs is among these.
    #[must_use]
    pub fn does_any(&self, verbs: &[&str]) -> bool {
        self.statement
            .verbs
            .iter()
            .any(|verb| matches!(verb, Verb::Known(known) if verbs.contains(&known.id)))
    }

    /// The objects.
    pub fn objects(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.statement.objects.iter().flat_map(|list| &list.terms)
    }

    /// Those it goes to: after `to` and `with`.
    pub fn recipients(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.terms(ListWord::To).chain(self.terms(ListWord::With))
    }

    /// The purposes; a duration after `for` is none.
    pub fn purposes(&self) -> impl Iterator<Item = &'a Term> + use<'a> {
        self.terms(ListWord::For).filter(|term| !matches!(term.value, Value::Duration(_)))
    }

    /// The terms after one clause word.
    pub fn terms(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + use<'a> {
        let statement = self.statement;
        statement.clauses.iter().flat_map(move |clause| match &clause.kind {
            ClauseKind::List(found, list) if *found == word => list.terms.as_slice(),
            _ => [].as_slice(),
        })
    }

    /// Its own clauses and those of the sections around it.
    pub fn clauses(&self) -> impl Iterator<Item = &'a Clause> + '_ {
        self.within.iter().flat_map(|section| &section.clauses).chain(&self.statement.clauses)
    }

    /// Whether anything limits it: a condition, an exception, a guard.
    #[must_use]
    pub fn limited(&self) -> bool {
        self.clauses().any(|clause| {
            matches!(clause.kind, ClauseKind::Condition(..) | ClauseKind::List(ListWord::Except, _))
        })
    }

    /// The terms after `about`, `from`, `in`, `for` and `of` of the sections around it: to whom and where it applies.
    pub fn scope(&self, word: ListWord) -> impl Iterator<Item = &'a Term> + '_ {
        let lists = self.within.iter().flat_map(|section| &section.clauses).filter_map(move |clause| {
            match &clause.kind {
                ClauseKind::List(found, list) if *found == word => Some(list),
                _ => None,
            }
        });
        lists.flat_map(|list: &'a List| &list.terms)
    }
}

/// A policy and everything rules ask of it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The day whose law applies.
    pub as_of: Option<Date>,
    /// The packs of the user.
    pub packs: &'a [Pack],
    /// Every statement, in source order, those inside declarations last.
    pub practices: Vec<Practice<'a>>,
    by_topic: BTreeMap<Topic, Vec<usize>>,
}

impl<'a> Context<'a> {
    /// Looks at a policy once, for every rule.
    #[must_use]
    pub fn new(policy: &'a Policy, vocabulary: &'a Vocabulary, as_of: Option<Date>) -> Self {
        let mut context =
            Self { policy, vocabulary, as_of, packs: &[], practices: Vec::new(), by_topic: BTreeMap::new() };
        context.section(&policy.root, &[]);
        for noun in &policy.nouns {
            for promise in &noun.promises {
                context.practice(promise, &[]);
            }
        }
        for (at, practice) in context.practices.iter().enumerate() {
            context.by_topic.entry(practice.statement.topic).or_default().push(at);
        }
        context
    }

    /// The same with the packs of a user.
    #[must_use]
    pub fn with_packs(self, packs: &'a [Pack]) -> Self {
        Self { packs, ..self }
    }

    fn section(&mut self, section: &'a Section, within: &[&'a Section]) {
        for part in &section.parts {
            match part {
                Part::Statement(statement) => self.practice(statement, within),
                Part::Section(inner) => {
                    let mut deeper = within.to_vec();
                    deeper.push(inner);
                    self.section(inner, &deeper);
                }
                Part::Prose(_) => {}
            }
        }
    }

    fn practice(&mut self, statement: &'a Statement, within: &[&'a Section]) {
        let actor = match statement.subjects.first().map(|term| &term.value) {
            Some(Value::Ref(Ref::Special(Special::We))) => Actor::Us,
            Some(Value::Ref(Ref::Special(Special::You))) => Actor::People,
            Some(Value::Ref(Ref::Special(Special::Recipients))) => Actor::Recipient,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Audience => Actor::People,
            Some(Value::Ref(Ref::Builtin(class))) if class.kind == Kind::Role => Actor::Recipient,
            Some(Value::Ref(Ref::Noun(id))) => match self.policy.noun(*id).map(|noun| noun.kind) {
                Some(NounKind::Organization) => Actor::Us,
                Some(NounKind::Audience) => Actor::People,
                Some(NounKind::Recipient) => Actor::Recipient,
                _ => Actor::Other,
            },
            _ => Actor::Other,
        };
        let polarity = if statement.modal.negative() { Polarity::Negative } else { Polarity::Positive };
        self.practices.push(Practice { statement, within: within.to_vec(), actor, polarity });
    }

    /// The practices of one topic.
    pub fn topic(&self, topic: Topic) -> impl Iterator<Item = &Practice<'a>> {
        self.by_topic.get(&topic).into_iter().flatten().filter_map(|at| self.practices.get(*at))
    }

    /// The practices of the publisher that are said to happen and have one of these verbs.
    pub fn we_do(&self, verbs: &'static [&'static str]) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(move |practice| {
            practice.actor == Actor::Us && practice.polarity == Polarity::Positive && practice.does_any(verbs)
        })
    }

    /// The practices of the publisher that are denied and have one of these verbs.
    pub fn we_deny(&self, verbs: &'static [&'static str]) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(move |practice| {
            practice.actor == Actor::Us && practice.polarity == Polarity::Negative && practice.does_any(verbs)
        })
    }

    /// The rights that are granted: statements whose modality is a right, or that people may or can.
    pub fn rights(&self) -> impl Iterator<Item = &Practice<'a>> {
        self.practices.iter().filter(|practice| {
            let grants = practice.statement.modal.right()
                || matches!(practice.statement.modal, Modal::May | Modal::Can);
            practice.actor == Actor::People && grants
        })
    }

    /// The declaration a term names.
    #[must_use]
    pub fn noun_of(&self, term: &Term) -> Option<(NounId, &'a Noun)> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).map(|noun| (*id, noun)),
            _ => None,
        }
    }

    /// Everything the vocabulary says a term is: what stands beside it, what its declaration is, what it is itself.
    #[must_use]
    pub fn classes(&self, term: &Term) -> Vec<&'a Class>
    where
        'a: 'a,
    {
        let mut classes: Vec<&'a Class> = Vec::new();
        if let Value::Ref(Ref::Noun(id)) = &term.value {
            self.noun_classes(*id, &mut classes);
        }
        classes
    }

    fn noun_classes(&self, id: NounId, out: &mut Vec<&'a Class>) {
        if let Some(noun) = self.policy.noun(id) {
            out.extend(&noun.classes);
            for item in &noun.items {
                self.noun_classes(*item, out);
            }
        }
    }

    /// Whether a term is, or holds something that is, of one kind: `data_is(term, "health")`.
    ///
    /// A group of data is of a kind if one of its items is.
    #[must_use]
    pub fn is_a(&self, term: &Term, kind: Kind, ancestor: &str) -> bool {
        let of = |class: &Class| class.kind == kind && self.vocabulary.is_a(kind, &class.id, ancestor);
        term.classes.iter().any(of)
            || matches!(&term.value, Value::Ref(Ref::Builtin(class)) if of(class))
            || self.classes(term).into_iter().any(of)
    }

    /// Whether everything the second term says is part of what the first says: `contact` covers `contact.email`.
    ///
    /// All personal data covers every kind of it, but nothing that is said not to identify anybody.
    #[must_use]
    pub fn covers(&self, general: &Term, specific: &Term) -> bool {
        if general.value == specific.value {
            return true;
        }
        if let (Some((outer, _)), Some((inner, _))) = (self.noun_of(general), self.noun_of(specific)) {
            return self.holds(outer, inner);
        }
        let Value::Ref(Ref::Builtin(general)) = &general.value else { return false };
        match general.kind {
            Kind::Class if matches!(&*general.id, "personal-data" | "all-data") => {
                self.identifies(specific) != Some(false)
            }
            Kind::Class if &*general.id == "sensitive-data" => self.sensitive(specific),
            kind => self.is_a(specific, kind, &general.id),
        }
    }

    /// Whether a group of data holds an item, itself or in a group inside.
    fn holds(&self, outer: NounId, inner: NounId) -> bool {
        let mut at = Some(inner);
        while let Some(id) = at {
            if id == outer {
                return true;
            }
            at = self.policy.noun(id).and_then(|noun| noun.parent);
        }
        false
    }

    /// Whether a term is about data that identifies somebody, where that is known.
    #[must_use]
    pub fn identifies(&self, term: &Term) -> Option<bool> {
        let mut all: Vec<&Class> = term.classes.iter().collect();
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            all.push(class);
        }
        let of_noun = self.classes(term);
        all.extend(of_noun);
        let says = |class: &&Class| match class.kind {
            Kind::Class => self.vocabulary.find(Kind::Class, &class.id).and_then(|term| term.identifies),
            Kind::Data => Some(true),
            _ => None,
        };
        let known: Vec<bool> = all.iter().filter_map(says).collect();
        if known.is_empty() { None } else { Some(known.contains(&true)) }
    }

    /// Whether a term is data that some law calls sensitive.
    #[must_use]
    pub fn sensitive(&self, term: &Term) -> bool {
        !self.sensitive_classes(term).is_empty()
    }

    /// The sensitive entries of the vocabulary that a term is or holds.
    #[must_use]
    pub fn sensitive_classes(&self, term: &Term) -> Vec<String> {
        let mut all: Vec<&Class> = term.classes.iter().collect();
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            all.push(class);
        }
        all.extend(self.classes(term));
        let mut found: Vec<String> = Vec::new();
        for class in all {
            if class.kind == Kind::Class && &*class.id == "sensitive-data" {
                found.push(class.id.to_string());
            }
            let Some(entry) =
                self.vocabulary.find(class.kind, &class.id).filter(|_| class.kind == Kind::Data)
            else {
                continue;
            };
            let schemes = self
                .vocabulary
                .schemes()
                .iter()
                .filter(|scheme| scheme.id.ends_with("-sensitive") || scheme.id.ends_with("-special"));
            let sensitive =
                schemes.into_iter().any(|scheme| !self.vocabulary.codes(entry, &scheme.id).codes.is_empty());
            if sensitive && !found.contains(&class.id.to_string()) {
                found.push(class.id.to_string());
            }
        }
        found
    }

    /// What readers call a term; for messages.
    #[must_use]
    pub fn name(&self, term: &Term) -> String {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                self.policy.noun(*id).map_or_else(String::new, |noun| noun.id.to_string())
            }
            Value::Ref(Ref::Builtin(class)) => class.id.to_string(),
            Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => text.to_string(),
            Value::Ref(Ref::Special(special)) => format!("{special:?}").to_lowercase(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => format!("{} {}s", duration.count, duration.unit.as_str()),
            Value::Link(href) => href.as_str().to_owned(),
            Value::Absent(absence) => absence.as_str().to_owned(),
        }
    }

    /// A finding of a rule; how much it matters is the rule's own data.
    #[must_use]
    pub fn finding(rule: &super::Rule, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(rule.name, at, message)
    }
}
