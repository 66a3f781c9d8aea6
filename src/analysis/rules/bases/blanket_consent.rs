//! One consent for everything.

use super::{by_use, general_consents};
use crate::analysis::Rule;
use crate::analysis::bases::needs_bases;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "blanket-consent", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // Consent by mere use is reported as that.
    let consents = general_consents(context).filter(|practice| !by_use(context, practice));
    if needs_bases(context) {
        findings.extend(consents.map(for_everything));
    }
}

fn for_everything(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "one consent covers all processing, so nobody can agree to one purpose and refuse another",
    )
    .with_help("name what it is for: `you consent to \"…\" for news`, and ask for each purpose by itself")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn consent_to_all_processing() {
        let text = "\nyou consent to \"our collection, storage and use of your information\" by \"registering\"\n//^^^ one consent covers all processing…\n";
        check(&RULE, &format!("{HEAD}{text}"));
    }

    #[test]
    fn in_other_words() {
        let found = "by \"registering\"\n//^^^ one consent covers all processing…\n";
        for said in [
            "consent to \"our processing of your personal data\"",
            "agree to \"our collection, storage and use of your information\"",
        ] {
            check(&RULE, &format!("{HEAD}you {said} {found}"));
        }
        for said in [
            "consent to \"our processing of your health data\"",
            "consent to \"our processing of your data for a raffle\"",
            "agree to \"our terms\"",
        ] {
            check(&RULE, &format!("{HEAD}you {said} by \"registering\"\n"));
        }
    }

    #[test]
    fn consent_for_a_purpose_or_to_one_thing() {
        let text = "you consent to \"our collection and use of your address\" for \"send you news\" by \"ticking the box\"\nyou consent to \"the use of cookies\" by \"the banner\"\n";
        check(&RULE, &format!("{HEAD}{text}"));
    }

    #[test]
    fn a_policy_without_legal_bases() {
        check(&RULE, "you consent to \"our collection and use of your information\" by \"registering\"\n");
    }
}
