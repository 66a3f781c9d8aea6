//! Past changes: a section of the policy, or a document of its own.
//!
//! The words of each change stand in the changelog; `changelog.md` puts them together.

use bumpalo::Bump;
use serde::Serialize;

use super::view::{DateView, SectionView, Subject, Viewer, day};
use super::wording::{Frame, Mark, Scene, seen};
use super::{Document, DocumentKind, Section, outline, read};
use crate::changelog::{Entry, History, Told};

/// The template that words it.
const TEMPLATE: &str = "changelog.md";

/// What the template sees of a changelog.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct HistoryView<'a> {
    /// The versions, the newest first.
    pub entries: Vec<EntryView<'a>>,
    /// Whether the list goes back to the first version.
    pub complete: bool,
    /// Whether any change in it is material.
    pub marked: bool,
}

seen! { HistoryView<'a>: entries complete marked }

/// A version.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EntryView<'a> {
    /// Where the changelog has it.
    pub mark: Mark,
    /// The day by which readers know it.
    pub date: Option<DateView>,
    /// What it is numbered.
    pub number: Option<&'a str>,
    /// Whether there was none before it.
    pub first: bool,
    /// Whether what it changed is not known, since no version before it can be read.
    pub uncompared: bool,
    /// Whether a version between it and the one before could not be read.
    pub unread: bool,
    /// What changed.
    pub changes: Vec<ToldView<'a>>,
    /// Whether there are changes of wording besides.
    pub editorial: bool,
}

seen! { EntryView<'a>: mark date number first uncompared unread changes editorial }

/// A change.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ToldView<'a> {
    /// Where the changelog has it.
    pub mark: Mark,
    /// Its words.
    pub text: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Whether it is material.
    pub material: bool,
}

seen! { ToldView<'a>: mark text kind material }

/// Adds the section on past changes to a policy's document, after what it says of changes to
/// come. What is wrong with its template.
pub(crate) fn add_section(subject: &Subject<'_>, history: &History, document: &mut Document) -> Vec<String> {
    let content = match content(subject, history) {
        Ok(content) => content,
        Err(error) => return vec![error],
    };
    if content.blocks.is_empty() && content.sections.is_empty() {
        return Vec::new();
    }
    let id = document.free_id("history");
    let mut section = Section {
        title: word(subject, "title").to_owned(),
        blocks: content.blocks,
        sections: identified(content.sections, &id),
        id,
        ..Section::default()
    };
    section.origin.spans = history.entries.iter().map(|entry| entry.span).collect();
    let changes = document.sections.iter().position(|section| section.id == "changes");
    let at = changes.map_or(document.sections.len(), |at| at + 1);
    document.sections.insert(at, section);
    Vec::new()
}

/// A document of past changes and nothing else, and what is wrong with its template.
pub(crate) fn document(subject: &Subject<'_>, history: &History) -> (Document, Vec<String>) {
    let (content, errors) = match content(subject, history) {
        Ok(content) => (content, Vec::new()),
        Err(error) => (read::Content::default(), vec![error]),
    };
    let frame = Viewer::new(subject).policy(Vec::new());
    let chrome = subject.wording.group("chrome");
    let document = Document {
        name: format!("{}.changelog", subject.policy.name),
        title: word(subject, "of").replace("{policy}", frame.title),
        language: frame.language.to_owned(),
        meta: outline::meta(&frame),
        chrome: chrome.map(|(key, word)| (key.to_owned(), word.to_owned())).collect(),
        lead: content.blocks,
        sections: identified(content.sections, &subject.policy.name),
        kind: DocumentKind::Policy,
        pictures: None,
    };
    (document, errors)
}

fn word<'a>(subject: &Subject<'a>, key: &str) -> &'a str {
    subject.wording.word(&["changelog", key]).unwrap_or_default()
}

fn content(subject: &Subject<'_>, history: &History) -> Result<read::Content, String> {
    let mut viewer = Viewer::new(subject);
    let frame = Frame::new(viewer.policy(Vec::new()));
    let view = view(&mut viewer, history);
    let title = word(subject, "title");
    let section = SectionView { id: "history", title, topic: "history", ..SectionView::default() };
    let scene = Scene { history: Some(&view), ..Scene::new(&frame, &section) };
    subject.wording.content(TEMPLATE, &scene, &mut Bump::new(), &viewer.spans, Vec::new())
}

fn view<'a>(viewer: &mut Viewer<'_>, history: &'a History) -> HistoryView<'a> {
    let mut told = |told: &'a Told| ToldView {
        mark: viewer.mark(told.span),
        text: &told.text,
        kind: &told.kind,
        material: told.material,
    };
    let changes: Vec<Vec<ToldView<'a>>> =
        history.entries.iter().map(|entry| entry.changes.iter().map(&mut told).collect()).collect();
    let marked = changes.iter().flatten().any(|change| change.material);
    let mut entry = |(entry, changes): (&'a Entry, Vec<ToldView<'a>>)| EntryView {
        mark: viewer.mark(entry.span),
        date: entry.date.map(day),
        number: entry.edition.version.as_deref(),
        first: entry.first,
        uncompared: entry.uncompared,
        unread: !entry.unread.is_empty(),
        changes,
        editorial: entry.editorial > 0,
    };
    let entries = history.entries.iter().zip(changes).map(&mut entry).collect();
    HistoryView { entries, complete: history.complete, marked }
}

/// The versions as sections with ids of their own: two may be of one day.
fn identified(mut sections: Vec<Section>, within: &str) -> Vec<Section> {
    let mut known = std::collections::BTreeSet::new();
    for section in &mut sections {
        let id = format!("{within}-{}", section.id);
        let candidates = std::iter::once(id.clone()).chain((2..).map(|count| format!("{id}-{count}")));
        let free = candidates.into_iter().find(|id| !known.contains(id)).unwrap_or(id);
        known.insert(free.clone());
        section.id = free;
    }
    sections
}
