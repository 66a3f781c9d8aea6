//! A policy to its outputs: everything between reading and writing files.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use crate::approval;
use crate::changelog::History;
use crate::diagnostic::Diagnostic;
pub use crate::document::unworded::Proses;
use crate::document::view::Subject;
use crate::document::{Document, DocumentKind, Pictures, Wording, history, outline, picture, stub, unworded};
use crate::emit::{Format, dot, html, json, markdown, mermaid, svg, text};
use crate::project::Read;
use crate::threads::both;

/// What is to be built, and from what wording.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The formats, in order.
    pub formats: Vec<Format>,
    /// The folder of wording, such as `en`.
    pub locale: String,
    /// The user's own templates by name, such as `en/rights.md`; each stands in for the one of that name.
    pub templates: BTreeMap<String, String>,
    /// The files that those come from, by the same names, as they are called where something is wrong in one.
    pub template_files: BTreeMap<String, String>,
    /// Whether HTML is a fragment for embedding rather than a page.
    pub fragment: bool,
    /// Whether Markdown begins with YAML front matter.
    pub front_matter: bool,
    /// Whether the policy has a section with a picture of what goes where.
    pub diagram: bool,
    /// Whether there is a label: the policy on one page.
    pub label: bool,
    /// The wording that was read already, so that many policies share it.
    pub wordings: Wordings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            formats: Format::ORDINARY.to_vec(),
            locale: "en".to_owned(),
            templates: BTreeMap::new(),
            template_files: BTreeMap::new(),
            fragment: false,
            front_matter: false,
            diagram: false,
            label: false,
            wordings: Wordings::default(),
        }
    }
}

/// Wording by locale and language, each read once for all policies that are built
/// with the same settings; new settings begin with none.
#[derive(Clone, Default)]
pub struct Wordings(Arc<Mutex<ByLanguage>>);

/// Wording by locale, language and how much its templates may spend.
type ByLanguage = BTreeMap<(String, String, u64), Arc<Wording>>;

/// The size of source up to which templates may spend no more than the least.
const ORDINARY_BYTES: usize = 256 * 1024;

impl Wordings {
    /// The wording for a policy of so many bytes; a long one may spend more on its templates.
    fn get(&self, settings: &Settings, language: &str, bytes: usize) -> Result<Arc<Wording>, String> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let size = u64::try_from(bytes.div_ceil(ORDINARY_BYTES).next_power_of_two()).unwrap_or(u64::MAX);
        let key = (settings.locale.clone(), language.to_owned(), size);
        if let Some(wording) = known.get(&key) {
            return Ok(Arc::clone(wording));
        }
        let wording = Wording::new(&settings.locale, language, &settings.templates)?;
        let wording = Arc::new(wording.for_size(size));
        known.insert(key, Arc::clone(&wording));
        Ok(wording)
    }
}

impl fmt::Debug for Wordings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Wordings")
    }
}

/// One file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its name, such as `acme.ccpa.html`.
    pub file: String,
    /// What it holds.
    pub text: String,
}

/// What building gave.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The files, in a fixed order.
    pub outputs: Vec<Output>,
    /// What was found on the way: a template that fails, a declaration that no document words.
    pub findings: Vec<Diagnostic>,
    /// A template that does not work, named with its line.
    pub template_errors: Vec<String>,
}

impl Built {
    fn extend(&mut self, more: Self) {
        self.outputs.extend(more.outputs);
        self.findings.extend(more.findings);
        self.template_errors.extend(more.template_errors);
    }
}

/// Builds every output of a policy that was read without errors.
#[must_use]
pub fn compile(read: &Read, settings: &Settings) -> Built {
    make(read, settings, false)
}

/// [`compile`] on two threads: the policy's own document and the stubs of its laws are made at the
/// same time. What is made is the same; it helps where nothing else keeps the processors busy.
#[must_use]
pub fn compile_on_threads(read: &Read, settings: &Settings) -> Built {
    make(read, settings, !read.policy.laws.is_empty())
}

fn make(read: &Read, settings: &Settings, on_threads: bool) -> Built {
    let mut built = Built::default();
    let wording = match wording(read, settings) {
        Ok(wording) => wording,
        Err(error) => {
            built.template_errors.push(error);
            return built;
        }
    };
    let subject = Subject::new(&read.policy, &wording);
    let policy = || {
        let mut built = Built::default();
        let (policy, label) = own(read, &subject, settings, &mut built);
        emit(read, &policy, settings.formats.iter().copied(), settings, &mut built);
        (built, label)
    };
    // The model is one, however many documents are made of it.
    let once = |format: &Format| *format == Format::Json || format.is_picture();
    let others = |documents: &[Document], built: &mut Built| {
        for document in documents {
            let formats = settings.formats.iter().copied().filter(|format| !once(format));
            emit(read, document, formats, settings, built);
        }
    };
    let laws = || {
        let mut built = Built::default();
        let stubs = stub::documents(&subject);
        built.template_errors = stubs.template_errors;
        others(&stubs.documents, &mut built);
        built
    };
    let ((policy, label), laws) = both(on_threads, policy, laws);
    built.extend(policy);
    built.extend(laws);
    others(label.as_slice(), &mut built);
    in_files(&mut built.template_errors, settings);
    built
}

/// Says of what is wrong with templates in which of the user's files that is.
fn in_files(errors: &mut [String], settings: &Settings) {
    for error in errors {
        for (name, file) in &settings.template_files {
            *error = error.replace(&format!("template {name}:"), &format!("template {file}:"));
            if let Some(rest) = error.strip_prefix(&**name).filter(|rest| rest.starts_with(':')) {
                *error = format!("{file}{rest}");
            }
        }
    }
}

/// What making the documents of a policy would find; they are made only where templates
/// of the user's own may leave something out or fail, and where somebody approved what they say.
#[must_use]
pub fn check(read: &Read, settings: &Settings) -> Built {
    checked(read, settings, None)
}

/// [`check`] of a policy that is checked again and again.
#[must_use]
pub fn check_again(read: &Read, settings: &Settings, known: &mut Proses) -> Built {
    checked(read, settings, Some(known))
}

fn checked(read: &Read, settings: &Settings, known: Option<&mut Proses>) -> Built {
    let shipped = settings.templates.is_empty() && read.policy.approvals.is_empty();
    match shipped.then(|| unworded::findings(&read.policy, &settings.locale, known)).flatten() {
        Some(findings) => Built { findings, ..Built::default() },
        None => {
            let mut built = Built::default();
            let documents = documents(read, settings, &mut built);
            let dressed = settings.formats.contains(&Format::Html) && !settings.fragment;
            // A page that ships works.
            let own = |document: &&Document| settings.templates.contains_key(page_of(document, settings).0);
            let mut pages = documents.iter().filter(|_| dressed).filter(own);
            built.template_errors.extend(pages.find_map(|document| page(document, settings).err()));
            in_files(&mut built.template_errors, settings);
            built
        }
    }
}

/// The documents of a policy before they are written in any format: its own,
/// then a section stub for each law it names; none if there is no wording.
#[must_use]
pub fn documents(read: &Read, settings: &Settings, built: &mut Built) -> Vec<Document> {
    let wording = match wording(read, settings) {
        Ok(wording) => wording,
        Err(error) => {
            built.template_errors.push(error);
            return Vec::new();
        }
    };
    let subject = Subject::new(&read.policy, &wording);
    let (policy, label) = own(read, &subject, settings, built);
    let stubs = stub::documents(&subject);
    built.template_errors.extend(stubs.template_errors);
    in_files(&mut built.template_errors, settings);
    std::iter::once(policy).chain(stubs.documents).chain(label).collect()
}

/// A policy's own document, and its label where one is wanted.
fn own(
    read: &Read,
    subject: &Subject<'_>,
    settings: &Settings,
    built: &mut Built,
) -> (Document, Option<Document>) {
    let policy = &read.policy;
    let outlined = outline::policy(subject);
    built.findings.extend(outlined.findings);
    built.template_errors.extend(outlined.template_errors);
    if !policy.approvals.is_empty() {
        let sections = approval::sections(policy, &outlined.document);
        built.findings.extend(approval::check(policy, &sections));
    }
    let mut document = outlined.document;
    if settings.diagram || settings.formats.iter().any(|format| format.is_picture()) {
        document.pictures = Some(picture::pictures(subject));
    }
    if settings.diagram {
        built.template_errors.extend(picture::add_section(subject, &mut document));
    }
    if let Some(changes) = &read.changelog {
        built.template_errors.extend(history::add_section(subject, changes, &mut document));
    }
    let label = settings.label.then(|| {
        let (label, errors) = picture::label(subject);
        built.template_errors.extend(errors);
        label
    });
    (document, label)
}

/// The wording of a policy's documents.
///
/// # Errors
///
/// Says which locale is missing, or where the user's words are wrong.
pub fn wording(read: &Read, settings: &Settings) -> Result<Arc<Wording>, String> {
    let language = read.policy.language.as_deref().unwrap_or(&settings.locale);
    let bytes = read.sources.iter().map(|(_, source)| source.text.len()).sum();
    let wording = settings.wordings.get(settings, language, bytes);
    let fitting = wording.and_then(|wording| wording.names_fit(&read.policy.vocabulary).map(|()| wording));
    fitting.map_err(|mut error| {
        in_files(std::slice::from_mut(&mut error), settings);
        error
    })
}

/// The past changes of a policy as a document of its own; none if there is no wording.
#[must_use]
pub fn changelog(read: &Read, changes: &History, settings: &Settings, built: &mut Built) -> Option<Document> {
    match wording(read, settings) {
        Ok(wording) => {
            let subject = Subject::new(&read.policy, &wording);
            let (document, errors) = history::document(&subject, changes);
            built.template_errors.extend(errors);
            Some(document)
        }
        Err(error) => {
            built.template_errors.push(error);
            None
        }
    }
}

/// Every section of a policy's own document with what it says, to be approved; what was
/// found on the way stands in `built`, without what approvals no longer hold for.
#[must_use]
pub fn sections(read: &Read, settings: &Settings, built: &mut Built) -> Vec<approval::Section> {
    let documents = documents(read, settings, built);
    built.findings.retain(|finding| !approval::CODES.contains(&finding.code));
    let document = documents.first();
    document.map_or_else(Vec::new, |document| approval::sections(&read.policy, document))
}

/// What templates see of a policy: the frame as `policy`, then each section by
/// the template that words it, in order. For those who write templates.
///
/// # Errors
///
/// Says what is wrong with the wording.
pub fn views(read: &Read, settings: &Settings) -> Result<Vec<(String, serde_json::Value)>, String> {
    let language = read.policy.language.as_deref().unwrap_or(&settings.locale);
    let wording = Wording::new(&settings.locale, language, &settings.templates)?;
    Ok(outline::views(&Subject::new(&read.policy, &wording)))
}

/// The template that dresses a document's page, by its name: the user's, or the one that ships.
#[must_use]
pub fn page_of<'a>(document: &Document, settings: &'a Settings) -> (&'static str, &'a str) {
    let (name, shipped) = match document.kind {
        DocumentKind::Policy | DocumentKind::Law => ("page.html.j2", html::PAGE),
        DocumentKind::Label => ("label.html.j2", html::LABEL),
    };
    (name, settings.templates.get(name).map_or(shipped, String::as_str))
}

/// A document as a page.
fn page(document: &Document, settings: &Settings) -> Result<String, String> {
    let (name, page) = page_of(document, settings);
    html::page(document, page).map_err(|error| format!("template {name}: {error}"))
}

fn picture(document: &Document, emit: impl FnOnce(&Pictures) -> String) -> String {
    document.pictures.as_ref().map(emit).unwrap_or_default()
}

fn emit(
    read: &Read,
    document: &Document,
    formats: impl Iterator<Item = Format>,
    settings: &Settings,
    built: &mut Built,
) {
    for format in formats {
        let text = match format {
            Format::Markdown if settings.front_matter => {
                format!("{}{}", markdown::front_matter(document), markdown::emit(document))
            }
            Format::Markdown => markdown::emit(document),
            Format::Html if settings.fragment => html::fragment(document),
            Format::Html => match page(document, settings) {
                Ok(page) => page,
                Err(error) => {
                    built.template_errors.push(error);
                    continue;
                }
            },
            Format::Text => text::emit(document),
            Format::Svg => picture(document, |pictures| svg::emit(&pictures.shown)),
            Format::Mermaid => picture(document, |pictures| mermaid::emit(&pictures.shown)),
            Format::Dot => picture(document, |pictures| dot::emit(&pictures.whole)),
            Format::Json => json::emit(&read.policy, document, &read.sources),
        };
        built.outputs.push(Output { file: format!("{}.{}", document.name, format.extension()), text });
    }
}
