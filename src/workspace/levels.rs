//! Levels of findings: `candor.yaml` first, then the command line over it.

use candor::analysis::levels::Name;
use candor::analysis::{Level, Levels};
use serde_yaml::Spanned;

use super::Failure;
use super::project_file::{self, FindingName, LevelName, ProjectFile};

// How findings are to be taken. NAME is a finding, a group or `warnings`.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Levels")]
pub(crate) struct Given {
    /// What counts as an error: a finding's name, a group, or `warnings`.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    deny: Vec<FindingName>,
    /// What counts as a warning.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    warn: Vec<FindingName>,
    /// What counts as a note.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    note: Vec<FindingName>,
    /// What is not reported.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    allow: Vec<FindingName>,
}

/// The levels of one project.
pub(crate) fn levels(file: &ProjectFile, arguments: &Given) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    let own = |(name, level): (&FindingName, &Spanned<LevelName>)| (name.0.clone(), level.value.0);
    for (name, level) in &file.lints {
        Levels::default().set(&[own((name, level))]).map_err(|why| {
            let (file, at) = (project_file::NAME, level.referenced);
            Failure::new(format!("{file}:{}:{}: lints: {why}", at.line(), at.column()))
        })?;
    }
    let own: Vec<(Name, Level)> = file.lints.iter().map(own).collect();
    levels.set(&own).map_err(|why| Failure::new(format!("{}: lints: {why}", project_file::NAME)))?;
    let lists = [
        (&arguments.deny, Level::Deny),
        (&arguments.warn, Level::Warn),
        (&arguments.note, Level::Note),
        (&arguments.allow, Level::Allow),
    ];
    let given: Vec<(Name, Level)> =
        lists.iter().flat_map(|(names, level)| names.iter().map(|name| (name.0.clone(), *level))).collect();
    levels.set(&given).map_err(Failure::new)?;
    Ok(levels)
}
