//! What the law calls a practice, whatever its author calls it.
//!
//! Nobody declares that a disclosure is a sale in the sense of some law: it follows from who
//! receives the data, for what, and what is given in return. `law/facts.yaml` says which facts have
//! such a name, and the packs which laws go by them.

use std::collections::BTreeMap;

use super::Settings;
use super::checks::Survey;
use super::coverage::standing;
use super::facts::Facts;
use super::laws::{Law, laws};
use crate::law::Vocabulary;
use crate::law::condition::facts;
use crate::model::Policy;
use crate::source::Span;

/// A practice, or a declaration, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Where it stands.
    pub span: Span,
    /// What laws call it.
    pub called: String,
    /// What that means.
    pub means: String,
    /// The laws: id and name.
    pub laws: Vec<(String, String)>,
}

/// What the laws that a policy names, or that apply to it, call its practices, in the order of its text.
#[must_use]
pub fn derived(policy: &Policy, vocabulary: &Vocabulary, settings: &Settings) -> Vec<Derived> {
    let mut found: BTreeMap<(Span, &str), Vec<(String, String)>> = BTreeMap::new();
    let laws = laws(&settings.packs);
    let survey = Survey::of(policy, vocabulary);
    for law in laws {
        let own = Facts::new(&survey, law.regions, &law.pack.id, settings.as_of);
        if standing(policy, &law, settings.as_of.or(law.pack.as_of), &own).is_none() {
            continue;
        }
        for fact in asked_about(&law) {
            let shown = own.fact(fact);
            if shown.holds != Some(true) {
                continue;
            }
            for span in shown.at {
                let laws = found.entry((span, fact)).or_default();
                let law = (law.id.to_owned(), law.title.to_owned());
                if !laws.contains(&law) {
                    laws.push(law);
                }
            }
        }
    }
    let name = |((span, fact), laws)| {
        let fact = facts().get(fact)?;
        Some(Derived { span, called: fact.called.clone()?, means: fact.means.clone(), laws })
    };
    found.into_iter().filter_map(name).collect()
}

/// The facts with a name that a law goes by, in the order of their ids.
fn asked_about(law: &Law<'_>) -> Vec<&'static str> {
    let named = facts().iter().filter(|(_, fact)| fact.called.is_some()).map(|(id, _)| id.as_str());
    named
        .filter(|fact| {
            let mut asks = false;
            let conditions = law.asks.iter().map(|asked| &asked.requirement.when).chain(law.applies);
            conditions.for_each(|condition| condition.each_fact(&mut |found| asks |= found == *fact));
            asks
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn called(text: &str) -> Vec<(String, String)> {
        let read = crate::syntax::read(FileId(0), text);
        let policy = crate::model::policy("a", read.value.items, Vocabulary::builtin()).value;
        let found = derived(&policy, Vocabulary::builtin(), &Settings::default());
        let laws =
            |derived: &Derived| derived.laws.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(" ");
        found
            .iter()
            .map(|derived| {
                let said = &text[derived.span.start as usize..derived.span.end as usize];
                (said.lines().next().unwrap().to_owned(), format!("{}: {}", derived.called, laws(derived)))
            })
            .collect()
    }

    #[test]
    fn what_nobody_calls_a_sale_is_one_where_something_is_given_for_it() {
        let found = called(
            "policy \"P\" { laws ccpa, gdpr }\nrecipient stats \"S\" : analytics { consideration \"free analytics\" }\nwe share device with stats\n",
        );
        let sale = found.iter().find(|(_, called)| called.starts_with("sale:")).unwrap();
        assert!(sale.0.starts_with("we share"), "{found:?}");
        assert!(sale.1.contains("ccpa") && !sale.1.contains("gdpr"), "{found:?}");
    }

    #[test]
    fn advertising_across_companies_is_sharing() {
        let found = called(
            "policy \"P\" { laws ccpa }\nrecipient ads \"A\" : advertising-network\nwe disclose device to ads\n",
        );
        assert!(
            found.contains(&(
                "we disclose device to ads".to_owned(),
                "sharing for advertising: ccpa".to_owned()
            )),
            "{found:?}"
        );
    }

    #[test]
    fn a_law_that_does_not_apply_calls_it_nothing() {
        assert_eq!(
            called("policy \"P\" { laws gdpr }\nwe use device for ads.targeted\n")
                .iter()
                .filter(|(_, called)| called.contains("ccpa"))
                .count(),
            0
        );
    }
}
