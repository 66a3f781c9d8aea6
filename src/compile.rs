//! A policy to its outputs: everything between reading and writing files.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Wording, outline, stub};
use crate::emit::{Format, html, markdown, text};
use crate::law::Vocabulary;
use crate::project::Read;

/// What is to be built, and from what wording.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The formats, in order.
    pub formats: Vec<Format>,
    /// The folder of wording, such as `en`.
    pub locale: String,
    /// The user's own templates by name, such as `en/rights.md`; each stands in for the one of that name.
    pub templates: BTreeMap<String, String>,
    /// Whether HTML is a fragment for embedding rather than a page.
    pub fragment: bool,
    /// Whether Markdown begins with YAML front matter.
    pub front_matter: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { formats: Format::ALL.to_vec(), locale: "en".to_owned(), templates: BTreeMap::new(), fragment: false, front_matter: false }
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

/// Builds every output of a policy that was read without errors.
#[must_use]
pub fn compile(read: &Read, settings: &Settings) -> Built {
    let mut built = Built::default();
    let policy = &read.policy;
    let language = policy.language.as_deref().unwrap_or(&settings.locale);
    let wording = match Wording::new(&settings.locale, language, &settings.templates) {
        Ok(wording) => wording,
        Err(error) => {
            built.template_errors.push(error);
            return built;
        }
    };
    let outlined = outline::policy(policy, Vocabulary::builtin(), &wording);
    built.findings.extend(outlined.findings);
    built.template_errors.extend(outlined.template_errors);
    emit(&outlined.document, settings, &mut built);
    let stubs = stub::documents(policy, Vocabulary::builtin(), &wording);
    built.template_errors.extend(stubs.template_errors);
    for document in &stubs.documents {
        emit(document, settings, &mut built);
    }
    built
}

fn emit(document: &Document, settings: &Settings, built: &mut Built) {
    for &format in &settings.formats {
        let text = match format {
            Format::Markdown if settings.front_matter => {
                format!("{}{}", markdown::front_matter(document), markdown::emit(document))
            }
            Format::Markdown => markdown::emit(document),
            Format::Html if settings.fragment => html::fragment(document),
            Format::Html => {
                let page = settings.templates.get("page.html.j2").map_or(html::PAGE, String::as_str);
                match html::page(document, page) {
                    Ok(page) => page,
                    Err(error) => {
                        built.template_errors.push(format!("template page.html.j2: {error}"));
                        continue;
                    }
                }
            }
            Format::Text => text::emit(document),
            Format::Json => continue,
        };
        built.outputs.push(Output { file: format!("{}.{}", document.name, format.extension()), text });
    }
}
