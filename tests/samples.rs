//! The sample policies: what they build, whole, and what must hold for all of them.

use std::fs;
use std::path::Path;

use candor::compile::{Built, Settings, compile};
use candor::law::Vocabulary;
use candor::project::{self, LoadError, Read};

/// Every sample: its path, as read.
fn samples() -> Vec<Read> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| name.ends_with(".candor"));
    names.sort();
    assert!(names.len() >= 6, "five real policies and a starter");
    let load = |path: &str| fs::read(folder.join(path)).map_err(|_| LoadError::Missing);
    names.iter().map(|name| project::read(name, &load, Vocabulary::builtin())).collect()
}

fn build(read: &Read) -> Built {
    let built = compile(read, &Settings::default());
    assert_eq!(built.template_errors, Vec::<String>::new(), "{}", read.policy.name);
    built
}

#[test]
fn samples_have_no_findings() {
    for read in samples() {
        let built = build(&read);
        let findings: Vec<String> = read
            .findings
            .iter()
            .chain(&built.findings)
            .map(|finding| {
                format!("{}: {} {}", read.sources.place(finding.span), finding.code, finding.message)
            })
            .collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}

#[test]
fn building_twice_gives_the_same_bytes() {
    for (first, second) in samples().iter().zip(samples()) {
        assert_eq!(build(first).outputs, build(&second).outputs);
    }
}

#[test]
fn every_output_of_every_sample() {
    for read in samples() {
        for output in build(&read).outputs {
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("samples/{}", output.file), output.text);
            });
        }
    }
}

#[test]
fn what_templates_see_of_the_starter() {
    let samples = samples();
    let starter = samples.iter().find(|read| read.policy.name == "starter").unwrap();
    let mut shown = String::new();
    for (name, view) in candor::compile::views(starter, &Settings::default()).unwrap() {
        shown.push_str(&format!(
            "== {name}\n{}\n",
            serde_json::to_string_pretty(&without_defaults(view)).unwrap()
        ));
    }
    insta::assert_snapshot!("views/starter", shown);
}

/// A view without the fields that hold nothing, so that a snapshot shows what matters.
fn without_defaults(view: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Bool(set) => !set,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Number(_) => false,
    };
    match view {
        Value::Array(items) => Value::Array(items.into_iter().map(without_defaults).collect()),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, value)| (key, without_defaults(value)));
            Value::Object(fields.filter(|(key, value)| key != "mark" && !empty(value)).collect())
        }
        value => value,
    }
}

/// A text that an author wrote is in the page, word for word, or it is lost.
#[test]
fn every_text_of_a_sample_is_in_its_page() {
    let mut lost = Vec::new();
    for read in samples() {
        let built = build(&read);
        let html =
            built.outputs.iter().find(|output| output.file == format!("{}.html", read.policy.name)).unwrap();
        let page = scraper::Html::parse_document(&html.text);
        let mut shown = String::new();
        for text in page.root_element().text() {
            shown.push_str(text);
            shown.push(' ');
        }
        for link in page.select(&scraper::Selector::parse("a[href]").unwrap()) {
            shown.push_str(link.value().attr("href").unwrap());
            shown.push(' ');
        }
        let shown = squeeze(&shown);
        for (_, source) in read.sources.iter() {
            for text in texts(&source.text) {
                if !shown.contains(&squeeze(&text)) {
                    lost.push(format!("{}: {text}", source.name));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} texts are lost:\n{}", lost.len(), lost.join("\n"));
}

/// Prose of a page, as compared: letters, digits and marks without the blanks
/// that markup brings between them.
fn squeeze(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The texts in quotes of a source, comments aside, escapes resolved.
fn texts(source: &str) -> Vec<String> {
    let code: Vec<String> = source.lines().map(without_comment).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find('"') {
        let (before, after) = rest.split_at(at);
        let written = before.trim_end();
        if let Some(passage) = after.strip_prefix("\"\"\"") {
            // Prose is Markdown; its words are compared by the snapshots.
            rest = passage.split_once("\"\"\"").map_or("", |(_, rest)| rest);
            continue;
        }
        let mut text = String::new();
        let mut chars = after.get(1..).unwrap().char_indices();
        let mut end = after.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    end = at + 2;
                    break;
                }
                '\\' => match chars.next() {
                    Some((_, 'n')) => text.push(' '),
                    Some((_, c)) => text.push(c),
                    None => {}
                },
                c => text.push(c),
            }
        }
        // Codes are for machines.
        let for_machines = written.ends_with("prose") || last_words(written).contains(&"maps");
        if !for_machines {
            found.push(text);
        }
        rest = after.get(end..).unwrap_or("");
    }
    found
}

fn last_words(before: &str) -> Vec<&str> {
    before.lines().last().unwrap_or("").split_whitespace().take(1).collect()
}

fn without_comment(line: &str) -> String {
    let mut quoted = false;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if c == '"' && before != '\\' {
            quoted = !quoted;
        }
        if !quoted && c == '/' && line.get(at..at + 2) == Some("//") {
            return line.get(..at).unwrap().to_owned();
        }
        before = c;
    }
    line.to_owned()
}
