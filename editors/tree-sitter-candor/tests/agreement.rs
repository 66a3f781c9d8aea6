//! The parser accepts what the compiler reads without a syntax error, and nothing else.

use std::fmt::Write as _;
use std::fs;

use candor::source::FileId;
use candor::syntax;
use candor::syntax::ast::{Atom, Item, Term};

use crate::{files, parse, root};

/// How many spoilt texts are tried.
const SPOILT: usize = 2_500;

/// What is put between two pieces of a text, which often changes nothing.
const GAPS: &[&str] = &[" ", "\n", "\n    ", " // why\n", "\n// why\n", ",", ", ", "\t"];

#[test]
fn every_file_and_example_is_judged_as_the_compiler_judges_it() {
    let (mut wrong, mut rejected) = (String::new(), 0);
    let texts = texts();
    for (name, text) in &texts {
        let codes = compiler(text);
        rejected += usize::from(!codes.is_empty());
        if let Some(difference) = difference(&codes, text) {
            let _ = writeln!(wrong, "{name}: {difference}");
        }
    }
    assert!(texts.len() > 80 && rejected > 15, "{} texts, {rejected} of them wrong", texts.len());
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn spoilt_texts_are_judged_as_the_compiler_judges_them() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let texts = texts();
    let words: Vec<&str> =
        texts.iter().flat_map(|(_, text)| pieces(text)).filter(|p| !p.trim().is_empty()).collect();
    let (mut count, mut rejected, mut wrong) = (0, 0, Vec::new());
    for _ in 0..SPOILT {
        let (_, text) = &texts[random.below(texts.len())];
        let mut pieces = pieces(text);
        // A stretch of a file is judged faster than the whole, and shows the same.
        let from = random.below(pieces.len().max(1));
        let start = pieces[..from].iter().rposition(|p| p.starts_with("\n\n")).map_or(0, |at| at + 1);
        let end =
            pieces[from..].iter().position(|p| p.starts_with("\n\n")).map_or(pieces.len(), |at| from + at);
        pieces = pieces[start..end].to_vec();
        if pieces.is_empty() {
            continue;
        }
        let at = random.below(pieces.len());
        match random.below(6) {
            0 => drop(pieces.remove(at)),
            1 => pieces.insert(at, words[random.below(words.len())]),
            2 => pieces[at] = words[random.below(words.len())],
            3 => pieces[at] = "\n",
            4 => pieces.insert(at, GAPS[random.below(GAPS.len())]),
            _ => {
                let other = random.below(pieces.len());
                pieces.swap(at, other);
            }
        }
        let spoilt = pieces.concat();
        let codes = compiler(&spoilt);
        count += 1;
        rejected += usize::from(!codes.is_empty());
        if let Some(difference) = difference(&codes, &spoilt)
            && !takes_a_word_for_a_name(&spoilt)
            && !parts_a_verb(&spoilt)
        {
            wrong.push(format!("---- {difference}\n{spoilt}\n"));
        }
    }
    assert!(rejected * 10 > count && rejected * 10 < count * 9, "{rejected} of {count} are wrong");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
}

/// Whether the compiler takes a word of the language for somebody or something that is called so.
///
/// The parser does not: who types `section x` is writing a section, and who types `must` a promise.
fn takes_a_word_for_a_name(text: &str) -> bool {
    let of =
        |rules: &[&str]| -> Vec<&str> { rules.iter().flat_map(|rule| syntax::grammar_words(rule)).collect() };
    let items = of(&[
        "SECTION", "IMPORT", "PROSE", "REVIEWED", "NOUN", "AND", "OR", "KEPT", "LISTING", "EVERY", "LIMIT",
        "BASIS", "DATED",
    ]);
    let promises = of(&["MODAL", "ADVERB"]);
    let joining = of(&["AND", "OR"]);
    // A condition may be called `not`, where nothing stands behind it that it could deny.
    if text.lines().any(|line| line.trim_end().ends_with(" not")) {
        return true;
    }
    let is_word = |term: &Term| matches!(&term.atom, Atom::Word(word) if items.contains(&&*word.text));
    let mut items_left: Vec<Item> = syntax::read(FileId(0), text).value.items;
    let mut all = Vec::new();
    while let Some(item) = items_left.pop() {
        match item {
            Item::Section(section) => items_left.extend(section.items),
            item => all.push(item),
        }
    }
    all.iter().any(|item| match item {
        Item::Sentence(sentence) => {
            let objects = sentence.objects.iter().flat_map(|list| &list.terms);
            sentence.subjects.iter().chain(objects).any(is_word)
        }
        Item::Noun(noun) => {
            let word = |name: &str| [&items, &promises, &joining].iter().any(|words| words.contains(&name));
            noun.body.entries.iter().any(|entry| word(&entry.name.text))
        }
        _ => false,
    })
}

/// Whether a verb stands below those who do it, or a legal basis below its word, which the compiler alone refuses: to
/// the parser it is theirs, as it is where the line is about to be joined.
fn parts_a_verb(text: &str) -> bool {
    let told = [
        "the verb stands on the line of those who do it",
        "a list goes on after a comma",
        "expected a verb after",
        "expected a legal basis",
    ];
    let findings = syntax::read(FileId(0), text).findings;
    findings.iter().any(|finding| told.iter().any(|message| finding.message.starts_with(message)))
}

/// The codes of what the compiler finds wrong with a text's syntax.
fn compiler(text: &str) -> Vec<&'static str> {
    let text = syntax::decode(FileId(0), text.as_bytes().to_vec()).expect("it is UTF-8");
    syntax::read(FileId(0), &text).findings.into_iter().map(|finding| finding.code).collect()
}

/// Whether what the compiler finds is a word that to it alone goes on no further: the last of a line that begins a clause;
/// one behind an item of data, or one that has a kind, which to the parser is another item; and one that says how much of nothing, which to the
/// parser is a name.
fn goes_no_further(text: &str) -> bool {
    let findings = syntax::read(FileId(0), text).findings;
    let Some(first) = findings.first() else { return false };
    let (start, end) = (first.span.start as usize, first.span.end as usize);
    let alone = text[..start].lines().next_back().is_none_or(|line| line.trim().is_empty());
    let last = text[end..].trim_start_matches([' ', '\t']).starts_with(['\n', '}', '/'])
        || text[end..].trim().is_empty();
    let clause = first.message.starts_with("expected ") && first.message.contains(" after `");
    let line = text[..start].lines().next_back().and_then(|line| line.rsplit('{').next()).unwrap_or_default();
    let heads_item = line.split_whitespace().nth(1).is_some_and(|second| second.starts_with(['"', ':']));
    let item = !alone && first.message.ends_with("cannot stand here");
    let amounts = syntax::grammar_words("QUANTIFIER");
    let before = text[..start].trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let amount = amounts.contains(&before) || amounts.contains(&&text[start..end]);
    let has_kind = text[end..].trim_start_matches([' ', '\t']).starts_with(':');
    (last || has_kind) && clause || item && (last || heads_item) || amount
}

/// How the two differ about a text, if they do.
fn difference(codes: &[&'static str], text: &str) -> Option<String> {
    let tree = parse(text);
    let accepts = !tree.root_node().has_error();
    match codes {
        [] if !accepts => Some(format!("only the parser rejects it: {}", tree.root_node().to_sexp())),
        // The rest of an address without quotes is a comment to the parser.
        ["text-expected"] => None,
        [first, ..] if accepts && !goes_no_further(text) => {
            Some(format!("only the compiler rejects it: {first}"))
        }
        _ => None,
    }
}

/// Every Candor text of the project: samples, cases, and the examples of the pages.
fn texts() -> Vec<(String, String)> {
    let root = root();
    let mut texts = Vec::new();
    for folder in
        ["policies", "tests", "docs", "benches", "editors/tree-sitter-candor/test", "editors/vscode/test"]
    {
        for path in files(&root.join(folder)) {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let name = path.strip_prefix(&root).expect("it is in there").display().to_string();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("candor") => texts.push((name, text)),
                Some("md") => texts.extend(examples(&name, &text)),
                _ => {}
            }
        }
    }
    let readme = fs::read_to_string(root.join("README.md")).expect("there is a README");
    texts.extend(examples("README.md", &readme));
    texts
}

/// The blocks of Candor in a page.
fn examples(name: &str, page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```candor\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap_or("").to_owned());
    blocks.enumerate().map(|(at, block)| (format!("{name}, example {}", at + 1), block)).collect()
}

/// A text cut into words, texts, marks and what lies between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if c.is_alphanumeric() => {
                rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len())
            }
            c if c.is_whitespace() => rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len()),
            '"' => rest[1..].find(['"', '\n']).map_or(rest.len(), |end| end + 2),
            '/' => rest.find('\n').unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).expect("64 bits") % end
    }
}
