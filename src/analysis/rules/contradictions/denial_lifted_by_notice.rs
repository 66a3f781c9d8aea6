//! A denial that we can lift by saying so.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{Named, conditions, denied, mentions};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::{DISCLOSING, SELLING};
use crate::model::words::ConditionWord;
use crate::model::{Class, Expression, Ref};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "denial-lifted-by-notice", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let giving = [SELLING, DISCLOSING].concat();
    for denial in context.doing_if(&giving, Polarity::Negative).filter(|practice| denied(practice)) {
        let own = denial.statement.clauses.iter();
        let lifted = conditions(own).find(|(word, guarded)| {
            // "unless you are told and agree" leaves the choice to the reader.
            let alone = !matches!(guarded.expression, Expression::And(_)) && guarded.guards.is_empty();
            *word == ConditionWord::Unless && alone && mentions(guarded, &|named| is_notice(context, named))
        });
        if lifted.is_some() {
            findings.push(by_our_own_word(context, denial));
        }
    }
}

fn is_notice(context: &Context<'_>, named: Named<'_>) -> bool {
    let notice = |class: &Class| class.kind == Kind::Condition && class.id == "notice";
    match named {
        Named::Is(Ref::Builtin(class)) => notice(class),
        Named::Is(Ref::Noun(id)) => {
            context.policy.noun(*id).is_some_and(|noun| noun.classes.iter().any(notice))
        }
        Named::Is(Ref::Special(_) | Ref::Text(_) | Ref::Unknown(_)) | Named::Said(_) => false,
    }
}

fn by_our_own_word(context: &Context<'_>, denial: &Practice<'_>) -> Diagnostic {
    let mut finding = Context::finding(
        &RULE,
        denial.span(),
        "this denial ends as soon as you say so, so it promises nothing",
    );
    let named: Vec<Span> = denial
        .statement
        .clauses
        .iter()
        .filter(|clause| {
            conditions([*clause].into_iter())
                .any(|(_, guarded)| mentions(guarded, &|named| is_notice(context, named)))
        })
        .map(|clause| clause.span)
        .collect();
    for span in named {
        finding = finding.with_label(span, "a notice leaves the reader no choice");
    }
    finding.with_help("ask instead of telling: `unless consent`; or name those who get the data: `except …`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn notice_is_no_choice() {
        check(
            &RULE,
            r#"
condition told "we tell you first" : notice
we do not sell personal-data unless notice
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this denial ends as soon as you say so, so it promises nothing
we do not share personal-data unless told or law-requires
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this denial ends…
"#,
        );
    }

    #[test]
    fn a_choice_or_another_subject() {
        check(
            &RULE,
            r#"
we do not sell personal-data unless consent
we do not share personal-data unless notice and consent
we will not change this-policy unless notice
"#,
        );
    }
}
