//! A technique named as protection that no longer protects.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::Past;
use crate::analysis::past::named_as_current;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "outdated-security-technology", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for (text, past, name) in named_as_current(context, &list.outdated) {
        findings.push(outdated(text.span, name, past));
    }
}

fn outdated(at: Span, name: &str, past: &Past) -> Diagnostic {
    let mut finding = Context::finding(&RULE, at, format!("`{name}` is no longer considered secure"))
        .with_help(format!("name what is really used, such as {}", past.instead));
    finding.citations.extend(past.citation());
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_protocol_of_the_past() {
        check(
            &RULE,
            r#"
we protect personal-data by "Secure Sockets Layer (SSL) software"
//^ `SSL` is no longer considered secure
we encrypt "card numbers" with "TLS 1.0"
//^ `TLS 1.0` is no longer considered secure
"#,
        );
    }

    #[test]
    fn its_successor_beside_it_or_its_end_said() {
        check(
            &RULE,
            r#"
we protect personal-data by "TLS (formerly SSL)", "SSL/TLS", "TLS 1.3"
we protect personal-data by "AES"
we do not use "SSL"
"a wep page" "is a hassle"
"#,
        );
    }
}
