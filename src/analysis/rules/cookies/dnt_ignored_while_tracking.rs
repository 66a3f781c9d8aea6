//! Do-not-track is ignored, and people are followed from site to site.

use super::{followed, ignores, signal};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "dnt-ignored-while-tracking", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(said), Some(at)) = (signal(context, "dnt"), followed(context)) else { return };
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
}
