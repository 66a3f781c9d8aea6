//! Do-not-track is ignored, and people are followed from site to site.

use super::tracker_without_control::controls;
use super::{followed, ignores, signal};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "dnt-ignored-while-tracking", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(said) = signal(context, "dnt") else { return };
    let Some(at) = followed(context, said.regions) else { return };
    if !context.those(controls).is_empty() {
        return;
    }
    if let Some(practice) = said.practices.into_iter().find(|practice| ignores(practice)) {
        findings.push(ignored(practice, at));
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

    #[test]
    fn people_can_do_something_else() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
channel browser "your browser" : browser-settings
tracker ads "ad cookies" : cookie { party third for "show ads" : ads.targeted }
we use ads
we ignore dnt
you can disable cookies by browser
"#,
        );
    }
}
