//! A "never" beside statements that make exceptions to it.

use super::{clash, denials, denied_verbs, goes_to_a_place};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{
    self, Bounds, Fit, denied, entailing, entails, excused, plain_for, same_action, same_as, verbs,
};
use crate::diagnostic::Diagnostic;
use crate::model::verb::COLLECTING;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "absolute-denial-with-exceptions", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for denial in denials(context) {
        let same = same_as(denied_verbs(context, denial));
        let either = [same.clone(), entailing(denied_verbs(context, denial))].concat();
        let bounds = Bounds::of(context, denial);
        let done = super::done_inside(context, denial, &either);
        let mut excepted = done.into_iter().filter(|done| excepts(context, done, &bounds)).peekable();
        let others = super::about(context, denial, &same, Polarity::Negative);
        let mut softer = others.into_iter().filter(|other| softens(context, other, &bounds)).peekable();
        if excepted.peek().is_some() || softer.peek().is_some() {
            findings.push(says_never(denial, excepted, softer));
        }
    }
}

/// Whether a statement does under some condition, or for those who work for us, what is denied without any.
fn excepts(context: &Context<'_>, done: &Practice<'_>, bounds: &Bounds<'_, '_, '_>) -> bool {
    let denial = bounds.denial;
    let gives = || {
        verbs(done).any(|verb| {
            let moved = verb == "transfer" && goes_to_a_place(context, done);
            !moved
                && denied_verbs(context, denial)
                    .any(|denied| !COLLECTING.contains(&denied) && entails(verb, denied))
        })
    };
    // A plain denial that is broken without any excuse is an error of another rule.
    let lesser = |object| excused(context, done) || !plain_for(denial, object);
    matches!(bounds.fit(done), Some((object, Fit::Inside)) if lesser(object))
        && (gives() || clash(context, done, denial).is_some())
}

/// Whether a statement denies the same thing, but leaves exceptions.
fn softens(context: &Context<'_>, other: &Practice<'_>, bounds: &Bounds<'_, '_, '_>) -> bool {
    let denial = bounds.denial;
    denied(other)
        && other.limited()
        && inside::same_actor(context, other, denial)
        && verbs(other).any(|verb| denied_verbs(context, denial).any(|denied| same_action(verb, denied)))
        && matches!(bounds.fit(other), Some((_, Fit::Inside)))
}

fn says_never<'p>(
    denial: &Practice<'_>,
    excepted: impl Iterator<Item = &'p Practice<'p>>,
    softer: impl Iterator<Item = &'p Practice<'p>>,
) -> Diagnostic {
    Context::finding(
        &RULE,
        denial.span(),
        "this denial has no exceptions, but the policy makes some elsewhere",
    )
    .with_labels(excepted.map(Practice::span), "this does it all the same")
    .with_labels(softer.map(Practice::span), "this denies it with exceptions")
    .with_help("say the exceptions where the denial is: `unless …`, `except …`, or to whom it applies: `to third-party`")
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
we do not disclose commercial
we have disclosed commercial to mailer in the last 12 months
"#,
        );
    }
}
