//! A policy that is read again and again while its file is typed: only what has changed is read anew.

use std::sync::Arc;

use super::{MAX_PROJECT_BYTES, Read, followers};
use crate::analysis::review::Replaced;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::model::{self, Policy};
use crate::source::{FileId, Move, Sources};
use crate::syntax::{self, Change};

/// What is kept of the reading of a policy, so that it can be read anew as one of its files is typed.
#[derive(Debug)]
pub struct Draft {
    pub(super) kept: model::Kept,
    /// What was found before anything was given a meaning.
    pub(super) found: Vec<Diagnostic>,
    /// The outline of the first file, once it was asked for.
    pub(super) outline: Option<syntax::Outline>,
}

/// A change of the first file of a policy.
#[derive(Debug)]
pub struct Revision {
    text: Arc<str>,
    outline: syntax::Outline,
    change: syntax::Change,
    silent: Option<Move>,
}

impl Draft {
    /// What another text of the first file changes; nothing, if that takes a reading of the whole.
    #[must_use]
    pub fn revision(&mut self, read: &Read, bytes: &str) -> Option<Revision> {
        let file = FileId::default();
        let before = read.sources.get(file)?;
        let text = syntax::decode(file, bytes.as_bytes().to_vec()).ok()?;
        let others: usize = read.sources.iter().skip(1).map(|(_, source)| source.text.len()).sum();
        if others + text.len() > MAX_PROJECT_BYTES || text.len() as u64 > syntax::MAX_FILE_BYTES {
            return None;
        }
        let known = self.outline.get_or_insert_with(|| syntax::Outline::of(file, &before.text));
        let (outline, change) = known.follow(&before.text, &text);
        let change = change?;
        let silent = change.silent();
        let at = silent.map_or(change.before.end, |moved| moved.end as usize);
        let nowhere = diagnostic::any_between(&self.found, file, at) || self.kept.any_between(file, at);
        let alone = read.sources.iter().nth(1).is_none();
        let takes = silent.is_some() || self.kept.takes(&change, &read.policy, alone);
        (takes && !nowhere).then(|| Revision { text: text.into(), outline, change, silent })
    }

    /// Makes of a policy as read what it is with a revision of it; false, and neither this nor what was read
    /// is good for anything, if that takes a reading of the whole after all.
    #[must_use]
    pub fn revise(&mut self, read: &mut Read, revision: Revision) -> bool {
        let Revision { text, outline, mut change, silent } = revision;
        match silent {
            Some(moved) => {
                diagnostic::follow(&mut self.found, moved);
                self.kept.follow(&mut read.policy, moved);
            }
            None => {
                let Change { old, new, .. } = &change;
                diagnostic::revise(&mut self.found, &old.findings, &new.findings, change.follows());
                if !self.kept.revise(&mut read.policy, &mut change) {
                    return false;
                }
            }
        }
        self.outline = Some(outline);
        read.sources.change(change.file, text);
        read.findings = self.findings(&read.policy, &read.sources);
        true
    }

    pub(super) fn findings(&self, policy: &Policy, sources: &Sources) -> Vec<Diagnostic> {
        let more = self.kept.found(policy);
        // What could not be read may have been what names a declaration, or what a verb is about.
        let unsure = self
            .found
            .iter()
            .chain(&more)
            .any(|finding| finding.severity == Severity::Error && finding.code != "duplicate-name");
        let mut findings = self.found.clone();
        findings
            .extend(more.into_iter().filter(|finding| !unsure || !model::DOUBTFUL.contains(&finding.code)));
        findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
        findings.dedup();
        followers::leave_out(&mut findings, sources);
        findings
    }
}

impl Revision {
    /// What is wrong with the syntax of what has changed.
    #[must_use]
    pub fn findings(&self) -> &[Diagnostic] {
        &self.change.new.findings
    }

    /// What it replaces.
    #[must_use]
    pub fn replaced(&self) -> Replaced {
        let Change { file, before, after, .. } = &self.change;
        let follows = self.change.follows();
        Replaced { file: *file, before: before.clone(), after: after.clone(), follows }
    }

    /// Where everything else has moved, if nothing is said now that was not said before.
    #[must_use]
    pub fn silent(&self) -> Option<Move> {
        self.silent
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{LoadError, draft_with, read_with};
    use super::*;
    use crate::analysis::{self, review::Review};
    use crate::law::Vocabulary;
    use crate::syntax::testing::edit;

    const IMPORTED: &str = "recipient mailer \"Mailer\" : processor\nwe share email with mailer\n";

    fn load(text: &str) -> impl Fn(&str) -> Result<Vec<u8>, LoadError> {
        move |path| match path {
            "a.candor" => Ok(text.as_bytes().to_vec()),
            "b.candor" => Ok(IMPORTED.as_bytes().to_vec()),
            _ => Err(LoadError::Missing),
        }
    }

    fn fresh(text: &str) -> (Read, Option<Draft>) {
        draft_with("a.candor", &load(text), Vocabulary::builtin(), &mut syntax::read_shared)
    }

    /// A policy as it is typed: read whole only where nothing else will do.
    struct Typed {
        read: Read,
        draft: Draft,
        revised: usize,
        /// What rules find, where nothing is wrong otherwise.
        judged: Option<Vec<Diagnostic>>,
        review: Review,
    }

    fn judge(read: &Read) -> Option<Vec<Diagnostic>> {
        let whole = read.findings.iter().all(|finding| finding.severity != Severity::Error);
        let policy = &read.policy;
        whole.then(|| analysis::check(policy, &policy.vocabulary, &analysis::Settings::default()))
    }

    impl Typed {
        fn new(text: &str) -> Self {
            let (read, draft) = fresh(text);
            let review = Review::default();
            Self { judged: judge(&read), read, draft: draft.unwrap(), revised: 0, review }
        }

        #[track_caller]
        fn change(&mut self, text: &str) {
            match self.draft.revision(&self.read, text) {
                Some(revision) => {
                    let outline = format!("{:?}", syntax::Outline::of(FileId::default(), text));
                    assert_eq!(format!("{:?}", revision.outline), outline, "{text}");
                    let silent = revision.silent();
                    let replaced = revision.replaced();
                    let kept = silent.is_some() || self.review.takes_out(&self.read.policy, &replaced);
                    if !self.draft.revise(&mut self.read, revision) {
                        let (read, draft) = fresh(text);
                        (self.read, self.draft) = (read, draft.unwrap());
                        self.judged = judge(&self.read);
                        self.review = Review::default();
                        return;
                    }
                    self.revised += 1;
                    if let Some(moved) = silent {
                        self.review.follow(moved);
                    } else if !kept || !self.review.puts_in(&self.read.policy, &replaced) {
                        self.review = Review::default();
                    }
                    let judged = judge(&self.read);
                    if let Some(judged) = &judged {
                        let policy = &self.read.policy;
                        let reviewed = self.review.judge(policy, &analysis::Settings::default(), Vec::new());
                        assert_eq!(&reviewed, judged, "{text}");
                    }
                    match (silent, &mut self.judged) {
                        (Some(moved), Some(known)) => {
                            diagnostic::follow(known, moved);
                            assert_eq!(self.judged, judged, "{text}");
                        }
                        _ => self.judged = judged,
                    }
                }
                None => {
                    let (read, draft) = fresh(text);
                    self.judged = judge(&read);
                    (self.read, self.draft) = (read, draft.unwrap());
                    self.review = Review::default();
                }
            }
            let whole = read_with("a.candor", &load(text), Vocabulary::builtin(), &mut syntax::read_shared);
            assert_eq!(format!("{:#?}", self.read.findings), format!("{:#?}", whole.findings), "{text}");
            let (typed, whole) = (format!("{:#?}", self.read.policy), format!("{:#?}", whole.policy));
            for (a, b) in typed.lines().zip(whole.lines()) {
                assert_eq!(a, b, "{text}");
            }
            assert_eq!(typed.len(), whole.len(), "{text}");
        }
    }

    /// Types something, and takes it back.
    #[track_caller]
    fn types(text: &str, at: usize, typed: &str) -> usize {
        let mut all = Typed::new(text);
        let mut now = text.to_owned();
        for (index, c) in typed.char_indices() {
            now.insert(at + index, c);
            all.change(&now);
        }
        for (index, _) in typed.char_indices().rev() {
            now.remove(at + index);
            all.change(&now);
        }
        all.revised
    }

    const SMALL: &str = "import \"b.candor\"\npolicy \"P\"\ndata email \"e-mail\" : contact.email\n\
        we collect email\nwe collect email for security\nsection a \"A\" {\n    we use email\n}\n\
        recipient late \"Late\" { must protect email }\nwe share email with late, mailer\n";

    #[test]
    fn a_sentence_that_is_typed_is_read_alone() {
        let sentence = "we use email, nam for \"what \\\"you\\\" ask\" when you ask (now)\n";
        for place in ["we collect email\nwe", "we share", "section a"] {
            let at = SMALL.find(place).unwrap();
            // While its line runs into a section, what a name stands for may change.
            assert!(types(SMALL, at, sentence) > 2 * sentence.len() - 10, "{place}");
        }
        // A mistake at the very end may be one of what comes next.
        assert!(types(SMALL, SMALL.len(), sentence) > 2 * sentence.len() - 10);
        assert!(types(SMALL, SMALL.find("email\n}").unwrap(), "email, // note\n  ") > 20);
    }

    #[test]
    fn a_comment_that_is_typed_changes_nothing() {
        for place in
            ["data email", "\"e-mail\"", "\n    we use", "recipient", "{ must", "}\nwe share", " late"]
        {
            let at = SMALL.find(place).unwrap();
            let mut all = Typed::new(SMALL);
            for comment in ["  ", "  \n", "\n// a\n", "\n  // a note\n \n"] {
                all.change(&format!("{}{comment}{}", &SMALL[..at], &SMALL[at..]));
            }
            assert!(all.revised >= 3, "{place}: {}", all.revised);
        }
    }

    #[test]
    fn a_declaration_that_is_typed_is_read_alone() {
        let data = "data nam \"n\" : contact.email {\n    first \"f\" : identity.name { one \"o\" }\n    others\n}\n";
        let said = "recipient firm \"F\" : processor {\n    must keep email\n}\nwe share email with firm\n";
        let alone = SMALL.replace("import \"b.candor\"\n", "").replace(", mailer", "");
        let places =
            ["data email", "we collect email\nwe", "section a", "    we use", "recipient", "we share"];
        for typed in [data, said] {
            for place in places {
                let revised = types(&alone, alone.find(place).unwrap(), typed);
                assert!(revised > typed.len(), "{place} {revised}");
            }
        }
        // A declaration that others name keeps its id.
        assert_eq!(types(&alone, alone.find("e-mail").unwrap(), "your "), 10);
    }

    #[test]
    fn what_may_change_what_names_stand_for_is_read_whole() {
        for typed in ["data nam \"n\"\n", "}", "section b \"B\" { data x \"X\"\n}\n", "import \"c.candor\"\n"]
        {
            for place in ["we collect email\nwe", "we share", "recipient"] {
                types(SMALL, SMALL.find(place).unwrap(), typed);
            }
        }
    }

    const PIECES: &[&str] = &[
        "we collect email\n",
        "we collect nam\n",
        "{",
        "}",
        "\"",
        "\"\"\"",
        "\n",
        "(",
        ")",
        ",",
        "    for orders\n",
        "section s \"S\" {\n",
        "if ",
        "// note\n",
        ":",
        "é",
        "we collect : if\n",
        "x",
        "-2",
        "recipient m \"M\" {\n    must protect contact within 24 hours of \"x\"\n}\n",
        "assert never sell contact\n",
        "we keep email kept 24 months after \"x\"\n",
        "prose \"Text.\"\n",
        "\u{202e}",
        "we use email id we-use-email-2\n",
        " ",
        "// a note\n    ",
        "data more \"More\" {\n    // note\n    a \"A\"\n}\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn edits_change_nothing_of_what_a_reading_of_the_whole_finds(
            large in any::<bool>(),
            edits in prop::collection::vec((any::<usize>(), 0usize..20, 0..PIECES.len()), 1..12),
        ) {
            let mut text = if large { include_str!("../../policies/starter.candor") } else { SMALL }.to_owned();
            let mut typed = Typed::new(&text);
            for (at, length, piece) in edits {
                let before = text.clone();
                edit(&mut text, at, length, PIECES[piece]);
                typed.change(&text);
                if at % 3 == 0 {
                    text = before;
                    typed.change(&text);
                }
            }
        }
    }
}
