//! What templates see of conditions.

use serde::Serialize;

use super::term::detail_of;
use super::{ListView, MoreView, Spelt, TermView, Viewer};
use crate::document::wording::seen;
use crate::model::phrase::reads_as_event;
use crate::model::words::ConditionWord;
use crate::model::{Class, Expression, Guarded};

/// A condition and what limits it.
#[derive(Clone, Debug, Serialize)]
pub struct ConditionView<'a> {
    /// `if`, `unless`, ….
    pub word: &'static str,
    /// The condition.
    pub test: TestView<'a>,
    /// The places in which it limits, if it does so in some only.
    pub places: Vec<ListView<'a>>,
}

seen! { ConditionView<'a>: word test places }

/// A condition.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TestView<'a> {
    /// `or`, `and`, `not`, `text` or `named`.
    pub op: &'static str,
    /// What `or`, `and` and `not` hold.
    pub items: Vec<TestView<'a>>,
    /// The text, or the named condition's words.
    pub text: std::borrow::Cow<'a, str>,
    /// Whether it says what happens, and is no name: "your request".
    pub event: bool,
    /// The named condition's id.
    pub id: &'a str,
    /// Its vocabulary ids, where it is a declaration's.
    pub classes: Spelt<'a, Class>,
    /// Whose condition it is.
    pub party: Option<Box<TermView<'a>>>,
    /// A text that goes with it.
    pub detail: Option<&'a str>,
    /// What its declaration says beyond its name, where it is first mentioned.
    pub more: Option<Box<MoreView<'a>>>,
    /// What limits it in turn.
    pub guards: Vec<ConditionView<'a>>,
}

seen! { TestView<'a>: op items text event id classes party detail more guards }

impl ConditionView<'_> {
    /// Whether an exception is in it.
    pub(in crate::document) fn excepts(&self) -> bool {
        self.word == ConditionWord::Unless.as_str() || self.test.excepts()
    }
}

impl<'a> TestView<'a> {
    fn excepts(&self) -> bool {
        self.guards.iter().any(ConditionView::excepts) || self.items.iter().any(Self::excepts)
    }

    /// Names a party "they" that is who does something, by the kind and the id of its declaration.
    pub(super) fn name_again(&mut self, named: (&str, &str), they: &'a str) {
        let theirs = DONE_BY_PARTIES.contains(&self.id);
        if let Some(party) = self.party.as_mut().filter(|party| theirs && (party.kind, party.id) == named) {
            let term = TermView {
                kind: "special",
                id: "they",
                text: they.into(),
                plural: true,
                ..TermView::default()
            };
            **party = term;
        }
        self.items.iter_mut().for_each(|item| item.name_again(named, they));
        self.guards.iter_mut().for_each(|guard| guard.test.name_again(named, they));
    }
}

/// Conditions in whose words a party is who does something: "they consent".
const DONE_BY_PARTIES: [&str; 7] =
    ["approval", "belief", "consent", "explicit-consent", "opt-in", "opt-out", "request"];

impl<'a> Viewer<'a> {
    pub(super) fn guarded(&mut self, guarded: &'a Guarded) -> TestView<'a> {
        let mut test = self.test(&guarded.expression);
        for (word, expression) in &guarded.guards {
            let (word, inner, places) = (word.as_str(), self.test(expression), Vec::new());
            test.guards.push(ConditionView { word, test: inner, places });
        }
        test
    }

    pub(super) fn test(&mut self, expression: &'a Expression) -> TestView<'a> {
        let empty = TestView::of("text", Vec::new());
        match expression {
            Expression::Or(all) => self.joined("or", "and", all),
            Expression::And(all) => self.joined("and", "or", all),
            Expression::Not(e) => TestView { op: "not", items: vec![self.test(e)], ..empty },
            Expression::Group(guarded) => self.guarded(guarded),
            Expression::Text(text, _) => {
                TestView { event: reads_as_event(text), text: (&**text).into(), ..empty }
            }
            Expression::Named { condition, party, detail, .. } => {
                let named = self.reference(condition);
                let party = party.as_ref().map(|party| Box::new(self.reference(party)));
                let detail = detail.as_deref().map(|text| detail_of(named.id, text));
                TestView {
                    op: "named",
                    event: true,
                    text: named.text,
                    id: named.id,
                    classes: named.classes,
                    party,
                    detail,
                    more: named.more,
                    ..empty
                }
            }
        }
    }

    /// What `or` or `and` joins; the same inside it, in parentheses, is one list with it.
    ///
    /// What would take in what stands behind it comes last: what somebody believes, then what is not so, which is said
    /// once for all of it. An exception to several comes behind these and nothing else.
    fn joined(&mut self, op: &'static str, other: &'static str, all: &'a [Expression]) -> TestView<'a> {
        let tests: Vec<TestView<'a>> = all.iter().map(|expression| self.test(expression)).collect();
        let items = tests.into_iter().flat_map(|test| test.split(op));
        let (denied, mut items): (Vec<_>, Vec<_>) = items.partition(|test| self.denies_at_length(test));
        items.sort_by_key(TestView::rank);
        let denied: Vec<TestView<'a>> = match denied.len() {
            0 | 1 => denied,
            _ => {
                let inner = denied.into_iter().flat_map(|test| test.items).flat_map(|test| test.split(other));
                vec![TestView::of("not", vec![TestView::of(other, inner.collect())])]
            }
        };
        items.extend(denied);
        match items.pop() {
            Some(only) if items.is_empty() => only,
            last => TestView::of(op, items.into_iter().chain(last).collect()),
        }
    }

    /// Whether a condition is one that does not hold, and no word says so by itself: "it is not the case that".
    fn denies_at_length(&self, test: &TestView<'_>) -> bool {
        let plain = |inner: &TestView<'_>| {
            inner.op == "named"
                && inner.guards.is_empty()
                && self.wording.word(&["denied", inner.id]).is_some()
        };
        test.op == "not" && test.guards.is_empty() && !test.items.iter().any(plain)
    }
}

impl<'a> TestView<'a> {
    fn of(op: &'static str, items: Vec<Self>) -> Self {
        Self { op, items, ..Self::default() }
    }

    /// What `op` joins in it, or itself.
    fn split(self, op: &str) -> Vec<Self> {
        if self.op == op && self.guards.is_empty() { self.items } else { vec![self] }
    }

    /// Its place among others: an exception to several would be one to what stands before them too, and what follows a
    /// belief would be believed.
    fn rank(&self) -> u8 {
        match self.op {
            "or" | "and" if !self.guards.is_empty() => 0,
            "named" if self.id == "belief" => 2,
            "not" => self.items.iter().map(Self::rank).max().unwrap_or(1).max(1),
            _ => 1,
        }
    }
}
