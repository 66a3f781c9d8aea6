//! Liability for what happens to the data denied by the one who holds it.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::texts::{self, Place};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "liability-for-breach-denied", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for practice in
        context.those(|_, practice| practice.actor == Actor::Us && practice.polarity == Polarity::Negative)
    {
        let denies = practice.actor == Actor::Us
            && !practice.limited()
            && practice.polarity == Polarity::Negative
            && practice.does_any(&["liable", "responsible"]);
        if !denies {
            continue;
        }
        let about: Vec<_> = texts::of_statement(practice.statement)
            .into_iter()
            .filter(|text| matches!(text.place, Place::Object | Place::List(ListWord::For | ListWord::When)))
            .collect();
        let elsewhere = about.iter().any(|text| texts::first_of(text.text, &list.elsewhere).is_some());
        let harm = about.iter().find_map(|text| texts::first_of(text.text, &list.harm));
        if let Some(harm) = harm.filter(|_| !elsewhere) {
            findings.push(denied(practice, harm));
        }
    }
}

fn denied(practice: &Practice<'_>, harm: &str) -> Diagnostic {
    let message = format!("this denies liability for `{harm}`, for which who holds data answers by law");
    Context::finding(&RULE, practice.span(), message).with_help("take it out, or add `as far as law-permits`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_happens_to_the_data() {
        check(
            &RULE,
            r#"
we are not liable for "loss of data", "service interruptions"
//^ this denies liability for `loss of data`…
"#,
        );
    }

    #[test]
    fn what_others_do_or_the_law_leaves_open() {
        check(
            &RULE,
            r#"
we are not responsible for "unauthorized access to third-party websites"
we are not liable for "the content of messages"
we are not liable for "security incidents" as far as law-permits
"#,
        );
    }
}
