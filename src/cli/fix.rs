//! `candor check --fix`: the changes that need nobody to look at them.
//!
//! Changes are tried in memory until no more come up, and looked at again as a
//! whole. Only then are files written: all of them, or none.

use std::collections::BTreeMap;

use super::changes::{Change, changed};
use super::examine::Examined;
use super::replace;
use crate::workspace::Failure;
use crate::workspace::candidates::Candidates;

/// How often what a change brings to light is changed too.
const ROUNDS: usize = 8;

/// What was changed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fixed {
    /// How many changes.
    pub(super) changes: usize,
    /// In how many files.
    pub(super) files: usize,
}

/// Applies every certain change and writes the files. `examine` looks at everything again.
pub(super) fn apply(
    found: &mut Candidates,
    examine: &dyn Fn(&Candidates) -> Vec<Examined>,
) -> Result<(Vec<Examined>, Fixed), Failure> {
    if found.files.iter().any(|file| file.stdin.is_some()) {
        return Err(Failure::new("`--fix` cannot change standard input").with_help("name a file"));
    }
    let mut examined = examine(found);
    let mut fixed = Fixed::default();
    for _ in 0..ROUNDS {
        let wanted = agreed(found, &examined);
        if wanted.is_empty() {
            break;
        }
        for ((project, path), changes) in &wanted {
            let Some(project) = found.projects.get_mut(*project) else { continue };
            let old =
                project.load(path).map_err(|_| replace::cannot_change(path, "it can no longer be read"))?;
            fixed.changes += changes.len();
            project.changed.insert(path.clone(), changed(&old, changes));
        }
        let errors = |examined: &[Examined]| examined.iter().filter(|examined| examined.has_errors()).count();
        let after = examine(found);
        if errors(&after) > errors(&examined) {
            return Err(Failure::new("the fixes would break a policy; nothing was written")
                .with_help("this is a mistake in Candor; please report it with the policy"));
        }
        examined = after;
    }
    let mut targets = Vec::new();
    for project in &found.projects {
        for (path, bytes) in &project.changed {
            targets.push((replace::target(project, path, &found.here)?, bytes.as_slice()));
        }
    }
    fixed.files = targets.len();
    replace::write(&targets, &found.here)?;
    Ok((examined, fixed))
}

/// The changes that every policy which reads the file agrees to, none of them overlapping.
///
/// What one policy has no use for in a shared file, another may need.
fn agreed(found: &Candidates, examined: &[Examined]) -> BTreeMap<(usize, String), Vec<Change>> {
    let mut readers: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut votes: BTreeMap<(usize, &Change), usize> = BTreeMap::new();
    for (candidate, examined) in found.files.iter().zip(examined).filter(|(_, examined)| examined.is_policy) {
        for file in examined.inputs.keys() {
            *readers.entry((candidate.project, file)).or_default() += 1;
        }
        for change in &examined.changes {
            *votes.entry((candidate.project, change)).or_default() += 1;
        }
    }
    let mut agreed: BTreeMap<(usize, String), Vec<Change>> = BTreeMap::new();
    for ((project, change), votes) in votes {
        if readers.get(&(project, change.path.as_str())) != Some(&votes) {
            continue;
        }
        let of_file = agreed.entry((project, change.path.clone())).or_default();
        // In the order of places; what overlaps is looked at again in the next round.
        if of_file.last().is_none_or(|last| last.end <= change.start && last.start < change.start) {
            of_file.push(change.clone());
        }
    }
    agreed
}
