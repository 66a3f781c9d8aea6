//! Sensitive data is spoken of, and none is named.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::ACQUIRING;
use crate::model::words::NounKind;
use crate::model::{ClauseKind, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "sensitive-data-unnamed", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    fn first<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Option<&'a Term> {
        // A rule for data that may never come says nothing of what there is.
        let ours = practice.polarity == Polarity::Positive && !practice.does_any(ACQUIRING);
        let class = |term: &&Term| {
            let mut classes = context.policy.classes_of(term);
            classes.any(|class| class.kind == Kind::Class && class.id == "sensitive-data")
        };
        practice.objects().find(class).filter(|_| ours)
    }
    let speaking = context.those(|context, practice| first(context, practice).is_some());
    let spoken = speaking.first().and_then(|practice| first(context, practice));
    let Some(term) = spoken else { return };
    let Some(collects) = context
        .we_do(ACQUIRING)
        .find(|practice| practice.objects().any(|term| context.noun_of(term).is_some()))
    else {
        return;
    };
    if !named(context) {
        findings.push(which(term, collects));
    }
}

fn is_sensitive_data(context: &Context<'_>, term: &Term) -> bool {
    context.policy.classes_of(term).any(|class| class.kind == Kind::Data && context.is_sensitive(class))
}

/// Whether any data that is declared or spoken of is sensitive.
fn named(context: &Context<'_>) -> bool {
    let sensitive = |term: &Term| is_sensitive_data(context, term);
    let spoken =
        context.those(|context, practice| practice.objects().any(|term| is_sensitive_data(context, term)));
    let declared = context.nouns_of(NounKind::Data).any(|(_, noun)| {
        let examples = noun.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::List(_, list) => Some(&list.terms),
            _ => None,
        });
        noun.classes.iter().any(|class| context.is_sensitive(class)) || examples.flatten().any(sensitive)
    });
    declared || !spoken.is_empty()
}

fn which(term: &Term, collects: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, term.span, "the policy speaks of sensitive data, but none of what it collects is")
        .with_label(collects.span(), "this is what is collected")
        .with_help("declare the sensitive data that there is, such as `data health \"…\" : health`, or take this out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn nothing_sensitive_is_collected() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases
we collect orders
we encrypt "sensitive information" : sensitive-data
         //^^^ the policy speaks of sensitive data, but none of what it collects is
"#,
        );
    }

    #[test]
    fn something_is_or_nothing_is_asked_for() {
        check(
            &RULE,
            r#"
data orders "orders" : commercial.purchases {
    such as "the card you pay with" : financial.card
}
we collect orders
we encrypt sensitive-data
"#,
        );
        check(
            &RULE,
            "data orders \"orders\" : commercial.purchases\nwe collect orders\nwe do not collect sensitive-data\n",
        );
    }
}
