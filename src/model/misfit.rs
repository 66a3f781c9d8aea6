//! What does not fit where it stands: clauses that no document has a place for, and names of things that
//! a sentence cannot be about.

mod addresses;
mod clauses;
mod kinds;
mod unclear;

use super::property::may_be_none;
use super::words::{Absence, ListWord, NounKind, SayingWord, Topic};
use super::{
    Clause, ClauseKind, List, Noun, Ref, Retention, Section, Special, Statement, Term, Value, Verb, check,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;

/// Knows what declaration a value names.
type Declared<'d, 'n> = &'d dyn Fn(&Value) -> Option<&'n Noun>;

/// Finds the clauses of a declaration that are shown nowhere.
pub(super) fn noun(noun: &Noun, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let place = || format!("a declaration of kind `{}`", noun.kind.as_str());
    for clause in noun.clauses.iter().filter(|clause| !is_shown(noun.kind, &clause.kind)) {
        findings.push(shown_nowhere(clause.span, &place()));
    }
    if matches!(noun.kind, NounKind::Policy | NounKind::Organization) {
        // A representative may be one for some places only.
        let placed = |word: &str, clause: &Clause| {
            word == "representative" && matches!(clause.kind, ClauseKind::List(ListWord::In, _))
        };
        for property in &noun.properties {
            let lost = property.clauses.iter().filter(|clause| !placed(property.word, clause));
            findings.extend(lost.map(|clause| shown_nowhere(clause.span, &place())));
        }
    }
    repeated_dates(&noun.clauses, findings);
    clauses::repeated_lists(&noun.clauses, declared, findings);
    unclear::clauses(&noun.clauses, false, findings);
    unclear::items(noun, findings);
    let properties = noun.properties.iter().filter(|property| !may_be_none(noun.kind, property.word));
    let properties = properties.map(|property| (property.word, &property.list));
    let lists = noun.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(word, list) if *word != ListWord::Fee => Some((word.as_str(), list)),
        _ => None,
    });
    for (word, list) in properties.chain(lists) {
        let none = |term: &&Term| matches!(term.value, Value::Absent(Absence::None));
        findings.extend(list.terms.iter().filter(none).map(|term| {
            let message = format!("no document shows that there is no `{word}` here");
            Diagnostic::error("misplaced-value", term.span, message)
                .with_help(format!("leave out `{word}`, or say in a sentence that there is none"))
        }));
    }
    addresses::check(noun, findings);
    let laws = noun.property("laws").flat_map(|laws| &laws.list.terms);
    let quoted = laws.filter(|term| matches!(term.value, Value::Ref(Ref::Text(_))));
    findings.extend(quoted.map(|term| {
        Diagnostic::error("unknown-value", term.span, "no law is known by a text").with_help(
            "name it by its id, without quotes: one of the vocabulary, or that of a declared `law`",
        )
    }));
}

/// Finds the clauses of a section that are shown nowhere.
pub(super) fn section(section: &Section, findings: &mut Vec<Diagnostic>) {
    for clause in &section.clauses {
        if matches!(clause.kind, ClauseKind::Saying(SayingWord::Titled, _)) {
            let finding = shown_nowhere(clause.span, "the head of a section");
            findings
                .push(finding.with_help("the heading stands after the id: `section id \"Heading\" { … }`"));
        }
        if let ClauseKind::List(word, list) = &clause.kind {
            findings.extend(no_scope(*word, list, clause.span, &section.clauses));
        }
    }
    repeated_dates(&section.clauses, findings);
    clauses::ages(&section.clauses, findings);
    unclear::clauses(&section.clauses, false, findings);
    section.sections().into_iter().for_each(|inner| self::section(inner, findings));
}

/// What limits no section: how something is done, and an age that nobody has.
fn no_scope(word: ListWord, list: &List, span: Span, beside: &[Clause]) -> Option<Diagnostic> {
    let said = word.as_str().replace('-', " ");
    let people = |clause: &Clause| {
        matches!(
            clause.kind,
            ClauseKind::List(
                ListWord::For | ListWord::About | ListWord::Of | ListWord::From | ListWord::To,
                _
            )
        )
    };
    let aged = list.terms.iter().any(|term| matches!(term.value, Value::Number(_)));
    match word {
        ListWord::Under if aged && !beside.iter().any(people) => Some(
            Diagnostic::error("shown-nowhere", span, "nothing says who has this age")
                .with_help("say for whom the section is: `for children under 13`"),
        ),
        ListWord::By | ListWord::With | ListWord::Giving | ListWord::Fee | ListWord::As => Some(
            Diagnostic::error("shown-nowhere", span, format!("`{said}` says how something is done, and limits no section"))
                .with_help("say it in the sentences of the section; a section is for people, `for …`, in a place, `in …`, or on a service, `on …`"),
        ),
        _ => None,
    }
}

/// Finds sections that are to stand after one that is not there, or that have a place of their own.
pub(super) fn order(root: &Section, findings: &mut Vec<Diagnostic>) {
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
                let Value::Ref(Ref::Text(id)) = &term.value else { continue };
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

/// Finds what a statement cannot say.
pub(super) fn statement(statement: &Statement, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    for clause in &statement.clauses {
        if matches!(clause.kind, ClauseKind::Dated(..)) {
            let finding = shown_nowhere(clause.span, "a sentence");
            findings.push(finding.with_help("say when it holds: `if \"you ordered after 1 March 2027\"`"));
        }
    }
    ourselves(statement, findings);
    findings.extend(rights_that_act(statement));
    unclear::clauses(&statement.clauses, !statement.keeps(), findings);
    unclear::limits(statement, findings);
    unclear::exceptions(statement, findings);
    clauses::statement(statement, declared, findings);
    kinds::statement(statement, declared, findings);
}

/// What is a right where it is said of rights that they do it: `rights access, delete`.
fn rights_that_act(statement: &Statement) -> Option<Diagnostic> {
    let rights = |term: &&Term| matches!(term.value, Value::Ref(Ref::Special(Special::Rights)));
    let subject = statement.subjects.iter().find(rights)?;
    let right = statement.verbs.iter().find_map(|verb| match verb {
        Verb::Known(verb) if verb.topic == Topic::Rights && !verb.state => Some(verb.id),
        _ => None,
    })?;
    let finding =
        Diagnostic::error("wrong-verb", subject.span, format!("`rights` are had, and do not `{right}`"));
    Some(finding.with_help(format!("say who has the right: `you have the right to {right} personal-data`")))
}

/// Finds what we would give to ourselves: `to us` is not the country.
fn ourselves(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    let is_us = |term: &&Term| matches!(term.value, Value::Ref(Ref::Special(Special::We)));
    let gives = statement.verbs.iter().any(|verb| {
        matches!(verb, Verb::Known(verb) if matches!(verb.topic, Topic::Sharing | Topic::Sale | Topic::Transfers))
    });
    if !gives || !statement.subjects.iter().any(|term| is_us(&term)) {
        return;
    }
    for term in statement.terms(ListWord::To).chain(statement.terms(ListWord::With)).filter(is_us) {
        let finding = Diagnostic::error("wrong-kind", term.span, "`us` is whoever says `we`");
        findings.push(finding.with_help("for the country, write `united-states`"));
    }
}

/// Whether a clause stands on the line of another, right behind it, with a comma or without.
fn right_behind(before: &Clause, clause: &Clause) -> bool {
    before.span.file == clause.span.file
        && (before.span.end + 1..=before.span.end + 2).contains(&clause.span.start)
}

/// Whether a clause says what a time is counted from, as it seems: `for 30 days from …`, `after 30 days of …`.
fn behind_time(clauses: &[Clause], at: usize) -> bool {
    let two = at.checked_sub(1).and_then(|first| clauses.get(first..=at));
    let Some([before, clause]) = two else { return false };
    let time = match &before.kind {
        ClauseKind::Within(_, None, None) | ClauseKind::Kept(Retention::For(_), None) => true,
        ClauseKind::List(ListWord::For | ListWord::After, list) => {
            list.terms.last().is_some_and(|term| matches!(term.value, Value::Duration(_)))
        }
        _ => false,
    };
    let counted = matches!(clause.kind, ClauseKind::List(ListWord::From | ListWord::Of, _));
    time && counted && right_behind(before, clause)
}

/// Whether the documents have a place for a clause of a declaration.
fn is_shown(kind: NounKind, clause: &ClauseKind) -> bool {
    match (kind, clause) {
        (_, ClauseKind::Allow(..)) | (NounKind::Policy, ClauseKind::Dated(..)) => true,
        // A heading stands before a sentence.
        (_, ClauseKind::Saying(SayingWord::Titled, _)) => false,
        (NounKind::Policy, ClauseKind::Saying(word, _)) => *word == SayingWord::Note,
        (NounKind::Policy | NounKind::Organization, _) => false,
        (NounKind::Definition, ClauseKind::Kept(..)) => false,
        (NounKind::Definition, ClauseKind::Saying(word, _)) => {
            !matches!(word, SayingWord::Otherwise | SayingWord::Then)
        }
        (_, ClauseKind::Dated(..)) => false,
        (_, ClauseKind::Basis(grounds)) => grounds.iter().all(|ground| ground.purposes.is_empty()),
        _ => true,
    }
}

fn repeated_dates(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    for (at, clause) in clauses.iter().enumerate() {
        let ClauseKind::Dated(word, _) = &clause.kind else { continue };
        let same = |other: &&Clause| matches!(&other.kind, ClauseKind::Dated(found, _) if found == word);
        if let Some(first) = clauses.iter().take(at).find(same) {
            findings.push(check::repeated(word.as_str(), clause.span, first.span));
        }
    }
}

fn shown_nowhere(span: Span, place: &str) -> Diagnostic {
    Diagnostic::error("shown-nowhere", span, format!("no document shows this clause of {place}"))
        .with_help("say it in a text or in a sentence of its own, or delete it")
}
