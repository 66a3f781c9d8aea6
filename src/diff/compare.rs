//! The comparison from beginning to end, and how a change is made.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::flows::{Flows, LEAVING, has_topic};
use super::kinds::{self, Kind};
use super::pairs::{self, Nouns, Placed};
use super::parts::{Atom, Parts, Slot};
use super::shape::{Shape, Version};
use super::text::{Difference, difference};
use super::{
    Affected, Change, Changes, Direction, Sentences, Side, Subject, declarations, head, sections, sentences,
    words,
};
use crate::law::Kind as List;
use crate::model::verb::KEEPING;
use crate::model::words::{ListWord, NounKind, Topic};
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
    /// The sections of the new version by those of the old one that they were.
    twins: HashMap<*const Section, &'a Section>,
    pub(super) laws: Vec<String>,
    pub(super) weighty: &'static [String],
    /// Declarations that some change speaks of.
    pub(super) told: BTreeSet<String>,
    pub(super) changes: Vec<Change>,
}

/// The words after which the people stand for whom a sentence holds.
pub(super) const PEOPLE: [ListWord; 4] = [ListWord::For, ListWord::About, ListWord::From, ListWord::Of];

/// What a sentence says together with its sections.
pub(super) struct Together<'a> {
    /// What it says itself, and for whom its sections hold.
    whole: Shape<'a>,
    /// Where it holds, and what its sections say of what it says itself.
    apart: Parts<'a>,
    /// The parts that say for whom, where and when it holds.
    limited: Vec<Slot>,
}

impl Together<'_> {
    /// The same, whether a sentence or its sections say it.
    pub(super) fn key(&self) -> String {
        format!("{}\u{5}{}", self.apart.key(&[]), self.whole.key(&[]))
    }
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
    /// Duties that follow from what this change says, beside those of its kind.
    pub(super) owed: Vec<&'static str>,
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
    let sections = |(before, after): &(usize, usize)| {
        let (old, new) = (old_sections.get(*before)?, new_sections.get(*after)?);
        Some((std::ptr::from_ref(old.section), new.section))
    };
    let twins = section_pairs.iter().filter_map(sections).collect();
    let mut comparing = Comparing {
        before: Flows::new(&before),
        after: Flows::new(&after),
        nouns,
        old_sections,
        new_sections,
        section_pairs,
        twins,
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
    fn key(change: &Change) -> (usize, &Subject, &str) {
        (change.kind.rank, &change.subject, &change.summary)
    }
    changes.sort_by(|a, b| key(a).cmp(&key(b)));
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
            ("aim", &words::aim(&draft.what)),
            ("before", before.unwrap_or_default()),
            ("after", after.unwrap_or_default()),
            ("detail", &detail),
        ],
    );
    let owed = kind.duties.iter().map(String::as_str).chain(draft.owed);
    let mut duties: Vec<&'static kinds::Duty> = owed.filter_map(kinds::duty).collect();
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
    /// The old or the new version.
    pub(super) const fn version(&self, is_new: bool) -> &Version<'a> {
        if is_new { &self.new } else { &self.old }
    }

    /// What the old or the new version says altogether.
    pub(super) const fn flows(&self, is_new: bool) -> &Flows {
        if is_new { &self.after } else { &self.before }
    }

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
    pub(super) fn scope(&self, is_new: bool, shape: &Shape<'a>) -> String {
        self.limits(is_new, shape).key(&[])
    }

    /// The scope of its sections; of an old section that of its twin, since a section whose scope changed is told
    /// once, not for each sentence in it.
    fn limits(&self, is_new: bool, shape: &Shape<'a>) -> Parts<'a> {
        let mut parts = Parts::default();
        for section in &shape.within {
            parts.extend(match self.twin(is_new, section) {
                Some(twin) => self.new.scope(twin),
                None => self.version(is_new).scope(section),
            });
        }
        parts
    }

    /// What a sentence says together with its sections, as if it said itself for whom it holds; the people for whom a
    /// section is stand after `people`.
    pub(super) fn together(&self, is_new: bool, shape: &Shape<'a>, people: ListWord) -> Together<'a> {
        const PLACE: Slot = Slot::List(ListWord::In);
        let version = self.version(is_new);
        let limits = self.limits(is_new, shape);
        let mut found = Together { whole: shape.clone(), apart: Parts::default(), limited: Vec::new() };
        // Without anything more, people are everyone.
        let named = |atom: &Atom<'_>| !atom.term().is_some_and(is_everyone);
        // Where it holds is no place that data goes to, and what is said twice holds where both do.
        let places = shape.atoms(PLACE);
        if !places.is_empty() && limits.atoms(PLACE).is_empty() && !goes(version, shape) {
            found.limited.push(PLACE);
            found.whole.parts.set(PLACE, Vec::new());
            found.apart.set(PLACE, places.to_vec());
            if shape.statement.standing(version.policy).of_people {
                found.whole.parts.keep(Slot::List(people), &named);
            }
        }
        for (slot, atoms) in limits.slots() {
            let to = if slot == Slot::List(ListWord::For) { Slot::List(people) } else { slot };
            let own = slot == PLACE || !shape.atoms(to).is_empty();
            let parts = if own { &mut found.apart } else { &mut found.whole.parts };
            atoms.iter().filter(|atom| named(atom)).for_each(|atom| parts.add(to, atom.clone()));
            found.limited.push(to);
        }
        found
    }

    /// What two versions of a sentence in other sections say, as if they said themselves for whom they hold; nothing,
    /// where that or where they hold differs.
    pub(super) fn alike_together(&self, old: &Shape<'a>, new: &Shape<'a>) -> Option<(Parts<'a>, Parts<'a>)> {
        PEOPLE.iter().find_map(|people| {
            let (old, new) = (self.together(false, old, *people), self.together(true, new, *people));
            let same = |slot: &Slot| old.whole.parts.key_of(*slot) == new.whole.parts.key_of(*slot);
            let all = old.limited.iter().chain(&new.limited).all(same);
            (all && old.apart.key(&[]) == new.apart.key(&[])).then_some((old.whole.parts, new.whole.parts))
        })
    }

    /// The section of the new version that a section of the old one became.
    fn twin(&self, is_new: bool, section: &Section) -> Option<&'a Section> {
        if is_new { None } else { self.twins.get(&std::ptr::from_ref(section)).copied() }
    }

    /// Where readers find a sentence: under the author's own sections, or under its topic.
    pub(super) fn place(&self, is_new: bool, shape: &Shape<'_>) -> String {
        let own = shape.within.iter().filter(|section| section.topic.is_none());
        let path: Vec<&str> =
            own.map(|section| self.twin(is_new, section).map_or(&*section.id, |twin| &*twin.id)).collect();
        if path.is_empty() { shape.statement.topic.as_str().to_owned() } else { path.join(" > ") }
    }

    /// Whom a sentence is about.
    pub(super) fn affected(&self, is_new: bool, shape: &Shape<'_>) -> Affected {
        let version = self.version(is_new);
        let mut found = Affected::default();
        for section in &shape.within {
            for clause in &section.clauses {
                if let ClauseKind::List(word, list) = &clause.kind {
                    list.terms.iter().for_each(|term| concern(version, *word, term, &mut found));
                }
            }
        }
        // Where data is kept or goes to is no place of the people it is about.
        let slots =
            shape.slots().filter(|(slot, _)| !(*slot == Slot::List(ListWord::In) && goes(version, shape)));
        slots.for_each(|(slot, atoms)| concerned(version, slot, atoms, &mut found));
        found
    }

    /// The parts of a sentence of the new version that say whom it is about, each with whom it is about but for these.
    pub(super) fn beside(&self, shape: &Shape<'a>, affected: &Affected) -> Vec<(Slot, Affected)> {
        let mut found = Vec::new();
        for (slot, _) in shape.slots().filter(|(slot, _)| matches!(slot, Slot::Subject | Slot::List(_))) {
            let mut rest = shape.clone();
            rest.parts.keep(slot, &|_| false);
            let rest = self.affected(true, &rest);
            if rest != *affected {
                found.push((slot, rest));
            }
        }
        found
    }

    /// Whom the sentences that name a declaration are about; everyone, if one of them is about everyone.
    pub(super) fn affected_by(&self, is_new: bool, id: NounId) -> Affected {
        let version = self.version(is_new);
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

/// Whether the place that a sentence names is one where data is kept or goes to.
fn goes(version: &Version<'_>, shape: &Shape<'_>) -> bool {
    // Who does not sell or share in some place says where that holds.
    let given = if shape.modal.negative() { &[Topic::Transfers] } else { LEAVING };
    (shape.does(KEEPING) || shape.does(&["process"]) || has_topic(shape, given))
        && !shape.statement.standing(version.policy).of_people
}

fn is_everyone(term: &Term) -> bool {
    matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.kind == List::Audience && class.id == "people")
}

/// Adds whom some atoms at one place of a sentence are about.
pub(super) fn concerned<'t>(
    version: &Version<'_>,
    slot: Slot,
    atoms: impl IntoIterator<Item = &'t Atom<'t>>,
    found: &mut Affected,
) {
    let word = match slot {
        Slot::Subject => ListWord::For,
        Slot::List(word) => word,
        _ => return,
    };
    atoms.into_iter().filter_map(Atom::term).for_each(|term| concern(version, word, term, found));
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
        if !is_everyone(term) {
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
