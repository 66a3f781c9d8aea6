//! What the head of a section cannot say: a section is for people, in a place, on a service, under a law or on a condition.

use super::kinds::{ACT, BASIS, CHANNEL, CONDITION, DATA, LAW, PURPOSE, REGION, TRACKER, called, thing};
use super::unclear::{self, Around};
use super::{Declared, clauses, repeated_dates, shown_nowhere};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::phrase::reads_as_act;
use crate::model::words::{ListWord, Qualifier, SayingWord, Topic};
use crate::model::{Clause, ClauseKind, List, Ref, Section, Term, Value};
use crate::source::Span;

/// Finds the clauses of a section that limit none.
pub(in crate::model) fn section(
    section: &Section,
    declared: Declared<'_, '_>,
    findings: &mut Vec<Diagnostic>,
) {
    for clause in &section.clauses {
        let wrong = match &clause.kind {
            ClauseKind::Saying(SayingWord::Titled, _) => Some(
                shown_nowhere(clause.span, "the head of a section")
                    .with_help("the heading stands after the id: `section id \"Heading\" { … }`"),
            ),
            ClauseKind::List(word, list) => no_scope(*word, list, clause.span, &section.clauses)
                .or_else(|| list.terms.iter().find_map(|term| no_people(*word, term, declared)))
                .or_else(|| list.terms.iter().find_map(shaded)),
            ClauseKind::Kept(..) => Some(no_limit("kept", clause.span)),
            ClauseKind::Within(..) => Some(no_limit("within", clause.span)),
            ClauseKind::Every(_) => Some(no_limit("every", clause.span)),
            ClauseKind::Lookback(_) => Some(no_limit("in the last", clause.span)),
            ClauseKind::Limit(..) => Some(no_limit("at most", clause.span)),
            ClauseKind::Condition(..)
            | ClauseKind::Basis(_)
            | ClauseKind::Saying(..)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => None,
        };
        findings.extend(wrong);
    }
    repeated_dates(&section.clauses, findings);
    clauses::ages(&section.clauses, findings);
    clauses::repeated_scope(&section.clauses, findings);
    unclear::clauses(&section.clauses, Around::SECTION, declared, findings);
    section.sections().into_iter().for_each(|inner| self::section(inner, declared, findings));
}

/// What is for sentences alone, and people that nothing names.
fn no_scope(word: ListWord, list: &List, span: Span, beside: &[Clause]) -> Option<Diagnostic> {
    let has = |words: &[ListWord]| {
        beside.iter().any(|clause| matches!(&clause.kind, ClauseKind::List(word, _) if words.contains(word)))
    };
    let aged = list.terms.iter().any(|term| matches!(term.value, Value::Number(_)));
    let limits = match word {
        ListWord::Under if aged && !has(&[ListWord::For, ListWord::To]) => {
            return Some(
                Diagnostic::error("shown-nowhere", span, "nothing says who has this age")
                    .with_help("say for whom the section is: `for children under 13`"),
            );
        }
        // Whose or which people these are.
        ListWord::Of | ListWord::Including | ListWord::SuchAs => {
            has(&[ListWord::For, ListWord::To, ListWord::On, ListWord::In])
        }
        ListWord::About
        | ListWord::Against
        | ListWord::As
        | ListWord::By
        | ListWord::Called
        | ListWord::Fee
        | ListWord::From
        | ListWord::Giving
        | ListWord::With => false,
        // `after` says where the section stands.
        ListWord::After
        | ListWord::Before
        | ListWord::DependingOn
        | ListWord::Despite
        | ListWord::Except
        | ListWord::For
        | ListWord::In
        | ListWord::On
        | ListWord::Through
        | ListWord::To
        | ListWord::Under
        | ListWord::When => true,
    };
    (!limits).then(|| no_limit(&word.as_str().replace('-', " "), span))
}

/// What is no people among those whom a section is for: what something is done for, and how long.
fn no_people(word: ListWord, term: &Term, declared: Declared<'_, '_>) -> Option<Diagnostic> {
    if !matches!(word, ListWord::For | ListWord::To) {
        return None;
    }
    let done = match &term.value {
        Value::Ref(Ref::Text(text)) if term.classes.is_empty() => reads_as_act(text),
        value => {
            thing(value, declared).is_some_and(|thing| [PURPOSE, CONDITION, BASIS, ACT].contains(&thing))
        }
    };
    let what = match &term.value {
        _ if term.is_length() => "a length of time",
        Value::Number(_) | Value::Date(_) => "a number",
        _ if done => "what something is done for",
        value => match thing(value, declared) {
            Some(other @ (CHANNEL | DATA | LAW | REGION | TRACKER)) => &called(other),
            _ => return None,
        },
    };
    let message = format!("a section is for people, and this is {what}");
    Some(Diagnostic::error("wrong-kind", term.span, message).with_help(IN_SENTENCES))
}

/// What shades a thing in a sentence and is lost in the head of a section.
fn shaded(term: &Term) -> Option<Diagnostic> {
    let grammatical = |found: &&Qualifier| matches!(found, Qualifier::Singular | Qualifier::Plural);
    let lost = term.qualifiers.iter().find(|found| !grammatical(found))?;
    Some(no_limit(lost.as_str(), term.span))
}

const IN_SENTENCES: &str = "say it in the sentences of the section; a section is for people, `for …`, in a place, `in …`, or on a service, `on …`";

/// A word of sentences in the head of a section.
pub(in crate::model) fn no_limit(said: &str, span: Span) -> Diagnostic {
    Diagnostic::error("shown-nowhere", span, format!("`{said}` is for sentences, and limits no section"))
        .with_help(IN_SENTENCES)
}

/// Finds sections that are to stand after one that is not there, or that have a place of their own.
pub(in crate::model) fn order(root: &Section, findings: &mut Vec<Diagnostic>) {
    let ids: Vec<&str> = root.sections().into_iter().map(|section| &*section.id).collect();
    let topics = || Topic::ALL.iter().map(|topic| topic.as_str());
    for section in root.sections() {
        for clause in &section.clauses {
            let ClauseKind::List(ListWord::After, list) = &clause.kind else { continue };
            if section.topic.is_some() {
                let finding = shown_nowhere(clause.span, "a section that has its place");
                findings.push(finding.with_help("give it an id of its own, or leave out `after`"));
                continue;
            }
            for term in &list.terms {
                let Value::Ref(Ref::Text(id)) = &term.value else {
                    findings.push(no_limit(ListWord::After.as_str(), clause.span));
                    continue;
                };
                if !ids.contains(&&**id) && !topics().any(|topic| topic == &**id) {
                    let finding =
                        Diagnostic::error("unknown-name", term.span, format!("no section is called `{id}`"));
                    let known = ids.iter().copied().chain(topics());
                    findings.push(match nearest(id, known) {
                        Some(meant) => finding.did_you_mean(meant),
                        None => finding.with_help("name a section of this policy, or one of Candor's own"),
                    });
                }
            }
        }
    }
}
