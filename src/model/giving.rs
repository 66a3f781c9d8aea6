//! Whether data goes to somebody by a statement, whatever its verb.

use super::phrase::{names_own, points_back, reads_as_sentence};
use super::verb::SENDING;
use super::words::{ListWord, NounKind, Topic};
use super::{Noun, Ref, Special, Statement, Term, Value, Verb};
use crate::law::Kind;

/// Whether data goes to a declared party, or to whoever has a role, by a statement: what is known to be data, "we send
/// contact to the courts", or what is sent in the author's own words. What is combined with or denied to somebody does not
/// go there, and a sale is more than that.
#[must_use]
pub fn sends_data(statement: &Statement, nouns: &[Noun]) -> bool {
    let stays = |verb: &Verb| match verb {
        Verb::Known(verb) => {
            verb.state
                || matches!(verb.topic, Topic::Combining | Topic::Sale)
                || matches!(verb.id, "deny" | "link" | "refuse")
        }
        Verb::Text(_) => false,
    };
    statement.handed
        || !statement.verbs.iter().any(stays)
            && statement.terms(ListWord::To).any(|term| is_party(term, nouns))
            && statement.object_terms().any(|term| is_data(term, nouns) || is_sent(statement, term))
}

/// Whether words that nothing classes are what a statement sends to somebody: "the text you paste". "You offers" are for
/// the reader, and "our newsletter" is of the publisher's own.
fn is_sent(statement: &Statement, term: &Term) -> bool {
    let thing = |text: &str| points_back(text) || !reads_as_sentence(text) && !names_own(text);
    SENDING.iter().any(|verb| statement.does(verb))
        && term.classes.is_empty()
        && matches!(&term.value, Value::Ref(Ref::Text(text)) if thing(text))
}

/// Whether what is known to be data stands after `with`, and those who get it are what the verb is about: "we provide the
/// carrier with your address".
#[must_use]
pub fn is_handed(statement: &Statement, nouns: &[Noun]) -> bool {
    let gives = |verb: &Verb| matches!(verb, Verb::Known(verb) if matches!(verb.id, "provide" | "supply"));
    let objects = statement.objects.iter().flat_map(|list| &list.terms);
    statement.verbs.iter().any(gives)
        && statement.terms(ListWord::To).next().is_none()
        && objects.into_iter().any(|term| is_party(term, nouns))
        && statement.terms(ListWord::With).any(|term| is_data(term, nouns))
}

/// Whether the publisher does something by its own name: "Acme collects" is "we collect".
#[must_use]
pub fn is_by_name(statement: &Statement, nouns: &[Noun]) -> bool {
    let publisher = |noun: &Noun| noun.kind == NounKind::Organization && is_publisher(noun, nouns);
    statement.subjects.iter().any(|term| match &term.value {
        Value::Ref(Ref::Noun(id)) => nouns.get(id.0 as usize).is_some_and(publisher),
        _ => false,
    })
}

/// Whether an organization is the publisher: the first one is.
fn is_publisher(organization: &Noun, nouns: &[Noun]) -> bool {
    let first = nouns.iter().find(|noun| noun.kind == NounKind::Organization);
    first.is_some_and(|first| first.span == organization.span)
}

fn is_data(term: &Term, nouns: &[Noun]) -> bool {
    is_a(term, nouns, |noun| noun.kind == NounKind::Data, &[Kind::Data, Kind::Class])
}

/// Whether a term names somebody who is no part of the publisher.
fn is_party(term: &Term, nouns: &[Noun]) -> bool {
    let party = |noun: &Noun| match noun.kind {
        NounKind::Recipient => true,
        NounKind::Organization => !is_publisher(noun, nouns),
        _ => false,
    };
    matches!(term.value, Value::Ref(Ref::Special(Special::Recipients)))
        || is_a(term, nouns, party, &[Kind::Role])
}

/// Whether a term is a declaration that `fits`, or is said to be one of some kinds of the vocabulary.
fn is_a(term: &Term, nouns: &[Noun], fits: impl Fn(&Noun) -> bool, kinds: &[Kind]) -> bool {
    match &term.value {
        Value::Ref(Ref::Noun(id)) => nouns.get(id.0 as usize).is_some_and(fits),
        Value::Ref(Ref::Builtin(class)) => kinds.contains(&class.kind),
        Value::Ref(Ref::Text(_)) => term.classes.iter().any(|class| kinds.contains(&class.kind)),
        _ => false,
    }
}
