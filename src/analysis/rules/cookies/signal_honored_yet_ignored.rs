//! A signal that one sentence honors and another ignores.

use super::{ignores, signals};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::ListWord;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "signal-honored-yet-ignored", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let ours = context.those(signals).into_iter();
    let ours = ours.filter(|practice| practice.actor == Actor::Us && !practice.limited());
    let (ignored, rest): (Vec<_>, Vec<_>) = ours.partition(|practice| ignores(practice));
    let honored: Vec<_> = rest.into_iter().filter(|practice| honors(practice)).collect();
    for ignored in ignored {
        let both = |honored: &&&Practice<'_>| {
            // "We honor it" and "we do not honor it" is the business of `denied-yet-done`.
            let plain = ignored.does_any(&["honor"]) && honored.does_any(&["honor"]);
            let apart = is_scoped(ignored) && is_scoped(honored);
            !(plain || apart) && named(context, ignored).iter().any(|id| named(context, honored).contains(id))
        };
        if let Some(honored) = honored.iter().find(both) {
            findings.push(two_answers(ignored, honored));
        }
    }
}

fn honors(practice: &Practice<'_>) -> bool {
    practice.polarity == Polarity::Positive && practice.does_any(&["honor", "respond"])
}

/// The signals that a sentence is about, by ids of the vocabulary.
fn named(context: &Context<'_>, practice: &Practice<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for term in practice.objects().chain(practice.recipients()) {
        context.each_class(term, &mut |class| found.extend((class.kind == Kind::Signal).then_some(class.id)));
    }
    found
}

/// Whether it is about some people, places, services or cases only.
fn is_scoped(practice: &Practice<'_>) -> bool {
    const WORDS: &[ListWord] = &[
        ListWord::For,
        ListWord::In,
        ListWord::Of,
        ListWord::On,
        ListWord::From,
        ListWord::About,
        ListWord::When,
        ListWord::Under,
        ListWord::Through,
    ];
    WORDS.iter().any(|word| practice.terms(*word).chain(practice.scope(*word)).next().is_some())
}

fn two_answers(ignored: &Practice<'_>, honored: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, ignored.span(), "this ignores a signal that the policy honors elsewhere")
        .with_label(honored.span(), "this says that it is honored")
        .with_help("delete one of the two, or say where each holds: `on \"our website\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn both_are_said() {
        check(
            &RULE,
            r#"
we honor gpc
we ignore gpc
//^^^ this ignores a signal that the policy honors elsewhere
we respond to dnt as "an opt-out" on "our website"
we do not respond to dnt
//^^^ this ignores a signal that the policy honors elsewhere
"#,
        );
    }

    #[test]
    fn another_signal_place_or_case() {
        check(
            &RULE,
            r#"
we honor gpc
we honor dnt on "our website"
we ignore dnt on "our app"
"#,
        );
        check(&RULE, "we honor gpc if \"you are signed in\"\nwe ignore gpc\n");
    }
}
