//! Clauses, legal bases and conditions.

use super::Reader;
use super::properties::text_expected;
use super::terms::tight;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{Absence, ConditionWord, DateWord, ListWord, NounKind, SayingWord};
use crate::model::{
    Clause, ClauseKind, Dated, Expression, Extension, Ground, Guarded, Ref, Retention, Said, names,
};
use crate::syntax::ast;

impl Reader<'_> {
    pub(super) fn clauses(&mut self, clauses: &[ast::Clause]) -> Vec<Clause> {
        let read = tight(clauses.iter().filter_map(|clause| self.clause(clause)).collect());
        for pair in clauses.windows(2) {
            let [first, second] = pair else { continue };
            if let Some(help) = range(first, second)
                && let Some(finding) =
                    self.findings.iter_mut().rev().find(|finding| finding.code == MISSING_UNIT)
            {
                finding.help = Some(help);
            }
        }
        read
    }

    pub(super) fn clause(&mut self, clause: &ast::Clause) -> Option<Clause> {
        let kind = match &clause.kind {
            ast::ClauseKind::Condition(word, guarded) => {
                ClauseKind::Condition(ConditionWord::parse(&word.text)?, self.guarded(guarded))
            }
            ast::ClauseKind::Listing(word, list) => {
                let word = ListWord::parse(&word.text)?;
                if matches!(word, ListWord::For | ListWord::After | ListWord::Before) {
                    self.findings.extend(missing_units(list));
                }
                ClauseKind::List(word, self.list(list, names::wanted_after(word)))
            }
            ast::ClauseKind::Kept(kept, after) => {
                let kept = match kept {
                    ast::Kept::For(duration) => Retention::For(self.duration(duration)?),
                    ast::Kept::Condition(word, expression) => {
                        Retention::Condition(ConditionWord::parse(&word.text)?, self.expression(expression))
                    }
                    ast::Kept::Forever(_) => Retention::Forever,
                    ast::Kept::Absent(word) => Retention::Absent(Absence::parse(&word.text)?),
                };
                ClauseKind::Kept(kept, after.as_ref().map(|expression| Box::new(self.expression(expression))))
            }
            ast::ClauseKind::Within(duration, start, extension) => ClauseKind::Within(
                self.duration(duration)?,
                start.as_ref().map(|expression| Box::new(self.expression(expression))),
                match extension {
                    Some(extension) => Some(Extension {
                        by: self.duration(&extension.by)?,
                        on: extension.on.as_ref().map(|on| Box::new(self.expression(on))),
                    }),
                    None => None,
                },
            ),
            ast::ClauseKind::Every(duration) => ClauseKind::Every(self.duration(duration)?),
            ast::ClauseKind::Lookback(duration) => ClauseKind::Lookback(self.duration(duration)?),
            ast::ClauseKind::Limit(number, duration) => {
                ClauseKind::Limit(self.count(number)?, self.duration(duration)?)
            }
            ast::ClauseKind::Basis(grounds) => {
                ClauseKind::Basis(grounds.iter().map(|ground| self.ground(ground)).collect())
            }
            ast::ClauseKind::Saying(word, said) => {
                let word = SayingWord::parse(&word.text)?;
                let said = match said {
                    ast::Said::Text(text) => Said::Text(self.text(text)),
                    ast::Said::Absent(word) => Said::Absent(Absence::parse(&word.text)?),
                    ast::Said::Word(found) if word == SayingWord::Id => Said::Text(found.text.clone()),
                    ast::Said::Word(found) => {
                        self.findings.push(text_expected(word.as_str(), found.span));
                        return None;
                    }
                    ast::Said::Date(_) => return None,
                };
                ClauseKind::Saying(word, said)
            }
            ast::ClauseKind::Allow(name, reason) => ClauseKind::Allow(name.text.clone(), self.text(reason)),
            // A statement takes it up as an adverb.
            ast::ClauseKind::Often(_) => return None,
            ast::ClauseKind::Dated(word, said) => {
                let dated = match said {
                    ast::Said::Date(date) => Dated::On(self.date(date)?),
                    ast::Said::Absent(word) => Dated::Absent(Absence::parse(&word.text)?),
                    ast::Said::Text(_) | ast::Said::Word(_) => return None,
                };
                ClauseKind::Dated(DateWord::parse(&word.text)?, dated)
            }
        };
        Some(Clause { kind, span: clause.span })
    }

    fn ground(&mut self, ground: &ast::Ground) -> Ground {
        let basis = self.reference(&ground.basis, &[Kind::Basis]);
        let interest = ground.detail.as_ref().map(|text| self.text(text));
        let purposes = ground.purposes.iter().flat_map(|list| &list.terms);
        let purposes = purposes.filter_map(|term| self.term(term, &[Kind::Purpose, Kind::Data])).collect();
        Ground { basis, interest, purposes, span: ground.span }
    }

    fn guarded(&mut self, guarded: &ast::Guarded) -> Guarded {
        let expression = self.expression(&guarded.expression);
        let guards = guarded.guards.iter();
        let guards = guards
            .filter_map(|(word, e)| Some((ConditionWord::parse(&word.text)?, self.expression(e))))
            .collect();
        Guarded { expression, guards }
    }

    /// Whether a name can hold or not.
    fn is_condition(&self, found: &Ref) -> bool {
        match found {
            Ref::Noun(id) => {
                self.nouns.get(id.0 as usize).is_none_or(|noun| noun.kind == NounKind::Condition)
            }
            Ref::Builtin(class) => matches!(class.kind, Kind::Condition | Kind::Basis),
            Ref::Special(_) => false,
            Ref::Text(_) | Ref::Unknown(_) => true,
        }
    }

    fn expression(&mut self, expression: &ast::Expression) -> Expression {
        match expression {
            ast::Expression::Or(all) => Expression::Or(all.iter().map(|e| self.expression(e)).collect()),
            ast::Expression::And(all) => Expression::And(all.iter().map(|e| self.expression(e)).collect()),
            ast::Expression::Not(e) => Expression::Not(Box::new(self.expression(e))),
            ast::Expression::Group(guarded) => Expression::Group(Box::new(self.guarded(guarded))),
            ast::Expression::Text(text) => Expression::Text(self.text(text), text.span),
            ast::Expression::Test { name, party, detail } => {
                let span = detail.as_ref().map_or(name.span, |text| name.span.to(text.span));
                let condition = self.reference(name, &[Kind::Condition, Kind::Basis]);
                if !self.is_condition(&condition) {
                    self.findings.push(no_condition(name));
                }
                let party = party.as_ref().map(|party| {
                    Box::new(match party {
                        ast::Party::Word(word) => self.reference(word, names::SUBJECTS),
                        ast::Party::Text(text) => Ref::Text(self.text(text)),
                    })
                });
                let detail = detail.as_ref().map(|text| self.text(text));
                Expression::Named { condition, party, detail, span }
            }
        }
    }
}

const MISSING_UNIT: &str = "missing-unit";

/// What to write for `for 5 to 10 years`.
fn range(first: &ast::Clause, second: &ast::Clause) -> Option<String> {
    let terms = |clause: &ast::Clause, word: ListWord| match &clause.kind {
        ast::ClauseKind::Listing(found, list) if ListWord::parse(&found.text) == Some(word) => {
            list.terms.first().map(|term| term.atom.clone())
        }
        _ => None,
    };
    let ast::Atom::Number(least) = terms(first, ListWord::For)? else { return None };
    let ast::Atom::Duration(most) = terms(second, ListWord::To)? else { return None };
    let count = most.number.as_ref()?;
    let (least, count, unit) = (&least.text, &count.text, &most.unit.text);
    Some(format!("write the limits: `for at least {least} {unit}`, or `for at most {count} {unit}`"))
}

fn no_condition(name: &ast::Word) -> Diagnostic {
    Diagnostic::error("wrong-kind", name.span, format!("`{}` is nothing that could be true", name.text))
        .with_help("write in quotes what must be true, such as `\"you object\"`, or name a condition")
}

/// The numbers of a list that have no unit: `for 30, 60 or 180 days`.
fn missing_units(list: &ast::List) -> impl Iterator<Item = Diagnostic> {
    let unit = list.terms.iter().find_map(|term| match &term.atom {
        ast::Atom::Duration(duration) => Some(&*duration.unit.text),
        _ => None,
    });
    list.terms.iter().enumerate().filter_map(move |(at, term)| {
        let ast::Atom::Number(number) = &term.atom else { return None };
        // `1,5 years`.
        if list.terms.get(at + 1).is_some_and(|next| next.span.start == term.span.end + 1) {
            let finding = Diagnostic::error(MISSING_UNIT, term.span, "a comma begins another number here");
            return Some(finding.with_help("a duration has a whole number: `18 months`"));
        }
        let finding = Diagnostic::error(MISSING_UNIT, term.span, "this number has no unit of time");
        Some(match unit {
            Some(unit) => finding.with_help(format!("give each its unit: `{} {unit}`", number.text)),
            None => finding.with_help("write `30 days`, `12 months`, …"),
        })
    })
}
