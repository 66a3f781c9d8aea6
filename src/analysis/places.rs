//! Where terms are, and so whom a law's people and other people are.

use crate::law::{Kind, Vocabulary};
use crate::model::people::which;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, ClauseKind, Policy, Ref, Term, Value};

/// The places of one policy's terms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) vocabulary: &'a Vocabulary,
}

/// The places of several terms, each of which is bound to some.
pub(crate) type Bound<'t> = Vec<Vec<&'t str>>;

impl<'a> Places<'a> {
    /// The places that a term is or is bound to, by ids of the vocabulary: a region, a law's
    /// regions, an audience's country, where people are whom a text names. None if it is bound to none that is known.
    pub(crate) fn of<'t>(self, term: &'t Term) -> Vec<&'t str>
    where
        'a: 't,
    {
        let mut places = Vec::new();
        self.add(term, &mut places);
        if places.is_empty()
            && let Value::Ref(Ref::Text(text)) = &term.value
        {
            places = which(text, self.vocabulary).places;
        }
        if let Value::Ref(Ref::Noun(id)) = &term.value
            && let Some(noun) = self.policy.noun(*id)
        {
            let inner = noun.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::List(ListWord::In, list) => Some(list),
                // Examples of a law's name are laws; of a region's, places.
                ClauseKind::List(ListWord::SuchAs | ListWord::Including, list)
                    if matches!(noun.kind, NounKind::Law | NounKind::Region) =>
                {
                    Some(list)
                }
                _ => None,
            });
            let countries = noun.property("country").map(|property| &property.list);
            for inner in inner.chain(countries).flat_map(|list| &list.terms) {
                if inner.value != term.value {
                    self.add(inner, &mut places);
                }
            }
        }
        places
    }

    fn add<'t>(self, term: &'t Term, places: &mut Vec<&'t str>)
    where
        'a: 't,
    {
        self.each_class(term, &mut |class| match class.kind {
            Kind::Region | Kind::Country => places.push(class.id),
            Kind::Law => {
                let law = self.vocabulary.find(Kind::Law, class.id);
                places.extend(law.into_iter().flat_map(|law| &law.regions).map(String::as_str));
            }
            _ => {}
        });
    }

    /// Calls `each` with what the vocabulary says a term is, by itself or by its declaration;
    /// the items of a group are left out.
    pub(crate) fn each_class<'t>(self, term: &'t Term, each: &mut dyn FnMut(&'t Class))
    where
        'a: 't,
    {
        term.classes.iter().for_each(&mut *each);
        match &term.value {
            Value::Ref(Ref::Builtin(class)) => each(class),
            Value::Ref(Ref::Noun(id)) => {
                self.policy.noun(*id).into_iter().flat_map(|noun| &noun.classes).for_each(each);
            }
            _ => {}
        }
    }

    /// The places of some terms, if all of them are bound to places.
    pub(crate) fn bound<'t>(self, terms: &'t [Term]) -> Option<Bound<'t>>
    where
        'a: 't,
    {
        let places = |term| Some(self.of(term)).filter(|places| !places.is_empty());
        if terms.is_empty() { None } else { terms.iter().map(places).collect() }
    }

    /// Whether all of these are elsewhere than in some regions.
    pub(crate) fn misses(self, bound: &Bound<'_>, regions: &[String]) -> bool {
        bound.iter().all(|places| !places.iter().any(|place| self.near(place, regions)))
    }

    /// Whether a place is in one of some regions, or holds one; without regions, every place is.
    pub(crate) fn near(self, place: &str, regions: &[String]) -> bool {
        let is_a = |a: &str, b: &str| self.vocabulary.is_a(Kind::Region, a, b);
        regions.is_empty() || regions.iter().any(|region| is_a(place, region) || is_a(region, place))
    }
}
