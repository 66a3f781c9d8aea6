//! Which data: what need not be given, and what is specially protected.

use std::rc::Rc;

use super::{FacetView, Facets};
use crate::analysis::select;
use crate::model::words::{ListWord, NounKind, Qualifier, SayingWord, Topic};
use crate::model::{ClauseKind, Noun, NounId};

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
        view.missing = view.nouns.is_empty() && view.statements.is_empty();
        view
    }

    pub(super) fn sensitive_use(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let placed = Rc::clone(&self.placed);
        let catalog = reach.catalog(&placed);
        let categories = self.categories(&catalog, &[]).0.into_iter().filter(|row| row.sensitive).collect();
        let mut view = self.shown(|at| {
            let gets = select::verb_of(at.statement, Topic::Collection)
                && at.statement.lists(ListWord::For).next().is_some();
            let verb = gets
                || select::verb_of(at.statement, Topic::Use)
                || reach.discloses_personal(at.statement)
                || reach.sells(at.statement);
            verb && reach.by_publisher(at.statement) && reach.names_sensitive(&catalog, at.statement)
        });
        view.categories = categories;
        view
    }
}
