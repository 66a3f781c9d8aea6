//! A "never" beside statements that make exceptions to it.

use super::{clash, denials, denied_verbs, goes_to_a_place};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{
    self, Fit, denied, entailing, entails, excused, fit, plain, same_action, same_as, verbs,
};
use crate::diagnostic::Diagnostic;
use crate::model::verb::COLLECTING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "absolute-denial-with-exceptions", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for denial in denials(context) {
        let same = same_as(denied_verbs(context, denial));
        let either = [same.clone(), entailing(denied_verbs(context, denial))].concat();
        let mut excepted = super::done_inside(context, denial, &either);
        excepted.retain(|done| excepts(context, done, denial));
        let mut softer = super::about(context, denial, &same, Polarity::Negative);
        softer.retain(|other| softens(context, other, denial));
        if !excepted.is_empty() || !softer.is_empty() {
            findings.push(says_never(denial, &excepted, &softer));
        }
    }
}

/// Whether a statement does under some condition, or for those who work for us, what is denied without any.
fn excepts(context: &Context<'_>, done: &Practice<'_>, denial: &Practice<'_>) -> bool {
    let gives = verbs(done).any(|verb| {
        let moved = verb == "transfer" && goes_to_a_place(context, done);
        !moved
            && denied_verbs(context, denial)
                .any(|denied| !COLLECTING.contains(&denied) && entails(verb, denied))
    });
    // A plain denial that is broken without any excuse is an error of another rule.
    let lesser = excused(context, done) || !plain(denial);
    lesser
        && (gives || clash(context, done, denial).is_some())
        && matches!(fit(context, done, denial), Some((_, Fit::Inside)))
}

/// Whether a statement denies the same thing, but leaves exceptions.
fn softens(context: &Context<'_>, other: &Practice<'_>, denial: &Practice<'_>) -> bool {
    denied(other)
        && other.limited()
        && inside::same_actor(context, other, denial)
        && verbs(other).any(|verb| denied_verbs(context, denial).any(|denied| same_action(verb, denied)))
        && matches!(fit(context, other, denial), Some((_, Fit::Inside)))
}

fn says_never(denial: &Practice<'_>, excepted: &[&Practice<'_>], softer: &[&Practice<'_>]) -> Diagnostic {
    let mut found = Context::finding(
        &RULE,
        denial.span(),
        "this denial has no exceptions, but the policy makes some elsewhere",
    );
    for done in excepted {
        found = found.with_label(done.span(), "this does it all the same");
    }
    for other in softer {
        found = found.with_label(other.span(), "this denies it with exceptions");
    }
    found.with_help("say the exceptions where the denial is: `unless …`, `except …`, or to whom it applies: `to third-party`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn never_beside_a_processor_and_a_duty() {
        check(
            &RULE,
            r#"
recipient mailer "Mailer" : processor
we never share personal-data
//^^^^^^^^^^^^^^^^^^^^^^^^^^ this denial has no exceptions, but the policy makes some elsewhere
we share contact.email with mailer
we may disclose personal-data if law-requires
"#,
        );
    }

    #[test]
    fn a_denial_twice_once_with_exceptions() {
        check(
            &RULE,
            r#"
we will not sell "the data of our users" : personal-data under "any circumstances"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this denial…
we do not sell personal-data unless consent
"#,
        );
    }

    #[test]
    fn exceptions_that_the_denial_leaves_room_for() {
        check(
            &RULE,
            r#"
recipient mailer "Mailer" : processor
recipient police "the police" : authority
we never share personal-data with third-party
we share contact.email with mailer
we never share health unless law-requires
we may share health with police if law-requires
we never rent location
we may share location if consent
we never sell contact.email
we do not sell personal-data unless consent
we never share "anonymous figures" : anonymous-data
we never share device "of guests"
we share device with police if law-requires
"#,
        );
    }
}
