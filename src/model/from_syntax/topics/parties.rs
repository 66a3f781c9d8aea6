//! Who and what a statement names, as far as its topic goes by it.

use super::Said;
use super::terms::{is_child, is_of, noun};
use crate::law::Kind;
use crate::model::people::are_others;
use crate::model::phrase::{names_consent, names_own};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, Ref, Special, Term, Value};

impl Said<'_> {
    /// What kind of declaration a value names.
    pub(super) fn kind(&self, value: &Value) -> Option<NounKind> {
        noun(self.nouns, value).map(|noun| noun.kind)
    }

    /// Whether it says for whom something is, rather than for what.
    pub(super) fn speaks_of_people(&self) -> bool {
        let this_policy = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy)));
        let mut whom = self.statement.terms(ListWord::For).chain(self.statement.terms(ListWord::To));
        !self.statement.subjects.iter().any(this_policy)
            && whom.all(|term| self.kind(&term.value) != Some(NounKind::Purpose))
    }

    /// Whether those who receive data do it.
    pub(super) fn by_recipients(&self) -> bool {
        let subjects = &self.statement.subjects;
        !subjects.is_empty() && subjects.iter().all(|term| self.is_recipient(&term.value))
    }

    /// Whether some people do it with the data of others, of whom they are not the parents: it is no right of theirs.
    pub(super) fn is_by_others(&self) -> bool {
        let subjects = &self.statement.subjects;
        if subjects.iter().all(|term| are_others(&term.value, self.nouns, self.vocabulary)) {
            return true;
        }
        let declared = |term: &Term| self.kind(&term.value) == Some(NounKind::Audience);
        let mut whose = self.statement.terms(ListWord::Of);
        let minor = |class: &Class| {
            class.kind == Kind::Audience && self.vocabulary.is_a(Kind::Audience, class.id, "minor")
        };
        let is_child = |term: &Term| {
            is_child(term) || noun(self.nouns, &term.value).is_some_and(|noun| noun.classes.iter().any(minor))
        };
        subjects.iter().all(declared)
            && whose.any(|term| !is_child(term) && (declared(term) || is_of(&term.value, Kind::Audience)))
    }

    /// Whether people may do it with the data of others.
    pub(super) fn does_with_others(&self) -> bool {
        self.by_people && self.may() && self.is_by_others()
    }

    /// Whether what is asked for is a consent, which data may be called too.
    pub(super) fn asks_for_consent(&self) -> bool {
        let mut asked = self.statement.object_terms().chain(self.statement.terms(ListWord::For));
        asked.any(|term| match &term.value {
            Value::Ref(Ref::Builtin(class)) => matches!(class.id, "consent" | "explicit-consent"),
            Value::Ref(Ref::Text(text)) => names_consent(text),
            _ => false,
        })
    }

    pub(super) fn is_recipient(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Special(Special::Recipients)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Role,
            value => self.kind(value) == Some(NounKind::Recipient),
        }
    }

    /// Whether it is neither the publisher nor one of its own, and not the reader.
    pub(super) fn is_somebody_else(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Text(text)) => !names_own(text),
            Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Audience | Kind::Role),
            value => self.is_recipient(value) || self.kind(value) == Some(NounKind::Audience),
        }
    }

    pub(super) fn is_place(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Region | Kind::Country),
            // A place may be written as readers know it: "the United States".
            Value::Ref(Ref::Text(text)) => {
                let name = text.to_lowercase();
                if name.split(' ').any(|word| matches!(word, "country" | "countries")) {
                    return true;
                }
                let name = name.strip_prefix("the ").unwrap_or(&name).replace(' ', "-");
                self.vocabulary.find(Kind::Region, &name).is_some()
            }
            value => self.kind(value) == Some(NounKind::Region),
        }
    }
}
