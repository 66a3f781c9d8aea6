//! Trackers that wait for consent, beside consent that is taken from mere use.

use super::{trackers, words};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::texts::{self, Place};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{ClauseKind, Expression, Noun, Ref};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "consent-by-use-for-trackers", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    let waiting = trackers(context).find(|(_, noun)| waits(noun));
    let Some((_, tracker)) = waiting else { return };
    for practice in context.doing_if(&["consent", "agree", "accept"], Polarity::Positive) {
        let consents = practice.actor != Actor::Us;
        let by_use = practice.texts().iter().any(|text| {
            matches!(text.place, Place::List(ListWord::By) | Place::Condition(_))
                && list.by_use.iter().any(|phrase| {
                    texts::split_at(text.text, phrase).is_some_and(|(before, _)| before.trim().is_empty())
                })
        });
        if consents && by_use {
            findings.push(both(practice, tracker));
        }
    }
}

/// Whether a tracker is off until consent.
fn waits(noun: &Noun) -> bool {
    noun.property("off").flat_map(|property| &property.clauses).any(|clause| match &clause.kind {
        ClauseKind::Condition(_, guarded) => match &guarded.expression {
            Expression::Named { condition: Ref::Builtin(class), .. } => {
                matches!(class.id, "consent" | "opt-in")
            }
            Expression::Text(text, _) => texts::has(text, "consent") || texts::has(text, "agree"),
            Expression::Named { .. }
            | Expression::Or(_)
            | Expression::And(_)
            | Expression::Not(_)
            | Expression::Group(_) => false,
        },
        _ => false,
    })
}

fn both(practice: &Practice<'_>, tracker: &Noun) -> Diagnostic {
    let message = format!("this takes consent from mere use, but `{}` waits for consent", tracker.id);
    Context::finding(&RULE, practice.span(), message)
        .with_label(tracker.id_span, "off until consent")
        .with_help("say what people do to consent, such as `by \"ticking a box\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn consent_by_use_beside_off_until_consent() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie { off until consent }
we use cookies
you consent to "our cookies" by "using our website"
//^ this takes consent from mere use, but `cookies` waits for consent
"#,
        );
    }

    #[test]
    fn consent_by_an_act_or_trackers_that_do_not_wait() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie { off until consent }
we use cookies
you consent to "our cookies" by "accepting them in the banner when using our website"
"#,
        );
        check(
            &RULE,
            "tracker cookies \"cookies\" : cookie\nwe use cookies\nyou consent to \"them\" by \"using our website\"\n",
        );
    }
}
