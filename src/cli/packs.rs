//! The packs of law that a project brings along: `candor.yaml: laws`.

use std::path::Path;

use candor::analysis::laws;
use candor::law::{Pack, PackError, Vocabulary};

use super::candidates::{Candidates, Project};
use super::{Failure, load, paths, project_file};

/// How large a pack may be; the largest that ships has a tenth of it.
const MAX_BYTES: u64 = 1024 * 1024;

/// Reads the packs of a project, in the order they are named.
pub(crate) fn packs(found: &Candidates, project: &Project) -> Result<Vec<Pack>, Failure> {
    let mut packs = Vec::new();
    for name in &project.file.laws {
        let path = project.base.join(name);
        packs.push((read(found, project, &path)?, path));
    }
    let all: Vec<Pack> = packs.iter().map(|(pack, _)| pack.clone()).collect();
    for (pack, path) in &packs {
        laws::verify(pack, &all, Vocabulary::builtin()).map_err(|error| wrong(found, path, &error))?;
    }
    Ok(all)
}

fn read(found: &Candidates, project: &Project, path: &Path) -> Result<Pack, Failure> {
    let shown = paths::shown(path, &found.here);
    let cannot = |why: &str| Failure::new(format!("cannot read `{shown}`: {why}"));
    let bytes = load::within(&project.root, path, MAX_BYTES)
        .map_err(|error| cannot(&project_file::in_words(&error)))?;
    let yaml = String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8"))?;
    Pack::parse(&yaml).map_err(|error| wrong(found, path, &error))
}

fn wrong(found: &Candidates, path: &Path, error: &PackError) -> Failure {
    let shown = paths::shown(path, &found.here);
    let place = if error.line > 0 { format!(":{}:{}", error.line, error.column) } else { String::new() };
    // The reader of YAML may repeat the place at the end of its message.
    let message = error.message.split(" at line ").next().unwrap_or(&error.message);
    Failure::new(format!("{shown}{place}: {message}")).with_help("docs/law.md says what a pack may hold")
}
