//! `candor init`: a first policy and a project file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Failure, Verdict, load, project_file};

/// The arguments of `candor init`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder to write to; made if there is none.
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

const STARTER: &str = include_str!("../../policies/starter.candor");

const PROJECT_FILE: &str = "\
# What `candor build` and `candor check` mean in this folder. Paths are relative to this file.

# Policies: files, and folders to search.
policies: [privacy.candor]

# Where outputs go, and which: md, html, txt, json.
out: dist
formats: [md, html, txt, json]

# The language of the wording, and templates of your own that stand in for built-in ones.
locale: en
# templates: templates

# Markdown with YAML front matter, HTML for embedding.
front-matter: false
fragment: false
";

/// Runs `candor init`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    let folder = &arguments.folder;
    let files = [("privacy.candor", STARTER), (project_file::NAME, PROJECT_FILE)];
    // Both are looked for before either is written.
    for (name, _) in files {
        if fs::symlink_metadata(folder.join(name)).is_ok() {
            return Err(exists(&folder.join(name)));
        }
    }
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    for (name, text) in files {
        let path = folder.join(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(&path),
            _ => cannot_write(&path, &error),
        })?;
        terminal.say(&format!("wrote {}", shown(&path)));
    }
    let within = if folder == Path::new(".") { String::new() } else { format!(" in {}", folder.display()) };
    terminal.say(&format!("edit privacy.candor, then run `candor build`{within}"));
    Ok(Verdict::Clean)
}

fn shown(path: &Path) -> String {
    super::paths::slashed(path.strip_prefix(".").unwrap_or(path))
}

fn exists(path: &Path) -> Failure {
    Failure::new(format!("`{}` is there already; nothing was written", shown(path)))
        .with_help("name another folder, or move the file away")
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write `{}`: {}", shown(path), load::plain(error)))
}
