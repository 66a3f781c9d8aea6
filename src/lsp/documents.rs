//! The files that are open in the editor, as they stand there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use candor::editor::text::{Encoding, Text};
use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::{convert, uri};

/// An open file.
#[derive(Debug)]
pub(super) struct Document {
    /// Its address, as the editor writes it.
    pub(super) uri: Uri,
    /// The editor's number for this state of it.
    pub(super) version: i32,
    /// What stands in it.
    pub(super) text: Text,
    /// Where it is on disk, its folder's links resolved; none for a text that was never saved.
    pub(super) path: Option<PathBuf>,
}

impl Document {
    /// A file that was opened.
    pub(super) fn new(uri: Uri, version: i32, text: &str) -> Self {
        let path = uri::path(&uri).map(|path| real(&path));
        Self { uri, version, text: Text::new(text), path }
    }

    /// Takes over what was typed.
    pub(super) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        self.version = version;
        for change in changes {
            match change.range {
                Some(range) => {
                    let start = self.text.offset(convert::point(range.start), encoding);
                    let end = self.text.offset(convert::point(range.end), encoding);
                    self.text.replace(start.min(end)..start.max(end), &change.text);
                }
                None => self.text = Text::new(&change.text),
            }
        }
    }
}

/// The path with the links of its folder resolved, as the compiler knows it.
pub(super) fn real(path: &std::path::Path) -> PathBuf {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return path.to_owned() };
    std::fs::canonicalize(folder).map_or_else(|_| path.to_owned(), |folder| folder.join(name))
}

/// Every open file, by its address.
pub(super) type Documents = BTreeMap<String, Document>;
