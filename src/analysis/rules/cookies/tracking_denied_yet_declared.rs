//! Following people from site to site, denied and declared.

use super::followed;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracking-denied-yet-declared", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let tracking = || context.doing_if(&["track"], Polarity::Negative);
    let Some(at) = tracking().next().and_then(|_| followed(context, &[])) else { return };
    for practice in tracking() {
        let denies = matches!(practice.actor, Actor::Us | Actor::Recipient)
            && !practice.limited()
            && practice.within.iter().all(|section| section.clauses.is_empty());
        if denies {
            findings.push(denied(practice, at));
        }
    }
}

fn denied(practice: &Practice<'_>, at: Span) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "this denies that people are tracked, but the policy declares it",
    )
    .with_label(at, "this follows them across sites")
    .with_help("limit the denial with `unless` or `except`, or take the tracking out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn denied_and_declared() {
        check(
            &RULE,
            r#"
tracker pixels "pixels" : pixel { party third }
we use pixels
we do not track users
//^ this denies that people are tracked, but the policy declares it
"#,
        );
    }

    #[test]
    fn a_limit_or_only_ones_own_trackers() {
        check(&RULE, "tracker own \"cookies\" : cookie { party first }\nwe use own\nwe do not track users\n");
        check(
            &RULE,
            "tracker pixels \"pixels\" : pixel { party third }\nwe use pixels\nwe do not track users unless consent\n",
        );
    }
}
