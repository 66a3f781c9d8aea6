//! Opt-out signals are ignored while data is sold or shared for advertising.

use super::{ignores, signal, sold};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "gpc-ignored-while-selling", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(said) = signal(context, "gpc") else { return };
    let Some(sale) = sold(context, said.regions) else { return };
    findings.extend(
        said.practices
            .into_iter()
            .filter(|practice| ignores(practice))
            .map(|practice| ignored(practice, sale)),
    );
}

fn ignored(practice: &Practice<'_>, sale: Span) -> Diagnostic {
    Context::finding(
        &RULE,
        practice.span(),
        "the signal Global Privacy Control is ignored while data is sold or shared for advertising",
    )
    .with_label(sale, "this sells or shares it")
    .with_help("honor the signal as an opt-out, and write `we honor gpc`")
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
policy "P" { laws ccpa }
we sell personal-data
we do not honor gpc
//^ the signal Global Privacy Control is ignored while data is sold or shared for advertising
"#,
        );
    }

    #[test]
    fn it_is_honored_or_nothing_is_sold() {
        check(&RULE, "policy \"P\" { laws ccpa }\nwe sell personal-data\nwe honor gpc\n");
        check(&RULE, "policy \"P\" { laws ccpa }\nwe ignore gpc\nwe do not sell personal-data\n");
    }
}
