//! Whom a statement leaves out.

use super::Facets;
use crate::analysis::reach::Placed;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Term, Value};

impl<'a> Facets<'_, 'a> {
    /// Whether a statement holds for some of the people whom the law protects only, such as children.
    pub(super) fn is_limited(&self, placed: &Placed<'a>) -> bool {
        let around = placed.scopes.iter().filter(|section| !self.reach.is_for_all(section));
        let scopes = around.flat_map(|section| &section.clauses);
        let own = &placed.statement.clauses;
        scopes.chain(own).any(|clause| match &clause.kind {
            ClauseKind::List(ListWord::For | ListWord::Of | ListWord::About, list) => {
                !list.terms.is_empty() && list.terms.iter().all(|term| self.names_some(term))
            }
            ClauseKind::List(ListWord::Under, list) => {
                list.terms.iter().any(|term| matches!(term.value, Value::Number(_)))
            }
            _ => false,
        })
    }

    /// Whether a term names people, and not everybody.
    fn names_some(&self, term: &Term) -> bool {
        // Those who use a service are the readers of its policy.
        let readers = ["consumer", "resident", "user", "customer", "visitor"];
        let is_a = |id: &str, what: &str| self.reach.vocabulary.is_a(Kind::Audience, id, what);
        let everyone = |id: &str| id == "people" || readers.iter().any(|reader| is_a(id, reader));
        let classes = self.reach.classes(term);
        let mut people = classes.iter().filter(|class| class.kind == Kind::Audience).peekable();
        let named = people.peek().is_some() || self.reach.names_a(term, &[NounKind::Audience]);
        // Whoever is told apart by a place only is everybody there.
        let by_place = people.peek().is_none() && !self.reach.places().of(term).is_empty();
        named && !by_place && !people.any(|class| everyone(class.id))
    }
}
