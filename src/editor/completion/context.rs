//! What the grammar and the syntax tree say about a place.

use std::ops::Range;

use crate::editor::mentions::{Role, mentions};
use crate::editor::tokens::{Look, is_word, token_at, tokens_within};
use crate::model::properties_of;
use crate::model::words::NounKind;
use crate::source::FileId;
use crate::syntax::{self, grammar_phrases};

/// A place where something is typed.
#[derive(Debug)]
pub(super) struct Context {
    /// The word that is being typed, which what is chosen replaces.
    pub(super) word: Range<usize>,
    /// The rules of the grammar that may come next.
    pub(super) rules: Vec<String>,
    /// Phrases that have been begun in the words before: what may go on with them, and where they began.
    pub(super) begun: Vec<(String, usize)>,
    /// What a name there would be.
    pub(super) role: Option<Role>,
    /// Whether the verb follows `is` or `are`.
    pub(super) copula: bool,
    /// The declaration whose braces the place is in.
    pub(super) inside: Option<NounKind>,
    /// Whether the name of a finding is being written, after `allow(`.
    pub(super) allow: bool,
    /// Whether the value of a property is being written.
    pub(super) value: bool,
}

/// Rules that begin an item, and so stand first on their line.
const ITEMS: &[&str] = &["subject", "NOUN", "IMPORT", "SECTION", "PROSE", "ASSERT", "REVIEWED"];

/// Rules of words that something must follow, and what that may be.
const FOLLOWS: &[(&str, &[&str])] = &[
    ("CONDITION", &["primary"]),
    ("LISTING", &["term"]),
    ("SAYING", &["string", "passage", "absence", "path"]),
    ("DATED", &["date", "absence"]),
    ("KEPT", &["FOREVER", "absence", "span_of", "CONDITION", "number", "BOUND"]),
    ("BOUND", &["number"]),
    ("WITHIN", &["number"]),
    ("EVERY", &["NOUN"]),
    ("REPEAT", &["number", "UNIT"]),
    ("LOOKBACK", &["number", "UNIT"]),
    ("LIMIT", &["number"]),
    ("BASIS", &["path"]),
    ("ALLOW", &["lparen"]),
    ("IMPORT", &["string"]),
    ("SECTION", &["name"]),
    ("PROSE", &["string", "passage"]),
    ("ASSERT", &["NEVER", "EVERY"]),
    ("REVIEWED", &["date"]),
    ("NOUN", &["name", "string"]),
];

/// How many words a phrase has at most: "may have the right to ask us to".
const LONGEST: usize = 8;

/// What is known of a place; nothing, inside a comment or a text.
pub(super) fn context(text: &str, offset: usize) -> Option<Context> {
    if !text.is_char_boundary(offset) {
        return None;
    }
    let word = word_around(text, offset);
    // A lone word such as `we` begins an item only if something follows it.
    let (head, tail) = text.split_at_checked(offset)?;
    let begin = syntax::item_start(&format!("{head}zzz{tail}"), word.start);
    let tokens = tokens_within(text, begin..text.len());
    if let Some(token) = token_at(&tokens, offset)
        && match token.look {
            Look::Comment => true,
            Look::Text | Look::Passage => token.range.start < offset && offset < token.range.end,
            Look::Number | Look::Word | Look::Mark => false,
        }
    {
        return None;
    }
    // A text that is never closed goes on to the end of its line.
    let before = text.get(begin..word.start)?;
    if tokens.iter().any(|token| {
        token.look == Look::Text
            && token.range.end == offset
            && !text.get(token.range.start + 1..token.range.end).is_some_and(|rest| rest.ends_with('"'))
    }) {
        return None;
    }
    let line = text.get(..word.start)?.rfind('\n').map_or(0, |at| at + 1);
    let first = text.get(line..word.start).is_some_and(|blank| blank.trim().is_empty());
    let typed = text.get(word.start..offset).unwrap_or_default().to_owned();
    let inside = inside(before);
    let value = is_property(before, inside);
    let (begun, half) = begun(before, text.get(line..word.start).unwrap_or_default(), word.start);
    let rules = if half { Vec::new() } else { rules(before, first, value) };
    let role = if half { None } else { role(before, &typed, &rules) };
    let here = text.get(line..word.start).unwrap_or_default();
    let copula = here.split_whitespace().any(|word| matches!(word, "is" | "are"));
    let allow = before.trim_end().strip_suffix('(').is_some_and(|rest| rest.trim_end().ends_with("allow"));
    Some(Context { word, rules, begun, role, copula, inside, allow, value })
}

/// The word that a place is in or at the end of; empty between words.
fn word_around(text: &str, offset: usize) -> Range<usize> {
    let part = |c: char| is_word(c) || c == '.';
    let before = text.get(..offset).unwrap_or_default();
    let after = text.get(offset..).unwrap_or_default();
    let start =
        before.len() - before.chars().rev().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    let end = offset + after.chars().take_while(|c| part(*c)).map(char::len_utf8).sum::<usize>();
    start..end
}

/// What the grammar would take after the beginning of an item.
fn rules(before: &str, first: bool, value: bool) -> Vec<String> {
    let mut rules = syntax::expected(before);
    if value {
        rules.retain(|rule| matches!(rule.as_str(), "term" | "CONDITION" | "date" | "absence"));
        return rules;
    }
    if rules.iter().any(|rule| rule == "file") {
        return ITEMS.iter().map(|rule| (*rule).to_owned()).collect();
    }
    // The grammar also takes the last word for somebody who does something.
    if let Some(follows) = last_word(before) {
        rules.retain(|rule| follows.contains(&rule.as_str()));
        return rules;
    }
    if !first {
        rules.retain(|rule| !ITEMS.contains(&rule.as_str()));
    }
    rules
}

/// Whether the last word is a property, or a property's list goes on, so that a value comes next.
fn is_property(before: &str, inside: Option<NounKind>) -> bool {
    let last = before.trim_end_matches([' ', '\t']);
    let blank = last.len() < before.len();
    let line = last.rsplit('\n').next().unwrap_or_default().trim_start();
    let word = match last.ends_with(',') {
        true => line.split(|c: char| !is_word(c)).next(),
        false => last.rsplit(|c: char| !is_word(c)).next(),
    };
    let known = |kind: NounKind| properties_of(kind).iter().any(|(property, _)| Some(*property) == word);
    blank && inside.is_some_and(known) && !last.ends_with('"')
}

/// What must follow, where the last word is one of those that something must follow.
fn last_word(before: &str) -> Option<&'static [&'static str]> {
    let said = before.trim_end();
    let starts = word_starts(said);
    // In "have the right to" the last word is no clause.
    let modals = grammar_phrases("MODAL");
    let tails = starts.iter().rev().take(LONGEST).filter_map(|start| said.get(*start..));
    if tails.map(single_blanks).any(|tail| tail.contains(' ') && modals.contains(&tail)) {
        return None;
    }
    for start in starts.iter().rev().take(4) {
        let (earlier, phrase) = said.split_at_checked(*start)?;
        let phrase = single_blanks(phrase);
        for (rule, follows) in FOLLOWS {
            if grammar_phrases(rule).contains(&phrase) {
                let earlier_rules = syntax::expected(earlier);
                let at_start = earlier.trim().is_empty() && ITEMS.contains(rule);
                if at_start || earlier_rules.iter().any(|found| found == rule) {
                    return Some(follows);
                }
            }
        }
    }
    None
}

/// Phrases of several words whose first words stand right before the place, and whether those
/// words are nothing by themselves: `at`, `have the`.
fn begun(before: &str, line: &str, at: usize) -> (Vec<(String, usize)>, bool) {
    const RULES: &[&str] =
        &["MODAL", "ADVERB", "CONDITION", "LISTING", "LOOKBACK", "LIMIT", "REPEAT", "OFTEN", "EXTENDABLE"];
    let (mut found, mut half) = (Vec::new(), false);
    let starts = word_starts(line);
    for start in starts.iter().rev().take(LONGEST) {
        let words = single_blanks(line.get(*start..).unwrap_or_default());
        let from = at - (line.len() - start);
        let earlier = before.len() - (line.len() - start);
        let mut longer = RULES
            .iter()
            .flat_map(|rule| grammar_phrases(rule).into_iter().map(move |phrase| (rule, phrase)))
            .filter(|(_, phrase)| phrase.starts_with(&format!("{words} ")))
            .peekable();
        if longer.peek().is_none() {
            continue;
        }
        let rules = syntax::expected(before.get(..earlier).unwrap_or_default());
        let takes = |rule: &str| {
            rules.iter().any(|found| {
                found == rule || found == "modality" && matches!(rule, "MODAL" | "ADVERB") || found == "file"
            })
        };
        let of_words: Vec<_> =
            longer.filter(|(rule, _)| takes(rule)).map(|(_, phrase)| (phrase, from)).collect();
        let whole = RULES.iter().any(|rule| grammar_phrases(rule).contains(&words));
        half |= !of_words.is_empty() && !whole;
        found.extend(of_words);
    }
    (found, half)
}

fn word_starts(line: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut in_word = false;
    for (at, c) in line.char_indices() {
        if is_word(c) && !in_word {
            starts.push(at);
        }
        in_word = is_word(c);
    }
    starts
}

fn single_blanks(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a name at the place would be: the item is read with one there.
fn role(before: &str, typed: &str, rules: &[String]) -> Option<Role> {
    let names = ["term", "path", "primary", "name", "verb", "subject", "list", "named", "ground", "test"];
    if !rules.iter().any(|rule| names.contains(&rule.as_str())) {
        return None;
    }
    // A word that nobody writes; what was typed may be a word of the language.
    let word = if typed.is_empty() || typed.contains('.') { "zzz".to_owned() } else { format!("{typed}zzz") };
    let start = before.len();
    // A sentence's first word alone is none, nor are some clauses complete with it.
    ["", " collect zzz", "\n}", " {\n}", ") \"zzz\"", " \"zzz\"", " wording \"zzz\" facts \"zzz\"\n}"]
        .iter()
        .find_map(|after| {
            let text = format!("{before}{word}{after}");
            let syntax = syntax::read(FileId::default(), &text).value;
            let mut found = None;
            mentions(&syntax, &mut |mention| {
                if mention.span.start as usize == start && (mention.span.end as usize) == start + word.len() {
                    found = Some(mention.role);
                }
            });
            // The grammar takes any two words for a sentence.
            found.filter(|role| *role != Role::Verb || rules.iter().any(|rule| rule == "verb"))
        })
}

/// The declaration in whose braces the end of `before` lies.
fn inside(before: &str) -> Option<NounKind> {
    let mut open: Vec<Option<NounKind>> = Vec::new();
    let mut kind = None;
    let mut fresh = true;
    for token in tokens_within(before, 0..before.len()) {
        let word = before.get(token.range.clone()).unwrap_or_default();
        match token.look {
            Look::Word if fresh => {
                kind = NounKind::parse(word);
                fresh = false;
            }
            Look::Mark if word == "{" => {
                // What stands in an item of a data group is of the same kind.
                let around = open.last().copied().flatten();
                open.push(kind.or(around.filter(|around| *around == NounKind::Data)));
                kind = None;
                fresh = true;
            }
            Look::Mark if word == "}" => {
                open.pop();
                fresh = true;
            }
            _ => {}
        }
        let after = before.get(token.range.end..).unwrap_or_default();
        if after.trim_start_matches([' ', '\t']).starts_with('\n') {
            fresh = true;
        }
    }
    open.last().copied().flatten()
}
