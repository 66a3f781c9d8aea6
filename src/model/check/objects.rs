//! What verbs are about: sentences that break off before it, or have it in the place of something else.

use crate::diagnostic::Diagnostic;
use crate::model::verb::VerbInfo;
use crate::model::words::ListWord;
use crate::model::{ClauseKind, Statement, Verb};

/// Verbs that break off without somebody or something behind them, beside those for what is done to data.
const NEEDING: &[&str] = &["access", "contact", "correct", "notify"];

/// Finds a sentence without what all of its verbs need, and one that says whom and what in one place.
pub(super) fn objects(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    findings.extend(missing_object(statement));
    findings.extend(told(statement));
}

/// A sentence with nothing but verbs that need something, or somebody, to be done to.
fn missing_object(statement: &Statement) -> Option<Diagnostic> {
    let known = |verb: &Verb| match verb {
        Verb::Known(verb) => Some(*verb),
        Verb::Text(_) => None,
    };
    // "Receive a copy of": readers would see where it breaks off.
    let breaks_off = |verb: &&VerbInfo| {
        matches!(verb.id, "copy" | "port" | "dispose") || verb.id == "access" && statement.modal.asks()
    };
    let broken = statement.verbs.iter().filter_map(known).find(breaks_off);
    let first = || {
        let needs =
            |verb: &Verb| known(verb).is_some_and(|verb| verb.needs_object() || NEEDING.contains(&verb.id));
        known(statement.verbs.first()?).filter(|_| statement.verbs.iter().all(needs))
    };
    let verb = broken.or_else(first)?;
    // "Share with the carrier" says to whom, and not what.
    let lists = statement.clauses.iter().any(|clause| {
        matches!(clause.kind, ClauseKind::List(ListWord::Including | ListWord::SuchAs | ListWord::Of, _))
    });
    (statement.objects.is_none() && !lists).then_some(())?;
    let (message, help) = match verb.id {
        id @ ("contact" | "notify") => {
            let whom = if statement.by_us() { "you" } else { "us" };
            (
                format!("this sentence does not say whom to `{id}`"),
                format!("write `{id} {whom}`, or the name of those who are meant"),
            )
        }
        id => (
            format!("this sentence does not say what `{id}` is about"),
            format!("write `{id} personal-data`, or the name of a kind of data"),
        ),
    };
    let finding = match broken {
        Some(_) => Diagnostic::error("missing-value", statement.span, message),
        None => Diagnostic::warning("missing-object", statement.span, message),
    };
    Some(finding.with_help(help))
}

/// What somebody is told of, right behind who that is: `notify you "a breach"`. A text there goes on with the verb, such as
/// "that something changed".
fn told(statement: &Statement) -> Option<Diagnostic> {
    statement.does("notify").then_some(())?;
    let mut terms = statement.objects.iter().flat_map(|list| &list.terms);
    let (term, text) = terms.find_map(|term| Some((term, term.detail.as_deref()?)))?;
    // Other determiners begin what says when or how: "the same day", "each time".
    let thing =
        ["a ", "an ", "your "].iter().any(|word| text.starts_with(word)) && !text.starts_with("a few ");
    let said = statement.lists(ListWord::About).next().is_some();
    (thing && !said).then(|| {
        let message = "what somebody is notified of stands after `about`";
        Diagnostic::error("misplaced-value", term.span, message)
            .with_help(format!("write `about \"{text}\"`"))
    })
}
