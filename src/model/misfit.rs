//! What does not fit where it stands: clauses that no document has a place for, and names of things that
//! a sentence cannot be about.

mod addresses;
mod clauses;
mod kinds;
mod scopes;
mod unclear;

use super::property::{may_be_none, properties_of};
use super::words::{Absence, ListWord, NounKind, SayingWord, Topic};
use super::{
    Clause, ClauseKind, List, Noun, Policy, Property, Ref, Retention, Special, Statement, Term, Value, Verb,
    check,
};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::source::Span;
pub(super) use addresses::mixed_letters;
pub(super) use scopes::{no_limit, order, section};
use unclear::Around;
pub(super) use unclear::often;

/// Knows what declaration a value names.
type Declared<'d, 'n> = &'d dyn Fn(&Value) -> Option<&'n Noun>;

/// Finds the clauses of a declaration that are shown nowhere.
pub(super) fn noun(noun: &Noun, declared: Declared<'_, '_>, findings: &mut Vec<Diagnostic>) {
    let place = || format!("a declaration of kind `{}`", noun.kind.as_str());
    for clause in noun.clauses.iter().filter(|clause| !is_shown(noun.kind, &clause.kind)) {
        let finding = shown_nowhere(clause.span, &place());
        let placed = matches!(clause.kind, ClauseKind::List(ListWord::In, _))
            && properties_of(noun.kind).iter().any(|(word, _)| *word == "country");
        findings.push(if placed { finding.with_help("say where it is: `country DE`") } else { finding });
    }
    for property in &noun.properties {
        let lost = property.clauses.iter().filter(|clause| !shown_with(property, clause));
        findings.extend(lost.map(|clause| of_property(noun.kind, property.word, clause)));
    }
    repeated_dates(&noun.clauses, findings);
    clauses::repeated_lists(&noun.clauses, declared, findings);
    unclear::clauses(&noun.clauses, Around::noun(noun), declared, findings);
    if matches!(noun.kind, NounKind::Data | NounKind::Tracker) {
        unclear::how_long(&noun.clauses, "kept", findings);
    }
    unclear::items(noun, findings);
    kinds::interests(&noun.clauses, findings);
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
    kinds::noun(noun, declared, findings);
    let laws = noun.property("laws").flat_map(|laws| &laws.list.terms);
    let quoted = laws.filter(|term| matches!(term.value, Value::Ref(Ref::Text(_))));
    findings.extend(quoted.map(|term| {
        Diagnostic::error("unknown-value", term.span, "no law is known by a text").with_help(
            "name it by its id, without quotes: one of the vocabulary, or that of a declared `law`",
        )
    }));
    let called = noun.property("calls").flat_map(|calls| &calls.list.terms);
    findings.extend(called.filter_map(|term| calls(term, declared)));
}

/// A word of the policy's own for what no document would call so: only classes of data have one.
fn calls(term: &Term, declared: Declared<'_, '_>) -> Option<Diagnostic> {
    let refused = |what: &str, help: String| {
        let message = format!("`calls` gives no other name to {what}");
        Some(Diagnostic::error("wrong-kind", term.span, message).with_help(help))
    };
    match &term.value {
        // That nothing is called so is said already.
        Value::Ref(Ref::Unknown(_)) => None,
        Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Class => {
            let help = format!("write it behind, in quotes: `calls {} \"…\"`", class.id);
            term.detail.is_none().then(|| {
                let message = format!("nothing says what the policy calls `{}`", class.id);
                Diagnostic::error("missing-value", term.span, message).with_help(help)
            })
        }
        Value::Ref(Ref::Builtin(class)) => {
            let name = term.detail.as_deref().unwrap_or("…");
            let help = format!("declare it with a name of your own: `… \"{name}\" : {}`", class.id);
            refused(&format!("`{}`", class.id), help)
        }
        Value::Ref(Ref::Special(Special::ThisPolicy)) => refused(
            "the policy itself",
            "what the documents call it stands in their words: `special: { this-policy: this notice }`, in a \
             `words.yaml` of your own"
                .to_owned(),
        ),
        value => match declared(value) {
            Some(noun) => refused(
                &format!("`{}`", noun.id),
                "what readers call it stands where it is declared, right behind its id".to_owned(),
            ),
            None => refused("this", "it does to classes of data: `calls personal-data \"…\"`".to_owned()),
        },
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
    findings.extend(rights_that_act(statement));
    unclear::clauses(&statement.clauses, Around::statement(statement), declared, findings);
    if statement.keeps() {
        unclear::how_long(&statement.clauses, "for", findings);
    }
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

/// Finds what the publisher would give to itself: `to us` is not the country.
pub(super) fn ourselves(policy: &Policy, findings: &mut Vec<Diagnostic>) {
    let is_us = |term: &&Term| match &term.value {
        Value::Ref(Ref::Special(special)) => *special == Special::We,
        Value::Ref(Ref::Noun(id)) => policy.publisher == Some(*id),
        _ => false,
    };
    let gives = |verb: &Verb| matches!(verb, Verb::Known(verb) if matches!(verb.topic, Topic::Sharing | Topic::Sale | Topic::Transfers));
    policy.each_statement(&mut |statement| {
        if !statement.verbs.iter().any(gives) || !statement.subjects.iter().any(|term| is_us(&term)) {
            return;
        }
        for term in statement.terms(ListWord::To).chain(statement.terms(ListWord::With)).filter(is_us) {
            let named = match &term.value {
                Value::Ref(Ref::Noun(id)) => policy.noun(*id),
                _ => None,
            };
            findings.push(match named {
                Some(noun) => {
                    Diagnostic::error("wrong-kind", term.span, format!("`{}` is whoever says `we`", noun.id))
                        .with_help("name somebody else who gets it")
                }
                None => Diagnostic::error("wrong-kind", term.span, "`us` is whoever says `we`")
                    .with_help("for the country, write `united-states`"),
            });
        }
    });
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
        // In data it is told as the item that it may be.
        (NounKind::Data, ClauseKind::Saying(SayingWord::Id, _)) => true,
        // A heading stands before a sentence, and a declaration has its id before its name.
        (_, ClauseKind::Saying(SayingWord::Titled | SayingWord::Id, _)) => false,
        (NounKind::Policy | NounKind::Organization, ClauseKind::Saying(SayingWord::Note, _)) => true,
        (NounKind::Policy | NounKind::Organization, _) => false,
        (NounKind::Definition, ClauseKind::Kept(..) | ClauseKind::Basis(_)) => false,
        (NounKind::Definition, ClauseKind::Saying(word, _)) => {
            !matches!(word, SayingWord::Otherwise | SayingWord::Then)
        }
        (_, ClauseKind::Dated(..)) => false,
        (_, ClauseKind::Basis(grounds)) => grounds.iter().all(|ground| ground.purposes.is_empty()),
        _ => true,
    }
}

/// Whether the documents have a place for a clause of a property: a state has nothing but its clauses, a representative may
/// be one for some places only, a time may be counted from something, and what is read may have examples.
fn shown_with(property: &Property, clause: &Clause) -> bool {
    property.list.terms.is_empty()
        || match property.word {
            "representative" => matches!(clause.kind, ClauseKind::List(ListWord::In, _)),
            "lasts" => {
                let timed = |term: &Term| matches!(term.value, Value::Duration(_));
                let event = |list: &List| !list.terms.iter().any(Term::is_length);
                property.list.terms.last().is_some_and(timed)
                    && matches!(&clause.kind, ClauseKind::List(ListWord::After, list) if event(list))
            }
            // A name has its examples where it is declared.
            "reads" => {
                let quoted = |term: &Term| matches!(term.value, Value::Ref(Ref::Text(_)));
                let more = [ListWord::SuchAs, ListWord::Including, ListWord::Except];
                property.list.terms.last().is_some_and(quoted)
                    && matches!(&clause.kind, ClauseKind::List(word, _) if more.contains(word))
            }
            _ => false,
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

/// A limit behind a value, or more about it: `country DE if …`, `reads technical such as …`.
fn of_property(kind: NounKind, word: &str, clause: &Clause) -> Diagnostic {
    let message = match &clause.kind {
        ClauseKind::Condition(..) | ClauseKind::List(ListWord::In, _) => {
            format!("no document shows when or where this `{word}` holds")
        }
        _ => format!("no document shows this clause of `{word}`"),
    };
    let finding = Diagnostic::error("shown-nowhere", clause.span, message);
    finding.with_help(match kind {
        NounKind::Policy | NounKind::Organization => {
            "say it in a sentence of its own, or delete it".to_owned()
        }
        _ => format!(
            "say it in a sentence of its own; what is so of the whole {} stands on a line of its own",
            kind.as_str()
        ),
    })
}

pub(super) fn shown_nowhere(span: Span, place: &str) -> Diagnostic {
    Diagnostic::error("shown-nowhere", span, format!("no document shows this clause of {place}"))
        .with_help("say it in a text or in a sentence of its own, or delete it")
}
