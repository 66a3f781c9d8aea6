//! A denial with all that limits it.

use super::{covers, data_inside, everything};
use crate::analysis::context::{Context, Practice};
use crate::analysis::limits::is_whoever;
use crate::analysis::select::listed;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Quantifier};
use crate::model::{Ref, Special, Term, Value};

/// The words before those who receive something.
const RECIPIENTS: &[ListWord] = &[ListWord::To, ListWord::With];

/// The word before what something is for.
const PURPOSES: &[ListWord] = &[ListWord::For];

/// Those by which a statement says whose data it is.
pub(super) const OF_WHOM: &[ListWord] = &[ListWord::From, ListWord::About, ListWord::Of];

/// The clauses of a statement that limit it; words for one thing stand together.
const OWN: &[&[ListWord]] = &[
    RECIPIENTS,
    PURPOSES,
    OF_WHOM,
    &[ListWord::By],
    &[ListWord::On, ListWord::Through],
    &[ListWord::Under],
    &[ListWord::When],
    &[ListWord::After],
    &[ListWord::Before],
    &[ListWord::Against],
    &[ListWord::As],
    &[ListWord::Giving],
    &[ListWord::DependingOn],
];

/// Those by which a section is for some people.
pub(super) const FOR_WHOM: &[ListWord] = &[ListWord::For, ListWord::About, ListWord::From];

/// The clauses of a section that limit what stands in it: for whom, from what age on, where it is done.
const SCOPE: &[&[ListWord]] = &[FOR_WHOM, &[ListWord::Under], &[ListWord::On, ListWord::Through]];

/// How a statement lies to a denial of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It makes the denial false.
    Inside,
    /// It would, but that the denial holds in one place only, and the statement everywhere or in a wider one.
    Elsewhere,
}

/// Whether what a statement says is done falls inside a denial, and which of its objects does.
pub(crate) fn fit<'p>(
    context: &Context<'_>,
    done: &Practice<'p>,
    denial: &Practice<'_>,
) -> Option<(&'p Term, Fit)> {
    Bounds::of(context, denial).fit(done)
}

/// A denial with all that limits it, to be held against many statements.
pub(crate) struct Bounds<'c, 'a, 'd> {
    context: &'c Context<'a>,
    pub(crate) denial: &'c Practice<'d>,
    own: Vec<(&'static [ListWord], Vec<&'d Term>)>,
    scope: Vec<(&'static [ListWord], Vec<&'d Term>)>,
    places: Vec<&'c Term>,
}

impl<'c, 'a, 'd> Bounds<'c, 'a, 'd> {
    pub(crate) fn of(context: &'c Context<'a>, denial: &'c Practice<'d>) -> Self {
        let limiting = |all: &[&'static [ListWord]], terms: &dyn Fn(&[ListWord]) -> Vec<&'d Term>| {
            let named = all.iter().map(|words| (*words, terms(words)));
            named.filter(|(_, wanted)| !wanted.is_empty()).collect()
        };
        Self {
            context,
            denial,
            own: limiting(OWN, &|words| own_terms(denial, words)),
            scope: limiting(SCOPE, &|words| people(context, denial, words)),
            places: places(context, denial),
        }
    }

    /// Whether what a statement says is done falls inside, and which of its objects does.
    pub(crate) fn fit<'p>(&self, done: &Practice<'p>) -> Option<(&'p Term, Fit)> {
        let found = || {
            let limits = self.limits(done)?;
            Some((done.objects().find(|term| self.denies(term))?, limits))
        };
        found().or_else(|| self.fit_combined(done))
    }

    /// The same of data that is combined: with what, and what with it, is one and the same.
    fn fit_combined<'p>(&self, done: &Practice<'p>) -> Option<(&'p Term, Fit)> {
        let mut with = self.denial.terms(ListWord::With).peekable();
        if !(self.denial.does_any(&["combine"]) && done.does_any(&["combine"])) || with.peek().is_none() {
            return None;
        }
        let all = || done.objects().chain(done.terms(ListWord::With));
        let object = all().find(|term| self.denies(term))?;
        let mut others = all().filter(|term| term.value != object.value);
        let with: Vec<&Term> = with.collect();
        let mut own = self.own.iter().filter(|(words, _)| *words != RECIPIENTS);
        let meets = others.any(|term| with.iter().any(|all| covers(self.context, all, term)))
            && own.all(|(words, wanted)| self.is_own(done, words, wanted));
        Some((object, self.fit_scope(done).filter(|_| meets)?))
    }

    /// The same for all that limits the denial, whatever the statement is about.
    pub(crate) fn limits(&self, done: &Practice<'_>) -> Option<Fit> {
        let own = self.own.iter().all(|(words, wanted)| self.is_own(done, words, wanted));
        if own { self.fit_scope(done) } else { None }
    }

    /// Whether nothing but its recipients and purposes makes it narrower than another statement: it is for no fewer
    /// people and places, and on no other occasions.
    pub(crate) fn is_as_wide(&self, other: &Practice<'_>) -> bool {
        let mut own = self.own.iter().filter(|(words, _)| *words != RECIPIENTS && *words != PURPOSES);
        own.all(|(words, wanted)| self.is_own(other, words, wanted))
            && self.fit_scope(other) == Some(Fit::Inside)
    }

    /// Whether a statement says that what is denied is done, where neither is done to anything: "this policy applies to
    /// our site".
    pub(crate) fn is_lifted(&self, done: &Practice<'_>) -> bool {
        let bare = |practice: &Practice<'_>| practice.objects().next().is_none();
        bare(self.denial) && bare(done) && !self.own.is_empty() && self.limits(done) == Some(Fit::Inside)
    }

    /// Whether it is one for everybody and everywhere, on every occasion and whoever else it is.
    pub(crate) fn is_boundless(&self) -> bool {
        let anyone = |term: &&Term| self.context.reach().is_anyone_else(term);
        let mut own = self.own.iter();
        own.all(|(words, wanted)| *words == RECIPIENTS && wanted.iter().any(anyone))
            && self.scope.is_empty()
            && self.places.is_empty()
    }

    fn fit_scope(&self, done: &Practice<'_>) -> Option<Fit> {
        if !self.scope.iter().all(|(words, wanted)| self.is_in_scope(done, words, wanted)) {
            return None;
        }
        let found = places(self.context, done);
        if self.places.is_empty() || self.meets(&self.places, &found) {
            Some(Fit::Inside)
        } else {
            (found.is_empty() || self.are_around(&found)).then_some(Fit::Elsewhere)
        }
    }

    /// Whether a place is, by its name in the vocabulary, one around that of the denial.
    fn are_around(&self, found: &[&Term]) -> bool {
        let region = |term: &&&Term| matches!(term.value, Value::Ref(Ref::Builtin(_)));
        let mut regions = found.iter().filter(region);
        regions.any(|all| self.places.iter().any(|term| covers(self.context, all, term)))
    }

    /// Whether data is denied, and not left out.
    pub(crate) fn denies(&self, term: &Term) -> bool {
        let (context, denial) = (self.context, self.denial);
        let mut except = denial.excepted();
        denial.objects().any(|all| data_inside(context, all, term))
            && !except.any(|but| covers(context, but, term) || covers(context, term, but))
    }

    fn is_own(&self, done: &Practice<'_>, words: &[ListWord], wanted: &[&Term]) -> bool {
        if words == OF_WHOM {
            return self.is_of_those(done);
        }
        let mut found = own_terms(done, words);
        if let [ListWord::Under] = words {
            found.extend(scope_terms(done, words));
        }
        self.meets(wanted, &found) || words == RECIPIENTS && reaches(self.context, done, wanted, &found)
    }

    /// Whether a statement is about the data of those of whom the denial speaks, and about data from those from whom it
    /// speaks of. What comes from people is their data, and data about them may come from them, where nothing else is
    /// said; whose it is may be said by the section, too.
    fn is_of_those(&self, done: &Practice<'_>) -> bool {
        const FROM: &[ListWord] = &[ListWord::From];
        const ABOUT: &[ListWord] = &[ListWord::About, ListWord::Of];
        let fits = |words: &[ListWord], others: &[ListWord]| {
            let wanted = own_terms(self.denial, words);
            let mut found = own_terms(done, words);
            if found.is_empty() {
                found = own_terms(done, others);
            }
            if found.iter().all(|term| is_reader(term)) {
                found.extend(people(self.context, done, FOR_WHOM));
            }
            wanted.is_empty() || self.meets(&wanted, &found)
        };
        fits(FROM, ABOUT) && fits(ABOUT, FROM)
    }

    fn is_in_scope(&self, done: &Practice<'_>, words: &[ListWord], wanted: &[&Term]) -> bool {
        let mut found = people(self.context, done, words);
        match words {
            [ListWord::Under] => found.extend(own_terms(done, words)),
            FOR_WHOM => found.extend(own_terms(done, OF_WHOM)),
            _ => {}
        }
        self.meets(wanted, &found)
    }

    /// Whether one of the terms that are found falls under one of those wanted.
    fn meets(&self, wanted: &[&Term], found: &[&Term]) -> bool {
        let takes_in = |all: &Term, term: &Term| match (&all.value, &term.value) {
            (Value::Number(age), Value::Number(younger)) => younger <= age,
            _ => covers(self.context, all, term),
        };
        wanted.iter().any(|all| found.iter().any(|term| takes_in(all, term)))
    }
}

/// Whether a statement about all of some recipients reaches one of those wanted, whom it does not leave out.
fn reaches(context: &Context<'_>, done: &Practice<'_>, wanted: &[&Term], found: &[&Term]) -> bool {
    let every = |term: &&&Term| term.quantifier == Some(Quantifier::All);
    let receives = |one: &Term| found.iter().filter(every).any(|all| is_among(context, one, all));
    let left_out = |one: &Term| done.terms(ListWord::Except).any(|but| covers(context, but, one));
    wanted.iter().any(|one| receives(one) && !left_out(one))
}

/// Whether a recipient is among all of these.
fn is_among(context: &Context<'_>, one: &Term, all: &Term) -> bool {
    let everyone = matches!(all.value, Value::Ref(Ref::Special(Special::Recipients)));
    everyone && is_recipient(context, one) || covers(context, all, one)
}

pub(super) fn is_recipient(context: &Context<'_>, term: &Term) -> bool {
    context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Recipient)
        || matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Role)
}

fn is_reader(term: &Term) -> bool {
    matches!(term.value, Value::Ref(Ref::Special(Special::You)))
}

/// The terms after these words in the statement itself; those that mean everyone or everything limit nothing.
fn own_terms<'p>(practice: &Practice<'p>, words: &[ListWord]) -> Vec<&'p Term> {
    words.iter().flat_map(|word| practice.terms(*word)).filter(|term| !everything(term)).collect()
}

fn scope_terms<'p>(practice: &Practice<'p>, words: &[ListWord]) -> Vec<&'p Term> {
    let mut terms = Vec::new();
    for word in words {
        terms.extend(practice.scope(*word).filter(|term| !everything(term)));
    }
    terms
}

/// Those whom a section is for; the residents of a place are whoever lives there.
pub(super) fn people<'p>(
    context: &Context<'_>,
    practice: &Practice<'p>,
    words: &[ListWord],
) -> Vec<&'p Term> {
    let placed = !places(context, practice).is_empty();
    let terms = scope_terms(practice, words).into_iter();
    terms.filter(|term| !(placed && is_whoever_lives(context, term))).collect()
}

/// Whether people are whoever lives somewhere.
fn is_whoever_lives(context: &Context<'_>, term: &Term) -> bool {
    let mut classes = context.policy.classes_of(term);
    classes.any(|class| class.kind == Kind::Audience && is_whoever(context.vocabulary, class.id))
}

/// The places of a statement and of the sections around it, and where the people of a section are declared to live.
pub(super) fn places<'p, 'a: 'p>(context: &Context<'a>, practice: &Practice<'p>) -> Vec<&'p Term> {
    let mut terms = scope_terms(practice, &[ListWord::In, ListWord::Of]);
    let policy = context.policy;
    let living = scope_terms(practice, &[ListWord::For]).into_iter();
    let nouns = living.filter(|term| is_whoever_lives(context, term)).filter_map(Term::noun);
    terms.extend(nouns.filter_map(|id| policy.noun(id)).flat_map(|noun| listed(noun, ListWord::In)));
    terms.extend(practice.terms(ListWord::In));
    terms
}
