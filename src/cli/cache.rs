//! The user's cache folder: where it is, and that it stays small.
//!
//! What lies there can be deleted at any time; it is made again. Nothing of it is needed,
//! so whatever cannot be read or written there is left alone without a word.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use etcetera::BaseStrategy;
use tempfile::Builder;

/// The variable that says where the cache is; empty, there is none.
const VARIABLE: &str = "CANDOR_CACHE_DIR";

/// How the names of records end.
pub(super) const ENDING: &str = ".record";

/// How large a file of the cache may be.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// How long a file that nothing has changed since is kept: 90 days.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// What backup programs look for: <https://bford.info/cachedir/>.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # What `candor` remembers of earlier runs. It can be deleted at any time.\n";

/// The cache folder.
#[derive(Clone, Debug)]
pub(super) struct Cache(PathBuf);

impl Cache {
    /// The cache of the user who runs this, if there is one.
    pub(super) fn of_user() -> Option<Self> {
        match env::var_os(VARIABLE) {
            Some(folder) if folder.is_empty() => None,
            Some(folder) => Some(Self(folder.into())),
            None => {
                let system = etcetera::choose_base_strategy().ok()?;
                Some(Self(system.cache_dir().join("candor")))
            }
        }
    }

    /// What a file holds, if it is there and no part of it was changed since it was put there.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let path = self.0.join(name);
        if fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?.len() > MAX_BYTES {
            return None;
        }
        let text = fs::read_to_string(path).ok()?;
        let (sum, rest) = text.split_once('\n')?;
        (sum == blake3::hash(rest.as_bytes()).to_hex().as_str()).then(|| rest.to_owned())
    }

    /// Puts a file there as a whole, so that another run sees the old one or the new one.
    pub(super) fn put(&self, name: &str, text: &str) {
        let _ = self.write(name, text);
    }

    fn write(&self, name: &str, text: &str) -> std::io::Result<()> {
        let path = self.0.join(name);
        let new = fs::symlink_metadata(&path).is_err();
        make(&self.0)?;
        let mut file = Builder::new().prefix(".").suffix(".tmp").tempfile_in(&self.0)?;
        writeln!(file, "{}", blake3::hash(text.as_bytes()).to_hex())?;
        file.write_all(text.as_bytes())?;
        file.persist(path)?;
        if new {
            self.forget_old();
        }
        Ok(())
    }

    /// Deletes what nobody has needed for long: only now and then, and only what is ours.
    fn forget_old(&self) {
        let Some(since) = SystemTime::now().checked_sub(KEPT) else { return };
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let ours = entry.file_name().to_str().is_some_and(|name| {
                name.ends_with(ENDING) || name.starts_with('.') && name.ends_with(".tmp")
            });
            let changed = entry.metadata().ok().filter(fs::Metadata::is_file).map(|known| known.modified());
            if ours && matches!(changed, Some(Ok(changed)) if changed < since) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Makes the folder, for its user alone.
fn make(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    fs::write(folder.join("CACHEDIR.TAG"), TAG)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache(folder.path().join("deep/inside"));
        (folder, cache)
    }

    #[test]
    fn what_is_put_there_comes_back_whole_or_not_at_all() {
        let (_folder, cache) = cache();
        assert_eq!(cache.get("one.record"), None);
        cache.put("one.record", "some\ntext");
        assert_eq!(cache.get("one.record").as_deref(), Some("some\ntext"));
        let path = cache.0.join("one.record");
        for broken in [&b""[..], b"some\ntext", b"\xff\xfe", b"\n"] {
            fs::write(&path, broken).unwrap();
            assert_eq!(cache.get("one.record"), None);
        }
        cache.put("one.record", "new");
        assert_eq!(cache.get("one.record").as_deref(), Some("new"));
    }

    #[test]
    fn old_records_go_and_other_files_stay() {
        let (_folder, cache) = cache();
        cache.put("old.record", "old");
        fs::write(cache.0.join("notes.txt"), "mine").unwrap();
        let long_ago = SystemTime::now() - KEPT - Duration::from_secs(60);
        for name in ["old.record", "notes.txt", "CACHEDIR.TAG"] {
            let file = fs::File::options().append(true).open(cache.0.join(name)).unwrap();
            file.set_modified(long_ago).unwrap();
        }
        cache.put("new.record", "new");
        assert_eq!(cache.get("old.record"), None);
        assert!(cache.get("new.record").is_some());
        assert!(cache.0.join("notes.txt").exists() && cache.0.join("CACHEDIR.TAG").exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let cache = Cache(folder.path().join("file/inside"));
        cache.put("one.record", "text");
        assert_eq!(cache.get("one.record"), None);
    }
}
