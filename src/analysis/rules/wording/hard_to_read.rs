//! A section that few people can read.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::measure::{self, Reading};
use crate::diagnostic::Diagnostic;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "hard-to-read", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(list), Some(readings)) = (words(context), measure::readings(context)) else { return };
    let limits = &list.thresholds;
    for reading in readings {
        if reading.words >= limits.reading_words && reading.ease() < limits.reading_ease {
            findings.push(hard(&reading, limits.reading_ease));
        }
    }
}

fn hard(reading: &Reading, limit: i64) -> Diagnostic {
    let message = format!(
        "the section `{}` is very hard to read: reading ease {}, and {limit} is the least",
        reading.section,
        reading.ease()
    );
    let average = reading.words / reading.sentences.max(1);
    Context::finding(&RULE, reading.span, message).with_help(format!(
        "write shorter sentences (these have {average} words on average) and shorter words"
    ))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const LONG: &str = r#"we "contemplate disproportionately comprehensive organizational responsibilities notwithstanding jurisdictional particularities and administrative considerations regarding individualized informational transparency obligations""#;

    #[test]
    fn long_words_in_long_sentences() {
        let text = format!("{LONG}\n").repeat(8);
        check(&RULE, &format!("{}\n//^ the section `about` is very hard to read…\n{text}", LONG));
    }

    #[test]
    fn short_sentences_and_short_sections() {
        check(&RULE, &"we \"keep your name and your mail for a year\"\n".repeat(30));
        check(&RULE, LONG);
    }
}
