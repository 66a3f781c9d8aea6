//! When a tracker is on: what its declaration says of that, turned round where it says when it is off.

use super::limits::own_limits;
use super::{Facets, ScopeView};
use crate::document::view::{ConditionView, TestView};
use crate::model::words::{ConditionWord, ListWord};
use crate::model::{Clause, ClauseKind, Noun};

impl<'a> Facets<'_, 'a> {
    /// The conditions and limits under which a tracker is on where the law holds.
    pub(super) fn turned_on(&mut self, tracker: &'a Noun) -> (Vec<ConditionView<'a>>, Vec<ScopeView<'a>>) {
        let mut conditions = self.viewer.conditions(&tracker.clauses);
        // That it is off elsewhere says nothing here.
        let off = tracker.property("off").filter(|property| !property.clauses.is_empty());
        let reach = self.reach;
        for property in off.filter(|property| !reach.scoped_elsewhere(&property.clauses)) {
            conditions.push(self.turned(&property.clauses));
        }
        let left_out = |clause: &&Clause| matches!(clause.kind, ClauseKind::List(ListWord::Except, _));
        let mut limits: Vec<&'a Clause> = own_limits(self.reach, &tracker.clauses).collect();
        limits.extend(tracker.clauses.iter().filter(left_out));
        (conditions, self.limited_to(limits, tracker.span).into_iter().collect())
    }

    /// On which condition something is on that is off on some conditions, all of which must hold, in some places.
    fn turned(&mut self, off: &'a [Clause]) -> ConditionView<'a> {
        let everywhere = self.reach.leaves_out_nobody(&mut off.iter().filter(|clause| is_place(clause)));
        let places =
            if everywhere.is_some() { Vec::new() } else { self.viewer.clauses(off).lists.take(ListWord::In) };
        let is_until = |word: &str| matches!(word, "until" | "unless");
        let mut tests = self.viewer.conditions(off);
        if let [one] = tests.as_slice()
            && is_until(one.word)
        {
            let test = one.test.clone();
            return ConditionView { word: ConditionWord::OnlyIf.as_str(), test, places };
        }
        let holds = |one: ConditionView<'a>| match is_until(one.word) {
            true => TestView { op: "not", items: vec![one.test], ..TestView::default() },
            false => one.test,
        };
        let all: Vec<TestView<'a>> = tests.drain(..).map(holds).collect();
        let mut all = all.into_iter();
        match (all.next(), all.len()) {
            // Nothing turns it on.
            (None, _) => ConditionView { word: "off", test: TestView::default(), places },
            (Some(test), 0) => ConditionView { word: ConditionWord::Unless.as_str(), test, places },
            (Some(first), _) => {
                let items = std::iter::once(first).chain(all).collect();
                let test = TestView { op: "and", items, ..TestView::default() };
                ConditionView { word: ConditionWord::Unless.as_str(), test, places }
            }
        }
    }
}

const fn is_place(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::List(ListWord::In, _))
}
