//! What a run asks of the compiler: the command line first, then `candor.yaml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use candor::compile::Settings;
use candor::diagnostic::nearest;
use candor::document::{locales, template_names};
use candor::emit::Format;
use ignore::WalkBuilder;

use super::candidates::{Candidates, Project};
use super::git::Tree;
use super::words::Words;
use super::{Failure, load, paths, project_file};

/// How large one template may be.
const MAX_TEMPLATE_BYTES: u64 = 1024 * 1024;

// Which wording to use.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct Wording {
    /// The language of the wording: a folder of templates.
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Option<String>,
    /// A folder of templates; each stands in for the built-in one of that name.
    #[arg(long, value_name = "DIR")]
    pub(crate) templates: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) words: Words,
}

/// The settings of one project, and warnings about its templates.
pub(crate) fn settings(
    found: &Candidates,
    project: &Project,
    wording: &Wording,
) -> Result<(Settings, Vec<String>), Failure> {
    let file = &project.file;
    let own = Settings::default();
    let locale = wording.locale.as_ref().or(file.locale.as_ref()).cloned().unwrap_or(own.locale);
    let (all, warnings) = match own_templates(found, project, wording) {
        Some(folder) => {
            templates(&folder, &locale, &found.here).map_err(|failure| match wording.templates {
                Some(_) => failure,
                None => project_file::named("templates", failure),
            })?
        }
        None => (BTreeMap::new(), Vec::new()),
    };
    let template_files = all.iter().map(|(name, (file, _))| (name.clone(), file.clone())).collect();
    let templates = all.into_iter().map(|(name, (_, text))| (name, text)).collect();
    if !is_worded(&locale, &templates) {
        return Err(no_wording(&locale));
    }
    let formats = file.formats.as_ref().map(|formats| formats.iter().map(|name| name.0));
    let formats = formats.map_or(own.formats, each_once);
    let settings = Settings {
        formats,
        locale,
        templates,
        template_files,
        fragment: file.fragment,
        front_matter: file.front_matter,
        diagram: file.diagram,
        label: file.label,
        ..Settings::default()
    };
    Ok((settings, warnings))
}

/// Whether there are words in a locale: ours, or those of some templates.
pub(crate) fn is_worded(locale: &str, templates: &BTreeMap<String, String>) -> bool {
    locales().any(|known| known == locale) || templates.contains_key(&format!("{locale}/words.yaml"))
}

fn no_wording(locale: &str) -> Failure {
    let known = locales().collect::<Vec<_>>().join(", ");
    Failure::new(format!("there is no wording `{locale}/words.yaml`; the locales are {known}"))
        .with_help("a folder of templates of your own may hold another: `--templates DIR`")
}

/// The file of past changes that a project's policies show, relative to its root: the one that the
/// command line names, or the project's own.
pub(crate) fn changelog(
    found: &Candidates,
    project: &Project,
    given: Option<&Path>,
) -> Result<Option<String>, Failure> {
    let own = project.file.changelog.as_ref().map(|name| project.base.join(name));
    let Some(path) = given.map(|path| found.here.join(path)).or(own) else { return Ok(None) };
    // Its folder is the real one, as the root is; where the file's own link leads is for the loader to judge.
    let folder = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
    let path = folder.zip(path.file_name()).map_or(path.clone(), |(folder, name)| folder.join(name));
    match path.strip_prefix(&project.root) {
        Ok(relative) => Ok(Some(paths::slashed(relative))),
        Err(_) => Err(Failure::new(format!(
            "the changelog `{}` lies outside the project `{}`",
            paths::shown(&path, &found.here),
            paths::shown(&project.root, &found.here)
        ))
        .with_help("keep it beside the policy, in the folder of `candor.yaml` or below")),
    }
}

/// Formats in the order they were first named.
pub(crate) fn each_once(formats: impl Iterator<Item = Format>) -> Vec<Format> {
    let mut once = Vec::new();
    for format in formats {
        if !once.contains(&format) {
            once.push(format);
        }
    }
    once
}

/// The file that a template was read from, as it is shown, and its text.
type Template = (String, String);

/// Reads the templates of a folder, by name.
fn templates(
    folder: &Path,
    locale: &str,
    here: &Path,
) -> Result<(BTreeMap<String, Template>, Vec<String>), Failure> {
    let name = paths::shown(folder, here);
    let cannot = |what: &str, why: &str| Failure::new(format!("cannot read templates from `{what}`: {why}"));
    let root = fs::canonicalize(folder).map_err(|error| cannot(&name, &load::plain(&error)))?;
    if !root.is_dir() {
        return Err(cannot(&name, "it is not a folder"));
    }
    let mut templates = BTreeMap::new();
    let mut warnings = Vec::new();
    // Every file counts, ignored by git or not; hidden ones are an editor's.
    for entry in WalkBuilder::new(&root).standard_filters(false).hidden(true).build() {
        let entry = entry.map_err(|error| cannot(&name, &error.to_string()))?;
        let relative = paths::slashed(entry.path().strip_prefix(&root).unwrap_or(entry.path()));
        let shown = format!("{name}/{relative}");
        if entry.path().is_dir() {
            if is_known(&template_name(&relative, locale)) {
                return Err(cannot(&shown, "it is a folder"));
            }
            continue;
        }
        let bytes = load::within(&root, entry.path(), MAX_TEMPLATE_BYTES);
        let bytes = bytes.map_err(|error| cannot(&shown, &project_file::in_words(&error)))?;
        let text = String::from_utf8(bytes).map_err(|_| cannot(&shown, "it is not UTF-8"))?;
        let template = template_name(&relative, locale);
        if !is_known(&template) {
            warnings.push(unknown_template(&shown, &template));
        }
        templates.insert(template, (shown, text));
    }
    warnings.sort();
    Ok((templates, warnings))
}

/// The files of the templates that stand in for others.
pub(crate) fn template_files(settings: &Settings, here: &Path) -> impl Iterator<Item = PathBuf> {
    let own = settings.template_files.iter().filter(|(name, _)| is_known(name));
    own.map(|(_, shown)| here.join(shown))
}

/// The templates of a folder as they were in a commit, by name.
///
/// One that is too large or no text is left out: the comparison shows that its words are gone.
pub(crate) fn templates_at(tree: &Tree<'_>, folder: &Path, locale: &str) -> BTreeMap<String, String> {
    let hidden = |name: &str| name.split('/').any(|part| part.starts_with('.'));
    let names = tree.files(folder).into_iter().filter(|name| !hidden(name));
    let each = names.filter_map(|name| {
        let bytes = tree.load(folder, &name).ok().filter(|bytes| bytes.len() as u64 <= MAX_TEMPLATE_BYTES)?;
        Some((template_name(&name, locale), String::from_utf8(bytes).ok()?))
    });
    each.collect()
}

/// The folder of a project's own templates, if it has one.
pub(crate) fn templates_folder(found: &Candidates, project: &Project, wording: &Wording) -> Option<PathBuf> {
    own_templates(found, project, wording).and_then(|folder| fs::canonicalize(folder).ok())
}

/// That folder as it was named, whether it is there or not.
fn own_templates(found: &Candidates, project: &Project, wording: &Wording) -> Option<PathBuf> {
    let from_file = || project.file.templates.as_ref().map(|folder| project.base.join(folder));
    wording.templates.as_ref().map(|folder| found.here.join(folder)).or_else(from_file)
}

/// The templates that dress pages, which have no locale.
const PAGES: [&str; 2] = ["page.html.j2", "label.html.j2"];

/// The name of the template that a file stands in for: `rights.md` may leave its locale out.
fn template_name(relative: &str, locale: &str) -> String {
    if is_known(relative) { relative.to_owned() } else { format!("{locale}/{relative}") }
}

/// Whether a template of that name is asked for, in this locale or in one of the user's own.
fn is_known(name: &str) -> bool {
    let in_locale = |name: &str| name.split_once('/').map(|(_, rest)| rest.to_owned());
    PAGES.contains(&name)
        || in_locale(name)
            .is_some_and(|rest| template_names().any(|known| in_locale(known).as_ref() == Some(&rest)))
}

fn unknown_template(shown: &str, name: &str) -> String {
    match nearest(name, template_names().chain(PAGES)) {
        Some(meant) => format!("`{shown}` stands in for no template; did you mean `{meant}`?"),
        None => format!("`{shown}` stands in for no template"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_may_leave_its_locale_out() {
        assert_eq!(template_name("rights.md", "en"), "en/rights.md");
        assert_eq!(template_name("en/rights.md", "en"), "en/rights.md");
        assert_eq!(template_name("laws/gdpr.yaml", "en"), "en/laws/gdpr.yaml");
        assert_eq!(template_name("fr/rights.md", "en"), "fr/rights.md");
        assert_eq!(template_name("page.html.j2", "en"), "page.html.j2");
    }
}
