//! Which files a command line means, and which project each belongs to.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use candor::project::LoadError;
use candor::syntax::MAX_FILE_BYTES;
use ignore::WalkBuilder;

use super::project_file::{self, ProjectFile};
use super::{Failure, load, paths};

/// A project: the folder nothing is read outside of, and what its file says.
#[derive(Debug)]
pub(crate) struct Project {
    /// The folder, canonical.
    pub(crate) root: PathBuf,
    /// The folder that paths of the project file, and the default output folder, are relative to.
    pub(crate) base: PathBuf,
    /// What `candor.yaml` says.
    pub(crate) file: ProjectFile,
    /// Files that are about to change, as they will be.
    pub(crate) changed: BTreeMap<String, Vec<u8>>,
}

impl Project {
    fn new(root: &Path, base: &Path, file: ProjectFile) -> Self {
        Self { root: root.to_owned(), base: base.to_owned(), file, changed: BTreeMap::new() }
    }

    /// The folder that outputs go to, unless the command line names another.
    pub(crate) fn out(&self) -> PathBuf {
        // Without `.` parts, so that one folder has one name.
        self.base.join(self.out_name()).components().collect()
    }

    /// Fails if a link on the way to that folder leads out of the project.
    pub(crate) fn check_out(&self, here: &Path) -> Result<(), Failure> {
        let base = fs::canonicalize(&self.base);
        if base.is_ok_and(|base| project_file::leads_out(&base, self.out_name())) {
            let shown = paths::shown(&self.out(), here);
            return Err(Failure::new(format!("the folder `{shown}` leads out of its project"))
                .with_help("name the folder to write to: `--out DIR`"));
        }
        Ok(())
    }

    fn out_name(&self) -> &str {
        self.file.out.as_deref().unwrap_or("dist")
    }

    /// The bytes of a file, by its path relative to the root; what is about to change has changed.
    pub(crate) fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.changed.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => load::source(&self.root, path),
        }
    }
}

/// A file that may be a policy.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// The number of its project in [`Candidates::projects`].
    pub(crate) project: usize,
    /// Its path relative to the project's root, with `/`.
    pub(crate) path: String,
    /// Whether it was named itself, and not only found in a folder.
    pub(crate) named: bool,
    /// What came from standard input, if it is that.
    pub(crate) stdin: Option<Vec<u8>>,
}

/// A folder that was searched.
#[derive(Debug)]
pub(crate) struct Folder {
    /// Its name, as written.
    pub(crate) name: String,
    /// The numbers in [`Candidates::files`] of what was found in it, whatever else it was found by.
    pub(crate) files: Vec<usize>,
}

impl Candidate {
    /// The bytes of a file of this candidate's project; standard input stands in for its own.
    pub(crate) fn load(&self, project: &Project, path: &str) -> Result<Vec<u8>, LoadError> {
        match &self.stdin {
            Some(bytes) if path == self.path => {
                let size = bytes.len() as u64;
                if size > MAX_FILE_BYTES { Err(LoadError::TooLarge(size)) } else { Ok(bytes.clone()) }
            }
            Some(_) | None => project.load(path),
        }
    }
}

/// Everything a command line means.
#[derive(Debug)]
pub(crate) struct Candidates {
    /// The current directory, canonical.
    pub(crate) here: PathBuf,
    /// The projects.
    pub(crate) projects: Vec<Project>,
    /// The folders that were searched.
    pub(crate) folders: Vec<Folder>,
    /// The files, in the order they were named and, within a folder, by path.
    pub(crate) files: Vec<Candidate>,
    by_folder: BTreeMap<PathBuf, usize>,
    /// Each file once: its project, its path, and whether it is standard input.
    known: BTreeMap<(usize, String, bool), usize>,
}

/// Finds what `paths` mean; none means what `candor.yaml` says, or else the current directory.
///
/// `stdin_name` is what a policy from standard input (`-`) is called.
pub(crate) fn candidates(written: &[PathBuf], stdin_name: &str) -> Result<Candidates, Failure> {
    candidates_from(here()?, written, stdin_name)
}

/// The current directory, with no link in its path.
pub(crate) fn here() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().and_then(fs::canonicalize);
    here.map_err(|error| Failure::new(format!("cannot tell the current directory: {}", load::plain(&error))))
}

/// [`candidates`] as seen from a canonical folder.
pub(crate) fn candidates_from(
    here: PathBuf,
    written: &[PathBuf],
    stdin_name: &str,
) -> Result<Candidates, Failure> {
    let mut found = Candidates::nothing(here);
    if written.is_empty() {
        let at = found.project_of(&found.here.clone())?;
        for (path, named) in found.default_paths(at) {
            found.path(&path).map_err(|failure| match named {
                true => project_file::named("policies", failure),
                false => failure,
            })?;
        }
    }
    for path in written {
        if path.as_os_str() == "-" {
            found.stdin(stdin_name)?;
        } else {
            found.path(path)?;
        }
    }
    Ok(found)
}

impl Candidates {
    /// Nothing yet, as seen from a canonical folder.
    pub(crate) fn nothing(here: PathBuf) -> Self {
        Self {
            here,
            projects: Vec::new(),
            folders: Vec::new(),
            files: Vec::new(),
            by_folder: BTreeMap::new(),
            known: BTreeMap::new(),
        }
    }

    /// How a file of a project is shown: from the current directory.
    pub(crate) fn shown(&self, project: &Project, candidate: &Candidate, path: &str) -> String {
        if candidate.stdin.is_some() && candidate.path == path {
            return "<stdin>".to_owned();
        }
        paths::shown(&project.root.join(path), &self.here)
    }

    /// What is meant where nothing is named, and whether the project file names it.
    fn default_paths(&self, project: usize) -> Vec<(PathBuf, bool)> {
        let Some(project) = self.projects.get(project) else { return Vec::new() };
        let base = &project.base;
        match &project.file.policies {
            Some(policies) => policies.iter().map(|path| (base.join(path), true)).collect(),
            None => vec![(base.clone(), false)],
        }
    }

    fn path(&mut self, written: &Path) -> Result<(), Failure> {
        let name = paths::slashed(written.strip_prefix(&self.here).unwrap_or(written));
        let name = if name.is_empty() { ".".to_owned() } else { name };
        let path = self.here.join(written);
        match fs::metadata(&path) {
            Ok(known) if known.is_dir() => self.folder(&path, name),
            Ok(_) => self.file(&path, true).map(drop),
            // It is there, and cannot be followed: the loader says so.
            Err(error) if error.kind() != ErrorKind::NotFound && fs::symlink_metadata(&path).is_ok() => {
                self.file(&path, true).map(drop)
            }
            Err(error) => Err(no_such_path(&name, &error)),
        }
    }

    fn folder(&mut self, path: &Path, name: String) -> Result<(), Failure> {
        let cannot = |error: &dyn std::fmt::Display| Failure::new(format!("cannot search `{name}`: {error}"));
        let real = fs::canonicalize(path).map_err(|error| cannot(&load::plain(&error)))?;
        let mut files = Vec::new();
        for entry in WalkBuilder::new(&real).sort_by_file_path(Ord::cmp).build() {
            let entry = entry.map_err(|error| cannot(&error))?;
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            if !is_folder && entry.path().extension().is_some_and(|extension| extension == "candor") {
                files.push(entry.into_path());
            }
        }
        let files = files.iter().map(|file| self.file(file, false)).collect::<Result<_, _>>()?;
        self.folders.push(Folder { name, files });
        Ok(())
    }

    /// Adds a file; its number.
    fn file(&mut self, path: &Path, named: bool) -> Result<usize, Failure> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(Failure::new(format!("`{}` is not a file", path.display())));
        };
        // Only the folder's links are resolved: where the file's own link leads is for the loader to judge.
        let parent =
            fs::canonicalize(parent).map_err(|error| no_such_path(&path.to_string_lossy(), &error))?;
        let path = parent.join(name);
        let project = self.project_of(&parent)?;
        let root = self.projects.get(project).map(|project| project.root.clone()).unwrap_or_default();
        let relative = path.strip_prefix(&root).unwrap_or(&path);
        if relative.to_str().is_none() {
            return Err(Failure::new(format!("the name of `{}` is not UTF-8", path.display()))
                .with_help("rename the file"));
        }
        Ok(self.add(Candidate { project, path: paths::slashed(relative), named, stdin: None }))
    }

    fn stdin(&mut self, name: &str) -> Result<(), Failure> {
        let bytes = load::stdin();
        let bytes = bytes
            .map_err(|error| Failure::new(format!("cannot read standard input: {}", load::plain(&error))))?;
        let project = self.project_of(&self.here.clone())?;
        let root = self.projects.get(project).map(|project| project.root.clone()).unwrap_or_default();
        let path = self.here.join(format!("{name}.candor"));
        let path = paths::slashed(path.strip_prefix(&root).unwrap_or(&path));
        self.add(Candidate { project, path, named: true, stdin: Some(bytes) });
        Ok(())
    }

    fn add(&mut self, candidate: Candidate) -> usize {
        let key = (candidate.project, candidate.path.clone(), candidate.stdin.is_some());
        let at = *self.known.entry(key).or_insert(self.files.len());
        match self.files.get_mut(at) {
            // Named beats found: what was named must be a policy.
            Some(twin) => twin.named |= candidate.named,
            None => self.files.push(candidate),
        }
        at
    }

    /// The project of a canonical folder: the nearest `candor.yaml` upward, or else
    /// the current directory if the folder lies in it, or else the folder alone.
    fn project_of(&mut self, folder: &Path) -> Result<usize, Failure> {
        if let Some(&known) = self.by_folder.get(folder) {
            return Ok(known);
        }
        let mut project = None;
        for parent in folder.ancestors() {
            if let Some(file) = project_file::of(parent, &self.here)? {
                project = Some(Project::new(parent, parent, file));
                break;
            }
        }
        let project = project.unwrap_or_else(|| {
            let root = if folder.starts_with(&self.here) { &self.here } else { folder };
            Project::new(root, &self.here, ProjectFile::default())
        });
        let at = self.projects.iter().position(|other| other.root == project.root).unwrap_or_else(|| {
            self.projects.push(project);
            self.projects.len() - 1
        });
        self.by_folder.insert(folder.to_owned(), at);
        Ok(at)
    }
}

fn no_such_path(name: &str, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::NotFound => {
            let missing = Failure::new(format!("there is no file or folder `{name}`"));
            match name.contains(['*', '?']) {
                true => {
                    missing.with_help("patterns are not read here: name files, or a folder for all in it")
                }
                false => missing,
            }
        }
        _ => Failure::new(format!("cannot read `{name}`: {}", load::plain(error))),
    }
}
