//! The words that a project adds to the vocabulary: `candor.yaml: vocabulary`, or `--vocabulary`.

use std::fs;
use std::path::{Path, PathBuf};

use candor::law::Vocabulary;

use super::candidates::{Candidates, Project};
use super::git::Tree;
use super::{Failure, packs, paths};

// Which words there are beside those that ship.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Words {
    /// A file of words of your own, beside those of the vocabulary; may be given several times.
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
}

/// The files of words, in the order they are named: those of the command line, or else the project's.
pub(crate) fn files(found: &Candidates, project: &Project, words: &Words) -> Vec<PathBuf> {
    match words.vocabulary.as_slice() {
        [] => project.file.vocabulary.iter().map(|name| project.base.join(name)).collect(),
        given => given.iter().map(|name| found.here.join(name)).collect(),
    }
}

/// The vocabulary of a project: the one that ships, with its own words.
pub(crate) fn vocabulary(
    found: &Candidates,
    project: &Project,
    words: &Words,
) -> Result<Vocabulary, Failure> {
    let mut all = Vocabulary::builtin().clone();
    for path in files(found, project, words) {
        let yaml = text(found, project, words, &path)?;
        all = all.extended(&yaml).map_err(|error| {
            packs::wrong(found, &path, &error)
                .with_code("broken-vocabulary")
                .with_help("docs/vocabulary.md says what a file of words may hold")
        })?;
    }
    Ok(all)
}

/// The same as it was in a commit, where the project's root was `root`: a file that was not there
/// or was broken adds nothing. What lies outside of the project is as it is now.
pub(crate) fn vocabulary_at(
    tree: &Tree<'_>,
    root: &Path,
    found: &Candidates,
    project: &Project,
    words: &Words,
) -> Vocabulary {
    let mut all = Vocabulary::builtin().clone();
    for path in files(found, project, words) {
        let yaml = match path.strip_prefix(&project.root) {
            Ok(inside) => {
                let bytes = tree.load(root, &paths::slashed(inside)).ok();
                bytes.and_then(|bytes| String::from_utf8(bytes).ok())
            }
            Err(_) => text(found, project, words, &path).ok(),
        };
        all = yaml.and_then(|yaml| all.extended(&yaml).ok()).unwrap_or(all);
    }
    all
}

/// The text of a file of words; what `candor.yaml` names may not lead out of the project.
fn text(found: &Candidates, project: &Project, words: &Words, path: &Path) -> Result<String, Failure> {
    let real = fs::canonicalize(path).ok().filter(|_| !words.vocabulary.is_empty());
    match real.as_deref().and_then(|real| Some((real.parent()?, real))) {
        Some((folder, real)) => packs::text(found, folder, real),
        None => packs::text(found, &project.root, path),
    }
}
