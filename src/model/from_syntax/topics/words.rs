//! What the author's own words are about, as far as a statement's topic hangs on them.

use crate::model::phrase::names_own;
use crate::model::verb;
use crate::model::words::Topic;
use crate::model::{Ref, Special, Statement, Term, Value, Verb};

/// Words by which a text is known to be about a policy, or about what becomes of one.
const CHANGES: [&str; 11] = [
    "policy",
    "policies",
    "notice",
    "statement",
    "terms",
    "version",
    "update",
    "change",
    "revis",
    "amend",
    "effect",
];

/// Words for a policy, and for what becomes of one.
const POLICY: [&str; 9] = [
    "this policy",
    "our policy",
    "our policies",
    "the policy",
    "new policy",
    "privacy policy",
    "privacy notice",
    "privacy statement",
    "this notice",
];
const BECOMES: [&str; 7] = ["change", "updat", "revis", "amend", "modif", "version", "new "];

/// Whether a statement says in the author's words what becomes of this policy: "we will "announce changes to this
/// policy"", "we may "revise" this-policy".
pub(super) fn says_what_becomes_of_this(statement: &Statement) -> bool {
    // What comes from people is theirs.
    let comes = |verb: &Verb| matches!(verb, Verb::Known(known) if known.topic == Topic::Collection);
    if statement.verbs.iter().any(comes) {
        return false;
    }
    let is_this = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy)));
    let tells = |text: &str, this: bool| {
        let text = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        has(&BECOMES) && (this || has(&POLICY))
    };
    let done =
        |verb: &Verb| matches!(verb, Verb::Text(text) if tells(text, statement.object_terms().any(is_this)));
    let named = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if term.classes.is_empty() && tells(text, false));
    let mut objects = statement.object_terms().peekable();
    statement.verbs.iter().any(done)
        || objects.peek().is_some() && objects.all(named)
        || !statement.subjects.is_empty() && statement.subjects.iter().all(named)
}

/// Whether a text names what others say of their own: "the privacy policies of the sites that you visit".
pub(super) fn names_policy_of_others(text: &str) -> bool {
    let text = text.to_lowercase();
    let whose =
        ["policy of ", "policies of ", "notice of ", "notices of ", "statement of ", "statements of "];
    let theirs = text.starts_with("their ") && of_changes(&text);
    theirs || whose.iter().any(|word| text.split_once(word).is_some_and(|(_, who)| !names_own(who)))
}

/// Whether a text names links that lead to others: "links to other sites".
pub(super) fn names_links_to_others(text: &str) -> bool {
    let text = text.to_lowercase();
    let links = text.starts_with("link") || text.starts_with("a link") || text.contains(" links to ");
    links && ["other", "third", "external"].iter().any(|word| text.contains(word))
}

/// Whether a text is about what people ask for.
pub(super) fn of_request(text: &str) -> bool {
    let text = text.to_lowercase();
    ["request", "appeal", "complain", "objection"].iter().any(|word| text.contains(word))
}

/// Whether words say what is done, as far as their first one tells: "verify your identity".
pub(super) fn begins_with_act(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    verb::find(first).is_some_and(|verb| verb.id == first && !verb.state)
}

/// Whether a text is about a breach.
pub(in crate::model) fn of_breach(text: &str) -> bool {
    text.contains("breach")
}

/// Whether a text is about a policy, or about what becomes of one.
pub(in crate::model) fn of_changes(text: &str) -> bool {
    let text = text.to_lowercase();
    CHANGES.iter().any(|word| text.contains(word))
}
