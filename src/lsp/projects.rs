//! The projects that open files belong to, and their policies as the compiler sees them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use candor::analysis::{self, review::Review};
use candor::compile::{self, Proses, Settings};
use candor::diagnostic::{self, Diagnostic};
use candor::editor::index::Index;
use candor::law::Vocabulary;
use candor::project::{self, Draft, LoadError, Read};
use candor::source::FileId;
use candor::syntax::{Cache, MAX_FILE_BYTES};

use super::worded::{Pieces, Worded};
use crate::workspace::candidates::{Candidates, candidates_from};
use crate::workspace::settings::{Wording, settings};
use crate::workspace::words::{Words, vocabulary};
use crate::workspace::{Failure, levels, library, load, packs, project_file};

/// A project with an open file.
#[derive(Debug)]
pub(super) struct Project {
    /// The folder nothing is read outside of, canonical.
    pub(super) root: PathBuf,
    /// The folder of `candor.yaml`, or that the editor works in.
    pub(super) base: PathBuf,
    /// What its project file asks for.
    setup: Setup,
    /// Every file that may be a policy, by its path relative to the root.
    pub(super) policies: BTreeMap<String, Policy>,
    /// The texts of open files, by the same paths.
    pub(super) open: BTreeMap<String, Arc<str>>,
    /// Open files that do not lie in the project's folders.
    extra: BTreeSet<String>,
    /// What was read of texts that have changed only in part.
    cache: Cache,
}

/// What a project file asks for.
#[derive(Debug)]
struct Setup {
    vocabulary: Vocabulary,
    settings: Settings,
    analysis: analysis::Settings,
    /// Why it could not be read or done, with the code of that, if it has one.
    problem: Option<(Option<&'static str>, String)>,
}

impl Setup {
    /// What `candor check` finds.
    fn examine(
        &self,
        read: &Read,
        review: &mut Review,
        proses: &mut Proses,
    ) -> (Vec<Diagnostic>, Vec<String>) {
        let mut template_errors = Vec::new();
        // Nobody names a file as a policy by opening it.
        let mut findings = library::findings(read, false);
        if read.policy.span.is_some() && !diagnostic::has_errors(&findings) {
            findings = review.judge(&read.policy, &self.analysis, || {
                let built = compile::check_again(read, &self.settings, proses);
                template_errors = built.template_errors;
                findings.extend(built.findings);
                findings
            });
        }
        self.analysis.levels.apply(&mut findings);
        (findings, template_errors)
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            vocabulary: Vocabulary::builtin().clone(),
            settings: Settings::default(),
            analysis: analysis::Settings::default(),
            problem: None,
        }
    }
}

/// A policy, or a file that may be one.
#[derive(Debug, Default)]
pub(super) struct Policy {
    /// What was read.
    pub(super) index: Option<Arc<Index>>,
    /// What was read when it last had no mistakes of syntax.
    good: Option<Arc<Index>>,
    /// A copy of that, as long as it is whole: the next key may break it.
    spare: Option<Arc<Index>>,
    /// What was read before, to be thrown away when nobody waits: that takes its time.
    spent: Vec<Arc<Index>>,
    /// What was found in it.
    outdated: Vec<Diagnostic>,
    /// The rest of what was known of what was whole, where it had to be read anew since: a brace may come back.
    before: Option<Box<Known>>,
    /// What is wrong with it.
    pub(super) findings: Vec<Diagnostic>,
    /// What the rules found, to ask again only those to which a change makes a difference.
    review: Review,
    /// What is known of its prose.
    proses: Proses,
    /// What is wrong with the templates.
    pub(super) template_errors: Vec<String>,
    /// What is kept of its reading, to revise it as its own file is typed.
    draft: Option<Draft>,
    /// Whether something it is read from has changed since it was read.
    stale: bool,
    /// Whether that is more than the text of its own file.
    unsure: bool,
    /// Whether it was read anew since findings were looked for.
    unjudged: bool,
    /// The files it is read from.
    files: BTreeSet<String>,
    /// What the page says of it.
    worded: Worded,
}

/// What is known of a policy besides what was read.
#[derive(Debug)]
struct Known {
    draft: Option<Draft>,
    review: Review,
    findings: Vec<Diagnostic>,
    template_errors: Vec<String>,
    unjudged: bool,
}

/// What leaves something out that was there before.
const BREAKS: &[&str] = &[
    "syntax",
    "unclosed-brace",
    "unterminated-text",
    "stray-brace",
    "broken-declaration",
    "nested-too-deeply",
];

/// More items than are typed one by one.
const MANY: usize = 100;

/// So much is not thrown away at once, but when nobody waits.
const FEW: usize = 4;

fn breaks(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| BREAKS.contains(&finding.code))
}

/// Where a file belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Home {
    /// The project's base.
    pub(super) base: PathBuf,
    /// The path relative to the project's root.
    pub(super) path: String,
}

/// The folder whose `candor.yaml` counts for a file, or else the folder of the editor that it lies in.
pub(super) fn base_of(file: &Path, folders: &[PathBuf]) -> PathBuf {
    let parent = file.parent().unwrap_or(Path::new("/"));
    let named = parent.ancestors().find(|folder| folder.join(project_file::NAME).is_file());
    let of_editor =
        || folders.iter().filter(|folder| parent.starts_with(folder)).max_by_key(|f| f.as_os_str().len());
    match named {
        Some(folder) => folder.to_owned(),
        None => of_editor().map_or_else(|| parent.to_owned(), Clone::clone),
    }
}

impl Project {
    /// The project of a canonical folder.
    pub(super) fn new(base: &Path) -> Self {
        let mut project = Self {
            root: base.to_owned(),
            base: base.to_owned(),
            setup: Setup::default(),
            policies: BTreeMap::new(),
            open: BTreeMap::new(),
            extra: BTreeSet::new(),
            cache: Cache::default(),
        };
        project.reload();
        project
    }

    /// Why `candor.yaml`, a file of words, a template or a pack cannot be used.
    pub(super) fn problem(&self) -> Option<(Option<&'static str>, &str)> {
        self.setup.problem.as_ref().map(|(code, problem)| (*code, problem.as_str()))
    }

    /// Reads the project file anew, and looks for policies.
    pub(super) fn reload(&mut self) {
        let mut paths = BTreeSet::new();
        // Without them each of its own words would be one more mistake.
        let words = self.setup.vocabulary.clone();
        self.setup = match candidates_from(self.base.clone(), &[], "policy") {
            Ok(found) => {
                let own = found.projects.iter().position(|project| project.root == self.root);
                let own = own.unwrap_or(0);
                paths.extend(
                    found.files.iter().filter(|file| file.project == own).map(|file| file.path.clone()),
                );
                setup(&found, own).unwrap_or_else(|failure| broken(&failure, words))
            }
            Err(failure) => broken(&failure, words),
        };
        // What is open is looked at, wherever policies are said to be.
        self.extra = self.open.keys().filter(|path| !paths.contains(*path)).cloned().collect();
        paths.extend(self.extra.iter().cloned());
        self.policies.retain(|path, _| paths.contains(path));
        for path in paths {
            self.policies.entry(path).or_default();
        }
        self.touch_all();
    }

    /// Says that a file has other text now; none, if what is on disk counts again.
    pub(super) fn set(&mut self, path: &str, text: Option<Arc<str>>) {
        match text {
            Some(text) => {
                if !self.policies.contains_key(path) {
                    self.extra.insert(path.to_owned());
                    self.policies.insert(path.to_owned(), Policy::default());
                }
                self.open.insert(path.to_owned(), text);
            }
            None => {
                self.open.remove(path);
                if self.extra.remove(path) {
                    self.policies.remove(path);
                }
            }
        }
        for (own, policy) in &mut self.policies {
            let imports = own != path && policy.files.contains(path);
            policy.stale |= own == path || imports;
            policy.unsure |= imports;
        }
    }

    /// Says that anything may have changed on disk.
    pub(super) fn touch_all(&mut self) {
        for policy in self.policies.values_mut() {
            policy.stale = true;
            policy.unsure = true;
        }
    }

    /// The bytes of a file: what stands in the editor counts more than what is on disk.
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        match self.open.get(path) {
            Some(text) if text.len() as u64 > MAX_FILE_BYTES => Err(LoadError::TooLarge(text.len() as u64)),
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => load::source(&self.root, path),
        }
    }

    /// Reads what has changed.
    pub(super) fn refresh(&mut self) {
        let stale: Vec<String> =
            self.policies.iter().filter(|(_, policy)| policy.stale).map(|(path, _)| path.clone()).collect();
        if !stale.is_empty() {
            self.cache.forget();
        }
        for path in stale {
            if let (Some(text), Some(policy)) = (self.open.get(&path), self.policies.get_mut(&path))
                && (policy.revise(text) || policy.restore(text))
            {
                continue;
            }
            let mut cache = std::mem::take(&mut self.cache);
            let parse = &mut |file, text: &Arc<str>| cache.read(file, text);
            let load = |path: &str| self.load(path);
            let (read, draft) = project::draft_with(&path, &load, &self.setup.vocabulary, parse);
            self.cache = cache;
            let files = read.sources.iter().map(|(_, source)| source.name.clone()).collect();
            let whole = !breaks(&read.findings);
            let index = Arc::new(Index::new(Arc::new(read)));
            let Some(policy) = self.policies.get_mut(&path) else { continue };
            policy.put_by();
            if whole {
                let before = policy.good.replace(Arc::clone(&index));
                policy.spend(before);
                policy.before = None;
            }
            let before = policy.index.replace(index);
            policy.spend(before);
            let spare = policy.spare.take();
            policy.spend(spare);
            policy.files = files;
            policy.draft = draft;
            policy.review = Review::default();
            policy.is_read();
        }
    }

    /// Looks for what is wrong in every policy with an open file.
    pub(super) fn judge(&mut self) {
        self.refresh();
        let open = |policy: &Policy| policy.files.iter().any(|file| self.open.contains_key(file));
        let waiting = self.policies.iter().filter(|(_, policy)| policy.unjudged && open(policy));
        let waiting: Vec<(String, Arc<Index>)> = waiting
            .filter_map(|(path, policy)| Some((path.clone(), Arc::clone(policy.index.as_ref()?))))
            .collect();
        for (path, index) in waiting {
            let Some(policy) = self.policies.get_mut(&path) else { continue };
            let Policy { review, proses, .. } = &mut *policy;
            let (findings, template_errors) = self.setup.examine(&index.read, review, proses);
            policy.outdated = std::mem::replace(&mut policy.findings, findings);
            policy.template_errors = template_errors;
            policy.unjudged = false;
        }
    }

    /// Throws away what was read before, and makes ready for the next key.
    pub(super) fn tidy(&mut self) {
        for (path, policy) in &mut self.policies {
            policy.spent.clear();
            policy.outdated.clear();
            let typed = self.open.contains_key(path) && policy.draft.is_some();
            if typed && policy.spare.is_none() && policy.is_whole() {
                policy.spare = policy.index.as_ref().map(|index| index.copied());
            }
        }
    }

    /// The policies with an open file: what is found in others is for nobody to see.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&str, &Policy)> {
        let open = |policy: &Policy| policy.files.iter().any(|file| self.open.contains_key(file));
        self.policies
            .iter()
            .filter(move |(_, policy)| open(policy))
            .map(|(path, policy)| (path.as_str(), policy))
    }

    /// What words are looked up in.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.setup.vocabulary
    }

    /// What findings go by.
    pub(super) fn analysis(&self) -> &analysis::Settings {
        &self.setup.analysis
    }

    /// The policy that says most about a file: the file itself if it is one, or else one that imports it.
    fn policy_about(&self, path: &str) -> Option<&Policy> {
        let is_policy =
            |policy: &&Policy| policy.index.as_ref().is_some_and(|index| index.read.policy.span.is_some());
        let own = self.policies.get(path);
        let others = || self.policies.values().filter(|policy| policy.files.contains(path)).find(is_policy);
        own.filter(is_policy).or_else(others).or(own)
    }

    /// The policy that says most about a file, as read.
    pub(super) fn about(&self, path: &str) -> Option<Arc<Index>> {
        self.policy_about(path)?.index.clone()
    }

    /// The same before something in it broke; nothing, if it is whole.
    pub(super) fn last_good(&self, path: &str) -> Option<Arc<Index>> {
        let policy = self.policy_about(path)?;
        let (good, now) = (policy.good.as_ref()?, policy.index.as_ref()?);
        (!Arc::ptr_eq(good, now)).then(|| Arc::clone(good))
    }

    /// Every policy and library that a file is read for, policies alone if there are any.
    pub(super) fn reading(&self, path: &str) -> Vec<Arc<Index>> {
        let all = self.policies.values().filter(|policy| policy.files.contains(path));
        let all: Vec<Arc<Index>> = all.filter_map(|policy| policy.index.clone()).collect();
        let policies: Vec<Arc<Index>> =
            all.iter().filter(|index| index.read.policy.span.is_some()).cloned().collect();
        if policies.is_empty() { all } else { policies }
    }

    /// The policies that a file is read for, with what was found in each.
    pub(super) fn judged(&self, path: &str) -> Vec<(Arc<Index>, Vec<Diagnostic>)> {
        let all = self.policies.values().filter(|policy| policy.files.contains(path) && !policy.unjudged);
        all.filter_map(|policy| Some((policy.index.clone()?, policy.findings.clone()))).collect()
    }

    /// Every file with its text, by its path.
    pub(super) fn texts(&self) -> BTreeMap<String, Arc<str>> {
        let reads = self.policies.values().filter_map(|policy| policy.index.as_ref());
        let texts = reads.flat_map(|index| {
            index.read.sources.iter().map(|(_, source)| (source.name.clone(), Arc::clone(&source.text)))
        });
        texts.collect()
    }

    /// What the page says of the statements and declarations of the policy about a file, if that is
    /// known in time: it is made beside everything else.
    pub(super) fn worded(&self, path: &str) -> Option<Arc<Pieces>> {
        let policy = self.policy_about(path)?;
        let read = &policy.index.as_ref()?.read;
        if read.policy.span.is_none() || diagnostic::has_errors(&read.findings) {
            return None;
        }
        policy.worded.of(read, &self.setup.settings)
    }
}

impl Policy {
    /// Keeps what is known of a policy that had no mistakes of syntax, before it is read anew.
    fn put_by(&mut self) {
        if self.unsure {
            self.before = None;
            return;
        }
        if self.is_whole() {
            self.before = Some(Box::new(Known {
                draft: self.draft.take(),
                review: std::mem::take(&mut self.review),
                findings: std::mem::take(&mut self.findings),
                template_errors: std::mem::take(&mut self.template_errors),
                unjudged: self.unjudged,
            }));
        }
    }

    /// Whether it was read without mistakes of syntax.
    fn is_whole(&self) -> bool {
        let same = self.good.as_ref().zip(self.index.as_ref());
        same.is_some_and(|(good, index)| Arc::ptr_eq(good, index))
    }

    /// Takes up again what was known, if the text is what it was then.
    fn restore(&mut self, text: &str) -> bool {
        let same = |good: &&Arc<Index>| {
            let first = good.read.sources.get(FileId::default());
            first.is_some_and(|source| *source.text == *text)
        };
        let Some(good) = self.good.as_ref().filter(same).filter(|_| !self.unsure) else { return false };
        let Some(known) = self.before.take() else { return false };
        let index = Arc::clone(good);
        self.is_read();
        self.files = index.read.sources.iter().map(|(_, source)| source.name.clone()).collect();
        let Known { draft, review, findings, template_errors, unjudged } = *known;
        self.index = Some(index);
        (self.draft, self.review) = (draft, review);
        (self.findings, self.template_errors, self.unjudged) = (findings, template_errors, unjudged);
        true
    }

    /// Throws something away, later if there is little of it.
    fn spend(&mut self, index: Option<Arc<Index>>) {
        if self.spent.len() >= FEW {
            self.spent.clear();
        }
        self.spent.extend(index);
    }

    fn is_read(&mut self) {
        self.stale = false;
        self.unsure = false;
        self.unjudged = true;
    }

    /// Reads what has changed in its own file alone; false, if that takes a reading of the whole.
    fn revise(&mut self, text: &str) -> bool {
        let was_whole = self.is_whole();
        let (Some(draft), Some(index), false) = (&mut self.draft, &self.index, self.unsure) else {
            return false;
        };
        let Some(revision) = draft.revision(&index.read, text) else { return false };
        // Where much has gone astray, what was known is taken up again when it is found.
        let goes_astray = breaks(revision.findings()) && revision.items() > MANY;
        if goes_astray && was_whole {
            return false;
        }
        if was_whole {
            // What nobody else looks at is changed where it is; otherwise it is copied first.
            let spare = self.spare.take();
            if breaks(revision.findings()) {
                self.good = spare.or_else(|| self.good.take());
            } else {
                self.good = None;
                self.spent.extend(spare);
            }
        }
        let replaced = revision.replaced();
        let kept = revision.silent().is_some() || self.review.takes_out(&index.read.policy, &replaced);
        let Some(index) = self.index.take() else { return false };
        let says_nothing = revision.silent();
        let silent = says_nothing.filter(|moved| {
            !self.unjudged && !diagnostic::any_between(&self.findings, moved.file, moved.end as usize)
        });
        let mut read = match Arc::try_unwrap(index) {
            Ok(index) => index.read,
            Err(shared) => Arc::clone(&shared.read),
        };
        if !draft.revise(Arc::make_mut(&mut read), revision) {
            return false;
        }
        match says_nothing {
            Some(moved) => self.review.follow(moved),
            None if kept && self.review.puts_in(&read.policy, &replaced) => {}
            None => self.review = Review::default(),
        }
        let whole = !breaks(&read.findings);
        let index = Arc::new(Index::new(read));
        if whole {
            let before = self.good.replace(Arc::clone(&index));
            self.spend(before);
            self.before = None;
        }
        self.index = Some(index);
        self.is_read();
        if let Some(moved) = silent {
            diagnostic::follow(&mut self.findings, moved);
            self.unjudged = false;
        }
        true
    }
}

fn setup(found: &Candidates, project: usize) -> Result<Setup, Failure> {
    let Some(project) = found.projects.get(project) else { return Ok(Setup::default()) };
    let (mut settings, _) = settings(found, project, &Wording::default())?;
    settings.formats = Vec::new();
    let levels = levels::levels(&project.file, &levels::Given::default())?;
    let vocabulary = vocabulary(found, project, &Words::default())?;
    let packs = packs::packs(found, project, &vocabulary)?;
    let analysis = analysis::Settings { levels, as_of: None, packs };
    Ok(Setup { vocabulary, settings, analysis, problem: None })
}

fn broken(failure: &Failure, vocabulary: Vocabulary) -> Setup {
    let help = failure.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let problem = Some((failure.code, format!("{}{help}", failure.message)));
    Setup { vocabulary, problem, ..Setup::default() }
}
