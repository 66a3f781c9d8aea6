//! Personal data that goes by several names.

use super::{Terms, has_term};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::{Spoken, lists};
use crate::analysis::texts::{self, Place, Text};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::words::NounKind;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "several-names-for-personal-data", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &lists().definitions;
    if !words.speaks(context.policy) {
        return;
    }
    // The names of laws and of others' documents are not the author's words.
    let foreign = |text: &Text<'_>| matches!(text.place, Place::Name(NounKind::Law | NounKind::Document));
    let names: Vec<&str> = words.personal.iter().map(String::as_str).collect();
    let mut first: Vec<Option<Span>> = vec![None; words.personal.len()];
    Terms::each_in_all(context, RULE.name, &names, &[], &mut |text, name| {
        let (Some(first), Some(name)) = (first.get_mut(name), words.personal.get(name)) else { return };
        let Some(text) = &text() else { return };
        if foreign(text) || first.is_some_and(|first| first <= text.span) {
            return;
        }
        let titles =
            words.titles.iter().any(|title| texts::has(text.text, &format!("{name} {title}").to_lowercase()));
        if !titles {
            *first = Some(text.span);
        }
    });
    let found = words.personal.iter().zip(first).filter_map(|(name, first)| Some((name.as_str(), first?)));
    let found: Vec<(&str, Span)> = found.collect();
    if found.len() < 2 {
        return;
    }
    // A name that is defined by another is that other.
    let tied: Vec<String> = context
        .nouns_of(NounKind::Definition)
        .map(|(_, noun)| texts::of_noun(noun).iter().map(|text| text.text).collect::<Vec<_>>().join(" "))
        .collect();
    let mut groups: Vec<(&str, Span)> = Vec::new();
    for (name, span) in found {
        let same = groups
            .iter()
            .any(|(other, _)| tied.iter().any(|text| has_term(text, other) && has_term(text, name)));
        if !same {
            groups.push((name, span));
        }
    }
    groups.sort_by_key(|(_, span)| *span);
    if let Some(((own, first), others)) = groups.split_first()
        && !others.is_empty()
    {
        findings.push(called_differently(context, (own, *first), others));
    }
}

fn called_differently(
    context: &Context<'_>,
    (own, first): (&str, Span),
    others: &[(&str, Span)],
) -> Diagnostic {
    let mut names: Vec<String> = vec![format!("`{own}`")];
    names.extend(others.iter().map(|(name, _)| format!("`{name}`")));
    let mut finding = Context::finding(
        &RULE,
        first,
        format!("personal data goes by {} names here: {}", names.len(), names.join(", ")),
    );
    for (name, span) in others {
        finding = finding.with_label(*span, format!("here it is `{name}`"));
    }
    let one = context.policy.called(Kind::Class, "personal-data").unwrap_or(own).to_owned();
    finding.with_help(format!(
        "use `{one}` throughout, or tie the names together: `definition \"…\" {{ means \"…\" }}`"
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn two_names() {
        check(
            &RULE,
            r#"
we collect "personal information that you enter"
         //^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ personal data goes by 2 names here: `personal information`, `personal data`
we delete "your personal data" if "you ask"
"#,
        );
    }

    #[test]
    fn names_that_a_definition_ties_together() {
        check(
            &RULE,
            r#"
definition "PII" : personal-data { means "personally identifiable information" }
we collect "PII that you enter"
we delete "your personally identifiable information" if "you ask"
"#,
        );
    }
}
