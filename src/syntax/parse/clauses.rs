//! Clauses, legal bases and conditions.

use pest::iterators::Pair;

use super::Place;
use super::terms::tight;
use crate::syntax::ast::{Clause, ClauseKind, Duration, Expression, Ground, Guarded, Kept, Said};
use crate::syntax::grammar::Rule;

impl Place<'_> {
    pub(super) fn clause(self, pair: Pair<'_, Rule>) -> Option<Clause> {
        let span = self.span(&pair);
        let rule = pair.as_rule();
        let mut words = Vec::new();
        let mut durations = Vec::new();
        let mut expressions = Vec::new();
        let (mut guarded, mut list, mut said, mut path, mut grounds) = (None, None, None, None, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::guarded => guarded = self.guarded(part),
                Rule::expression => expressions.extend(self.expression(part)),
                Rule::list => list = Some(self.list(part)),
                Rule::ground => grounds.extend(self.ground(part)),
                Rule::duration => durations.extend(self.duration(part)),
                Rule::span_of => durations.extend(part.into_inner().filter_map(|p| self.duration(p))),
                Rule::UNIT => {
                    let unit = self.word(&part);
                    durations.push(Duration { number: None, span: unit.span, unit });
                }
                Rule::string | Rule::passage => said = Some(Said::Text(self.text(part))),
                Rule::path if rule == Rule::allow => path = Some(self.word(&part)),
                Rule::path => said = Some(Said::Word(self.word(&part))),
                Rule::date => said = Some(Said::Date(self.word(&part))),
                Rule::absence => said = Some(Said::Absent(self.word(&part))),
                Rule::CONDITION
                | Rule::LISTING
                | Rule::SAYING
                | Rule::DATED
                | Rule::FOREVER
                | Rule::AFTER
                | Rule::number
                | Rule::OFTEN => {
                    words.push((part.as_rule(), self.word(&part)));
                }
                _ => {}
            }
        }
        let mut durations = durations.into_iter();
        let mut expressions = expressions.into_iter();
        let mut word = |wanted: Rule| {
            let at = words.iter().position(|(rule, _)| *rule == wanted)?;
            Some(words.remove(at).1)
        };
        let kind = match rule {
            Rule::condition => ClauseKind::Condition(word(Rule::CONDITION)?, guarded?),
            Rule::listing => ClauseKind::Listing(word(Rule::LISTING)?, list?),
            Rule::period => {
                let kept = if let Some(forever) = word(Rule::FOREVER) {
                    Kept::Forever(forever)
                } else if let Some(condition) = word(Rule::CONDITION) {
                    Kept::Condition(condition, expressions.next()?)
                } else if let Some(Said::Absent(absent)) = said {
                    Kept::Absent(absent)
                } else {
                    Kept::For(durations.next()?)
                };
                ClauseKind::Kept(kept, expressions.next())
            }
            Rule::within => ClauseKind::Within(durations.next()?, expressions.next(), durations.next()),
            Rule::every => ClauseKind::Every(durations.next()?),
            Rule::lookback => ClauseKind::Lookback(durations.next()?),
            Rule::limit => ClauseKind::Limit(word(Rule::number)?, durations.next()?),
            Rule::basis => ClauseKind::Basis(grounds),
            Rule::saying => ClauseKind::Saying(word(Rule::SAYING)?, said?),
            Rule::allow => match said {
                Some(Said::Text(reason)) => ClauseKind::Allow(path?, reason),
                _ => return None,
            },
            Rule::often => ClauseKind::Often(word(Rule::OFTEN)?),
            Rule::dated => ClauseKind::Dated(word(Rule::DATED)?, said?),
            _ => return None,
        };
        Some(Clause { kind, span })
    }

    fn ground(self, pair: Pair<'_, Rule>) -> Option<Ground> {
        let span = self.span(&pair);
        let (mut basis, mut detail, mut purposes) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::named => (basis, detail) = self.named(part),
                Rule::list => purposes = Some(self.list(part)),
                _ => {}
            }
        }
        Some(Ground { basis: basis?, detail, purposes, span })
    }

    fn guarded(self, pair: Pair<'_, Rule>) -> Option<Guarded> {
        let span = self.span(&pair);
        let (mut expression, mut guards, mut word) = (None, Vec::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::CONDITION => word = Some(self.word(&part)),
                Rule::expression => match word.take() {
                    Some(word) => guards.extend(self.expression(part).map(|e| (word, e))),
                    None => expression = self.expression(part),
                },
                _ => {}
            }
        }
        Some(Guarded { expression: expression?, guards, span })
    }

    fn expression(self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let conjuncts = pair.into_inner().filter(|p| p.as_rule() == Rule::conjunct);
        let all = conjuncts.filter_map(|conjunct| {
            let primaries = conjunct.into_inner().filter(|p| p.as_rule() == Rule::primary);
            one_or(primaries.filter_map(|p| self.primary(p)).collect(), Expression::And)
        });
        one_or(all.collect(), Expression::Or)
    }

    fn primary(self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let inner =
            pair.into_inner().find(|p| matches!(p.as_rule(), Rule::guarded | Rule::negation | Rule::test))?;
        match inner.as_rule() {
            Rule::guarded => self.guarded(inner).map(|g| Expression::Group(Box::new(g))),
            Rule::negation => {
                let negated = inner.into_inner().find(|p| p.as_rule() == Rule::primary)?;
                self.primary(negated).map(|e| Expression::Not(Box::new(e)))
            }
            _ => self.test(inner),
        }
    }

    fn test(self, pair: Pair<'_, Rule>) -> Option<Expression> {
        let (mut name, mut party, mut text) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::path if name.is_none() => name = Some(self.word(&part)),
                Rule::path => party = Some(self.word(&part)),
                Rule::string => text = Some(self.text(part)),
                Rule::detail => text = part.into_inner().next().map(|p| self.text(p)),
                _ => {}
            }
        }
        match (name, text) {
            (Some(name), detail) => Some(Expression::Test { name, party, detail }),
            (None, Some(text)) => Some(Expression::Text(text)),
            (None, None) => None,
        }
    }
}

fn one_or(mut all: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Option<Expression> {
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(many(tight(all))),
    }
}
