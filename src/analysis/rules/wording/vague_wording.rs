//! A policy of which too many sentences hedge.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::analysis::measure::{self, Vagueness};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "vague-wording", check };

/// How many of the words are shown.
const SHOWN: usize = 5;

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(list), Some(measure)) = (words(context), measure::vagueness(context)) else { return };
    let limits = &list.thresholds;
    let head = context.policy.head().map(|head| head.id_span);
    let Some(at) = head.or_else(|| context.practices().first().map(Practice::span)) else { return };
    if measure.vague >= limits.vague_minimum && measure.share() >= limits.vague_sentences {
        findings.push(vague(at, &measure));
    }
}

fn vague(at: Span, measure: &Vagueness) -> Diagnostic {
    let words: Vec<String> =
        measure.most_frequent(SHOWN).into_iter().map(|(word, count)| format!("`{word}` {count}")).collect();
    let message = format!(
        "{} of {} sentences hedge ({} %): {}",
        measure.vague,
        measure.sentences,
        measure.share(),
        words.join(", ")
    );
    Context::finding(&RULE, at, message).with_help(
        "say what is done rather than what may be, and when; name what `certain` or `various` stands for",
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn most_sentences_hedge() {
        let hedged = "we may collect personal-data as \"appropriate\"\n".repeat(10);
        check(
            &RULE,
            &format!(
                "policy \"P\"\n//^ 10 of 11 sentences hedge (90 %): `appropriate` 10, `may` 10\n{hedged}we sell personal-data\n"
            ),
        );
    }

    #[test]
    fn permissions_are_no_hedges_and_few_sentences_no_measure() {
        check(&RULE, &"you may access personal-data\n".repeat(12));
        check(&RULE, &"we may collect personal-data\n".repeat(9));
        let german = "we may collect personal-data\n".repeat(12);
        check(&RULE, &format!("policy \"P\" {{ language de }}\n{german}"));
    }
}
