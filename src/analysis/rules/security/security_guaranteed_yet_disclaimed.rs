//! Security that one sentence guarantees and another does not.

use super::{Claim, absolute_claims, words};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "security-guaranteed-yet-disclaimed", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    let disclaimer = context.doing_if(&["guarantee"], Polarity::Negative).find(|practice| {
        let guarded =
            || practice.texts().iter().any(|text| texts::first_of(text.text, &list.guarded).is_some());
        practice.actor == Actor::Us && guarded()
    });
    let Some(disclaimer) = disclaimer else { return };
    findings.extend(absolute_claims(context).iter().map(|claim| both(claim, disclaimer)));
}

fn both(claim: &Claim, disclaimer: &Practice<'_>) -> Diagnostic {
    let message = format!("`{}` is said here, and elsewhere that nothing is guaranteed", claim.words);
    Context::finding(&RULE, claim.span, message)
        .with_label(disclaimer.span(), "this does not guarantee it")
        .with_help("keep the disclaimer, and say here what is done rather than that it cannot fail")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_claim_and_a_disclaimer() {
        check(
            &RULE,
            r#"
we "keep your data completely safe"
//^ `completely safe` is said here, and elsewhere that nothing is guaranteed
we cannot guarantee "the security of your data"
"#,
        );
    }

    #[test]
    fn one_of_them_alone() {
        check(&RULE, "we \"keep your data completely safe\"\nwe do not guarantee \"a delivery date\"\n");
        check(&RULE, "we protect personal-data\nwe cannot guarantee \"the security of your data\"\n");
    }
}
