//! What templates see of clauses: lists, conditions, times, bases.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::conditions::{ConditionView, TestView};
use super::term::{date_view, detail_of, duration_view, length_view};
use super::{DateView, DurationView, ListView, TermView, Viewer};
use crate::analysis::things::is_thing;
use crate::document::wording::{Bare, Name, See, Seen, View, bare, seen};
use crate::model::words::{ListWord, SayingWord};
use crate::model::{Behind, Clause, ClauseKind, Retention, Said};

/// Every clause of a statement or declaration, by what it says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ClausesView<'a> {
    /// Lists by the word before them, `_` for `-`; templates see every word.
    pub lists: Lists<'a>,
    /// The word of the list that `of` stands right behind and is about, `objects` for what the verb is about; else empty.
    pub of_behind: &'static str,
    /// That of the list that `about` stands right behind, where the verb has no object, or where that is `for`.
    pub about_behind: &'static str,
    /// That of the people whose age stands right behind them.
    pub under_behind: &'static str,
    /// That of the people, or of whoever receives something, behind whom it stands where they are.
    pub in_behind: &'static str,
    /// Conditions, in order.
    pub conditions: Vec<ConditionView<'a>>,
    /// How long data is kept.
    pub kept: Vec<KeptView<'a>>,
    /// Deadlines.
    pub within: Vec<WithinView<'a>>,
    /// How often.
    pub every: Vec<DurationView<'a>>,
    /// How far back.
    pub lookback: Vec<DurationView<'a>>,
    /// How many times.
    pub limits: Vec<LimitView<'a>>,
    /// Legal bases.
    pub basis: Vec<GroundView<'a>>,
    /// `because`, `otherwise`, `then`, `note`; templates see every word.
    pub sayings: Sayings<'a>,
    /// Whether `then` stands before `unless`, so that it is what follows from the sentence and not from the exception.
    pub then_ahead: bool,
    /// `effective`, `updated`; only those that are declared.
    pub dates: BTreeMap<&'static str, DateView>,
}

seen! {
    ClausesView<'a>: lists of_behind about_behind under_behind in_behind conditions kept within every lookback limits basis
        sayings then_ahead dates
}

/// Lists by the word before them.
#[derive(Clone, Debug, Default)]
pub struct Lists<'a>(Vec<(&'static str, Vec<ListView<'a>>)>);

/// Texts by the word before them.
#[derive(Clone, Debug, Default)]
pub struct Sayings<'a>(Vec<(&'static str, Vec<&'a str>)>);

/// How long data is kept.
#[derive(Clone, Debug, Serialize)]
pub struct KeptView<'a> {
    /// `for`, `forever`, `unstated`, or a condition's word.
    pub word: &'static str,
    /// For how long.
    pub duration: Option<DurationView<'a>>,
    /// While or until what.
    pub test: Option<TestView<'a>>,
    /// From when on.
    pub after: Option<TestView<'a>>,
}

seen! { KeptView<'a>: word duration test after }

/// A deadline.
#[derive(Clone, Debug, Serialize)]
pub struct WithinView<'a> {
    /// How long.
    pub duration: DurationView<'a>,
    /// From when on.
    pub start: Option<TestView<'a>>,
    /// Whether it runs from a request, as the time for an answer does.
    pub answer: bool,
    /// By how much it can be extended.
    pub extension: Option<DurationView<'a>>,
    /// On which condition.
    pub condition: Option<TestView<'a>>,
    /// What follows where it is extended.
    pub then: Option<&'a str>,
}

seen! { WithinView<'a>: duration start answer extension condition then }

/// How many times, in how long.
#[derive(Clone, Debug, Serialize)]
pub struct LimitView<'a> {
    /// How many times.
    pub times: u32,
    /// In how long, if not at all.
    pub per: Option<DurationView<'a>>,
}

seen! { LimitView<'a>: times per }

/// A legal basis.
#[derive(Clone, Debug, Serialize)]
pub struct GroundView<'a> {
    /// The basis.
    pub basis: TermView<'a>,
    /// The interest.
    pub interest: Option<&'a str>,
    /// The purposes.
    pub purposes: Vec<TermView<'a>>,
}

seen! { GroundView<'a>: basis interest purposes }

/// What tells some conditions from others: their words, but not what a first mention has more.
pub(in crate::document) fn condition_key(conditions: &[ConditionView<'_>]) -> String {
    fn key(test: &TestView<'_>, word: &str, out: &mut String) {
        let party = test.party.as_ref().map(|party| &party.text);
        out.push_str(&format!("\n{word} {} {:?} {party:?} {:?}(", test.op, test.text, test.detail));
        test.items.iter().for_each(|item| key(item, "", out));
        test.guards.iter().for_each(|guard| key(&guard.test, guard.word, out));
        out.push(')');
    }
    let mut all = String::new();
    conditions.iter().for_each(|condition| key(&condition.test, condition.word, &mut all));
    all
}

impl<'a> GroundView<'a> {
    /// Whether it is the same basis.
    pub(super) fn is_of(&self, other: &Self) -> bool {
        let of = |ground: &Self| (ground.basis.kind, ground.basis.id);
        of(self) == of(other) && self.basis.text == other.basis.text
    }

    /// Whether it can stand for what the declaration of a purpose says of the same basis, whose interest it takes over if
    /// it has none: not if it is about several purposes, unless there is but `one` in any case.
    pub(super) fn takes_in(&mut self, declared: &Self, one: bool) -> bool {
        if self.interest.is_none() && (self.purposes.len() == 1 || (one && self.purposes.is_empty())) {
            self.interest = declared.interest;
        }
        self.interest.is_some() || declared.interest.is_none()
    }
}

impl<'a> Lists<'a> {
    pub(super) fn push(&mut self, word: &'static str, list: ListView<'a>) {
        add(&mut self.0, word, list);
    }

    /// Leaves out those after one word.
    pub(in crate::document) fn clear(&mut self, word: ListWord) {
        self.0.retain(|(known, _)| *known != key(word));
    }

    /// Leaves out some of what stands after one word.
    pub(in crate::document) fn retain(
        &mut self,
        word: ListWord,
        mut keep: impl FnMut(&TermView<'a>) -> bool,
    ) {
        let mut lists = self.take(word);
        lists.iter_mut().for_each(|list| list.terms.retain(&mut keep));
        lists.retain(|list| !list.terms.is_empty());
        self.clear(word);
        if !lists.is_empty() {
            self.0.push((key(word), lists));
        }
    }

    /// Takes out those after one word.
    pub(in crate::document) fn take(&mut self, word: ListWord) -> Vec<ListView<'a>> {
        self.of_mut(key(word)).map(std::mem::take).unwrap_or_default()
    }

    /// Whether there are none.
    pub(in crate::document) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there are none after one word.
    pub(in crate::document) fn is_empty_of(&self, word: ListWord) -> bool {
        !self.0.iter().any(|(known, _)| *known == key(word))
    }

    /// Everything in them, to change it.
    pub(super) fn terms_mut(&mut self) -> impl Iterator<Item = &mut TermView<'a>> {
        self.0.iter_mut().flat_map(|(_, lists)| lists).flat_map(|list| &mut list.terms)
    }

    /// Those after one word, to change them.
    pub(super) fn of_mut(&mut self, word: &str) -> Option<&mut Vec<ListView<'a>>> {
        self.0.iter_mut().find(|(known, _)| *known == word).map(|(_, lists)| lists)
    }
}

const NOTE: &str = SayingWord::Note.as_str();

/// What conditions stand behind in words of their own, as they do behind "if".
const STATING: [ListWord; 5] =
    [ListWord::When, ListWord::After, ListWord::Before, ListWord::Despite, ListWord::DependingOn];

impl<'a> Sayings<'a> {
    /// Whether there is one after a word.
    fn has(&self, word: SayingWord) -> bool {
        self.0.iter().any(|(known, _)| *known == word.as_str())
    }

    /// Takes out the notes that are sentences, which stand behind the one that brings them and not in it.
    pub(super) fn take_sentences(&mut self) -> Vec<&'a str> {
        let notes = self.0.iter_mut().filter(|(word, _)| *word == NOTE);
        let stops = ['.', '!', '?'];
        let enclosed = |text: &str| {
            let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
            inner.is_some_and(|text| text.ends_with(stops))
        };
        let ends = |text: &str| text.ends_with(stops) || enclosed(text);
        notes.flat_map(|(_, texts)| texts.extract_if(.., |text| ends(text))).collect()
    }

    /// Adds notes, each once.
    pub(super) fn note(&mut self, notes: Vec<&'a str>) {
        for note in notes {
            let known = self.0.iter().any(|(word, all)| *word == NOTE && all.contains(&note));
            if !known {
                add(&mut self.0, NOTE, note);
            }
        }
    }
}

fn add<T>(all: &mut Vec<(&'static str, Vec<T>)>, word: &'static str, one: T) {
    match all.iter_mut().find(|(known, _)| *known == word) {
        Some((_, some)) => some.push(one),
        None => all.push((word, vec![one])),
    }
}

/// A map that has an entry for every word there is, most of them empty.
macro_rules! every_word {
    ($map:ident, $bare:ident, $words:ident, $key:expr) => {
        impl Serialize for $map<'_> {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                struct Every<'a, 'b>(&'b $map<'a>);
                impl Serialize for Every<'_, '_> {
                    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                        let mut all = to.serialize_struct("Words", $words::ALL.len())?;
                        for word in $words::ALL.iter().map($key) {
                            let found = self.0.0.iter().find(|(known, _)| *known == word);
                            all.serialize_field(word, found.map_or(&[][..], |(_, some)| some.as_slice()))?;
                        }
                        all.end()
                    }
                }
                if self.0.is_empty() {
                    bare(Bare::$bare, &Every(self), to)
                } else {
                    Every(self).serialize(to)
                }
            }
        }

        impl See for $map<'_> {
            fn see(&self) -> Seen<'_> {
                Seen::View(self)
            }
        }

        impl View for $map<'_> {
            fn field(&self, asked: Name) -> Seen<'_> {
                self.item(asked.as_str())
            }

            fn item(&self, key: &str) -> Seen<'_> {
                let found = self.0.iter().find(|(known, _)| *known == key);
                found.map_or(Seen::List(&[]), |(_, some)| some.see())
            }
        }
    };
}

every_word! { Lists, Lists, ListWord, |word| key(*word) }
every_word! { Sayings, Sayings, SayingWord, |word| word.as_str() }

impl<'a> Viewer<'a> {
    /// The clauses of a section, with what is noted of what they name.
    pub(in crate::document) fn scope(
        &mut self,
        clauses: impl Iterator<Item = &'a Clause>,
    ) -> ClausesView<'a> {
        self.notes = Some(Vec::new());
        let mut view = self.clauses(clauses);
        view.sayings.note(self.notes.take().unwrap_or_default());
        view
    }

    /// The conditions among some clauses, and nothing else, so that nothing else counts as mentioned.
    pub(in crate::document) fn conditions(
        &mut self,
        clauses: impl IntoIterator<Item = &'a Clause>,
    ) -> Vec<ConditionView<'a>> {
        let conditions = |clause: &&Clause| matches!(clause.kind, ClauseKind::Condition(..));
        self.clauses(clauses.into_iter().filter(conditions)).conditions
    }

    pub(in crate::document) fn clauses(
        &mut self,
        clauses: impl IntoIterator<Item = &'a Clause>,
    ) -> ClausesView<'a> {
        self.clauses_behind(Behind::nothing(self.policy), clauses)
    }

    /// Clauses, the first of which may stand right behind something.
    pub(super) fn clauses_behind(
        &mut self,
        mut behind: Behind<'_>,
        clauses: impl IntoIterator<Item = &'a Clause>,
    ) -> ClausesView<'a> {
        let mut view = ClausesView::default();
        let (mut extended, mut timed) = (false, false);
        for (clause, at) in clauses.into_iter().zip(0..) {
            behind.clause(clause);
            let behind_extension =
                std::mem::replace(&mut extended, matches!(clause.kind, ClauseKind::Within(_, _, Some(_))));
            let behind_time =
                std::mem::replace(&mut timed, matches!(clause.kind, ClauseKind::Within(_, None, _)));
            match &clause.kind {
                ClauseKind::Condition(word, guarded) => {
                    let test = self.guarded(guarded);
                    let condition = ConditionView { word: word.as_str(), test, places: Vec::new() };
                    view.then_ahead |= view.sayings.has(SayingWord::Then) && condition.excepts();
                    view.conditions.push(condition);
                }
                ClauseKind::List(word, list) => {
                    // Nothing is done for a purpose that is left out.
                    let denying = self.denying;
                    self.denying |= *word == ListWord::Except;
                    let mut list = self.list(list);
                    self.denying = denying;
                    // "Fee none" is said: free of charge.
                    if *word != ListWord::Fee {
                        list.terms.retain(|term| term.kind != "absent");
                        if list.terms.is_empty() {
                            continue;
                        }
                    }
                    if *word == ListWord::For {
                        let texts = list.terms.iter_mut().filter(|term| term.kind == "text");
                        texts.for_each(|term| term.thing |= is_thing(&term.text, self.policy));
                    }
                    if STATING.contains(word) {
                        for term in list.terms.iter_mut().filter(|term| term.kind == "conditions") {
                            term.detail = term.detail.map(|detail| detail_of(term.id, detail));
                        }
                    }
                    list.at = at;
                    // "Within 60 days after our decision" is no time for an answer.
                    if *word == ListWord::After
                        && behind_time
                        && let Some(within) = view.within.last_mut()
                    {
                        within.answer = false;
                    }
                    view.lists.push(key(*word), list);
                }
                ClauseKind::Kept(kept, after) => {
                    let after = after.as_ref().map(|e| self.test(e));
                    let (word, duration, test) = match kept {
                        Retention::For(duration) => ("for", Some(duration_view(*duration)), None),
                        Retention::Condition(word, e) => (word.as_str(), None, Some(self.test(e))),
                        Retention::Forever => ("forever", None, None),
                        Retention::Absent(absence) => (absence.as_str(), None, None),
                    };
                    view.kept.push(KeptView { word, duration, test, after });
                }
                ClauseKind::Within(within, start, extension) => view.within.push(WithinView {
                    duration: length_view(within),
                    start: start.as_ref().map(|e| self.test(e)),
                    answer: start.as_ref().is_none_or(|e| self.policy.is_request(e)),
                    extension: extension.as_ref().map(|extension| length_view(&extension.by)),
                    condition: extension
                        .as_ref()
                        .and_then(|extension| Some(self.test(extension.on.as_ref()?))),
                    then: None,
                }),
                ClauseKind::Every(duration) => view.every.push(duration_view(*duration)),
                ClauseKind::Lookback(duration) => view.lookback.push(duration_view(*duration)),
                ClauseKind::Limit(times, per) => {
                    view.limits.push(LimitView { times: *times, per: per.map(duration_view) })
                }
                ClauseKind::Basis(grounds) => {
                    for ground in grounds {
                        let basis = self.reference(&ground.basis);
                        let mut purposes: Vec<TermView<'a>> =
                            ground.purposes.iter().map(|term| self.term(term)).collect();
                        let brought = purposes.iter_mut().filter_map(|term| term.more.as_mut());
                        let brought: Vec<GroundView<'a>> =
                            brought.flat_map(|more| std::mem::take(&mut more.clauses.basis)).collect();
                        let mut own = GroundView { basis, interest: ground.interest.as_deref(), purposes };
                        for declared in &brought {
                            if own.is_of(declared) {
                                own.takes_in(declared, false);
                            }
                        }
                        view.basis.push(own);
                    }
                }
                ClauseKind::Saying(SayingWord::Then, Said::Text(text)) if behind_extension => {
                    view.within.last_mut().into_iter().for_each(|within| within.then = Some(text));
                }
                ClauseKind::Saying(word, Said::Text(text)) => add(&mut view.sayings.0, word.as_str(), text),
                ClauseKind::Saying(_, Said::Absent(_)) | ClauseKind::Allow(_, _) => {}
                ClauseKind::Dated(word, dated) => {
                    view.dates.insert(word.as_str(), date_view(*dated));
                }
            }
        }
        let standing = behind.standing();
        view.of_behind = standing.of;
        view.about_behind = standing.about;
        view.under_behind = standing.under;
        view.in_behind = standing.place;
        view
    }
}

fn key(word: ListWord) -> &'static str {
    match word {
        ListWord::SuchAs => "such_as",
        ListWord::DependingOn => "depending_on",
        word => word.as_str(),
    }
}
