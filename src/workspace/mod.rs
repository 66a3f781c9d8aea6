//! What a run finds where it stands, for the command line and the language server alike: which files are
//! meant, what `candor.yaml` says of them, and the words, packs and templates that come with them.

pub(crate) mod candidates;
pub(crate) mod git;
pub(crate) mod levels;
pub(crate) mod library;
pub(crate) mod load;
pub(crate) mod packs;
pub(crate) mod paths;
pub(crate) mod project_file;
pub(crate) mod settings;
pub(crate) mod words;

/// Why a run could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// The name that `candor explain` knows it by, if it has one.
    pub(crate) code: Option<&'static str>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, code: None }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn with_code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }
}
