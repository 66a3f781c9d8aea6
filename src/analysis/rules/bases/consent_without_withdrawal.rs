//! Consent as a basis, and no word on taking it back.

use crate::analysis::Rule;
use crate::analysis::bases::{Basis, bases};
use crate::analysis::context::{Actor, Context, NamedLaw, Polarity, Stem};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-without-withdrawal", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let all = bases(context);
    let consents: Vec<&Basis<'_, '_>> = all.iter().filter(|basis| basis.is(context, "consent")).collect();
    let Some((first, rest)) = consents.split_first() else { return };
    // Where a law is named that asks for it, it is reported with what else that law misses.
    if context.named_laws().iter().any(NamedLaw::asks_for_bases) {
        return;
    }
    let by_opting_out = || can_opt_out(context) && consents.iter().all(|basis| is_marketing(context, basis));
    if can_withdraw(context) || by_opting_out() {
        return;
    }
    findings.push(no_way_back(first, rest));
}

fn can_withdraw(context: &Context<'_>) -> bool {
    context.practices().iter().any(|practice| {
        practice.polarity == Polarity::Positive
            && (practice.does_any(&["withdraw"])
                || practice.objects().any(|term| context.is_a(term, Kind::Right, "withdraw-consent"))
                || context.says(practice, Stem::Consenting) && context.says(practice, Stem::Withdrawing))
    })
}

/// For messages and the like, unsubscribing takes consent back.
fn can_opt_out(context: &Context<'_>) -> bool {
    const WAYS: &[&str] = &["unsubscribe", "opt-out", "disable", "manage"];
    context.doing(WAYS).any(|practice| practice.actor == Actor::People)
}

fn is_marketing<'a>(context: &Context<'a>, basis: &Basis<'_, 'a>) -> bool {
    let purposes = basis.purposes(context);
    !purposes.is_empty()
        && purposes.iter().all(|purpose| purpose.is_wholly(context, &["marketing", "ads", "analytics"]))
}

fn no_way_back(first: &Basis<'_, '_>, rest: &[&Basis<'_, '_>]) -> Diagnostic {
    let finding = Context::finding(
        &RULE,
        first.ground.span,
        "consent is a legal basis here, but nothing says how to withdraw it",
    );
    let finding =
        rest.iter().fold(finding, |finding, other| finding.with_label(other.ground.span, "consent here too"));
    finding.with_help("add `you can withdraw consent at any time by …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_way_to_take_it_back() {
        check(
            &RULE,
            r#"
we process personal-data for "find faults" basis consent
                                               //^^^ consent is a legal basis here…
"#,
        );
    }

    #[test]
    fn a_way_to_take_it_back() {
        check(
            &RULE,
            "we process personal-data for \"find faults\" basis consent\nyou have the right to withdraw consent at any time\n",
        );
    }

    #[test]
    fn unsubscribing_withdraws_consent_to_news() {
        check(
            &RULE,
            r#"
purpose news "send you news" : marketing.email { basis consent }
we use "your address" : contact.email for news
you can unsubscribe by "the link in every message"
"#,
        );
    }
}
