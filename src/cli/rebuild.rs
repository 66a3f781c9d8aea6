//! `candor build --watch`: builds again whenever something that a build went by changes.

use candor::report::neutral;

use super::terminal::{Terminal, count};
use super::watch::{Watch, Watched, Woken};
use super::{Verdict, findings};
use crate::workspace::Failure;

/// How many changed files are named.
const NAMED: usize = 3;

/// Builds until Ctrl-C; the verdict is that of the last build.
///
/// A first build that cannot be done ends it: the command line is wrong. A later one is reported,
/// and the next change may mend it.
pub(super) fn run(
    terminal: &Terminal,
    build: &dyn Fn(&mut Watched) -> Result<Verdict, Failure>,
) -> Result<Verdict, Failure> {
    let mut watch = Watch::new()?;
    let mut first = true;
    loop {
        watch.look();
        let mut watched = Watched::default();
        let result = build(&mut watched);
        let finished = result.is_ok();
        let verdict = match result {
            Ok(verdict) => verdict,
            Err(failure) if first => return Err(failure),
            Err(failure) => {
                terminal.say(&findings::failure(&failure, terminal.styled()));
                Verdict::Findings
            }
        };
        let files = watch.follow(watched, finished);
        if first {
            terminal.say(&format!("watching {}; Ctrl-C ends it", count(files, "file", "files")));
        }
        first = false;
        match watch.wait() {
            Woken::Stopped => {
                terminal.say("stopped");
                return Ok(verdict);
            }
            Woken::Changed(paths) => terminal.say(&format!("\n{}", changed(&paths))),
        }
    }
}

fn changed(paths: &[String]) -> String {
    let mut text = format!(
        "changed: {}",
        paths.iter().take(NAMED).map(|path| neutral(path)).collect::<Vec<_>>().join(", ")
    );
    if paths.len() > NAMED {
        text.push_str(&format!(" and {} more", paths.len() - NAMED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_changed_files_are_named() {
        let paths: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(changed(&paths), "changed: a, b, c and 2 more");
        assert_eq!(changed(&paths[..1]), "changed: a");
    }
}
