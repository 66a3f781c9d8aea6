//! A recipient in another country, and nothing that protects the data there.

use super::{abroad, is_protected, needs_nothing, packs, receives};
use crate::analysis::Rule;
use crate::analysis::context::Context;
use crate::diagnostic::Diagnostic;
use crate::law::Pack;
use crate::model::{Noun, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "recipient-abroad-without-safeguard", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for pack in packs(context) {
        for (id, noun, term, country) in abroad(context) {
            if !needs_nothing(context, pack, country) && !is_protected(noun) && receives(context, id) {
                findings.push(unprotected(noun, term, country, pack));
            }
        }
    }
}

fn unprotected(noun: &Noun, country: &Term, code: &str, pack: &Pack) -> Diagnostic {
    let message = format!("`{}` is in {code}, and nothing says what protects data there", noun.id);
    Context::finding(&RULE, noun.id_span, message)
        .with_label(country.span, format!("the {} asks for a safeguard here", pack.title))
        .with_help("add `safeguard \"standard contractual clauses\"`, or another way that is in place, and say how to get a copy")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn abroad_and_unprotected() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient counter "Statly" : analytics { country US }
        //^^^^^^^ `counter` is in US, and nothing says what protects data there
we share personal-data with counter
"#,
        );
    }

    #[test]
    fn at_home_adequate_protected_or_unused() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient home "Home" : processor { country DE }
recipient near "Near" : processor { country CH }
recipient distant "Distant" : processor { country US safeguard "standard contractual clauses" }
recipient idle "Idle" : processor { country US }
we share personal-data with home, near, distant
we do not share personal-data with idle
"#,
        );
    }

    #[test]
    fn no_law_asks() {
        check(
            &RULE,
            "recipient counter \"Statly\" : analytics { country US }\nwe share personal-data with counter\n",
        );
    }
}
