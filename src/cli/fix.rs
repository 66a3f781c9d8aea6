//! `candor check --fix`: the changes that need nobody to look at them.
//!
//! Changes are tried in memory until no more come up, and looked at again as a
//! whole. Only then are files written: all of them, or none.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use candor::diagnostic::Diagnostic;
use candor::source::Sources;

use super::examine::Examined;
use super::replace;
use crate::workspace::Failure;
use crate::workspace::candidates::Candidates;

/// How often what a change brings to light is changed too.
const ROUNDS: usize = 8;

/// A change to a file of a project; the order is the order of places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) path: String,
    /// What is replaced, in bytes of the text without byte order mark and with `\n` for every line end.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// What was changed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fixed {
    /// How many changes.
    pub(super) changes: usize,
    /// In how many files.
    pub(super) files: usize,
}

/// The changes that would certainly mend some of these findings.
pub(super) fn certain(sources: &Sources, findings: &[Diagnostic]) -> Vec<Change> {
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.certain);
    let mut changes: Vec<Change> = fixes
        .filter_map(|fix| {
            let source = sources.get(fix.span.file)?;
            let Range { start, end } = fix.range(&source.text);
            Some(Change { path: source.name.clone(), start, end, text: fix.text.clone() })
        })
        .collect();
    changes.sort();
    changes.dedup();
    changes
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

/// The bytes of a file after some changes, which are in order and do not overlap.
/// A byte order mark and the line ends stay what they were.
pub(super) fn changed(old: &[u8], changes: &[Change]) -> Vec<u8> {
    let wanted: BTreeSet<usize> = changes.iter().flat_map(|change| [change.start, change.end]).collect();
    let offsets = offsets(old, &wanted);
    let crlf = old.windows(2).any(|pair| pair == b"\r\n");
    let mut new = old.to_vec();
    for change in changes.iter().rev() {
        let at = |offset| offsets.get(&offset).copied().unwrap_or(old.len());
        let text = if crlf { change.text.replace('\n', "\r\n") } else { change.text.clone() };
        new.splice(at(change.start)..at(change.end), text.into_bytes());
    }
    new
}

/// Where offsets of the text lie in the bytes it was read from.
fn offsets(bytes: &[u8], wanted: &BTreeSet<usize>) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut at = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let mut offset = 0;
    loop {
        if wanted.contains(&offset) {
            found.insert(offset, at);
        }
        match bytes.get(at..) {
            None | Some([]) => return found,
            Some([b'\r', b'\n', ..]) => at += 2,
            Some(_) => at += 1,
        }
        offset += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: usize, end: usize, text: &str) -> Change {
        Change { path: String::new(), start, end, text: text.to_owned() }
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_stay() {
        let old = "\u{feff}one\r\ntwo\r\nthree\r\n".as_bytes();
        let new = changed(old, &[change(4, 7, "2\n2"), change(8, 8, "new ")]);
        assert_eq!(String::from_utf8(new).unwrap(), "\u{feff}one\r\n2\r\n2\r\nnew three\r\n");
    }
}
