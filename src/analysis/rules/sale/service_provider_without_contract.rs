//! A service provider that no contract binds.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{Absence, NounKind};
use crate::model::{Noun, Property, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "service-provider-without-contract", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, noun) in context.nouns_of(NounKind::Recipient) {
        let works_for_us = |class: &crate::model::Class| {
            class.kind == Kind::Role && context.vocabulary.is_a(Kind::Role, class.id, "processor")
        };
        let none = |property: &&Property| {
            property.list.terms.iter().any(|term| term.value == Value::Absent(Absence::None))
        };
        if let (true, Some(property)) =
            (noun.classes.iter().any(works_for_us), noun.property("contract").find(none))
        {
            findings.push(bound_by_nothing(noun, property));
        }
    }
}

fn bound_by_nothing(noun: &Noun, property: &Property) -> Diagnostic {
    Context::finding(&RULE, noun.id_span, format!("without a contract `{}` is a third party", noun.id))
        .with_label(property.span, "this says that there is none")
        .with_help("make a contract and name it after `contract`, or declare it as `third-party`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_where_the_contract_is_denied() {
        check(
            &RULE,
            r#"
recipient host "Host" : service-provider { contract none }
        //^^^^ without a contract `host` is a third party
recipient mailer "Mailer" : processor { contract "a data processing agreement" }
recipient stats "Stats" : processor
recipient shop "Shop" : third-party { contract none }
we share contact with host, mailer, stats, shop
"#,
        );
    }
}
