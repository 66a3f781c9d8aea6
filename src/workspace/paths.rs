//! Paths as people see them.

use std::fmt::Write as _;
use std::path::{Component, Path};

use candor::report::neutral;

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

/// The name of a file in the head of a patch: where git would quote it, as git does, so that the patch applies and
/// no name can command a terminal or begin a line of its own.
pub(crate) fn in_patch(side: &str, name: &str) -> String {
    let name = format!("{side}/{name}");
    let plain = neutral(&name) == name && !name.contains(['"', '\\', '\t']);
    if plain { name } else { format!("\"{}\"", escaped(&name, &['"', '\\'])) }
}

/// A word as a shell reads it.
pub(crate) fn in_shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./,:=@%+".contains(c);
    if neutral(word) != word {
        format!("$'{}'", escaped(word, &['\'', '\\']))
    } else if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// A text with a backslash before some marks, and the bytes of what a terminal obeys as octal numbers.
fn escaped(text: &str, marks: &[char]) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if marks.contains(&c) {
            out.extend(['\\', c]);
        } else if c == '\t' || neutral(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8() {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| {
                let _ = write!(out, "\\{byte:03o}");
            });
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_commands_is_quoted() {
        assert_eq!(in_patch("a", "dist/é b.md"), "a/dist/é b.md");
        assert_eq!(in_patch("a", "e\u{1b}[31m\n::\"x\\.md"), r#""a/e\033[31m\012::\"x\\.md""#);
        assert_eq!(in_patch("b", "\u{202e}a\tb"), r#""b/\342\200\256a\011b""#);
        assert_eq!(in_shell("it's"), r"'it'\''s'");
        assert_eq!(in_shell("it's\n\u{1b}"), r"$'it\'s\012\033'");
    }

    #[test]
    fn paths_are_shown_from_where_one_stands() {
        let from = Path::new("/home/ann/site");
        assert_eq!(shown(Path::new("/home/ann/site/a/b.candor"), from), "a/b.candor");
        assert_eq!(shown(Path::new("/home/ann/site"), from), ".");
        assert_eq!(shown(Path::new("/home/ann/other/b.candor"), from), "../other/b.candor");
        assert_eq!(shown(Path::new("/srv/b.candor"), from), "/srv/b.candor");
    }
}
