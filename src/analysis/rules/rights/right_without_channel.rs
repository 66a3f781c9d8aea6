//! Rights, and no way to use them.

use super::{grants, is_about_requests};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::{ListWord, Topic};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "right-without-channel", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let right = |practice: &&Practice<'_>| grants(practice) && practice.statement.topic == Topic::Rights;
    let Some(first) = context.practices.iter().find(right) else { return };
    let reachable = context.practices.iter().any(|practice| {
        let asks = is_about_requests(practice)
            || matches!(practice.statement.topic, Topic::Contact | Topic::Consent);
        let words = [ListWord::By, ListWord::Through, ListWord::To, ListWord::On, ListWord::With];
        asks && words.iter().any(|word| practice.terms(*word).next().is_some())
    });
    if !reachable {
        findings.push(no_way(first));
    }
}

fn no_way(practice: &Practice<'_>) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "people have rights, but nothing says how to use them")
        .with_help("add `you can exercise rights by …` with a channel, such as `channel mail \"email\" : email { value \"…\" }`")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn rights_and_nothing_else() {
        check(
            &RULE,
            "\nyou have the right to access, delete personal-data\n//^^^ people have rights, but nothing says how to use them\n",
        );
    }

    #[test]
    fn a_way_with_the_right_or_for_all() {
        check(&RULE, "you have the right to access personal-data by \"your settings\"\n");
        check(
            &RULE,
            r#"
channel mail "email" : email { value "privacy@acme.example" }
you have the right to access personal-data
you can contact us by mail
"#,
        );
    }
}
