//! What each output was made from, so that a build of what has not changed makes nothing.
//!
//! For each policy a record has the digest of every file that was read for it and of every
//! file that was written. A policy is unchanged if all of them still have those digests, and
//! everything else that decides about an output (this program, the settings, the user's
//! templates, where it is built from and to) is as it was. No time stamp is trusted.
//!
//! A policy with an error is never recorded: it is looked at again. Warnings are, as they
//! were shown.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Debug;
use std::fs;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::cache::{Cache, ENDING};
use super::digest::Digest;
use super::examine::{Examined, Task};
use super::findings::{Finding, Recorded};
use super::watch::Asked;
use crate::workspace::candidates::{Candidate, Candidates, Project};

/// What is known of the builds of one project into one folder.
#[derive(Debug)]
pub(super) struct Record {
    /// Where it is kept; nowhere, if none is wanted or there is no place for it.
    place: Option<(Cache, String)>,
    known: Known,
}

/// A record as it is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// The digest of what all the policies in it were built by.
    by: String,
    /// The policies by their paths relative to the project's root; libraries too.
    policies: BTreeMap<String, Entry>,
}

/// One policy that was built without an error, or a library that was read without one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    is_policy: bool,
    /// The files it was read from.
    inputs: BTreeMap<String, Digest>,
    /// The files it was written to: their sizes and digests.
    outputs: BTreeMap<String, (u64, Digest)>,
    /// What was found, as it is shown.
    findings: Vec<Recorded>,
}

impl Record {
    /// A record of nothing, which is not kept.
    pub(super) fn none() -> Self {
        Self { place: None, known: Known::default() }
    }

    /// The record of builds like this one; of nothing, if there is none.
    pub(super) fn open(found: &Candidates, project: &Project, out: &Path, task: &Task) -> Self {
        let Some((cache, program)) = Cache::of_user().zip(program().ok()) else { return Self::none() };
        let folders = [&*found.here, &*project.root, &*project.base, out];
        let name = format!("{}{ENDING}", digest_of(&folders));
        // Whatever is said of settings one day is said by their `Debug` too.
        let by = digest_of(&(program, folders, task));
        let known = cache.get(&name).and_then(|text| serde_json::from_str::<Known>(&text).ok());
        let known = known.filter(|known| known.by == by);
        let known = known.unwrap_or_else(|| Known { by, policies: BTreeMap::new() });
        Self { place: Some((cache, name)), known }
    }

    /// A policy as it was examined before, if that would give the same again and the outputs stand.
    pub(super) fn unchanged(
        &self,
        found: &Candidates,
        project: &Project,
        candidate: &Candidate,
        out: &Path,
    ) -> Option<Examined> {
        let entry = self.known.policies.get(&candidate.path).filter(|_| candidate.stdin.is_none())?;
        // A library that is named as if it were a policy is an error.
        if !entry.is_policy && candidate.named {
            return None;
        }
        let mut asked = Asked::default();
        entry.inputs.keys().for_each(|path| asked.note(project, path));
        let read = |(path, digest): (&String, &Digest)| {
            project.load(path).is_ok_and(|bytes| Digest::of(&bytes) == *digest)
        };
        let stands = |(file, (size, digest)): (&String, &(u64, Digest))| {
            Digest::of_file(&out.join(file), *size).as_ref() == Some(digest)
        };
        let same = entry.inputs.iter().all(read) && entry.outputs.iter().all(stands);
        same.then(|| Examined {
            name: entry.name.clone(),
            shown: found.shown(project, candidate, &candidate.path),
            is_policy: entry.is_policy,
            findings: entry.findings.iter().filter_map(Finding::from_record).collect(),
            outputs: Vec::new(),
            unchanged: Some(entry.outputs.keys().cloned().collect()),
            files: BTreeSet::new(),
            inputs: entry.inputs.clone(),
            asked,
            changes: Vec::new(),
        })
    }

    /// Adds what was examined, once its outputs are written, and keeps it for the next run.
    pub(super) fn keep<'a>(
        mut self,
        project: &Project,
        examined: impl Iterator<Item = (&'a Candidate, &'a Examined)>,
    ) {
        let Some((cache, name)) = &self.place else { return };
        let before = self.known.policies.len();
        // Policies that are gone are forgotten.
        self.known.policies.retain(|path, _| project.root.join(path).exists());
        let mut changed = self.known.policies.len() != before;
        for (candidate, examined) in examined {
            // What has an error is looked at again.
            if examined.unchanged.is_some() || candidate.stdin.is_some() || examined.has_errors() {
                continue;
            }
            changed = true;
            let outputs = examined.outputs.iter().map(|output| {
                let bytes = output.text.as_bytes();
                (output.file.clone(), (bytes.len() as u64, Digest::of(bytes)))
            });
            let entry = Entry {
                name: examined.name.clone(),
                is_policy: examined.is_policy,
                inputs: examined.inputs.clone(),
                outputs: outputs.collect(),
                findings: examined.findings.iter().map(Finding::to_record).collect(),
            };
            self.known.policies.insert(candidate.path.clone(), entry);
        }
        if let (true, Ok(text)) = (changed, serde_json::to_string(&self.known)) {
            cache.put(name, &text);
        }
    }
}

fn digest_of(said: &impl Debug) -> String {
    blake3::hash(format!("{said:?}").as_bytes()).to_hex().to_string()
}

/// What tells this program from every other one, and from itself before it was built again.
fn program() -> io::Result<String> {
    let path = env::current_exe()?;
    let known = fs::metadata(&path)?;
    let changed = known.modified()?.duration_since(UNIX_EPOCH).map_err(io::Error::other)?;
    let mut program = format!("{} {path:?} {} {changed:?}", env!("CARGO_PKG_VERSION"), known.len());
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // A packager may give every build the same time, but not the same place on a disk.
        let place = (known.dev(), known.ino(), known.ctime(), known.ctime_nsec());
        program.push_str(&format!(" {place:?}"));
    }
    Ok(program)
}
