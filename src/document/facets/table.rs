//! What the law calls the data that a policy names.
//!
//! Linear in the policy: what each declaration falls under is worked out once,
//! and each statement then looks up what it is about.

use std::collections::{BTreeMap, BTreeSet};

use super::bases::is_manner;
use super::held::{Held, left_out};
use super::limits::limits_of_itself;
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::select;
use crate::law::Kind;
use crate::model;
use crate::model::phrase::{names_all_data, names_consent, points_back};
use crate::model::words::{ListWord, NounKind, Quantifier, Topic};
use crate::model::{Class, Clause, Noun, NounId, Policy, Ref, Statement, Term, Value};

/// Codes with the list that they are in: the first holds categories, the others protected ones.
pub(super) type Codes = BTreeMap<(usize, String), bool>;

/// One kind of data that the author named.
pub(super) struct Atom<'a> {
    pub(super) name: Named<'a>,
    /// Its codes, and whether each is settled.
    pub(super) codes: Codes,
    /// The groups around it, outermost first, and itself if it is declared.
    pub(super) line: Vec<NounId>,
    /// A statement that collects or uses it with limits of its own, if none does without.
    pub(super) limited: Option<&'a Statement>,
    /// The words that say which of it, if they are the same wherever it is collected or used.
    pub(super) detail: Option<&'a str>,
}

pub(super) enum Named<'a> {
    Noun(NounId, &'a Noun),
    Term(&'a Term),
}

/// What everything that a policy names falls under.
pub(super) struct Catalog<'a> {
    pub(super) lists: Vec<CodeList>,
    pub(super) atoms: Vec<Atom<'a>>,
    /// How many atoms of each code lie in a declaration.
    nouns: BTreeMap<NounId, BTreeMap<(usize, String), usize>>,
    /// The codes of texts and vocabulary ids.
    terms: BTreeMap<String, BTreeSet<(usize, String)>>,
    /// How many atoms each code has.
    pub(super) total: BTreeMap<(usize, String), usize>,
    /// Those of which any may be specially protected, with how many of them surely are.
    protected: BTreeMap<(usize, String), usize>,
    /// What has no code.
    pub(super) left_out: Vec<Named<'a>>,
    /// The details of data that stand with it, so that no sentence with one is about a part of it.
    pub(super) details: BTreeMap<String, Option<&'a str>>,
}

/// One list of a pack, and the scheme whose codes it holds.
pub(super) struct CodeList {
    /// The scheme.
    pub(super) scheme: String,
    /// The list's key, in the pack and in a locale.
    pub(super) key: String,
}

impl<'a> Reach<'a> {
    /// The lists of this law that hold codes of one kind, the first named first.
    pub(super) fn code_lists(self, kind: Kind) -> Vec<CodeList> {
        let schemes =
            self.vocabulary.schemes().iter().filter(|scheme| scheme.pack.as_deref() == Some(self.scheme));
        let list = |scheme: &crate::law::vocabulary::Scheme| {
            let key = scheme.lists.get(kind.key())?.clone();
            Some(CodeList { scheme: scheme.id.to_string(), key })
        };
        schemes.filter_map(list).collect()
    }

    /// The codes of some classes in a scheme, and whether each is settled.
    pub(super) fn codes(self, classes: &[&Class], scheme: &str) -> BTreeMap<String, bool> {
        let mut all = BTreeMap::new();
        for class in classes {
            let Some(row) = self.vocabulary.find(class.kind, class.id) else { continue };
            let codes = self.vocabulary.codes(row, scheme);
            for code in codes.codes {
                *all.entry(code.clone()).or_insert(false) |= codes.sure;
            }
        }
        all
    }

    /// Whether these classes tell a person; none if they do not say.
    fn identifies(self, classes: &[&Class]) -> Option<bool> {
        let class = |class: &&&Class| class.kind == Kind::Class;
        classes.iter().filter(class).find_map(|class| self.vocabulary.find(Kind::Class, class.id)?.identifies)
    }

    /// Everything the author named that has a place in the law's lists of data.
    pub(super) fn catalog(self, placed: &[Placed<'a>]) -> Catalog<'a> {
        let mut catalog = Catalog {
            lists: self.code_lists(Kind::Data),
            atoms: Vec::new(),
            nouns: BTreeMap::new(),
            terms: BTreeMap::new(),
            total: BTreeMap::new(),
            protected: BTreeMap::new(),
            left_out: Vec::new(),
            details: BTreeMap::new(),
        };
        let held = self.held(placed);
        // What no sentence names is not said to be collected.
        let said = |noun: &Noun| noun.parent.is_none() && self.policy.names(noun);
        for (id, noun) in self.policy.nouns_of(NounKind::Data).filter(|(_, noun)| said(noun)) {
            self.add_noun(&mut catalog, id, noun, &Inherited::default(), &held);
        }
        let tells = |one: &&Statement| self.by_publisher(one) && one.modal.affirms() || self.is_given(one);
        for statement in placed.iter().map(|placed| placed.statement).filter(tells) {
            // What several things have in common is an example of neither.
            let alone = statement.object_terms().count() == 1;
            for term in statement.object_terms() {
                let examples = examples(&statement.clauses).filter(|_| alone);
                let coded = self.add_term(&mut catalog, term, &examples.collect::<Vec<_>>());
                if !coded && select::gets_data(statement) && is_uncoded(term) && !is_count(statement, term) {
                    catalog.left_out.push(Named::Term(term));
                }
            }
        }
        for (_, tracker) in self.trackers(placed) {
            for term in tracker.property("reads").flat_map(|property| &property.list.terms) {
                self.add_term(&mut catalog, term, &[]);
            }
        }
        let Catalog { terms, left_out, .. } = &mut catalog;
        left_out.retain(|named| !matches!(named, Named::Term(term) if terms.contains_key(&key(term))));
        self.limit(&mut catalog, placed);
        catalog
    }

    /// Finds the data that is collected and used of some people, or in some places, only, and which of it that is.
    fn limit(self, catalog: &mut Catalog<'a>, placed: &[Placed<'a>]) {
        let mut limited: BTreeMap<String, Option<&'a Statement>> = BTreeMap::new();
        let mut details: BTreeMap<String, Option<&'a str>> = BTreeMap::new();
        for statement in placed.iter().map(|placed| placed.statement) {
            let works =
                [Topic::Collection, Topic::Use].iter().any(|topic| select::verb_of(statement, *topic));
            let counts = works || statement.does("store");
            if !statement.modal.affirms() || !counts || !self.by_publisher(statement) {
                continue;
            }
            let free = limits_of_itself(self, statement).next().is_none();
            for term in statement.object_terms() {
                let detail = term.detail.as_deref();
                let known = details.entry(key(term)).or_insert(detail);
                *known = known.filter(|known| Some(*known) == detail);
                if !works {
                    continue;
                }
                // What is collected of all personal data is collected of this.
                if free && self.identifies(&self.classes(term)) == Some(true) {
                    return;
                }
                let known = limited.entry(key(term)).or_insert(Some(statement));
                if free {
                    *known = None;
                }
            }
        }
        for atom in &mut catalog.atoms {
            let keys = atom.keys();
            let said: Option<Vec<&Statement>> =
                keys.iter().filter_map(|key| limited.get(key).copied()).collect();
            atom.limited = said.and_then(|said| said.first().copied());
            // A group and what is in it may be said with different ones.
            let told: BTreeSet<_> = keys.iter().filter_map(|key| details.get(key)).copied().collect();
            if told.len() > 1 {
                details.extend(keys.into_iter().map(|key| (key, None)));
            }
        }
        for atom in &mut catalog.atoms {
            atom.detail = atom.keys().iter().find_map(|key| details.get(key).copied().flatten());
        }
        catalog.details = details;
    }

    /// Adds what is no declaration, with the examples of it where some have kinds of their own; whether it is a declaration,
    /// or any of it has a code.
    fn add_term(self, catalog: &mut Catalog<'a>, term: &'a Term, examples: &[&'a Term]) -> bool {
        if self.is_declared(term) {
            return true;
        }
        let classes = data_classes(self.classes(term));
        let told_apart = examples.iter().any(|term| !data_classes(self.classes(term)).is_empty());
        let mut within: BTreeSet<(usize, String)> = BTreeSet::new();
        for example in examples.iter().filter(|term| told_apart && !self.is_declared(term)) {
            let mut own = data_classes(self.classes(example));
            if own.is_empty() {
                own.clone_from(&classes);
            }
            let codes = self.codes_of(&catalog.lists, &own);
            within.extend(codes.keys().cloned());
            catalog.add_named(example, codes);
        }
        let mut codes = self.codes_of(&catalog.lists, &classes);
        codes.retain(|code, _| !within.contains(code));
        catalog.add_named(term, codes);
        let key = key(term);
        if !within.is_empty() {
            catalog.terms.entry(key.clone()).or_default().extend(within);
        }
        catalog.terms.contains_key(&key)
    }

    /// The kinds of some data: its own, or those of the closest group around it that has some.
    pub(super) fn kinds_of(self, atom: &Atom<'a>) -> Vec<&'a Class> {
        let own = match atom.name {
            Named::Term(term) => data_classes(self.classes(term)),
            Named::Noun(..) => Vec::new(),
        };
        let around = atom.line.iter().rev().filter_map(|id| self.policy.noun(*id));
        let mut all =
            std::iter::once(own).chain(around.map(|noun| data_classes(noun.classes.iter().collect())));
        all.find(|classes| !classes.is_empty()).unwrap_or_default()
    }

    fn codes_of(self, lists: &[CodeList], classes: &[&Class]) -> Codes {
        let each = lists.iter().enumerate();
        each.flat_map(|(at, list)| {
            self.codes(classes, &list.scheme).into_iter().map(move |(code, sure)| ((at, code), sure))
        })
        .collect()
    }

    fn add_noun(
        self,
        catalog: &mut Catalog<'a>,
        id: NounId,
        noun: &'a Noun,
        above: &Inherited<'a>,
        held: &Held,
    ) {
        let classes: Vec<&Class> = noun.classes.iter().collect();
        if self.identifies(&classes) == Some(false) || held.denied.contains(&id) {
            return;
        }
        let mut own = above.clone();
        own.line.push(id);
        if !data_classes(classes.clone()).is_empty() {
            own.classes = data_classes(classes);
        }
        for (at, list) in catalog.lists.iter().enumerate() {
            let given = noun.codes().filter(|(scheme, _)| **scheme == *list.scheme);
            let codes: BTreeSet<String> = given.map(|(_, code)| code.to_owned()).collect();
            if !codes.is_empty() {
                own.maps.insert(at, codes);
            }
        }
        let (first, left_out) = (catalog.atoms.len(), catalog.left_out.len());
        for item in &noun.items {
            if let Some(inner) = self.policy.noun(*item) {
                self.add_noun(catalog, *item, inner, &own, held);
            }
        }
        // Who has some of a group only need not have the rest of it.
        if !held.had.holds(&own.line, &Named::Noun(id, noun)) {
            return;
        }
        let mut within = catalog.atoms.get(first..).unwrap_or(&[]).iter().flat_map(|atom| atom.codes.keys());
        let within: BTreeSet<(usize, String)> = within.by_ref().cloned().collect();
        let own_kind = |term: &&Term| !self.is_declared(term) && !data_classes(self.classes(term)).is_empty();
        let told_apart = examples(&noun.clauses).any(|term| own_kind(&term));
        for term in examples(&noun.clauses).filter(|term| told_apart && !self.is_declared(term)) {
            let mut classes = data_classes(self.classes(term));
            // An example without a kind of its own is of its group's, as an item is.
            if classes.is_empty() {
                classes.clone_from(&own.classes);
            }
            if !classes.is_empty() {
                let codes = own.over(self.codes_of(&catalog.lists, &classes));
                catalog.count(&codes, &own.line);
                let line = own.line.clone();
                catalog.atoms.push(Atom {
                    name: Named::Term(term),
                    codes,
                    line,
                    limited: None,
                    detail: None,
                });
            }
        }
        // What is in a group stands for the group: for all of it, if the list is complete and the group says nothing more
        // of it, such as that it is of children or of health; and else in the categories that it has.
        let bare = catalog.atoms.len() == first;
        let complete =
            !bare && !noun.items.is_empty() && !noun.open && examples(&noun.clauses).next().is_none();
        let mut codes = own.over(self.codes_of(&catalog.lists, &own.classes));
        let protected = is_protected(&codes);
        codes.retain(|code, _| (protected || !complete) && !within.contains(code));
        if !codes.is_empty() {
            catalog.count(&codes, &own.line);
            catalog.atoms.push(Atom {
                name: Named::Noun(id, noun),
                codes,
                line: own.line,
                limited: None,
                detail: None,
            });
        } else if bare {
            // A group of which nothing is in the table is said to be missing as a whole.
            catalog.left_out.truncate(left_out);
            catalog.left_out.push(Named::Noun(id, noun));
        }
    }

    /// Whether a term is about all data of a class such as personal data; a group with items is about those, and what
    /// is of some kind is that, however far it identifies people.
    pub(super) fn is_all(self, term: &Term) -> bool {
        let classes = self.classes(term);
        let some = match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                let group = self.policy.noun(*id).is_some_and(|noun| !noun.items.is_empty());
                group || !classes.iter().any(|class| self.is_whole(class))
            }
            _ => false,
        };
        !some && data_classes(classes.clone()).is_empty() && self.identifies(&classes) == Some(true)
    }

    /// Whether all data about people, or all of it that is sensitive, is of a class.
    fn is_whole(self, class: &Class) -> bool {
        class.kind == Kind::Class && self.vocabulary.is_a(Kind::Class, "sensitive-data", class.id)
    }

    /// Whether a term is some of the data that a table shows. What an author calls personal data may be some of it.
    pub(super) fn is_part(self, catalog: &Catalog<'_>, term: &Term) -> bool {
        let named = |id| self.policy.noun(id).and_then(|noun| noun.name.as_deref());
        let some = || match &term.value {
            Value::Ref(Ref::Noun(id)) => !named(*id).is_some_and(names_all_data),
            Value::Ref(Ref::Text(text)) => !names_all_data(text),
            _ => false,
        };
        let partial =
            term.is_partial() && (!catalog.tells(term) || term.quantifier.is_some_and(Quantifier::partial));
        partial || self.is_all(term) && some()
    }

    /// Whether a term is all data of a class, with no words that may leave a part out.
    pub(super) fn is_everything(self, term: &Term) -> bool {
        let all = |class: &Class| self.is_whole(class);
        let named = match &term.value {
            Value::Ref(Ref::Builtin(class)) => all(class),
            Value::Ref(Ref::Text(text)) => names_all_data(text) && term.classes.iter().any(all),
            _ => false,
        };
        named && is_entire(term)
    }

    pub(super) fn is_sensitive(self, classes: &[&Class]) -> bool {
        classes.iter().any(|class| self.vocabulary.is_a(Kind::Class, class.id, "sensitive-data"))
    }

    /// The codes that a term is about: those of what it names, or all for a class such as personal data.
    pub(super) fn about_term(self, catalog: &Catalog<'_>, term: &Term, out: &mut BTreeSet<(usize, String)>) {
        if self.is_all(term) {
            let sensitive = self.is_sensitive(&self.classes(term));
            let counts = if sensitive { &catalog.protected } else { &catalog.total };
            out.extend(counts.keys().cloned());
        }
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                out.extend(catalog.nouns.get(id).into_iter().flat_map(BTreeMap::keys).cloned())
            }
            // A word of the vocabulary is about everything declared to be of its kind.
            Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Data => {
                let codes = self.codes_of(&catalog.lists, &[class]);
                out.extend(codes.into_keys().filter(|code| catalog.total.contains_key(code)));
            }
            _ => out.extend(catalog.terms.get(&key(term)).into_iter().flatten().cloned()),
        }
    }

    /// The codes that a statement is about.
    pub(super) fn about(self, catalog: &Catalog<'_>, statement: &Statement) -> BTreeSet<(usize, String)> {
        let (mut codes, mut of_kinds) = (BTreeSet::new(), BTreeSet::new());
        for term in statement.object_terms() {
            let declared = self.is_declared(term) && !self.is_all(term);
            self.about_term(catalog, term, if declared { &mut codes } else { &mut of_kinds });
        }
        // A category is left out if everything in it is that the statement names.
        let named: BTreeSet<NounId> = statement.object_terms().filter_map(Term::noun).collect();
        let mut less = left_out(statement);
        less.retain(|id| {
            !of_kinds.is_empty() || self.policy.outwards(*id).any(|group| named.contains(&group))
        });
        let (named, without) = (catalog.count_in(self.policy, &named), catalog.count_in(self.policy, &less));
        codes.extend(of_kinds.iter().cloned());
        let sensitive = |term: &Term| self.is_everything(term) && self.is_sensitive(&self.classes(term));
        if statement.terms(ListWord::Except).any(sensitive) {
            codes.retain(|code| !catalog.is_protected(code));
        }
        codes.retain(|code| {
            let all = if of_kinds.contains(code) { catalog.total.get(code) } else { named.get(code) };
            without.get(code).is_none_or(|count| all.is_none_or(|all| count < all))
        });
        codes
    }

    /// Of the codes that a statement is about, those of which it is about everything.
    pub(super) fn wholly(
        self,
        catalog: &Catalog<'_>,
        statement: &Statement,
        mut codes: BTreeSet<(usize, String)>,
    ) -> BTreeSet<(usize, String)> {
        let sensitive = |term: &Term| self.is_sensitive(&self.classes(term));
        let mut all = statement.object_terms().filter(|term| self.is_everything(term)).peekable();
        let of_protected = all.peek().is_some();
        if all.any(|term| !sensitive(term)) {
            return codes;
        }
        let named: BTreeSet<NounId> =
            statement.object_terms().filter(|term| is_entire(term)).filter_map(Term::noun).collect();
        let counts = catalog.count_in(self.policy, &named);
        codes.retain(|code| {
            let all = |count: &usize| catalog.total.get(code).is_some_and(|total| count >= total);
            counts.get(code).is_some_and(all) || of_protected && catalog.is_protected(code)
        });
        codes
    }

    /// Whether a statement names specially protected data, not just all data.
    pub(super) fn names_sensitive(self, catalog: &Catalog<'_>, statement: &Statement) -> bool {
        statement.object_terms().any(|term| {
            if self.is_sensitive(&self.classes(term)) {
                return true;
            }
            let mut codes = BTreeSet::new();
            if !self.is_all(term) {
                self.about_term(catalog, term, &mut codes);
                // What the publisher does not have is in no row, and is protected all the same.
                if codes.is_empty() {
                    let classes = data_classes(self.classes(term));
                    codes.extend(self.codes_of(&catalog.lists, &classes).into_keys());
                }
            }
            codes.iter().any(|(list, _)| *list > 0)
        })
    }
}

impl Atom<'_> {
    /// What tells it, and each group around it, from others.
    pub(super) fn keys(&self) -> Vec<String> {
        let own = if let Named::Term(term) = self.name { Some(key(term)) } else { None };
        self.line.iter().map(|id| format!("#{}", id.0)).chain(own).collect()
    }
}

impl<'a> Catalog<'a> {
    /// Adds what is no declaration, once, if it has a code.
    fn add_named(&mut self, term: &'a Term, codes: Codes) {
        let key = key(term);
        if codes.is_empty() || self.terms.contains_key(&key) {
            return;
        }
        self.count(&codes, &[]);
        self.terms.insert(key, codes.keys().cloned().collect());
        let (line, limited, detail) = Default::default();
        self.atoms.push(Atom { name: Named::Term(term), codes, line, limited, detail });
    }

    /// Whether all data of a code is specially protected, as all in a list of such data is.
    pub(super) fn is_protected(&self, code: &(usize, String)) -> bool {
        code.0 > 0 || self.protected.get(code) == self.total.get(code)
    }

    /// Whether the words that say which part of some data is meant stand with that data.
    pub(super) fn tells(&self, term: &Term) -> bool {
        term.detail.is_some() && self.details.get(&key(term)).is_some_and(Option::is_some)
    }

    /// How many atoms of each code lie in some declarations; what stands in a group that is among them counts once.
    fn count_in(&self, policy: &Policy, ids: &BTreeSet<NounId>) -> BTreeMap<&(usize, String), usize> {
        let inside = |id: &NounId| policy.outwards(*id).skip(1).any(|group| ids.contains(&group));
        let mut counts = BTreeMap::new();
        for (code, count) in ids.iter().filter(|id| !inside(id)).filter_map(|id| self.nouns.get(id)).flatten()
        {
            *counts.entry(code).or_default() += count;
        }
        counts
    }

    fn count(&mut self, codes: &Codes, line: &[NounId]) {
        let sure = codes.iter().any(|((list, _), sure)| *list > 0 && *sure);
        for code in codes.keys() {
            *self.total.entry(code.clone()).or_default() += 1;
            if is_protected(codes) {
                *self.protected.entry(code.clone()).or_default() += usize::from(sure);
            }
            for id in line {
                *self.nouns.entry(*id).or_default().entry(code.clone()).or_default() += 1;
            }
        }
    }
}

/// Whether one of some codes is in a list of protected ones.
pub(super) fn is_protected(codes: &Codes) -> bool {
    codes.keys().any(|(list, _)| *list > 0)
}

/// Whether a term that no code was found for is data all the same: the author's own words, which nothing
/// classes or whose class has no code, or a word of the vocabulary that has none.
fn is_uncoded(term: &Term) -> bool {
    let is_data = |class: &Class| class.kind == Kind::Data;
    match &term.value {
        Value::Ref(Ref::Text(text)) => {
            (term.classes.is_empty() || term.classes.iter().any(is_data))
                && !points_back(text)
                && !names_consent(text)
        }
        Value::Ref(Ref::Builtin(class)) => is_data(class),
        _ => false,
    }
}

/// Whether a term is how many of something came: "we have received "12,345 requests"" names no data.
fn is_count(statement: &Statement, term: &Term) -> bool {
    let number = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    statement.modal.past()
        && statement.does("receive")
        && matches!(&term.value, Value::Ref(Ref::Text(text)) if number(text))
}

/// What an item has from the groups around it.
#[derive(Clone, Default)]
struct Inherited<'a> {
    line: Vec<NounId>,
    classes: Vec<&'a Class>,
    maps: BTreeMap<usize, BTreeSet<String>>,
}

impl Inherited<'_> {
    /// The author's own codes in place of the vocabulary's.
    fn over(&self, mut codes: Codes) -> Codes {
        codes.retain(|(list, _), _| !self.maps.contains_key(list));
        codes.extend(
            self.maps.iter().flat_map(|(list, own)| own.iter().map(|code| ((*list, code.clone()), true))),
        );
        codes
    }
}

pub(super) fn data_classes(classes: Vec<&Class>) -> Vec<&Class> {
    classes.into_iter().filter(|class| class.kind == Kind::Data).collect()
}

/// Whether a term is all of what it names, however that is come by.
pub(super) fn is_entire(term: &Term) -> bool {
    !term.is_partial() && term.qualifiers.iter().all(is_manner)
}

/// What two terms that name the same thing have in common.
pub(super) fn key(term: &Term) -> String {
    match &term.value {
        Value::Ref(Ref::Noun(id)) => format!("#{}", id.0),
        Value::Ref(Ref::Builtin(class)) => format!(":{}/{}", class.kind.key(), class.id),
        Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => format!("\"{text}"),
        value => format!("{value:?}"),
    }
}

/// The examples and contents that an author gives of data.
pub(super) fn examples(clauses: &[Clause]) -> impl Iterator<Item = &Term> {
    model::listed(clauses, |word| matches!(word, ListWord::SuchAs | ListWord::Including))
}
