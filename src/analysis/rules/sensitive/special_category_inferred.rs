//! A special category guessed from other data.

use crate::analysis::Rule;
use crate::analysis::agreement::is_agreed;
use crate::analysis::bases::bases_of;
use crate::analysis::context::{Context, DataPart, Practice};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "special-category-inferred", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for practice in context.we_do(&["infer"]) {
        let agreed =
            is_agreed(context, practice) || bases_of(practice).any(|basis| basis.is(context, "consent"));
        let special = context.parts(practice, &|class| context.is_special(class));
        if let Some(data) = special.first().filter(|_| !agreed) {
            findings.push(guessed(context, practice, data));
        }
    }
}

fn guessed(context: &Context<'_>, practice: &Practice<'_>, data: &DataPart<'_>) -> Diagnostic {
    let name = context.name_of_part(data);
    let message = format!("`{name}` is guessed from other data, and people have not agreed to that");
    Context::finding(&RULE, practice.span(), message)
        .with_label(data.object.span, "a special category of data")
        .with_help("add `only if consent` and ask for it expressly, or stop")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn guessed_from_purchases() {
        check(
            &RULE,
            "\nwe infer \"pregnancy\" : health.reproductive from \"what you buy\"\n//^^^ `pregnancy` is guessed from other data…\n",
        );
    }

    #[test]
    fn with_consent_or_of_another_kind() {
        check(
            &RULE,
            "we infer \"pregnancy\" : health.reproductive from \"what you buy\" only if consent\nwe infer \"interests\" : inference.interests from \"what you buy\"\n",
        );
    }
}
