//! Who: the publisher, other controllers, recipients here and abroad.

use std::borrow::Cow;
use std::rc::Rc;

use super::{AbroadView, FacetView, Facets};
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::document::view::NounView;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, NounId, Ref, Statement, Term, Value};

impl<'a> Facets<'_, 'a> {
    pub(super) fn publisher(&mut self) -> Vec<NounView<'a>> {
        let first = self.first_organization();
        self.nouns(first)
    }

    /// The one that publishes the policy.
    pub(super) fn first_organization(&self) -> Option<NounId> {
        self.reach.policy.nouns_of(NounKind::Organization).next().map(|(id, _)| id)
    }

    pub(super) fn controller(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let organization = |term: &Term| self.noun_of(term, NounKind::Organization);
        let controls = |at: &&Placed<'a>| at.statement.does("controller") && !at.statement.modal.negative();
        let others: Vec<NounId> = self
            .placed
            .iter()
            .filter(controls)
            .flat_map(|at| at.statement.subjects.iter().filter_map(organization))
            .collect();
        let mut view = self.shown(|at| {
            let states = ["controller", "processor", "custodian"];
            let organization = |term: &Term| reach.names_a(term, &[NounKind::Organization]);
            let ours = reach.by_publisher(at.statement) || at.statement.subjects.iter().any(organization);
            ours && select::does_any(at.statement, &states)
        });
        view.nouns = self.nouns(self.first_organization().into_iter().chain(others));
        let reached =
            |noun: &Noun| ["address", "email", "phone", "link"].iter().any(|word| noun.declares(word));
        view.missing = !reach.policy.publisher().is_some_and(reached);
        view
    }

    pub(super) fn of_publisher(&mut self, word: &'static str) -> FacetView<'a> {
        let declares = self.reach.policy.publisher().is_some_and(|noun| noun.property(word).next().is_some());
        let nouns = if declares { self.publisher() } else { Vec::new() };
        let missing =
            !self.reach.policy.publisher().is_some_and(|noun| noun.declares(word) || noun.says_none(word));
        FacetView { nouns, missing, ..FacetView::default() }
    }

    pub(super) fn joint_controllers(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let joint = |noun: &Noun| {
            noun.classes.iter().any(|class| {
                class.kind == Kind::Role && reach.vocabulary.is_a(Kind::Role, class.id, "joint-controller")
            })
        };
        let kinds = [NounKind::Organization, NounKind::Recipient];
        let ids: Vec<NounId> = kinds
            .iter()
            .flat_map(|kind| reach.policy.nouns_of(*kind))
            .filter(|(_, noun)| joint(noun))
            .map(|(id, _)| id)
            .collect();
        let mut view = self.shown(|at| {
            let by_one = at
                .statement
                .subjects
                .iter()
                .any(|term| matches!(&term.value, Value::Ref(Ref::Noun(id)) if ids.contains(id)));
            at.statement.does("joint-controller") || by_one
        });
        view.nouns = self.nouns(ids);
        view.missing = view.nouns.is_empty() && view.statements.is_empty();
        view
    }

    pub(super) fn recipients(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let mut view = self.shown(|at| reach.gives(at.statement));
        let giving: Vec<&Statement> = self
            .placed
            .iter()
            .filter(|at| reach.gives(at.statement) && !at.statement.modal.negative())
            .map(|at| at.statement)
            .collect();
        let lists = [ListWord::With, ListWord::To, ListWord::Of, ListWord::By];
        let named = giving.iter().flat_map(|statement| {
            let listed = lists.iter().flat_map(|word| statement.terms(*word));
            listed.chain(statement.object_terms()).chain(&statement.subjects)
        });
        // Whom a denial leaves out.
        let placed = Rc::clone(&self.placed);
        let left_out = placed
            .iter()
            .filter(|at| reach.gives(at.statement) && at.statement.modal.negative())
            .flat_map(|at| at.statement.terms(ListWord::Except));
        let named = named.chain(left_out);
        let providers =
            reach.policy.nouns_of(NounKind::Tracker).flat_map(|(_, noun)| noun.property("provider"));
        let named = named.chain(providers.flat_map(|property| &property.list.terms));
        let ids: Vec<NounId> = named.filter_map(|term| self.noun_of(term, NounKind::Recipient)).collect();
        view.nouns = self.nouns(ids);
        view.missing = giving.is_empty() && view.statements.is_empty();
        view
    }

    /// Recipients outside the law's own regions, and those `also` asks for.
    pub(super) fn abroad(&mut self, also: impl Fn(&Noun) -> bool) -> Vec<AbroadView<'a>> {
        let reach = self.reach;
        let home = |country: &str| {
            reach.regions.iter().any(|region| reach.vocabulary.is_a(Kind::Region, country, region))
        };
        let away = |noun: &Noun| {
            noun.property("country").flat_map(|property| &property.list.terms).any(|term| match &term.value {
                Value::Ref(Ref::Builtin(class)) => !home(class.id),
                value => !matches!(value, Value::Absent(_)),
            })
        };
        let ids: Vec<NounId> = reach
            .policy
            .nouns_of(NounKind::Recipient)
            .filter(|(_, noun)| away(noun) || also(noun))
            .map(|(id, _)| id)
            .collect();
        let mut views = Vec::new();
        for id in ids {
            let Some(noun) = self.viewer.noun(id) else { continue };
            let declared =
                noun.properties.get("safeguard").into_iter().flatten().filter(|term| term.kind != "absent");
            let safeguards = declared.map(|term| {
                let id = if term.id.is_empty() {
                    term.text.replace(' ', "-").into()
                } else {
                    Cow::Borrowed(term.id)
                };
                self.label("mechanisms", &id).map_or_else(|| term.text.clone(), Cow::Borrowed)
            });
            views.push(AbroadView { safeguards: safeguards.collect(), noun });
        }
        views
    }

    pub(super) fn safeguards(&mut self, said: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let mut view = self.shown(said);
        view.abroad = self.abroad(|noun| noun.declares("safeguard"));
        view.missing = (view.statements.is_empty() && view.abroad.is_empty())
            || view.abroad.iter().any(|at| at.safeguards.is_empty());
        view
    }
}
