//! Which data: what need not be given, and what is specially protected.

use std::rc::Rc;

use super::{FacetView, Facets};
use crate::analysis::select;
use crate::model::words::{ListWord, NounKind, Qualifier, SayingWord, Topic};
use crate::model::{ClauseKind, Noun, NounId, Statement};

impl<'a> Facets<'_, 'a> {
    pub(super) fn provision(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let mut view = self.shown(|at| reach.says_whether_to_provide(at.statement));
        let marked = |noun: &Noun| {
            noun.qualifiers
                .iter()
                .any(|q| matches!(q, Qualifier::Optional | Qualifier::Required | Qualifier::Voluntary))
                || noun
                    .clauses
                    .iter()
                    .any(|clause| matches!(&clause.kind, ClauseKind::Saying(SayingWord::Otherwise, _)))
        };
        let ids: Vec<NounId> = reach
            .policy
            .nouns_of(NounKind::Data)
            .filter(|(_, noun)| marked(noun))
            .map(|(id, _)| id)
            .collect();
        view.nouns = self.nouns(ids);
        view.missing &= view.nouns.is_empty();
        view
    }

    pub(super) fn sensitive_use(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let placed = Rc::clone(&self.placed);
        let catalog = reach.catalog(&placed);
        let categories = self.categories(&catalog, &[]).0.into_iter();
        let categories: Vec<_> = categories.filter(|row| row.sensitive).collect();
        let gives = |statement: &Statement| reach.discloses_personal(statement) || reach.sells(statement);
        // Who gets all data gets this too.
        let in_all = |statement: &Statement| {
            let given = gives(statement) && statement.modal.affirms() && !reach.comes_in(statement);
            given
                && !reach.names_sensitive(&catalog, statement)
                && reach.about(&catalog, statement).iter().any(|(list, _)| *list > 0)
        };
        let leaves_out = |statement: &Statement| statement.lists(ListWord::Except).next().is_some();
        let mut view = self.shown(|at| {
            let statement = at.statement;
            let gets =
                select::verb_of(statement, Topic::Collection) && reach.purposes(statement).next().is_some();
            let verb = gets || gives(statement) || select::verb_of(statement, Topic::Use);
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
        view.missing |= !named;
        view.unneeded = categories.is_empty();
        view.categories = categories;
        view
    }
}
