//! The packs of law that a project brings along: `candor.yaml: laws`.

use std::path::Path;

use candor::analysis::laws;
use candor::law::{Kind, Pack, PackError, Vocabulary};

use super::candidates::{Candidates, Project};
use super::{Failure, load, paths, project_file};

/// How large a pack or a file of words may be; the largest that ships has a tenth of it.
const MAX_BYTES: u64 = 1024 * 1024;

/// Reads the packs of a project, in the order they are named.
pub(crate) fn packs(
    found: &Candidates,
    project: &Project,
    vocabulary: &Vocabulary,
) -> Result<Vec<Pack>, Failure> {
    let wrong = |path: &Path, error: &PackError| {
        wrong(found, path, error).with_help("docs/law.md says what a pack may hold")
    };
    let mut packs = Vec::new();
    for name in &project.file.laws {
        let path = project.base.join(name);
        let yaml = text(found, &project.root, &path).map_err(|failure| {
            let failure = project_file::named("laws", failure);
            match vocabulary.find(Kind::Law, name) {
                Some(_) => failure.with_help(format!(
                    "packs of your own stand here, by their files; a law is named in the policy: `policy \"…\" {{ laws \
                     {name} }}`"
                )),
                None => failure,
            }
        })?;
        packs.push((Pack::parse(&yaml).map_err(|error| wrong(&path, &error))?, path));
    }
    let all: Vec<Pack> = packs.iter().map(|(pack, _)| pack.clone()).collect();
    for (pack, path) in &packs {
        laws::verify(pack, &all, vocabulary).map_err(|error| wrong(path, &error))?;
    }
    Ok(all)
}

/// The text of a pack or a file of words, which has to lie in a folder.
pub(crate) fn text(found: &Candidates, root: &Path, path: &Path) -> Result<String, Failure> {
    let shown = paths::shown(path, &found.here);
    let cannot = |why: &str| Failure::new(format!("cannot read `{shown}`: {why}"));
    let bytes =
        load::within(root, path, MAX_BYTES).map_err(|error| cannot(&project_file::in_words(&error)))?;
    String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8"))
}

/// What is wrong in such a file, and where.
pub(crate) fn wrong(found: &Candidates, path: &Path, error: &PackError) -> Failure {
    let shown = paths::shown(path, &found.here);
    let place = if error.line > 0 { format!(":{}:{}", error.line, error.column) } else { String::new() };
    Failure::new(format!("{shown}{place}: {}", error.message))
}
