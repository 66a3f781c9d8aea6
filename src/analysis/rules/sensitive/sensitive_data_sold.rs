//! Sensitive data sold, and nobody agreed.

use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed;
use crate::analysis::context::{Context, DataPart, Practice};
use crate::analysis::disclosures::{given_by, paid_for};
use crate::diagnostic::Diagnostic;
use crate::model::Term;
use crate::model::verb::SELLING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sensitive-data-sold", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.we_do(SELLING) {
        if let Some(data) = part(context, practice, practice.objects()) {
            findings.push(sold(context, practice, &data));
        }
    }
    for flow in paid_for(context).iter().filter(|flow| !flow.practice.does_any(SELLING)) {
        if let Some(data) = part(context, &flow.practice, flow.data().into_iter()) {
            let found = sold(context, &flow.practice, &data);
            let paid = given_by(context, flow.recipient);
            findings.push(paid.iter().fold(found, |found, paid| {
                found.with_label(paid.span, "this is given for it, which makes it a sale")
            }));
        }
    }
}

/// The first of some data that is sensitive, where nobody has to agree.
fn part<'t>(
    context: &Context<'_>,
    practice: &Practice<'_>,
    data: impl Iterator<Item = &'t Term>,
) -> Option<DataPart<'t>> {
    let sensitive = || context.parts_of(practice, data, &|class| context.is_sensitive(class));
    let unasked = |part: &DataPart<'_>| !part.is_agreed(context, practice);
    (!is_agreed(context, practice)).then(sensitive)?.into_iter().find(unasked)
}

fn sold(context: &Context<'_>, practice: &Practice<'_>, data: &DataPart<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        format!("`{}` is sensitive, and is sold without consent", context.name_of_part(data)),
    )
    .with_label(data.object.span, "sensitive data")
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
    fn a_part_of_a_group() {
        check(
            &RULE,
            r#"
data profile "profile" : demographic {
    religion "religion" : demographic.religion
    age      "age"      : demographic.age
}
data person "about you" including "religion" : demographic.religion, "age" : demographic.age
data whole "your account" { including profile }
we sell profile to broker
//^^^ `profile.religion` is sensitive, and is sold without consent
we sell person to broker
//^^^ `person` is sensitive…
we sell whole to broker
//^^^ `profile.religion` is sensitive…
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
    fn a_group_without_what_is_sensitive_in_it() {
        check(
            &RULE,
            r#"
data profile "profile" : demographic {
    religion "religion" : demographic.religion
    age      "age"      : demographic.age
}
data login "login data" : account {
    name     "user name" : identity.alias
    password "password"  : account.credentials.password
}
data counts "counts" : aggregate-data including "religion" : demographic.religion
we sell profile to broker except profile.religion
we sell profile to broker except demographic.religion
we sell profile to broker except "what you believe"
we sell some profile to broker
we sell profile.age, login, counts to broker
"#,
        );
    }

    #[test]
    fn what_somebody_else_agrees_to() {
        for condition in [
            "only if consent of broker",
            "if consent of partner",
            "only if consent of \"our manager\"",
            "only if consent of parents",
            "if consent or notice",
        ] {
            check(
                &RULE,
                &format!("we sell health to broker {condition}\n//^^^ `health` is sensitive, and is sold…\n"),
            );
        }
        check(&RULE, "we sell health of children to broker only if consent of parents\n");
    }

    #[test]
    fn with_consent_other_data_and_never() {
        check(
            &RULE,
            r#"
data place "precise location" : location.precise
data town "town" : location.coarse
data hidden "where you are" : location.precise only if consent
purpose maps "make maps" : research only if consent
we sell place to broker only if consent
we sell hidden, town to broker
we sell place to broker for maps
we sell place to broker only if "you agree"
we sell place to broker only if consent of customers
we sell town to broker
we do not sell place
"#,
        );
    }
}
