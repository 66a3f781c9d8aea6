//! A purpose that cannot follow "to".

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::lists::Wording;
use crate::diagnostic::Diagnostic;
use crate::model::phrase::{reads_as_sentence, reads_as_thing};
use crate::model::words::{ListWord, Modal, NounKind};
use crate::model::{List, Ref, Statement, Term, Value, Verb};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "purpose-without-verb", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    let no_verb =
        |phrase: &str| reads_as_sentence(phrase) || !reads_as_thing(phrase) && names_thing(phrase, list);
    for (_, noun) in context.nouns_of(NounKind::Purpose) {
        if let Some(name) = noun.name.as_deref().filter(|name| no_verb(name)) {
            findings.push(without_verb(noun.id_span, name));
        }
    }
    for practice in context.those(has_written_purpose) {
        // Beside a length of time it is one too: "for 30 days or as long as needed".
        let timed = |list: &&List| list.terms.iter().any(Term::is_length);
        let lists = practice.statement.lists(ListWord::For).filter(|list| !timed(list));
        for term in lists.flat_map(|list| &list.terms).filter(|_| takes_acts(practice.statement)) {
            if let Value::Ref(Ref::Text(text)) = &term.value
                && no_verb(text)
            {
                findings.push(without_verb(term.span, text));
            }
        }
    }
}

/// Whether a purpose of it is a text.
fn has_written_purpose(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.terms(ListWord::For).any(|term| matches!(term.value, Value::Ref(Ref::Text(_))))
}

/// Whether a text after `for` says what is done: a fee is for a thing, and so is a role.
fn takes_acts(statement: &Statement) -> bool {
    !matches!(statement.modal, Modal::Is | Modal::IsNot)
        && !statement
            .verbs
            .iter()
            .any(|verb| matches!(verb, Verb::Known(verb) if matches!(verb.id, "discriminate" | "charge")))
}

/// Whether words are surely the name of a thing: the first, but for adverbs, is no verb ("better serve
/// you"), and they look like a name. A doubled "to" is found elsewhere.
fn names_thing(phrase: &str, list: &Wording) -> bool {
    let adverb = |word: &String| {
        word.ends_with("ly") || ["better", "not", "otherwise", "sometimes", "to"].contains(&word.as_str())
    };
    let words: Vec<String> = phrase
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .skip_while(|word| adverb(word) && !known(word, &list.acts))
        .collect();
    let [first, rest @ ..] = words.as_slice() else { return false };
    // The verb of "re-engage" stands behind the dash.
    let verb = known(first, &list.acts)
        || first.rsplit_once('-').is_some_and(|(_, verb)| known(verb, &list.acts))
        || rest.first().is_some_and(|second| list.things.after_verbs.contains(second));
    // Hardly anybody writes a rare verb without what it is about.
    !verb && (rest.is_empty() || looks_like_thing(first, rest, list))
}

/// Whether words that begin with no known verb end as names do: "fraud prevention", "customer support",
/// "sales calls", "ID checks", "trust and safety".
fn looks_like_thing(first: &str, rest: &[String], list: &Wording) -> bool {
    let ends = |word: &str, endings: &[String]| endings.iter().any(|ending| word.ends_with(ending));
    let several = |word: &str| word.ends_with('s') && !ends(word, &["ss", "us", "is"].map(str::to_owned));
    let one = |word: &str| ends(word.strip_suffix('s').unwrap_or(word), &list.things.endings);
    let act = |word: &str| known(word, &list.acts);
    let joined = match rest {
        [word, next, rest @ ..] if ["and", "or"].contains(&word.as_str()) => {
            !act(next)
                && !rest.iter().any(|word| list.things.after_verbs.contains(word))
                && looks_like_thing(next, rest, list)
        }
        _ => false,
    };
    let more = rest.iter().take_while(|word| !list.things.joining.contains(*word)).last();
    let last = more.map_or(first, String::as_str);
    several(first)
        || joined
        || one(last)
        || ends(last, &list.things.endings)
        || more.is_some()
            && (act(last.strip_suffix('s').unwrap_or(last))
                || act(last)
                || ends(first, &list.things.describing))
}

fn known(word: &str, acts: &[String]) -> bool {
    acts.binary_search_by(|act| act.as_str().cmp(word)).is_ok()
}

fn without_verb(at: Span, phrase: &str) -> Diagnostic {
    Context::finding(&RULE, at, format!("readers will see “to {phrase}”")).with_help(
        "begin with what is done, such as `send you offers`, or with an article, such as `our newsletter`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::lists::lists;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_cannot_follow_to() {
        check(
            &RULE,
            r#"
purpose fraud "fraud prevention" : security
      //^^^^^ readers will see “to fraud prevention”
we do not use personal-data for "cross-context behavioral advertising"
                              //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ readers will see “to cross-context behavioral advertising”
we use personal-data for fraud, "customer support"
                              //^^^^^^^^^^^^^^^^^^ readers will see “to customer support”
"#,
        );
    }

    #[test]
    fn what_can_follow_to_or_for() {
        check(
            &RULE,
            r#"
purpose fraud "prevent fraud" : security
we use personal-data for fraud, "better serve you", "advertising", "our newsletter", "re-engage users"
we use personal-data for "carefully supply what you ordered", "comply with the law"
we may charge "a fee" for "repeated requests"
this-policy is intended for "customers"
we keep personal-data for 30 days or "other periods"
"#,
        );
        check(&RULE, "policy \"P\" { language fr }\nwe use personal-data for \"vous servir\"\n");
    }

    #[test]
    fn what_looks_like_no_name_may_begin_with_a_verb_of_the_authors() {
        check(
            &RULE,
            r#"
we use personal-data for "park by itself", "lock the doors", "brake in an emergency", "film who is at the door"
we use personal-data for "ring the chime", "dial for you", "obey the law", "age-gate the app", "mow lawns"
we use personal-data for "security", "legal reasons", "sales calls", "analytics and more", "delivery of orders"
                       //^^^^^^^^^^ readers will see “to security”
                                   //^^^^^^^^^^^^^^^ readers will see “to legal reasons”
                                                    //^^^^^^^^^^^^^ readers will see “to sales calls”
                                                                   //^^^^^^^^^^^^^^^^^^^^ readers will…
we use personal-data for "ID checks", "trust and safety", "payroll", "lock and bolt the doors", "we pay you"
                       //^^^^^^^^^^^ readers will see “to ID checks”
                                    //^^^^^^^^^^^^^^^^^^ readers will see “to trust and safety”
                                                        //^^^^^^^^^ readers will see “to payroll”
                                                                                              //^^^^^^^^^^^^ readers will…
"#,
        );
    }

    #[test]
    fn verbs_can_be_searched() {
        assert!(lists().wording.acts.is_sorted());
    }
}
