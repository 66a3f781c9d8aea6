//! Advertising with children's data.

use super::childrens;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::disclosures::is_advertising;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "childrens-data-for-advertising", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in childrens(context) {
        let ours =
            matches!(practice.actor, Actor::Us | Actor::Recipient) && practice.polarity == Polarity::Positive;
        let ad = |term| {
            context.is_a(term, Kind::Purpose, "ads") && !context.is_a(term, Kind::Purpose, "ads.contextual")
        };
        let purposes: Vec<&Term> = practice.purposes().collect();
        let follows = |term: &Term| is_advertising(context, term, &purposes);
        if ours && (practice.purposes().any(ad) || practice.recipients().any(follows)) {
            findings.push(no_advertising(practice));
        }
    }
}

fn no_advertising(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "children's data is used for advertising").with_help(
        "take the advertising out, or show ads that go by the page and not by the child: `ads.contextual`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn ads_for_children() {
        check(
            &RULE,
            r#"
we use personal-data about children for "show them ads that fit" : ads.targeted
//^^^ children's data is used for advertising
"#,
        );
    }

    #[test]
    fn ads_for_others_and_ads_by_the_page() {
        check(
            &RULE,
            r#"
we use personal-data about customers for "show them ads that fit" : ads.targeted
we use personal-data about children for "show ads about the page" : ads.contextual
we do not use personal-data about children for "show ads" : ads
we share personal-data about children with advertising-network for "prevent fraud" : security.fraud
"#,
        );
    }
}
