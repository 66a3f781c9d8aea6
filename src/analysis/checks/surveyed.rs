//! What laws asked of a policy, from one time to the next.

use std::ops::Range;

use super::survey::Survey;
use crate::analysis::reach::Placed;
use crate::law::Check;
use crate::model::Policy;

/// What was asked of a survey, so that it is known which statements make no difference.
#[derive(Debug, Default)]
pub(crate) struct Surveyed {
    /// What was asked of statements one by one, and the number of the first that nobody had to look at.
    pub(super) said: Vec<(Check, usize)>,
    /// The same of declarations and of statements that name the same.
    pub(super) named: Vec<(Check, usize)>,
}

impl Surveyed {
    /// Whether one of some statements, each with its number, is one that an answer may rest on.
    pub(crate) fn concerns<'a>(&self, policy: &'a Policy, statements: Vec<(usize, Placed<'a>)>) -> bool {
        let (numbers, statements): (Vec<usize>, Vec<Placed<'a>>) = statements.into_iter().unzip();
        let survey = Survey::of_some(policy, &policy.vocabulary, statements);
        let said = |(check, end): &(Check, usize)| {
            let mut looked_at = numbers.iter().enumerate().filter(|(_, number)| *number < end);
            looked_at.any(|(at, _)| survey.is_said(at, check))
        };
        let named = |(check, end): &(Check, usize)| {
            let looked_at = |at: usize| numbers.get(at).is_some_and(|number| number < end);
            numbers.iter().any(|number| number < end)
                && survey.seen_in_statements(check).iter().any(|(at, _)| at.is_some_and(looked_at))
        };
        survey.says_where_or_how() || self.said.iter().any(said) || self.named.iter().any(named)
    }

    /// Gives every statement the number that it has where others have come into the place of some that made
    /// no difference.
    pub(crate) fn renumber(&mut self, range: &Range<usize>, others: usize) {
        for (_, end) in self.said.iter_mut().chain(&mut self.named) {
            if *end >= range.end && *end != usize::MAX {
                *end = *end - range.len() + others;
            } else if *end > range.start {
                *end = range.start;
            }
        }
    }
}
