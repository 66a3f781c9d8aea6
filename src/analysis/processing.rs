//! Data that the publisher has for others only, who decide what it is for and on what legal basis.

use super::reach::Reach;
use super::select;
use crate::law::Kind;
use crate::model::verb::{CONTROLLING, ROLES};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, ClauseKind, Section, Statement, Term};

/// The data of which the publisher says that it is the processor, and not that it is a controller.
pub(crate) struct ForOthers<'a> {
    reach: Reach<'a>,
    /// Each with the sections beyond which nothing is said of it.
    data: Vec<(&'a Term, Vec<&'a Section>)>,
    /// What it is a controller of.
    own: Vec<&'a Term>,
}

impl<'a> ForOthers<'a> {
    /// What some statements tell, each with the sections around it.
    pub(crate) fn of<'s>(
        reach: Reach<'a>,
        statements: impl Iterator<Item = (&'a Statement, &'s [&'a Section])>,
    ) -> Self
    where
        'a: 's,
    {
        let limits = |section: &Section| reach.leaves_out_nobody(&mut section.clauses.iter()).is_none();
        let (mut data, mut own): (Vec<_>, Vec<_>) = Default::default();
        for (statement, around) in
            statements.filter(|(one, _)| one.modal.affirms() && reach.by_publisher(one))
        {
            let named = statement.terms(ListWord::Of);
            if select::does_any(statement, CONTROLLING) {
                own.extend(named);
            } else if select::does_any(statement, ROLES) && !is_limited(reach, statement) {
                let around: Vec<&Section> = around.iter().copied().filter(|one| limits(one)).collect();
                data.extend(named.filter(|term| !term.is_partial()).map(|term| (term, around.clone())));
            }
        }
        Self { reach, data, own }
    }

    /// Whether all that something is done with in some sections is such data, so that its purposes are those of others.
    pub(crate) fn are_all(&self, statement: &Statement, around: &[&Section]) -> bool {
        let mut objects = statement.object_terms().peekable();
        objects.peek().is_some() && objects.all(|term| self.has(term, around))
    }

    /// Whether a term is such data in some sections, and no part of it, nor what it is part of, is the publisher's own.
    pub(crate) fn has(&self, term: &Term, around: &[&Section]) -> bool {
        let is_in = |limit: &&Section| around.iter().any(|section| std::ptr::eq(*section, *limit));
        self.data.iter().any(|(all, limits)| self.reach.is_within(all, term) && limits.iter().all(is_in))
            && !self.own.iter().any(|own| self.reach.is_within(own, term) || self.reach.is_within(term, own))
    }
}

/// Whether a role is one in some cases or places, or for some purposes or people only; for whose company it is one limits
/// nothing.
fn is_limited(reach: Reach<'_>, statement: &Statement) -> bool {
    // On whose behalf is no limit.
    let customer = |class: &&Class| {
        class.kind == Kind::Role || reach.vocabulary.is_a(Kind::Audience, class.id, "customer")
    };
    let party = |term: &Term| {
        reach.names_a(term, &[NounKind::Organization, NounKind::Recipient])
            || reach.policy.classes_of(term).any(|class| customer(&class))
    };
    statement.clauses.iter().any(|clause| match &clause.kind {
        ClauseKind::List(ListWord::For, list) => !list.terms.iter().all(party),
        ClauseKind::List(word, _) => {
            matches!(word, ListWord::In | ListWord::Under | ListWord::About | ListWord::Except)
        }
        kind => matches!(kind, ClauseKind::Condition(..)),
    })
}
