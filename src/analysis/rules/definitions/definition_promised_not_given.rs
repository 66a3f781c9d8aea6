//! A definition that a text refers to and that is not there.

use super::has_term;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::Text;
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "definition-promised-not-given", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &lists().definitions;
    if !words.speaks(context.policy) {
        return;
    }
    let defined: Vec<&str> =
        context.nouns_of(NounKind::Definition).filter_map(|(_, noun)| noun.name.as_deref()).collect();
    for (text, _) in &context.texts_with(&words.referring) {
        if !defined.iter().any(|name| has_term(text.text, name)) {
            findings.push(not_here(text));
        }
    }
}

fn not_here(text: &Text<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        text.span,
        "this refers to a definition, but the policy has none for any word in it",
    )
    .with_help("add `definition \"…\" { means \"…\" }`, or say what you mean here")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn only_where_no_definition_fits() {
        check(
            &RULE,
            r#"
definition "Service" { means "our website" }
we collect "your Profile Data (as defined below)"
         //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this refers to a definition…
we collect "what you enter in the Service, as defined above"
we collect "what the law calls personal data"
"#,
        );
    }
}
