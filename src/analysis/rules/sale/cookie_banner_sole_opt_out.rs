//! A cookie banner as the only way to opt out of a sale.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::disclosures::{Flow, advertising, declared, opt_outs, paid_for};
use crate::analysis::inside::{names_us_law, under_us_law};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Term;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "cookie-banner-sole-opt-out", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let here = |flow: Flow<'_>| under_us_law(context, &flow.practice);
    let sold = || {
        declared(context).any(|practice| under_us_law(context, practice))
            || advertising(context).into_iter().chain(paid_for(context)).any(here)
    };
    if !names_us_law(context) || !sold() {
        return;
    }
    let ways: Vec<(&Practice<'_>, &Term)> =
        opt_outs(context).flat_map(|offer| offer.terms(ListWord::By).map(move |way| (offer, way))).collect();
    let banner = |term: &Term| {
        context.policy.classes_of(term).any(|class| class.kind == Kind::Channel && class.id == "banner")
    };
    if let Some((offer, way)) = ways.first()
        && ways.iter().all(|(_, way)| banner(way))
    {
        findings.push(only_a_banner(offer, way));
    }
}

fn only_a_banner(offer: &Practice<'_>, way: &Term) -> Diagnostic {
    Context::finding(&RULE, offer.span(), "a cookie banner is the only way to opt out of the sale")
        .with_label(way.span, "this stops cookies, not what is shared in other ways")
        .with_help("add a form or a page to `by …`, and say that you `honor gpc`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
channel cookie-box "our cookie banner" : banner
channel page "our page" : web-page
we share device with advertising-network
"#;

    #[test]
    fn a_banner_alone() {
        check(
            &RULE,
            &format!(
                "{HEAD}{}",
                r#"
you can opt-out of "the sale or sharing of your data" : sale | sharing by cookie-box
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a cookie banner is the only way to opt out of the sale
you can contact us by page
"#
            ),
        );
    }

    #[test]
    fn another_way_or_none_named() {
        check(&RULE, &format!("{HEAD}you can opt-out of sale by cookie-box or page\n"));
        check(&RULE, &format!("{HEAD}you can opt-out of sale\nyou can contact us by page or cookie-box\n"));
    }
}
