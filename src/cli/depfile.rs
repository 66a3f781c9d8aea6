//! `candor build --depfile`: what outputs are made from, as make and ninja read it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use ignore::WalkBuilder;

use super::examine::Examined;
use super::output;
use crate::workspace::candidates::{Candidates, Project};
use crate::workspace::settings::Wording;
use crate::workspace::{Failure, load, paths, project_file, words};

/// The rules of a build: the outputs of each policy depend on every file that it was made from.
#[derive(Debug)]
pub(super) struct Rules<'a> {
    file: &'a Path,
    text: String,
    /// The outputs of each policy, with what they are made from.
    each: Vec<(Vec<PathBuf>, BTreeSet<PathBuf>)>,
}

impl<'a> Rules<'a> {
    /// The rules, before anything is written. Refuses a name under which they would be written over what they are
    /// about, or that no file can have, and files that no rule can name.
    pub(super) fn new(
        file: &'a Path,
        found: &Candidates,
        wording: &Wording,
        built: &[(&Project, &Path, &Examined)],
    ) -> Result<Self, Failure> {
        if found.here.join(file).is_dir() {
            return Err(cannot(&file.display().to_string(), "a folder has that name"));
        }
        let mut rules = Self { file, text: String::new(), each: Vec::new() };
        let mut inputs_of_all = BTreeSet::new();
        let mut files: Vec<PathBuf> = Vec::new();
        for (project, folder, examined) in built {
            let standing = examined.unchanged.iter().flatten().cloned();
            let made = examined.outputs.iter().map(|output| output.file.clone());
            let mut names: Vec<String> = standing.chain(made).collect();
            // The order is the same whether they were made or stood already; ninja wants its first output first.
            names.sort_by_key(|name| (!is_own(&examined.name, name), name.clone()));
            let outputs: Vec<PathBuf> = names.into_iter().map(|name| folder.join(name)).collect();
            let mut inputs = shared(found, project, wording);
            inputs.extend(examined.inputs.keys().map(|path| project.root.join(path)));
            files.extend(inputs.iter().chain(&outputs).cloned());
            inputs.retain(|path| path.exists());
            if outputs.is_empty() {
                continue;
            }
            let name = |path: &PathBuf| plain(&paths::shown(path, &found.here));
            let targets = outputs.iter().map(name).collect::<Result<Vec<_>, _>>()?;
            let needs = inputs.iter().map(name).collect::<Result<BTreeSet<_>, _>>()?;
            let targets: Vec<String> = targets.iter().map(|path| escaped(path).replace('%', "\\%")).collect();
            let shown: Vec<String> = needs.iter().map(|path| escaped(path)).collect();
            rules.text.push_str(&format!("{}: \\\n  {}\n", targets.join(" "), shown.join(" \\\n  ")));
            inputs_of_all.extend(needs);
            rules.each.push((outputs, inputs));
        }
        // A source that is gone is a reason to build again, not to give up.
        for path in &inputs_of_all {
            rules.text.push_str(&format!("\n{}:\n", escaped(path).replace('%', "\\%")));
        }
        output::spare(file, &found.here, files)?;
        Ok(rules)
    }

    /// Writes them, once the build went well.
    ///
    /// An output that stayed as it was gets a new time if it is older than what it was made from;
    /// make would else build it again each time.
    pub(super) fn write(self, here: &Path) -> Result<(), Failure> {
        for (outputs, inputs) in &self.each {
            refresh(outputs, inputs).map_err(|(path, why)| cannot(&paths::shown(&path, here), &why))?;
        }
        output::write_one(self.file, self.text, here)
    }
}

/// Whether a file is the policy itself, in some format, rather than the section for a law.
fn is_own(name: &str, file: &str) -> bool {
    let rest = file.strip_prefix(name).and_then(|rest| rest.strip_prefix('.'));
    rest.is_some_and(|ending| !ending.contains('.'))
}

/// What every output of a project depends on: its file, its words, its packs and its templates.
///
/// The folders of the templates are among it, since a template that is added changes them.
pub(super) fn shared(found: &Candidates, project: &Project, wording: &Wording) -> BTreeSet<PathBuf> {
    let mut inputs = named(found, project, wording);
    let given = wording.templates.as_ref().map(|folder| found.here.join(folder));
    let own = project.file.templates.as_ref().map(|folder| project.base.join(folder));
    if let Some(folder) = given.or(own) {
        let entries = WalkBuilder::new(folder).standard_filters(false).hidden(true).build();
        inputs.extend(entries.flatten().map(ignore::DirEntry::into_path));
    }
    inputs.retain(|path| path.exists());
    inputs
}

/// A project's file, its words and its packs, there or not.
pub(super) fn named(found: &Candidates, project: &Project, wording: &Wording) -> BTreeSet<PathBuf> {
    let laws = project.file.laws.iter().map(|name| project.base.join(name));
    let words = words::files(found, project, &wording.words);
    std::iter::once(project.base.join(project_file::NAME)).chain(laws).chain(words).collect()
}

/// Gives outputs that are older than one of the inputs the time of now.
fn refresh(outputs: &[PathBuf], inputs: &BTreeSet<PathBuf>) -> Result<(), (PathBuf, String)> {
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|known| known.modified()).ok();
    let newest = inputs.iter().filter_map(changed).max();
    for output in outputs.iter().filter(|output| changed(output) < newest) {
        let now = SystemTime::now();
        let touched = File::options().write(true).open(output).and_then(|file| file.set_modified(now));
        touched.map_err(|error| (output.clone(), load::plain(&error)))?;
    }
    Ok(())
}

/// A path as make and ninja both read it.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut slashes = 0;
    for c in path.chars() {
        match c {
            // Backslashes before a blank stand for half as many.
            ' ' | '\t' => out.push_str(&"\\".repeat(slashes + 1)),
            '#' | ':' => out.push('\\'),
            '$' => out.push('$'),
            _ => {}
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        out.push(c);
    }
    out
}

/// A path that a rule can hold.
fn plain(path: &str) -> Result<String, Failure> {
    if path.contains(['\n', '\r']) {
        return Err(Failure::new(format!("a dependency file cannot name {path:?}"))
            .with_help("take the line break out of its name"));
    }
    Ok(path.to_owned())
}

fn cannot(name: &str, why: &str) -> Failure {
    Failure::new(format!("cannot write `{name}`: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_before_its_sections_for_laws() {
        assert!(is_own("acme", "acme.md") && is_own("acme.v2", "acme.v2.md"));
        assert!(!is_own("acme", "acme.ccpa.md") && !is_own("acme.v2", "acme.v2.ccpa.md"));
    }

    #[test]
    fn paths_are_escaped_for_make() {
        assert_eq!(escaped("a b/c#d$e:f"), "a\\ b/c\\#d$$e\\:f");
        assert_eq!(escaped("a\\b"), "a\\b");
        assert_eq!(escaped("a\\ b"), "a\\\\\\ b");
        assert!(plain("a\nb").is_err());
    }
}
