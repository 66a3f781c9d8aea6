//! A phrase that says nothing.

use super::words;
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::analysis::lists::Empty;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The rule.
pub(super) static RULE: Rule = Rule { name: "empty-phrase", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(list) = words(context) else { return };
    for empty in &list.empty {
        let found = context.texts_with(&empty.names).into_iter();
        findings.extend(found.map(|(text, phrase)| says_nothing(text.span, phrase, empty)));
    }
}

fn says_nothing(at: Span, phrase: &str, empty: &Empty) -> Diagnostic {
    Context::finding(&RULE, at, format!("`{phrase}` tells readers nothing")).with_help(empty.help.clone())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn words_that_could_be_left_out() {
        check(
            &RULE,
            r#"
we collect "data including but not limited to your name" : identity.name
//^ `including but not limited to` tells readers nothing
we update this-policy as "we see fit"
//^ `we see fit` tells readers nothing
"#,
        );
    }

    #[test]
    fn words_that_say_something() {
        check(&RULE, "we collect \"data including your name\" : identity.name\nwe \"etch glass\"\n");
        check(&RULE, "policy \"P\" { language fr }\nwe \"work, etc.\"\n");
    }
}
