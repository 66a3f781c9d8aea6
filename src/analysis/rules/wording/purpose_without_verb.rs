//! A purpose that can follow neither "to" nor "for".

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::things::is_neither;
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, Modal, NounKind};
use crate::model::{ClauseKind, List, Ref, Statement, Term, Value, Verb};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "purpose-without-verb", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if words(context).is_none() {
        return;
    }
    let no_verb = is_neither;
    for (_, noun) in context.nouns_of(NounKind::Purpose) {
        if let Some(name) = noun.name.as_deref().filter(|name| no_verb(name)) {
            findings.push(without_verb(noun.id_span, name));
        }
    }
    let declared = context.nouns().iter().flat_map(|noun| &noun.clauses);
    let declared = declared.filter_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::For, list) => Some(list),
        _ => None,
    });
    findings.extend(declared.flat_map(|list| without_verbs(list, &no_verb)));
    for practice in context.those(has_written_purpose) {
        let lists = practice.statement.lists(ListWord::For).filter(|_| takes_acts(practice.statement));
        findings.extend(lists.flat_map(|list| without_verbs(list, &no_verb)));
    }
}

/// The texts of a list that say what something is for without a verb.
fn without_verbs(list: &List, no_verb: &dyn Fn(&str) -> bool) -> impl Iterator<Item = Diagnostic> {
    // Beside a length of time it is one too: "for 30 days or as long as needed".
    let timed = list.terms.iter().any(Term::is_length);
    list.terms.iter().filter(move |_| !timed).filter_map(move |term| match &term.value {
        Value::Ref(Ref::Text(text)) if no_verb(text) => Some(without_verb(term.span, text)),
        _ => None,
    })
}

/// Whether a purpose of it is a text.
fn has_written_purpose(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    practice.terms(ListWord::For).any(|term| matches!(term.value, Value::Ref(Ref::Text(_))))
}

/// Whether a text after `for` says what is done: a fee is for a thing, and so is a role, and people are asked for
/// a thing.
fn takes_acts(statement: &Statement) -> bool {
    !matches!(statement.modal, Modal::Is | Modal::IsNot)
        && !statement.verbs.iter().any(
            |verb| matches!(verb, Verb::Known(verb) if matches!(verb.id, "ask" | "discriminate" | "charge")),
        )
}

fn without_verb(at: Span, phrase: &str) -> Diagnostic {
    Context::finding(&RULE, at, format!("readers will see “to {phrase}”"))
        .with_help("begin with what is done, such as `send you offers`, or name it, such as `our newsletter`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_cannot_follow_to() {
        check(
            &RULE,
            r#"
purpose fraud "we prevent fraud" : security
      //^^^^^ readers will see “to we prevent fraud”
tracker perm "cookies" : cookie { for "save the login status", "you need them" : analytics }
                                                             //^^^^^^^^^^^^^^^ readers will see “to you need them”
we use personal-data for fraud, "we support you", "In order to sell"
                              //^^^^^^^^^^^^^^^^ readers will see “to we support you”
                                                //^^^^^^^^^^^^^^^^^^ readers will see “to In order to sell”
"#,
        );
    }

    #[test]
    fn what_can_follow_to_or_for() {
        check(
            &RULE,
            r#"
purpose fraud "prevent fraud" : security
we use personal-data for fraud, "better serve you", "advertising", "our newsletter", "customer support"
we may charge "a fee" for "they ask again"
we keep personal-data for 30 days or "we need it"
"#,
        );
        check(&RULE, "policy \"P\" { language fr }\nwe use personal-data for \"vous servir\"\n");
    }
}
