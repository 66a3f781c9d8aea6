//! Data goes abroad, and nothing protects it there.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::{goes_abroad, is_protected, mechanisms, needs_nothing, places, sent_abroad};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Practice, Stem};
use crate::diagnostic::Diagnostic;
use crate::law::{Kind, Pack};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, NounId, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "transfer-without-safeguard", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let declared = Declared::of(context);
    // The publisher's own safeguard is for wherever it sends data.
    if context.publisher().is_some_and(|publisher| declared.parties.contains(&publisher)) {
        return;
    }
    // What safeguards are spoken of is the same for every transfer under one law.
    let mut spoken: Vec<(&Pack, Spoken<'_>)> = Vec::new();
    for (practice, pack) in sent_abroad(context) {
        let there: Vec<&Term> = places(context, practice).collect();
        let named: Vec<&str> = there.iter().flat_map(|term| context.places(term)).collect();
        let free = !named.is_empty() && named.iter().all(|place| needs_nothing(context, pack, place));
        if free {
            continue;
        }
        let known = spoken.iter().position(|(known, _)| std::ptr::eq(*known, pack));
        let known = known.unwrap_or_else(|| {
            spoken.push((pack, Spoken::of(context, pack)));
            spoken.len() - 1
        });
        let said = spoken.get(known).is_some_and(|(_, spoken)| spoken.protects(&there));
        if !said && !declared.protects(context, practice, &named) {
            findings.push(unprotected(practice, pack));
        }
    }
}

/// Who declares what protects data.
#[derive(Default)]
struct Declared<'a> {
    parties: HashSet<NounId>,
    /// Where they are.
    countries: BTreeSet<&'a str>,
    /// Whether one says of no place where it is.
    anywhere: bool,
}

impl<'a> Declared<'a> {
    fn of(context: &Context<'a>) -> Self {
        let mut declared = Self::default();
        let kinds = [NounKind::Organization, NounKind::Recipient].into_iter();
        for (id, noun) in kinds.flat_map(|kind| context.nouns_of(kind)).filter(|(_, noun)| is_protected(noun))
        {
            let countries = noun.places(context.policy).flat_map(|term| context.places(term));
            let countries: Vec<&str> = countries.collect();
            declared.anywhere |= countries.is_empty();
            declared.countries.extend(countries);
            declared.parties.insert(id);
        }
        declared
    }

    /// Whether all parties that a transfer names have a safeguard, or else one has that is in a place to which it goes.
    fn protects(&self, context: &Context<'_>, practice: &Practice<'_>, there: &[&str]) -> bool {
        let party = |noun: &Noun| matches!(noun.kind, NounKind::Recipient | NounKind::Organization);
        let named = practice.recipients().filter_map(|term| context.noun_of(term));
        let mut named = named.filter(|(_, noun)| party(noun)).peekable();
        if named.peek().is_some() {
            return named.all(|(id, _)| self.parties.contains(&id));
        }
        let within = |place: &&str| {
            self.countries.iter().any(|country| context.vocabulary.is_a(Kind::Region, country, place))
        };
        self.anywhere || there.is_empty() && !self.parties.is_empty() || there.iter().any(within)
    }
}

/// Where a safeguard is said to protect what is sent there.
#[derive(Default)]
struct Spoken<'a> {
    /// Whether one is said to protect what is sent anywhere.
    anywhere: bool,
    places: HashSet<&'a Value>,
}

impl<'a> Spoken<'a> {
    /// What sentences about transfers say that name a way that the law knows, or what they are done under.
    fn of(context: &Context<'a>, pack: &Pack) -> Self {
        let safeguards = Stem::Safeguards;
        let speaking = context.those(|context, practice| {
            context.says(practice, Stem::Transferring)
                || practice.does_any(&["transfer", "store"])
                || goes_abroad(context, practice)
        });
        let mut spoken = Self::default();
        for practice in speaking {
            let by = [ListWord::Under, ListWord::By, ListWord::With, ListWord::Through];
            let named = || {
                let mut terms = by.iter().flat_map(|word| practice.terms(*word));
                terms.any(|term| !mechanisms(context, pack, term).is_empty())
            };
            if context.says(practice, safeguards) || named() {
                let mut there = places(context, practice).peekable();
                spoken.anywhere |= there.peek().is_none();
                spoken.places.extend(there.map(|term| &term.value));
            }
        }
        spoken
    }

    /// Whether what is sent to some places is said to be protected.
    fn protects(&self, places: &[&Term]) -> bool {
        self.anywhere || places.iter().all(|term| self.places.contains(&term.value))
    }
}

fn unprotected(practice: &Practice<'_>, pack: &Pack) -> Diagnostic {
    Context::finding(&RULE, practice.span(), "data goes abroad, and nothing says what protects it there")
        .with_help(format!("say which safeguard of the {} is in place: `under \"standard contractual clauses\"`, or `safeguard …` in the recipients", pack.title))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    const HEAD: &str = "policy \"P\" {\n    laws gdpr\n}\n";

    #[test]
    fn abroad_and_unprotected() {
        check(
            &RULE,
            &format!(
                "{HEAD}we will transfer personal-data to US\n//^^^ data goes abroad, and nothing says what protects it there\n"
            ),
        );
    }

    #[test]
    fn free_countries_and_clauses() {
        check(&RULE, &format!("{HEAD}we transfer personal-data to CH\nwe transfer personal-data to FR\n"));
        check(
            &RULE,
            &format!("{HEAD}we transfer personal-data to US under \"standard contractual clauses\"\n"),
        );
        check(
            &RULE,
            &format!(
                "{HEAD}section californians for people in california {{\n    we transfer personal-data to IN\n}}\n"
            ),
        );
    }

    #[test]
    fn what_recipients_declare() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws gdpr }
organization acme "Acme"
recipient host "Hoster" : hosting {
    country   US
    safeguard "standard contractual clauses"
}
recipient helper "Helper" : processor { country IN }
organization labs "Acme Labs" : affiliate { safeguard "binding corporate rules" }
we transfer contact to host in us
we transfer contact to labs in IN
we transfer contact to US
we transfer contact to helper in IN
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ data goes abroad…
we transfer contact to host, helper in IN
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ data goes abroad…
"#,
        );
    }

    #[test]
    fn who_gets_it_there() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws gdpr }
organization acme "Acme"
recipient helper "Helper" : processor { country IN }
we share contact with partner in IN
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ data goes abroad…
we share contact in IN with partner
we share contact with partner in CH
we share aggregate-data with partner in IN
we transfer aggregate-data to IN
we share device with helper in IN
we disclose contact to "our partners" in US under "standard contractual clauses"
"#,
        );
    }

    #[test]
    fn what_protects_it_elsewhere() {
        check(
            &RULE,
            r#"
policy "Privacy" { laws gdpr }
we transfer contact to "our office" in us
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ data goes abroad…
we transfer contact to "Hoster" in IN by "standard contractual clauses"
"#,
        );
    }
}
