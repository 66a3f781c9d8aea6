//! Which clauses stand right behind a list and are about it: "children under 13", "customers of the shop", "users in
//! Texas", "to insurers in Canada", "requests about a child".
//!
//! What a clause says of those before it says nothing of the whole sentence: where customers are is neither where the
//! sentence holds nor where their data goes.

use super::words::{ListWord, NounKind, Special};
use super::{Clause, ClauseKind, List, Noun, Policy, Ref, Statement, Term, Value, listed};
use crate::law::Kind;

/// Stands for what the verb is about.
const OBJECTS: &str = "objects";

/// What clauses stand right behind and are about: the word of the list before, `objects` for what the verb is about, or
/// nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// Whom or what `of` is about.
    pub of: &'static str,
    /// What `about` is about, where the verb has no object, and what something is done for.
    pub about: &'static str,
    /// Whose age stands after `under`.
    pub under: &'static str,
    /// Who is where `in` says.
    pub place: &'static str,
    /// Whether these are people, such as customers.
    pub of_people: bool,
    /// Whether these are others who receive something.
    pub in_party: bool,
}

/// Clauses one after another, with the list that the next one stands right behind.
#[derive(Clone, Copy, Debug)]
pub struct Behind<'p> {
    policy: &'p Policy,
    /// Whether a sentence has no object, so that what it is about stands in a list: "respond to requests".
    alone: bool,
    before: Option<Last>,
    seen: Seen,
    standing: Standing,
}

/// The first clause after one word says where all after it stand.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    of: bool,
    about: bool,
    under: bool,
    place: bool,
}

#[derive(Clone, Copy, Debug)]
struct Last {
    word: &'static str,
    ends: Ends,
}

/// What ends a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    People,
    /// Somebody else, such as a company.
    Party,
    /// The author's words, which may be people.
    Words,
    /// What is done to people, such as a decision.
    Act,
    Time,
    Other,
}

/// What the documents word something right behind.
const WORDED: [ListWord; 8] = [
    ListWord::About,
    ListWord::Against,
    ListWord::As,
    ListWord::For,
    ListWord::From,
    ListWord::Of,
    ListWord::To,
    ListWord::With,
];

impl Statement {
    /// What its clauses stand right behind and are about.
    #[must_use]
    pub fn standing(&self, policy: &Policy) -> Standing {
        let mut behind = Behind::objects(policy, self.objects.as_ref());
        self.clauses.iter().for_each(|clause| behind.clause(clause));
        behind.standing()
    }

    /// The places after `in` that are not where people are, but where it holds, where its data goes, or where whoever
    /// receives it is.
    pub fn places(&self, policy: &Policy) -> impl Iterator<Item = &Term> {
        let of_people = self.lists(ListWord::In).next().is_some() && self.standing(policy).of_people;
        self.terms(ListWord::In).filter(move |_| !of_people)
    }

    /// What stands where a place can that data goes to or is kept in.
    pub fn destinations(&self, policy: &Policy) -> impl Iterator<Item = &Term> {
        self.terms(ListWord::To).chain(self.places(policy)).chain(self.terms(ListWord::On))
    }
}

impl Noun {
    /// Where it is, as its declaration says: in its countries, and in the places after `in`.
    pub fn places<'a>(&'a self, policy: &'a Policy) -> impl Iterator<Item = &'a Term> {
        let countries = self.property("country").flat_map(|property| &property.list.terms);
        countries.filter(|term| !matches!(term.value, Value::Absent(_))).chain(self.located(policy))
    }

    /// The places after `in` that are not where people are.
    pub fn located<'a>(&'a self, policy: &'a Policy) -> impl Iterator<Item = &'a Term> {
        let mut behind = Behind::nothing(policy);
        self.clauses.iter().for_each(|clause| behind.clause(clause));
        let of_people = behind.standing().of_people;
        listed(&self.clauses, |word| word == ListWord::In)
            .filter(move |term| !of_people && policy.is_place(term))
    }
}

impl<'p> Behind<'p> {
    /// The first clause stands behind nothing.
    #[must_use]
    pub fn nothing(policy: &'p Policy) -> Self {
        Self { policy, alone: false, before: None, seen: Seen::default(), standing: Standing::default() }
    }

    /// The first clause of a sentence stands behind what the verb is about.
    #[must_use]
    pub fn objects(policy: &'p Policy, objects: Option<&List>) -> Self {
        let before = objects.map(|list| Last { word: OBJECTS, ends: ends(policy, list) });
        Self { alone: objects.is_none(), before, ..Self::nothing(policy) }
    }

    /// What the clauses stand behind.
    #[must_use]
    pub const fn standing(self) -> Standing {
        self.standing
    }

    /// Goes on behind the next clause.
    pub fn clause(&mut self, clause: &Clause) {
        match &clause.kind {
            // What is deliberately nothing stands nowhere.
            ClauseKind::List(word, list) if *word == ListWord::Fee || said(list).next().is_some() => {
                self.list(*word, list);
            }
            ClauseKind::List(..) => {}
            _ => self.before = None,
        }
    }

    fn list(&mut self, word: ListWord, list: &List) {
        let before = self.before.take();
        let alone = self.alone;
        let word_of = |is: fn(Last, bool) -> bool| {
            before.filter(|before| is(*before, alone)).map_or("", |before| before.word)
        };
        match word {
            ListWord::Of if !self.seen.of => {
                self.standing.of = word_of(Last::is_somebody_s);
                self.seen.of = true;
                // "Customers of the shop under 18": it is they who have the age.
                if ends(self.policy, list) != Ends::People
                    && before.is_some_and(|before| before.ends == Ends::People)
                {
                    self.before = before;
                    return;
                }
            }
            ListWord::About if !self.seen.about => {
                self.standing.about = word_of(|before, alone| before.is_matter(alone) || before.is_aim());
                self.seen.about = true;
            }
            ListWord::In if !self.seen.place => {
                self.seen.place = true;
                if said(list).all(|term| self.policy.is_place(term)) {
                    self.standing.place = word_of(|before, _| before.is_somewhere());
                    self.standing.of_people = before.is_some_and(|before| before.ends == Ends::People);
                    self.standing.in_party =
                        before.is_some_and(|before| before.ends == Ends::Party && before.gets());
                    self.before = before;
                    return;
                }
            }
            // "Customers under 18 of the shop": an age is part of who they are.
            ListWord::Under if !self.seen.under => {
                if said(list).all(|term| matches!(term.value, Value::Number(_))) {
                    self.standing.under = word_of(|before, _| {
                        before.ends == Ends::People || before.ends == Ends::Words && before.word != OBJECTS
                    });
                }
                self.seen.under = true;
                self.before = before;
                return;
            }
            _ => {}
        }
        self.before =
            WORDED.contains(&word).then(|| Last { word: word.as_str(), ends: ends(self.policy, list) });
    }
}

impl Last {
    /// Whether it is somebody's if `of` follows: people of somebody, and what a sentence is about.
    fn is_somebody_s(self, alone: bool) -> bool {
        self.ends == Ends::People
            || [OBJECTS, ListWord::As.as_str()].contains(&self.word)
            || self.is_matter(alone)
    }

    /// Whether those in it receive something.
    fn gets(self) -> bool {
        [ListWord::To, ListWord::With].iter().any(|word| word.as_str() == self.word)
    }

    /// Whether it is what a sentence without an object is about.
    fn is_matter(self, alone: bool) -> bool {
        alone && self.ends != Ends::Time
    }

    /// Whether it is what something is done for: decisions "about your premium".
    fn is_aim(self) -> bool {
        self.word == ListWord::For.as_str() && matches!(self.ends, Ends::Words | Ends::Act)
    }

    /// Whether a place right behind it is where they are, and not where the sentence holds: people, and who gets
    /// something or is what a sentence is about, "notify the authorities in Germany".
    fn is_somewhere(self) -> bool {
        match self.ends {
            Ends::People => true,
            Ends::Party => self.gets() || self.word == OBJECTS,
            Ends::Words => self.gets(),
            Ends::Act | Ends::Time | Ends::Other => false,
        }
    }
}

fn said(list: &List) -> impl DoubleEndedIterator<Item = &Term> {
    list.terms.iter().filter(|term| !matches!(term.value, Value::Absent(_)))
}

fn ends(policy: &Policy, list: &List) -> Ends {
    match said(list).next_back().map(|term| &term.value) {
        Some(Value::Duration(_)) => Ends::Time,
        Some(Value::Ref(Ref::Text(_) | Ref::Unknown(_))) => Ends::Words,
        Some(Value::Ref(Ref::Special(Special::Recipients))) => Ends::Party,
        Some(Value::Ref(Ref::Builtin(class))) => match class.kind {
            Kind::Audience => Ends::People,
            Kind::Role => Ends::Party,
            Kind::Act => Ends::Act,
            _ => Ends::Other,
        },
        Some(Value::Ref(Ref::Noun(id))) => match policy.noun(*id).map(|noun| noun.kind) {
            Some(NounKind::Audience) => Ends::People,
            Some(NounKind::Recipient | NounKind::Organization) => Ends::Party,
            _ => Ends::Other,
        },
        _ => Ends::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::Standing;
    use crate::law::Vocabulary;
    use crate::source::FileId;

    fn standing(sentence: &str) -> Standing {
        let text = format!(
            "data orders \"orders\"\nrecipient insurers \"insurers\"\naudience customers \"customers\"\n{sentence}\n"
        );
        let items = crate::syntax::read(FileId(0), &text).value.items;
        let made = crate::model::policy("acme", items, Vocabulary::builtin());
        let found: Vec<&str> = made.findings.iter().map(|finding| finding.code).collect();
        assert!(found.iter().all(|code| *code == "unused-declaration"), "{text}: {found:?}");
        let mut standing = None;
        made.value.each_statement(&mut |statement| standing = Some(statement.standing(&made.value)));
        standing.expect("a sentence")
    }

    #[track_caller]
    fn place(sentence: &str, behind: &str, of_people: bool, in_party: bool) {
        let found = standing(sentence);
        assert_eq!(
            (found.place, found.of_people, found.in_party),
            (behind, of_people, in_party),
            "{sentence}"
        );
    }

    #[test]
    fn a_place_right_behind_somebody_is_where_they_are() {
        place("we share orders about customers in FR with insurers", "about", true, false);
        place("we collect orders from customers in FR", "from", true, false);
        place("we share orders with insurers in FR", "with", false, true);
        place("we notify insurers in FR", "objects", false, false);
    }

    #[test]
    fn another_place_is_where_it_holds() {
        place("we store orders in FR", "", false, false);
        place("we share orders with insurers for security in FR", "", false, false);
        place("we share orders in FR with insurers", "", false, false);
        place("we share orders with insurers if consent in FR", "", false, false);
    }

    #[test]
    fn what_else_stands_behind_somebody() {
        assert_eq!(standing("we collect orders from customers under 18").under, "from");
        assert_eq!(standing("we collect orders from customers of \"the shop\"").of, "from");
        assert_eq!(standing("we respond to \"requests\" about orders").about, "to");
    }
}
