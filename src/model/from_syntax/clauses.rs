//! Clauses, legal bases and conditions.

use super::Reader;
use super::terms::tight;
use super::topics;
use super::wrong_values::{quoted_absence, quoted_place, text_expected, text_for_condition};
use crate::diagnostic::{Diagnostic, nearest};
use crate::law::{Kind, Vocabulary};
use crate::model::phrase::reads_as_sentence;
use crate::model::words::{Absence, ConditionWord, DateWord, ListWord, NounKind, SayingWord};
use crate::model::{
    Class, Clause, ClauseKind, Dated, Expression, Extension, Ground, Guarded, Length, List, Ref, Retention,
    Said, Special, Value, names,
};
use crate::source::Span;
use crate::syntax::{self, ast};

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
                if word == ListWord::Fee {
                    self.findings.extend(list.terms.iter().filter_map(no_fee));
                }
                if word == ListWord::In {
                    let places = list.terms.iter().filter_map(|term| quoted_place(self.vocabulary, term));
                    self.findings.extend(places);
                }
                let wanted = names::wanted_after(word);
                // Examples are of whatever they are examples of.
                let examples = matches!(word, ListWord::Including | ListWord::SuchAs | ListWord::Except);
                ClauseKind::List(word, self.list_of(list, wanted, if examples { &[] } else { wanted }))
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
            ast::ClauseKind::Within(within, start, extension) => ClauseKind::Within(
                self.length(within)?,
                start.as_ref().map(|expression| Box::new(self.expression(expression))),
                match extension {
                    Some(extension) => Some(Extension {
                        by: self.length(&extension.by)?,
                        on: extension.on.as_ref().map(|on| Box::new(self.expression(on))),
                    }),
                    None => None,
                },
            ),
            ast::ClauseKind::Every(duration) => ClauseKind::Every(self.duration(duration)?),
            ast::ClauseKind::Lookback(duration) => ClauseKind::Lookback(self.duration(duration)?),
            ast::ClauseKind::Limit(times, per) => {
                let count = match times.text.as_str() {
                    "once" => 1,
                    "twice" => 2,
                    _ => self.count(times)?,
                };
                if count == 0 {
                    self.findings.push(no_times(times.span));
                }
                let per = match per {
                    Some(per) => Some(self.duration(per)?),
                    None => None,
                };
                ClauseKind::Limit(count, per)
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
                        let condition = self.vocabulary.find(Kind::Condition, &found.text).is_some();
                        self.findings.push(if condition {
                            text_for_condition(word.as_str(), &found.text, found.span)
                        } else {
                            text_expected(word.as_str(), found.span)
                        });
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

    fn length(&mut self, length: &ast::Length) -> Option<Length> {
        Some(match length {
            ast::Length::Time(duration) => Length::Time(self.duration(duration)?),
            ast::Length::Said(text) => Length::Said(self.text(text)),
        })
    }

    /// What is left out right behind people is people, though data may be called so too: `visitors except children`.
    /// `people` is set where people stand before the first clause.
    pub(super) fn except_people(&self, mut people: bool, clauses: &mut [Clause]) {
        for clause in clauses {
            let ClauseKind::List(word, list) = &mut clause.kind else {
                people = false;
                continue;
            };
            let named = list.terms.iter_mut().filter(|_| people && *word == ListWord::Except);
            for term in named {
                if let Value::Ref(Ref::Builtin(class)) = &mut term.value
                    && class.kind == Kind::Data
                    && let Some(audience) = self.vocabulary.find(Kind::Audience, class.id)
                {
                    *class = Class { kind: Kind::Audience, id: audience.id.as_str() };
                }
            }
            // Their age and where they are is part of who they are.
            people = people && matches!(word, ListWord::Under | ListWord::In) || self.ends_in_people(list);
        }
    }

    pub(super) fn ends_in_people(&self, list: &List) -> bool {
        list.terms.last().is_some_and(|term| match &term.value {
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Audience,
            value => topics::noun(&self.nouns, value).is_some_and(|noun| noun.kind == NounKind::Audience),
        })
    }

    fn ground(&mut self, ground: &ast::Ground) -> Ground {
        let basis = self.reference(&ground.basis, &[Kind::Basis]);
        if let Some(purpose) = self.no_basis(&basis) {
            self.findings.push(no_basis(self.vocabulary, &ground.basis, purpose));
        }
        let interest = ground.detail.as_ref().map(|text| self.text(text));
        let consent =
            matches!(&basis, Ref::Builtin(class) if matches!(class.id, "consent" | "explicit-consent"));
        let whose = ground.detail.as_ref().filter(|text| consent && text.value.starts_with("of "));
        self.findings.extend(whose.map(consent_of));
        let purposes = ground.purposes.iter().flat_map(|list| &list.terms);
        let purposes = purposes.filter_map(|term| self.term(term, &[Kind::Purpose, Kind::Data])).collect();
        Ground { basis, interest, purposes, span: ground.span }
    }

    /// Whether a name can be no legal basis; if so, whether it is what data is used for.
    ///
    /// A law that is declared may be one, and so may words of the author's own, as long as they read as a thing. The laws
    /// of the vocabulary ask for a basis, and are none.
    fn no_basis(&self, found: &Ref) -> Option<bool> {
        match found {
            Ref::Noun(id) => {
                let noun = self.nouns.get(id.0 as usize)?;
                let fits = match noun.kind {
                    NounKind::Law => true,
                    NounKind::Condition => !noun.name.as_deref().is_some_and(reads_as_sentence),
                    _ => false,
                };
                (!fits).then_some(noun.kind == NounKind::Purpose)
            }
            Ref::Builtin(class) => (class.kind != Kind::Basis).then_some(class.kind == Kind::Purpose),
            Ref::Special(_) => Some(false),
            Ref::Text(_) | Ref::Unknown(_) => None,
        }
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

    /// Whether a name can be that of somebody who consents or asks.
    fn is_party(&self, found: &Ref) -> bool {
        match found {
            Ref::Noun(id) => self.nouns.get(id.0 as usize).is_none_or(|noun| {
                matches!(
                    noun.kind,
                    NounKind::Audience
                        | NounKind::Organization
                        | NounKind::Recipient
                        | NounKind::Source
                        | NounKind::Service
                        | NounKind::Region
                        | NounKind::Law
                )
            }),
            Ref::Builtin(class) => {
                names::SUBJECTS.contains(&class.kind)
                    || matches!(class.kind, Kind::Region | Kind::Country | Kind::Law)
            }
            Ref::Special(special) => matches!(special, Special::We | Special::You | Special::Recipients),
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
                let party_span = party.as_ref().map(|party| match party {
                    ast::Party::Word(word) => word.span,
                    ast::Party::Text(text) => text.span,
                });
                let party = party.as_ref().map(|party| {
                    Box::new(match party {
                        ast::Party::Word(word) => {
                            let party = self.reference(word, names::SUBJECTS);
                            if !self.is_party(&party) {
                                self.findings.push(no_party(word, name));
                            } else if matches!(party, Ref::Special(Special::We)) && &*name.text == "notice" {
                                self.findings.push(nobodys(name, word.span));
                            }
                            party
                        }
                        ast::Party::Text(text) => Ref::Text(self.text(text)),
                    })
                });
                if let (Ref::Builtin(class), Some(party)) = (&condition, party_span)
                    && class.kind == Kind::Condition
                    && OF_NOBODY.contains(&class.id)
                {
                    self.findings.push(nobodys(name, party));
                }
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
    Some(format!("write the limits: `for at least {least} {unit} and at most {count} {unit}`"))
}

/// What is no fee: a number without its currency, and the word for none in quotes.
fn no_fee(term: &ast::Term) -> Option<Diagnostic> {
    match &term.atom {
        ast::Atom::Word(_) => None,
        ast::Atom::Text(text) => quoted_absence("fee", text),
        ast::Atom::Number(number) if number.text.bytes().all(|digit| digit == b'0') => Some(
            Diagnostic::error("text-expected", term.span, "a fee of nothing is none")
                .with_help("write `fee none`"),
        ),
        ast::Atom::Number(_) | ast::Atom::Date(_) | ast::Atom::Duration(_) => Some(
            text_expected("fee", term.span)
                .with_help("write it with its currency, in quotes: `fee \"5 euros\"`"),
        ),
    }
}

fn no_basis(vocabulary: &Vocabulary, name: &ast::Word, purpose: bool) -> Diagnostic {
    let finding = Diagnostic::error("wrong-kind", name.span, format!("`{}` is no legal basis", name.text));
    let bases = || vocabulary.names(Kind::Basis);
    let begins = |basis: &&str| basis.strip_prefix(&*name.text).is_some_and(|rest| rest.starts_with('-'));
    match nearest(&name.text, bases()).or_else(|| bases().find(begins)) {
        Some(meant) => finding.did_you_mean(meant),
        None if purpose => finding
            .with_help(format!("what a basis is for stands in parentheses: `basis consent ({})`", name.text)),
        None => finding
            .with_help("write one such as `consent` or `legitimate-interests \"keeping accounts safe\"`"),
    }
}

fn no_condition(name: &ast::Word) -> Diagnostic {
    Diagnostic::error("wrong-kind", name.span, format!("`{}` is nothing that could be true", name.text))
        .with_help("write in quotes what must be true, such as `\"you object\"`, or name a condition")
}

fn consent_of(text: &ast::Text) -> Diagnostic {
    Diagnostic::warning("phrase", text.span, "readers see \"your consent\" before this").with_help(
        "say what is consented to, `consent \"to …\"`; who has to agree is a condition, `if consent of …`",
    )
}

fn no_party(party: &ast::Word, condition: &ast::Word) -> Diagnostic {
    let about = match &*condition.text {
        "consent" | "explicit-consent" | "necessary" => Some("to …"),
        "notice" => Some("of the …"),
        "request" => Some("do …"),
        "opt-in" | "opt-out" | "approval" => Some("the …"),
        "belief" => Some("someone is …"),
        // What follows these stands in brackets.
        _ => None,
    };
    let help = match about {
        Some(about) => {
            format!("what it is about stands in quotes, without `of`: `{} \"{about}\"`", condition.text)
        }
        None => "say all of the condition in quotes: `if \"there is …\"`".to_owned(),
    };
    Diagnostic::error(
        "wrong-kind",
        party.span,
        format!("`{}` is nobody, and `of` says whose it is", party.text),
    )
    .with_help(help)
}

/// Conditions that nobody brings about, or not by themselves.
const OF_NOBODY: &[&str] = &[
    "breach",
    "business-transfer",
    "contract",
    "emergency",
    "feature-in-use",
    "law-permits",
    "law-requires",
    "necessary",
];

fn nobodys(condition: &ast::Word, party: Span) -> Diagnostic {
    let message = match &*condition.text {
        "notice" => "`of` says who is given notice, which is not who gives it".to_owned(),
        name => format!("`{name}` is nobody's, and `of` says whose it is"),
    };
    Diagnostic::error("wrong-kind", party, message)
        .with_help("leave out `of` and whom it names, or say all of the condition in quotes: `if \"…\"`")
}

/// The numbers of a list that have no unit: `for 30, 60 or 180 days`.
pub(super) fn missing_units(list: &ast::List) -> impl Iterator<Item = Diagnostic> {
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

fn no_times(span: Span) -> Diagnostic {
    Diagnostic::error("zero-duration", span, "this grants it and takes it away")
        .with_help("write at least `once`, or leave the clause out")
}

/// A word such as `until`, misspelt, in the place of a value.
pub(super) fn misspelt_condition(atom: &ast::Atom) -> Option<Diagnostic> {
    let ast::Atom::Word(word) = atom else { return None };
    let meant = nearest(&word.text, syntax::grammar_words("CONDITION"))?;
    let finding = Diagnostic::error("unknown-name", word.span, format!("`{}` cannot stand here", word.text));
    Some(finding.did_you_mean(meant))
}
