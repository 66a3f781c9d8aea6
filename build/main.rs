//! Turns the YAML under `law/` into compact JSON, which loads ten times faster, that under
//! `templates/` into rows that need no loading, and the templates themselves into Rust.
//!
//! Every file of `law/` but the vocabulary with its synonyms, the shared facts and the kinds of change
//! is a pack, so that a new jurisdiction needs no Rust. A file that is not YAML fails the build here; what
//! it says is checked by the tests of `src/law`.
#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

#[path = "../src/document/wording/names.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod names;
#[path = "../src/document/wording/rows.rs"]
mod rows;
#[path = "../src/law/slots.rs"]
mod slots;
mod templates;
#[path = "../src/document/wording/text.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod text;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=law");
    println!("cargo::rerun-if-changed=src/law/slots.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut files =
        fs::read_dir("law")?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();

    let mut packs = String::from("&[\n");
    for path in &files {
        let name = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name that is not UTF-8")?;
        let value = read(path)?;
        if name == "vocabulary" {
            fs::write(out.join("vocabulary.rs"), by_list(&value)?)?;
            continue;
        }
        if name == "changes" {
            // The order of its kinds is their importance, and JSON objects have none.
            fs::write(out.join("changes.order.json"), order(path, "kinds")?.to_string())?;
        }
        fs::write(out.join(format!("{name}.json")), value.to_string())?;
        if !matches!(name, "facts" | "changes" | "synonyms") {
            writeln!(packs, "    (\"{name}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}.json\"))),")?;
        }
    }
    packs.push(']');
    fs::write(out.join("rules.json"), rules()?.to_string())?;
    fs::write(out.join("declare.json"), declare()?.to_string())?;
    fs::write(out.join("countries.rs"), countries()?)?;
    let lists = lists()?;
    fs::write(out.join("phrases.rs"), phrases(&lists))?;
    fs::write(out.join("lists.json"), lists.to_string())?;
    fs::write(out.join("packs.rs"), packs)?;
    wording(&out)?;
    Ok(())
}

/// The keys of one map of a file, in the order of the file.
fn order(path: &Path, map: &str) -> Result<Value, Box<dyn Error>> {
    let yaml = fs::read_to_string(path)?;
    let lines = yaml.lines().skip_while(|line| line.strip_suffix(':') != Some(map)).skip(1);
    let keys = lines
        .take_while(|line| line.is_empty() || line.starts_with([' ', '#']))
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'))
        .filter(|key| !key.starts_with([' ', '#']));
    Ok(keys.map(|key| Value::String(key.to_owned())).collect())
}

/// What is known of every rule: the maps of `law/rules/*.yaml` as one.
fn rules() -> Result<Value, Box<dyn Error>> {
    let mut all = serde_json::Map::new();
    let mut files = fs::read_dir("law/rules")?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    files.sort();
    for path in files {
        let value = read(&path)?;
        for (name, rule) in value.as_object().ok_or("a file of rules is not a map")? {
            if all.insert(name.clone(), rule.clone()).is_some() {
                return Err(format!("{}: the rule {name} stands twice", path.display()).into());
            }
        }
    }
    Ok(Value::Object(all))
}

/// What the stub of each pack tells authors to declare, by the section of the stub.
fn declare() -> Result<Value, Box<dyn Error>> {
    let mut all = serde_json::Map::new();
    for entry in fs::read_dir("templates/en/laws")? {
        let path = entry?.path();
        let pack = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name that is not UTF-8")?;
        let words = read(&path)?;
        let sections = words.get("sections").and_then(Value::as_object).ok_or("no sections")?;
        let advice =
            sections.iter().filter_map(|(id, words)| Some((id.clone(), words.get("declare")?.clone())));
        all.insert(pack.to_owned(), Value::Object(advice.collect()));
    }
    Ok(Value::Object(all))
}

/// What authors may call each country where its code is meant: its name in English, in small letters, with hyphens.
fn countries() -> Result<String, Box<dyn Error>> {
    let names = read(Path::new("templates/en/names.yaml"))?;
    let names = names.get("countries").and_then(Value::as_object).ok_or("no names of countries")?;
    let mut all = BTreeMap::new();
    for (code, name) in names {
        let name = name.as_str().ok_or("the name of a country is no text")?.to_lowercase();
        all.insert(name.strip_prefix("the ").unwrap_or(&name).replace(' ', "-"), code);
    }
    Ok(format!("&{:?}", all.into_iter().collect::<Vec<_>>()))
}

/// The words that rules go by: the files of `law/lists` by their names.
fn lists() -> Result<Value, Box<dyn Error>> {
    let mut all = serde_json::Map::new();
    for entry in fs::read_dir("law/lists")? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name that is not UTF-8")?;
        all.insert(name.to_owned(), read(&path)?);
    }
    Ok(Value::Object(all))
}

/// Every phrase of the lists, each once: texts are looked through for all of them at once. Parts of words are none.
fn phrases(lists: &Value) -> String {
    let mut found = std::collections::BTreeSet::new();
    let lists = lists.as_object().into_iter().flatten();
    let mut rest: Vec<&Value> = lists.filter(|(name, _)| *name != "stems").map(|(_, list)| list).collect();
    while let Some(value) = rest.pop() {
        match value {
            Value::Array(items) => {
                found.extend(items.iter().filter_map(Value::as_str));
                rest.extend(items);
            }
            Value::Object(map) => rest.extend(map.values()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    format!("&{:?}", found.into_iter().collect::<Vec<_>>())
}

/// The wording that ships: `templates.rs` has every file by its name, such as
/// `en/rights.md`, and `wording.rs` what the templates become.
fn wording(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=templates");
    for used in ["names", "rows", "text"] {
        println!("cargo::rerun-if-changed=src/document/wording/{used}.rs");
    }
    let (mut books, mut texts) = (Vec::new(), Vec::new());
    let mut folders = vec![PathBuf::from("templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if folder != Path::new("templates") {
                let name = path.strip_prefix("templates")?.to_str().ok_or("a file name that is not UTF-8")?;
                let name = name.replace('\\', "/");
                match path.extension().and_then(|extension| extension.to_str()) {
                    Some("yaml") => books.push((name, read(&path)?)),
                    _ => texts.push((name, fs::read_to_string(&path)?)),
                }
            }
        }
    }
    books.sort_by(|(a, _), (b, _)| a.cmp(b));
    texts.sort();
    let mut rust = format!("const TEXTS: &[(&str, &str)] = &{texts:?};\n");
    rust.push_str("static BOOKS: &[(&str, Book)] = &[\n");
    for (name, words) in &books {
        let (text, rows) = rows::lay_out(words);
        let rows = rows.iter().map(|(key, length, kind, first, second)| {
            let kind = match kind {
                't' => "Text",
                'n' => "Number",
                'm' => "Map",
                'l' => "List",
                _ => "None",
            };
            format!("({key}, {length}, Kind::{kind}, {first}, {second})")
        });
        let rows = rows.collect::<Vec<_>>().join(", ");
        writeln!(rust, "    ({name:?}, Book::shipped({text:?}, &[{rows}])),")?;
    }
    rust.push_str("];\n");
    fs::write(out.join("templates.rs"), rust)?;
    fs::write(out.join("wording.rs"), templates::compile(&texts)?)?;
    Ok(())
}

fn read(path: &Path) -> Result<Value, Box<dyn Error>> {
    let yaml = fs::read_to_string(path)?;
    Ok(serde_yaml::from_str(&yaml).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// Each row of the vocabulary for itself, and the words that stand for it in order, so that
/// only the rows asked for are read.
fn by_list(vocabulary: &Value) -> Result<String, Box<dyn Error>> {
    let lists = vocabulary.as_object().ok_or("the vocabulary is not a map")?;
    let mut rust = String::from("&[\n");
    for (key, list) in lists {
        let Some(rows) = list.as_array() else { continue };
        let mut words = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let aliases = row.get("aliases").and_then(Value::as_array);
            let of_row =
                [Some(row), row.get("id")].into_iter().chain(aliases.into_iter().flatten().map(Some));
            for word in of_row.chain([row.get("code")]).flatten().filter_map(Value::as_str) {
                words.insert(word, at);
            }
        }
        let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
        let words: Vec<(&str, usize)> = words.into_iter().collect();
        writeln!(rust, "    ({key:?}, &{rows:?}, &{words:?}, &{:?}),", table(&words))?;
    }
    rust.push(']');
    Ok(rust)
}

/// The numbers of words, from 1, each where its hash puts it or in the next free place; 0 where
/// there is none. At least half of the places are free.
fn table(words: &[(&str, usize)]) -> Vec<u16> {
    let mut table = vec![0; (words.len() * 2).next_power_of_two()];
    for (number, (word, _)) in (1..).zip(words) {
        let mut at = slots::place(word, table.len());
        while table.get(at).is_some_and(|taken| *taken != 0) {
            at = (at + 1) % table.len();
        }
        if let Some(free) = table.get_mut(at) {
            *free = number;
        }
    }
    table
}
