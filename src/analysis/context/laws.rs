//! The laws that a policy names, as rules look at them.

use jiff::civil::Date;

use super::{Actor, Context, Practice};
use crate::analysis::places::Places;
use crate::law::pack::LawEntry;
use crate::law::{Kind, Pack, Vocabulary};
use crate::model::words::{ListWord, Topic};
use crate::model::{ClauseKind, Policy, Term};

/// A law that a policy names.
#[derive(Clone, Copy, Debug)]
pub struct NamedLaw<'a> {
    /// Where it is named.
    pub term: &'a Term,
    /// The pack that knows it.
    pub pack: &'a Pack,
    /// What the pack has of this law alone, where it knows several.
    pub entry: Option<&'a LawEntry>,
    /// Whether the lists of the pack are this law's.
    pub main: bool,
}

impl<'a> NamedLaw<'a> {
    /// Its name.
    #[must_use]
    pub fn title(&self) -> &'a str {
        self.entry.and_then(|entry| entry.title.as_deref()).unwrap_or(&self.pack.title)
    }

    /// Where it holds.
    #[must_use]
    pub fn regions(&self) -> &'a [String] {
        self.entry
            .map(|entry| &*entry.regions)
            .filter(|regions| !regions.is_empty())
            .unwrap_or(&self.pack.regions)
    }

    /// Whether an id of the vocabulary means it.
    fn is(&self, id: &str) -> bool {
        let listed = |entry: &LawEntry| *entry.id == *id || entry.also.iter().any(|also| also == id);
        let entry = self.entry.or_else(|| self.pack.laws.first().filter(|_| self.main));
        entry.is_some_and(listed) || self.main && *self.pack.id == *id
    }

    /// Whether it asks for a legal basis, by itself or by what it takes over.
    #[must_use]
    pub fn asks_for_bases(&self) -> bool {
        let base = self.pack.extends.as_ref().and_then(|extends| Pack::builtin(&extends.pack));
        self.main && (!self.pack.bases.is_empty() || base.is_some_and(|base| !base.bases.is_empty()))
    }
}

impl<'a> Context<'a> {
    /// The laws that the policy names and that a pack knows, if they are in force.
    ///
    /// A law that only stands in another's pack does not bring what that one has, and is left out.
    #[must_use]
    pub fn named_laws(&self) -> &[NamedLaw<'a>] {
        &self.named_laws
    }

    /// The named laws that a practice can fall under: those of other places than it is for, and other laws
    /// than it is said to be under, are left out.
    #[must_use]
    pub fn laws_for(&self, practice: &Practice<'a>) -> Vec<NamedLaw<'a>> {
        let under = self.under(practice);
        let fits = |law: &NamedLaw<'a>| {
            let meant = under.is_empty() || under.iter().any(|id| law.is(id));
            meant && !self.elsewhere(practice, law.regions())
        };
        self.named_laws.iter().copied().filter(fits).collect()
    }

    /// Whether a practice is for the people of some places, or under the laws of some, and not for everyone.
    #[must_use]
    pub fn is_bound(&self, practice: &Practice<'a>) -> bool {
        let places = self.all_places();
        scopes(practice).any(|terms| places.bound(terms).is_some())
    }

    /// Whether a practice is for people of some places, or for everyone.
    #[must_use]
    pub fn holds_in(&self, practice: &Practice<'_>, regions: &[String]) -> bool {
        !self.elsewhere(practice, regions)
    }

    /// The laws that a practice, or a section around it, is said to be under, if nothing else is.
    fn under(&self, practice: &Practice<'a>) -> Vec<&'a str> {
        let terms = practice.clauses().filter_map(|clause| match &clause.kind {
            ClauseKind::List(ListWord::Under, list) => Some(&list.terms),
            _ => None,
        });
        let law = |term: &'a Term| {
            let mut classes = self.policy.classes_of(term).filter(|class| class.kind == Kind::Law);
            classes.next().map(|class| class.id)
        };
        let laws: Option<Vec<&str>> = terms.flatten().map(law).collect();
        laws.unwrap_or_default()
    }

    /// Whether a practice is for people, or under laws, of other places only.
    fn elsewhere(&self, practice: &Practice<'_>, regions: &[String]) -> bool {
        let places = self.all_places();
        let misses = |terms: &[Term]| places.bound(terms).is_some_and(|bound| places.misses(&bound, regions));
        // Where an organization is tells nothing of the people.
        practice.actor != Actor::Us && misses(&practice.statement.subjects) || scopes(practice).any(misses)
    }
    /// The places that a term is or is bound to, by ids of the vocabulary: a region, a law's regions, an audience's country.
    #[must_use]
    pub fn places<'t>(&self, term: &'t Term) -> Vec<&'t str>
    where
        'a: 't,
    {
        self.all_places().of(term)
    }

    fn all_places(&self) -> Places<'a> {
        Places { policy: self.policy, vocabulary: self.vocabulary }
    }
}

/// What a practice and the sections around it say of whom and where it is for.
fn scopes<'p>(practice: &'p Practice<'_>) -> impl Iterator<Item = &'p [Term]> {
    use ListWord::{About, For, In, Of, Under};
    let asked = matches!(practice.statement.topic, Topic::Rights | Topic::Requests);
    let people = practice.actor == Actor::People || asked;
    let own = practice.statement.clauses.iter().filter_map(move |clause| match &clause.kind {
        // `in` is where people are if they are the subject, or ask; otherwise it is where something is done.
        ClauseKind::List(In, list) if people => Some(list),
        // Whose requests are answered.
        ClauseKind::List(Of, list) if asked => Some(list),
        ClauseKind::List(Under | About, list) => Some(list),
        _ => None,
    });
    let around = practice.within.iter().flat_map(|section| &section.clauses);
    let around = around.filter_map(|clause| match &clause.kind {
        ClauseKind::List(In | For | Of | Under | About, list) => Some(list),
        _ => None,
    });
    own.chain(around).map(|list| list.terms.as_slice())
}

/// The laws that a policy names and that a pack knows, if they are in force on a day.
pub(super) fn named<'a>(
    policy: &'a Policy,
    vocabulary: &'a Vocabulary,
    as_of: Option<Date>,
    packs: &'a [Pack],
) -> Vec<NamedLaw<'a>> {
    let mut found: Vec<NamedLaw<'_>> = Vec::new();
    for term in &policy.laws {
        let classes = policy.classes_of(term).filter(|class| class.kind == Kind::Law);
        for law in classes.filter_map(|class| named_law(term, class.id, vocabulary, packs)) {
            let in_force = law.entry.map_or(law.pack.in_force, |entry| entry.in_force);
            let holds = as_of.is_none_or(|day| law.pack.in_force.on(day) && in_force.on(day));
            let known = found.iter().any(|known| known.title() == law.title());
            if holds && !known {
                found.push(law);
            }
        }
    }
    found
}

fn named_law<'a>(
    term: &'a Term,
    id: &str,
    vocabulary: &'a Vocabulary,
    packs: &'a [Pack],
) -> Option<NamedLaw<'a>> {
    let is = |entry: &&LawEntry| *entry.id == *id || entry.also.iter().any(|also| also == id);
    let pack = packs.iter().find(|pack| *pack.id == *id || pack.laws.iter().any(|entry| is(&entry)));
    let pack = pack.or_else(|| Pack::builtin(vocabulary.find(Kind::Law, id)?.pack.as_deref()?))?;
    let entry = pack.laws.iter().find(is);
    let main = pack.laws.first().is_none_or(|first| is(&first));
    let own = entry.is_some_and(|entry| entry.respond.is_some());
    (main || own).then_some(NamedLaw { term, pack, entry, main })
}
