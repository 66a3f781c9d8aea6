//! Rights: what is granted to the people whose data it is.
//!
//! What staff, recipients and other people may do with data is use or sharing, and what people must or should do
//! is no right of theirs. Stubs, coverage, the label and the rules ask here.

use super::lists::lists;
use super::reach::Reach;
use super::select::{any_mentions, does_any, mentions, terms};
use super::texts::first_of;
use crate::law::vocabulary::{OnData, ThirdParty};
use crate::law::{Kind, Term as Row, Vocabulary};
use crate::model::people::{are_others, names_holders, names_readers, people_called};
use crate::model::words::{ConditionWord, ListWord, Modal, NounKind, SayingWord, Topic};
use crate::model::{Class, ClauseKind, Expression, Ref, Said, Special, Statement, Term, Value, Verb};

impl<'a> Reach<'a> {
    /// Whether it gives the people whose data it is something that they may do or have done.
    pub(crate) fn grants(self, statement: &Statement) -> bool {
        match (statement.modal, says_right(statement)) {
            (_, Some(false)) => false,
            (modal, said) if modal.right() || said.is_some() => self.is_somebody(statement),
            (modal, _) => self.does_or_lets(statement, modal),
        }
    }

    /// Whether somebody is its subject; anybody may be named in words: "everyone has the right to …".
    fn is_somebody(self, statement: &Statement) -> bool {
        statement.subjects.iter().any(|term| match &term.value {
            Value::Ref(Ref::Text(_)) => true,
            Value::Ref(named) => self.is_person(named),
            _ => false,
        })
    }

    fn does_or_lets(self, statement: &Statement, modal: Modal) -> bool {
        match modal {
            Modal::Does | Modal::May | Modal::Can => {
                self.is_theirs(statement) || self.is_done_at_request(statement)
            }
            Modal::Will | Modal::Must => self.is_done_at_request(statement),
            _ => false,
        }
    }

    /// Whether it grants a right, rather than anything else that people may do.
    pub(crate) fn grants_right(self, statement: &Statement) -> bool {
        self.grants(statement) && (statement.modal.right() || !self.rights(statement).is_empty())
    }

    /// Whether it says what the people whose data it is cannot do, or may not be able to.
    pub(crate) fn denies_people(self, statement: &Statement) -> bool {
        let duty = matches!(statement.modal, Modal::MustNot | Modal::ShouldNot);
        let denied = statement.modal.negative() || statement.modal == Modal::MayBeUnable;
        let has_not = says_right(statement) == Some(false) && self.is_somebody(statement);
        has_not || denied && !duty && self.is_theirs(statement)
    }

    /// Whether the publisher says that it cannot, or may not be able to, do something, such as what people ask for.
    pub(crate) fn is_unable(self, statement: &Statement) -> bool {
        matches!(statement.modal, Modal::Cannot | Modal::MayBeUnable) && self.by_publisher(statement)
    }

    /// Whether the publisher says when it may not do what people ask for: "we may not disclose or delete data if …".
    pub(crate) fn refuses(self, statement: &Statement) -> bool {
        let told = |clause: &ClauseKind| matches!(clause, ClauseKind::Condition(..));
        let may_not = statement.modal == Modal::MayNot && self.by_publisher(statement);
        may_not
            && statement.clauses.iter().any(|clause| told(&clause.kind))
            && self.rights(statement).iter().any(|right| right.on_data == Some(OnData::Change))
    }

    /// Whether the publisher says that it does not refuse or charge people something, or offer them something else,
    /// because they used a right.
    pub(crate) fn spares(self, statement: &Statement) -> bool {
        let used = |clause: &ClauseKind| match clause {
            ClauseKind::Saying(SayingWord::Because, Said::Text(text)) => {
                first_of(text, &lists().requests.used).is_some()
            }
            _ => false,
        };
        statement.modal.negative()
            && self.by_publisher(statement)
            && does_any(statement, &["charge", "deny", "offer", "provide", "refuse"])
            && statement.clauses.iter().any(|clause| used(&clause.kind))
    }

    /// Whether those who do it are the people whose data it is.
    fn is_theirs(self, statement: &Statement) -> bool {
        // Who gets at the data of others has no right to it.
        let gets = statement.topic == Topic::Sharing && statement.lists(ListWord::Of).next().is_some()
            || does_any(statement, &AT_DATA) && self.is_of_others(statement);
        let own = |term: &Term| !are_others(&term.value, &self.policy.nouns, self.vocabulary);
        let named = |term: &Term| match &term.value {
            // What only those do whose data it is, any people may be named for.
            Value::Ref(Ref::Text(text)) if statement.topic == Topic::Rights => {
                names_holders(text, self.vocabulary)
            }
            Value::Ref(Ref::Text(text)) => names_readers(text, self.vocabulary),
            _ => false,
        };
        let subjects = &statement.subjects;
        !gets
            && (self.by_people(statement) && subjects.iter().any(own)
                || !subjects.is_empty() && subjects.iter().all(named))
    }

    /// Whether what it is about is, or comes from, other people than those who do it; children are those of who speaks
    /// for them.
    fn is_of_others(self, statement: &Statement) -> bool {
        let minor = |class: &&Class| self.vocabulary.is_a(Kind::Audience, class.id, "minor");
        let other = |term: &Term| match &term.value {
            Value::Ref(Ref::Special(_)) => false,
            Value::Ref(Ref::Text(text)) => self.names_people(text),
            Value::Ref(named) => {
                self.is_person(named) && !self.policy.classes_of(term).any(|class| minor(&class))
            }
            _ => false,
        };
        statement.terms(ListWord::Of).chain(statement.terms(ListWord::From)).any(other)
    }

    /// Whether words begin with what several people are called, none of them a child: "other members", "people nearby".
    fn names_people(self, text: &str) -> bool {
        people_called(text, &["the", "other", "all", "some", "any", "certain"], self.vocabulary)
            .is_some_and(|called| !self.vocabulary.is_a(Kind::Audience, &called.row.id, "minor"))
    }

    /// Whether the publisher does it if people ask for it.
    fn is_done_at_request(self, statement: &Statement) -> bool {
        let asked = |clause: &ClauseKind| match clause {
            ClauseKind::Condition(word, guarded) => {
                *word != ConditionWord::Unless && self.is_request(&guarded.expression)
            }
            _ => false,
        };
        self.by_publisher(statement) && statement.clauses.iter().any(|clause| asked(&clause.kind))
    }

    /// Whether a condition is, or may be, that people ask, and no authority or company.
    fn is_request(self, condition: &Expression) -> bool {
        match condition {
            Expression::Or(all) | Expression::And(all) => all.iter().any(|one| self.is_request(one)),
            Expression::Group(guarded) => self.is_request(&guarded.expression),
            Expression::Not(_) | Expression::Text(..) => false,
            Expression::Named { condition, party, .. } => {
                matches!(condition, Ref::Builtin(class) if class.kind == Kind::Condition && class.id == "request")
                    && party.as_deref().is_none_or(|party| self.is_person(party))
            }
        }
    }

    /// Whether it is about a right that this law knows.
    pub(crate) fn is_about_rights(self, statement: &Statement) -> bool {
        self.rights(statement).iter().any(|right| !self.vocabulary.codes(right, self.scheme).codes.is_empty())
    }

    /// Whether all rights that it is about are those of other laws.
    pub(crate) fn is_about_other_rights(self, statement: &Statement) -> bool {
        !self.rights(statement).is_empty() && !self.is_about_rights(statement)
    }

    /// Whether people ask the publisher by it for what this law gives them, or any law where this one numbers no rights.
    /// A choice that is no right, such as to unsubscribe, asks for nothing, and nor does who appoints an agent.
    pub(crate) fn asks(self, statement: &Statement) -> bool {
        let numbered = self.vocabulary.schemes().iter().any(|scheme| *scheme.id == *self.scheme);
        let of_right = || {
            if numbered { self.is_about_rights(statement) } else { !self.rights(statement).is_empty() }
        };
        let asks = statement.topic == Topic::Requests || statement.does("exercise") || of_right();
        asks && self.by_people(statement) && !self.turns_to_others(statement)
    }

    /// Whether a channel is what people set on what is their own, by which they reach nobody.
    pub(crate) fn is_set_by_people(self, channel: &Term) -> bool {
        self.policy.classes_of(channel).any(|class| class.kind == Kind::Channel && class.id == "browser")
    }

    /// The rights that a statement is about.
    pub(crate) fn rights(self, statement: &Statement) -> Vec<&'a Row> {
        let mut found: Vec<&Row> = Vec::new();
        for term in terms(statement) {
            let classes = term.classes.iter().chain(match &term.value {
                Value::Ref(Ref::Builtin(class)) => Some(class),
                _ => None,
            });
            let rights = classes.filter(|class| class.kind == Kind::Right);
            found.extend(rights.filter_map(|class| self.vocabulary.find(Kind::Right, class.id)));
        }
        for verb in &statement.verbs {
            if let Verb::Text(words) = verb
                && statement.modal.right()
            {
                found.extend(self.rights_called(words));
            }
            let verb = match verb {
                Verb::Known(verb) => Some(*verb),
                Verb::Text(_) => verb.says_right().map(|(verb, _)| verb),
            };
            let Some(verb) = verb else { continue };
            let rights = self.vocabulary.rights_of(verb.id);
            found.extend(rights.filter(|right| self.is_right(right, verb.id, statement)));
        }
        found
    }

    /// The rights whose names stand in the author's words, and are no verbs: "lodge a complaint".
    fn rights_called(self, words: &str) -> impl Iterator<Item = &'a Row> {
        let spoken = words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>();
        let rights = self.vocabulary.terms(Kind::Right).iter();
        rights.filter(move |right| {
            right.words().any(|name| {
                crate::model::verb::find(name).is_none() && spoken.iter().any(|word| word == name)
            })
        })
    }

    /// Whether a right is what a verb of a statement says.
    fn is_right(self, right: &Row, verb: &str, statement: &Statement) -> bool {
        // A right such as `opt-out-sale` is the verb and what it is about.
        let mut about =
            right.words().filter_map(|word| word.strip_prefix(verb)?.strip_prefix('-')).peekable();
        let like = right.verbs.iter().any(|word| **word == *verb)
            && statement.object_terms().any(|term| self.is_data(term));
        let is = match about.peek() {
            Some(_) => about.any(|about| names_it(statement, about)),
            None => right.words().any(|word| word == verb),
        };
        (like || is) && self.is_on_data(right, statement)
    }

    /// Whether a statement is about data, where the right is one to data.
    fn is_on_data(self, right: &Row, statement: &Statement) -> bool {
        let Some(on_data) = right.on_data else { return true };
        // What the publisher gets at itself, it gives nobody.
        if on_data == OnData::Get && self.by_publisher(statement) {
            return false;
        }
        if on_data == OnData::Use {
            let mut about = statement.object_terms().chain(statement.terms(ListWord::To)).peekable();
            return about.peek().is_none() || about.any(|term| self.is_use(term, statement));
        }
        // The author's own words are data where a right is spoken of, and where something may not be done with what they
        // call data; elsewhere they may be anything.
        let is_data = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(_)) if statement.modal.right() || self.denies_people(statement) => true,
            Value::Ref(Ref::Text(text)) if statement.modal == Modal::MayNot && self.calls_data(text) => true,
            Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Act => on_data == OnData::Change,
            _ => self.is_data(term),
        };
        let mut objects = statement.object_terms().peekable();
        objects.peek().is_none() || objects.any(is_data)
    }

    /// Whether words call something data: "the information about you".
    pub(crate) fn calls_data(self, words: &str) -> bool {
        any_mentions(&[words], &data(self.vocabulary))
    }

    /// Whether what somebody has a say in is, or may be, what is done with data, and not who does it.
    fn is_use(self, term: &Term, statement: &Statement) -> bool {
        match &term.value {
            Value::Ref(Ref::Text(text)) if term.classes.is_empty() => {
                let names = |words: &[String]| any_mentions(&[text], words);
                let theirs =
                    statement.modal.right() || self.is_by_reader(statement) && names(&data(self.vocabulary));
                names(&spoken(self.vocabulary.terms(Kind::Act).iter()))
                    || theirs && !names(&helpers(self.vocabulary))
            }
            _ => {
                let party = |class: &&Class| class.kind == Kind::Role;
                !self.names_a(term, &[NounKind::Recipient]) && !self.classes(term).iter().any(party)
            }
        }
    }

    /// Whether the reader does it, whoever that is.
    fn is_by_reader(self, statement: &Statement) -> bool {
        statement.subjects.iter().any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::You))))
    }

    /// Whether one right is the other by the law's own numbering, or one that it is within.
    pub(crate) fn same_right(self, found: &Row, right: &Row) -> bool {
        let codes = self.vocabulary.codes(right, self.scheme).codes;
        let is_it = |row: &Row| {
            row.id == right.id
                || self.vocabulary.codes(row, self.scheme).codes.iter().any(|code| codes.contains(code))
        };
        let (rights, above) =
            (self.vocabulary.terms(Kind::Right), self.vocabulary.line(Kind::Right, &found.id));
        above.iter().filter_map(|at| rights.get(*at)).any(is_it)
    }

    /// Whether one right is the other or, by the law's own numbering, part of it.
    pub(crate) fn part_of_right(self, found: &Row, right: &Row) -> bool {
        let codes = self.vocabulary.codes(right, self.scheme).codes;
        let under = |code: &String| {
            codes.iter().any(|above| code.strip_prefix(&**above).is_some_and(|rest| rest.starts_with('(')))
        };
        self.same_right(found, right) || self.vocabulary.codes(found, self.scheme).codes.iter().any(under)
    }
}

/// What is a right only of those whose data it is.
const AT_DATA: [&str; 7] = ["access", "know", "copy", "download", "review", "correct", "delete"];

/// Whether a statement says in the author's words that somebody has a right, or has none.
fn says_right(statement: &Statement) -> Option<bool> {
    let (_, has) = statement.verbs.iter().find_map(Verb::says_right)?;
    Some(has && !statement.modal.negative())
}

/// What those who handle data for others are called.
fn helpers(vocabulary: &Vocabulary) -> Vec<String> {
    let roles =
        vocabulary.terms(Kind::Role).iter().filter(|role| role.third_party == Some(ThirdParty::Never));
    spoken(roles)
}

/// What data is called, whatever its kind: "data", "information".
fn data(vocabulary: &Vocabulary) -> Vec<String> {
    let kinds = spoken(vocabulary.terms(Kind::Class).iter());
    let mut words: Vec<String> =
        kinds.iter().filter_map(|kind| kind.split_whitespace().next_back()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The words of rows of the vocabulary as people write them.
fn spoken<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<String> {
    rows.flat_map(Row::words).map(|word| word.replace('-', " ")).collect()
}

/// Whether a statement names a thing, by its id or in the author's words.
fn names_it(statement: &Statement, thing: &str) -> bool {
    let by_id = terms(statement).any(|term| {
        let own = match &term.value {
            Value::Ref(Ref::Builtin(class)) => Some(class),
            _ => None,
        };
        term.classes.iter().chain(own).any(|class| class.id.starts_with(thing))
    });
    by_id || mentions(statement, &[thing.replace('-', " ")])
}
