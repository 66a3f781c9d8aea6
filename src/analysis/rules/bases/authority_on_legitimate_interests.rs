//! A public body that relies on legitimate interests.

use crate::analysis::Rule;
use crate::analysis::bases::bases;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "authority-on-legitimate-interests", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(publisher) = context.policy.publisher() else { return };
    let authority = |class: &crate::model::Class| context.vocabulary.is_a(Kind::Role, class.id, "authority");
    if !publisher.classes.iter().any(authority) {
        return;
    }
    for basis in bases(context).iter().filter(|basis| basis.is(context, "legitimate-interests")) {
        findings.push(not_for_authorities(basis.ground.span, publisher.id_span));
    }
}

fn not_for_authorities(at: Span, publisher: Span) -> Diagnostic {
    Context::finding(&RULE, at, "a public authority cannot rely on legitimate interests for its tasks")
        .with_label(publisher, "this declares a public authority")
        .with_help("write `basis public-task \"…\"` or `basis legal-obligation \"…\"` with the law that gives the task")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_town_has_tasks_and_no_interests() {
        check(
            &RULE,
            r#"
organization town "The Town of Example" : authority
we process personal-data for "plan streets" basis legitimate-interests "good streets"
                                                //^^^ a public authority cannot rely on…
"#,
        );
    }

    #[test]
    fn a_company_may() {
        check(
            &RULE,
            "organization acme \"Acme\"\nwe process personal-data for \"x\" basis legitimate-interests \"y\"\n",
        );
    }
}
