//! Which statements of a policy one law's people can rely on.

use super::limits::is_whoever;
use super::places::Places;
use super::select;
use crate::law::{Kind, Vocabulary};
use crate::model::people::names_holders;
use crate::model::verb::CONTROLLING;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{
    Class, Clause, ClauseKind, NounId, Part, Policy, Prose, Ref, Section, Special, Statement, Term, Value,
};

/// A statement, and the sections that limit it.
#[derive(Clone)]
pub(crate) struct Placed<'a> {
    pub(crate) statement: &'a Statement,
    /// Sections with a scope around it, outermost first.
    pub(crate) scopes: Vec<&'a Section>,
    /// The ids of all sections around it.
    pub(crate) within: Vec<&'a str>,
}

/// The author's own prose, and the sections around it, as around a statement.
#[derive(Clone)]
pub(crate) struct Written<'a> {
    pub(crate) prose: &'a Prose,
    pub(crate) scopes: Vec<&'a Section>,
    pub(crate) within: Vec<&'a str>,
}

/// What is called with a part of a policy, the sections with a scope around it, and the ids of all around it.
type Each<'e, 'a> = dyn FnMut(&'a Part, &[&'a Section], &[&'a str]) + 'e;

/// What a law asks about, and what answers.
#[derive(Clone, Copy)]
pub(crate) struct Reach<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) vocabulary: &'a Vocabulary,
    /// Where the law holds; nowhere in particular if empty.
    pub(crate) regions: &'a [String],
    /// The scheme in which the vocabulary has the law's own codes.
    pub(crate) scheme: &'a str,
}

impl<'a> Reach<'a> {
    /// Every statement but those that are for people, or under laws, of other places only.
    pub(crate) fn statements(self) -> Vec<Placed<'a>> {
        let mut found = Vec::new();
        self.each_part(&self.policy.root, &[], &[], &mut |part, scopes, within| match part {
            Part::Statement(statement) if !self.elsewhere(statement) => {
                found.push(Placed { statement, scopes: scopes.to_vec(), within: within.to_vec() });
            }
            _ => {}
        });
        for noun in &self.policy.nouns {
            let promises = noun.promises.iter().filter(|promise| !self.elsewhere(promise));
            found.extend(promises.map(|statement| Placed {
                statement,
                scopes: Vec::new(),
                within: Vec::new(),
            }));
        }
        found
    }

    /// All prose but that of sections for people, or under laws, of other places only.
    pub(crate) fn prose(self) -> Vec<Written<'a>> {
        let mut found = Vec::new();
        self.each_part(&self.policy.root, &[], &[], &mut |part, scopes, within| {
            if let Part::Prose(prose) = part {
                found.push(Written { prose, scopes: scopes.to_vec(), within: within.to_vec() });
            }
        });
        found
    }

    fn each_part(
        self,
        section: &'a Section,
        scopes: &[&'a Section],
        within: &[&'a str],
        each: &mut Each<'_, 'a>,
    ) {
        for part in &section.parts {
            match part {
                Part::Section(inner) if !self.scoped_elsewhere(&inner.clauses) => {
                    let mut scopes = scopes.to_vec();
                    if inner.clauses.iter().any(Clause::limits) {
                        scopes.push(inner);
                    }
                    let mut within = within.to_vec();
                    within.push(&inner.id);
                    self.each_part(inner, &scopes, &within, each);
                }
                Part::Section(_) => {}
                Part::Statement(_) | Part::Prose(_) => each(part, scopes, within),
            }
        }
    }

    /// Whether clauses limit something to people, or to laws, of other places.
    pub(crate) fn scoped_elsewhere(self, clauses: &[Clause]) -> bool {
        clauses.iter().any(|clause| match &clause.kind {
            ClauseKind::List(ListWord::In | ListWord::For | ListWord::Of | ListWord::Under, list) => {
                self.misses(&list.terms)
            }
            _ => false,
        })
    }

    fn elsewhere(self, statement: &Statement) -> bool {
        let lists = |word| statement.lists(word).any(|list| self.misses(&list.terms));
        (!self.by_parties(statement) && self.misses(&statement.subjects))
            || lists(ListWord::Under)
            || lists(ListWord::About)
            // `in` is where people are if they are the subject, or ask; otherwise it is where something is done.
            || ((self.by_people_or_named(statement) || matches!(statement.topic, Topic::Rights | Topic::Requests))
                && lists(ListWord::In))
    }

    /// Whether its subjects are companies and the like: where they are, is not where it holds.
    pub(super) fn by_parties(self, statement: &Statement) -> bool {
        let parties = [NounKind::Organization, NounKind::Recipient, NounKind::Source];
        statement.subjects.iter().all(|term| self.names_a(term, &parties))
    }

    /// Whether all of these are bound to places, and none to a place of this law.
    fn misses(self, terms: &[Term]) -> bool {
        self.places().bound(terms).is_some_and(|bound| self.places().misses(&bound, self.regions))
    }

    /// Where terms are.
    pub(crate) fn places(self) -> Places<'a> {
        Places { policy: self.policy, vocabulary: self.vocabulary }
    }

    /// The statement of this law's own inside the policy: the first section that is for everyone whom the law
    /// protects and has dates.
    pub(crate) fn own_statement(self) -> Option<&'a Section> {
        fn find<'a>(reach: Reach<'a>, section: &'a Section) -> Option<&'a Section> {
            let dated = |section: &Section| {
                section.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Dated(..)))
            };
            section.parts.iter().find_map(|part| match part {
                Part::Section(inner) if dated(inner) && reach.is_for_all(inner) => Some(inner),
                Part::Section(inner) => find(reach, inner),
                Part::Statement(_) | Part::Prose(_) => None,
            })
        }
        find(self, &self.policy.root)
    }

    /// Whether a section's scope is all those whom the law protects, and nobody else.
    pub(crate) fn is_for_all(self, section: &Section) -> bool {
        self.leaves_out_nobody(&mut section.clauses.iter()) == Some(true)
    }

    /// Whether clauses leave out nobody whom the law protects: if so, whether they name a place where it holds.
    pub(crate) fn leaves_out_nobody(self, clauses: &mut dyn Iterator<Item = &Clause>) -> Option<bool> {
        let mut placed = false;
        let all = clauses.filter(|clause| clause.limits()).all(|clause| match &clause.kind {
            ClauseKind::List(
                ListWord::In | ListWord::For | ListWord::Under | ListWord::About | ListWord::Of,
                list,
            ) => list.terms.iter().all(|term| {
                let here = |place: &&str| self.regions.iter().any(|region| region == place);
                let places = self.places().of(term);
                placed |= places.iter().any(here);
                let one = self
                    .classes(term)
                    .iter()
                    .any(|class| class.kind == Kind::Audience && is_whoever(self.vocabulary, class.id));
                one || (!places.is_empty() && places.iter().all(here))
            }),
            _ => false,
        });
        all.then_some(placed)
    }

    /// Everything the vocabulary says about a term.
    pub(crate) fn classes(self, term: &'a Term) -> Vec<&'a Class>
    where
        Self: 'a,
    {
        self.policy.classes_of(term).collect()
    }

    /// Whether its subjects are the people that the law protects.
    pub(crate) fn by_people(self, statement: &Statement) -> bool {
        !statement.subjects.is_empty()
            && statement
                .subjects
                .iter()
                .all(|term| matches!(&term.value, Value::Ref(named) if self.is_person(named)))
    }

    /// The same, where a text may name them: "users in the EU".
    pub(crate) fn by_people_or_named(self, statement: &Statement) -> bool {
        let named = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => names_holders(text, self.vocabulary),
            Value::Ref(named) => self.is_person(named),
            _ => false,
        };
        !statement.subjects.is_empty() && statement.subjects.iter().all(named)
    }

    /// Whether the reader or an audience is named.
    pub(crate) fn is_person(self, named: &Ref) -> bool {
        match named {
            Ref::Special(Special::You) => true,
            Ref::Builtin(class) => class.kind == Kind::Audience,
            Ref::Noun(id) => self.policy.noun(*id).is_some_and(|noun| noun.kind == NounKind::Audience),
            _ => false,
        }
    }

    /// Whether its subject is the publisher, something it runs, or an organization that the policy declares as another
    /// controller, such as a department, for which it speaks, too.
    pub(crate) fn by_publisher(self, statement: &Statement) -> bool {
        statement.by_us()
            || statement.subjects.iter().any(|term| match &term.value {
                Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Service,
                Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).is_some_and(|noun| match noun.kind {
                    NounKind::Service => true,
                    NounKind::Organization => {
                        self.policy.publisher == Some(*id) || self.is_controller(&noun.classes)
                    }
                    _ => false,
                }),
                _ => false,
            })
    }

    /// Who is responsible for data: the publisher, other organizations that have the role of a controller, and parties that
    /// some statements say are one. What these say of themselves answers for the publisher, too; an affiliate's does not.
    pub(crate) fn controllers<'s>(self, statements: impl Iterator<Item = &'s Statement>) -> Vec<NounId> {
        let declared = self.policy.nouns_of(NounKind::Organization);
        let declared = declared.filter(|(_, noun)| self.is_controller(&noun.classes)).map(|(id, _)| id);
        let said = statements.filter(|statement| says_controller(statement));
        let said = said.flat_map(|statement| &statement.subjects).filter_map(|term| self.party_of(term));
        let mut found: Vec<NounId> = Vec::new();
        for id in self.policy.publisher.into_iter().chain(declared).chain(said) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// Whether one of some roles is that of a controller, alone or with others.
    fn is_controller(self, classes: &[Class]) -> bool {
        let controls =
            |class: &Class| CONTROLLING.iter().any(|id| self.vocabulary.is_a(Kind::Role, class.id, id));
        classes.iter().any(|class| class.kind == Kind::Role && controls(class))
    }

    /// Whether data is, or is part of, other data.
    pub(crate) fn is_within(self, all: &Term, term: &Term) -> bool {
        match &all.value {
            Value::Ref(Ref::Noun(all)) => {
                term.noun().is_some_and(|id| self.policy.outwards(id).any(|group| group == *all))
            }
            Value::Ref(Ref::Builtin(class)) => self.term_is(term, class.kind, &[class.id]),
            value => *value == term.value,
        }
    }

    /// Who does it, where that is another organization than the publisher, and not both of them.
    pub(crate) fn other_organization(self, statement: &Statement) -> Option<NounId> {
        let other = |term: &Term| match term.value {
            Value::Ref(Ref::Noun(id)) if self.names_a(term, &[NounKind::Organization]) => Some(id),
            _ => None,
        };
        let found = statement.subjects.iter().find_map(other);
        found.filter(|id| Some(*id) != self.policy.publisher && !statement.by_us())
    }
}

/// Whether somebody is said to be a controller by it, alone or with others.
pub(crate) fn says_controller(statement: &Statement) -> bool {
    select::does_any(statement, CONTROLLING) && !statement.modal.negative()
}
