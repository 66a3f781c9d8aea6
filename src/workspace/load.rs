//! Reading files, without leaving the folder they may be read from.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use candor::project::LoadError;
use candor::syntax::MAX_FILE_BYTES;

/// The bytes of a source file, by its path relative to `root` with `/`.
///
/// `root` is canonical. A symbolic link that leads out of it is refused, and so
/// is whatever is not a plain file: a pipe would block, a device never ends.
pub(crate) fn source(root: &Path, path: &str) -> Result<Vec<u8>, LoadError> {
    within(root, &root.join(path), MAX_FILE_BYTES)
}

/// The bytes of a plain file inside `root` that has at most `limit` of them.
pub(crate) fn within(root: &Path, path: &Path, limit: u64) -> Result<Vec<u8>, LoadError> {
    let real = fs::canonicalize(path).map_err(|error| load_error(&error))?;
    if !real.starts_with(root) {
        return Err(LoadError::Outside);
    }
    let known = fs::metadata(&real).map_err(|error| load_error(&error))?;
    if known.is_dir() {
        return Err(LoadError::Unreadable("it is a folder".to_owned()));
    }
    if !known.is_file() {
        return Err(LoadError::Unreadable("it is not a regular file".to_owned()));
    }
    if known.len() > limit {
        return Err(LoadError::TooLarge(known.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(known.len()).unwrap_or(0));
    let file = File::open(&real).map_err(|error| load_error(&error))?;
    // It may have grown since.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| load_error(&error))?;
    if bytes.len() as u64 > limit {
        return Err(LoadError::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// The bytes of standard input, at most one more than a source file may have.
pub(crate) fn stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn load_error(error: &io::Error) -> LoadError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => LoadError::Missing,
        _ => LoadError::Unreadable(plain(error)),
    }
}

/// An error in the system's words, without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}
