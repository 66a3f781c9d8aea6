//! `candor build --check`: whether the outputs that stand are those that the sources build.
//!
//! Nothing is written, not even a record of the build, so any number of runs may go side by side.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use candor::emit::Format;
use candor::law::{Kind, Vocabulary};
use similar::TextDiff;

use super::examine::Examined;
use super::output::laid_in;
use super::terminal::count;
use crate::workspace::paths::{in_patch, in_shell};
use crate::workspace::{Failure, load, paths};

/// How long is spent on the smallest difference of two files; then a larger one will do.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is different.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// The differences file by file, as `git apply` and `patch -p1` read them.
    pub(super) diff: String,
    changed: usize,
    missing: usize,
    /// Files that no policy builds any more, as they are shown.
    stale: Vec<String>,
    /// Whether a file differs by its line ends alone.
    line_ends: bool,
    /// Files that are as they should be.
    same: usize,
}

impl Differences {
    /// Whether everything is as it should be.
    pub(super) fn is_empty(&self) -> bool {
        self.changed == 0 && self.missing == 0 && self.stale.is_empty()
    }

    /// What is different in short, and what to do about it; nothing, if there was nothing to compare. `build` is
    /// the command that builds.
    pub(super) fn summary(&self, build: &str) -> String {
        if self.is_empty() && self.same == 0 {
            return String::new();
        }
        if self.is_empty() {
            return format!("{} as the sources build them", count(self.same, "file is", "files are"));
        }
        let numbers = [(self.changed, "changed"), (self.missing, "missing"), (self.stale.len(), "left over")];
        let numbers = numbers.iter().filter(|(number, _)| *number > 0);
        let numbers: Vec<String> = numbers.map(|(number, what)| format!("{number} {what}")).collect();
        let all = self.changed + self.missing + self.stale.len();
        let mut text = format!(
            "{} not as the sources build them: {}",
            count(all, "file is", "files are"),
            numbers.join(", ")
        );
        if self.changed + self.missing > 0 {
            let _ = write!(text, "\nto update them, run: {build}");
        }
        if !self.stale.is_empty() {
            let files: Vec<String> = self.stale.iter().map(|file| in_shell(file)).collect();
            let _ = write!(text, "\nto delete what is left over, run: rm -- {}", files.join(" "));
        }
        if self.line_ends {
            text.push_str(
                "\na file differs only by its line ends: `* text=auto eol=lf` in .gitattributes keeps them",
            );
        }
        text
    }
}

/// Compares the outputs of policies with the files of their folders. `formats` are those in which
/// a file may be left over.
pub(super) fn compare(
    built: &[(&Path, &Examined)],
    formats: &[Format],
    here: &Path,
) -> Result<Differences, Failure> {
    let mut found = Differences::default();
    let wanted: BTreeSet<PathBuf> = built
        .iter()
        .flat_map(|(folder, examined)| examined.outputs.iter().map(|output| folder.join(&output.file)))
        .collect();
    for (folder, examined) in built {
        for output in &examined.outputs {
            let path = folder.join(&output.file);
            let name = paths::shown(&path, here);
            match read(&path).map_err(|error| cannot_read(&name, &error))? {
                Some(old) if old == output.text.as_bytes() => found.same += 1,
                Some(old) => {
                    found.changed += 1;
                    let old = String::from_utf8_lossy(&old);
                    found.line_ends |= old.replace("\r\n", "\n") == output.text;
                    found.diff.push_str(&unified(
                        &old,
                        &output.text,
                        &in_patch("a", &name),
                        &in_patch("b", &name),
                    ));
                }
                None => {
                    found.missing += 1;
                    found.diff.push_str(&unified("", &output.text, "/dev/null", &in_patch("b", &name)));
                }
            }
        }
        for path in possible(folder, examined, formats).into_iter().filter(|path| !wanted.contains(path)) {
            let name = paths::shown(&path, here);
            if let Some(old) = read(&path).map_err(|error| cannot_read(&name, &error))? {
                let old = String::from_utf8_lossy(&old);
                found.diff.push_str(&unified(&old, "", &in_patch("a", &name), "/dev/null"));
                found.stale.push(name);
            }
        }
    }
    // What a run has left that was killed.
    for folder in built.iter().map(|(folder, _)| *folder).collect::<BTreeSet<_>>() {
        found.stale.extend(laid_in(folder).map(|(path, _)| paths::shown(&path, here)));
    }
    Ok(found)
}

/// Every file that some build of a policy could have written in these formats, for any law or as its label.
///
/// Only these are looked at: other files of the folder are nobody's business.
fn possible(folder: &Path, examined: &Examined, formats: &[Format]) -> Vec<PathBuf> {
    if examined.outputs.is_empty() {
        return Vec::new();
    }
    let laws = Vocabulary::builtin().terms(Kind::Law).iter().map(|law| &*law.id);
    let others = laws.chain(["label"]).map(|document| format!("{}.{document}", examined.name));
    let names = std::iter::once(examined.name.clone()).chain(others);
    let with_endings = |name: String| {
        let file = |format: &Format| folder.join(format!("{name}.{}", format.extension()));
        formats.iter().map(file).collect::<Vec<_>>()
    };
    names.flat_map(with_endings).collect()
}

/// The bytes of a plain file; none if nothing has that name.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
        Ok(known) if known.is_file() => fs::read(path).map(Some),
        Ok(_) => Err(io::Error::other("it is not a file")),
    }
}

fn unified(old: &str, new: &str, from: &str, to: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    diff.unified_diff().header(from, to).to_string()
}

fn cannot_read(name: &str, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read `{name}`: {}", load::plain(error)))
}

/// The command line of a build, without what only asks to compare.
pub(super) fn command(arguments: impl Iterator<Item = String>) -> String {
    let words = arguments.filter(|argument| argument != "--check").map(|argument| in_shell(&argument));
    let mut words: Vec<String> = std::iter::once("candor".to_owned()).chain(words).collect();
    // A script ends options even where no path follows.
    words.pop_if(|last| last == "--");
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_one_that_can_be_pasted() {
        let given = ["build", "--check", "my policies", "it's.candor", "--out", "dist"];
        let command = command(given.into_iter().map(str::to_owned));
        assert_eq!(command, "candor build 'my policies' 'it'\\''s.candor' --out dist");
        let given = ["build", "--check", "--"];
        assert_eq!(super::command(given.into_iter().map(str::to_owned)), "candor build");
    }
}
