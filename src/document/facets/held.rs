//! Which data the publisher has where the law holds, and what it denies to have.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Atom, Catalog, Named, data_classes, examples, is_protected, key};
use crate::analysis::keeping;
use crate::analysis::people::People;
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::select;
use crate::law::Kind;
use crate::model::words::{ConditionWord, ListWord, Modal, NounKind, Topic};
use crate::model::{Class, ClauseKind, Noun, NounId, Policy, Ref, Special, Statement, Term, Value};

/// Which data the publisher has.
pub(super) struct Held {
    /// What is said not to be collected.
    pub(super) denied: BTreeSet<NounId>,
    /// What is said to be.
    pub(super) had: Together,
}

/// What some statements name: declarations, less what every statement that names them leaves out, and the rest.
#[derive(Default)]
pub(super) struct Together {
    /// If all data is named, what of it is left out.
    all: Option<BTreeSet<NounId>>,
    nouns: BTreeMap<NounId, BTreeSet<NounId>>,
    terms: BTreeSet<String>,
}

/// Data of which nobody says how long it is kept, if it is little and none of it is some of what a name stands for.
type Unkept<'c, 'a> = Option<Vec<&'c Named<'a>>>;

/// Of which data it is said how long it is kept.
#[derive(Default)]
struct Kept {
    told: Together,
    /// The same, if it is specially protected.
    of_protected: Together,
    /// That of which some is kept so long.
    some: Together,
    /// Kinds all of whose data is.
    kinds: BTreeSet<&'static str>,
    /// Those of what an author has a name of its own for, which need not be all of the kind, but what is below it.
    named: BTreeSet<&'static str>,
}

impl Kept {
    /// Whether it is said of some data.
    fn tells<'a>(&self, reach: Reach<'a>, atom: &Atom<'a>) -> bool {
        let is_a = |class: &Class, kind: &str| reach.vocabulary.is_a(Kind::Data, class.id, kind);
        let of_kind = |class: &Class| {
            self.kinds.iter().any(|kind| is_a(class, kind))
                || self.named.iter().any(|kind| is_a(class, kind) && class.id != *kind)
        };
        // A text that says the name of a declaration names what that does.
        let by_name =
            matches!(atom.name, Named::Noun(_, Noun { name: Some(name), .. }) if self.told.says(name));
        self.told.holds(&atom.line, &atom.name)
            || is_protected(&atom.codes) && self.of_protected.holds(&atom.line, &atom.name)
            || by_name
            || reach.kinds_of(atom).into_iter().any(of_kind)
    }

    /// The rows with data of which it is not said, as far as that data `counts`.
    fn rows_without<'c, 'a>(
        &self,
        reach: Reach<'a>,
        catalog: &'c Catalog<'a>,
        at: &BTreeMap<(usize, String), usize>,
        counts: impl Fn(&Atom<'a>) -> bool,
    ) -> BTreeMap<usize, Unkept<'c, 'a>> {
        let mut rows: BTreeMap<usize, Unkept<'c, 'a>> = BTreeMap::new();
        for atom in catalog.atoms.iter().filter(|atom| !self.tells(reach, atom) && counts(atom)) {
            for row in atom.codes.keys().filter_map(|code| at.get(code)) {
                let named = rows.entry(*row).or_insert_with(|| Some(Vec::new()));
                match named {
                    Some(all) if all.len() < NAMED_AT_MOST && !self.some.holds(&atom.line, &atom.name) => {
                        all.push(&atom.name);
                    }
                    _ => *named = None,
                }
            }
        }
        rows
    }
}

impl<'a> Reach<'a> {
    /// Whether a statement belongs beside the table: it denies what there is no row for, or says that data is not
    /// collected, or was, and no cell shows it.
    pub(super) fn is_beside_table(self, catalog: &Catalog<'_>, statement: &Statement) -> bool {
        let negative = statement.modal.negative();
        let shown = || self.collects(statement, false) || self.purposes(statement).next().is_some();
        let told = || {
            select::verb_of(statement, Topic::Collection)
                && (negative || statement.modal.past() && !shown())
                && self.by_publisher(statement)
                && statement.object_terms().any(|term| self.is_data(term))
        };
        let rowless = |term: &Term| {
            let mut codes = BTreeSet::new();
            self.about_term(catalog, term, &mut codes);
            codes.is_empty() && self.names_a(term, &[NounKind::Data])
        };
        let ours =
            || self.by_publisher(statement) || self.by_people(statement) && !self.denies_people(statement);
        self.excludes_data(statement) || told() || negative && ours() && statement.object_terms().any(rowless)
    }

    /// Whether the policy says that it is not about some data.
    fn excludes_data(self, statement: &Statement) -> bool {
        let policy = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy)));
        statement.modal.negative()
            && !statement.subjects.is_empty()
            && statement.subjects.iter().all(policy)
            && select::does_any(statement, &["apply", "cover", "govern"])
            && select::terms(statement).any(|term| self.is_data(term))
    }

    /// Whether a statement denies a tracker wherever the law holds.
    pub(super) fn denies_tracker(self, placed: &Placed<'_>) -> bool {
        let is_tracker = |term: &Term| self.names_a(term, &[NounKind::Tracker]);
        self.denies_use(placed) && placed.statement.object_terms().any(is_tracker)
    }

    pub(super) fn held(self, placed: &[Placed<'a>]) -> Held {
        Held { denied: self.denied(placed), had: self.had(placed) }
    }

    /// The data that the publisher is said to have where the law holds: by what it, or who works for it, does, and by
    /// what comes to it.
    fn had(self, placed: &[Placed<'a>]) -> Together {
        let mut had = Together::default();
        let policy = self.policy;
        for statement in placed.iter().map(|placed| placed.statement) {
            if !self.shows_data(statement) {
                continue;
            }
            let less = left_out(statement);
            // Where a denial does not hold, it is done.
            if statement.modal.negative() {
                let excepted = statement.terms(ListWord::Except);
                excepted.for_each(|term| had.add(policy, term, &BTreeSet::new()));
                if less.is_empty() {
                    statement.object_terms().for_each(|term| had.add(policy, term, &less));
                }
                continue;
            }
            statement.each_named(&mut |id| {
                if !less.contains(&id) {
                    had.add_noun(policy, id, &less);
                }
            });
            if select::verb_of(statement, Topic::Collection)
                && statement.object_terms().any(|term| self.is_all(term))
            {
                had.add_all(policy, &less);
            }
        }
        let whole = BTreeSet::new();
        for (_, tracker) in self.trackers(placed) {
            let reads = tracker.property("reads").flat_map(|property| &property.list.terms);
            reads.for_each(|term| had.add(policy, term, &whole));
        }
        // A declaration that says where its data comes from says that it is had; and what a group names belongs to it.
        for (id, noun) in policy.nouns_of(NounKind::Data) {
            if select::listed(noun, ListWord::From).next().is_some() {
                had.add_noun(policy, id, &whole);
            }
        }
        for (id, noun) in policy.nouns_of(NounKind::Data) {
            let line = from_outside(policy, id);
            if had.holds(&line, &Named::Noun(id, noun)) {
                let named = examples(&noun.clauses).filter(|term| self.is_declared(term));
                named.for_each(|term| had.add(policy, term, &whole));
            }
        }
        had
    }

    /// The rows with data of which nobody says how long it is kept, and those with data of which it is said of some people
    /// only.
    pub(super) fn kept_in_part<'c>(
        self,
        catalog: &'c Catalog<'a>,
        placed: &[Placed<'a>],
        at: &BTreeMap<(usize, String), usize>,
        people: &People,
    ) -> [BTreeMap<usize, Unkept<'c, 'a>>; 2] {
        let of_all = |at: &&Placed<'a>| !self.is_limited(at, people);
        let kept = self.kept(catalog, placed.iter());
        let kept_of_all = self.kept(catalog, placed.iter().filter(of_all));
        [
            kept.rows_without(self, catalog, at, |_| true),
            kept_of_all.rows_without(self, catalog, at, |atom| kept.tells(self, atom)),
        ]
    }

    /// Of which data some statements say how long it is kept.
    fn kept<'p>(self, catalog: &Catalog<'a>, placed: impl Iterator<Item = &'p Placed<'a>>) -> Kept
    where
        'a: 'p,
    {
        let policy = self.policy;
        let mut kept = Kept::default();
        let says = |one: &&Statement| self.by_publisher(one) && keeping::says_whether_kept(one);
        for statement in placed.map(|at| at.statement).filter(says) {
            let less = left_out(statement);
            for term in statement.object_terms() {
                let partly = self.is_part(catalog, term);
                let sensitive = self.is_all(term) && self.is_sensitive(&self.classes(term));
                let told = match partly {
                    true => &mut kept.some,
                    false if sensitive => &mut kept.of_protected,
                    false => &mut kept.told,
                };
                if self.is_all(term) {
                    told.add_all(policy, &less);
                } else {
                    told.add(policy, term, &less);
                }
                if !partly && !self.is_declared(term) {
                    let named = matches!(term.value, Value::Ref(Ref::Text(_)));
                    let kinds = data_classes(self.classes(term)).into_iter().map(|class| class.id);
                    if named { &mut kept.named } else { &mut kept.kinds }.extend(kinds);
                }
            }
        }
        for (id, noun) in policy.nouns_of(NounKind::Data) {
            if keeping::says_period(noun) {
                kept.told.add_noun(policy, id, &BTreeSet::new());
            }
        }
        kept
    }

    /// Whether a statement shows that the publisher has what it names: done by the publisher or by who works for it,
    /// and not by others; or given to it.
    fn shows_data(self, statement: &Statement) -> bool {
        let gets = select::verb_of(statement, Topic::Collection);
        if statement.modal == Modal::MayBeUnable && gets || self.is_on_own_device(statement) {
            return false;
        }
        if statement.modal.negative() {
            return self.by_publisher(statement) && has_exception(statement);
        }
        let others = |term: &Term| match &term.value {
            Value::Ref(Ref::Noun(_)) => {
                self.names_a(term, &[NounKind::Recipient, NounKind::Source, NounKind::Organization])
                    && !self.is_no_third_party(term)
            }
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Role,
            Value::Ref(Ref::Special(special)) => *special == Special::Recipients,
            _ => false,
        };
        let by_others = !statement.subjects.is_empty() && statement.subjects.iter().all(others);
        if self.by_publisher(statement) {
            return true;
        }
        match self.by_people(statement) {
            true => statement.topic == Topic::Collection,
            false => !by_others || self.comes_in(statement),
        }
    }

    pub(super) fn is_declared(self, term: &Term) -> bool {
        matches!(term.value, Value::Ref(Ref::Noun(_)))
    }

    /// Data that is said not to be collected, and that no sentence affirms anything of. A denial with a limit, such as
    /// of one source or purpose, leaves open only what is affirmed of the groups around it.
    fn denied(self, placed: &[Placed<'a>]) -> BTreeSet<NounId> {
        let (mut denied, mut partly, mut affirmed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for placed in placed {
            let statement = placed.statement;
            let negative = statement.modal.negative();
            // What need not be given may be collected.
            let collects = || select::verb_of(statement, Topic::Collection) && !statement.does("require");
            let denies = negative && (collects() || self.cannot_get_at(statement));
            let wholly = denies && self.is_absolute(placed);
            for term in statement.object_terms() {
                if let Value::Ref(Ref::Noun(id)) = &term.value {
                    if !negative {
                        affirmed.extend(Some(*id).filter(|_| !self.is_on_own_device(statement)));
                    } else if wholly {
                        denied.insert(*id);
                    } else if denies && !has_exception(statement) {
                        partly.insert(*id);
                    }
                }
            }
        }
        let line = |id: &NounId| self.policy.outwards(*id);
        // A group is there if something in it is.
        let mut there: BTreeSet<NounId> = affirmed.iter().flat_map(line).collect();
        denied.retain(|id| !there.contains(id));
        // What a tracker reads is there, too, if it is not denied altogether.
        let reads = self.trackers(placed).into_iter().flat_map(|(_, noun)| noun.property("reads"));
        for term in reads.flat_map(|property| &property.list.terms) {
            if let Value::Ref(Ref::Noun(id)) = &term.value {
                affirmed.insert(*id);
                there.extend(line(id));
            }
        }
        partly.retain(|id| !there.contains(id) && !line(id).any(|id| affirmed.contains(&id)));
        denied.extend(partly);
        denied
    }

    /// Whether the publisher says that it cannot get at something.
    fn cannot_get_at(self, statement: &Statement) -> bool {
        let gets = ["access", "know", "copy", "use", "process", "store"];
        statement.modal == Modal::Cannot && self.by_publisher(statement) && select::does_any(statement, &gets)
    }
}

/// How much of a row is named where nobody says how long it is kept.
const NAMED_AT_MOST: usize = 3;

/// Whether a denial tells a case in which it does not hold.
fn has_exception(statement: &Statement) -> bool {
    statement.clauses.iter().any(|clause| match &clause.kind {
        ClauseKind::List(word, _) => *word == ListWord::Except,
        ClauseKind::Condition(word, _) => matches!(word, ConditionWord::Unless | ConditionWord::Until),
        _ => false,
    })
}

/// The declarations that a statement leaves out.
pub(super) fn left_out(statement: &Statement) -> BTreeSet<NounId> {
    statement.terms(ListWord::Except).filter_map(Term::noun).collect()
}

impl Together {
    /// Adds all data.
    pub(super) fn add_all(&mut self, policy: &Policy, less: &BTreeSet<NounId>) {
        self.all = Some(self.all.take().map_or_else(|| less.clone(), |known| both(policy, &known, less)));
    }

    /// Adds a declaration.
    pub(super) fn add_noun(&mut self, policy: &Policy, id: NounId, less: &BTreeSet<NounId>) {
        let known = self.nouns.get(&id).map_or_else(|| less.clone(), |known| both(policy, known, less));
        self.nouns.insert(id, known);
    }

    /// Adds what a term names.
    pub(super) fn add(&mut self, policy: &Policy, term: &Term, less: &BTreeSet<NounId>) {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.add_noun(policy, *id, less),
            _ => {
                self.terms.insert(key(term));
            }
        }
    }

    /// Whether a text among it has these words.
    fn says(&self, words: &str) -> bool {
        self.terms.contains(&format!("\"{words}"))
    }

    /// Whether a thing is among it, with the groups around it, outermost first, and itself if it is declared.
    pub(super) fn holds(&self, line: &[NounId], name: &Named<'_>) -> bool {
        let term = matches!(name, Named::Term(term) if self.terms.contains(&key(term)));
        let stays = |less: &BTreeSet<NounId>, within: &[NounId]| !within.iter().any(|id| less.contains(id));
        let mut at = line.iter().enumerate();
        term || self.all.as_ref().is_some_and(|less| stays(less, line))
            || at.any(|(at, id)| {
                self.nouns.get(id).is_some_and(|less| stays(less, line.get(at + 1..).unwrap_or_default()))
            })
    }
}

/// A declaration behind the groups that it is an item of, the outermost first.
pub(super) fn from_outside(policy: &Policy, id: NounId) -> Vec<NounId> {
    let mut line: Vec<NounId> = policy.outwards(id).collect();
    line.reverse();
    line
}

/// What lies in both of some declarations.
fn both(policy: &Policy, one: &BTreeSet<NounId>, other: &BTreeSet<NounId>) -> BTreeSet<NounId> {
    let lies =
        |id: &&NounId, in_these: &BTreeSet<NounId>| policy.outwards(**id).any(|id| in_these.contains(&id));
    let (first, second) = (one.iter().filter(|id| lies(id, other)), other.iter().filter(|id| lies(id, one)));
    first.chain(second).copied().collect()
}
