//! When a requirement applies: an expression over a closed list of facts.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, de};

use super::read_json;

/// An expression over facts, with `and`, `or`, `not`, parentheses and `always`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Whatever the facts.
    Always,
    /// A fact of `law/facts.yaml`.
    Fact(String),
    /// The opposite.
    Not(Box<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
}

impl Condition {
    /// Whether it holds, if that can be known: `fact` says of each fact whether it is so,
    /// or nothing where a policy does not tell.
    pub fn holds(&self, fact: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
        match self {
            Self::Always => Some(true),
            Self::Fact(id) => fact(id),
            Self::Not(inner) => inner.holds(fact).map(|yes| !yes),
            Self::All(parts) => decided(parts, fact, false),
            Self::Any(parts) => decided(parts, fact, true),
        }
    }
}

/// One part that is `decisive` settles the matter; else all must be known.
fn decided(parts: &[Condition], fact: &dyn Fn(&str) -> Option<bool>, decisive: bool) -> Option<bool> {
    let mut known = Some(!decisive);
    for part in parts {
        match part.holds(fact) {
            Some(yes) if yes == decisive => return Some(decisive),
            Some(_) => {}
            None => known = None,
        }
    }
    known
}

/// The facts a condition may name, each with what it means.
#[must_use]
pub fn facts() -> &'static BTreeMap<String, String> {
    static FACTS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    FACTS.get_or_init(|| {
        // The tests read this file, so it cannot fail for a reader.
        read_json::<Shared>(include_str!(concat!(env!("OUT_DIR"), "/facts.json")))
            .map(|shared| shared.facts)
            .unwrap_or_default()
    })
}

#[derive(Deserialize)]
struct Shared {
    facts: BTreeMap<String, String>,
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let spaced = text.replace('(', " ( ").replace(')', " ) ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut rest = words.as_slice();
        let condition = any(&mut rest, 0)?;
        match rest.first() {
            None => Ok(condition),
            Some(word) => Err(format!("expected `and`, `or` or the end, found `{word}`")),
        }
    }
}

/// How deep parentheses may nest; none of the packs needs more than two.
const DEPTH: u32 = 32;

fn any(rest: &mut &[&str], depth: u32) -> Result<Condition, String> {
    joined(rest, "or", Condition::Any, &mut |rest| {
        joined(rest, "and", Condition::All, &mut |rest| one(rest, depth))
    })
}

fn joined(
    rest: &mut &[&str],
    joint: &str,
    of: fn(Vec<Condition>) -> Condition,
    part: &mut dyn FnMut(&mut &[&str]) -> Result<Condition, String>,
) -> Result<Condition, String> {
    let first = part(rest)?;
    let mut parts = vec![first];
    while let Some((_, after)) = rest.split_first().filter(|(word, _)| **word == joint) {
        *rest = after;
        parts.push(part(rest)?);
    }
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => {
            parts.extend(last);
            Ok(of(parts))
        }
    }
}

fn one(rest: &mut &[&str], depth: u32) -> Result<Condition, String> {
    if depth > DEPTH {
        return Err("nested too deep".to_owned());
    }
    let Some((&word, after)) = rest.split_first() else {
        return Err("expected a fact, found the end".to_owned());
    };
    *rest = after;
    match word {
        "always" => Ok(Condition::Always),
        "not" => Ok(Condition::Not(Box::new(one(rest, depth + 1)?))),
        "(" => {
            let inner = any(rest, depth + 1)?;
            match rest.split_first() {
                Some((&")", after)) => {
                    *rest = after;
                    Ok(inner)
                }
                _ => Err("expected `)`".to_owned()),
            }
        }
        _ if facts().contains_key(word) => Ok(Condition::Fact(word.to_owned())),
        _ => Err(format!("there is no fact `{word}`")),
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, known: &[(&str, bool)], expected: Option<bool>) {
        let condition: Condition = text.parse().unwrap();
        let fact = |id: &str| known.iter().find(|(name, _)| *name == id).map(|(_, yes)| *yes);
        assert_eq!(condition.holds(&fact), expected, "{text}");
    }

    #[test]
    fn and_binds_closer_than_or() {
        let facts = [("has-a-dpo", true), ("has-joint-controllers", false), ("acts-as-processor", false)];
        check("has-a-dpo or has-joint-controllers and acts-as-processor", &facts, Some(true));
        check("(has-a-dpo or has-joint-controllers) and acts-as-processor", &facts, Some(false));
        check("not acts-as-processor and has-a-dpo", &facts, Some(true));
    }

    #[test]
    fn what_a_policy_does_not_tell_stays_open_unless_another_fact_decides() {
        check("has-a-dpo or relies-on-consent", &[("has-a-dpo", true)], Some(true));
        check("has-a-dpo and relies-on-consent", &[("has-a-dpo", true)], None);
        check("not relies-on-consent", &[], None);
        check("always", &[], Some(true));
    }

    #[test]
    fn a_mistake_says_what_was_expected() {
        let message = |text: &str| text.parse::<Condition>().unwrap_err();
        assert_eq!(message("has-a-cat"), "there is no fact `has-a-cat`");
        assert_eq!(message("(has-a-dpo"), "expected `)`");
        assert_eq!(
            message("has-a-dpo relies-on-consent"),
            "expected `and`, `or` or the end, found `relies-on-consent`"
        );
        assert_eq!(message("not"), "expected a fact, found the end");
        assert_eq!(message(&"(".repeat(9999)), "nested too deep");
    }
}
