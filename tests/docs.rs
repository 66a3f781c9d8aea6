//! What the pages under `docs/` say is so: their examples compile without a
//! finding, and their tables list exactly the words that the language has.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use candor::analysis::registry;
use candor::compile::{Settings, compile};
use candor::diagnostic::Severity;
use candor::law::{Kind, Vocabulary};
use candor::model::properties_of;
use candor::model::verb;
use candor::model::words::{
    Adverb, ConditionWord, DateWord, ListWord, Modal, NounKind, Qualifier, Quantifier, SayingWord, Topic,
};
use candor::project::{LoadError, Read, read};

/// Every page, by its path from the root.
pub(super) fn pages() -> Vec<(String, String)> {
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
pub(super) fn blocks(page: &str, language: &str) -> Vec<(usize, String)> {
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
        // A page that is about words of one's own has them.
        let words = blocks(&page, "yaml").into_iter().find(|(_, yaml)| yaml.starts_with("version: 1\n"));
        let vocabulary = words.map_or_else(
            || Vocabulary::builtin().clone(),
            |(_, yaml)| Vocabulary::builtin().extended(&yaml).expect("the words of the page"),
        );
        for (line, block) in blocks(&page, "candor") {
            count += 1;
            let name = format!("{path}, block at line {line}");
            let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(block.clone().into_bytes()) };
            let policy = read(&name, &load, &vocabulary);
            let built = compile(&policy, &Settings::default());
            for finding in policy.findings.iter().chain(&built.findings) {
                let _ = writeln!(
                    wrong,
                    "{}: {}: {}",
                    policy.sources.place(finding.span),
                    finding.code,
                    finding.message
                );
            }
            for error in built.template_errors {
                let _ = writeln!(wrong, "{name}: {error}");
            }
        }
    }
    assert!(count > 10, "the examples were not found");
    assert!(wrong.is_empty(), "{wrong}");
}

/// What is allowed in an example is something that can be found.
#[test]
fn examples_allow_only_what_can_be_found() {
    for (path, page) in pages() {
        for (line, block) in blocks(&page, "candor") {
            for name in block.split("allow(").skip(1).filter_map(|rest| rest.split(')').next()) {
                assert!(registry::rule(name).is_some(), "{path}, block at line {line}: {name}");
            }
        }
    }
}

fn read_text(text: &str) -> Read {
    let load = |_: &str| -> Result<Vec<u8>, LoadError> { Ok(text.as_bytes().to_vec()) };
    read("acme.candor", &load, Vocabulary::builtin())
}

/// The Markdown of a policy, under wording of one's own.
fn markdown(text: &str, templates: &[(&str, &str)]) -> String {
    let templates = templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let built = compile(&read_text(text), &Settings { templates, ..Settings::default() });
    assert_eq!(built.template_errors, Vec::<String>::new());
    assert_eq!(built.findings, Vec::new());
    built.outputs.into_iter().find(|output| output.file == "acme.md").expect("a Markdown output").text
}

#[test]
fn the_readme_shows_what_comes_out() {
    let page = page("README.md");
    let policy = &blocks(&page, "candor")[0].1;
    let out = markdown(policy, &[]);
    for line in blocks(&page, "markdown")[0].1.lines() {
        assert!(out.lines().any(|found| found == line), "`{line}` is not in:\n{out}");
    }
    let broken = policy.replace("24 months", "24 moths");
    let read = read_text(&broken);
    let [finding] = read.findings.as_slice() else { panic!("{:?}", read.findings) };
    let shown = &blocks(&page, "text")[0].1;
    for part in [
        format!("error[{}]: {}", finding.code, finding.message),
        format!("--> {}", read.sources.place(finding.span)),
        format!("= help: {}", finding.help.as_deref().unwrap_or("")),
    ] {
        assert!(shown.contains(&part), "`{part}` is not in the message of README.md");
    }
}

#[test]
fn the_worked_example_of_a_template_renders() {
    let page = page("docs/templates.md");
    let example = section(&page, "## Worked example");
    let out = markdown(&blocks(example, "candor")[0].1, &[("en/rights.md", &blocks(example, "jinja")[0].1)]);
    let shown = &blocks(example, "markdown")[0].1;
    assert!(out.contains(shown.trim_end()), "{out}");
    let words = &blocks(&page, "yaml")[0].1;
    let out = markdown(&blocks(example, "candor")[0].1, &[("en/words.yaml", words)]);
    assert!(out.contains("Your choices and rights"), "{out}");
    let notice = &blocks(&page, "yaml")[1].1;
    let publisher =
        format!("organization acme \"Acme\"\nwe update this-policy\n{}", blocks(example, "candor")[0].1);
    let out = markdown(&publisher, &[("en/words.yaml", notice)]);
    assert!(out.contains("In this notice, “we”") && out.contains("We update this notice"), "{out}");
    assert!(!out.contains("this policy"), "{out}");
}

/// Every field of every view is on the page, and every filter.
#[test]
fn the_page_says_what_templates_see() {
    let page = set(code(&page("docs/templates.md")));
    for file in rust_files(std::path::Path::new("src/document")) {
        let text = fs::read_to_string(&file).expect("a source file");
        let file = file.display();
        let views = text
            .split("pub struct ")
            .skip(1)
            .filter(|view| view.split([' ', '<']).next().is_some_and(|name| name.ends_with("View")));
        let fields =
            views.flat_map(|view| view.split("\n}").next().unwrap_or("").lines().collect::<Vec<_>>());
        let fields = fields
            .into_iter()
            .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(": ").map(|(name, _)| name));
        let filters = text.split("env.add_filter(\"").skip(1).filter_map(|rest| rest.split('"').next());
        for name in fields.chain(filters).filter(|name| *name != "clauses") {
            assert!(page.contains(name), "`{name}` of {file} is not in docs/templates.md");
        }
    }
}

fn rust_files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let found = entries.flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn the_page_lists_the_whole_vocabulary() {
    let listed = set(code(&page("docs/vocabulary.md")));
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Country) {
        for term in Vocabulary::builtin().terms(*kind) {
            assert!(listed.contains(&*term.id), "`{}` is not in docs/vocabulary.md", &*term.id);
        }
    }
}

#[test]
fn the_page_says_what_readers_see_for_a_word_that_is_not_that() {
    let names: serde_json::Value =
        serde_yaml::from_str(&fs::read_to_string("templates/en/names.yaml").expect("names")).expect("YAML");
    let page = page("docs/language.md").split_whitespace().collect::<Vec<_>>().join(" ");
    for kind in [Kind::Audience, Kind::Role, Kind::Source] {
        for term in Vocabulary::builtin().terms(kind) {
            let name = &names[kind.key()][&*term.id];
            let forms = [name, &name["one"], &name["other"]].map(|form| form.as_str());
            let word = term.id.replace('-', " ");
            if !forms.contains(&Some(&word)) {
                let told = forms.into_iter().flatten().next_back().expect("a name");
                let row = format!("`{}` \"{told}\"", &*term.id);
                assert!(page.contains(&row), "{row} is not in docs/language.md");
            }
        }
    }
}

#[test]
fn the_page_says_which_law_each_word_is() {
    let names: serde_json::Value =
        serde_yaml::from_str(&fs::read_to_string("templates/en/names.yaml").expect("names")).expect("YAML");
    let name = |kind: &str, id: &str| -> String {
        let name = &names[kind][id];
        name.get("long").unwrap_or(name).as_str().unwrap_or_default().to_owned()
    };
    let listed = table(&page("docs/vocabulary.md"), "Law");
    for law in Vocabulary::builtin().terms(Kind::Law) {
        let row = listed.iter().find(|row| row[0].trim_matches(['`', '*']) == &*law.id);
        let places: Vec<String> = law.regions.iter().map(|region| name("regions", region)).collect();
        let expected = [name("laws", &law.id), places.join(", ")];
        assert_eq!(row.map(|row| &row[1..]), Some(&expected[..]), "`{}`", &*law.id);
    }
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

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let mut all = pages();
    for path in ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        all.push((path.to_owned(), page(path)));
    }
    for (path, page) in all {
        let folder = std::path::Path::new(&path).parent().expect("a folder").to_owned();
        let prose: Vec<&str> = page.split("```").step_by(2).collect();
        for target in
            prose.iter().flat_map(|text| text.split("](").skip(1)).filter_map(|rest| rest.split(')').next())
        {
            let file = target.split('#').next().unwrap_or("");
            let here = !target.contains(':') && !file.is_empty();
            assert!(!here || folder.join(file).exists(), "{path}: `{target}` leads nowhere");
        }
    }
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
    let parsed: BTreeSet<Adverb> = written
        .iter()
        .map(|word| Adverb::parse(word).unwrap_or_else(|| panic!("`{word}` is no adverb")))
        .collect();
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
    let others = [
        "within",
        "every",
        "at least every",
        "in the last",
        "in the preceding",
        "at most",
        "basis",
        "kept",
        "indefinitely",
        "at any time",
        "from time to time",
        "periodically",
        "without undue delay",
        "allow",
    ];
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

#[test]
fn what_the_packs_advise_is_written_as_the_language_is() {
    let starts = [
        "we ",
        "you ",
        "policy ",
        "organization ",
        "purpose ",
        "data ",
        "recipient ",
        "channel ",
        "tracker ",
        "section ",
    ];
    // What an example leaves out for its reader.
    let left_out = ["unknown-name", "unknown-value", "missing-disclosure"];
    let mut wrong = Vec::new();
    let mut tried = 0;
    for folder in ["law", "templates/en/laws"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let text = text.replace("\\\"", "\"").split_whitespace().collect::<Vec<_>>().join(" ");
            for example in text.split('`').skip(1).step_by(2) {
                let whole =
                    example.split(' ').count() > 2 && !example.contains('…') && !example.contains("...");
                if !whole || !starts.iter().any(|start| example.starts_with(start)) {
                    continue;
                }
                tried += 1;
                let head = if example.starts_with("policy ") { "" } else { "policy \"T\" { language en }\n" };
                // A word of the vocabulary means something else where no data has its name.
                let data = "data email \"email address\" : contact.email\n";
                let data = if example.split(' ').nth(1) == Some("email") { "" } else { data };
                let read = read_text(&format!("{head}organization acme \"Acme\"\n{data}{example}\n"));
                for finding in read.findings {
                    if finding.severity == Severity::Error && !left_out.contains(&finding.code) {
                        wrong.push(format!("{}: `{example}`: {}", path.display(), finding.message));
                    }
                }
            }
        }
    }
    assert!(tried > 40, "{tried}");
    assert_eq!(wrong, Vec::<String>::new());
}
