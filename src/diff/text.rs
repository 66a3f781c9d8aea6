//! How alike two texts are, which are versions of one, and whether a difference can matter.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};
use similar::{Algorithm, ChangeTag, TextDiff, capture_diff_slices, diff_ratio};

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
    alike(&words(old), &words(new))
}

fn alike(before: &[String], after: &[String]) -> f64 {
    if before.is_empty() || after.is_empty() {
        return if before == after { 1.0 } else { 0.0 };
    }
    if before == after {
        return 1.0;
    }
    // One long word for another: letters count where words do not.
    let short = before.len().max(after.len()) <= 3;
    let letters = || strsim::normalized_damerau_levenshtein(&before.join(" "), &after.join(" "));
    let ops = || capture_diff_slices(Algorithm::Myers, before, after);
    // What has no word in common needs no comparison.
    let ratio = if before.iter().any(|word| after.contains(word)) {
        f64::from(diff_ratio(&ops(), before.len(), after.len()))
    } else {
        0.0
    };
    ratio.max(if short { letters() } else { 0.0 })
}

/// The words of texts that are compared with many others.
#[derive(Default)]
pub(super) struct Split<'t>(HashMap<&'t str, Vec<String>>);

impl<'t> Split<'t> {
    /// Splits each text once.
    pub(super) fn of(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut split = HashMap::new();
        for text in texts {
            split.entry(text).or_insert_with(|| words(text));
        }
        Self(split)
    }

    /// How alike two texts are, as [`likeness`] says.
    pub(super) fn likeness(&self, old: &str, new: &str) -> f64 {
        match (self.0.get(old), self.0.get(new)) {
            (Some(before), Some(after)) => alike(before, after),
            _ => likeness(old, new),
        }
    }
}

/// Up to how many pairs every thing of one list is compared with every one of another.
const MANY_PAIRS: usize = 40_000;

/// How far apart two things of long lists may stand to be compared.
const NEAR: usize = 32;

/// The places of two lists that are compared: every two, and of long lists those that stand near each other.
pub(super) fn compared(old: usize, new: usize) -> impl Iterator<Item = (usize, usize)> {
    let far = if old.saturating_mul(new) > MANY_PAIRS { NEAR } else { usize::MAX };
    (0..old).flat_map(move |before| {
        let until = before.saturating_add(far).min(new);
        (before.saturating_sub(far)..until).map(move |after| (before, after))
    })
}

/// The pairs of which each side stands in one alone, the most alike first; `tie` says which comes first of those
/// that are as much alike.
pub(super) fn best_pairs<Key: Ord>(
    mut scores: Vec<(f64, usize, usize)>,
    tie: impl Fn(usize, usize) -> Key,
) -> Vec<(usize, usize)> {
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| tie(a.1, a.2).cmp(&tie(b.1, b.2))));
    let (mut old, mut new) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, before, after) in scores {
        if !old.contains(&before) && new.insert(after) {
            old.insert(before);
            pairs.push((before, after));
        }
    }
    pairs
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
    fn each_is_paired_once_the_most_alike_first() {
        let scores = vec![(0.6, 0, 0), (0.9, 0, 1), (0.8, 1, 1), (0.7, 1, 0), (0.7, 2, 0)];
        assert_eq!(best_pairs(scores, |old, new| (old, new)), [(0, 1), (1, 0)]);
    }

    #[test]
    fn in_long_lists_what_stands_near_is_compared() {
        assert_eq!(compared(2, 3).count(), 6);
        let long: Vec<_> = compared(10_000, 9_000).collect();
        assert!(long.len() < 10_000 * 2 * NEAR);
        assert!(long.contains(&(5_000, 5_010)) && !long.contains(&(5_000, 6_000)));
    }

    #[test]
    fn likeness_is_of_words() {
        assert!(likeness("send you our newsletter", "send you our monthly newsletter") > 0.8);
        assert!(likeness("Mailer GmbH", "Sendy Inc.") < 0.5);
        assert!((likeness("a b", "A, b!") - 1.0).abs() < f64::EPSILON);
    }
}
