//! The versions of a policy in the history of a repository, from one commit back.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use candor::diagnostic::Severity;
use candor::law::Vocabulary;
use candor::project::{self, LoadError, Read};
use jiff::civil::Date;

use crate::workspace::git::{Commit, Repository, Revision, Tree};
use crate::workspace::{Failure, paths};

/// How many digits of a commit's id are shown.
const SHORT: usize = 9;

/// A policy as a commit left it, until another changed it or what it imports.
pub(super) struct State {
    /// The commit.
    pub(super) commit: Commit,
    /// Its day.
    pub(super) day: Option<Date>,
    /// The policy; or, if it has mistakes, the first of them.
    pub(super) read: Result<Read, String>,
}

impl State {
    /// The commit's id, shortened.
    pub(super) fn short(&self) -> String {
        short(&self.commit)
    }
}

/// Where a walk ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// There is nothing before.
    Beginning,
    /// What came before this commit was never fetched.
    CutOff(String),
    /// Whoever was shown the versions wants no more.
    Enough,
}

/// The vocabulary that a project had in a commit, by the root it had there.
pub(super) type Words<'a> = &'a dyn Fn(&Tree<'_>, &Path) -> Vocabulary;

/// A file and the folder nothing is read outside of; both change when a file moves.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    root: PathBuf,
    path: String,
}

impl Place {
    fn file(&self) -> PathBuf {
        self.root.join(&self.path)
    }

    /// The place of the same policy in another file: if that lies elsewhere, so does its root.
    fn moved(&self, file: &Path) -> Option<Self> {
        if let Ok(path) = file.strip_prefix(&self.root) {
            return Some(Self { root: self.root.clone(), path: paths::slashed(path) });
        }
        let root = if file.ends_with(&self.path) {
            file.ancestors().nth(Path::new(&self.path).components().count())?
        } else {
            file.parent()?
        };
        let path = paths::slashed(file.strip_prefix(root).ok()?);
        Some(Self { root: root.to_owned(), path })
    }
}

/// Calls `each` with the versions of a policy that commits left, the newest first, as long as it
/// wants more. `root` is the folder of the project, `path` the policy's file in it, `vocabulary`
/// what its words were looked up in.
pub(super) fn walk(
    repository: &Repository,
    from: Commit,
    root: &Path,
    path: &str,
    vocabulary: Words<'_>,
    each: &mut dyn FnMut(State) -> Result<bool, Failure>,
) -> Result<End, Failure> {
    let mut place = Place { root: root.to_owned(), path: path.to_owned() };
    let mut at = from;
    let mut after: Option<Commit> = None;
    let mut files: Vec<PathBuf> = Vec::new();
    let mut revisions: std::vec::IntoIter<Revision> = Vec::new().into_iter();
    loop {
        let Some((read, asked)) = read(repository, &at, &place, vocabulary)? else {
            // The commit after this one made the file, or moved it here.
            let Some(after) = after.take() else { return Ok(End::Beginning) };
            let old = repository.moved_from(&at, &after, &place.file())?;
            match old.and_then(|old| place.moved(&old)) {
                Some(moved) => place = moved,
                None => return Ok(End::Beginning),
            }
            continue;
        };
        if asked != files {
            revisions = repository.history(&at, &asked)?.into_iter();
            files = asked;
        }
        let Some(revision) = revisions.next() else { return Ok(End::Beginning) };
        let state = State { commit: revision.commit.clone(), day: revision.day.parse().ok(), read };
        if !each(state)? {
            return Ok(End::Enough);
        }
        match revision.parent {
            Some(parent) => at = parent,
            None if repository.is_cut_off(&revision.commit) => {
                return Ok(End::CutOff(short(&revision.commit)));
            }
            None => return Ok(End::Beginning),
        }
        after = Some(revision.commit);
    }
}

/// A policy and every file that was asked for, there or not.
type Asked = (Result<Read, String>, Vec<PathBuf>);

/// A policy as it is in a commit; nothing, if its file is not there.
fn read(
    repository: &Repository,
    at: &Commit,
    place: &Place,
    vocabulary: Words<'_>,
) -> Result<Option<Asked>, Failure> {
    let tree = repository.tree_below(at, &place.root)?;
    let asked = RefCell::new(BTreeSet::new());
    let missing = RefCell::new(false);
    let load = |path: &str| {
        let asked = &mut *asked.borrow_mut();
        asked.insert(place.root.join(path));
        let found = tree.load_by_way_of(&place.root, path, &mut |passed| {
            asked.insert(passed);
        });
        *missing.borrow_mut() |= path == place.path && found == Err(LoadError::Missing);
        found
    };
    let read = project::read(&place.path, &load, &vocabulary(&tree, &place.root));
    if *missing.borrow() {
        return Ok(None);
    }
    let error = read.findings.iter().find(|finding| finding.severity == Severity::Error);
    let read = match error {
        Some(error) => Err(format!("{}: {}", read.sources.place(error.span), error.message)),
        None if read.policy.span.is_none() => Err("no policy is declared there".to_owned()),
        None => Ok(read),
    };
    Ok(Some((read, asked.into_inner().into_iter().collect())))
}

fn short(commit: &Commit) -> String {
    commit.id.get(..SHORT).unwrap_or(&commit.id).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(root: &str, path: &str, to: &str) -> (String, String) {
        let place = Place { root: root.into(), path: path.to_owned() };
        let place = place.moved(Path::new(to)).unwrap();
        (place.root.to_string_lossy().into_owned(), place.path)
    }

    #[test]
    fn a_file_that_moves_takes_its_folder_along() {
        let to = |root: &str, path: &str| (root.to_owned(), path.to_owned());
        assert_eq!(moved("/r", "a/acme.candor", "/r/old.candor"), to("/r", "old.candor"));
        assert_eq!(
            moved("/r/web", "a/acme.candor", "/r/legal/a/acme.candor"),
            to("/r/legal", "a/acme.candor")
        );
        assert_eq!(moved("/r/web", "acme.candor", "/r/legal/old.candor"), to("/r/legal", "old.candor"));
    }
}
