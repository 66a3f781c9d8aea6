//! Old versions of files, out of git.
//!
//! The program `git` is run without a shell, with arguments that no revision and no path can
//! turn into options, and asked for objects only: nothing is checked out, no hook, filter or
//! pager runs, and nothing is fetched.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use candor::project::LoadError;
use candor::syntax::MAX_FILE_BYTES;

use super::{Failure, load, paths};

/// How many symbolic links in a row are followed.
const MAX_LINKS: usize = 8;

/// How much `git` may answer to one question but that for a file: a tree of a million files.
const MAX_ANSWER: u64 = 256 * 1024 * 1024;

/// A repository.
#[derive(Debug)]
pub(crate) struct Repository {
    /// Its work tree, canonical.
    top: PathBuf,
    /// Where people stand, so that its folder can be named.
    shown: String,
    objects: Mutex<Option<Objects>>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    /// Its id, in hexadecimal digits.
    pub(crate) id: String,
}

/// A commit in the history of some files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revision {
    /// The commit.
    pub(crate) commit: Commit,
    /// The commit before it; for a merge, the one that was merged into.
    pub(crate) parent: Option<Commit>,
    /// The day on which it was committed, `2026-03-01`.
    pub(crate) day: String,
}

/// `git cat-file --batch`, which hands out one object after the other.
#[derive(Debug)]
struct Objects {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It waits for questions; without its standard input it would end by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Repository {
    /// The repository that a canonical folder lies in.
    ///
    /// # Errors
    ///
    /// Says that there is no `git`, or that the folder is in no repository.
    pub(crate) fn around(folder: &Path, here: &Path) -> Result<Self, Failure> {
        let shown = paths::shown(folder, here);
        let top =
            run(folder, &["rev-parse", "--show-toplevel"])?.map_err(|why| no_repository(&shown, &why))?;
        let top = String::from_utf8_lossy(&top).trim_end_matches(['\n', '\r']).to_owned();
        if top.is_empty() {
            return Err(no_repository(&shown, "it has no work tree"));
        }
        let top = fs::canonicalize(&top).map_err(|error| {
            no_repository(&shown, &format!("its folder cannot be read: {}", load::plain(&error)))
        })?;
        Ok(Self { shown: paths::shown(&top, here), top, objects: Mutex::new(None) })
    }

    /// The commit that a revision means: a branch, a tag, an id, `HEAD~3`.
    ///
    /// # Errors
    ///
    /// Says that there is none.
    pub(crate) fn commit(&self, revision: &str) -> Result<Commit, Failure> {
        // No revision begins like an option, and none holds what would end the question.
        if revision.is_empty() || revision.starts_with('-') || revision.contains(['\0', '\n']) {
            return Err(self.no_revision(revision));
        }
        let wanted = format!("{revision}^{{commit}}");
        let found = run(&self.top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        id(&found.map_err(|_| self.no_revision(revision))?).ok_or_else(|| self.no_revision(revision))
    }

    /// The last commit that two have in common: where one was branched off the other.
    ///
    /// # Errors
    ///
    /// Says that they have none.
    pub(crate) fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Commit, Failure> {
        let found = run(&self.top, &["merge-base", "--end-of-options", &one.id, &other.id])?;
        found.ok().and_then(|found| id(&found)).ok_or_else(|| {
            Failure::new(format!("the two revisions have nothing in common in `{}`", self.shown))
                .with_help("a shallow clone may lack it: fetch more of the history")
        })
    }

    /// The commits that changed some files, newest first, from one on.
    ///
    /// Of a merge, the side that was merged into counts: what happened on a branch is one change,
    /// at the day it was merged.
    ///
    /// # Errors
    ///
    /// Says that the history cannot be read.
    pub(crate) fn history(&self, from: &Commit, files: &[PathBuf]) -> Result<Vec<Revision>, Failure> {
        let mut arguments = vec![
            "log",
            "-z",
            "--first-parent",
            "--no-show-signature",
            "--format=%H%x09%P%x09%cs",
            "--end-of-options",
            from.id.as_str(),
            "--",
        ];
        let names: Vec<String> = files
            .iter()
            .filter_map(|file| Some(paths::slashed(file.strip_prefix(&self.top).ok()?)))
            .collect();
        arguments.extend(names.iter().map(String::as_str));
        let found = run(&self.top, &arguments)?;
        let found = found
            .map_err(|why| Failure::new(format!("cannot read the history of `{}`: {why}", self.shown)))?;
        let text = String::from_utf8_lossy(&found).into_owned();
        let each = text.split('\0').filter_map(|line| {
            let mut parts = line.trim_start_matches('\n').splitn(3, '\t');
            let commit = id(parts.next()?.as_bytes())?;
            let parent = parts.next()?.split(' ').next().and_then(|parent| id(parent.as_bytes()));
            Some(Revision { commit, parent, day: parts.next()?.to_owned() })
        });
        Ok(each.collect())
    }

    /// Whether a commit without a parent has one that was never fetched.
    pub(crate) fn is_cut_off(&self, commit: &Commit) -> bool {
        let head = self.object(&commit.id).unwrap_or_default();
        let head = head.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
        head.into_iter().any(|line| line.starts_with(b"parent "))
    }

    /// Whether one commit is another, or came before it.
    ///
    /// # Errors
    ///
    /// Says that git cannot be run.
    pub(crate) fn is_before(&self, one: &Commit, other: &Commit) -> Result<bool, Failure> {
        run(&self.top, &["merge-base", "--is-ancestor", &one.id, &other.id]).map(|found| found.is_ok())
    }

    /// Where a file stood before the commit that moved it, if that is what the commit did.
    ///
    /// # Errors
    ///
    /// Says that git cannot be run.
    pub(crate) fn moved_from(
        &self,
        before: &Commit,
        commit: &Commit,
        file: &Path,
    ) -> Result<Option<PathBuf>, Failure> {
        let Ok(name) = file.strip_prefix(&self.top).map(paths::slashed) else { return Ok(None) };
        let arguments =
            ["diff-tree", "-r", "-z", "-M", "--diff-filter=R", "--name-status", &before.id, &commit.id];
        let Ok(found) = run(&self.top, &arguments)? else { return Ok(None) };
        let mut parts = found.split(|byte| *byte == 0).map(|part| std::str::from_utf8(part).ok());
        while let (Some(Some(_)), Some(old), Some(new)) = (parts.next(), parts.next(), parts.next()) {
            if new == Some(name.as_str()) {
                return Ok(old.map(|old| self.top.join(old)));
            }
        }
        Ok(None)
    }

    /// The files of a commit.
    ///
    /// # Errors
    ///
    /// Says that they cannot be listed.
    pub(crate) fn tree(&self, commit: &Commit) -> Result<Tree<'_>, Failure> {
        self.tree_below(commit, &self.top)
    }

    /// The files of a commit that lie in a folder.
    ///
    /// # Errors
    ///
    /// Says that they cannot be listed.
    pub(crate) fn tree_below(&self, commit: &Commit, folder: &Path) -> Result<Tree<'_>, Failure> {
        let below = folder.strip_prefix(&self.top).map(paths::slashed).unwrap_or_default();
        let mut arguments = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", &commit.id];
        // Without the slash it would be the folder itself, and nothing if that is a link.
        let below = if below.is_empty() { below } else { format!("{below}/") };
        if !below.is_empty() {
            arguments.extend(["--", below.as_str()]);
        }
        let found = run(&self.top, &arguments)?;
        let found = found
            .map_err(|why| Failure::new(format!("cannot read `{}` of `{}`: {why}", commit.id, self.shown)))?;
        let mut files = BTreeMap::new();
        for line in found.split(|byte| *byte == 0) {
            // A name that is not UTF-8 is no source file's.
            let Ok(line) = std::str::from_utf8(line) else { continue };
            let Some((facts, name)) = line.split_once('\t') else { continue };
            let mut facts = facts.split_ascii_whitespace();
            let (Some(mode), Some(_), Some(object), size) =
                (facts.next(), facts.next(), facts.next(), facts.next())
            else {
                continue;
            };
            let size = size.and_then(|size| size.parse().ok()).unwrap_or(0);
            files.insert(name.to_owned(), Entry { mode: mode.to_owned(), object: object.to_owned(), size });
        }
        Ok(Tree { repository: self, files })
    }

    /// The bytes of an object.
    fn object(&self, id: &str) -> Result<Vec<u8>, String> {
        let mut objects = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        if objects.is_none() {
            *objects = Some(self.start()?);
        }
        let answer = objects.as_mut().map(|objects| read_object(objects, id));
        match answer {
            Some(Ok(bytes)) => Ok(bytes),
            Some(Err(why)) => {
                // After half an answer, the next would be taken for the rest of it.
                *objects = None;
                Err(why)
            }
            None => Err("git is not running".to_owned()),
        }
    }

    fn start(&self) -> Result<Objects, String> {
        let mut command = command(&self.top);
        command
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| load::plain(&error))?;
        let (Some(ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("git cannot be asked".to_owned());
        };
        Ok(Objects { child, ask, answer: BufReader::new(answer) })
    }

    fn no_revision(&self, revision: &str) -> Failure {
        Failure::new(format!("there is no revision `{revision}` in the repository `{}`", self.shown)).with_help(
            "name a branch, a tag or a commit; in a shallow clone fetch it first: `git fetch --depth=1 origin REVISION`",
        )
    }
}

/// Asks for one object. The id is made of hexadecimal digits, so it is one line.
fn read_object(objects: &mut Objects, id: &str) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| load::plain(&error);
    objects.ask.write_all(format!("{id}\n").as_bytes()).and_then(|()| objects.ask.flush()).map_err(failed)?;
    let mut head = String::new();
    objects.answer.read_line(&mut head).map_err(failed)?;
    let size = head.split_ascii_whitespace().nth(2).and_then(|size| size.parse::<u64>().ok());
    let size = size.ok_or_else(|| "git does not have it; it may not have been fetched".to_owned())?;
    if size > MAX_FILE_BYTES {
        return Err("it is too large".to_owned());
    }
    let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
    objects.answer.read_exact(&mut bytes).map_err(failed)?;
    let mut end = [0];
    objects.answer.read_exact(&mut end).map_err(failed)?;
    Ok(bytes)
}

/// A file of a commit.
#[derive(Clone, Debug)]
struct Entry {
    mode: String,
    object: String,
    size: u64,
}

/// The files of a commit.
#[derive(Debug)]
pub(crate) struct Tree<'r> {
    repository: &'r Repository,
    files: BTreeMap<String, Entry>,
}

impl Tree<'_> {
    /// The bytes of a file, by its path relative to `root`, out of which no link may lead.
    pub(crate) fn load(&self, root: &Path, path: &str) -> Result<Vec<u8>, LoadError> {
        self.load_by_way_of(root, path, &mut |_| ())
    }

    /// The same; `passed` is told of the file and of every link on the way to it, there or not.
    pub(crate) fn load_by_way_of(
        &self,
        root: &Path,
        path: &str,
        passed: &mut dyn FnMut(PathBuf),
    ) -> Result<Vec<u8>, LoadError> {
        let mut passed = |name: &str| passed(self.repository.top.join(name));
        let root = self.inside(root).ok_or(LoadError::Outside)?;
        let mut at = join(&root, path).ok_or(LoadError::Outside)?;
        for _ in 0..=MAX_LINKS {
            if !within(&root, &at) {
                return Err(LoadError::Outside);
            }
            passed(&at);
            match self.files.get(&at) {
                Some(entry) if entry.mode == "120000" => at = self.follow(&at, entry, "")?,
                Some(entry) if entry.mode == "160000" => return Err(unreadable("it is another repository")),
                Some(entry) if entry.size > MAX_FILE_BYTES => return Err(LoadError::TooLarge(entry.size)),
                Some(entry) => return self.repository.object(&entry.object).map_err(LoadError::Unreadable),
                // A folder above it may be a link.
                None => at = self.through_a_folder(&at, &mut passed)?,
            }
        }
        Err(unreadable("too many symbolic links lead to it"))
    }

    /// The paths of the policies that lie in a folder, or are this file; relative to `root`.
    pub(crate) fn policies(&self, root: &Path, under: &Path) -> Vec<String> {
        let (Some(root), Some(under)) = (self.inside(root), self.inside(under)) else { return Vec::new() };
        let named = self.files.get(&under).map(|_| under.clone());
        let inside = self.files.keys().filter(|name| within(&under, name) && name.ends_with(".candor"));
        let all = named.into_iter().chain(inside.cloned());
        let mut paths: Vec<String> = all.filter_map(|name| relative(&root, &name)).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Every file in a folder, relative to it.
    pub(crate) fn files(&self, folder: &Path) -> Vec<String> {
        let Some(folder) = self.inside(folder) else { return Vec::new() };
        let inside = self.files.keys().filter(|name| within(&folder, name) && **name != folder);
        inside.filter_map(|name| relative(&folder, name)).collect()
    }

    /// A folder as the repository names it; nothing, if it lies outside.
    fn inside(&self, folder: &Path) -> Option<String> {
        let below = folder.strip_prefix(&self.repository.top).ok()?;
        let plain = below.components().all(|part| matches!(part, Component::Normal(_)));
        plain.then(|| paths::slashed(below))
    }

    /// Where a link leads, with what stands behind it.
    fn follow(&self, at: &str, entry: &Entry, rest: &str) -> Result<String, LoadError> {
        let target = self.repository.object(&entry.object).map_err(LoadError::Unreadable)?;
        let target = String::from_utf8(target).map_err(|_| unreadable("its link is not UTF-8"))?;
        if target.starts_with('/') || target.contains(['\\', ':']) {
            return Err(LoadError::Outside);
        }
        let folder = at.rsplit_once('/').map_or("", |(folder, _)| folder);
        join(folder, &format!("{target}/{rest}")).ok_or(LoadError::Outside)
    }

    fn through_a_folder(&self, at: &str, passed: &mut dyn FnMut(&str)) -> Result<String, LoadError> {
        for (end, _) in at.match_indices('/') {
            let (folder, rest) = at.split_at(end);
            if let Some(entry) = self.files.get(folder) {
                passed(folder);
                return match entry.mode.as_str() {
                    "120000" => self.follow(folder, entry, rest),
                    "160000" => Err(unreadable("it is in another repository")),
                    _ => Err(LoadError::Missing),
                };
            }
        }
        let folder = format!("{at}/");
        let is_folder =
            self.files.range(folder.clone()..).next().is_some_and(|(name, _)| name.starts_with(&folder));
        Err(if is_folder { unreadable("it is a folder") } else { LoadError::Missing })
    }
}

fn unreadable(why: &str) -> LoadError {
    LoadError::Unreadable(why.to_owned())
}

/// Whether a path is a folder or lies in it; the folder of everything has no name.
fn within(folder: &str, path: &str) -> bool {
    relative(folder, path).is_some()
}

fn relative(folder: &str, path: &str) -> Option<String> {
    if folder.is_empty() {
        return Some(path.to_owned());
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some(String::new()) } else { rest.strip_prefix('/').map(str::to_owned) }
}

/// A path below a folder without `.` and `..`; nothing, if it leads out of everything.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A commit's id, if that is what some bytes are.
fn id(bytes: &[u8]) -> Option<Commit> {
    let id = std::str::from_utf8(bytes).ok()?.trim();
    let is_id = id.len() >= 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| Commit { id: id.to_owned() })
}

/// `git` in a folder, so that nothing of the user's or of the repository's makes it do more.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.current_dir(folder);
    command.args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false"]);
    // A hook sets these for its own repository, which need not be this one.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_PAGER", "cat");
    command
}

/// Runs `git`: what it printed, or what it says is wrong.
fn run(folder: &Path, arguments: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
    let mut command = command(folder);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::new("there is no program `git`")
            .with_help("install git; two files can be compared without it: `candor diff OLD NEW`"),
        _ => Failure::new(format!("cannot run `git`: {}", load::plain(&error))),
    })?;
    let failed =
        |error: std::io::Error| Failure::new(format!("cannot read what `git` says: {}", load::plain(&error)));
    let errors = child.stderr.take();
    // Both are read at once: a pipe that nobody empties would stop it.
    let said = std::thread::spawn(move || {
        let mut said = Vec::new();
        let _ = errors.map(|errors| errors.take(64 * 1024).read_to_end(&mut said));
        said
    });
    let mut printed = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(MAX_ANSWER).read_to_end(&mut printed).map_err(failed)?;
    }
    let status = child.wait().map_err(failed)?;
    let said = said.join().unwrap_or_default();
    if status.success() {
        return Ok(Ok(printed));
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    let mut why = String::new();
    for line in said.lines().take(3) {
        let separator = if why.is_empty() { "" } else { "; " };
        let _ = write!(why, "{separator}{}", line.trim().trim_start_matches("fatal: "));
    }
    Ok(Err(if why.is_empty() { "git says nothing".to_owned() } else { why }))
}

fn no_repository(shown: &str, why: &str) -> Failure {
    Failure::new(format!("`{shown}` is in no git repository that can be read: {why}")).with_help(
        "old versions are read out of git; two files can be compared without it: `candor diff OLD NEW`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below_their_folder() {
        assert_eq!(join("a/b", "../c/./d.candor").as_deref(), Some("a/c/d.candor"));
        assert_eq!(join("", "../x"), None);
        assert!(within("a", "a/b") && within("", "a") && !within("a", "ab/c"));
        assert_eq!(relative("a", "a/b/c").as_deref(), Some("b/c"));
    }

    #[test]
    fn an_id_is_hexadecimal() {
        assert!(id(b"0123456789abcdef0123456789abcdef01234567\n").is_some());
        assert!(id(b"--output=/tmp/x").is_none() && id(b"0123").is_none());
    }
}
