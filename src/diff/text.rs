//! How alike two texts are, and whether a difference can matter.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};

/// How two texts differ that may be versions of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// In spelling, punctuation, capitals or blanks alone.
    Spelling,
    /// In words of which none is weighty.
    Words,
    /// In a number, or a word that can turn a sentence round.
    Weight,
}

/// How two texts differ.
pub(super) fn difference(old: &str, new: &str, weighty: &[String]) -> Difference {
    let (before, after) = (words(old), words(new));
    if before == after {
        // Signs say little, but `<` and `%` are not punctuation.
        let signs = |text: &str| {
            text.chars().filter(|c| matches!(c, '<' | '>' | '%' | '=' | '+')).collect::<String>()
        };
        return if signs(old) == signs(new) { Difference::Spelling } else { Difference::Weight };
    }
    let diff = TextDiff::from_slices(
        &before.iter().map(String::as_str).collect::<Vec<_>>(),
        &after.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => gone.push(change.value()),
            ChangeTag::Insert => come.push(change.value()),
            ChangeTag::Equal => {}
        }
    }
    let heavy = |word: &&str| {
        word.chars().any(char::is_numeric)
            || weighty.iter().any(|known| known == word)
            || word.ends_with("n't")
    };
    if gone.iter().chain(&come).any(heavy) {
        return Difference::Weight;
    }
    let slips = gone.len() == come.len() && gone.iter().zip(&come).all(|(old, new)| slip(old, new));
    if slips { Difference::Spelling } else { Difference::Words }
}

/// Whether one word looks like the other misspelt: short words differ in too much too soon.
fn slip(old: &str, new: &str) -> bool {
    let shorter = old.chars().count().min(new.chars().count());
    let allowed = match shorter {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let distance = strsim::damerau_levenshtein(old, new);
    // "data" and "date", "share" and "spare" are words both; a slip doubles, drops or swaps a letter.
    distance <= allowed && (sorted(old) == sorted(new) || set(old) == set(new) || shorter >= 8)
}

fn sorted(word: &str) -> Vec<char> {
    let mut chars: Vec<char> = word.chars().collect();
    chars.sort_unstable();
    chars
}

fn set(word: &str) -> BTreeSet<char> {
    word.chars().collect()
}

/// The words of a text, in small letters, without punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = text.replace(['\u{2019}', '\u{2018}'], "'").to_lowercase();
    text.split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// How alike two texts are, from 0 to 1, by their words.
pub(super) fn likeness(old: &str, new: &str) -> f64 {
    let (before, after) = (words(old), words(new));
    if before.is_empty() || after.is_empty() {
        return if before == after { 1.0 } else { 0.0 };
    }
    if before == after {
        return 1.0;
    }
    let ratio = TextDiff::from_slices(
        &before.iter().map(String::as_str).collect::<Vec<_>>(),
        &after.iter().map(String::as_str).collect::<Vec<_>>(),
    )
    .ratio();
    // One long word for another: letters count where words do not.
    let short = before.len().max(after.len()) <= 3;
    let letters = || strsim::normalized_damerau_levenshtein(&before.join(" "), &after.join(" "));
    f64::from(ratio).max(if short { letters() } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Difference {
        let weighty = ["not", "may", "will"].map(str::to_owned);
        difference(old, new, &weighty)
    }

    #[test]
    fn spelling_is_told_from_words_and_words_from_weight() {
        assert_eq!(of("e-mail address", "E-mail address."), Difference::Spelling);
        assert_eq!(of("recieve your parcel", "receive your parcel"), Difference::Spelling);
        assert_eq!(of("your adress", "your address"), Difference::Spelling);
        assert_eq!(of("send you news", "send you letters"), Difference::Words);
        assert_eq!(of("your data", "your date"), Difference::Words);
        assert_eq!(of("we will tell", "we may tell"), Difference::Weight);
        assert_eq!(of("we sell it", "we do not sell it"), Difference::Weight);
        assert_eq!(of("within 30 days", "within 60 days"), Difference::Weight);
        assert_eq!(of("more than 5%", "more than 5"), Difference::Weight);
        assert_eq!(of("we don't", "we do"), Difference::Weight);
    }

    #[test]
    fn likeness_is_of_words() {
        assert!(likeness("send you our newsletter", "send you our monthly newsletter") > 0.8);
        assert!(likeness("Mailer GmbH", "Sendy Inc.") < 0.5);
        assert!((likeness("a b", "A, b!") - 1.0).abs() < f64::EPSILON);
    }
}
