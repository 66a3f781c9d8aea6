//! Sensitive data sold, and nobody agreed.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::Term;
use crate::model::verb::SELLING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sensitive-data-sold", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.we_do(SELLING) {
        let sensitive =
            practice.objects().find(|term| context.wholly(term, &|class| context.is_sensitive(class)));
        if let Some(data) = sensitive.filter(|_| !context.asks_agreement(practice.clauses())) {
            findings.push(sold(context, practice, data));
        }
    }
}

fn sold(context: &Context<'_>, practice: &Practice<'_>, data: &Term) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        format!("`{}` is sensitive, and is sold without consent", context.name(data)),
    )
    .with_label(data.span, "sensitive data")
    .with_help("take it out of the sale, or add `only if consent` where the law allows that")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_position_for_sale() {
        check(
            &RULE,
            r#"
data place "precise location" : location.precise
we sell place to broker
//^^^ `place` is sensitive, and is sold without consent
"#,
        );
    }

    #[test]
    fn with_consent_other_data_and_never() {
        check(
            &RULE,
            r#"
data place "precise location" : location.precise
data town "town" : location.coarse
we sell place to broker only if consent
we sell town to broker
we do not sell place
"#,
        );
    }
}
