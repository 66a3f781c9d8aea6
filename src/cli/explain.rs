//! `candor explain`: what a finding means, and what stands behind a sentence of an output.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use candor::analysis::registry;
use candor::compile::{self, Built, Settings, documents};
use candor::diagnostic::{has_errors, nearest};
use candor::document::Document;
use candor::emit::{Format, markdown, text};
use candor::project::{self, Read};
use candor::report::changelog::attach;
use candor::report::explain as page;
use candor::report::neutral;
use candor::report::origin::{self, Answer};

use super::Verdict;
use super::findings::neutral_lines;
use super::terminal::{Terminal, count, product};
use crate::workspace::candidates::{Candidate, Candidates, Project, candidates};
use crate::workspace::paths::in_shell;
use crate::workspace::settings::{Wording, changelog, settings};
use crate::workspace::words::vocabulary;
use crate::workspace::{Failure, load, project_file};

/// How large an output may be that is compared with what the sources say.
const MAX_OUTPUT_BYTES: u64 = 256 * 1024 * 1024;

/// How many places a text is looked up in.
const MAX_ANSWERS: usize = 10;

// The arguments of `candor explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A finding's name, or a place of an output: `dist/acme.md:42`, `dist/acme.html#rights`.
    #[arg(value_name = "NAME|OUTPUT:LINE|OUTPUT#ID", required_unless_present_any = ["all", "text"])]
    what: Option<String>,
    /// The policies to look in. Without any, what `candor.yaml` names, or this folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Words of a document, instead of a place.
    #[arg(long, value_name = "TEXT", conflicts_with = "all")]
    text: Option<String>,
    /// Every finding, as the page docs/lints.md.
    #[arg(long, conflicts_with = "what")]
    all: bool,
    #[command(flatten)]
    wording: Wording,
}

/// Runs `candor explain`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    if arguments.all {
        product(&page::page())?;
        return Ok(Verdict::Clean);
    }
    if let Some(words) = &arguments.text {
        // What would be a place is a policy to look in.
        let given = arguments.what.iter().map(PathBuf::from).chain(arguments.paths.iter().cloned());
        return saying(words, &given.collect::<Vec<_>>(), arguments, terminal);
    }
    let what = arguments.what.as_deref().unwrap_or_default();
    if let Some(text) = page::finding(what) {
        product(&text)?;
        return Ok(Verdict::Clean);
    }
    let place = place(what)?;
    let (output, question) = place.ok_or_else(|| no_such_finding(what))?;
    at_place(what, (&output, &question), arguments, terminal)
}

/// What is asked about an output.
#[derive(Debug, PartialEq, Eq)]
enum Question {
    Line(usize),
    Id(String),
}

/// Reads a place of an output; nothing, if it does not look like one.
fn place(what: &str) -> Result<Option<(String, Question)>, Failure> {
    if let Some((file, id)) = what.rsplit_once('#') {
        return Ok(Some((file.to_owned(), Question::Id(id.to_owned()))));
    }
    if let Some((file, line)) = what.rsplit_once(':')
        && let Ok(line) = line.parse()
    {
        return Ok(Some((file.to_owned(), Question::Line(line))));
    }
    let output = Path::new(what).extension().and_then(|name| name.to_str()).and_then(Format::parse);
    match output {
        Some(_) => Err(Failure::new(format!("`{what}` names no place in the file")).with_help(format!(
            "add a line, such as `{what}:42`, or the id of a section, such as `{what}#rights`"
        ))),
        None => Ok(None),
    }
}

fn no_such_finding(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no finding `{name}`"));
    let known = || registry::all().keys().map(String::as_str);
    let longer = known().find(|known| name.len() > 3 && known.contains(name));
    failure.with_help(match nearest(name, known()).or(longer) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`candor explain --all` lists every finding; a place is `dist/acme.md:42`".to_owned(),
    })
}

/// A policy that was built in memory.
struct Made<'a> {
    project: &'a Project,
    candidate: &'a Candidate,
    read: Read,
    settings: Settings,
    documents: Vec<Document>,
}

fn at_place(
    what: &str,
    (output, question): (&str, &Question),
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    let path = Path::new(output);
    let format = path.extension().and_then(|name| name.to_str()).and_then(Format::parse);
    let (Some(format), Some(stem)) = (format, path.file_stem().and_then(|name| name.to_str())) else {
        return Err(Failure::new(format!("`{output}` is not an output of a policy"))
            .with_help("outputs are called `NAME.md`, `NAME.html` and `NAME.txt`"));
    };
    let found = policies(path, stem, arguments)?;
    let candidate = only(&found, path, stem, &in_shell(what))?;
    let made = made(&found, candidate, arguments)?;
    let Some(document) = made.documents.iter().find(|document| document.name == stem) else {
        let names: Vec<String> =
            made.documents.iter().map(|document| format!("`{}`", document.name)).collect();
        return Err(Failure::new(format!("the policy writes no `{stem}`"))
            .with_help(format!("its documents are {}", names.join(", "))));
    };
    let disk = disk(&found.here.join(path), output)?;
    let answer = match question {
        Question::Id(id) => {
            let same = disk.as_ref().map(|disk| builds(&made, document, format).contains(disk));
            say_if_other(output, same, terminal);
            origin::with_id(document, id).ok_or_else(|| no_such_id(output, id, document))?
        }
        Question::Line(line) => on_line(&made, document, format, (output, *line), disk.as_deref(), terminal)?,
    };
    print(&found, &made, &[answer])?;
    Ok(Verdict::Clean)
}

/// The policies that may write an output: those named, or those of the project here, or of the
/// project that the output lies in.
fn policies(output: &Path, stem: &str, arguments: &Arguments) -> Result<Candidates, Failure> {
    let found = candidates(&arguments.paths, "policy")?;
    if !arguments.paths.is_empty() || found.files.iter().any(|file| writes(file, stem)) {
        return Ok(found);
    }
    let folder = fs::canonicalize(found.here.join(output.parent().unwrap_or(Path::new("")))).ok();
    let project = folder.as_deref().into_iter().flat_map(Path::ancestors);
    let mut project = project.filter(|folder| folder.join(project_file::NAME).is_file());
    match project.next() {
        Some(folder) => candidates(&[folder.to_owned()], "policy"),
        None => Ok(found),
    }
}

/// Whether a policy's outputs are called so: `acme`, or `acme.ccpa` for a law's.
fn writes(candidate: &Candidate, stem: &str) -> bool {
    let file = candidate.path.rsplit('/').next().unwrap_or(&candidate.path);
    let own = file.strip_suffix(".candor").unwrap_or(file);
    stem.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The one policy that writes an output; `asked` is what the command line asked of it, as a shell reads it.
fn only<'a>(found: &'a Candidates, output: &Path, stem: &str, asked: &str) -> Result<&'a Candidate, Failure> {
    let all: Vec<&Candidate> = found.files.iter().filter(|file| writes(file, stem)).collect();
    // `acme.eu.candor` writes `acme.eu.md`, whatever `acme.candor` writes.
    let longest = all.iter().map(|file| file.path.rsplit('/').next().unwrap_or_default().len()).max();
    let mut all: Vec<&Candidate> = all
        .into_iter()
        .filter(|file| Some(file.path.rsplit('/').next().unwrap_or_default().len()) == longest)
        .collect();
    if all.len() > 1 {
        let folder = fs::canonicalize(found.here.join(output.parent().unwrap_or(Path::new("")))).ok();
        let there: Vec<&Candidate> = all
            .iter()
            .copied()
            .filter(|file| found.projects.get(file.project).map(Project::out) == folder)
            .collect();
        if !there.is_empty() {
            all = there;
        }
    }
    match all.as_slice() {
        [only] => Ok(only),
        [] => Err(Failure::new(format!("no policy here writes `{}`", output.display())).with_help(format!(
            "name its source: `candor explain {asked} {}`",
            in_shell(&format!("{stem}.candor"))
        ))),
        several => {
            let names: Vec<String> = several.iter().map(|file| format!("`{}`", file.path)).collect();
            Err(Failure::new(format!("`{}` may be written by {}", output.display(), names.join(" or ")))
                .with_help("name the one that is meant after the place"))
        }
    }
}

/// Builds the documents of a policy, none of them written.
fn made<'a>(
    found: &'a Candidates,
    candidate: &'a Candidate,
    arguments: &Arguments,
) -> Result<Made<'a>, Failure> {
    let Some(project) = found.projects.get(candidate.project) else {
        return Err(Failure::new("the policy belongs to no project"));
    };
    let (settings, _) = settings(found, project, &arguments.wording)?;
    let vocabulary = vocabulary(found, project, &arguments.wording.words)?;
    let load = |path: &str| candidate.load(project, path);
    let mut read = project::read(&candidate.path, &load, &vocabulary);
    if let Some(path) = changelog(found, project, None)? {
        attach(&mut read, &path, &load);
    }
    let mut built = Built::default();
    let broken = has_errors(&read.findings);
    let documents = if broken { Vec::new() } else { documents(&read, &settings, &mut built) };
    let errors = has_errors(&built.findings);
    if broken || errors || !built.template_errors.is_empty() || read.policy.span.is_none() {
        let name = found.shown(project, candidate, &candidate.path);
        return Err(Failure::new(format!("`{name}` makes no documents"))
            .with_help(format!("`candor check {name}` says why")));
    }
    Ok(Made { project, candidate, read, settings, documents })
}

/// What is in the output file, if it is there.
fn disk(path: &Path, shown: &str) -> Result<Option<String>, Failure> {
    let Ok(real) = fs::canonicalize(path) else { return Ok(None) };
    let bytes =
        load::within(real.parent().unwrap_or(Path::new("/")), &real, MAX_OUTPUT_BYTES).map_err(|error| {
            Failure::new(format!("cannot read `{shown}`: {}", project_file::in_words(&error)))
        })?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Every text that `build` may have written for a document, whatever it was told about front matter and pages.
fn builds(made: &Made<'_>, document: &Document, format: Format) -> Vec<String> {
    match format {
        Format::Markdown => {
            let text = markdown::emit(document);
            vec![format!("{}{text}", markdown::front_matter(document)), text]
        }
        Format::Text => vec![text::emit(document)],
        Format::Html | Format::Json | Format::Svg | Format::Mermaid | Format::Dot => {
            let file = format!("{}.{}", document.name, format.extension());
            let build = |fragment| {
                let settings = Settings { formats: vec![format], fragment, ..made.settings.clone() };
                let outputs = compile::compile(&made.read, &settings).outputs;
                outputs.into_iter().find(|output| output.file == file).map(|output| output.text)
            };
            [build(false), build(true)].into_iter().flatten().collect()
        }
    }
}

/// `same` says whether the file is what the sources build; nothing, if there is no file.
fn say_if_other(output: &str, same: Option<bool>, terminal: &Terminal) {
    let output = neutral(output);
    match same {
        Some(true) => {}
        Some(false) => terminal.say(&format!(
            "note: `{output}` is not what the sources build now; this is about what they would build"
        )),
        None => terminal.say(&format!("note: there is no `{output}` yet; this is about what would be built")),
    }
}

fn on_line(
    made: &Made<'_>,
    document: &Document,
    format: Format,
    (output, line): (&str, usize),
    disk: Option<&str>,
    terminal: &Terminal,
) -> Result<Answer, Failure> {
    let lined = match format {
        Format::Markdown => markdown::emit_with_lines(document),
        Format::Text => text::emit_with_lines(document),
        Format::Html => {
            return Err(Failure::new("a line of HTML may hold many sentences")
                .with_help(format!("ask for a section, such as `{output}#rights`, or for `--text \"…\"`")));
        }
        Format::Svg | Format::Mermaid | Format::Dot => {
            return Err(Failure::new("a picture has no sentences")
                .with_help("ask about the policy's own document, such as `acme.md`"));
        }
        Format::Json => {
            return Err(Failure::new(
                "the JSON itself says where each piece comes from: see `source` and `origin`",
            ));
        }
    };
    let front = if format == Format::Markdown { markdown::front_matter(document) } else { String::new() };
    let with_front = format!("{front}{}", lined.0);
    let offset = front.lines().count();
    let line = match disk {
        Some(disk) if disk == lined.0 => line,
        Some(disk) if disk == with_front => line.saturating_sub(offset),
        Some(disk) => {
            // The line may have moved, but still say the same.
            let wanted = disk.lines().nth(line.saturating_sub(1)).unwrap_or_default();
            let mut same = lined.0.lines().zip(1..).filter(|(now, _)| *now == wanted && !wanted.is_empty());
            let (Some((_, now)), None) = (same.next(), same.next()) else { return Err(line_is_gone(output)) };
            say_if_other(output, Some(false), terminal);
            now
        }
        None => {
            say_if_other(output, None, terminal);
            if made.settings.front_matter { line.saturating_sub(offset) } else { line }
        }
    };
    if let Some(answer) = origin::on_line(&lined, line) {
        return Ok(answer);
    }
    // The title and the front matter are the policy's own.
    let text = with_front.lines().nth(if line == 0 { 0 } else { line - 1 + offset }).unwrap_or_default();
    if line > 1 || text.trim().is_empty() {
        let lines = lined.0.lines().count();
        return Err(Failure::new(format!("nothing stands on that line of `{output}`"))
            .with_help(format!("it has {}, some of them empty", count(lines, "line", "lines"))));
    }
    Ok(Answer {
        text: document.title.clone(),
        spans: made.read.policy.span.into_iter().collect(),
        ..Answer::default()
    })
}

fn line_is_gone(output: &str) -> Failure {
    Failure::new(format!("`{output}` is not what the sources build now, and no line of theirs says that"))
        .with_help("run `candor build` without `--diagram` and `--front-matter`, then ask again")
}

fn no_such_id(output: &str, id: &str, document: &Document) -> Failure {
    let ids = origin::ids(document);
    let failure = Failure::new(format!("`{output}` has no section `{id}`"));
    failure.with_help(match nearest(id, ids.iter().copied()) {
        Some(meant) => format!("did you mean `#{meant}`?"),
        None => format!("it has {}", ids.join(", ")),
    })
}

/// Answers for words of a document instead of a place.
fn saying(
    words: &str,
    given: &[PathBuf],
    arguments: &Arguments,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    // An output means the policy that writes it.
    let mut paths = Vec::new();
    let mut stems = BTreeSet::new();
    for path in given {
        let format = path.extension().and_then(|name| name.to_str()).and_then(Format::parse);
        match (format, path.file_stem().and_then(|name| name.to_str())) {
            (Some(_), Some(stem)) => {
                stems.insert((path.clone(), stem.to_owned()));
            }
            _ => paths.push(path.clone()),
        }
    }
    let mut printed = 0;
    let mut look = |found: &Candidates, candidate: &Candidate, stem: Option<&str>| -> Result<(), Failure> {
        let made = made(found, candidate, arguments)?;
        let say = |document: &Document| origin::saying(document, words);
        let mut answers: Vec<Answer> = match (stem, made.documents.split_first()) {
            (Some(stem), _) => made.documents.iter().filter(|made| made.name == stem).flat_map(say).collect(),
            // What the policy itself says, the laws' documents say again.
            (None, Some((own, others))) => match say(own) {
                none if none.is_empty() => others.iter().flat_map(say).collect(),
                some => some,
            },
            (None, None) => Vec::new(),
        };
        answers.truncate(MAX_ANSWERS - printed.min(MAX_ANSWERS));
        printed += answers.len();
        print(found, &made, &answers)
    };
    for (path, stem) in &stems {
        let found = policies(path, stem, arguments)?;
        let asked = format!("--text {} {}", in_shell(words), in_shell(&path.to_string_lossy()));
        look(&found, only(&found, path, stem, &asked)?, Some(stem))?;
    }
    if stems.is_empty() || !paths.is_empty() {
        let found = candidates(&paths, "policy")?;
        for candidate in &found.files {
            // A file found in a folder may be a library, or have errors of its own.
            if candidate.named || made(&found, candidate, arguments).is_ok() {
                look(&found, candidate, None)?;
            }
        }
    }
    if printed == 0 {
        terminal.say(&format!("no document says `{}`", neutral_lines(words)));
        return Ok(Verdict::Findings);
    }
    Ok(Verdict::Clean)
}

fn print(found: &Candidates, made: &Made<'_>, answers: &[Answer]) -> Result<(), Failure> {
    let shown = |path: &str| neutral(&found.shown(made.project, made.candidate, path));
    for answer in answers {
        let mut answer = answer.clone();
        if answer.requirements.is_empty() {
            // The policy's own document answers nobody in particular; the laws' documents know who asked.
            answer.requirements = origin::asked_for(&made.documents, &answer.spans);
        }
        let text = origin::written(&answer, &made.read.sources, &shown);
        product(&format!("{}\n", neutral_lines(&text)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_from_a_name() {
        let read = |what| place(what).ok().flatten();
        assert_eq!(read("dist/acme.md:42"), Some(("dist/acme.md".to_owned(), Question::Line(42))));
        assert_eq!(read("a.html#rights"), Some(("a.html".to_owned(), Question::Id("rights".to_owned()))));
        assert_eq!(read("unused-allow"), None);
        assert!(place("dist/acme.md").is_err());
    }
}
