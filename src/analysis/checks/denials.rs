//! `denies`: whether a denial leaves nothing open.
//!
//! A fact is not so only if nothing of it is. So a denial of some data, of some recipients, in some cases, or in words
//! that are no promise, rules nothing out.

use super::key;
use super::survey::Survey;
use crate::analysis::limits::has_age;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::{Check, Kind};
use crate::model::phrase::names_all_data;
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Quantifier, Shade, Unit};
use crate::model::{Class, Clause, ClauseKind, Duration, List, NounId, Ref, Special, Statement, Term, Value};

impl<'a> Survey<'a> {
    /// Whether a denial leaves nothing open of what a check asks about; where it holds, each law asks by itself.
    pub(super) fn leaves_nothing_open(&self, placed: &Placed<'a>, check: &Check) -> bool {
        let statement = placed.statement;
        // What was not done may be done now.
        let past = statement.modal == Modal::HasNot && !asks(check, "past");
        let firm = !past && !matches!(statement.modal, Modal::ShouldNot | Modal::ClaimsNot);
        let around =
            placed.scopes.iter().flat_map(|section| &section.clauses).filter(|clause| clause.limits());
        firm && is_unshaded(statement, check)
            && self.is_of_all(statement, check)
            && statement.clauses.iter().all(|clause| self.narrows_nothing(clause, check))
            && around.into_iter().all(|clause| match &clause.kind {
                ClauseKind::List(ListWord::For, list) => self.are_all_people(list, check),
                _ => self.narrows_nothing(clause, check),
            })
            && (asks(check, "about") || !self.is_limited(placed) && !self.reach.is_about_minors(placed))
    }

    /// Whether what is denied is all that a check asks about, rather than some data.
    fn is_of_all(&self, statement: &Statement, check: &Check) -> bool {
        // Words of the author are looked for in the objects, too.
        if asks(check, "words") {
            return !statement.object_terms().any(is_some);
        }
        let asked = key(check, "what");
        let of_asked = |term: &Term| match asked {
            [] => self.is_all_data(term) || self.is_everybody(term, check),
            asked => asked.iter().any(|what| self.takes_in(term, what)),
        };
        if statement.objects.is_none() {
            return asked.iter().all(|what| self.is_of_data(what));
        }
        // What somebody does not engage in may stand behind the object.
        let act = |term: &Term| self.reach.classes(term).iter().any(|class| class.kind == Kind::Act);
        statement.object_terms().any(|term| !is_some(term) && of_asked(term))
            || select::terms(statement).any(|term| act(term) && !is_some(term) && of_asked(term))
    }

    /// Whether what a term names takes in all of a thing that is asked about.
    pub(super) fn takes_in(&self, term: &Term, what: &str) -> bool {
        match what {
            "data" => self.is_all_data(term),
            "technology" => self.is_technology(term),
            _ => {
                let in_words = matches!(&term.value, Value::Ref(Ref::Text(text)) if !names_all_data(text));
                let takes_in = |class: &Class| {
                    self.reach.vocabulary.is_a(class.kind, what, class.id)
                        && !(in_words && class.kind == Kind::Class)
                };
                let row = |kind| self.reach.vocabulary.find(kind, what).is_some();
                self.reach.policy.classes_of(term).any(takes_in) || row(Kind::Data) && self.is_all_data(term)
            }
        }
    }

    /// Whether what a check asks about is data of whatever kind.
    fn is_of_data(&self, what: &str) -> bool {
        let row = |kind| self.reach.vocabulary.find(kind, what).is_some();
        what == "data" || row(Kind::Class) || row(Kind::Data)
    }

    /// Whether a term names all personal data; what the author calls so may be some of it.
    pub(super) fn is_all_data(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Text(text)) => names_all_data(text),
            _ => self.takes_in(term, "personal-data"),
        }
    }

    /// Whether a term names everybody whom a check asks about.
    fn is_everybody(&self, term: &Term, check: &Check) -> bool {
        self.reach.is_everybody(term) || asks(check, "about") && self.reach.is_people(term)
    }

    fn are_all_people(&self, list: &List, check: &Check) -> bool {
        let by_place = |term: &Term| !self.reach.places().of(term).is_empty();
        list.terms.iter().any(|term| self.is_everybody(term, check) || by_place(term))
    }

    /// Whether a term names all parties there are that a check asks about; who works for us is no third party.
    fn is_any_party(&self, term: &Term, check: &Check) -> bool {
        matches!(term.value, Value::Ref(Ref::Special(Special::Others | Special::Recipients)))
            || !asks(check, "to") && !is_some(term) && self.reach.is_anyone_else(term)
    }

    /// Whether the publisher does not do what a statement denies, by none of its services: what one of them does not do,
    /// another may.
    pub(super) fn is_by_every_service(&self, statement: &Statement) -> bool {
        let policy = self.reach.policy;
        let named = |term: &Term| match term.value {
            Value::Ref(Ref::Noun(id)) => Some(id),
            _ => None,
        };
        let mut services: Vec<NounId> = statement.subjects.iter().filter_map(named).collect();
        for word in [ListWord::Including, ListWord::SuchAs] {
            let listed = statement.subjects.iter().filter_map(|term| self.noun(term));
            services.extend(listed.flat_map(|noun| select::listed(noun, word)).filter_map(named));
        }
        let ours = |term: &Term| self.noun(term).is_some_and(|noun| noun.kind == NounKind::Organization);
        let all = || {
            let mut declared = policy.nouns_of(NounKind::Service).peekable();
            declared.peek().is_some() && declared.all(|(id, _)| services.contains(&id))
        };
        self.reach.by_publisher(statement)
            && (statement.by_us() || statement.subjects.iter().any(ours) || all())
    }

    /// Whether all parties there are do not do what a statement denies.
    pub(super) fn is_by_any_party(&self, statement: &Statement, check: &Check) -> bool {
        statement.subjects.iter().any(|term| self.is_any_party(term, check))
    }

    /// Whether a clause takes nothing out of a denial that a check asks about.
    fn narrows_nothing(&self, clause: &Clause, check: &Check) -> bool {
        let about = asks(check, "about");
        match &clause.kind {
            ClauseKind::List(word, list) => match word {
                ListWord::To | ListWord::With | ListWord::From => list
                    .terms
                    .iter()
                    .any(|term| self.is_any_party(term, check) || about && self.reach.is_people(term)),
                ListWord::For => {
                    let asked = key(check, "for");
                    asks(check, "words")
                        || about && list.terms.iter().any(|term| self.reach.is_people(term))
                        || list.terms.iter().any(|term| {
                            !is_some(term) && asked.iter().any(|purpose| self.takes_in(term, purpose))
                        })
                }
                ListWord::Of | ListWord::About => {
                    self.are_all_people(list, check)
                        || list.terms.iter().any(|term| !is_some(term) && self.is_all_data(term))
                        || *word == ListWord::Of
                            && key(check, "what").iter().any(|what| {
                                list.terms.iter().any(|term| !is_some(term) && self.takes_in(term, what))
                            })
                }
                ListWord::Under => about && has_age(list) || list.terms.iter().all(|term| self.is_law(term)),
                // Where it holds, each law asks by itself.
                ListWord::In
                | ListWord::Including
                | ListWord::SuchAs
                | ListWord::Called
                | ListWord::Despite
                | ListWord::Fee => true,
                ListWord::By
                | ListWord::On
                | ListWord::When
                | ListWord::Through
                | ListWord::Except
                | ListWord::Against
                | ListWord::After
                | ListWord::Before
                | ListWord::Giving
                | ListWord::As
                | ListWord::DependingOn => false,
            },
            ClauseKind::Lookback(length) => {
                let months = key(check, "past").iter().filter_map(|months| months.parse::<u32>().ok());
                months
                    .map(|count| Duration { bound: None, count, unit: Unit::Month })
                    .any(|asked| length.days() >= asked.days())
            }
            ClauseKind::Saying(..) | ClauseKind::Dated(..) | ClauseKind::Allow(..) => true,
            ClauseKind::Condition(..)
            | ClauseKind::Kept(..)
            | ClauseKind::Within(..)
            | ClauseKind::Every(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Basis(_) => false,
        }
    }

    fn is_law(&self, term: &Term) -> bool {
        self.noun(term).is_some_and(|noun| noun.kind == NounKind::Law)
            || self.reach.classes(term).iter().any(|class| class.kind == Kind::Law)
    }
}

pub(super) fn asks(check: &Check, name: &str) -> bool {
    check.keys.contains_key(name)
}

/// Whether a term of a denial leaves some of a thing out: who does not sell all data may sell some.
pub(super) fn is_some(term: &Term) -> bool {
    let most = |how: Quantifier| how.partial() || how == Quantifier::All;
    term.detail.is_some() || term.quantifier.is_some_and(most)
}

/// Whether no word at the verb leaves cases open that a check asks about. How something is done is not denied by a
/// word before the negation; and what a law asks of children's data is what is known.
fn is_unshaded(statement: &Statement, check: &Check) -> bool {
    let asked = |how: Adverb| key(check, "how").iter().any(|word| Adverb::parse(word) == Some(how));
    statement.shades().enumerate().all(|(at, (how, shade))| match shade {
        Shade::Plain | Shade::Today => true,
        Shade::Manner => at < statement.ahead || asked(how),
        Shade::Narrow => how == Adverb::Knowingly && asks(check, "about"),
        Shade::Often | Shade::Vague => false,
    })
}
