//! The policies of a revision, beside those of another one or of now.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use candor::law::Vocabulary;
use candor::project::LoadError;

use super::{Arguments, Place, Version, now};
use crate::workspace::candidates::{Candidates, Project};
use crate::workspace::git::Tree;
use crate::workspace::words::vocabulary_at;
use crate::workspace::{Failure, paths};

/// Each policy by its project and path: as it is at the old revision, and now or at the new one.
pub(super) type Pairs<'a> = BTreeMap<(usize, String), (Option<Version<'a>>, Option<Version<'a>>)>;

/// A revision as it was named, and its files.
#[derive(Clone, Copy)]
pub(super) struct Revision<'a> {
    pub(super) name: &'a str,
    pub(super) tree: &'a Tree<'a>,
}

/// What is compared.
pub(super) struct Between<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) here: &'a Path,
    pub(super) found: &'a Candidates,
    /// What was named and is there no longer.
    pub(super) gone: &'a [PathBuf],
    pub(super) old: Revision<'a>,
    /// Nothing: the files as they are now.
    pub(super) new: Option<Revision<'a>>,
}

impl<'a> Between<'a> {
    /// The policies that were asked for; `words` is what those of a project are read with now.
    ///
    /// # Errors
    ///
    /// What was named and is neither in the old version nor in the new one.
    pub(super) fn pairs(&self, words: &dyn Fn(usize) -> Vocabulary) -> Result<Pairs<'a>, Failure> {
        let mut pairs = Pairs::new();
        let searched = searched(self.arguments, self.found, self.here);
        for (at, project) in self.found.projects.iter().enumerate() {
            let under = || searched.iter().chain(self.gone).map(PathBuf::as_path);
            for (path, version) in self.at(self.old, at, project, under()) {
                pairs.entry((at, path)).or_default().0 = Some(version);
            }
            let new = self.new.into_iter().flat_map(|new| self.at(new, at, project, under()));
            for (path, version) in new {
                pairs.entry((at, path)).or_default().1 = Some(version);
            }
        }
        if self.new.is_none() {
            for candidate in &self.found.files {
                let named = candidate.named;
                let version = now(self.found, candidate, named, &words(candidate.project));
                pairs.entry((candidate.project, candidate.path.clone())).or_default().1 = version;
            }
        }
        self.unreadable(&mut pairs);
        self.known(&pairs)?;
        Ok(pairs)
    }

    /// The policies of a project below some folders, at a revision.
    fn at<'p>(
        &self,
        revision: Revision<'a>,
        at: usize,
        project: &'a Project,
        under: impl Iterator<Item = &'p Path>,
    ) -> Vec<(String, Version<'a>)> {
        let vocabulary = self.words(revision, project);
        let mut versions = Vec::new();
        for under in under {
            let named = self.gone.iter().any(|gone| gone == under) || under.is_file();
            // A file of a project inside this one is that one's.
            let own = |path: &String| nearest(self.found, &project.root.join(path)) == Some(at);
            for path in revision.tree.policies(&project.root, under).into_iter().filter(own) {
                let version = self.version(revision, project, path.clone(), named, vocabulary.clone());
                versions.push((path, version));
            }
        }
        versions
    }

    fn version(
        &self,
        revision: Revision<'a>,
        project: &'a Project,
        path: String,
        named: bool,
        vocabulary: Vocabulary,
    ) -> Version<'a> {
        let Revision { name, tree } = revision;
        let place = Place::Then { tree, root: &project.root, revision: name, here: self.here };
        Version { place, path, named, vocabulary }
    }

    /// What the words of a project are looked up in at a revision.
    fn words(&self, revision: Revision<'a>, project: &Project) -> Vocabulary {
        vocabulary_at(revision.tree, &project.root, self.found, project, &self.arguments.wording.words)
    }

    /// What the commit cannot tell of, in a submodule for one, is not new for that.
    fn unreadable(&self, pairs: &mut Pairs<'a>) {
        for ((at, path), (old, _)) in pairs.iter_mut().filter(|(_, (old, _))| old.is_none()) {
            let Some(project) = self.found.projects.get(*at) else { continue };
            if !matches!(self.old.tree.load(&project.root, path), Ok(_) | Err(LoadError::Missing)) {
                let words = self.words(self.old, project);
                *old = Some(self.version(self.old, project, path.clone(), true, words));
            }
        }
    }

    /// Refuses what was named and is in neither version.
    fn known(&self, pairs: &Pairs<'_>) -> Result<(), Failure> {
        let is_below = |gone: &Path| {
            pairs.keys().any(|(at, path)| {
                let project = self.found.projects.get(*at);
                project.is_some_and(|project| project.root.join(path).starts_with(gone))
            })
        };
        match self.gone.iter().find(|gone| !is_below(gone)) {
            Some(gone) => Err(Failure::new(format!(
                "there is no file or folder `{}`, neither now nor in `{}`",
                paths::shown(gone, self.here),
                self.old.name
            ))),
            None => Ok(()),
        }
    }

    /// The policies of the old version that are gone and that nobody named: what is new may have stood there.
    pub(super) fn moved(&self, pairs: &Pairs<'_>) -> Vec<(usize, Version<'a>)> {
        let mut moved = Vec::new();
        for (at, project) in self.found.projects.iter().enumerate() {
            for path in self.old.tree.policies(&project.root, &project.root) {
                let still = match self.new {
                    Some(new) => new.tree.load(&project.root, &path).is_ok(),
                    None => project.root.join(&path).exists(),
                };
                if !still && !pairs.contains_key(&(at, path.clone())) {
                    let words = self.words(self.old, project);
                    moved.push((at, self.version(self.old, project, path, false, words)));
                }
            }
        }
        moved
    }
}

/// The number of the innermost project that a file lies in.
fn nearest(found: &Candidates, file: &Path) -> Option<usize> {
    let inside = found.projects.iter().enumerate().filter(|(_, project)| file.starts_with(&project.root));
    inside.max_by_key(|(_, project)| project.root.components().count()).map(|(at, _)| at)
}

/// Where policies are looked for in a revision: what was named, or what the project says.
fn searched(arguments: &Arguments, found: &Candidates, here: &Path) -> Vec<PathBuf> {
    let written: Vec<PathBuf> = if arguments.paths.is_empty() {
        let project = found.projects.first();
        match project.map(|project| (&project.base, project.file.policies.as_ref())) {
            Some((base, Some(policies))) => policies.iter().map(|path| base.join(path)).collect(),
            Some((base, None)) => vec![base.clone()],
            None => vec![here.to_owned()],
        }
    } else {
        arguments.paths.iter().map(|path| here.join(path)).collect()
    };
    written.iter().filter_map(|path| fs::canonicalize(path).ok()).collect()
}
