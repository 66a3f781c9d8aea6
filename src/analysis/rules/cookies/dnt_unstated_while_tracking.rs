//! People are followed from site to site, and nothing is said of do-not-track.

use super::{followed, signal};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "dnt-unstated-while-tracking", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(said) = signal(context, "dnt") else { return };
    if let Some(at) = followed(context, said.regions).filter(|_| !said.spoken) {
        findings.push(unstated(at));
    }
}

fn unstated(at: Span) -> Diagnostic {
    Context::finding(
        &RULE,
        at,
        "this follows people across sites, but nothing says what do-not-track signals do",
    )
    .with_help("add `we honor dnt`, or `we ignore dnt because \"…\"`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn nothing_is_said() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
we collect "your activities across third-party websites" : activity.browsing
//^ this follows people across sites…
"#,
        );
        check(
            &RULE,
            r#"
policy "P" { laws caloppa }
we share "your posts" on "other websites"
we track users on "other websites"
//^^^ this follows people across sites…
"#,
        );
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie { party third }
      //^ this follows people across sites…
we use cookies
section here for people in california { we collect personal-data }
"#,
        );
    }

    #[test]
    fn it_is_said_or_nobody_asks_or_nobody_is_followed() {
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
we collect "your activities across third-party websites" : activity.browsing
we ignore dnt
"#,
        );
        check(&RULE, "we collect \"your activities across third-party websites\" : activity.browsing\n");
        check(
            &RULE,
            r#"
policy "P" { laws ccpa }
tracker cookies "cookies" : cookie { party first }
we use cookies
we do not collect "your activities across third-party websites" : activity.browsing
"#,
        );
    }

    #[test]
    fn a_helper_or_people_elsewhere() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws ccpa }
organization acme "Acme"
recipient crash "Crash Inc." : service-provider { contract "a contract" }
recipient adnet "AdNet" : advertising-network
tracker reporter "crash reporter" : sdk {
    party third
    provider crash
    for "find and repair faults" : improve.debug
}
tracker px "pixels" : pixel { provider adnet }
tracker shield "bot check" : sdk {
    provider adnet
    for "prevent fraud" : security.fraud
}
we use reporter, shield
section eu for people in eu {
    we use px
}
we do not use px in california
"#,
        );
    }
}
