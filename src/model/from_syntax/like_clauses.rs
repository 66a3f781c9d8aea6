//! Items of data whose ids are nearly words that begin a clause, or mean the same: what such a clause leaves out or gives as a
//! reason would be data.

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::phrase::reads_as_sentence;
use crate::model::words::{ConditionWord, ListWord, SayingWord};
use crate::syntax::ast;

/// Words that others have for those that begin a clause, some of them with a word behind them that begins another.
const OTHERS: &[(&str, &str)] = &[
    ("along with", "including"),
    ("apart from", "except"),
    ("aside from", "except"),
    ("contain", "including"),
    ("contains", "including"),
    ("else", "otherwise"),
    ("exclude", "except"),
    ("excludes", "except"),
    ("excluding", "except"),
    ("exempt", "except"),
    ("expect", "except"),
    ("iff", "if"),
    ("include", "including"),
    ("includes", "including"),
    ("since", "because"),
    ("such", "such as"),
    ("together with", "including"),
    ("without", "except"),
];

/// The same, of words that are names of data as well: what tells them apart is the sentence behind them.
const OF_SENTENCES: &[(&str, &str)] = &[("provided", "if"), ("reason", "because"), ("where", "if")];

/// Words that are nearly words of clauses, and words of their own: no slips of the pen, unless a sentence stands behind them.
const OWN: &[&str] = &[
    "abort", "again", "alter", "cause", "despise", "dispute", "exact", "excerpt", "respite", "rough",
    "thorough", "though", "thought", "tough", "trough", "untie", "whale", "whine", "white", "whole",
];

/// What an item without a kind says that may be a clause whose word is not spelt as it is, or is another one. An item whose
/// name has its id in it is one, such as `notes "notes that you write"`.
pub(super) fn like_clause(entry: &ast::Entry) -> Option<Diagnostic> {
    let word = &entry.name.text;
    let terms = entry.list.iter().flat_map(|list| &list.terms);
    let mut texts = terms.map(|term| match &term.atom {
        ast::Atom::Text(text) if term.kinds.is_empty() => Some(text.value.to_lowercase()),
        _ => None,
    });
    let (said, meant) = match texts.next() {
        Some(text) => {
            let stem = word.to_lowercase();
            let named =
                text.as_ref()?.contains(stem.trim_end_matches('s')) || !texts.all(|text| text.is_some());
            let meant = meant(word, reads_as_sentence(&text?)).filter(|_| !named)?;
            (word.to_string(), meant)
        }
        None => {
            let ast::ClauseKind::Listing(next, _) = &entry.body.clauses.first()?.kind else { return None };
            let said = format!("{word} {}", next.text);
            let meant = otherwise(&said)?;
            (said, meant)
        }
    };
    let message = format!("`{word}` would be one more kind of data here");
    let finding = Diagnostic::error("reserved-name", entry.name.span, message);
    Some(if said == **word {
        let help =
            format!("did you mean `{meant}`? if it is data, write what kind behind it, `{word} \"…\" : …`");
        finding.did_you_mean(meant).with_help(help)
    } else {
        finding.with_help(format!("write `{meant}` in the place of `{said}`"))
    })
}

/// The word of a clause that is meant by another one, behind which a sentence may stand.
fn meant(word: &str, sentence: bool) -> Option<&'static str> {
    (!word.contains(|c: char| c.is_ascii_digit())).then_some(())?;
    let own = OWN.contains(&word.trim_end_matches('s'));
    // A short word is like many others.
    let clear = |meant: &&str| sentence || meant.len() > 4 && !own;
    let with_sentence = || among(OF_SENTENCES, word).filter(|_| sentence);
    otherwise(word).or_else(with_sentence).or_else(|| nearest(word, clause_words().filter(clear)))
}

fn otherwise(said: &str) -> Option<&'static str> {
    among(OTHERS, said)
}

fn among(words: &[(&str, &'static str)], said: &str) -> Option<&'static str> {
    words.iter().find(|(other, _)| *other == said).map(|(_, meant)| *meant)
}

/// The words of clauses that say something of data, but for those that are so short that many a word is like them.
fn clause_words() -> impl Iterator<Item = &'static str> {
    let lists = ListWord::ALL.iter().filter(|word| !matches!(word, ListWord::Called | ListWord::Giving));
    let lists = lists.map(|word| word.as_str());
    let conditions = ConditionWord::ALL.iter().map(|word| word.as_str());
    let says = |word: &&SayingWord| !matches!(word, SayingWord::Id | SayingWord::Titled);
    let saying = SayingWord::ALL.iter().filter(says).map(|word| word.as_str());
    lists.chain(conditions).chain(saying).filter(|word| word.len() > 3)
}
