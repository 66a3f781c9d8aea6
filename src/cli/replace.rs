//! Changing source files in place: each is either the old one or the new one, whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::output::beside;
use crate::workspace::candidates::Project;
use crate::workspace::{Failure, load, paths};

/// The file that a path of a project means, if it may be written.
pub(super) fn target(project: &Project, path: &str, here: &Path) -> Result<PathBuf, Failure> {
    let written = project.root.join(path);
    let name = paths::shown(&written, here);
    // A link within the project is followed: the file it leads to is the one that was read.
    let real = fs::canonicalize(&written).map_err(|error| cannot_change(&name, &load::plain(&error)))?;
    if !real.starts_with(&project.root) {
        return Err(cannot_change(&name, "it lies outside of the project"));
    }
    let known = fs::metadata(&real).map_err(|error| cannot_change(&name, &load::plain(&error)))?;
    if known.permissions().readonly() {
        return Err(cannot_change(&name, "it is read-only"));
    }
    Ok(real)
}

/// Writes new bytes for some files, or if one cannot be written, for none: all are laid beside
/// their places before the first is renamed.
pub(super) fn write(targets: &[(PathBuf, &[u8])], here: &Path) -> Result<(), Failure> {
    let cannot =
        |path: &Path, error: &io::Error| cannot_change(&paths::shown(path, here), &load::plain(error));
    let mut laid = Vec::new();
    for (path, bytes) in targets {
        laid.push((path, lay(path, bytes).map_err(|error| cannot(path, &error))?));
    }
    for (path, file) in laid {
        file.persist(path).map_err(|error| cannot(path, &error.error))?;
    }
    Ok(())
}

/// Lays a file beside the one it will replace, with the same permissions.
fn lay(path: &Path, bytes: &[u8]) -> io::Result<TempPath> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = beside().tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

/// Why a file stays what it was.
pub(super) fn cannot_change(name: &str, why: &str) -> Failure {
    Failure::new(format!("cannot change `{name}`: {why}")).with_help("nothing was written")
}
