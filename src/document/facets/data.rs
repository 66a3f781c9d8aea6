//! Which data: what need not be given, and what is specially protected.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::held::{Together, from_outside, left_out};
use super::table::{Atom, Codes, Named, key};
use super::{DeclaredView, ExampleView, FacetView, Facets, Placed, Reach};
use crate::analysis::select;
use crate::model::words::{ListWord, NounKind, Qualifier, SayingWord, Topic};
use crate::model::{Clause, ClauseKind, Noun, NounId, Ref, Statement, Term, Value};

impl<'a> Facets<'_, 'a> {
    pub(super) fn provision(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let placed = Rc::clone(&self.placed);
        let mut view = self.shown(|at| reach.says_whether_to_provide(at.statement));
        let marked: Vec<NounId> = reach
            .policy
            .nouns_of(NounKind::Data)
            .filter(|(_, noun)| is_marked(noun))
            .map(|(id, _)| id)
            .collect();
        let told = self.told_whether(&placed, &marked);
        view.nouns = self.nouns(marked);
        view.missing &= view.nouns.is_empty();
        if let Some(told) = told.filter(|_| !view.missing) {
            let given = self.given_by_people(&placed).into_iter();
            let (said, unsaid): (Vec<_>, Vec<_>) = given.partition(|(line, name)| told.holds(line, name));
            // A group of which nothing is told stands for its items.
            let partly: BTreeSet<NounId> =
                said.iter().filter_map(|(line, _)| line.first().copied()).collect();
            let mut seen = BTreeSet::new();
            for (line, name) in unsaid {
                let group = line.first().filter(|group| !partly.contains(group));
                let name = match group.and_then(|id| Some((*id, reach.policy.noun(*id)?))) {
                    Some((id, _)) if !seen.insert(id) => continue,
                    Some((id, noun)) => Named::Noun(id, noun),
                    None => name,
                };
                view.left_out.push(self.example(&name));
            }
            view.missing = !view.left_out.is_empty();
        }
        view
    }

    /// A declaration of data with what limits it.
    pub(super) fn declared_data(&mut self, id: NounId) -> Option<DeclaredView<'a>> {
        let policy = self.reach.policy;
        let name = Named::Noun(id, policy.noun(id)?);
        let atom =
            Atom { name, codes: Codes::new(), line: from_outside(policy, id), limited: None, detail: None };
        let data = ExampleView { name: self.viewer.noun_name(id).into(), ..self.limits_of_atom(&atom) };
        Some(DeclaredView { data, noun: self.viewer.noun(id)? })
    }

    /// The declarations of data that say something themselves.
    pub(super) fn all_declared(&mut self, says: impl Fn(NounId, &'a Noun) -> bool) -> Vec<DeclaredView<'a>> {
        let told = self.reach.policy.nouns_of(NounKind::Data).filter(|(id, noun)| says(*id, noun));
        told.filter_map(|(id, _)| self.declared_data(id)).collect()
    }

    /// The data of which it is said whether it must be given; nothing, where that is said of no data, and so of all.
    fn told_whether(&self, placed: &[Placed<'a>], marked: &[NounId]) -> Option<Together> {
        let (reach, policy) = (self.reach, self.reach.policy);
        let mut told = Together::default();
        for id in marked {
            told.add_noun(policy, *id, &BTreeSet::new());
        }
        let says = placed.iter().map(|at| at.statement).filter(|said| reach.says_whether_to_provide(said));
        for statement in says {
            // What is marked by itself is marked alone.
            let alone = statement.object_terms().any(|term| term.qualifiers.iter().any(tells));
            let said = |term: &&Term| !alone || term.qualifiers.iter().any(tells);
            let terms = statement.object_terms().chain(&statement.subjects);
            let mut data = terms.filter(|term| reach.is_data(term)).filter(said).peekable();
            data.peek()?;
            add_data(reach, &mut told, data, &left_out(statement));
        }
        Some(told)
    }

    /// The data that people give, with the groups around it and itself: what comes from elsewhere or by itself, nobody can
    /// be asked for.
    fn given_by_people(&self, placed: &[Placed<'a>]) -> Vec<(Vec<NounId>, Named<'a>)> {
        let (reach, policy) = (self.reach, self.reach.policy);
        let mut given = Together::default();
        let mut texts = Vec::new();
        let mut seen = BTreeSet::new();
        for statement in placed.iter().map(|at| at.statement) {
            let gets =
                select::gets_data(statement) && statement.modal.affirms() && reach.by_publisher(statement);
            let asked =
                |term: &Term| reach.is_direct(term) && !term.qualifiers.contains(&Qualifier::Automatically);
            let others = [NounKind::Tracker, NounKind::Recipient, NounKind::Source];
            let read = statement.terms(ListWord::By).any(|term| reach.names_a(term, &others));
            let by_itself = read || select::comes_by_itself(statement);
            if !gets || by_itself || !statement.terms(ListWord::From).all(asked) {
                continue;
            }
            // "Information" is some of what is told elsewhere.
            let named = || statement.object_terms().filter(|term| !reach.is_all(term));
            add_data(reach, &mut given, named(), &left_out(statement));
            let own = named().filter(|term| matches!(term.value, Value::Ref(Ref::Text(_))));
            texts.extend(
                own.filter(|term| seen.insert(key(term))).map(|term| (Vec::new(), Named::Term(term))),
            );
        }
        let items = policy.nouns_of(NounKind::Data).filter(|(_, noun)| noun.items.is_empty());
        let items = items.map(|(id, noun)| (from_outside(policy, id), Named::Noun(id, noun)));
        items.filter(|(line, name)| given.holds(line, name)).chain(texts).collect()
    }

    pub(super) fn sensitive_use(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let placed = Rc::clone(&self.placed);
        let catalog = reach.catalog(&placed);
        let categories = self.categories(&catalog, &[]).0.into_iter();
        let categories: Vec<_> = categories.filter(|row| row.sensitive).collect();
        let gives = |statement: &Statement| reach.discloses_personal(statement) || reach.sells(statement);
        let uses = |statement: &Statement| {
            reach.by_publisher(statement)
                && select::uses(statement)
                && reach.purposes(statement).next().is_some()
        };
        // Who gets all data gets this too, and what all is used for, this is.
        let in_all = |statement: &Statement| {
            let done = (gives(statement) || uses(statement)) && !reach.comes_in(statement);
            done && statement.modal.affirms()
                && !reach.names_sensitive(&catalog, statement)
                && reach.about(&catalog, statement).iter().any(|(list, _)| *list > 0)
        };
        let leaves_out = |statement: &Statement| statement.lists(ListWord::Except).next().is_some();
        let mut view = self.shown(|at| {
            let statement = at.statement;
            let gets =
                select::verb_of(statement, Topic::Collection) && reach.purposes(statement).next().is_some();
            let verb = gets || gives(statement) || uses(statement) || select::verb_of(statement, Topic::Use);
            // What comes to the publisher, it has yet to use.
            let out = !reach.comes_in(statement);
            let named = || reach.names_sensitive(&catalog, statement);
            let own = verb && out && reach.by_publisher(statement) && named();
            own || leaves_out(statement) && in_all(statement)
        });
        // That stands where all data is spoken of.
        view.in_all = placed.iter().any(|at| !leaves_out(at.statement) && in_all(at.statement));
        // What is said of all data does not say what is special about this.
        let named = placed.iter().any(|at| {
            // What it is not used for says how far its use goes.
            let told = at.statement.modal.affirms() || reach.purposes(at.statement).next().is_some();
            reach.by_publisher(at.statement) && told && reach.names_sensitive(&catalog, at.statement)
        });
        let sensitive = |atom: &&Atom<'a>| atom.codes.keys().any(|(list, _)| *list > 0);
        let lines = catalog.atoms.iter().filter(sensitive).flat_map(|atom| atom.line.iter().copied());
        let lines: BTreeSet<NounId> = lines.collect();
        let says_why = |noun: &Noun| select::listed(noun, ListWord::For).next().is_some();
        view.declared = self.all_declared(|id, noun| lines.contains(&id) && says_why(noun));
        view.missing = view.declared.is_empty() && (view.missing || !named);
        view.categories = categories;
        view
    }
}

/// Whether a declaration says whether it must be given.
fn is_marked(noun: &Noun) -> bool {
    let otherwise = |clause: &Clause| matches!(clause.kind, ClauseKind::Saying(SayingWord::Otherwise, _));
    noun.qualifiers.iter().any(tells) || noun.clauses.iter().any(otherwise)
}

fn tells(how: &Qualifier) -> bool {
    matches!(how, Qualifier::Optional | Qualifier::Required | Qualifier::Voluntary)
}

/// Adds the data that some terms name.
pub(super) fn add_data<'t>(
    reach: Reach<'_>,
    together: &mut Together,
    terms: impl Iterator<Item = &'t Term>,
    less: &BTreeSet<NounId>,
) {
    for term in terms {
        if reach.is_all(term) {
            together.add_all(reach.policy, less);
        } else {
            together.add(reach.policy, term, less);
        }
    }
}
