//! A policy of which too much is prose, which nothing can check.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::measure::{self, Prose};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "too-much-prose", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    let limits = &list.thresholds;
    let measure = measure::prose(context, limits.prose_minimum);
    if let Some(measure) = measure.filter(|measure| measure.share() >= limits.prose_words) {
        let spans = measure::prose_spans(context.root());
        findings.extend(spans.split_first().map(|(first, others)| too_much(*first, others, measure)));
    }
}

fn too_much(first: Span, others: &[Span], measure: Prose) -> Diagnostic {
    let message =
        format!("{} % of the words of this policy are prose, which nothing can check", measure.share());
    let finding = Context::finding(&RULE, first, message).with_help(
        "say with sentences what prose says: `candor` then checks it and shows it in every output",
    );
    others.iter().fold(finding, |finding, other| finding.with_label(*other, "more prose"))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn nearly_all_of_it() {
        let prose = "word ".repeat(80);
        check(
            &RULE,
            &format!(
                "section more \"More\" {{\n    prose \"{prose}\"\n//^ 96 % of the words of this policy are prose…\n}}\nwe \"keep little\"\n"
            ),
        );
    }

    #[test]
    fn a_little_prose() {
        check(&RULE, "section more \"More\" { prose \"A few words only.\" }\n");
        let texts = "we \"say most of it in a sentence like this one\"\n".repeat(60);
        check(&RULE, &format!("section more \"More\" {{ prose \"{}\" }}\n{texts}", "word ".repeat(80)));
    }
}
