//! Trackers that nobody is told how to refuse.

use super::{for_all, is, trackers, words};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::Noun;
use crate::model::words::NounKind;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracker-without-control", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    if words(context).is_none() {
        return;
    }
    let found: Vec<&Noun> = trackers(context).map(|(_, noun)| noun).filter(|noun| free(noun)).collect();
    if found.is_empty() || !context.those(controls).is_empty() {
        return;
    }
    findings.extend(for_all(&found, without_control, "nor of this"));
}

/// Whether nothing in its declaration says how to refuse it, and it is not one that needs no consent.
fn free(noun: &Noun) -> bool {
    let needed = is(noun, "party", "first")
        && !is(noun, "party", "third")
        && is(noun, "lasts", "session")
        && !is(noun, "lasts", "persistent")
        && !noun.declares("provider");
    !needed && !noun.declares("control") && !noun.is_off()
}

fn is_for_people(practice: &Practice<'_>) -> bool {
    practice.actor == Actor::People && practice.polarity == Polarity::Positive
}

/// Whether a sentence for people tells them what they can do about trackers.
pub(super) fn controls(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let Some(list) = words(context) else { return false };
    if !is_for_people(practice) {
        return false;
    }
    let texts = practice.texts();
    let about = || {
        texts.iter().any(|text| texts::first_of(text.text, &list.trackers).is_some())
            || practice.objects().any(|term| {
                context.is_a(term, Kind::Technology, "cookie")
                    || context.noun_of(term).is_some_and(|(_, noun)| noun.kind == NounKind::Tracker)
            })
    };
    (practice.does_any(&[
        "disable", "manage", "opt-out", "opt-in", "choose", "refuse", "delete", "control", "withdraw",
    ]) || texts.iter().any(|text| texts::first_of(text.text, &list.controls).is_some()))
        && about()
}

fn without_control(noun: &Noun) -> Diagnostic {
    Context::finding(
        &RULE,
        noun.id_span,
        format!("people are not told how to refuse or delete `{}`", noun.id),
    )
    .with_help(
        "add `control \"your browser settings\"`, or a sentence such as `you can disable cookies by browser`",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_way_out_is_given() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie { party first, third }
      //^^^^^^^ people are not told how to refuse or delete `cookies`
tracker pixels "pixels" : pixel { off unstated }
we use cookies, pixels
you cannot disable cookies
"#,
        );
    }

    #[test]
    fn a_way_out_in_the_declaration_or_a_sentence() {
        check(
            &RULE,
            r#"
tracker basket "basket cookies" : cookie { party first lasts session }
tracker figures "figures" : cookie { control "our cookie banner" }
tracker scripts "scripts" : script { off until consent }
we use basket, figures, scripts
"#,
        );
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie
we use cookies
users may "set their web browser to refuse cookies"
"#,
        );
    }
}
