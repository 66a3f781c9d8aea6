//! A recipient that has duties, and is given nothing.

use super::{part_of_declarations, spoken_of};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::Noun;
use crate::model::words::{Modal, NounKind};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "recipient-receiving-nothing", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // A duty gives it nothing. A sentence about all recipients is about each.
    let duty = |practice: &Practice<'_>| {
        matches!(practice.statement.modal, Modal::Must | Modal::MustNot | Modal::Should | Modal::ShouldNot)
    };
    let spoken = spoken_of(context, |practice| !duty(practice));
    let bound = spoken_of(context, duty);
    let part = part_of_declarations(context);
    for (id, noun) in context.nouns_of(NounKind::Recipient) {
        if bound.contains(id) && !spoken.contains(id) && !part.contains(id) {
            findings.push(nothing(noun));
        }
    }
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

    #[test]
    fn an_assertion_gives_no_duty() {
        check(
            &RULE,
            r#"
recipient broker-firm "Brokers" : data-broker
assert never sell personal-data to broker-firm
"#,
        );
    }
}
