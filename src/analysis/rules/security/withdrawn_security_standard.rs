//! A standard under which no certificate is valid any more.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::Past;
use crate::analysis::past::named_as_current;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "withdrawn-security-standard", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for (text, past, name) in named_as_current(context, &list.withdrawn) {
        findings.push(withdrawn(text.span, name, past));
    }
}

fn withdrawn(at: Span, name: &str, past: &Past) -> Diagnostic {
    let when = past.ended.map(|ended| format!(" since {ended}")).unwrap_or_default();
    let mut finding =
        Context::finding(&RULE, at, format!("no certificate under `{name}` is valid{when}")).with_help(
            format!("name the certificate that is held now, such as {}, or take it out", past.instead),
        );
    finding.citations.extend(past.citation());
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::{check, check_on};

    #[test]
    fn an_edition_that_was_withdrawn() {
        check(
            &RULE,
            r#"
we maintain "ISO 27001:2013 certification"
//^ no certificate under `ISO 27001:2013` is valid since 2025-10-31
"#,
        );
    }

    #[test]
    fn the_edition_in_force_on_that_day() {
        check(&RULE, "we maintain \"ISO/IEC 27001:2022 certification\"\n");
        check_on(&RULE, "2018-05-25", "we maintain \"ISO 27001:2013 certification\"\n");
    }
}
