//! What a command line writes: revisions, and paths of which some may be gone.

use std::fs;
use std::path::{Path, PathBuf};

use crate::workspace::Failure;
use crate::workspace::git::{Commit, Repository};

/// The revisions to compare, each with the name it is shown by; nothing for the files as they are.
#[expect(clippy::type_complexity, reason = "a name and a commit, twice")]
pub(super) fn revisions(
    repository: &Repository,
    written: &str,
) -> Result<((String, Commit), Option<(String, Commit)>), Failure> {
    let named = |name: &str| Ok::<_, Failure>((shortened(name), repository.commit(name)?));
    if let Some((old, new)) = written.split_once("...") {
        let one = repository.commit(if old.is_empty() { "HEAD" } else { old })?;
        let other = named(if new.is_empty() { "HEAD" } else { new })?;
        let base = repository.merge_base(&one, &other.1)?;
        let name = shortened(&base.id);
        return Ok(((name, base), (!new.is_empty()).then_some(other)));
    }
    match written.split_once("..") {
        Some((old, new)) => {
            let new = if new.is_empty() { None } else { Some(named(new)?) };
            Ok((named(if old.is_empty() { "HEAD" } else { old })?, new))
        }
        None => Ok((named(written)?, None)),
    }
}

/// A revision as it is shown: nobody reads forty digits.
fn shortened(name: &str) -> String {
    let is_id = name.len() >= 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.get(..12).filter(|_| is_id).unwrap_or(name).to_owned()
}

/// The paths that are there, and those that are not: they may have been.
pub(super) fn existing(written: &[PathBuf], here: &Path) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let (mut present, mut gone) = (Vec::new(), Vec::new());
    for path in written {
        if path.as_os_str() == "-" {
            return Err(Failure::new("with `--git` a policy cannot come from standard input")
                .with_help("name the file, or compare two files: `candor diff OLD -`"));
        }
        let whole = here.join(path);
        match fs::symlink_metadata(&whole) {
            Ok(_) => present.push(path.clone()),
            Err(_) => gone.push(lexical(&whole)),
        }
    }
    Ok((present, gone))
}

/// A path without `.` and `..`, the folders above it resolved as far as they are there.
fn lexical(path: &Path) -> PathBuf {
    let mut rest: Vec<std::ffi::OsString> = Vec::new();
    let mut at = path.to_owned();
    loop {
        if let Ok(real) = fs::canonicalize(&at) {
            return rest.iter().rev().fold(real, |path, part| path.join(part));
        }
        match (at.parent().map(Path::to_owned), at.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name.to_owned());
                at = parent;
            }
            _ => return path.to_owned(),
        }
    }
}
