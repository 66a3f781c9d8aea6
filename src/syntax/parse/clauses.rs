//! Clauses, legal bases and conditions.

use std::iter;

use super::cursor::Cursor;
use super::terms::tight;
use crate::source::Span;
use crate::syntax::ast::{
    Atom, Clause, ClauseKind, Duration, Expression, Extension, Ground, Guarded, Kept, Length, Party, Said,
    Term, Word,
};
use crate::syntax::grammar::Rule;

/// What stands in a clause, of whatever kind it is.
#[derive(Default)]
struct Parts {
    word: Option<Word>,
    every: Option<Word>,
    forever: Option<Word>,
    condition: Option<Word>,
    durations: Vec<Duration>,
    extension: Option<Extension>,
    expressions: Vec<Expression>,
    said: Option<Said>,
    path: Option<Word>,
}

impl Cursor<'_> {
    /// The clause that comes next; anything else is passed.
    pub(super) fn clause(&mut self, rule: Rule) -> Option<Clause> {
        let (kind, span) = match rule {
            Rule::listing | Rule::ahead => self.listing()?,
            Rule::condition => self.condition()?,
            Rule::basis => self.basis(),
            Rule::period
            | Rule::within
            | Rule::every
            | Rule::lookback
            | Rule::limit
            | Rule::saying
            | Rule::dated
            | Rule::often
            | Rule::allow => {
                let start = self.enter();
                let parts = self.parts();
                (kind(rule, parts)?, self.span(start))
            }
            _ => {
                self.skip();
                return None;
            }
        };
        Some(Clause { kind, span })
    }

    /// The clause that comes next, of the item that begins at `item` and outside of its braces; `outdented` learns
    /// where the first one begins that is not indented below it. An exception to a condition is one too.
    pub(super) fn own_clause(
        &mut self,
        rule: Rule,
        item: usize,
        outdented: &mut Option<usize>,
    ) -> Option<Clause> {
        let start = self.start();
        let clause = self.clause(rule);
        if outdented.is_none() {
            let exceptions = match clause.as_ref().map(|clause| &clause.kind) {
                Some(ClauseKind::Condition(_, guarded)) => guarded.guards.as_slice(),
                _ => &[],
            };
            let exceptions = exceptions.iter().map(|(word, _)| self.place(word.span));
            *outdented = iter::once(start).chain(exceptions).find(|start| self.is_outdented(item, *start));
        }
        clause
    }

    /// A word that begins a clause, and that goes on in its line or with a text or what is indented below it: any other
    /// word there begins another line, which the grammar takes for what this one is about.
    fn clause_word(&mut self) -> Word {
        let start = self.start();
        let word = self.word();
        if !self.quoted() && self.is_outdented(start, self.start()) {
            self.glue(start);
        }
        word
    }

    fn listing(&mut self) -> Option<(ClauseKind, Span)> {
        let start = self.enter();
        let (mut word, mut list, mut ahead) = (None, None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::LISTING | Rule::AHEAD => word = Some(self.clause_word()),
                Rule::list => list = Some(self.list()),
                Rule::extent => ahead = self.extent(),
                Rule::duration => ahead = self.duration(),
                _ => self.skip(),
            }
        }
        let mut list = list?;
        if let Some(ahead) = ahead {
            let span = ahead.span;
            let (quantifier, detail) = (None, None);
            let (kinds, qualifiers) = (Vec::new(), Vec::new());
            list.terms
                .insert(0, Term { quantifier, atom: Atom::Duration(ahead), kinds, detail, qualifiers, span });
        }
        Some((ClauseKind::Listing(word?, list), self.span(start)))
    }

    fn condition(&mut self) -> Option<(ClauseKind, Span)> {
        let start = self.enter();
        let (mut word, mut guarded) = (None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::CONDITION => word = Some(self.clause_word()),
                Rule::guarded => guarded = self.guarded(),
                _ => self.skip(),
            }
        }
        Some((ClauseKind::Condition(word?, guarded?), self.span(start)))
    }

    fn basis(&mut self) -> (ClauseKind, Span) {
        let start = self.enter();
        let mut grounds = Vec::new();
        while let Some(rule) = self.inside() {
            match rule {
                Rule::ground => grounds.extend(self.ground()),
                Rule::BASIS => drop(self.clause_word()),
                _ => self.skip(),
            }
        }
        (ClauseKind::Basis(tight(grounds)), self.span(start))
    }

    fn parts(&mut self) -> Parts {
        let mut parts = Parts::default();
        while let Some(rule) = self.inside() {
            match rule {
                Rule::expression => parts.expressions.extend(self.expression()),
                Rule::duration => parts.durations.extend(self.duration()),
                Rule::span_of => parts.durations.extend(self.span_of()),
                Rule::extension => parts.extension = self.extension(),
                Rule::UNIT => {
                    let unit = self.word();
                    parts.durations.push(Duration { bound: None, number: None, span: unit.span, unit });
                }
                Rule::string | Rule::passage => parts.said = Some(Said::Text(self.text())),
                Rule::path => parts.path = Some(self.word()),
                Rule::date => parts.said = Some(Said::Date(self.word())),
                Rule::absence => parts.said = Some(Said::Absent(self.word())),
                Rule::FOREVER => parts.forever = Some(self.word()),
                Rule::CONDITION => parts.condition = Some(self.clause_word()),
                Rule::REPEAT => parts.every = Some(self.word()),
                Rule::SAYING | Rule::DATED => parts.word = Some(self.clause_word()),
                Rule::OFTEN | Rule::number | Rule::ONCE => parts.word = Some(self.word()),
                _ => self.skip(),
            }
        }
        parts
    }

    fn extension(&mut self) -> Option<Extension> {
        self.enter();
        let (mut by, mut on) = (None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::duration => by = self.duration().map(Length::Time),
                Rule::string => by = Some(Length::Said(self.text())),
                Rule::expression => on = self.expression(),
                _ => self.skip(),
            }
        }
        Some(Extension { by: by?, on })
    }

    fn span_of(&mut self) -> Option<Duration> {
        self.enter();
        let mut duration = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::extent => duration = self.extent(),
                Rule::duration => duration = self.duration(),
                _ => self.skip(),
            }
        }
        duration
    }

    fn ground(&mut self) -> Option<Ground> {
        let start = self.enter();
        let (mut named, mut purposes) = (None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::path => named = Some(self.named()),
                Rule::list => purposes = Some(self.list()),
                _ => self.skip(),
            }
        }
        let (basis, detail) = named?;
        Some(Ground { basis, detail, purposes, span: self.span(start) })
    }

    fn guarded(&mut self) -> Option<Guarded> {
        let start = self.enter();
        let (mut expression, mut guards, mut word) = (None, Vec::new(), None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::CONDITION => word = Some(self.clause_word()),
                Rule::expression => match word.take() {
                    Some(word) => guards.extend(self.expression().map(|e| (word, e))),
                    None => expression = self.expression(),
                },
                _ => self.skip(),
            }
        }
        Some(Guarded { expression: expression?, guards: tight(guards), span: self.span(start) })
    }

    fn expression(&mut self) -> Option<Expression> {
        self.enter();
        let mut any = Vec::new();
        while let Some(rule) = self.inside() {
            match rule {
                Rule::conjunct => any.extend(self.conjunct()),
                _ => self.skip(),
            }
        }
        one_or(any, Expression::Or)
    }

    fn conjunct(&mut self) -> Option<Expression> {
        self.enter();
        let mut all = Vec::new();
        while let Some(rule) = self.inside() {
            match rule {
                Rule::primary => all.extend(self.primary()),
                _ => self.skip(),
            }
        }
        one_or(all, Expression::And)
    }

    fn primary(&mut self) -> Option<Expression> {
        self.enter();
        let mut found = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::guarded => found = self.guarded().map(|guarded| Expression::Group(Box::new(guarded))),
                Rule::negation => found = self.negation(),
                Rule::test => found = self.test(),
                _ => self.skip(),
            }
        }
        found
    }

    fn negation(&mut self) -> Option<Expression> {
        self.enter();
        let mut found = None;
        while let Some(rule) = self.inside() {
            match rule {
                Rule::primary => found = self.primary(),
                _ => self.skip(),
            }
        }
        found.map(|expression| Expression::Not(Box::new(expression)))
    }

    fn test(&mut self) -> Option<Expression> {
        self.enter();
        let (mut name, mut party, mut text) = (None, None, None);
        while let Some(rule) = self.inside() {
            match rule {
                Rule::path if name.is_none() => name = Some(self.word()),
                Rule::path => party = Some(Party::Word(self.word())),
                Rule::party => party = self.enclosed_text().map(Party::Text),
                Rule::string => text = Some(self.text()),
                _ => self.skip(),
            }
        }
        match (name, text) {
            (Some(name), detail) => Some(Expression::Test { name, party, detail }),
            (None, Some(text)) => Some(Expression::Text(text)),
            (None, None) => None,
        }
    }
}

fn kind(rule: Rule, parts: Parts) -> Option<ClauseKind> {
    let Parts { word, every, forever, condition, durations, extension, expressions, said, path } = parts;
    let mut durations = durations.into_iter();
    let mut expressions = expressions.into_iter();
    Some(match rule {
        Rule::period => {
            let kept = match (forever, condition, said) {
                (Some(forever), _, _) => Kept::Forever(forever),
                (None, Some(condition), _) => Kept::Condition(condition, expressions.next()?),
                (None, None, Some(Said::Absent(absent))) => Kept::Absent(absent),
                (None, None, _) => Kept::For(durations.next()?),
            };
            ClauseKind::Kept(kept, expressions.next())
        }
        Rule::within => {
            let within = match said {
                Some(Said::Text(text)) => Length::Said(text),
                _ => Length::Time(durations.next()?),
            };
            ClauseKind::Within(within, expressions.next(), extension)
        }
        Rule::every => {
            // "At least every year" is oftener, not longer.
            let bound = every.filter(|word| word.text.starts_with("at"));
            let bound = bound.map(|word| Word { text: "at least".into(), span: word.span });
            ClauseKind::Every(Duration { bound, ..durations.next()? })
        }
        Rule::lookback => ClauseKind::Lookback(durations.next()?),
        Rule::limit => ClauseKind::Limit(word?, durations.next()),
        Rule::saying => ClauseKind::Saying(word?, said.or(path.map(Said::Word))?),
        Rule::allow => match said {
            Some(Said::Text(reason)) => ClauseKind::Allow(path?, reason),
            _ => return None,
        },
        Rule::often => ClauseKind::Often(word?),
        Rule::dated => ClauseKind::Dated(word?, said?),
        _ => return None,
    })
}

fn one_or(mut all: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Option<Expression> {
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(many(tight(all))),
    }
}
