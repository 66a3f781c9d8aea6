//! What makes two files the same.

use std::fs::{self, File};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// The digest of some bytes.
///
/// Policies may come from strangers, so it is one that nobody can find two texts for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digest(String);

impl Digest {
    /// The digest of some bytes.
    pub(super) fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// The digest of a plain file, if that is what is there and it can be read.
    pub(super) fn of_file(path: &Path, size: u64) -> Option<Self> {
        let known = fs::symlink_metadata(path).ok()?;
        if !known.is_file() || known.len() != size {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(File::open(path).ok()?).ok()?;
        Some(Self(hasher.finalize().to_hex().to_string()))
    }
}
