//! What the pages under `docs/` say is so: their examples compile without a
//! finding, and their tables list exactly the words that the language has.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use candor::compile::{Settings, compile};
use candor::law::Vocabulary;
use candor::model::properties_of;
use candor::model::verb;
use candor::model::words::{
    Adverb, ConditionWord, DateWord, ListWord, Modal, NounKind, Qualifier, Quantifier, SayingWord, Topic,
};
use candor::project::{LoadError, read};

/// Every page, by its path from the root.
fn pages() -> Vec<(String, String)> {
    let mut paths = vec!["README.md".to_owned()];
    for entry in fs::read_dir("docs").expect("docs can be read") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("a page"))).collect()
}

fn page(path: &str) -> String {
    fs::read_to_string(path).expect("the page is there")
}

/// The blocks of one language in a page, each with the line it begins on.
fn blocks(page: &str, language: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in page.lines().enumerate() {
        match &mut open {
            Some(_) if line.trim_start().starts_with("```") => found.extend(open.take()),
            Some((_, block)) => {
                block.push_str(line);
                block.push('\n');
            }
            None if line.trim_start() == format!("```{language}") => open = Some((at + 2, String::new())),
            None => {}
        }
    }
    found
}

#[test]
fn every_example_compiles_without_a_finding() {
    let mut wrong = String::new();
    let mut count = 0;
    for (path, page) in pages() {
        for (line, block) in blocks(&page, "candor") {
            count += 1;
            let name = format!("{path}, block at line {line}");
            let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(block.clone().into_bytes()) };
            let policy = read(&name, &load, Vocabulary::builtin());
            let built = compile(&policy, &Settings::default());
            for finding in policy.findings.iter().chain(&built.findings) {
                let _ = writeln!(wrong, "{}: {}: {}", policy.sources.place(finding.span), finding.code, finding.message);
            }
            for error in built.template_errors {
                let _ = writeln!(wrong, "{name}: {error}");
            }
        }
    }
    assert!(count > 10, "the examples were not found");
    assert!(wrong.is_empty(), "{wrong}");
}

/// The rows of the table with this heading in its first column, as cells.
fn table(page: &str, heading: &str) -> Vec<Vec<String>> {
    let start = format!("| {heading} |");
    let lines = page.lines().skip_while(|line| !line.starts_with(&start)).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// The part of a page from one heading to the next of its level or above.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let level = heading.split(' ').next().unwrap_or("").len();
    let start = page.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let body = &page[start + heading.len() + 2..];
    let ends = (1..=level).filter_map(|n| body.find(&format!("\n{} ", "#".repeat(n))));
    &body[..ends.min().unwrap_or(body.len())]
}

/// What stands between backticks.
fn code(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn set<T: Into<String>>(words: impl IntoIterator<Item = T>) -> BTreeSet<String> {
    words.into_iter().map(Into::into).collect()
}

#[test]
fn the_page_lists_every_verb_under_its_section() {
    let page = page("docs/language.md");
    let verbs = section(&page, "### Verbs");
    let after_is = &verbs[verbs.find("After `is`").expect("the second table")..];
    for (text, state) in [(verbs, false), (after_is, true)] {
        let heading = "Section";
        let listed: BTreeSet<String> = table(text, heading)
            .iter()
            .flat_map(|row| code(&row[1]).into_iter().map(|word| format!("{} {word}", row[0])))
            .collect();
        let known = verb::all().filter(|verb| verb.state == state);
        assert_eq!(listed, known.map(|verb| format!("`{}` {}", verb.topic.as_str(), verb.id)).collect());
    }
}

#[test]
fn the_page_lists_every_modality_and_adverb() {
    let page = page("docs/language.md");
    let modality = section(&page, "### Modality");
    let written: Vec<String> = table(modality, "Write").iter().flat_map(|row| code(&row[0])).collect();
    let mut parsed = BTreeSet::from([Modal::Does]);
    for words in &written {
        parsed.insert(Modal::parse(words).unwrap_or_else(|| panic!("`{words}` is no modality")));
    }
    assert_eq!(parsed, Modal::ALL.iter().copied().collect(), "modalities");
    let written: Vec<String> = table(modality, "Adverbs").iter().flat_map(|row| code(&row[0])).collect();
    let parsed: BTreeSet<Adverb> =
        written.iter().map(|word| Adverb::parse(word).unwrap_or_else(|| panic!("`{word}` is no adverb"))).collect();
    assert_eq!(parsed, Adverb::ALL.iter().copied().collect(), "adverbs");
}

#[test]
fn the_page_lists_every_clause() {
    let page = page("docs/language.md");
    let listed = set(table(section(&page, "### Clauses"), "Clause").iter().flat_map(|row| code(&row[0])));
    let hyphenless = |word: &str| word.replace('-', " ");
    let mut known = set(ListWord::ALL.iter().map(|word| hyphenless(word.as_str())));
    known.extend(ConditionWord::ALL.iter().map(|word| hyphenless(word.as_str())));
    known.extend(SayingWord::ALL.iter().map(|word| word.as_str().to_owned()));
    known.extend(DateWord::ALL.iter().map(|word| word.as_str().to_owned()));
    let others = ["within", "every", "in the last", "in the preceding", "at most", "basis", "kept", "indefinitely"];
    known.extend(set(others));
    assert_eq!(listed, known);
}

#[test]
fn the_page_lists_every_noun_with_its_properties() {
    let page = page("docs/language.md");
    let rows = table(section(&page, "## Nouns"), "Noun");
    let nouns: Vec<String> = rows.iter().flat_map(|row| code(&row[0])).collect();
    assert_eq!(nouns, NounKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect::<Vec<_>>());
    let mut before = BTreeSet::new();
    for row in &rows {
        let kind = NounKind::parse(&code(&row[0])[0]).expect("a noun");
        let listed = if row[1] == "the same" { before } else { set(code(&row[1])) };
        assert_eq!(listed, set(properties_of(kind).iter().map(|(word, _)| *word)), "{}", kind.as_str());
        before = listed;
    }
}

#[test]
fn the_page_lists_every_small_word_and_section() {
    let page = page("docs/language.md");
    let rules = set(code(section(&page, "## Ground rules")));
    let quantifiers = Quantifier::ALL.iter().map(|word| word.as_str());
    let qualifiers = Qualifier::ALL.iter().map(|word| word.as_str());
    for word in quantifiers.chain(qualifiers) {
        assert!(rules.contains(word), "`{word}` is not on the page");
    }
    let sections = set(code(section(&page, "## Sections")));
    for topic in Topic::ALL {
        assert!(sections.contains(topic.as_str()), "the section `{}` is not on the page", topic.as_str());
    }
}
