//! Items of data whose ids are nearly words that begin a clause, or mean the same: what such a clause leaves out or gives as a
//! reason would be data.

use crate::diagnostic::{Diagnostic, nearest};
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
    ("example", "such as"),
    ("examples", "such as"),
    ("exclude", "except"),
    ("excludes", "except"),
    ("excluding", "except"),
    ("iff", "if"),
    ("include", "including"),
    ("includes", "including"),
    ("like", "such as"),
    ("provided", "if"),
    ("reason", "because"),
    ("since", "because"),
    ("such", "such as"),
    ("together with", "including"),
    ("where", "if"),
    ("without", "except"),
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
            let named = text?.contains(stem.trim_end_matches('s')) || !texts.all(|text| text.is_some());
            let meant = otherwise(word).or_else(|| nearest(word, clause_words())).filter(|_| !named)?;
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
        let help = format!(
            "did you mean `{meant}`? if it is data, write what kind behind it, `{word} \"…\" : contact`"
        );
        finding.did_you_mean(meant).with_help(help)
    } else {
        finding.with_help(format!("write `{meant}` in the place of `{said}`"))
    })
}

fn otherwise(said: &str) -> Option<&'static str> {
    OTHERS.iter().find(|(other, _)| *other == said).map(|(_, meant)| *meant)
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
