//! Paths as people see them.

use std::path::{Component, Path};

/// A path relative to a folder where that is possible, with `/`.
///
/// Both are absolute. A path below the folder is shown plainly; one beside it in
/// a common parent with `..`; one that shares nothing as it is.
pub(crate) fn shown(path: &Path, folder: &Path) -> String {
    if let Ok(below) = path.strip_prefix(folder) {
        let below = slashed(below);
        return if below.is_empty() { ".".to_owned() } else { below };
    }
    let common = folder.ancestors().enumerate().skip(1).find_map(|(up, parent)| {
        // The root of the file system is no neighbourhood.
        let rest = path.strip_prefix(parent).ok()?;
        parent.parent().map(|_| format!("{}{}", "../".repeat(up), slashed(rest)))
    });
    common.unwrap_or_else(|| slashed(path))
}

/// A path with `/` between its parts on every system.
pub(crate) fn slashed(path: &Path) -> String {
    let mut out = String::new();
    for part in path.components() {
        match part {
            Component::Prefix(prefix) => out.push_str(&prefix.as_os_str().to_string_lossy()),
            Component::RootDir => out.push('/'),
            Component::CurDir => {}
            Component::ParentDir | Component::Normal(_) => {
                if !out.is_empty() && !out.ends_with('/') {
                    out.push('/');
                }
                out.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_one_stands() {
        let from = Path::new("/home/ann/site");
        assert_eq!(shown(Path::new("/home/ann/site/a/b.candor"), from), "a/b.candor");
        assert_eq!(shown(Path::new("/home/ann/site"), from), ".");
        assert_eq!(shown(Path::new("/home/ann/other/b.candor"), from), "../other/b.candor");
        assert_eq!(shown(Path::new("/srv/b.candor"), from), "/srv/b.candor");
    }
}
