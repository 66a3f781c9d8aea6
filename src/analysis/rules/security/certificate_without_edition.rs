//! A certificate named without its edition or type.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::Certificate;
use crate::analysis::texts;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "certificate-without-edition", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for certificate in &list.certificates {
        for (text, name) in context.texts_with(&certificate.names) {
            let Some((_, after)) = texts::split_at(text.text, name) else { continue };
            let after = after.to_lowercase();
            if !certificate.edition.iter().any(|edition| after.starts_with(edition)) {
                findings.push(without_edition(text.span, name, certificate));
            }
        }
    }
}

fn without_edition(at: Span, name: &str, certificate: &Certificate) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{name}` does not say which edition or type"))
        .with_help(format!("write {}", certificate.write))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn a_bare_name() {
        check(
            &RULE,
            r#"
we maintain "ISO 27001 certification", "a SOC 2 Type II report"
//^ `ISO 27001` does not say which edition or type
"#,
        );
    }

    #[test]
    fn an_edition_after_the_name() {
        check(&RULE, "we maintain \"ISO/IEC 27001:2022 certification\", \"PCI DSS v4.0.1\"\n");
    }
}
