//! Sensitive data sold, and nobody agreed.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{given_by, paid_for};
use crate::diagnostic::Diagnostic;
use crate::model::Term;
use crate::model::verb::SELLING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sensitive-data-sold", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let sensitive = |term: &&Term| context.wholly(term, &|class| context.is_sensitive(class));
    for practice in context.we_do(SELLING) {
        let data = practice.objects().find(sensitive);
        if let Some(data) = data.filter(|_| !context.asks_agreement(practice.clauses())) {
            findings.push(sold(context, practice, data));
        }
    }
    for flow in paid_for(context).iter().filter(|flow| !flow.practice.does_any(SELLING)) {
        let data = flow.data().into_iter().find(sensitive);
        if let Some(data) = data.filter(|_| !context.asks_agreement(flow.practice.clauses())) {
            let found = sold(context, &flow.practice, data);
            let paid = given_by(context, flow.recipient);
            findings.push(paid.iter().fold(found, |found, paid| {
                found.with_label(paid.span, "this is given for it, which makes it a sale")
            }));
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
    fn what_somebody_gives_something_for() {
        check(
            &RULE,
            r#"
recipient buyer "Buyer" : partner { consideration "money" }
recipient helper "Helper" : partner { consideration none }
recipient host "Host" : service-provider { consideration "a discount" }
tracker pixel "pixels" : pixel { provider buyer reads location.precise }
we share health with buyer
//^^^ `health` is sensitive, and is sold without consent
we share health with helper, host
we share contact with buyer
we share health with buyer only if consent
we use pixel
//^^^ `location.precise` is sensitive, and is sold without consent
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
