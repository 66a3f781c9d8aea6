//! A denial that excepts whatever the policy says.

use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{Named, conditions, denied, mentions};
use crate::analysis::lists::{Denials, Spoken, lists};
use crate::diagnostic::Diagnostic;
use crate::model::verb::{COLLECTING, DISCLOSING, SELLING, USING};
use crate::model::words::{ConditionWord, ListWord};
use crate::model::{Ref, Term, Value};
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "circular-exception", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let words = &lists().denials;
    if !words.speaks(context.policy) {
        return;
    }
    let about_data = [COLLECTING, DISCLOSING, SELLING, USING].concat();
    for denial in context.doing_if(&about_data, Polarity::Negative).filter(|practice| denied(practice)) {
        let excepted =
            denial.terms(ListWord::Except).find(|term| refers_back(words, term)).map(|term| term.span);
        let unless = conditions(denial.statement.clauses.iter()).any(|(word, guarded)| {
            let own = |named: Named<'_>| matches!(named, Named::Said(text) if says_itself(words, text));
            matches!(word, ConditionWord::Unless) && mentions(guarded, &own)
        });
        if let Some(at) = excepted.or(unless.then_some(denial.span())) {
            findings.push(excepts_everything(denial, at));
        }
    }
}

fn refers_back(words: &Denials, term: &Term) -> bool {
    matches!(&term.value, Value::Ref(Ref::Text(text)) if says_itself(words, text))
}

/// Whether words mean no more than "as we say".
fn says_itself(words: &Denials, text: &str) -> bool {
    let lower = text.to_lowercase();
    let begins = lower.split(' ').next().is_some_and(|first| words.begins.iter().any(|word| word == first));
    begins && words.point_at_policy(text)
}

fn excepts_everything(denial: &Practice<'_>, at: Span) -> Diagnostic {
    let found = Context::finding(
        &RULE,
        denial.span(),
        "this denial excepts whatever else the policy says, so it promises nothing",
    );
    let found = if at == denial.span() { found } else { found.with_label(at, "this names no exception") };
    found.with_help("name the exceptions: to whom, or for what; or take the denial out")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn an_exception_for_whatever_is_said() {
        check(
            &RULE,
            r#"
we do not sell personal-data except "as described in this policy"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this denial excepts…
we will not share personal-data unless "otherwise stated below"
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this denial excepts…
"#,
        );
    }

    #[test]
    fn a_real_exception_or_an_announcement() {
        check(
            &RULE,
            r#"
recipient helpers "those who help us" : service-provider
we do not sell personal-data except helpers
we do not share personal-data unless "you agreed as described by your school"
we only share personal-data as "described in this policy"
we do not share health except "test results"
"#,
        );
    }
}
