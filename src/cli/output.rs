//! Writing outputs so that each file is either the old one or the new one, whole.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use candor::compile::Output;
use tempfile::{Builder, TempPath};

use super::in_order::in_order;
use super::{Failure, load, paths};

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
/// Names that differ only in case are the same file to some systems, and to
/// whoever clones a repository of outputs there.
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
        if let Some(owner) = owners.insert((folder, named.file.to_lowercase()), named) {
            let output = paths::shown(&named.folder.join(named.file), here);
            return Err(same_output(owner.policy, named.policy, &output));
        }
    }
    Ok(())
}

fn same_output(first: &str, second: &str, output: &str) -> Failure {
    Failure::new(format!("`{first}` and `{second}` would both write `{output}`"))
        .with_help("rename one of them, or build them into different folders with `--out`")
}

/// Writes files. First all are laid beside their places under other names, so that
/// a full disk is noticed while every old file still stands; then each is renamed.
pub(super) fn write(targets: &[Target<'_>], here: &Path) -> Result<Written, Failure> {
    let mut folders: Vec<&Path> = targets.iter().map(|target| target.folder).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        fs::create_dir_all(folder).map_err(|error| cannot_write(&paths::shown(folder, here), &error))?;
    }
    let cannot =
        |target: &Target<'_>, error: &io::Error| cannot_write(&paths::shown(&target.path(), here), error);
    let laid = in_order(targets, |target| lay(target).map_err(|error| cannot(target, &error)));
    let laid = laid.into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let mut written = Written::default();
    for (target, laid) in targets.iter().zip(laid) {
        match laid {
            Some(laid) => {
                laid.persist(target.path()).map_err(|error| cannot(target, &error.error))?;
                written.written += 1;
            }
            None => written.unchanged += 1,
        }
    }
    Ok(written)
}

/// Lays a file beside its place, unless the file there has the same bytes.
fn lay(target: &Target<'_>) -> io::Result<Option<TempPath>> {
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
    }
    let mut builder = Builder::new();
    builder.prefix(".candor-").suffix(".tmp");
    // A temporary file is for its owner alone unless told otherwise; a policy is for everyone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(target.folder)?;
    file.write_all(bytes)?;
    if old.is_some() {
        // Renamed before its bytes are on the disk, a power cut could leave neither the
        // old file nor the new. Where there is no old file, nothing can be lost.
        file.as_file().sync_all()?;
    }
    Ok(Some(file.into_temp_path()))
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
