//! A purpose that cannot follow "to".

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::things::names_thing;
use crate::diagnostic::Diagnostic;
use crate::model::phrase::{reads_as_sentence, reads_as_thing};
use crate::model::words::{ListWord, Modal, NounKind};
use crate::model::{ClauseKind, List, Ref, Statement, Term, Value, Verb};
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
tracker perm "cookies" : cookie { for "save the login status", "audience measurement" : analytics }
                                                             //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ readers will see “to audience measurement”
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
    fn a_noun_that_may_be_a_verb_is_told_by_what_stands_behind_it() {
        check(
            &RULE,
            r#"
we use personal-data for "staff training", "market research", "account management", "support for our staff"
                       //^^^^^^^^^^^^^^^^ readers will see “to staff training”
                                         //^^^^^^^^^^^^^^^^^ readers will see “to market research”
                                                            //^^^^^^^^^^^^^^^^^^^^ readers will see “to account management”
                                                                                  //^^^^^^^^^^^^^^^^^^^^^^^ readers will…
we use personal-data for "proof of delivery", "order fulfilment", "process improvement"
                       //^^^^^^^^^^^^^^^^^^^ readers will see “to proof of delivery”
                                            //^^^^^^^^^^^^^^^^^^ readers will see “to order fulfilment”
                                                                //^^^^^^^^^^^^^^^^^^^^^ readers will see “to process…
we use personal-data for "process payments", "record your training", "support fraud prevention", "staff our shops"
we use personal-data for "account for taxes", "provide training", "process orders", "order equipment", "dispose of it"
we may ask you for "proof of income"
"#,
        );
    }

    #[test]
    fn some_nouns_are_of_two_words_of_which_one_is_a_verb_elsewhere() {
        check(
            &RULE,
            r#"
we use personal-data for "account security", "bill payment and more", "service improvement"
                       //^^^^^^^^^^^^^^^^^^ readers will see “to account security”
                                           //^^^^^^^^^^^^^^^^^^^^^^^ readers will see “to bill payment and more”
                                                                    //^^^^^^^^^^^^^^^^^^^^^ readers will…
we use personal-data for "email delivery notices", "design new things", "access control systems", "process payment"
we use personal-data for "trade your shares", "bill you", "service your car", "access the account"
"#,
        );
    }

    #[test]
    fn verbs_can_be_searched() {
        assert!(lists().wording.acts.is_sorted());
    }
}
