//! Purposes, and the legal bases that each rests on.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{FacetView, Facets, GroundLineView, PurposeView, UseView, table};
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::document::view::ListView;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Ground, Ref, Special, Term, Value};
use crate::source::Span;

/// A purpose while its rows are gathered.
struct Row<'a> {
    term: &'a Term,
    span: Span,
    uses: Vec<UseView<'a>>,
    grounds: Vec<GroundLineView<'a>>,
}

/// Purposes with their bases, and the statements that give a basis for none.
pub(super) struct Bases<'a> {
    pub(super) purposes: Vec<PurposeView<'a>>,
    pub(super) unbound: Vec<Placed<'a>>,
}

impl<'a> Facets<'_, 'a> {
    /// What is said of purposes; those of disclosures and trackers, too, if `all`.
    pub(super) fn bases(&mut self, placed: &[Placed<'a>], all: bool) -> Bases<'a> {
        let mut rows: Rows<'a> = Rows::default();
        let mut unbound = Vec::new();
        let reach = self.reach;
        let words = self.words.clone();
        let consents = |at: &&Placed<'a>| {
            reach.by_people(at.statement)
                && select::has(at.statement, |clause| matches!(clause, ClauseKind::Basis(_)))
        };
        for at in placed.iter().filter(|at| reach.by_publisher(at.statement) || consents(at)) {
            let statement = at.statement;
            let gets = reach.by_publisher(statement)
                && (reach.handles(statement, &words) || (all && reach.discloses_personal(statement)));
            let named: Vec<&'a Term> =
                statement.terms(ListWord::For).filter(|term| self.is_purpose(term)).collect();
            if gets && !statement.modal.negative() {
                for term in &named {
                    let using = self.using(at);
                    row(&mut rows, term, statement.span).uses.push(using);
                }
            }
            let grounds = statement.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::Basis(grounds) => Some(grounds),
                _ => None,
            });
            let grounds: Vec<&'a Ground> = grounds.flatten().collect();
            let mut loose = false;
            for ground in &grounds {
                let bound: Vec<&'a Term> = match (ground.purposes.as_slice(), grounds.len()) {
                    // One basis for all the purposes of its sentence.
                    ([], 1) => named.clone(),
                    (purposes, _) => purposes.iter().collect(),
                };
                loose |= bound.is_empty();
                for term in
                    bound.into_iter().filter(|term| term.value != Value::Ref(Ref::Special(Special::Others)))
                {
                    if gets && !named.iter().any(|other| other.value == term.value) {
                        let using = self.using(at);
                        row(&mut rows, term, statement.span).uses.push(using);
                    }
                    let line = self.ground(ground, Some(at));
                    row(&mut rows, term, statement.span).grounds.push(line);
                }
            }
            if loose {
                unbound.push(at.clone());
            }
        }
        let policy = self.reach.policy;
        if all {
            self.tracked(&mut rows);
        }
        let mut purposes = Vec::new();
        for found in rows.rows {
            let mut view = PurposeView {
                mark: self.viewer.mark(found.span),
                term: self.viewer.term(found.term),
                labels: self.purpose_labels(found.term),
                uses: found.uses,
                grounds: found.grounds,
            };
            if let Value::Ref(Ref::Noun(id)) = &found.term.value {
                let noun = policy.noun(*id);
                for clause in noun.iter().flat_map(|noun| &noun.clauses) {
                    if let ClauseKind::Basis(grounds) = &clause.kind {
                        let more: Vec<GroundLineView> =
                            grounds.iter().map(|ground| self.ground(ground, None)).collect();
                        view.grounds.extend(more);
                    }
                }
            }
            // A purpose and a sentence may each say the same.
            let mut seen = BTreeSet::new();
            view.grounds.retain(|line| {
                let GroundLineView { label, interest, conditions, scopes, .. } = line;
                seen.insert(format!("{label}\n{interest:?}\n{conditions:?}\n{scopes:?}"))
            });
            purposes.push(view);
        }
        Bases { purposes, unbound }
    }

    /// The purposes that declarations of trackers name.
    fn tracked(&mut self, rows: &mut Rows<'a>) {
        for (id, noun) in self.reach.policy.nouns_of(NounKind::Tracker) {
            for clause in &noun.clauses {
                let ClauseKind::List(ListWord::For, list) = &clause.kind else { continue };
                let named: Vec<&'a Term> = list.terms.iter().filter(|term| self.is_purpose(term)).collect();
                for term in named {
                    let using = UseView {
                        mark: self.viewer.mark(noun.span),
                        objects: ListView { terms: vec![self.viewer.named(id)], ..ListView::default() },
                        conditions: Vec::new(),
                        scopes: Vec::new(),
                    };
                    row(rows, term, noun.span).uses.push(using);
                }
            }
        }
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

    fn using(&mut self, placed: &Placed<'a>) -> UseView<'a> {
        let clauses = self.viewer.clauses(&placed.statement.clauses);
        let objects = placed.statement.objects.as_ref().map(|list| self.viewer.list(list));
        let mut objects = objects.unwrap_or_default();
        // Whoever is employed for it is no information.
        objects.terms.retain(|term| term.kind != NounKind::Recipient.as_str());
        UseView {
            mark: self.viewer.mark(placed.statement.span),
            objects,
            conditions: clauses.conditions,
            scopes: self.scopes(placed),
        }
    }

    pub(super) fn purposes_and_bases(&mut self) -> FacetView<'a> {
        let bases = self.bases(&Rc::clone(&self.placed), true);
        let unbound = !bases.unbound.is_empty();
        let open = bases.purposes.iter().any(|purpose| purpose.grounds.is_empty());
        FacetView {
            missing: bases.purposes.is_empty() || unbound || open,
            statements: self.groups(&bases.unbound.iter().collect::<Vec<_>>()),
            purposes: bases.purposes,
            ..FacetView::default()
        }
    }

    pub(super) fn interests(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let is = |basis: &Ref| {
            matches!(basis, Ref::Builtin(class) if class.kind == Kind::Basis
            && reach.vocabulary.is_a(Kind::Basis, class.id, "legitimate-interests"))
        };
        let mut grounds = Vec::new();
        for at in self.placed.clone().iter().filter(|at| reach.by_publisher(at.statement)) {
            for clause in &at.statement.clauses {
                let ClauseKind::Basis(all) = &clause.kind else { continue };
                for ground in all.iter().filter(|ground| is(&ground.basis)) {
                    let mut line = self.ground(ground, Some(at));
                    if line.purposes.is_empty() && all.len() == 1 {
                        line.purposes =
                            at.statement.terms(ListWord::For).map(|term| self.viewer.term(term)).collect();
                    }
                    grounds.push(line);
                }
            }
        }
        for (_, noun) in reach.policy.nouns_of(NounKind::Purpose) {
            for clause in &noun.clauses {
                let ClauseKind::Basis(all) = &clause.kind else { continue };
                for ground in all.iter().filter(|ground| is(&ground.basis)) {
                    grounds.push(self.ground(ground, None));
                }
            }
        }
        let missing = grounds.is_empty() || grounds.iter().any(|ground| ground.interest.is_none());
        FacetView { grounds, missing, ..FacetView::default() }
    }

    pub(super) fn ground(&mut self, ground: &'a Ground, placed: Option<&Placed<'a>>) -> GroundLineView<'a> {
        let basis = self.viewer.reference(&ground.basis);
        let pack = self.pack;
        let mut label: Option<&'a str> = None;
        let mut cite = None;
        for list in self.reach.code_lists(Kind::Basis) {
            let row = self.reach.vocabulary.find(Kind::Basis, basis.id);
            let code = row.and_then(|row| self.reach.vocabulary.codes(row, &list.scheme).codes.first());
            if let Some(code) = code {
                label = label.or_else(|| self.label(&list.key, code));
                cite = cite.or_else(|| {
                    pack.bases.iter().find(|entry| *entry.id == **code).map(|entry| &*entry.cite)
                });
            }
        }
        GroundLineView {
            mark: self.viewer.mark(ground.span),
            label: label.map_or_else(|| basis.text.clone(), Cow::Borrowed),
            basis,
            cite,
            interest: ground.interest.as_deref(),
            purposes: ground.purposes.iter().map(|term| self.viewer.term(term)).collect(),
            conditions: placed
                .map(|placed| self.viewer.clauses(&placed.statement.clauses).conditions)
                .unwrap_or_default(),
            scopes: placed.map(|placed| self.scopes(placed)).unwrap_or_default(),
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
