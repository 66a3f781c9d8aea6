//! A recipient that has duties, and is given nothing.

use super::names;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::{Modal, NounKind};
use crate::model::{Clause, ClauseKind, Noun, NounId};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "recipient-receiving-nothing", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // A sentence about all recipients is about each.
    for (id, noun) in context.policy.nouns_of(NounKind::Recipient) {
        if noun.used && !spoken_of(context, id) && !part_of_a_declaration(context, id) {
            findings.push(nothing(noun));
        }
    }
}

/// Whether a sentence gives it something, denies it something, or says what it does.
fn spoken_of(context: &Context<'_>, id: NounId) -> bool {
    context.practices.iter().any(|practice| {
        let duty = matches!(
            practice.statement.modal,
            Modal::Must | Modal::MustNot | Modal::Should | Modal::ShouldNot
        );
        let subject = practice.statement.subjects.iter().any(|term| names(term, id));
        subject && !duty
            || practice.objects().any(|term| names(term, id))
            || practice.clauses().any(|clause| listed(clause, id))
    })
}

fn part_of_a_declaration(context: &Context<'_>, id: NounId) -> bool {
    context.policy.nouns.iter().any(|noun| {
        noun.clauses.iter().any(|clause| listed(clause, id))
            || noun.properties.iter().any(|property| {
                property.list.terms.iter().any(|term| names(term, id))
                    || property.clauses.iter().any(|clause| listed(clause, id))
            })
    })
}

fn listed(clause: &Clause, id: NounId) -> bool {
    matches!(&clause.kind, ClauseKind::List(_, list) if list.terms.iter().any(|term| names(term, id)))
}

fn nothing(noun: &Noun) -> Diagnostic {
    Context::finding(
        &RULE,
        noun.id_span,
        format!("`{}` has duties, but no sentence gives it any data", noun.id),
    )
    .with_help(format!(
        "write `we share personal-data with {}`, with what it receives, or delete it",
        noun.id
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn duties_alone() {
        check(
            &RULE,
            r#"
recipient mailer "Mailer" : processor
        //^^^^^^ `mailer` has duties, but no sentence gives it any data
mailer must protect personal-data by "encryption"
"#,
        );
    }

    #[test]
    fn it_receives_or_is_denied_something_or_acts() {
        check(
            &RULE,
            r#"
recipient mailer "Mailer" : processor
recipient broker-firm "Brokers" : data-broker
recipient counter "Statly" : analytics
recipient host "Host" : hosting
tracker cookies "cookies" : cookie { provider counter }
we use cookies
we share personal-data with mailer
we do not share personal-data with broker-firm
host stores personal-data
mailer must protect personal-data by "encryption"
"#,
        );
    }
}
