//! A recipient in another country, and nothing that protects the data there.

use super::{abroad, code, is_protected, needs_nothing, packs, receives, sent_to};
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
            if needs_nothing(context, pack, country) || !receives(context, pack, id) || is_protected(noun) {
                continue;
            }
            let sent = sent_to(context, pack, id);
            if sent.ways.is_empty() || sent.open {
                findings.push(unprotected(noun, term, &code(context, country), pack, sent.open));
            }
        }
    }
}

fn unprotected(noun: &Noun, country: &Term, code: &str, pack: &Pack, some: bool) -> Diagnostic {
    let what = if some { "some of the data" } else { "data" };
    let message = format!("`{}` is in {code}, and nothing says what protects {what} there", noun.id);
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
    fn where_it_is_may_stand_behind_its_declaration() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient desk "Desk" : processor in IN
        //^^^^ `desk` is in IN, and nothing says what protects data there
recipient home "Home" : processor in eu
recipient hall "Hall" : processor in "our data centre"
we share personal-data with desk, home, hall
"#,
        );
    }

    #[test]
    fn what_a_group_gets_who_is_in_it_gets() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient afar "Afar" : processor { country US }
        //^^^^ `afar` is in US, and nothing says what protects data there
recipient host "Host" : processor { country US }
recipient hosts "hosts" : processor { such as host }
recipient partners "partners" { including afar }
we share personal-data with partners
we transfer personal-data to hosts under "standard contractual clauses"
"#,
        );
    }

    #[test]
    fn what_protects_a_transfer_may_stand_in_it() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
condition sccs "standard contractual clauses"
recipient host "Host" : processor { country US }
recipient afar "Afar" : processor { country US }
        //^^^^ `afar` is in US, and nothing says what protects data there
we transfer personal-data to host under sccs
we transfer personal-data to afar under "our terms"
"#,
        );
    }

    #[test]
    fn what_protects_one_transfer_protects_no_other_data() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
condition sccs "standard contractual clauses"
data contact "contact" : contact { email "email" : contact.email }
data card "card numbers" : financial.card
recipient mailer "Mailer" : processor { country US }
        //^^^^^^ `mailer` is in US, and nothing says what protects some of the data there
recipient host "Host" : processor { country US }
recipient bank "Bank" : processor { country US }
recipient stats "Stats" : processor { country US }
        //^^^^^ `stats` is in US, and nothing says what protects some of the data there
tracker pixel "a pixel" : web-beacon { provider stats reads card }
we transfer contact to mailer, host, stats under sccs
we share card with mailer
we share email with host
we transfer personal-data to bank under sccs
we share card with bank
we use bank
we use pixel
"#,
        );
    }

    #[test]
    fn a_right_against_somebody_gives_them_nothing() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr
}
recipient bureau "Bureau" : third-party { country US }
we receive personal-data from bureau
you have the right to "dispute what is wrong" with bureau
you may contact bureau
"#,
        );
    }

    #[test]
    fn another_company_of_the_group() {
        check(
            &RULE,
            r#"
policy "P" { laws gdpr }
organization acme "Acme" { country US }
organization lab "Lab" : affiliate { country IN }
           //^^^ `lab` is in IN, and nothing says what protects data there
organization shop "Shop" : affiliate { country IN }
organization bound "Bound" : affiliate { country IN safeguard "binding corporate rules" }
we share contact with lab, bound
shop collects contact
"#,
        );
    }

    #[test]
    fn what_identifies_nobody_needs_no_safeguard() {
        check(
            &RULE,
            r#"
policy "P" { laws gdpr }
data figures "figures" : aggregate-data
recipient stats "Stats" : analytics { country IN }
recipient count "Count" : analytics { country IN }
recipient host "Host" : processor { country IN }
we share aggregate-data with stats
we share figures with count, host
we transfer contact to host under "standard contractual clauses"
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

    #[test]
    fn whose_data_it_gets() {
        check(
            &RULE,
            r#"
policy "P" {
    laws gdpr, ccpa
}
audience locals "people in the United States" in us
recipient host "Host" : processor { country US }
recipient mailer "Mailer" : processor { country US }
recipient counter "Counter" : processor { country US }
        //^^^^^^^ `counter` is in US, and nothing says what protects data there
section here for people in us { we share contact with host }
section there for people in eu { we share contact with counter }
we share contact about locals with mailer
"#,
        );
    }
}
