//! What is left open: what holds of some data, in some places or in some cases only.
//!
//! Such a statement grants no right to the rest, and denies nothing of what is done with it. Stubs and coverage ask
//! here; for whom a statement holds is in `people`.

use super::reach::{Placed, Reach};
use super::{select, texts};
use crate::analysis::lists::lists;
use crate::law::{Kind, Vocabulary};
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Shade, Topic};
use crate::model::{Class, Clause, ClauseKind, List, Ref, Statement, Term, Value};

impl Reach<'_> {
    /// Whether a right is one to some data only: of several kinds that are declared, or of what one recipient has.
    pub(crate) fn is_of_some_data(self, statement: &Statement) -> bool {
        let recipient = |term: &Term| self.names_a(term, &[NounKind::Recipient]);
        let mut from = statement.terms(ListWord::From).peekable();
        if from.peek().is_some() && from.all(recipient) {
            return true;
        }
        let item = |term: &Term| match &term.value {
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Data && class.id.contains('.'),
            Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).is_some_and(|noun| noun.parent.is_some()),
            _ => false,
        };
        let mut objects = statement.object_terms().peekable();
        objects.peek().is_some() && objects.all(item)
    }

    /// Whether a statement is about data, if only in the author's words or by naming nothing else.
    pub(crate) fn speaks_of_data(self, statement: &Statement) -> bool {
        let called =
            |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if self.calls_data(text));
        statement.objects.is_none() || statement.object_terms().any(|term| self.is_data(term) || called(term))
    }

    /// Whether a statement and the sections around it name no place in which it holds, or such as the law holds in
    /// no other: what holds in one country says nothing of the others.
    pub(crate) fn holds_throughout(self, placed: &Placed<'_>) -> bool {
        let statement = placed.statement;
        // What is done in some form or in some cases is no less done everywhere.
        let no_place =
            |term: &Term| matches!(term.value, Value::Ref(Ref::Text(_))) && self.places().of(term).is_empty();
        let own = statement.lists(ListWord::In).all(|list| {
            self.is_throughout(&list.terms) || statement.modal.affirms() && list.terms.iter().all(no_place)
        });
        let scopes = placed.scopes.iter().flat_map(|section| &section.clauses);
        own && (!self.by_people_or_named(statement) || self.is_unbound_or_throughout(&statement.subjects))
            && scopes.into_iter().all(|clause| match &clause.kind {
                ClauseKind::List(ListWord::In, list) => self.is_throughout(&list.terms),
                ClauseKind::List(ListWord::For | ListWord::Of, list) => {
                    self.is_unbound_or_throughout(&list.terms)
                }
                _ => true,
            })
    }

    /// Whether terms that are all bound to places are wherever the law holds.
    fn is_unbound_or_throughout(self, terms: &[Term]) -> bool {
        self.places().bound(terms).is_none() || self.is_throughout(terms)
    }

    /// Whether places are all in which the law holds. A union of countries stands for where its law holds.
    fn is_throughout(self, terms: &[Term]) -> bool {
        let is_a = |part: &str, whole: &str| self.vocabulary.is_a(Kind::Region, part, whole);
        let union = |place: &str| {
            self.vocabulary.find(Kind::Region, place).is_some_and(|place| !place.parts.is_empty())
        };
        let takes_in = |place: &str, region: &str| is_a(region, place) || union(place) && is_a(place, region);
        let places: Vec<&str> = terms.iter().flat_map(|term| self.places().of(term)).collect();
        let is_there = |region: &String| places.iter().any(|place| takes_in(place, region));
        !self.regions.is_empty() && self.regions.iter().all(is_there)
    }

    /// Whether a denial leaves no use of what it names open where the law holds.
    pub(crate) fn denies_use(self, placed: &Placed<'_>) -> bool {
        placed.statement.modal.negative()
            && select::verb_of(placed.statement, Topic::Use)
            && self.is_absolute(placed)
    }

    /// Whether the publisher says something of everybody and wherever the law holds, and leaves nothing open: no case,
    /// no part of what it is about, no "generally".
    pub(crate) fn is_absolute(self, placed: &Placed<'_>) -> bool {
        let statement = placed.statement;
        let open = |clause: &Clause| {
            !matches!(clause.kind, ClauseKind::Saying(..) | ClauseKind::List(ListWord::In, _))
        };
        let open_how = |(_, shade): (Adverb, Shade)| !matches!(shade, Shade::Plain | Shade::Today);
        statement.by_us()
            && statement.modal != Modal::HasNot
            && self.holds_throughout(placed)
            && !statement.clauses.iter().any(open)
            && !statement.shades().any(open_how)
            && !statement.object_terms().any(|term| term.is_partial() || !term.qualifiers.is_empty())
            && placed.scopes.iter().all(|section| self.is_for_all(section))
    }

    /// Whether people's own things do it, such as "your device": what those do with data, the publisher need not have.
    pub(crate) fn is_on_own_device(self, statement: &Statement) -> bool {
        let own = |term: &Term| {
            matches!(&term.value, Value::Ref(Ref::Text(text))
                if lists().denials.own.iter().any(|own| text.eq_ignore_ascii_case(own)))
        };
        !statement.subjects.is_empty() && statement.subjects.iter().all(own) && !self.comes_in(statement)
    }

    /// Whether a term means third parties in general: the class, or a declaration that is called so and says nothing more.
    pub(crate) fn is_anyone_else(self, term: &Term) -> bool {
        let third = |class: &Class| class.kind == Kind::Role && class.id == "third-party";
        let so_called = |name: &str| texts::first_of(name, &lists().denials.anyone).is_some();
        match &term.value {
            Value::Ref(Ref::Builtin(class)) => third(class),
            Value::Ref(Ref::Text(_)) => term.classes.iter().any(third),
            Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).is_some_and(|noun| {
                noun.classes.iter().any(third)
                    && noun.name.as_deref().is_none_or(so_called)
                    && noun.properties.is_empty()
                    && noun.promises.is_empty()
            }),
            Value::Ref(Ref::Special(_) | Ref::Unknown(_))
            | Value::Number(_)
            | Value::Date(_)
            | Value::Duration(_)
            | Value::Link(_)
            | Value::Absent(_) => false,
        }
    }
}

/// Whether people of a kind are whoever a law protects, by the words that laws have for them.
pub(crate) fn is_whoever(vocabulary: &Vocabulary, id: &str) -> bool {
    id == "people" || ["consumer", "resident"].iter().any(|what| vocabulary.is_a(Kind::Audience, id, what))
}

/// Whether a list is of people under an age.
pub(crate) fn has_age(list: &List) -> bool {
    list.terms.iter().any(|term| matches!(term.value, Value::Number(_)))
}
