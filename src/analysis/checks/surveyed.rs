//! What laws asked of a policy, from one time to the next.

use std::ops::Range;

use super::survey::{Answer, Survey};
use crate::analysis::addressees::owns_channel;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::Check;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, Policy};
use crate::source::{Move, Span};

/// What was asked of a survey, so that it is known which statements make no difference.
#[derive(Debug, Default)]
pub(crate) struct Surveyed {
    /// What was asked of statements one by one, and the number of the first that nobody had to look at.
    pub(super) said: Vec<(Check, usize)>,
    pub(super) named: Vec<Named>,
    /// Whether somebody asked whose data the policy handles.
    pub(super) whose_data: bool,
}

/// What was asked of declarations, and of statements that name the same.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) check: Check,
    /// The number of the first statement that nobody had to look at.
    pub(super) end: usize,
    /// The last place in a declaration that somebody had to look at.
    pub(super) last: Option<Span>,
    /// Whether somebody had to look at all declarations.
    pub(super) all: bool,
}

impl Surveyed {
    /// What was asked of a survey.
    pub(crate) fn of(survey: Survey<'_>) -> Self {
        let whose_data = survey.asked_whose_data();
        let said = survey.sayings.into_inner().into_values().map(|sayings| {
            let left = sayings.candidates.len() > 0;
            let end = sayings.found.last().filter(|_| left).map_or(usize::MAX, |last| last + 1);
            (sayings.check, end)
        });
        let named = survey.answers.into_inner().into_values().map(|answer| {
            let Answer { check, end, last, all, .. } = answer;
            Named { check, end, last, all }
        });
        Self { said: said.collect(), named: named.collect(), whose_data }
    }

    /// Whether one of some statements, each with its number, is one that an answer may rest on.
    pub(crate) fn concerns<'a>(&self, policy: &'a Policy, statements: Vec<(usize, Placed<'a>)>) -> bool {
        let (numbers, statements): (Vec<usize>, Vec<Placed<'a>>) = statements.into_iter().unzip();
        let survey = Survey::of_some(policy, &policy.vocabulary, statements);
        let said = |(check, end): &(Check, usize)| {
            let mut looked_at = numbers.iter().enumerate().filter(|(_, number)| *number < end);
            looked_at.any(|(at, _)| survey.is_said(at, check))
        };
        let named = |named: &Named| {
            let looked_at = |at: usize| numbers.get(at).is_some_and(|number| *number < named.end);
            let seen = || survey.seen_in_statements(&named.check);
            numbers.iter().any(|number| *number < named.end)
                && seen().iter().any(|(at, _)| at.is_some_and(looked_at))
        };
        survey.says_where_or_how()
            || self.asks_each_purpose() && survey.says_what_for()
            || self.whose_data && survey.tells_whose_data()
            || self.said.iter().any(said)
            || self.named.iter().any(named)
    }

    /// Whether somebody asked what each purpose rests on.
    fn asks_each_purpose(&self) -> bool {
        self.named.iter().any(|named| named.check.asks_each_basis())
    }

    /// Whether one of some declarations is one that an answer may rest on by itself.
    pub(crate) fn concerns_declarations(&self, policy: &Policy, nouns: &[&Noun]) -> bool {
        let survey = Survey::of_some(policy, &policy.vocabulary, Vec::new());
        let abroad = |noun: &Noun| {
            noun.kind == NounKind::Recipient
                && (noun.places(policy).next().is_some() || noun.declares("safeguard"))
        };
        // Whom a word such as "drivers" leaves out hangs on what other audiences there are; whether data is sold, on
        // what every tracker does; whose a channel is, on what it is called; whose policy it is, on which organization is
        // the first.
        let any = |noun: &Noun| {
            use NounKind::{Audience, Channel, Law, Organization, Tracker};
            matches!(noun.kind, Law | Audience | Tracker | Channel | Organization)
                || owns_channel(policy, noun)
        };
        // Where data comes from and what it is for is said of each statement that gets it.
        let behind = |noun: &Noun| {
            let said = |word| select::listed(noun, word).next().is_some();
            noun.kind == NounKind::Data && [ListWord::From, ListWord::For].into_iter().any(said)
        };
        let purpose = |noun: &Noun| noun.kind == NounKind::Purpose && self.asks_each_purpose();
        let seen = |noun: &Noun| {
            self.named.iter().any(|named| {
                let looked_at = |span: Span| named.all || named.last.is_some_and(|last| span <= last);
                survey.seen_in(noun, &named.check).into_iter().any(looked_at)
            })
        };
        nouns.iter().any(|noun| abroad(noun) || any(noun) || behind(noun) || purpose(noun) || seen(noun))
    }

    /// Gives every place the one that it has after a change.
    pub(crate) fn follow(&mut self, moved: Move) {
        let spans = self.named.iter_mut().filter_map(|named| named.last.as_mut());
        spans.for_each(|span| moved.apply(span));
    }

    /// Gives every statement the number that it has where others have come into the place of some that made
    /// no difference.
    pub(crate) fn renumber(&mut self, range: &Range<usize>, others: usize) {
        let named = self.named.iter_mut().map(|named| &mut named.end);
        for end in self.said.iter_mut().map(|(_, end)| end).chain(named) {
            if *end >= range.end && *end != usize::MAX {
                *end = *end - range.len() + others;
            } else if *end > range.start {
                *end = range.start;
            }
        }
    }
}
