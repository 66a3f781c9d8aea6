//! A document that readers are referred to, and cannot open.

use super::states;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;
use crate::model::{Noun, Section};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "document-without-link", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for (_, noun) in context.policy.nouns_of(NounKind::Document) {
        if noun.used && !states(noun, "link") && !is_a_section(&context.policy.root, noun) {
            findings.push(no_link(noun));
        }
    }
}

/// Whether a section of this policy is the document.
fn is_a_section(section: &Section, noun: &Noun) -> bool {
    let name = noun.name.as_deref().unwrap_or_default().to_lowercase();
    let title = section.title.as_deref().unwrap_or_default().to_lowercase();
    !title.is_empty() && (name.contains(&title) || title.contains(&name))
        || section.sections().into_iter().any(|inner| is_a_section(inner, noun))
}

fn no_link(noun: &Noun) -> Diagnostic {
    let message = format!("readers are referred to `{}`, but not told where it is", noun.id);
    Context::finding(&RULE, noun.id_span, message).with_help("add `link \"https://…\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn nowhere_to_be_found() {
        check(
            &RULE,
            r#"
document terms-page "our Terms of Service" : terms
       //^^^^^^^^^^ readers are referred to `terms-page`, but not told where it is
you agree to terms-page
"#,
        );
    }

    #[test]
    fn a_link_or_a_section_of_this_policy() {
        check(
            &RULE,
            r#"
document terms-page "our Terms of Service" : terms { link "https://acme.example/terms" }
document statement-of-state "the California Statement" : statement
document unused "never spoken of"
you agree to terms-page
statement-of-state supplements this-policy
section state "California Statement" { we collect personal-data }
"#,
        );
    }
}
