//! When a requirement applies and what answers it: an expression over a closed
//! list of facts and a closed list of checks.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Deserialize, Deserializer, de};

use super::read_json;
use crate::diagnostic::nearest;

/// An expression over facts and checks, with `and`, `or`, `not`, parentheses and `always`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Whatever the facts.
    Always,
    /// A fact of `law/facts.yaml`.
    Fact(String),
    /// A question about what the policy declares.
    Check(Check),
    /// The opposite.
    Not(Box<Condition>),
    /// All of them.
    All(Vec<Condition>),
    /// At least one of them.
    Any(Vec<Condition>),
}

/// A question about what a policy declares: `right(access|know)`, `does(sell, to=third-party)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is asked.
    pub asks: Asks,
    /// Its arguments, each with its alternatives.
    pub words: Vec<Vec<String>>,
    /// Its limits by their keys, each with its alternatives.
    pub keys: BTreeMap<String, Vec<String>>,
}

/// The questions there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// Whether the publisher does something.
    Does,
    /// Whether the publisher says, without a condition, that it does not.
    Denies,
    /// Whether anything is said of a subject, by whom- and howsoever.
    Says,
    /// Whether something of a kind is declared.
    Names,
    /// Whether a date of the policy is declared.
    Date,
    /// In how many ways requests can be made.
    Channels,
    /// Whether people have a right.
    Right,
    /// Whether a legal basis is relied on.
    Basis,
    /// Whether data goes out of a region.
    Transfers,
    /// Whether the policy says that it is for people in a region.
    Serves,
    /// Whether the publisher is in a country or region.
    Established,
    /// Whether transfers rest on a safeguard.
    Safeguard,
}

impl Asks {
    /// Every question.
    pub const ALL: [Self; 12] = [
        Self::Does,
        Self::Denies,
        Self::Says,
        Self::Names,
        Self::Date,
        Self::Channels,
        Self::Right,
        Self::Basis,
        Self::Transfers,
        Self::Serves,
        Self::Established,
        Self::Safeguard,
    ];

    /// Its name in a pack.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Does => "does",
            Self::Denies => "denies",
            Self::Says => "says",
            Self::Names => "names",
            Self::Date => "date",
            Self::Channels => "channels",
            Self::Right => "right",
            Self::Basis => "basis",
            Self::Transfers => "transfers",
            Self::Serves => "serves",
            Self::Established => "established",
            Self::Safeguard => "safeguard",
        }
    }
}

impl Check {
    /// Whether it asks what each purpose rests on.
    #[must_use]
    pub fn asks_each_basis(&self) -> bool {
        self.asks == Asks::Basis && self.keys.contains_key("each")
    }
}

impl Condition {
    /// Whether it holds, if that can be known: `fact` says of each fact whether it is so,
    /// or nothing where a policy does not tell. A check is not known here.
    pub fn holds(&self, fact: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
        match self {
            Self::Always => Some(true),
            Self::Fact(id) => fact(id),
            Self::Check(_) => None,
            Self::Not(inner) => inner.holds(fact).map(|yes| !yes),
            Self::All(parts) => decided(parts, fact, false),
            Self::Any(parts) => decided(parts, fact, true),
        }
    }

    /// Calls `each` with every check in it.
    pub fn each_check<'a>(&'a self, each: &mut dyn FnMut(&'a Check)) {
        match self {
            Self::Always | Self::Fact(_) => {}
            Self::Check(check) => each(check),
            Self::Not(inner) => inner.each_check(each),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_check(each)),
        }
    }

    /// Calls `each` with every fact in it.
    pub fn each_fact<'a>(&'a self, each: &mut dyn FnMut(&'a str)) {
        match self {
            Self::Always | Self::Check(_) => {}
            Self::Fact(fact) => each(fact),
            Self::Not(inner) => inner.each_fact(each),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.each_fact(each)),
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

/// A fact: what it means, and what in a policy shows that it is so, or that it is not.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// What it means.
    pub means: String,
    /// What the law calls a practice that shows it, whatever its author calls it.
    pub called: Option<String>,
    /// What shows it, as an expression; without one, only the author can say so.
    pub yes: Option<String>,
    /// What shows that it is not so.
    pub no: Option<String>,
}

/// The facts a condition may name.
#[must_use]
pub fn facts() -> &'static BTreeMap<String, Fact> {
    static FACTS: OnceLock<BTreeMap<String, Fact>> = OnceLock::new();
    FACTS.get_or_init(|| {
        // The tests read this file, so it cannot fail for a reader.
        read_json::<Shared>(include_str!(concat!(env!("OUT_DIR"), "/facts.json")))
            .map(|shared| shared.facts)
            .unwrap_or_default()
    })
}

/// What shows each fact, and what shows that it is not so.
#[must_use]
pub fn evidence() -> &'static BTreeMap<String, Evidence> {
    static EVIDENCE: OnceLock<BTreeMap<String, Evidence>> = OnceLock::new();
    EVIDENCE.get_or_init(|| {
        // The tests parse every expression, so none can fail for a reader.
        let parsed = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        let of = |fact: &Fact| Evidence { yes: parsed(&fact.yes), no: parsed(&fact.no) };
        facts().iter().map(|(id, fact)| (id.clone(), of(fact))).collect()
    })
}

/// What shows a fact, as conditions.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What shows it.
    pub yes: Option<Condition>,
    /// What shows that it is not so.
    pub no: Option<Condition>,
}

#[derive(Deserialize)]
struct Shared {
    facts: BTreeMap<String, Fact>,
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut rest = tokens.as_slice();
        let condition = any(&mut rest, 0)?;
        match rest.first() {
            None => Ok(condition),
            Some(token) => Err(format!("expected `and`, `or` or the end, found `{token}`")),
        }
    }
}

/// A word, a text or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Mark(char),
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) | Self::Text(word) => f.write_str(word),
            Self::Mark(mark) => write!(f, "{mark}"),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        match first {
            '(' | ')' | ',' | '|' | '=' => {
                tokens.push(Token::Mark(first));
                rest = rest.get(1..).unwrap_or("");
            }
            '"' => {
                let (inner, after) =
                    rest.get(1..).and_then(|rest| rest.split_once('"')).ok_or("a text has no end")?;
                tokens.push(Token::Text(inner.to_owned()));
                rest = after;
            }
            _ => {
                let end =
                    rest.find(|c: char| c.is_whitespace() || "(),|=\"".contains(c)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                tokens.push(Token::Word(word.to_owned()));
                rest = after;
            }
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

/// How deep parentheses may nest; none of the packs needs more than two.
const DEPTH: u32 = 32;

fn any(rest: &mut &[Token], depth: u32) -> Result<Condition, String> {
    joined(rest, "or", Condition::Any, &mut |rest| {
        joined(rest, "and", Condition::All, &mut |rest| one(rest, depth))
    })
}

fn joined(
    rest: &mut &[Token],
    joint: &str,
    of: fn(Vec<Condition>) -> Condition,
    part: &mut dyn FnMut(&mut &[Token]) -> Result<Condition, String>,
) -> Result<Condition, String> {
    let first = part(rest)?;
    let mut parts = vec![first];
    while let Some((_, after)) =
        rest.split_first().filter(|(token, _)| matches!(token, Token::Word(word) if word == joint))
    {
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

fn one(rest: &mut &[Token], depth: u32) -> Result<Condition, String> {
    if depth > DEPTH {
        return Err("nested too deep".to_owned());
    }
    let Some((token, after)) = rest.split_first() else {
        return Err("expected a fact, found the end".to_owned());
    };
    *rest = after;
    match token {
        Token::Mark('(') => {
            let inner = any(rest, depth + 1)?;
            close(rest)?;
            Ok(inner)
        }
        Token::Word(word) => match word.as_str() {
            "always" => Ok(Condition::Always),
            "not" => Ok(Condition::Not(Box::new(one(rest, depth + 1)?))),
            _ if rest.first() == Some(&Token::Mark('(')) => check(word, rest),
            _ if facts().contains_key(word) => Ok(Condition::Fact(word.clone())),
            _ => Err(no_fact(word)),
        },
        Token::Text(_) | Token::Mark(_) => Err(format!("expected a fact or a check, found `{token}`")),
    }
}

fn close(rest: &mut &[Token]) -> Result<(), String> {
    match rest.split_first() {
        Some((Token::Mark(')'), after)) => {
            *rest = after;
            Ok(())
        }
        _ => Err("expected `)`".to_owned()),
    }
}

/// What stands in the parentheses after a check's name.
fn check(name: &str, rest: &mut &[Token]) -> Result<Condition, String> {
    let asks = Asks::ALL.into_iter().find(|asks| asks.name() == name).ok_or_else(|| no_check(name))?;
    let mut check = Check { asks, words: Vec::new(), keys: BTreeMap::new() };
    *rest = rest.get(1..).unwrap_or(&[]);
    if rest.first() == Some(&Token::Mark(')')) {
        close(rest)?;
        return Ok(Condition::Check(check));
    }
    loop {
        let key = match rest {
            [Token::Word(key), Token::Mark('='), after @ ..] => {
                *rest = after;
                Some(key.clone())
            }
            _ => None,
        };
        let alternatives = alternatives(name, rest)?;
        match key {
            Some(key) => {
                check.keys.insert(key, alternatives);
            }
            None => check.words.push(alternatives),
        }
        match rest.split_first() {
            Some((Token::Mark(','), after)) => *rest = after,
            _ => break,
        }
    }
    close(rest)?;
    Ok(Condition::Check(check))
}

fn alternatives(name: &str, rest: &mut &[Token]) -> Result<Vec<String>, String> {
    let mut alternatives = Vec::new();
    loop {
        match rest.split_first() {
            Some((Token::Word(word) | Token::Text(word), after)) => {
                alternatives.push(word.clone());
                *rest = after;
            }
            _ => return Err(format!("expected a word in `{name}(…)`")),
        }
        match rest.split_first() {
            Some((Token::Mark('|'), after)) => *rest = after,
            _ => return Ok(alternatives),
        }
    }
}

fn no_fact(word: &str) -> String {
    meant(format!("there is no fact `{word}`"), nearest(word, facts().keys().map(String::as_str)))
}

fn no_check(word: &str) -> String {
    meant(format!("there is no check `{word}`"), nearest(word, Asks::ALL.map(Asks::name)))
}

/// A message with what may have been meant.
pub(crate) fn meant(message: String, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("{message}; did you mean `{near}`?"),
        None => message,
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
