//! Waiting until a file that a run went by changes.
//!
//! What the system tells is only a reason to look: whether something changed is decided by
//! comparing the files with what they were. So it does not matter in how many steps an editor
//! saves, or what else happens in the folder; and where the system tells nothing, as on some
//! network folders, a look every two seconds does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime};

use ignore::WalkBuilder;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::workspace::candidates::{Candidate, Candidates, Folder, Project};
use crate::workspace::settings::Wording;
use crate::workspace::{Failure, paths, project_file, words};

/// How long nothing may happen before a save counts as finished.
const QUIET: Duration = Duration::from_millis(30);
/// How long a save may take while something keeps happening.
const SAVE: Duration = Duration::from_millis(500);
/// How long a file may be gone or empty before that counts as meant.
const GONE: Duration = Duration::from_millis(200);
/// How often to look if the system tells nothing.
const LOOK: Duration = Duration::from_secs(2);
/// How often to look if the system cannot tell everything.
const LOOK_OFTEN: Duration = Duration::from_millis(500);

/// What a run went by.
#[derive(Clone, Debug, Default)]
pub(super) struct Watched {
    /// Files, there or not.
    files: BTreeSet<PathBuf>,
    /// Folders in which a source more or less counts.
    searched: BTreeSet<PathBuf>,
    /// Folders in which any file counts.
    whole: BTreeSet<PathBuf>,
    /// The folder that changed files are shown from.
    here: PathBuf,
    /// What files were before they were read.
    stamps: BTreeMap<PathBuf, Stamp>,
}

/// The files that were asked for, relative to a project's root, and what each was just before.
#[derive(Debug, Default)]
pub(super) struct Asked(BTreeMap<String, Stamp>);

impl Asked {
    /// Notes a file that is about to be read.
    pub(super) fn note(&mut self, project: &Project, path: &str) {
        self.0.entry(path.to_owned()).or_insert_with(|| stamp(&project.root.join(path)));
    }
}

impl Watched {
    /// Adds what the candidates were found by: folders, project files, templates, packs. To be called
    /// before any of them is read.
    pub(super) fn add_candidates(&mut self, found: &Candidates, wording: &Wording) {
        self.here.clone_from(&found.here);
        let real = |folder: &Folder| {
            let folder = found.here.join(&folder.name);
            fs::canonicalize(&folder).unwrap_or(folder)
        };
        self.searched.extend(found.folders.iter().map(real));
        for candidate in &found.files {
            if let Some(project) = found.projects.get(candidate.project) {
                let file = project.root.join(&candidate.path);
                self.project_files(project, &file);
                self.files.insert(file);
            }
        }
        for project in &found.projects {
            self.files.insert(project.root.join(project_file::NAME));
            self.files.extend(project.file.laws.iter().map(|name| project.base.join(name)));
            self.files.extend(words::files(found, project, &wording.words));
            self.whole.extend(project.file.templates.iter().map(|folder| project.base.join(folder)));
        }
        self.whole.extend(wording.templates.iter().map(|folder| found.here.join(folder)));
        let (mut stamps, _) = look(self);
        // A source that came after the candidates were found is news.
        stamps.retain(|path, _| {
            self.files.contains(path) || self.whole.iter().any(|folder| path.starts_with(folder))
        });
        self.stamps = stamps;
    }

    /// Adds the sources that a candidate was read from, by their paths relative to its project's root.
    pub(super) fn add_sources(&mut self, found: &Candidates, candidate: &Candidate, asked: &Asked) {
        let Some(project) = found.projects.get(candidate.project) else { return };
        for (path, stamp) in &asked.0 {
            let file = project.root.join(path);
            self.stamps.entry(file.clone()).or_insert_with(|| stamp.clone());
            self.files.insert(file);
        }
    }

    /// Adds what an earlier run went by, and what its files were before this one.
    fn add(&mut self, other: &Self, stamps: &BTreeMap<PathBuf, Stamp>) {
        for (path, stamp) in stamps {
            self.stamps.entry(path.clone()).or_insert_with(|| stamp.clone());
        }
        self.files.extend(other.files.iter().cloned());
        self.searched.extend(other.searched.iter().cloned());
        self.whole.extend(other.whole.iter().cloned());
        self.here.clone_from(&other.here);
    }

    /// The places where a project file may appear that is nearer than the one there is.
    fn project_files(&mut self, project: &Project, file: &Path) {
        let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(&project.root));
        self.files.extend(folders.map(|folder| folder.join(project_file::NAME)));
    }
}

/// Why waiting ended.
#[derive(Debug)]
pub(super) enum Woken {
    /// These files changed, as they are shown.
    Changed(Vec<String>),
    /// Someone wants it to end.
    Stopped,
}

/// What wakes.
enum Message {
    /// Something happened in a folder.
    Touched,
    /// Ctrl-C.
    Stop,
}

/// What a file was when it was looked at; nothing, if it was not there.
type Stamp = Option<Known>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    length: u64,
    modified: Option<SystemTime>,
    /// The number of the file and when it was last changed in any way, where the system has them.
    inode: (u64, i64, i64),
}

/// Watches files for changes.
pub(super) struct Watch {
    watcher: Option<RecommendedWatcher>,
    /// Whether a folder could not be watched.
    partial: bool,
    messages: Receiver<Message>,
    told: BTreeSet<PathBuf>,
    watched: Watched,
    seen: BTreeMap<PathBuf, Stamp>,
    /// The files that were there when a run had ended, but that it did not go by.
    news: BTreeSet<PathBuf>,
    /// How long the last look took.
    took: Duration,
}

impl Watch {
    /// Begins to listen to the system and to Ctrl-C; nothing is watched yet.
    pub(super) fn new() -> Result<Self, Failure> {
        let (sender, messages) = channel();
        stop_on_signals(sender.clone())?;
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.map_or(true, |event| counts(event.kind)) {
                let _ = sender.send(Message::Touched);
            }
        });
        Ok(Self {
            watcher: watcher.ok(),
            partial: false,
            messages,
            told: BTreeSet::new(),
            watched: Watched::default(),
            seen: BTreeMap::new(),
            news: BTreeSet::new(),
            took: Duration::ZERO,
        })
    }

    /// Remembers what the files are now: before a run reads them.
    pub(super) fn look(&mut self) {
        self.seen = look(&self.watched).0;
    }

    /// Watches what a run went by, and says how many files that are.
    ///
    /// What a run that was not `finished` went by is watched besides what was watched before.
    pub(super) fn follow(&mut self, mut watched: Watched, finished: bool) -> usize {
        if !finished {
            watched.add(&self.watched, &self.seen);
        }
        let (now, folders) = look(&watched);
        self.listen(folders);
        for (path, stamp) in now {
            // What no run takes notice of is news once only.
            if !watched.stamps.contains_key(&path) && !self.news.insert(path.clone()) {
                watched.stamps.insert(path, stamp);
            }
        }
        self.seen.clone_from(&watched.stamps);
        self.watched = watched;
        self.seen.values().flatten().count()
    }

    /// Waits until a watched file is other than it was.
    pub(super) fn wait(&mut self) -> Woken {
        loop {
            let began = Instant::now();
            let (mut now, _) = look(&self.watched);
            self.took = began.elapsed();
            if now != self.seen {
                if gone(&self.seen, &now) {
                    // An editor may be between two steps of a save.
                    if self.settle(GONE, GONE) {
                        return Woken::Stopped;
                    }
                    now = look(&self.watched).0;
                }
                if now != self.seen {
                    let changed = changed(&self.seen, &now, &self.watched.here);
                    self.seen = now;
                    return Woken::Changed(changed);
                }
            }
            match self.messages.recv_timeout(self.pause()) {
                Ok(Message::Touched) => {
                    if self.settle(QUIET, SAVE) {
                        return Woken::Stopped;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Woken::Stopped,
            }
        }
    }

    /// How long to wait for the system: looking is to take little of the time.
    fn pause(&self) -> Duration {
        let often = self.partial || self.watcher.is_none();
        let pause = if often { LOOK_OFTEN } else { LOOK };
        pause.max(self.took.saturating_mul(50))
    }

    /// Waits until nothing happened for a while, but not for long. Whether it is to end.
    fn settle(&self, quiet: Duration, most: Duration) -> bool {
        let began = Instant::now();
        while began.elapsed() < most {
            match self.messages.recv_timeout(quiet) {
                Ok(Message::Touched) => {}
                Err(RecvTimeoutError::Timeout) => return false,
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return true,
            }
        }
        false
    }

    /// Asks the system to tell what happens in these folders and no others.
    fn listen(&mut self, folders: BTreeSet<PathBuf>) {
        let Some(watcher) = &mut self.watcher else { return };
        for old in self.told.difference(&folders) {
            let _ = watcher.unwatch(old);
        }
        self.partial = false;
        let mut told = BTreeSet::new();
        for folder in folders {
            if self.told.contains(&folder) || watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                told.insert(folder);
            } else {
                // The system may watch a certain number of folders only.
                self.partial = true;
            }
        }
        self.told = told;
    }
}

/// The first Ctrl-C ends a run in good order, the second at once.
fn stop_on_signals(sender: Sender<Message>) -> Result<(), Failure> {
    let asked = AtomicBool::new(false);
    let stop = move || {
        if asked.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        let _ = sender.send(Message::Stop);
    };
    ctrlc::set_handler(stop).map_err(|error| Failure::new(format!("cannot listen to Ctrl-C: {error}")))
}

/// Whether an event may mean a change; reading a file is none.
fn counts(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
    }
}

/// What every watched file is now, and the folders in which it could change.
fn look(watched: &Watched) -> (BTreeMap<PathBuf, Stamp>, BTreeSet<PathBuf>) {
    let mut stamps: BTreeMap<PathBuf, Stamp> = BTreeMap::new();
    let mut folders = BTreeSet::new();
    for file in &watched.files {
        stamps.insert(file.clone(), stamp(file));
        // Where the folder is not there either, it will appear in one that is.
        folders.extend(file.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned));
    }
    let mut walk = |folder: &Path, all: bool| {
        folders.extend(folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned));
        for entry in WalkBuilder::new(folder).standard_filters(!all).hidden(true).build().flatten() {
            if entry.file_type().is_some_and(|kind| kind.is_dir()) {
                folders.insert(entry.into_path());
            } else if all || entry.path().extension().is_some_and(|extension| extension == "candor") {
                stamps.insert(entry.path().to_owned(), stamp(entry.path()));
            }
        }
    };
    watched.searched.iter().for_each(|folder| walk(folder, false));
    watched.whole.iter().for_each(|folder| walk(folder, true));
    (stamps, folders)
}

fn stamp(file: &Path) -> Stamp {
    let known = fs::metadata(file).ok()?;
    Some(Known { length: known.len(), modified: known.modified().ok(), inode: inode(&known) })
}

#[cfg(unix)]
fn inode(known: &fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (known.ino(), known.ctime(), known.ctime_nsec())
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// Whether a file that had something in it has nothing now, or is no longer there.
fn gone(before: &BTreeMap<PathBuf, Stamp>, now: &BTreeMap<PathBuf, Stamp>) -> bool {
    let filled = |stamp: Option<&Stamp>| stamp.and_then(Option::as_ref).is_some_and(|known| known.length > 0);
    before.iter().any(|(path, stamp)| filled(Some(stamp)) && !filled(now.get(path)))
}

/// The files that differ, as they are shown from a folder.
fn changed(before: &BTreeMap<PathBuf, Stamp>, now: &BTreeMap<PathBuf, Stamp>, here: &Path) -> Vec<String> {
    let all: BTreeSet<&PathBuf> = before.keys().chain(now.keys()).collect();
    let differs = |path: &&PathBuf| before.get(*path) != now.get(*path);
    all.into_iter().filter(differs).map(|path| paths::shown(path, here)).collect()
}
