//! `basis(…, each=purpose)`: whether each declared purpose has a legal basis.

use foldhash::{HashSet, HashSetExt};

use super::survey::Survey;
use super::{Asking, Found};
use crate::analysis::processing::ForOthers;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::Check;
use crate::model::verb::ROLES;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, Noun, NounId, Section, Statement, Term};

impl Asking<'_, '_> {
    /// Whether bases are tied to purposes as a check asks, and none of the declared purposes for which the publisher does
    /// something is left without one; where some is, the bases of the others. What a processor does rests on the
    /// controller's.
    pub(super) fn of_each_purpose(&self, check: &Check) -> Found {
        let at = self.survey.seen(check, &|statement| self.is_here(statement));
        let holds = !at.is_empty() && !self.leaves_purposes();
        Found { holds: Some(holds), at }
    }

    /// Whether a declared purpose has no basis, though none is claimed that may be for any.
    fn leaves_purposes(&self) -> bool {
        let policy = self.reach.policy;
        let (mut based, mut unbound): (HashSet<NounId>, Vec<&Term>) = (HashSet::new(), Vec::new());
        for (id, noun) in policy.nouns_of(NounKind::Purpose).chain(policy.nouns_of(NounKind::Tracker)) {
            let purposes = has_basis(noun).then(|| select::listed(noun, ListWord::For));
            based.extend(purposes.into_iter().flatten().filter_map(Term::noun));
            based.extend(has_basis(noun).then_some(id));
        }
        for placed in &self.survey.all {
            match self.survey.claim(placed) {
                Claim::Nothing => {}
                Claim::For(purposes) => based.extend(purposes.into_iter().filter_map(Term::noun)),
                Claim::Of(data) => unbound.extend(data),
                Claim::Any => return false,
            }
        }
        let roles = ROLES.iter().flat_map(|verb| self.survey.of_verb(verb));
        let roles = roles.filter_map(|number| self.survey.all.get(*number as usize));
        let for_others = ForOthers::of(
            self.survey.reach,
            roles.map(|placed| (placed.statement, placed.scopes.as_slice())),
        );
        let covered = |term: &Term| {
            unbound.iter().any(|all| self.survey.is_all_data(all) || self.survey.reach.is_within(all, term))
        };
        let left = |(number, placed): (usize, &Placed<'_>)| {
            let mut objects = placed.statement.object_terms().peekable();
            self.is_here(number)
                && !for_others.are_all(placed.statement, &placed.scopes)
                && self.survey.declared_purposes(placed.statement).into_iter().any(|id| !based.contains(&id))
                && (objects.peek().is_none() || !objects.all(covered))
        };
        !sections_claim(&policy.root) && self.survey.all.iter().enumerate().any(left)
    }
}

/// What a statement claims legal bases for.
enum Claim<'a> {
    /// It claims none.
    Nothing,
    /// These purposes.
    For(Vec<&'a Term>),
    /// Whatever is done with this data.
    Of(Vec<&'a Term>),
    /// Anything.
    Any,
}

impl<'a> Survey<'a> {
    /// What a statement claims legal bases for; who consents to everything needs no basis for each purpose.
    fn claim(&self, placed: &Placed<'a>) -> Claim<'a> {
        let statement = placed.statement;
        let purposes: Vec<&Term> = select::purposes(statement).collect();
        let by_people = self.reach.by_people(statement);
        if by_people && statement.modal.affirms() && statement.does("consent") && purposes.is_empty() {
            return Claim::Any;
        }
        let mut grounds = statement.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::Basis(grounds) => Some(grounds),
            _ => None,
        });
        let Some(grounds) = grounds.next().filter(|_| !by_people && !statement.modal.right()) else {
            return Claim::Nothing;
        };
        if statement.lists(ListWord::For).any(|list| list.open) {
            return Claim::Any;
        }
        let own: Vec<&Term> = grounds.iter().flat_map(|ground| &ground.purposes).collect();
        let loose = grounds.iter().any(|ground| ground.purposes.is_empty());
        match (loose, purposes.is_empty(), statement.object_terms().next().is_none()) {
            (true, true, true) => Claim::Any,
            (true, true, false) => Claim::Of(statement.object_terms().collect()),
            (true, false, _) => Claim::For(own.into_iter().chain(purposes).collect()),
            (false, ..) => Claim::For(own),
        }
    }

    /// The declared purposes for which the publisher does something by a statement.
    fn declared_purposes(&self, statement: &Statement) -> Vec<NounId> {
        let ours = |term: &Term| self.reach.names_a(term, &[NounKind::Organization]);
        let does = self.reach.by_publisher(statement)
            && (statement.by_us() || statement.subjects.iter().any(ours))
            && statement.modal.affirms();
        let purposes = select::purposes(statement).filter(|_| does);
        purposes
            .filter(|term| self.reach.names_a(term, &[NounKind::Purpose]))
            .filter_map(Term::noun)
            .collect()
    }

    /// Whether some statement claims a basis, names a purpose that has none by itself, or says who decides on purposes.
    pub(super) fn says_what_for(&self) -> bool {
        let policy = self.reach.policy;
        let open = |id: NounId| !policy.noun(id).is_some_and(has_basis);
        self.all.iter().any(|placed| {
            !matches!(self.claim(placed), Claim::Nothing)
                || select::does_any(placed.statement, ROLES)
                || self.declared_purposes(placed.statement).into_iter().any(open)
        })
    }
}

fn has_basis(noun: &Noun) -> bool {
    noun.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
}

/// Whether a section claims a basis for all that stands in it.
fn sections_claim(section: &Section) -> bool {
    section.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
        || section.sections().into_iter().any(sections_claim)
}
