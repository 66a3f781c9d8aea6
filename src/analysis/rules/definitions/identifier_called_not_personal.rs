//! An identifier that a statement says is not personal.

use super::identifiers;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::lists::lists;
use crate::analysis::texts::has;
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::Modal;
use crate::model::{Ref, Term, Value, Verb};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "identifier-called-not-personal", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.those(|_, practice| says_not_personal(practice) && !practice.limited()) {
        for subject in &practice.statement.subjects {
            let found = match context.noun_of(subject) {
                Some((_, noun)) => identifiers(context, noun),
                None => super::identifying(context, [subject].into_iter())
                    .map(|term| (context.name(term), term.span))
                    .collect(),
            };
            if let Some((name, span)) = found.first() {
                findings.push(personal_all_the_same(context, practice, subject, name, *span));
            }
        }
    }
}

/// Whether a statement says that something is not, or does not contain, personal data.
fn says_not_personal(practice: &Practice<'_>) -> bool {
    let class = |term: &Term| {
        matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.kind == Kind::Class && matches!(class.id, "personal-data" | "identifying-data"))
            || matches!(&term.value, Value::Ref(Ref::Text(text)) if personal(text))
    };
    let text = practice.statement.verbs.iter().any(|verb| matches!(verb, Verb::Text(text) if personal(text)));
    let contains = practice.does_any(&["contain", "include"]) && practice.statement.modal == Modal::DoesNot;
    practice.statement.modal == Modal::IsNot && (text || practice.objects().any(class))
        || contains && practice.objects().any(class)
}

/// Whether words for personal data begin a text.
fn personal(text: &str) -> bool {
    let lower = text.to_lowercase();
    lists().definitions.not_personal.iter().any(|words| has(text, words) && lower.starts_with(words.as_str()))
}

fn personal_all_the_same(
    context: &Context<'_>,
    practice: &Practice<'_>,
    subject: &Term,
    name: &str,
    span: Span,
) -> Diagnostic {
    let message = format!(
        "`{}` is said not to be personal, but `{name}` points at a person or a device",
        context.name(subject)
    );
    Context::finding(&RULE, practice.span(), message)
        .with_label(span, "this is an identifier")
        .with_help("delete the statement, or take the identifier out of the data")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn an_address_that_is_not_personal() {
        check(
            &RULE,
            r#"
data technical "technical data" : device { ip "IP address" : device.ip }
we collect technical
technical is not "personally identifiable"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `technical` is said not to be personal, but `IP address` points at a person or a device
technical does not contain personal-data
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `technical` is said…
"#,
        );
    }

    #[test]
    fn what_is_not_personal_or_not_always() {
        check(
            &RULE,
            r#"
data technical "technical data" : device { browser "browser type" : device.browser }
data address "IP address" : device.ip
we collect technical, address
technical is not "personally identifiable"
address is not "personally identifiable" if "it is shortened"
address is not "public"
"#,
        );
    }
}
