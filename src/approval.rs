//! What people have read and approved, and whether it still says what it said then.
//!
//! A reviewer pins a section of the document: `reviewed 2026-03-01 by "…" { … }` holds, for
//! each section, a digest of its text and one of the facts it was written from. Both are
//! taken from the published JSON, without places and origins, so that formatting, order of
//! files and the version of a template's name make no difference, and a word does.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, nearest};
use crate::document::Document;
use crate::emit::json;
use crate::model::{Approval, Pin, Policy};
use crate::source::{FileId, Sources, Span};
use crate::syntax;

/// The codes of what [`check`] finds.
pub const CODES: &[&str] = &["approval-outdated", "approved-twice", "approved-section-unknown"];

/// How many bytes of a BLAKE3 digest are kept: enough that nobody meets the same twice.
const DIGEST_BYTES: usize = 16;

/// What one section of a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id in the document.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The digest of its text: 32 hexadecimal digits.
    pub wording: String,
    /// The digest of the facts it was written from: 32 hexadecimal digits.
    pub facts: String,
}

/// Every section of a policy's own document, in reading order, with what it says.
#[must_use]
pub fn sections(policy: &Policy, document: &Document) -> Vec<Section> {
    let published = json::value(policy, document);
    let facts = Facts::new(&published);
    let mut found = Vec::new();
    collect(published.pointer("/document/sections"), &facts, &mut found);
    found
}

fn collect(sections: Option<&Value>, facts: &Facts<'_>, found: &mut Vec<Section>) {
    for section in sections.and_then(Value::as_array).into_iter().flatten() {
        let text = |key| section.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (id, title) = (text("id"), text("title"));
        found.push(Section {
            id,
            title,
            wording: digest(&said(section)),
            facts: digest(&facts.behind(section)),
        });
        collect(section.get("sections"), facts, found);
    }
}

/// Whether a section still says what it said when it was approved.
#[must_use]
pub fn holds(pin: &Pin, section: &Section) -> bool {
    *pin.wording == *section.wording && *pin.facts == *section.facts
}

/// What approvals no longer hold for, and what is wrong with them, as findings that stop a build.
#[must_use]
pub fn check(policy: &Policy, sections: &[Section]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    for approval in &policy.approvals {
        for pin in &approval.pins {
            if let Some(before) = first.insert(&pin.section, pin.span) {
                findings.push(approved_twice(pin, before));
            }
            match sections.iter().find(|section| *section.id == *pin.section) {
                Some(section) => findings.extend(outdated(approval, pin, section)),
                None => findings.push(unknown(pin, sections)),
            }
        }
    }
    findings
}

fn outdated(approval: &Approval, pin: &Pin, section: &Section) -> Option<Diagnostic> {
    let what = match (*pin.wording == *section.wording, *pin.facts == *section.facts) {
        (true, true) => return None,
        (false, true) => "the wording of",
        (true, false) => "the facts behind",
        (false, false) => "the facts behind, and the wording of,",
    };
    let Approval { by, date, .. } = approval;
    let message = format!("{what} `{}` changed since {by} approved it on {date}", pin.section);
    // What the facts are is what Candor reads in the sentences.
    let reads = if what == "the facts behind" {
        "; a newer Candor may read the same sentences otherwise"
    } else {
        ""
    };
    let help =
        format!("have it read again, then run `candor approve --section {} --by …`{reads}", pin.section);
    Some(Diagnostic::error("approval-outdated", pin.span, message).with_help(help))
}

fn approved_twice(pin: &Pin, before: Span) -> Diagnostic {
    Diagnostic::error("approved-twice", pin.span, format!("`{}` is approved twice", pin.section))
        .with_label(before, "first approved here")
        .with_help("take one of the two lines out")
}

fn unknown(pin: &Pin, sections: &[Section]) -> Diagnostic {
    let finding = Diagnostic::error(
        "approved-section-unknown",
        pin.span,
        format!("the document has no section `{}`", pin.section),
    );
    match nearest(&pin.section, sections.iter().map(|section| section.id.as_str())) {
        Some(meant) => finding.did_you_mean(meant),
        None => finding.with_help("take the line out if the section is gone for good"),
    }
}

/// The statements and declarations of a published policy, by what refers to them.
struct Facts<'a> {
    statements: BTreeMap<&'a str, &'a Value>,
    nouns: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Facts<'a> {
    fn new(published: &'a Value) -> Self {
        let by_id = |all: &mut dyn Iterator<Item = &'a Value>| {
            all.filter_map(|one| Some((one.get("id")?.as_str()?, one))).collect()
        };
        let array = |value: &'a Value| value.as_array().into_iter().flatten();
        let statements = published.get("statements").into_iter().flat_map(array);
        let kinds = published.get("nouns").and_then(Value::as_object).into_iter().flat_map(Map::values);
        Self { statements: by_id(&mut { statements }), nouns: by_id(&mut kinds.flat_map(array)) }
    }

    /// The facts a section was written from, and the declarations that they name.
    fn behind(&self, section: &Value) -> Value {
        let mut known = BTreeMap::new();
        let mut open = BTreeSet::new();
        self.origins(section, &mut open);
        while let Some((kind, id)) = open.pop_first() {
            let found = if kind == "statement" { self.statements.get(id) } else { self.nouns.get(id) };
            if let Some(&fact) = found
                && !known.contains_key(&(kind, id))
            {
                known.insert((kind, id), without_places(fact));
                self.references(fact, &mut open);
            }
        }
        known.into_iter().map(|((kind, id), fact)| Value::from(vec![kind.into(), id.into(), fact])).collect()
    }

    fn origins<'s>(&self, value: &'s Value, open: &mut BTreeSet<(&'static str, &'s str)>) {
        each_object(value, &mut |object| {
            let from = object.get("origin").and_then(|origin| origin.get("from"));
            for place in from.and_then(Value::as_array).into_iter().flatten() {
                for kind in ["statement", "noun"] {
                    open.extend(place.get(kind).and_then(Value::as_str).map(|id| (kind, id)));
                }
            }
        });
    }

    fn references<'s>(&self, fact: &'s Value, open: &mut BTreeSet<(&'static str, &'s str)>) {
        each_object(fact, &mut |object| {
            if object.get("ref").and_then(Value::as_str) == Some("noun") {
                open.extend(object.get("id").and_then(Value::as_str).map(|id| ("noun", id)));
            }
        });
    }
}

fn each_object<'s>(value: &'s Value, each: &mut dyn FnMut(&'s Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            each(object);
            object.values().for_each(|value| each_object(value, each));
        }
        Value::Array(values) => values.iter().for_each(|value| each_object(value, each)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A section's text with that of its subsections, without where it came from.
fn said(section: &Value) -> Value {
    strip(section, &["origin"])
}

/// A fact, wherever it stands: under which heading is for the wording to say.
fn without_places(fact: &Value) -> Value {
    strip(fact, &["source", "topic"])
}

fn strip(value: &Value, keys: &[&str]) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.iter().filter(|(key, _)| !keys.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key.clone(), strip(value, keys))).collect())
        }
        Value::Array(values) => values.iter().map(|value| strip(value, keys)).collect(),
        other => other.clone(),
    }
}

fn digest(value: &Value) -> String {
    let mut value = value.clone();
    // Another crate may switch on serde_json's `preserve_order` for the whole build.
    value.sort_all_objects();
    let hash = blake3::hash(value.to_string().as_bytes());
    hash.to_hex().chars().take(2 * DIGEST_BYTES).collect()
}

/// The sources with some sections newly approved: each file that changes, with its new text.
///
/// A line for one of the sections is taken out wherever it stands; the new ones go to the
/// end of the policy's main file (file 0), into one approval of that day and person.
#[must_use]
pub fn approve(
    policy: &Policy,
    sources: &Sources,
    chosen: &[&Section],
    date: Date,
    by: &str,
) -> Vec<(FileId, String)> {
    let main = FileId(0);
    let mut lines: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    let mut gone: Vec<Span> = Vec::new();
    for approval in &policy.approvals {
        let joins = approval.span.file == main && approval.date == date && *approval.by == *by;
        let stays = |pin: &&Pin| !chosen.iter().any(|section| *section.id == *pin.section);
        if joins {
            let kept = approval.pins.iter().filter(stays);
            lines.extend(kept.map(|pin| (&*pin.section, (&*pin.wording, &*pin.facts))));
        }
        if joins || !approval.pins.iter().any(|pin| stays(&pin)) {
            gone.push(approval.span);
        } else {
            gone.extend(approval.pins.iter().filter(|pin| !stays(pin)).map(|pin| pin.span));
        }
    }
    lines.extend(chosen.iter().map(|section| (&*section.id, (&*section.wording, &*section.facts))));
    let mut changed = Vec::new();
    for (file, source) in sources.iter() {
        let here = gone.iter().filter(|span| span.file == file).copied().collect();
        let mut text = without(&source.text, here);
        if file == main {
            text.truncate(text.trim_end().len());
            text.push_str(&format!("\n\nreviewed {date} by {} {{\n", syntax::quoted(by)));
            for (id, (wording, facts)) in &lines {
                text.push_str(&format!("    {id} wording \"{wording}\" facts \"{facts}\"\n"));
            }
            text.push_str("}\n");
        }
        if *text != *source.text {
            changed.push((file, text));
        }
    }
    changed
}

/// A text without some stretches, nor the lines that would be empty then.
fn without(text: &str, mut gone: Vec<Span>) -> String {
    gone.sort();
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for span in gone {
        let before = text.get(from..span.start as usize).unwrap_or_default();
        let after = text.get(span.end as usize..).unwrap_or_default();
        let rest = after.trim_start_matches([' ', '\t']);
        let indented = before.trim_end_matches([' ', '\t']);
        let alone = indented.is_empty() || indented.ends_with('\n');
        if alone && (rest.starts_with('\n') || rest.is_empty()) {
            kept.push_str(indented);
            from = text.len() - rest.len() + usize::from(!rest.is_empty());
        } else {
            kept.push_str(before);
            from = span.end as usize;
        }
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}
