//! A policy of any size, the same on every machine: one head, and a chapter again and again.
//!
//! The chapter has a declaration of every kind and sentences of every kind, as the
//! sample policies do; `@` in it is the chapter's number, so that every name is its own.

/// How many chapters make a policy of a sample's size, about 24 KB.
const CHAPTERS: usize = 6;

/// A policy `times` the size of a sample.
#[must_use]
pub(crate) fn policy(times: usize) -> String {
    chapters(times * CHAPTERS)
}

/// A policy of at most so many bytes, less than a chapter short of it.
#[must_use]
#[allow(dead_code, reason = "only some of the programs that include this file measure by bytes")]
pub(crate) fn policy_of(bytes: usize) -> String {
    // Chapters have five digits in a file of this size, at most.
    let chapter = CHAPTER.replace('@', "10000").len();
    chapters(bytes.saturating_sub(HEAD.len()) / chapter)
}

/// A policy of so many chapters.
#[must_use]
pub(crate) fn chapters(count: usize) -> String {
    let mut out = HEAD.to_owned();
    for number in 0..count {
        // Four digits at least, so that every chapter has the same length.
        out.push_str(&CHAPTER.replace('@', &(1000 + number).to_string()));
    }
    out
}

const HEAD: &str = include_str!("head.candor");
const CHAPTER: &str = include_str!("chapter.candor");
