//! Do-not-track is ignored, and people are followed from site to site.

use super::tracker_without_control::controls;
use super::{followed, follows, ignores, signal, words};
use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Practice};
use crate::analysis::disclosures::opt_outs;
use crate::analysis::lists::lists;
use crate::analysis::select;
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Ref, Term, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "dnt-ignored-while-tracking", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(said) = signal(context, "dnt") else { return };
    let Some(at) = followed(context, said.regions) else { return };
    let mut choices = context.those(controls).into_iter();
    if choices.any(|choice| is_about_followers(context, choice)) || opted_out(context) {
        return;
    }
    if let Some(practice) = said.practices.into_iter().find(|practice| ignores(practice)) {
        findings.push(ignored(practice, at));
    }
}

/// Whether people can opt out of sale or advertising.
fn opted_out(context: &Context<'_>) -> bool {
    opt_outs(context).any(|practice| practice.actor == Actor::People)
}

/// Whether a choice about trackers is about some that follow people, or about trackers in general.
fn is_about_followers(context: &Context<'_>, choice: &Practice<'_>) -> bool {
    let harmless = |text: &str| {
        words(context).is_some_and(|list| first_of(text, &list.harmless).is_some())
            && first_of(text, &lists().denials.opting).is_none()
    };
    let tracks = |term: &Term| match (context.noun_of(term), &term.value) {
        (Some((_, noun)), _) if noun.kind == NounKind::Tracker => {
            let general = !noun.declares("party") && select::listed(noun, ListWord::For).next().is_none();
            general || follows(context, noun)
        }
        (None, Value::Ref(Ref::Text(text))) => !harmless(text),
        _ => {
            let mut any = context.is_a(term, Kind::Purpose, "ads");
            context.each_class(term, &mut |class| any |= class.kind == Kind::Technology);
            any
        }
    };
    let mut objects = choice.objects().peekable();
    match objects.peek() {
        Some(_) => objects.any(tracks),
        None => !choice.texts().iter().any(|text| harmless(text.text)),
    }
}

fn ignored(practice: &Practice<'_>, at: Span) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "do-not-track is ignored while people are followed across sites")
        .with_label(at, "this follows them")
        .with_help("say what people can do instead, such as `you can disable cookies by browser`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn it_is_ignored() {
        check(
            &RULE,
            r#"
policy "P" { laws caloppa }
we collect "your activities across third-party websites" : activity.browsing
we do not respond to "such signals" : dnt
//^ do-not-track is ignored while people are followed across sites
"#,
        );
    }

    #[test]
    fn it_is_honored_or_nobody_is_followed() {
        check(
            &RULE,
            r#"
policy "P" { laws caloppa }
we collect "your activities across third-party websites" : activity.browsing
we honor dnt
"#,
        );
        check(&RULE, "policy \"P\" { laws caloppa }\nwe ignore dnt\n");
    }

    const HEAD: &str = r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
channel browser "your browser" : browser-settings
tracker ads "ad cookies" : cookie { party third for "show ads" : ads.targeted }
tracker st "figures" : cookie { party first for "count visits" : analytics }
we use ads, st
"#;

    #[test]
    fn people_can_do_something_else() {
        for choice in [
            "you can disable cookies by browser",
            "you can disable ads by browser",
            "you can disable \"all cookies\" by browser",
            "you can disable \"analytics and advertising cookies\" by browser",
            "you can opt-out of targeted-advertising by browser",
            "users may \"set their web browser to refuse cookies\"",
        ] {
            check(&RULE, &format!("{HEAD}we ignore dnt\n{choice}\n"));
        }
    }

    #[test]
    fn a_choice_about_what_follows_nobody_is_none() {
        for choice in [
            "you can disable st by browser",
            "you can disable \"analytics cookies\" in \"our cookie banner\"",
        ] {
            let found = "we ignore dnt\n//^ do-not-track is ignored while people are followed across sites";
            check(&RULE, &format!("{HEAD}{found}\n{choice}\n"));
        }
    }
}
