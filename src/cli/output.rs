//! Writing outputs so that each file is either the old one or the new one, whole.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use candor::compile::Output;
use tempfile::{Builder, TempDir, TempPath};
use unicode_normalization::UnicodeNormalization;

use super::in_order::in_order;
use crate::workspace::{Failure, load, paths};

/// A file to be written.
#[derive(Debug)]
pub(super) struct Target<'a> {
    /// The folder.
    pub(super) folder: &'a Path,
    /// The file.
    pub(super) output: &'a Output,
}

/// The name of a file that a policy writes, whether it is to be written now or stands already.
#[derive(Debug)]
pub(super) struct Named<'a> {
    /// The folder.
    pub(super) folder: &'a Path,
    /// The file.
    pub(super) file: &'a str,
    /// How the policy's file is shown.
    pub(super) policy: &'a str,
}

impl Target<'_> {
    fn path(&self) -> PathBuf {
        self.folder.join(&self.output.file)
    }
}

/// How many files were written, and how many had the right bytes already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Written {
    /// Files written.
    pub(super) written: usize,
    /// Files left alone.
    pub(super) unchanged: usize,
}

/// Finds two policies that would write the same file.
///
/// Names that differ only in case, or in how a letter is put together, are the same file to some systems, and
/// to whoever clones a repository of outputs there.
pub(super) fn collision(names: &[Named<'_>], here: &Path) -> Result<(), Failure> {
    let mut folders: Vec<&Path> = Vec::new();
    let mut owners: BTreeMap<(usize, String), &Named<'_>> = BTreeMap::new();
    for named in names {
        // There are few folders, and nearly always it is one that was seen.
        let same = |folder: &&Path| std::ptr::eq(*folder, named.folder) || *folder == named.folder;
        let folder = folders.iter().position(same).unwrap_or_else(|| {
            folders.push(named.folder);
            folders.len() - 1
        });
        if let Some(owner) = owners.insert((folder, folded(named.file)), named) {
            let output = paths::shown(&named.folder.join(named.file), here);
            let apart =
                if owner.file == named.file { "" } else { ", a name that some systems take for the same" };
            return Err(same_output(owner.policy, named.policy, &format!("`{output}`{apart}")));
        }
    }
    Ok(())
}

/// A name as systems compare it that know neither capitals nor ways to put a letter together: `ß` is `ss` to
/// them, and the `ς` at the end of a word a `σ`.
fn folded(name: &str) -> String {
    name.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfd().collect()
}

fn same_output(first: &str, second: &str, output: &str) -> Failure {
    Failure::new(format!("`{first}` and `{second}` would both write {output}"))
        .with_help("rename one of them, or build them into different folders with `--out`")
}

/// Writes a file that the command line names.
pub(super) fn write_one(file: &Path, text: String, here: &Path) -> Result<(), Failure> {
    let path = here.join(file);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|name| name.to_str())) else {
        return Err(Failure::new(format!("`{}` is not the name of a file", file.display())));
    };
    let output = Output { file: name.to_owned(), text };
    write(&[Target { folder, output: &output }], here).map(|_| ())
}

/// Writes files. First all are laid beside their places under other names, so that
/// a full disk is noticed while every old file still stands; then each is renamed.
/// A folder that is not there yet is laid beside its place as a whole, and renamed once.
pub(super) fn write(targets: &[Target<'_>], here: &Path) -> Result<Written, Failure> {
    let mut places: BTreeMap<&Path, Place> = BTreeMap::new();
    for target in targets {
        if let Entry::Vacant(place) = places.entry(target.folder) {
            let made = Place::of(target.folder);
            place.insert(made.map_err(|error| cannot_write(&paths::shown(target.folder, here), &error))?);
        }
    }
    let cannot =
        |target: &Target<'_>, error: &io::Error| cannot_write(&paths::shown(&target.path(), here), error);
    // A thread costs more than to write a few files where none stood.
    let fresh = places.values().all(|place| matches!(place, Place::New(_)));
    let parts: Vec<&[Target<'_>]> = targets.chunks(if fresh { FEW } else { 1 }).collect();
    let lay = |target: &Target<'_>| {
        places
            .get(target.folder)
            .map_or(Ok(None), |place| place.lay(target))
            .map_err(|error| cannot(target, &error))
    };
    let laid = in_order(&parts, |part| part.iter().map(lay).collect::<Result<Vec<_>, Failure>>());
    let laid: Vec<Vec<_>> = laid.into_iter().collect::<Result<_, Failure>>()?;
    let mut written = Written::default();
    for (target, laid) in targets.iter().zip(laid.into_iter().flatten()) {
        match laid {
            Some(Laid::Beside(file)) => {
                file.persist(target.path()).map_err(|error| cannot(target, &error.error))?;
                written.written += 1;
            }
            Some(Laid::InNewFolder | Laid::Through) => written.written += 1,
            None => written.unchanged += 1,
        }
    }
    for (folder, place) in places {
        // In a folder that is new no run has left anything.
        let there = matches!(place, Place::There);
        place.put(folder).map_err(|error| cannot_write(&paths::shown(folder, here), &error))?;
        if written.written > 0 {
            folder.parent().into_iter().chain(there.then_some(folder)).for_each(forget_old);
        }
    }
    Ok(written)
}

/// Deletes what runs have left that were killed: what is old, for another run may be laying its files now.
fn forget_old(folder: &Path) {
    const OLD: Duration = Duration::from_secs(60 * 60);
    let Some(since) = SystemTime::now().checked_sub(OLD) else { return };
    for (path, known) in laid_in(folder) {
        if known.modified().is_ok_and(|changed| changed < since) {
            let _ = if known.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

/// What stands in a folder under a name that a run gives to what it has not put into its place yet.
pub(super) fn laid_in(folder: &Path) -> impl Iterator<Item = (PathBuf, fs::Metadata)> {
    let ours = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().filter(ours);
    entries.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?)))
}

/// How many files one thread writes into a new folder before another helps.
const FEW: usize = 64;

/// Where the files of a folder are laid.
#[derive(Debug)]
enum Place {
    /// The folder is there: beside the file that each replaces.
    There,
    /// It is not: in this one, which will be it.
    New(TempDir),
}

/// A file that was laid.
#[derive(Debug)]
enum Laid {
    /// Beside its place.
    Beside(TempPath),
    /// In a folder that has no name of its own yet.
    InNewFolder,
    /// Into what stands there and is no file, such as a device or a pipe.
    Through,
}

impl Place {
    fn of(folder: &Path) -> io::Result<Self> {
        let new = fs::symlink_metadata(folder).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        let (true, Some(parent), Some(_)) = (new, folder.parent(), folder.file_name()) else {
            return fs::create_dir_all(folder).map(|()| Self::There);
        };
        fs::create_dir_all(parent)?;
        let mut builder = beside();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        builder.tempdir_in(parent).map(Self::New)
    }

    /// Lays a file, unless the one that is there has the same bytes.
    fn lay(&self, target: &Target<'_>) -> io::Result<Option<Laid>> {
        match self {
            Self::There => lay(target),
            Self::New(folder) => {
                not_stopped()?;
                let mut file = fs::File::create_new(folder.path().join(&target.output.file))?;
                file.write_all(target.output.text.as_bytes())?;
                Ok(Some(Laid::InNewFolder))
            }
        }
    }

    /// Gives a new folder its name.
    fn put(self, folder: &Path) -> io::Result<()> {
        let Self::New(laid) = self else { return Ok(()) };
        if fs::rename(laid.path(), folder).is_ok() {
            // There is nothing left to be deleted.
            let _ = laid.keep();
            return Ok(());
        }
        // Somebody has made it meanwhile.
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(laid.path())? {
            let entry = entry?;
            fs::rename(entry.path(), folder.join(entry.file_name()))?;
        }
        Ok(())
    }
}

const PREFIX: &str = ".candor-";
const SUFFIX: &str = ".tmp";

/// Whether somebody asked to end the run.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// The name of what is laid beside its place. From now on the first Ctrl-C has it taken away again.
pub(super) fn beside() -> Builder<'static, 'static> {
    static LISTENS: Once = Once::new();
    // A process has one handler only: `--watch` ends between two builds by its own.
    LISTENS.call_once(|| _ = ctrlc::set_handler(stop));
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    builder
}

/// The second Ctrl-C ends the run at once.
fn stop() {
    if STOPPED.swap(true, Ordering::SeqCst) {
        std::process::exit(130);
    }
}

fn not_stopped() -> io::Result<()> {
    match STOPPED.load(Ordering::SeqCst) {
        true => Err(io::Error::other("the run was interrupted, and nothing was written")),
        false => Ok(()),
    }
}

/// Lays a file beside its place, unless the file there has the same bytes.
fn lay(target: &Target<'_>) -> io::Result<Option<Laid>> {
    let path = target.path();
    let bytes = target.output.text.as_bytes();
    let old = fs::symlink_metadata(&path).ok();
    if let Some(old) = &old {
        if old.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder has that name"));
        }
        if old.is_file() && old.len() == bytes.len() as u64 && fs::read(&path).is_ok_and(|old| old == bytes) {
            return Ok(None);
        }
        // Opened to be written, a pipe waits for somebody to read it.
        #[cfg(unix)]
        if std::os::unix::fs::FileTypeExt::is_fifo(&old.file_type()) {
            return Err(io::Error::other("it is not a file"));
        }
        // A file in its place would take a device or a pipe away from everybody else.
        if fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes)?;
            return Ok(Some(Laid::Through));
        }
    }
    let mut builder = beside();
    // A temporary file is for its owner alone unless told otherwise; a policy is for everyone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    not_stopped()?;
    let mut file = builder.tempfile_in(target.folder)?;
    file.write_all(bytes)?;
    if old.is_some() {
        // Renamed before its bytes are on the disk, a power cut could leave neither the
        // old file nor the new. Where there is no old file, nothing can be lost.
        file.as_file().sync_all()?;
    }
    Ok(Some(Laid::Beside(file.into_temp_path())))
}

/// Refuses a file that the command line names to be written, if the run reads it or writes it already.
pub(super) fn spare(
    file: &Path,
    here: &Path,
    others: impl IntoIterator<Item = PathBuf>,
) -> Result<(), Failure> {
    let target = real(&here.join(file));
    if others.into_iter().all(|other| real(&other) != target) {
        return Ok(());
    }
    Err(taken(&file.display().to_string()).with_help("name another file to write to"))
}

/// Refuses to write a policy's files over some that the run reads.
pub(super) fn spare_all(
    targets: &[Target<'_>],
    here: &Path,
    read: impl IntoIterator<Item = PathBuf>,
) -> Result<(), Failure> {
    let read: BTreeSet<PathBuf> = read.into_iter().map(|path| real(&path)).collect();
    match targets.iter().map(Target::path).find(|path| read.contains(&real(path))) {
        Some(path) => Err(taken(&paths::shown(&path, here))
            .with_help("move or rename the one that is read, or build into another folder with `--out`")),
        None => Ok(()),
    }
}

fn taken(shown: &str) -> Failure {
    Failure::new(format!("`{shown}` is a file that this run reads or writes already"))
}

/// The one name of a file, whether it is there already or not.
fn real(path: &Path) -> PathBuf {
    let folder = || Some(fs::canonicalize(path.parent()?).ok()?.join(path.file_name()?));
    fs::canonicalize(path).ok().or_else(folder).unwrap_or_else(|| path.components().collect())
}

fn cannot_write(name: &str, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("cannot write `{name}`: {}", load::plain(error)));
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            failure.with_help("a file is in the way of the output folder; name another with `--out`")
        }
        _ => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn what_some_systems_take_for_one_name_is_one() {
        for (one, other) in
            [("A.md", "a.md"), ("caf\u{e9}", "CAFE\u{301}"), ("straße", "STRASSE"), ("λόγος", "ΛΌΓΟΣ")]
        {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("cafe"), folded("café"));
    }
}
