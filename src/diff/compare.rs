//! The comparison from beginning to end, and how a change is made.

use std::collections::BTreeSet;

use super::flows::{Flows, LEAVING, has_topic};
use super::kinds::{self, Kind};
use super::pairs::{self, Nouns, Placed};
use super::shape::{Atom, Shape, Slot, Thing, Version};
use super::text::{Difference, difference};
use super::{
    Affected, Change, Changes, Direction, Sentences, Side, Subject, declarations, head, sections, sentences,
    words,
};
use crate::law::Kind as List;
use crate::model::verb::KEEPING;
use crate::model::words::{ListWord, NounKind};
use crate::model::{ClauseKind, NounId, Policy, Ref, Section, Term, Value};
use crate::source::Span;

/// Everything that the parts of the comparison share.
pub(super) struct Comparing<'a> {
    pub(super) old: Version<'a>,
    pub(super) new: Version<'a>,
    pub(super) nouns: Nouns,
    pub(super) before: Flows,
    pub(super) after: Flows,
    pub(super) old_sections: Vec<Placed<'a>>,
    pub(super) new_sections: Vec<Placed<'a>>,
    /// Pairs of numbers in the two lists of sections.
    pub(super) section_pairs: Vec<(usize, usize)>,
    pub(super) laws: Vec<String>,
    pub(super) weighty: &'static [String],
    /// Declarations that some change speaks of.
    pub(super) told: BTreeSet<String>,
    pub(super) changes: Vec<Change>,
}

/// A change before its kind is looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// What it is about, in words; the name of the subject.
    pub(super) what: String,
    pub(super) before: Option<Side>,
    pub(super) after: Option<Side>,
    /// How it changed in words, where the parts say it better than before and after do.
    pub(super) detail: Option<String>,
    pub(super) affected: Affected,
    pub(super) sentences: Sentences,
}

/// Compares two versions.
pub(super) fn policies(old: &Policy, new: &Policy) -> Changes {
    let nouns = pairs::nouns(old, new);
    let (old_terms, new_terms) = (pairs::terms_for(old), pairs::terms_for(new));
    let before = Version::new(old, nouns.old_names.clone(), &old_terms);
    let after = Version::new(new, nouns.new_names.clone(), &new_terms);
    let (old_sections, new_sections) = (pairs::sections(old), pairs::sections(new));
    let scope = |is_new: bool, section: &Section| {
        let version = if is_new { &after } else { &before };
        version.scope(section).key(&[])
    };
    let section_pairs = pairs::pair_sections(&old_sections, &new_sections, &scope);
    let mut comparing = Comparing {
        before: Flows::new(&before),
        after: Flows::new(&after),
        nouns,
        old_sections,
        new_sections,
        section_pairs,
        laws: kinds::laws_of(&[old, new]),
        weighty: kinds::weighty(new.language.as_deref().unwrap_or("en")),
        told: BTreeSet::new(),
        changes: Vec::new(),
        old: before,
        new: after,
    };
    head::compare(&mut comparing);
    sections::compare(&mut comparing);
    sentences::compare(&mut comparing);
    declarations::compare(&mut comparing);
    let Comparing { mut changes, laws, .. } = comparing;
    in_order(&mut changes);
    changes.dedup_by(|a, b| a.kind.id == b.kind.id && a.subject == b.subject && a.summary == b.summary);
    Changes { changes, laws }
}

/// The most important first.
pub(super) fn in_order(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let key = |change: &Change| (change.kind.rank, change.subject.clone(), change.summary.clone());
        key(a).cmp(&key(b))
    });
}

/// The one change of a policy that is new or gone.
pub(super) fn whole(policy: &Policy, direction: Direction) -> Changes {
    let laws = kinds::laws_of(&[policy]);
    let (id, added) = match direction {
        Direction::Removed => ("policy-removed", false),
        _ => ("policy-added", true),
    };
    let name = policy.title.as_deref().unwrap_or(&policy.name).to_owned();
    let side = Side { text: name.clone(), span: policy.span.unwrap_or_default() };
    let sides = if added { (None, Some(side)) } else { (Some(side), None) };
    let subject = Subject { kind: "policy", id: policy.name.clone(), name: name.clone(), topic: None };
    let draft = Draft { what: name, before: sides.0, after: sides.1, ..Draft::default() };
    Changes { changes: change(id, direction, "whole", subject, draft, &laws).into_iter().collect(), laws }
}

/// Makes a change; nothing, if there is no such kind, which a test rules out.
pub(super) fn change(
    id: &str,
    direction: Direction,
    aspect: &'static str,
    subject: Subject,
    draft: Draft,
    laws: &[String],
) -> Option<Change> {
    let kind: &'static Kind = kinds::kind(id)?;
    let before = draft.before.as_ref().map(|side| side.text.as_str());
    let after = draft.after.as_ref().map(|side| side.text.as_str());
    let detail = draft.detail.unwrap_or_else(|| match (before, after) {
        // Two declarations may have one name.
        (Some(before), Some(after)) if before == after => {
            format!("“{after}” is now another declaration of that name")
        }
        _ => kinds::detail(aspect, before, after),
    });
    // What a declaration or a section is called is no sentence to be quoted.
    let says = if subject.kind == "statement" {
        kind.says.clone()
    } else {
        kind.says.replace("“{what}”", "{what}")
    };
    let summary = kinds::fill(
        &says,
        &[
            ("what", &draft.what),
            ("before", before.unwrap_or_default()),
            ("after", after.unwrap_or_default()),
            ("detail", &detail),
        ],
    );
    let mut duties: Vec<&'static kinds::Duty> = kind.duties.iter().filter_map(|id| kinds::duty(id)).collect();
    if draft.affected.children {
        // Where nobody had asked the parents, there is nothing to ask anew; the duty says so itself.
        let asks = kind.duties.iter().any(|id| id == "consent" || id == "notice");
        duties
            .extend(kinds::duty("parental-consent").filter(|_| asks && kind.effect == kinds::Effect::Worse));
        duties.dedup_by(|a, b| a.id == b.id);
    }
    Some(Change {
        citations: kinds::concerning(&kind.cite, laws),
        kind,
        direction,
        aspect,
        subject,
        summary,
        what: draft.what,
        detail,
        before: draft.before,
        after: draft.after,
        sentences: draft.sentences,
        affected: draft.affected,
        duties,
    })
}

impl<'a> Comparing<'a> {
    /// Adds a change.
    pub(super) fn push(
        &mut self,
        id: &str,
        direction: Direction,
        aspect: &'static str,
        subject: Subject,
        draft: Draft,
    ) {
        let made = change(id, direction, aspect, subject, draft, &self.laws);
        debug_assert!(made.is_some(), "there is no kind of change `{id}`");
        self.changes.extend(made);
    }

    /// Notes that a change speaks of these, so that their declarations need not be told too.
    pub(super) fn tell<'t>(&mut self, atoms: impl IntoIterator<Item = &'t Atom<'t>>) {
        for atom in atoms {
            if let Some(name) = atom.key.strip_prefix('#') {
                self.told.insert(name.to_owned());
            }
        }
    }

    /// Whether a difference between two texts can matter.
    pub(super) fn difference(&self, old: &str, new: &str) -> Difference {
        difference(old, new, self.weighty)
    }

    /// For whom and where a sentence holds, by what its sections say in the new version.
    pub(super) fn scope(&self, is_new: bool, shape: &Shape<'_>) -> String {
        let mut parts = super::shape::Parts::default();
        for section in &shape.within {
            parts.extend(self.scope_of(is_new, section));
        }
        parts.key(&[])
    }

    /// The scope of a section; that of its twin, where an old one has one: a section whose
    /// scope changed is told once, not for each sentence in it.
    fn scope_of(&self, is_new: bool, section: &Section) -> super::shape::Parts<'a> {
        let all = if is_new { &self.new_sections } else { &self.old_sections };
        let at = all.iter().position(|placed| std::ptr::eq(placed.section, section));
        let Some(at) = at else { return super::shape::Parts::default() };
        if !is_new
            && let Some((_, twin)) = self.section_pairs.iter().find(|(old, _)| *old == at)
            && let Some(placed) = self.new_sections.get(*twin)
        {
            return self.new.scope(placed.section);
        }
        let version = if is_new { &self.new } else { &self.old };
        all.get(at).map(|placed| version.scope(placed.section)).unwrap_or_default()
    }

    /// Where readers find a sentence: under the author's own sections, or under its topic.
    pub(super) fn place(&self, is_new: bool, shape: &Shape<'_>) -> String {
        let own = shape.within.iter().filter(|section| section.topic.is_none());
        let mut path: Vec<&str> = Vec::new();
        for section in own {
            let twin = || {
                let at =
                    self.old_sections.iter().position(|placed| std::ptr::eq(placed.section, *section))?;
                let (_, twin) = self.section_pairs.iter().find(|(old, _)| *old == at)?;
                self.new_sections.get(*twin).map(|placed| &*placed.section.id)
            };
            path.push(if is_new { &section.id } else { twin().unwrap_or(&section.id) });
        }
        if path.is_empty() { shape.statement.topic.as_str().to_owned() } else { path.join(" > ") }
    }

    /// Whom a sentence is about.
    pub(super) fn affected(&self, is_new: bool, shape: &Shape<'_>) -> Affected {
        let version = if is_new { &self.new } else { &self.old };
        let mut found = Affected::default();
        for section in &shape.within {
            for clause in &section.clauses {
                if let ClauseKind::List(word, list) = &clause.kind {
                    list.terms.iter().for_each(|term| concern(version, *word, term, &mut found));
                }
            }
        }
        // Where data is kept or goes to is no place of the people it is about.
        let goes = shape.does(KEEPING) || shape.does(&["process"]) || has_topic(shape, LEAVING);
        let slots = shape.slots().filter(|(slot, _)| !(goes && *slot == Slot::List(ListWord::In)));
        for (slot, atoms) in slots {
            for atom in atoms {
                if let Thing::Term(term) = &atom.thing {
                    match slot {
                        Slot::Subject => concern(version, ListWord::For, term, &mut found),
                        Slot::List(word) => concern(version, word, term, &mut found),
                        _ => {}
                    }
                }
            }
        }
        found
    }

    /// Whom the sentences that name a declaration are about; everyone, if one of them is about everyone.
    pub(super) fn affected_by(&self, is_new: bool, id: NounId) -> Affected {
        let version = if is_new { &self.new } else { &self.old };
        let mut found: Option<Affected> = None;
        for practice in version.context.practices() {
            let names = |term: &Term| term.value == Value::Ref(Ref::Noun(id));
            if !pairs::terms(practice.statement).iter().any(|(_, term)| names(term)) {
                continue;
            }
            let shape = version.statement(practice.statement, &practice.within);
            let one = self.affected(is_new, &shape);
            found = Some(match found {
                None => one,
                Some(known) if known.is_everyone() || one.is_everyone() => {
                    Affected { children: known.children || one.children, ..Affected::default() }
                }
                Some(mut known) => {
                    known.people.extend(one.people);
                    known.regions.extend(one.regions);
                    known.children |= one.children;
                    known.people.sort();
                    known.people.dedup();
                    known.regions.sort();
                    known.regions.dedup();
                    known
                }
            });
        }
        found.unwrap_or_default()
    }
}

/// Adds whom a term is about, where it stands after some word.
fn concern(version: &Version<'_>, word: ListWord, term: &Term, found: &mut Affected) {
    let context = &version.context;
    if word == ListWord::Under {
        // An age up to which people are children in some law.
        found.children |= matches!(term.value, Value::Number(age) if age <= 18);
        return;
    }
    if !matches!(word, ListWord::For | ListWord::About | ListWord::From | ListWord::In | ListWord::Of) {
        return;
    }
    let noun = context.noun_of(term).map(|(_, noun)| noun.kind);
    let builtin = match &term.value {
        Value::Ref(Ref::Builtin(class)) => Some(class.kind),
        _ => None,
    };
    let name = words::value(version.policy, &term.value);
    let add = |list: &mut Vec<String>| {
        if !list.contains(&name) {
            list.push(name.clone());
        }
    };
    if noun == Some(NounKind::Audience) || builtin == Some(List::Audience) {
        found.children |=
            context.is_a(term, List::Audience, "child") || context.is_a(term, List::Audience, "minor");
        // Without anything more, people are everyone.
        if !matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.id == "people") {
            add(&mut found.people);
        }
    } else if noun == Some(NounKind::Region) || matches!(builtin, Some(List::Region | List::Country)) {
        add(&mut found.regions);
    }
}

/// A side of a change.
pub(super) fn side(text: impl Into<String>, span: Span) -> Side {
    Side { text: text.into(), span }
}
