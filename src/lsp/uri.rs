//! The addresses of files, as editors write them.

use std::path::{Path, PathBuf};

use lsp_types::Uri;
use url::Url;

/// The file that an address means; nothing, if it means none.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let url = Url::parse(uri.as_str()).ok()?;
    if url.scheme() != "file" {
        return None;
    }
    url.to_file_path().ok()
}

/// The address of a file.
pub(super) fn of(path: &Path) -> Option<Uri> {
    Url::from_file_path(path).ok()?.as_str().parse().ok()
}
