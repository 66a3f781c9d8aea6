//! Purposes, and the legal bases that each rests on.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::grounds::{Given, Use, settle};
use super::{FacetView, Facets, GroundLineView, PurposeView, UseView, table};
use crate::analysis::processing::ForOthers;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::document::view::{ConditionView, ListView, Spelt, condition_key};
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Qualifier, Topic};
use crate::model::{Clause, ClauseKind, Ground, List, Noun, NounId, Policy, Ref, Special, Term, Value};
use crate::source::Span;

/// A purpose while its rows are gathered.
struct Row<'a> {
    term: &'a Term,
    span: Span,
    uses: Vec<Use<'a>>,
    grounds: Vec<Given<'a>>,
}

/// Purposes with their bases, and the statements that give a basis for none.
pub(super) struct Bases<'a> {
    pub(super) purposes: Vec<PurposeView<'a>>,
    pub(super) unbound: Vec<Placed<'a>>,
}

impl<'a> Facets<'_, 'a> {
    /// What is said of purposes; those of disclosures and of what else is done with data, too, if `all`.
    pub(super) fn bases(&mut self, placed: &[Placed<'a>], all: bool) -> Bases<'a> {
        let mut rows: Rows<'a> = Rows::default();
        let mut unbound = Vec::new();
        let reach = self.reach;
        let words = self.words.clone();
        let roles = placed.iter().map(|at| (at.statement, at.scopes.as_slice())).filter(|_| all);
        let for_others = ForOthers::of(reach, roles);
        // A right to object to what rests on a basis rests on none.
        let consents = |at: &&Placed<'a>| {
            reach.by_people(at.statement)
                && !reach.grants_right(at.statement)
                && select::has(at.statement, |clause| matches!(clause, ClauseKind::Basis(_)))
        };
        for at in placed.iter().filter(|at| reach.by_publisher(at.statement) || consents(at)) {
            let statement = at.statement;
            let works = reach.handles(statement, &words)
                || (all && (reach.discloses_personal(statement) || reach.works_on(statement, &words)));
            let gets = reach.by_publisher(statement) && works && statement.modal.affirms();
            let named: Vec<&'a Term> =
                select::purposes(statement).filter(|term| self.is_purpose(term)).collect();
            let grounds: Vec<&'a Ground> = grounds_in(&statement.clauses).collect();
            // What the purposes of others rest on, they have to say.
            let theirs = grounds.is_empty() && for_others.are_all(statement, &at.scopes);
            if gets {
                for term in named.iter().filter(|term| !theirs || has_basis(reach.policy, term)) {
                    let uses = self.uses_of(at);
                    row(&mut rows, term, statement.span).add(uses);
                }
            }
            let mut loose = false;
            for ground in &grounds {
                let bound = bound(ground, grounds.len(), &named);
                loose |= bound.is_empty();
                for term in
                    bound.into_iter().filter(|term| term.value != Value::Ref(Ref::Special(Special::Others)))
                {
                    if gets {
                        let uses = self.uses_of(at);
                        row(&mut rows, term, statement.span).add(uses);
                    }
                    let given = self.given(ground, at);
                    row(&mut rows, term, statement.span).grounds.push(given);
                }
            }
            if loose {
                unbound.push(at.clone());
            }
        }
        self.declared(&mut rows, placed, &for_others);
        let purposes = rows.rows.into_iter().map(|found| self.purpose(found)).collect();
        Bases { purposes, unbound }
    }

    fn purpose(&mut self, found: Row<'a>) -> PurposeView<'a> {
        let mut own = Vec::new();
        if let Value::Ref(Ref::Noun(id)) = &found.term.value {
            let noun = self.reach.policy.noun(*id);
            for ground in noun.into_iter().flat_map(bases_of) {
                own.push((self.ground(ground, None), self.stands_beside(&ground.basis)));
            }
        }
        let settled = settle(self.reach.policy, own, found.grounds, found.uses);
        PurposeView {
            mark: self.viewer.mark(found.span),
            term: self.viewer.term(found.term),
            labels: self.purpose_labels(found.term),
            uses: settled.uses,
            grounds: settled.grounds,
            open: settled.open,
        }
    }

    /// The purposes that declarations of data and trackers name, with the bases that stand there.
    fn declared(&mut self, rows: &mut Rows<'a>, placed: &[Placed<'a>], for_others: &ForOthers<'a>) {
        let policy = self.reach.policy;
        let data = policy.nouns_of(NounKind::Data).filter(|(_, noun)| policy.names(noun));
        for (id, noun) in self.reach.trackers(placed).into_iter().chain(data) {
            let lists = noun.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::List(ListWord::For, list) => Some(list),
                _ => None,
            });
            let named: Vec<&'a Term> =
                lists.flat_map(|list| &list.terms).filter(|term| self.is_purpose(term)).collect();
            let grounds: Vec<&'a Ground> = bases_of(noun).collect();
            let itself = Term::of(id, noun.id_span);
            let theirs = grounds.is_empty() && for_others.has(&itself, &[]);
            for term in named.iter().filter(|term| !theirs || has_basis(policy, term)) {
                let using = self.used_by_itself(id, noun);
                row(rows, term, noun.span).add(vec![using]);
            }
            for ground in &grounds {
                for term in bound(ground, grounds.len(), &named) {
                    let line = self.ground(ground, None);
                    let key = String::new();
                    let beside = self.stands_beside(&ground.basis);
                    row(rows, term, noun.span).grounds.push(Given { line, key, beside, of: noun.span });
                }
            }
        }
    }

    /// What a declaration uses: data itself; a tracker what it reads, once people consent if it is off until then.
    fn used_by_itself(&mut self, id: NounId, noun: &'a Noun) -> Use<'a> {
        let mark = self.viewer.mark(noun.span);
        if noun.kind == NounKind::Data {
            let shown = self.viewer.named(id);
            let terms = vec![self.viewer.limited(id, shown)];
            let objects = ListView { terms, ..ListView::default() };
            let keys = vec![data_key(&Term::of(id, noun.id_span))];
            let (by, except, conditions, scopes) = Default::default();
            let view = UseView { mark, objects, denied: false, by, also: false, except, conditions, scopes };
            return Use { view, keys, limits: String::new(), of: noun.span, given: false };
        }
        let reads = noun.properties.iter().filter(|property| property.word == "reads");
        let reads: Vec<&'a Term> = reads
            .flat_map(|property| &property.list.terms)
            .filter(|term| matches!(term.value, Value::Ref(_)))
            .collect();
        let (conditions, scopes) = self.turned_on(noun);
        // Of one that is not said to read anything it is not known which data it is used with.
        let keys = match reads.is_empty() {
            true => vec![format!("#{}", id.0)],
            false => reads.iter().map(|term| data_key(term)).collect(),
        };
        let shown = |term: &&'a Term| {
            let view = self.viewer.term(term);
            self.viewer.limited_term(term, view)
        };
        let terms = reads.iter().map(shown).collect();
        let by = Some(self.viewer.named(id));
        let free = conditions.is_empty() && scopes.is_empty();
        let limits = if free { String::new() } else { format!("#{}", id.0) };
        let objects = ListView { terms, ..ListView::default() };
        let denied = noun.says_none("reads");
        let view = UseView { mark, objects, denied, by, also: false, except: Vec::new(), conditions, scopes };
        Use { view, keys, limits, of: noun.span, given: false }
    }

    fn is_purpose(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                self.reach.policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Purpose)
            }
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Purpose,
            Value::Ref(Ref::Text(_)) => true,
            _ => false,
        }
    }

    /// What a statement uses, and what the trackers read that it uses.
    fn uses_of(&mut self, placed: &Placed<'a>) -> Vec<Use<'a>> {
        let using = self.using(placed);
        let mut uses = Vec::new();
        for id in placed
            .statement
            .object_terms()
            .filter_map(|term| self.noun_of(term, NounKind::Tracker))
            .collect::<Vec<_>>()
        {
            let Some(noun) = self.reach.policy.noun(id) else { continue };
            let mut read = self.used_by_itself(id, noun);
            read.view.mark = using.view.mark;
            read.view.conditions.extend(using.view.conditions.iter().cloned());
            read.view.scopes.extend(using.view.scopes.iter().cloned());
            read.limits.push_str(&using.limits);
            uses.push(Use { of: using.of, ..read });
        }
        if !using.keys.is_empty() || uses.is_empty() {
            uses.insert(0, using);
        }
        uses
    }

    /// What a statement uses: data, but not who is employed for it nor how it is come by.
    fn using(&mut self, placed: &Placed<'a>) -> Use<'a> {
        let statement = placed.statement;
        let (mut objects, mut keys) = statement.matter().map(|list| self.data(list)).unwrap_or_default();
        // What data is combined with is combined too.
        if select::verb_of(statement, Topic::Combining) {
            for list in statement.lists(ListWord::With) {
                let (with, more) = self.data(list);
                objects.terms.extend(with.terms);
                keys.extend(more);
            }
        }
        let mut except: Vec<ListView<'a>> = Vec::new();
        let mut left_out: Vec<String> = Vec::new();
        for list in statement.lists(ListWord::Except) {
            let (mut view, of_view) = self.data(list);
            view.terms.iter_mut().for_each(|term| term.more = None);
            // Where all of what is named is left out, none of it is used.
            let whole: Vec<bool> =
                of_view.iter().map(|key| keys.len() > 1 && take(&mut objects, &mut keys, key)).collect();
            let mut rest = whole.iter().map(|whole| !whole);
            view.terms.retain(|_| rest.next().unwrap_or(true));
            left_out.extend(of_view.into_iter().zip(whole).filter(|(_, whole)| !whole).map(|(key, _)| key));
            except.extend(Some(view).filter(|view| !view.terms.is_empty()));
        }
        let by = self.reach.other_organization(statement);
        let mut view = UseView {
            mark: self.viewer.mark(statement.span),
            objects,
            denied: false,
            by: by.map(|id| self.viewer.named(id)),
            also: false,
            except,
            conditions: self.viewer.conditions(&statement.clauses),
            scopes: self.limits_of_data(placed),
        };
        // What its sentence says of data, too, is said once.
        let said: Vec<String> = view.conditions.iter().map(case).collect();
        for term in &mut view.objects.terms {
            let Some(more) = &mut term.more else { continue };
            more.clauses.conditions.retain(|condition| !said.contains(&case(condition)));
            if more.clauses.conditions.is_empty() && more.clauses.lists.is_empty() {
                term.more = None;
            }
        }
        // What nothing limits is one with what a declaration says by itself.
        let free = by.is_none() && view.conditions.is_empty() && view.scopes.iter().all(|scope| scope.own);
        let limits = if free && left_out.is_empty() {
            String::new()
        } else {
            let (around, own) = (self.key_of_scopes(placed), self.key_of_data(statement));
            format!("{}{around}{own}\n{left_out:?}{by:?}", condition_key(&view.conditions))
        };
        let given = self.reach.hands_over(statement) && !self.reach.handles(statement, &self.words);
        Use { view, keys, limits, of: statement.span, given }
    }

    /// The data in a list, and what tells each from the others.
    fn data(&mut self, list: &'a List) -> (ListView<'a>, Vec<String>) {
        let mut view = self.viewer.list(list);
        let others = [
            NounKind::Recipient,
            NounKind::Organization,
            NounKind::Audience,
            NounKind::Region,
            NounKind::Tracker,
        ];
        let mut keys = Vec::new();
        let mut terms = Vec::new();
        for (term, mut shown) in list.terms.iter().zip(view.terms) {
            if self.reach.names_a(term, &others) {
                continue;
            }
            if term.qualifiers.iter().all(is_manner) {
                shown.qualifiers = Spelt::default();
            }
            keys.push(data_key(term));
            terms.push(self.viewer.limited_term(term, shown));
        }
        view.terms = terms;
        (view, keys)
    }

    fn given(&mut self, ground: &'a Ground, placed: &Placed<'a>) -> Given<'a> {
        let line = self.ground(ground, Some(placed));
        let (around, own) = (self.key_of_scopes(placed), self.key_of_data(placed.statement));
        let key = format!("{}{around}{own}", condition_key(&line.conditions));
        let beside = self.stands_beside(&ground.basis);
        Given { line, key, beside, of: placed.statement.span }
    }

    pub(super) fn purposes_and_bases(&mut self) -> FacetView<'a> {
        let bases = self.bases(&Rc::clone(&self.placed), true);
        let unbound = !bases.unbound.is_empty();
        let untold = |line: &GroundLineView<'_>| line.basis.id == "unmapped";
        let open = bases.purposes.iter().any(|purpose| purpose.open || purpose.grounds.iter().all(untold));
        // Where no data is collected, none is used.
        let denied = bases.purposes.is_empty() && !unbound && self.collects_nothing();
        let reach = self.reach;
        let statements = match denied {
            true => self.shown(|at| reach.denies_collecting(at)).statements,
            false => self.groups(&bases.unbound.iter().collect::<Vec<_>>()),
        };
        FacetView {
            missing: !denied && (bases.purposes.is_empty() || unbound || open),
            denied,
            statements,
            purposes: bases.purposes,
            ..FacetView::default()
        }
    }

    /// What the law calls a purpose.
    fn purpose_labels(&self, term: &'a Term) -> Vec<&'a str> {
        let classes: Vec<_> = self
            .reach
            .classes(term)
            .into_iter()
            .filter(|class| class.kind == Kind::Purpose)
            .cloned()
            .collect();
        let classes: Vec<_> = classes.iter().collect();
        let lists = self.reach.code_lists(Kind::Purpose);
        let codes = lists.iter().map(|list| (list, self.reach.codes(&classes, &list.scheme)));
        codes
            .flat_map(|(list, codes)| {
                codes.into_keys().filter_map(|code| self.label(&list.key, &code)).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Whether a purpose is declared with a basis.
fn has_basis(policy: &Policy, term: &Term) -> bool {
    let declared = term.noun().and_then(|id| policy.noun(id));
    declared.is_some_and(|noun| bases_of(noun).next().is_some())
}

/// The bases that a declaration gives.
pub(super) fn bases_of(noun: &Noun) -> impl Iterator<Item = &Ground> {
    grounds_in(&noun.clauses)
}

fn grounds_in(clauses: &[Clause]) -> impl Iterator<Item = &Ground> {
    let all = clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::Basis(grounds) => Some(grounds),
        _ => None,
    });
    all.flatten()
}

/// The purposes that a basis is for: its own, or those of its sentence, of which only several could each have another
/// basis than the others.
pub(super) fn bound<'a>(ground: &'a Ground, count: usize, named: &[&'a Term]) -> Vec<&'a Term> {
    match ground.purposes.as_slice() {
        [] if count == 1 || named.len() == 1 => named.to_vec(),
        purposes => purposes.iter().collect(),
    }
}

/// Takes data out of a list; whether it was there.
fn take(objects: &mut ListView<'_>, keys: &mut Vec<String>, key: &String) -> bool {
    let Some(at) = keys.iter().position(|known| known == key) else { return false };
    keys.remove(at);
    objects.terms.remove(at);
    true
}

/// What tells a case from others, "if" and "only if" being one.
fn case(condition: &ConditionView<'_>) -> String {
    let word = if condition.excepts() { "unless" } else { "if" };
    condition_key(&[ConditionView { word, ..condition.clone() }])
}

/// What tells data from other data.
pub(super) fn data_key(term: &Term) -> String {
    // "Any data" is the data.
    let part = term.quantifier.filter(|quantifier| quantifier.partial());
    format!("{}\n{part:?}\n{:?}", table::key(term), term.detail)
}

/// The same of the groups around data that has such a key, each of them whole.
pub(super) fn keys_around(policy: &Policy, key: &str) -> Vec<String> {
    let id = key.strip_prefix('#').and_then(|key| key.lines().next()?.parse().ok()).map(NounId);
    let around = id.into_iter().flat_map(|id| policy.outwards(id).skip(1));
    around.map(|id| format!("#{}\nNone\nNone", id.0)).collect()
}

/// Whether a word says how data is come by, which is no part of what it is.
pub(super) const fn is_manner(word: &Qualifier) -> bool {
    matches!(
        word,
        Qualifier::Directly
            | Qualifier::Indirectly
            | Qualifier::Automatically
            | Qualifier::Primarily
            | Qualifier::First
    )
}

impl<'a> Row<'a> {
    /// Adds what a statement uses, once.
    fn add(&mut self, uses: Vec<Use<'a>>) {
        let fresh = |using: &Use<'a>| !self.uses.iter().any(|known| known.of == using.of);
        if uses.iter().all(fresh) {
            self.uses.extend(uses);
        }
    }
}

/// Rows in the order in which their purposes are first named.
#[derive(Default)]
struct Rows<'a> {
    rows: Vec<Row<'a>>,
    at: BTreeMap<String, usize>,
}

fn row<'r, 'a>(rows: &'r mut Rows<'a>, term: &'a Term, span: Span) -> &'r mut Row<'a> {
    let at = *rows.at.entry(table::key(term)).or_insert(rows.rows.len());
    if at == rows.rows.len() {
        rows.rows.push(Row { term, span, uses: Vec::new(), grounds: Vec::new() });
    }
    #[expect(clippy::indexing_slicing, reason = "the row was found, or has just been added")]
    &mut rows.rows[at]
}
