//! Which clauses stand right behind a list and are about it: "children under 13", "customers of the shop", "users in
//! Texas", "to insurers in Canada", "requests about a child".

use super::{ClausesView, ListView};
use crate::model::words::ListWord;

/// The list that the next clause stands right behind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Behind {
    /// Whether a sentence has no object, so that what it is about stands in a list: "respond to requests".
    alone: bool,
    before: Option<Before>,
}

#[derive(Clone, Copy, Debug)]
struct Before {
    /// Its word, or `objects` for what the verb is about.
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
    Time,
    Other,
}

const OBJECTS: &str = "objects";

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

impl Behind {
    /// The first clause of a sentence stands behind what the verb is about.
    pub(super) fn objects(objects: Option<&ListView<'_>>) -> Self {
        let before = objects.map(|list| Before { word: OBJECTS, ends: ends(list) });
        Self { alone: objects.is_none(), before }
    }

    /// A clause that is no list stands between.
    pub(super) fn interrupt(&mut self) {
        self.before = None;
    }

    /// Notes in a view what the list after a word is about, and goes on behind it.
    pub(super) fn list(&mut self, word: ListWord, list: &ListView<'_>, view: &mut ClausesView<'_>) {
        let before = self.before.take();
        let word_of = |found: fn(&Self, Before) -> bool| {
            before.filter(|before| found(self, *before)).map_or("", |before| before.word)
        };
        match word {
            // All after one word stand where the first does.
            _ if view.lists.has(word) => {}
            ListWord::Of => {
                view.of_behind = word_of(Self::is_somebody_s);
                // "Customers of the shop under 18": it is they who have the age.
                if ends(list) != Ends::People && before.is_some_and(|before| before.ends == Ends::People) {
                    self.before = before;
                    return;
                }
            }
            ListWord::About => view.about_behind = word_of(Self::is_matter),
            ListWord::In if list.terms.iter().all(|term| is_place(term.kind)) => {
                view.in_behind = word_of(|_, before| before.is_somewhere());
                self.before = before;
                return;
            }
            // "Customers under 18 of the shop": an age is part of who they are.
            ListWord::Under => {
                if list.terms.iter().all(|term| term.kind == "number") {
                    view.under_behind = word_of(|_, before| {
                        before.ends == Ends::People || before.ends == Ends::Words && before.word != OBJECTS
                    });
                }
                self.before = before;
                return;
            }
            _ => {}
        }
        self.before = WORDED.contains(&word).then(|| Before { word: word.as_str(), ends: ends(list) });
    }

    /// Whether what stands before `of` is somebody's: people of somebody, and what a sentence is about.
    fn is_somebody_s(&self, before: Before) -> bool {
        before.ends == Ends::People
            || [OBJECTS, ListWord::As.as_str()].contains(&before.word)
            || self.is_matter(before)
    }

    /// Whether it is what a sentence without an object is about.
    fn is_matter(&self, before: Before) -> bool {
        self.alone && before.ends != Ends::Time
    }
}

impl Before {
    /// Whether a place right behind it is where they are, and not where the sentence holds: people, and who gets
    /// something or is what a sentence is about, "notify the authorities in Germany".
    fn is_somewhere(self) -> bool {
        let gets = [ListWord::To, ListWord::With].iter().any(|word| word.as_str() == self.word);
        match self.ends {
            Ends::People => true,
            Ends::Party => gets || self.word == OBJECTS,
            Ends::Words => gets,
            Ends::Time | Ends::Other => false,
        }
    }
}

fn ends(list: &ListView<'_>) -> Ends {
    match list.terms.last().map(|term| (term.kind, term.id)) {
        Some(("audience" | "audiences", _)) => Ends::People,
        Some(("recipient" | "organization" | "roles", _) | ("special", "recipients")) => Ends::Party,
        Some(("text", _)) => Ends::Words,
        Some(("duration", _)) => Ends::Time,
        _ => Ends::Other,
    }
}

/// Whether a term of this kind names a place where people are.
fn is_place(kind: &str) -> bool {
    matches!(kind, "region" | "regions" | "country" | "countries")
}
