//! A policy to its outputs: everything between reading and writing files.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::emit::Format;
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
    let _ = (read, settings);
    Built::default()
}
