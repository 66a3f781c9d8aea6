//! What law has to say, as data: the vocabulary and one pack per jurisdiction.
//!
//! No statute is named here. The files under `law/` are YAML; those that ship are
//! embedded as JSON by `build.rs`, those of a user are read as YAML by the same types.

pub mod condition;
pub mod pack;
mod slots;
pub mod vocabulary;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer, de};

use crate::diagnostic::nearest;

pub use condition::{Asks, Check, Condition};
pub use pack::{Facet, Pack, Place, Requirement};
pub use vocabulary::{Kind, Term, Vocabulary};

/// Why a pack or a vocabulary could not be read, and where in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// The column in characters, from 1; 0 where it is not known.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

impl PackError {
    fn at(word: &Word, message: String) -> Self {
        Self { line: word.line, column: word.column, message }
    }

    fn whole(message: String) -> Self {
        Self { line: 0, column: 0, message }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for PackError {}

/// A word of a file under `law/`, with its place, which is no part of what it equals.
///
/// Its text stays in memory for good, so that whatever names a word of the law does so
/// without a copy; the words of all such files together are few.
#[derive(Clone, Debug, Default)]
pub struct Word {
    text: &'static str,
    /// The line, from 1; 0 in what ships with Candor.
    pub line: u32,
    /// The column in characters, from 1; 0 in what ships with Candor.
    pub column: u32,
}

impl Word {
    /// Its text.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        self.text
    }
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Word {}

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(other.text)
    }
}

impl Hash for Word {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let placed = serde_yaml::Spanned::<String>::deserialize(from)?;
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let line = number(placed.referenced.line());
        Ok(Self {
            // What ships has no lines, and each row of it is read once.
            text: if line == 0 { placed.value.leak() } else { kept(placed.value) },
            line,
            column: number(placed.referenced.column()),
        })
    }
}

/// Keeps a text for good: once, however often a user's file is read anew.
fn kept(text: String) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(text.as_str()) {
        return known;
    }
    let text = text.leak();
    known.insert(text);
    text
}

/// How far a fact was checked against the text of the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verified {
    /// From memory only.
    False,
    /// Confirmed by secondary sources; the wording was not read.
    Partial,
    /// The text of the law, or a faithful mirror, was read.
    True,
}

impl<'de> Deserialize<'de> for Verified {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Answer;
        impl de::Visitor<'_> for Answer {
            type Value = Verified;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true`, `partial` or `false`")
            }

            fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Verified, E> {
                Ok(if yes { Verified::True } else { Verified::False })
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Verified, E> {
                match word {
                    "partial" => Ok(Verified::Partial),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        from.deserialize_any(Answer)
    }
}

/// Reads a user's YAML.
pub(crate) fn read_yaml<'de, T: Deserialize<'de>>(yaml: &'de str) -> Result<T, PackError> {
    // In YAML 1.1 `yes` and `NO` were no texts.
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(yaml, options).map_err(|error| {
        let at = error.location();
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let plain = serde_yaml::render_options! { snippets: serde_yaml::SnippetMode::Off };
        let message = error.without_snippet().render_with_options(plain);
        PackError {
            line: at.map_or(0, |at| number(at.line())),
            column: at.map_or(0, |at| number(at.column())),
            // The message may end in the place, and go on with lines of the file.
            message: yaml_in_words(message.split(" at line ").next().unwrap_or_default().trim_end()),
        }
    })
}

/// What is wrong with a YAML file, for whoever wrote it and knows nothing of the library that reads it.
#[must_use]
pub fn yaml_in_words(message: &str) -> String {
    const SAID: &[(&str, &str)] = &[
        ("strict mode expects true/false", "this is `true` or `false`"),
        ("cannot deserialize null into", "there is nothing here, where something is needed"),
        ("expected string scalar", "this is one text"),
        ("expected mapping start", "this has keys with values: `key: value`"),
        ("expected sequence start", "this is a list: `[one, another]`"),
        ("multiple YAML documents", "a second document begins here, and the file holds one"),
        ("recursive references", "what an anchor stands for holds it again"),
    ];
    if let Some((_, said)) = SAID.iter().find(|(begin, _)| message.contains(begin)) {
        return (*said).to_owned();
    }
    unknown(message)
        .unwrap_or_else(|| message.split(", set DuplicateKeyPolicy").next().unwrap_or(message).to_owned())
}

/// A word that is none of those that may stand there.
fn unknown(message: &str) -> Option<String> {
    let (message, known) = message.split_once(", expected ")?;
    let known = known.trim_start_matches("one of ").split([',', ' ']).map(|word| word.trim_matches('`'));
    let known: Vec<&str> = known.filter(|word| !word.is_empty() && *word != "or").collect();
    let (what, word) = [("unknown field `", "there is no key"), ("unknown variant `", "there is no word")]
        .into_iter()
        .find_map(|(begin, what)| Some((what, message.strip_prefix(begin)?.strip_suffix('`')?)))?;
    // "Policy" is none of `policies` but for its number.
    let several = word.strip_suffix('y').map(|stem| format!("{stem}ies"));
    let several = several.and_then(|several| known.iter().copied().find(|known| *known == several));
    let rest = match several.or_else(|| nearest(word, known.iter().copied())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if known.len() == 1 => format!("there is only {}", known.concat()),
        None => format!("there are {}", known.join(", ")),
    };
    Some(format!("{what} `{word}` here; {rest}"))
}

/// Reads what `build.rs` embedded.
fn read_json<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, PackError> {
    serde_json::from_str(json).map_err(|error| PackError::whole(error.to_string()))
}

/// Reads a civil date, so that an impossible one is an error at its place.
fn date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<jiff::civil::Date>, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(|_| de::Error::custom(format!("`{text}` is not a date like 2026-03-01")))
}

#[cfg(test)]
mod tests;
