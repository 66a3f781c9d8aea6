//! An opt-out of a sale where nothing is sold.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{advertising, declared, marketing, opt_outs, paid_for};
use crate::analysis::inside::{Bounds, absolute, all_personal, of_everyone};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::SELLING;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "opt-out-of-nothing", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // Who does not sell some data, or not that of some people, may sell the rest.
    let whole = |practice: &&Practice<'_>| {
        absolute(practice)
            && of_everyone(practice)
            && practice.objects().any(all_personal)
            && Bounds::of(context, practice).is_boundless()
    };
    let Some(denied) = context.we_deny(SELLING).find(whole) else { return };
    let sold = declared(context).next().is_some()
        || [advertising, marketing, paid_for].iter().any(|flows| !flows(context).is_empty());
    if sold {
        return;
    }
    for offer in opt_outs(context).filter(|offer| offers(context, offer)) {
        findings.push(nothing_to_opt_out_of(offer, denied));
    }
}

/// Whether a statement offers a way out of a sale, rather than telling of a right that some law grants.
fn offers(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let way = !practice.statement.modal.right() || practice.terms(ListWord::By).next().is_some();
    let mut terms = practice.objects().chain(practice.terms(ListWord::Of));
    way && !practice.limited()
        && terms.any(|term| {
            context.policy.classes_of(term).any(|class| class.kind == Kind::Act && class.id == "sale")
        })
}

fn nothing_to_opt_out_of(offer: &Practice<'_>, denied: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        offer.span(),
        "this lets people opt out of a sale, but the policy says that nothing is sold",
    )
    .with_label(denied.span(), "this says that nothing is sold")
    .with_help("delete the opt-out; or, if data is sold or shared for advertising, say so")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_stale_link() {
        check(
            &RULE,
            r#"
channel page "our page" : web-page { value "https://acme.example/no-sale" }
we do not sell personal-data
you can opt-out of "the sale of your information" : sale by page
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this lets people opt out of a sale…
"#,
        );
    }

    #[test]
    fn a_right_in_general_or_something_to_opt_out_of() {
        check(&RULE, "we do not sell personal-data\nyou have the right to opt-out of sale\n");
        check(
            &RULE,
            r#"
we do not sell personal-data
we share device with advertising-network
you can opt-out of "the sale or sharing of your information" : sale | sharing
"#,
        );
        check(&RULE, "you can opt-out of sale\n");
    }

    #[test]
    fn a_denial_of_some_sales() {
        let some = [
            "personal-data about children",
            "personal-data to data-broker",
            "personal-data in california",
            "some personal-data",
            "health",
        ];
        for data in some {
            check(&RULE, &format!("we do not sell {data}\nyou may opt-out of sale\n"));
        }
        check(
            &RULE,
            "we do not sell personal-data to third-party\nyou may opt-out of sale\n//^^^ this lets people opt out of a sale…\n",
        );
    }
}
