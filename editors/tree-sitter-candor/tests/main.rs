//! The parser, compared with the compiler and with the trees it should give, and what editors
//! make of those trees.
#![expect(clippy::disallowed_methods, reason = "tests read files")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod agreement;
mod corpus;
mod queries;

use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Parser, Tree};

/// The tree of a text.
fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_candor::LANGUAGE.into()).expect("the language fits");
    parser.parse(text, None).expect("nothing stops it")
}

/// The root of the project.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file under a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let inner = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    paths.into_iter().flat_map(inner).collect()
}
