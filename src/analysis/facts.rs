//! The facts that packs ask about, over one policy, and the conditions made of them.
//!
//! A fact is so, is not so, or is not known: what a policy does not say is never
//! taken for a "no". `law/facts.yaml` has what shows each fact; an author may
//! state what no declaration can show.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::checks::{Asking, Found, Survey};
use crate::law::Asks;
use crate::law::condition::{Condition, evidence};
use crate::model::{Ref, Value};
use crate::source::Span;

/// One policy as one law looks at it.
pub(crate) struct Facts<'s, 'a> {
    asking: Asking<'s, 'a>,
    known: RefCell<BTreeMap<String, Found>>,
}

impl<'s, 'a> Facts<'s, 'a> {
    /// The facts for a law that holds in these regions; `scheme` has its own codes.
    pub(crate) fn new(
        survey: &'s Survey<'a>,
        regions: &'a [String],
        scheme: &'a str,
        as_of: Option<Date>,
    ) -> Self {
        Self { asking: Asking::new(survey, regions, scheme, as_of), known: RefCell::new(BTreeMap::new()) }
    }

    /// Whether a fact is so.
    pub(crate) fn fact(&self, id: &str) -> Found {
        if let Some(known) = self.known.borrow().get(id) {
            return known.clone();
        }
        // A fact that is defined by way of itself is not known; the tests find none.
        self.known.borrow_mut().insert(id.to_owned(), Found::default());
        let found = self.shown(id).or_else(|| self.stated(id)).unwrap_or_default();
        self.known.borrow_mut().insert(id.to_owned(), found.clone());
        found
    }

    /// What the declarations show. A "yes" goes first: a positive statement means "some".
    fn shown(&self, id: &str) -> Option<Found> {
        let evidence = evidence().get(id)?;
        let yes = evidence
            .yes
            .as_ref()
            .map(|condition| self.holds(condition))
            .filter(|found| found.holds == Some(true));
        let no = || {
            let found = evidence.no.as_ref().map(|condition| self.holds(condition))?;
            (found.holds == Some(true)).then_some(Found { holds: Some(false), at: found.at })
        };
        yes.or_else(no)
    }

    /// What the author states with `facts` and `rules-out`.
    fn stated(&self, id: &str) -> Option<Found> {
        let head = self.asking.reach.policy.head()?;
        let said = |word: &str| {
            let terms = head.property(word).flat_map(|property| &property.list.terms);
            let mut here =
                terms.filter(|term| matches!(&term.value, Value::Ref(Ref::Text(fact)) if **fact == *id));
            here.next().map(|term| term.span)
        };
        let yes = said("facts").map(|at| Found { holds: Some(true), at: vec![at] });
        yes.or_else(|| said("rules-out").map(|at| Found { holds: Some(false), at: vec![at] }))
    }

    /// Whether a condition holds, and what shows it: what makes it true, or what makes it false.
    pub(crate) fn holds(&self, condition: &Condition) -> Found {
        match condition {
            Condition::Always => Found { holds: Some(true), at: Vec::new() },
            Condition::Fact(id) => self.fact(id),
            Condition::Check(check) => self.asking.ask(check),
            Condition::Not(inner) => {
                let found = self.holds(inner);
                Found { holds: found.holds.map(|yes| !yes), at: found.at }
            }
            Condition::All(parts) => self.joined(parts, false),
            Condition::Any(parts) => self.joined(parts, true),
        }
    }

    /// One part that is `decisive` settles the matter; else all must be known.
    fn joined(&self, parts: &[Condition], decisive: bool) -> Found {
        let mut all = Found { holds: Some(!decisive), at: Vec::new() };
        for part in parts {
            let found = self.holds(part);
            match found.holds {
                Some(yes) if yes == decisive => return found,
                Some(_) => all.at.extend(found.at),
                None => all.holds = None,
            }
        }
        all
    }

    /// Where the rights that a condition asks for are given to some people only.
    pub(crate) fn for_some(&self, condition: &Condition) -> Vec<Span> {
        let mut at = Vec::new();
        condition.each_check(&mut |check| {
            if check.asks == Asks::Right {
                let found = self.asking.ask(check);
                at.extend(found.at.into_iter().filter(|_| found.holds == Some(false)));
            }
        });
        at
    }

    /// The facts that would have to be known to tell whether a condition holds.
    pub(crate) fn open<'c>(&self, condition: &'c Condition) -> Vec<&'c str> {
        let mut open = Vec::new();
        condition.each_fact(&mut |fact| {
            if self.fact(fact).holds.is_none() && !open.contains(&fact) {
                open.push(fact);
            }
        });
        open
    }
}
