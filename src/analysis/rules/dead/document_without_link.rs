//! A document that readers are referred to, and cannot open.

use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;
use crate::model::{Noun, Section};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "document-without-link", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mut sections = None;
    for (_, noun) in context.nouns_of(NounKind::Document) {
        if context.is_used(noun) && !noun.declares("link") {
            let titles = sections.get_or_insert_with(|| {
                let mut titles = Vec::new();
                add_titles(context.root(), &mut titles);
                titles
            });
            // Whether a section of this policy is the document.
            let name = noun.name.as_deref().unwrap_or_default().to_lowercase();
            if !titles.iter().any(|title| name.contains(title) || title.contains(&name)) {
                findings.push(no_link(noun));
            }
        }
    }
}

/// The titles of a section and of those inside it, in small letters.
fn add_titles(section: &Section, titles: &mut Vec<String>) {
    titles.extend(section.title.as_deref().filter(|title| !title.is_empty()).map(str::to_lowercase));
    section.sections().into_iter().for_each(|inner| add_titles(inner, titles));
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
