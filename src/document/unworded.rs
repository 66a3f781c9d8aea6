//! What no document says, told without making a document.
//!
//! The templates that ship word every statement of every section, and of declarations
//! those of [`words_promises`]. So where nobody brought templates of their own, what is
//! left out follows from the policy alone; `tests/not_rendered.rs` compares that with
//! documents that were made.

use std::collections::BTreeMap;

use foldhash::HashSet;

use super::outline::not_rendered;
use super::read;
use super::wording::{foreign, locales};
use crate::diagnostic::Diagnostic;
use crate::model::words::NounKind;
use crate::model::{Noun, Part, Policy, Prose, Section};

/// What making the document of a policy would find, where only wording that ships is used.
///
/// Nothing, where that cannot be told: for a locale that does not ship.
pub(crate) fn findings(
    policy: &Policy,
    locale: &str,
    mut known: Option<&mut Proses>,
) -> Option<Vec<Diagnostic>> {
    if let Some(known) = &mut known {
        known.begin();
    }
    if !locales().any(|known| known == locale) {
        return None;
    }
    let mut findings = Vec::new();
    if policy.language.as_deref().is_some_and(|language| foreign(locale, language, &BTreeMap::new())) {
        findings.extend(in_another_language(policy, locale));
    }
    section(&policy.root, &mut known, &mut findings);
    for noun in policy.nouns.iter().filter(|noun| !words_promises(policy, noun)) {
        findings.extend(noun.promises.iter().map(|promise| not_rendered(promise.span, Some(noun.kind))));
    }
    Some(findings)
}

/// That the sentences of a locale that ships stand in a policy in another language.
pub(super) fn in_another_language(policy: &Policy, locale: &str) -> Option<Diagnostic> {
    let language = policy.language.as_deref()?;
    let declared = policy.head()?.property("language").next()?;
    let message = format!("the policy is in `{language}`, and its documents are worded in `{locale}`");
    Some(Diagnostic::warning("worded-in-another-language", declared.span, message).with_help(format!(
        "declare `language {locale}`, or build with wording in that language, `--templates wording --locale \
         {language}` (docs/templates.md)"
    )))
}

/// Whether a template that ships words what is said of a declaration inside it.
fn words_promises(policy: &Policy, noun: &Noun) -> bool {
    match noun.kind {
        // `sharing.md` has those that something names.
        NounKind::Recipient | NounKind::Source => noun.parent.is_none() && policy.names(noun),
        // `cookies.md` has every one.
        NounKind::Tracker => noun.parent.is_none(),
        // `about.md` has those beside the publisher.
        NounKind::Organization => {
            noun.parent.is_none() && policy.publisher().is_some_and(|first| !std::ptr::eq(first, noun))
        }
        NounKind::Policy
        | NounKind::Audience
        | NounKind::Region
        | NounKind::Service
        | NounKind::Data
        | NounKind::Purpose
        | NounKind::Channel
        | NounKind::Condition
        | NounKind::Law
        | NounKind::Document
        | NounKind::Definition => false,
    }
}

/// The prose of a section and those inside it that a document cannot hold.
fn section(within: &Section, known: &mut Option<&mut Proses>, findings: &mut Vec<Diagnostic>) {
    for part in &within.parts {
        match part {
            Part::Section(inner) => {
                prose(inner, known, findings);
                section(inner, known, findings);
            }
            // Prose outside every section is an error that reading reports.
            Part::Prose(_) | Part::Statement(_) => {}
        }
    }
}

fn prose(section: &Section, known: &mut Option<&mut Proses>, findings: &mut Vec<Diagnostic>) {
    for part in &section.parts {
        let Part::Prose(prose) = part else { continue };
        let wrong = match known {
            Some(known) => known.wrong(prose),
            None => read::prose(prose).err(),
        };
        findings.extend(wrong.map(|wrong| *wrong));
    }
}

/// Prose in which nothing is wrong, known from the last time that somebody asked.
#[derive(Debug, Default)]
pub struct Proses {
    known: HashSet<Box<str>>,
    /// How many were asked about.
    count: usize,
}

impl Proses {
    /// Forgets everything, if most of it is of no use any more.
    fn begin(&mut self) {
        if self.known.len() > 2 * self.count {
            self.known.clear();
        }
        self.count = 0;
    }

    fn wrong(&mut self, prose: &Prose) -> Option<Box<Diagnostic>> {
        self.count += 1;
        if self.known.contains(&*prose.text) {
            return None;
        }
        let found = read::prose(prose).err();
        if found.is_none() {
            self.known.insert((&*prose.text).into());
        }
        found
    }
}
