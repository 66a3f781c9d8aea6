//! What does not fit where it stands: clauses that no document has a place for, and names of things that
//! a sentence cannot be about.

use super::phrase::reads_as_thing;
use super::words::{ListWord, NounKind, SayingWord, Topic};
use super::{Clause, ClauseKind, Noun, Ref, Section, Special, Statement, Term, Value, Verb, check};
use crate::diagnostic::{Diagnostic, nearest};
use crate::link::Href;
use crate::source::Span;

/// Finds the clauses of a declaration that are shown nowhere.
pub(super) fn noun(noun: &Noun, findings: &mut Vec<Diagnostic>) {
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
    for property in &noun.properties {
        match (property.word, property.list.terms.as_slice()) {
            ("email", terms) => findings.extend(terms.iter().filter_map(no_address)),
            ("value", terms) if noun.classes.iter().any(|class| class.id == "email") => {
                findings.extend(terms.iter().filter(|term| is_address(term)).filter_map(no_address));
            }
            ("language", [first, second, ..]) => {
                findings.push(check::repeated("language", second.span, first.span));
            }
            ("laws", terms) => {
                let quoted = terms.iter().filter(|term| matches!(term.value, Value::Ref(Ref::Text(_))));
                findings.extend(quoted.map(|term| {
                    Diagnostic::error("unknown-value", term.span, "no law is known by a text")
                        .with_help("name it by its id in the vocabulary, without quotes")
                }));
            }
            _ => {}
        }
    }
}

/// Whether a value is meant as one address, and not as words about one.
fn is_address(term: &Term) -> bool {
    match &term.value {
        Value::Ref(Ref::Text(text)) => text.contains('@') && !text.contains(char::is_whitespace),
        _ => false,
    }
}

/// What is no address that a message could go to.
fn no_address(term: &Term) -> Option<Diagnostic> {
    let Value::Ref(Ref::Text(text)) = &term.value else { return None };
    Href::mail(text).is_none().then(|| {
        Diagnostic::error("bad-link", term.span, format!("`{text}` is no email address"))
            .with_help("write the address, and nothing else: `\"privacy@acme.example\"`, or `unstated`")
    })
}

/// Finds the clauses of a section that are shown nowhere.
pub(super) fn section(section: &Section, findings: &mut Vec<Diagnostic>) {
    for clause in &section.clauses {
        if matches!(clause.kind, ClauseKind::Saying(SayingWord::Titled, _)) {
            let finding = shown_nowhere(clause.span, "the head of a section");
            findings
                .push(finding.with_help("the heading stands after the id: `section id \"Heading\" { … }`"));
        }
    }
    repeated_dates(&section.clauses, findings);
    ages(&section.clauses, findings);
    section.sections().into_iter().for_each(|inner| self::section(inner, findings));
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

/// Finds what a statement cannot say; `noun` knows what a name stands for.
pub(super) fn statement<'n>(
    statement: &Statement,
    noun: &dyn Fn(&Value) -> Option<&'n Noun>,
    findings: &mut Vec<Diagnostic>,
) {
    for clause in &statement.clauses {
        if matches!(clause.kind, ClauseKind::Dated(..)) {
            let finding = shown_nowhere(clause.span, "a sentence");
            findings.push(finding.with_help("say when it holds: `if \"you ordered after 1 March 2027\"`"));
        }
    }
    ages(&statement.clauses, findings);
    repeated(&statement.clauses, findings);
    ourselves(statement, findings);
    unclear(statement, findings);
    let mut refuse = |terms: &[Term], refused: &[NounKind], place: &str| {
        for term in terms {
            if let Some(noun) = noun(&term.value).filter(|noun| refused.contains(&noun.kind)) {
                findings.push(wrong_kind(term.span, noun.kind, place));
            }
        }
    };
    refuse(&statement.subjects, &[NounKind::Purpose, NounKind::Condition], "do anything");
    for list in statement.lists(ListWord::When) {
        refuse(&list.terms, &[NounKind::Data, NounKind::Purpose], "be when something happens");
    }
    let objects = statement.objects.as_ref().map_or(&[][..], |list| &list.terms);
    let known = statement.verbs.first().and_then(|verb| match verb {
        Verb::Known(verb) if !verb.state => Some(verb),
        Verb::Known(_) | Verb::Text(_) => None,
    });
    let gives = |topic: Topic| matches!(topic, Topic::Sharing | Topic::Sale | Topic::Transfers);
    let moves = |topic: Topic| gives(topic) || matches!(topic, Topic::Collection | Topic::Retention);
    let Some(verb) = known.filter(|verb| moves(verb.topic)) else {
        // "We send send you news"; a thing can be sent: "our newsletter".
        let act = |noun: &&Noun| noun.name.as_deref().is_some_and(|name| !reads_as_thing(name));
        for term in objects {
            if noun(&term.value).filter(act).is_some() {
                refuse(std::slice::from_ref(term), &[NounKind::Purpose], "be what this verb is about");
            }
        }
        return;
    };
    let gives = gives(verb.topic);
    for list in statement.lists(ListWord::For) {
        refuse(&list.terms, &[NounKind::Data], "be what this is done for");
    }
    let is_data =
        ["collect", "obtain", "receive", "infer", "keep", "retain", "store", "sell", "share", "disclose"];
    refuse(objects, &[NounKind::Purpose, NounKind::Condition], "be what this verb is about");
    if is_data.contains(&verb.id) {
        refuse(objects, &[NounKind::Recipient], "be what this verb is about");
    }
    for word in [ListWord::With, ListWord::To] {
        for list in statement.lists(word) {
            refuse(&list.terms, &[NounKind::Purpose, NounKind::Condition], "receive anything");
            // "Provide the carrier with your address."
            if gives && !matches!(verb.id, "provide" | "supply") {
                refuse(&list.terms, &[NounKind::Data], "receive anything");
            }
        }
    }
}

/// Finds what stands behind an age as if the age were one of several: it would be lost.
fn ages(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    for clause in clauses {
        let ClauseKind::List(ListWord::Under, list) = &clause.kind else { continue };
        let is_age = |term: &&Term| matches!(term.value, Value::Number(_));
        if list.terms.iter().any(|term| is_age(&term))
            && let Some(other) = list.terms.get(1)
        {
            let finding = Diagnostic::error("wrong-kind", other.span, "this stands in a list of ages");
            findings.push(finding.with_help(
                "an age ends a list: put the people without one first, `parents, children under 13`",
            ));
        }
    }
}

/// Finds clauses of which a sentence has room for one: with two of them, it would not be clear which holds when.
fn repeated(clauses: &[Clause], findings: &mut Vec<Diagnostic>) {
    let word = |clause: &Clause| match &clause.kind {
        ClauseKind::Within(..) => Some("within"),
        ClauseKind::Limit(..) => Some("at most"),
        ClauseKind::Every(_) => Some("every"),
        ClauseKind::Lookback(_) => Some("in the last"),
        ClauseKind::List(ListWord::For, list)
            if list.terms.iter().any(|term| matches!(term.value, Value::Duration(_))) =>
        {
            Some("for")
        }
        _ => None,
    };
    for (at, clause) in clauses.iter().enumerate() {
        let Some(found) = word(clause) else { continue };
        if let Some(first) = clauses.iter().take(at).find(|other| word(other) == Some(found)) {
            findings.push(
                check::repeated(found, clause.span, first.span).with_help(
                    "write a sentence for each, with the people, places or data that it holds for",
                ),
            );
        }
    }
}

/// Finds conditions that seem to be about the clause right before them, and are about the whole sentence.
fn unclear(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    let topic = statement.topic;
    let word = |clause: &Clause| match &clause.kind {
        ClauseKind::Within(_, _, Some(_)) => Some("extendable by"),
        ClauseKind::Kept(..) if topic != Topic::Retention => Some("kept"),
        ClauseKind::List(ListWord::Fee, _) => Some("fee"),
        _ => None,
    };
    for two in statement.clauses.windows(2) {
        let [before, condition] = two else { continue };
        // On a line of its own it stands for itself.
        if !matches!(condition.kind, ClauseKind::Condition(..)) || before.span.end + 1 != condition.span.start
        {
            continue;
        }
        if let Some(word) = word(before) {
            let message = format!("this is about the whole sentence, not about `{word}`");
            findings.push(Diagnostic::error("unclear-condition", condition.span, message).with_help(format!(
                "put it before `{word}`; what holds for that alone stands in a `note` or in a sentence of its own"
            )));
        }
    }
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

/// Whether the documents have a place for a clause of a declaration.
fn is_shown(kind: NounKind, clause: &ClauseKind) -> bool {
    match (kind, clause) {
        (_, ClauseKind::Allow(..)) | (NounKind::Policy, ClauseKind::Dated(..)) => true,
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

fn wrong_kind(span: Span, kind: NounKind, place: &str) -> Diagnostic {
    let what = match kind {
        NounKind::Data => "a kind of data".to_owned(),
        kind => format!("a {}", kind.as_str()),
    };
    let help = match kind {
        NounKind::Purpose => "what something is for stands after `for`",
        NounKind::Condition => "what it depends on stands after `if` or `unless`",
        NounKind::Data if place.starts_with("be ") => {
            "if each kind of data has a time or a purpose of its own, write a sentence for each"
        }
        NounKind::Recipient => "who receives something stands after `with` or `to`",
        _ => "what is given stands right after the verb, and who receives it after `with` or `to`",
    };
    Diagnostic::error("wrong-kind", span, format!("{what} cannot {place}")).with_help(help)
}
