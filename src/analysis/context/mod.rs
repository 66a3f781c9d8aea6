//! A policy as rules look at it: one practice per statement, and what is a kind of what.

pub(super) mod asked;
mod classes;
mod group;
pub(super) mod kept;
pub(super) mod known;
mod laws;
mod practice;
mod stems;
mod texts;
mod wording;

use foldhash::HashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::Settings;
use super::checks::Surveyed;
use super::phrases;
use super::texts::Text;
use crate::diagnostic::Diagnostic;
use crate::law::{Pack, Vocabulary};
use crate::model::words::{NounKind, Topic};
use crate::model::{Noun, NounId, Part, Policy, Section, Statement, Verb};
use crate::source::Span;

pub use super::lists::Stem;
use asked::Asked;
pub use asked::{Said, Which};
pub(crate) use classes::DataPart;
pub use group::Group;
use kept::{Alone, Kept};
pub use laws::NamedLaw;
pub use practice::{Actor, Polarity, Practice};
pub use texts::Texts;
pub use wording::leaves;

/// A policy and everything rules ask of it.
///
/// What is asked of its statements and texts is noted, see `asked.rs`.
#[derive(Debug)]
pub struct Context<'a> {
    base: Arc<Base<'a>>,
    asked: RefCell<Asked>,
}

/// What is the same for whoever asks.
#[derive(Debug)]
pub struct Base<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The day whose law applies.
    pub as_of: Option<Date>,
    /// The packs of the user.
    pub packs: &'a [Pack],
    practices: Vec<Practice<'a>>,
    texts: OnceLock<Texts<'a>>,
    named_laws: Vec<NamedLaw<'a>>,
    // What many rules ask for is found out once, when the first of them does.
    by_topic: OnceLock<BTreeMap<Topic, Vec<usize>>>,
    by_verb: OnceLock<ByVerb>,
    naming: OnceLock<Vec<Vec<usize>>>,
    kept: Kept,
    /// The declarations that are children or minors, or data that is only theirs.
    pub(super) children: OnceLock<Vec<bool>>,
    /// The groups of data that include other data by name, by that data.
    including: OnceLock<HashMap<NounId, Vec<NounId>>>,
    /// Whether parents, schools or guardians are asked anywhere.
    pub(super) asks_parents: Memo<bool>,
    /// Where the laws of the United States hold that are named.
    pub(super) us_regions: Memo<Vec<String>>,
    /// The practices that are about children.
    pub(super) about_children: Memo<Vec<usize>>,
    /// The practices that are denials without any limit.
    pub(super) denials: Memo<Vec<usize>>,
    /// What is found of what the laws ask for: what is missing, and the laws that nobody named.
    pub(super) coverage: Memo<[Vec<Diagnostic>; 2]>,
}

impl<'a> Base<'a> {
    fn by_topic(&self) -> &BTreeMap<Topic, Vec<usize>> {
        self.by_topic.get_or_init(|| {
            let mut by_topic: BTreeMap<Topic, Vec<usize>> = BTreeMap::new();
            for practice in &self.practices {
                by_topic.entry(practice.statement.topic).or_default().push(practice.at);
            }
            by_topic
        })
    }

    fn by_verb(&self) -> &ByVerb {
        self.by_verb.get_or_init(|| {
            let mut by_verb = ByVerb::default();
            for practice in &self.practices {
                for verb in &practice.statement.verbs {
                    if let Verb::Known(known) = verb {
                        let found = by_verb.entry((known.id, practice.polarity)).or_default();
                        if found.last() != Some(&practice.at) {
                            found.push(practice.at);
                        }
                    }
                }
            }
            by_verb
        })
    }

    /// Every text, looked at when somebody first asks for some.
    pub(super) fn texts(&self) -> &Texts<'a> {
        self.texts.get_or_init(|| Texts::of(self.policy, self.kept.texts().as_deref_mut()))
    }
}

/// The numbers of the practices that have a verb.
type ByVerb = HashMap<(&'static str, Polarity), Vec<usize>>;

/// Something that is found out once, with what was asked to find it out.
type Memo<T> = OnceLock<(T, Asked)>;

impl<'a> Deref for Context<'a> {
    type Target = Base<'a>;

    fn deref(&self) -> &Base<'a> {
        &self.base
    }
}

impl<'a> Context<'a> {
    /// Looks at a policy once, for every rule.
    #[must_use]
    pub fn new(policy: &'a Policy, vocabulary: &'a Vocabulary, as_of: Option<Date>) -> Self {
        Self::with_packs(policy, vocabulary, as_of, &[])
    }

    /// The same with the packs of a user.
    #[must_use]
    pub fn with_packs(
        policy: &'a Policy,
        vocabulary: &'a Vocabulary,
        as_of: Option<Date>,
        packs: &'a [Pack],
    ) -> Self {
        Self::made(policy, vocabulary, as_of, packs, numbered(policy), Kept::default())
    }

    /// The same with what is still known from the last time.
    pub(super) fn with_kept(policy: &'a Policy, settings: &'a Settings, kept: Kept) -> Self {
        let Settings { as_of, packs, .. } = settings;
        Self::made(policy, &policy.vocabulary, *as_of, packs, numbered(policy), kept)
    }

    fn made(
        policy: &'a Policy,
        vocabulary: &'a Vocabulary,
        as_of: Option<Date>,
        packs: &'a [Pack],
        practices: Vec<Practice<'a>>,
        mut kept: Kept,
    ) -> Self {
        kept.fit(practices.len());
        let base = Base {
            policy,
            vocabulary,
            as_of,
            packs,
            texts: OnceLock::new(),
            kept,
            practices,
            by_topic: OnceLock::new(),
            by_verb: OnceLock::new(),
            named_laws: laws::named(policy, vocabulary, as_of, packs),
            naming: OnceLock::new(),
            children: OnceLock::new(),
            including: OnceLock::new(),
            asks_parents: OnceLock::new(),
            us_regions: OnceLock::new(),
            about_children: OnceLock::new(),
            denials: OnceLock::new(),
            coverage: OnceLock::new(),
        };
        Self::of(&Arc::new(base))
    }

    /// Some practices of a policy, as if there were no others.
    pub(super) fn of_some(policy: &'a Policy, statements: &[(&'a Statement, Arc<[&'a Section]>)]) -> Self {
        let numbered = statements.iter().enumerate();
        let practices = numbered
            .map(|(at, (statement, within))| Practice::new(policy, statement, Arc::clone(within), at));
        Self::made(policy, &policy.vocabulary, None, &[], practices.collect(), Kept::default())
    }

    /// A policy that nothing was asked of yet.
    pub(super) fn of(base: &Arc<Base<'a>>) -> Self {
        Self { base: Arc::clone(base), asked: RefCell::default() }
    }

    /// What is the same for whoever asks.
    pub(super) fn base(&self) -> &Arc<Base<'a>> {
        &self.base
    }

    /// What is known now, to be kept; nothing, if somebody else looks at the policy, too.
    pub(super) fn into_kept(self) -> Option<Kept> {
        Arc::into_inner(self.base).map(|base| base.kept)
    }

    /// What was asked.
    pub(super) fn asked(self) -> Asked {
        self.asked.into_inner()
    }

    /// Something that is found out once.
    pub(super) fn once<'c, T>(&'c self, memo: &'c Memo<T>, find: impl FnOnce(&Self) -> T) -> &'c T {
        let (found, asked) = memo.get_or_init(|| {
            let own = Self::of(&self.base);
            let found = find(&own);
            (found, own.asked())
        });
        self.asked.borrow_mut().extend(asked);
        found
    }

    /// Every statement, in source order, those inside declarations last.
    #[must_use]
    pub fn practices(&self) -> &[Practice<'a>] {
        self.asked.borrow_mut().all();
        &self.practices
    }

    /// The practices that are of some kind, which is found out once for each of them.
    pub fn those(&self, which: Which) -> Vec<&Practice<'a>> {
        self.asked.borrow_mut().which(which);
        let bit = self.kept.bit(which);
        let is = |practice: &&Practice<'a>| match self.kept.alone.get(practice.at).zip(bit) {
            Some((alone, bit)) => alone.answer(bit, || which(self, practice)),
            None => which(self, practice),
        };
        self.practices.iter().filter(is).collect()
    }

    /// Says what was asked in the name of laws.
    pub(super) fn surveys(&self, surveyed: Surveyed) {
        self.asked.borrow_mut().survey();
        // Whoever comes first was asked the same.
        drop(self.kept.surveyed.set(surveyed));
    }

    /// Calls `found` with the place of each text and the number of each term that it has, which `look` finds;
    /// `who` looks for these terms, in `more` as well, which come after all texts.
    pub(super) fn each_term(
        &self,
        who: &'static str,
        terms: &[&str],
        more: &[String],
        look: impl Fn(&str, &mut dyn FnMut(usize)),
        found: &mut dyn FnMut(usize, usize),
    ) {
        let texts = self.texts();
        match self.kept.texts() {
            Some(mut known) => {
                let text = |at| texts.get(at).map(|text| text.text);
                known.each_term(who, terms, texts.numbers(), text, &look, found);
                let numbers: Vec<usize> = more.iter().map(|text| known.number_of(text)).collect();
                let text = |at: usize| more.get(at).map(String::as_str);
                let found = &mut |at, term| found(texts.count() + at, term);
                known.each_term(who, terms, &numbers, text, &look, found);
            }
            None => {
                let all = (0..texts.count()).filter_map(|at| Some((at, texts.get(at)?.text)));
                let all = all.chain((texts.count()..).zip(more.iter().map(String::as_str)));
                all.for_each(|(at, text)| look(text, &mut |term| found(at, term)));
            }
        }
    }

    /// The texts that are of some kind by what they say, in their order.
    #[must_use]
    pub fn texts_that(&self, is: Said) -> Vec<Text<'a>> {
        self.asked.borrow_mut().said(is);
        let texts = self.all_texts();
        let Some(mut known) = self.kept.texts() else {
            let all = (0..texts.count()).filter_map(|at| texts.get(at));
            return all.filter(|text| is(text.text)).collect();
        };
        let those = known.those(is, texts.numbers(), |at| texts.get(at).map(|text| text.text));
        those.into_iter().filter_map(|at| texts.get(at)).collect()
    }

    /// Every text, whoever asks.
    fn all_texts(&self) -> &Texts<'a> {
        self.base.texts()
    }

    /// What is known of the policy from the last time.
    pub(super) fn known(&self) -> &Kept {
        &self.kept
    }

    /// The declarations that a practice names: as its subject, as an object, or after a clause word.
    #[must_use]
    pub fn named_by<'c>(&'c self, practice: &Practice<'_>) -> &'c [NounId] {
        self.alone(practice).map_or(&[], |alone| alone.listed(practice))
    }

    /// What is known of a practice by itself.
    pub(super) fn alone(&self, practice: &Practice<'_>) -> Option<&Alone> {
        self.kept.alone.get(practice.at)
    }

    /// The practices with some numbers, which were asked for before.
    pub fn numbered<'c>(
        &'c self,
        numbers: impl IntoIterator<Item = usize> + 'c,
    ) -> impl Iterator<Item = &'c Practice<'a>> {
        numbers.into_iter().filter_map(|at| self.practices.get(at))
    }

    /// Every statement that stands in no declaration, every section and all prose.
    #[must_use]
    pub fn root(&self) -> &'a Section {
        self.asked.borrow_mut().all();
        &self.policy.root
    }

    /// The sections, for what is said of each of them and not for what stands in it.
    #[must_use]
    pub fn sections(&self) -> &'a Section {
        self.asked.borrow_mut().sections();
        &self.policy.root
    }

    /// Every declaration.
    #[must_use]
    pub fn nouns(&self) -> &'a [Noun] {
        self.asked.borrow_mut().any_kind();
        &self.policy.nouns
    }

    /// Whether anything at all names a declaration.
    #[must_use]
    pub fn is_used(&self, noun: &Noun) -> bool {
        self.asked.borrow_mut().all();
        noun.used
    }

    /// The declarations of one kind.
    pub fn nouns_of(&self, kind: NounKind) -> impl Iterator<Item = (NounId, &'a Noun)> + use<'a> {
        self.asked.borrow_mut().kind(kind);
        self.policy.nouns_of(kind)
    }

    /// The organization that publishes the policy.
    #[must_use]
    pub fn publisher(&self) -> Option<NounId> {
        self.asked.borrow_mut().kind(NounKind::Organization);
        self.policy.publisher
    }

    /// Every text, and what is found in them.
    #[must_use]
    pub fn texts(&self) -> &Texts<'a> {
        self.asked.borrow_mut().texts();
        self.all_texts()
    }

    /// The same, to be asked for these listed phrases only.
    pub fn texts_for<'p>(&self, listed: impl IntoIterator<Item = &'p String>) -> &Texts<'a> {
        let mut asked = self.asked.borrow_mut();
        let numbers = listed.into_iter().filter_map(|phrase| phrases::number_of(phrase));
        numbers.for_each(|number| asked.phrase(number));
        self.all_texts()
    }

    /// The texts that have one of some listed phrases, in their order; each with the first of
    /// the phrases that it has.
    #[must_use]
    pub fn texts_with<'p>(&self, listed: &'p [String]) -> Vec<(Text<'a>, &'p str)> {
        self.texts_for(listed).with(listed)
    }

    /// The numbers of the practices that have one of some listed phrases in a text, in their order.
    #[must_use]
    pub fn practices_with(&self, listed: &[String]) -> Vec<usize> {
        self.texts_for(listed).practices_with(listed)
    }

    /// The practices of one topic.
    pub fn topic(&self, topic: Topic) -> impl Iterator<Item = &Practice<'a>> {
        self.asked.borrow_mut().topic(topic);
        self.by_topic().get(&topic).into_iter().flatten().filter_map(|at| self.practices.get(*at))
    }

    /// The practices that have one of these verbs, in their order.
    pub fn doing(&self, verbs: &[&'static str]) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.with_verbs(verbs, &[Polarity::Positive, Polarity::Negative])
    }

    /// Those of them that are said to happen, or not to.
    pub fn doing_if(
        &self,
        verbs: &[&'static str],
        polarity: Polarity,
    ) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.with_verbs(verbs, &[polarity])
    }

    fn with_verbs(
        &self,
        verbs: &[&'static str],
        polarities: &[Polarity],
    ) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        let mut asked = self.asked.borrow_mut();
        let mut found: Vec<usize> = Vec::new();
        for polarity in polarities {
            for verb in verbs {
                asked.verb(verb, *polarity);
                found.extend(self.by_verb().get(&(*verb, *polarity)).into_iter().flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.practices.get(at))
    }

    /// The practices that name a declaration: as their subject, as an object, or after a clause word.
    pub fn naming(&self, id: NounId) -> impl Iterator<Item = &Practice<'a>> {
        self.asked.borrow_mut().naming(id);
        let naming = self.naming.get_or_init(|| {
            let mut naming: Vec<Vec<usize>> = vec![Vec::new(); self.policy.nouns.len()];
            for (practice, alone) in self.practices.iter().zip(&self.kept.alone) {
                for id in alone.listed(practice) {
                    let Some(found) = naming.get_mut(id.0 as usize) else { continue };
                    if found.last() != Some(&practice.at) {
                        found.push(practice.at);
                    }
                }
            }
            naming
        });
        naming.get(id.0 as usize).into_iter().flatten().filter_map(|at| self.practices.get(*at))
    }

    /// The practices of the publisher that are said to happen and have one of these verbs.
    pub fn we_do(&self, verbs: &[&'static str]) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.doing_if(verbs, Polarity::Positive).filter(|practice| practice.actor == Actor::Us)
    }

    /// The practices of the publisher that are denied and have one of these verbs.
    pub fn we_deny(&self, verbs: &[&'static str]) -> impl Iterator<Item = &Practice<'a>> + use<'_, 'a> {
        self.doing_if(verbs, Polarity::Negative).filter(|practice| practice.actor == Actor::Us)
    }

    /// The rights that are granted, and what else people may do.
    pub fn rights(&self) -> impl Iterator<Item = &Practice<'a>> {
        let all = self.those(|context, practice| {
            practice.actor == Actor::People && context.reach().grants(practice.statement)
        });
        all.into_iter()
    }

    /// A finding of a rule; how much it matters is the rule's own data.
    #[must_use]
    pub fn finding(rule: &super::Rule, at: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(rule.name, at, message)
    }
}

/// Every statement of a policy as rules look at it, those inside declarations last.
fn numbered(policy: &Policy) -> Vec<Practice<'_>> {
    let mut practices = Vec::new();
    let nothing: Arc<[&Section]> = Arc::default();
    of_section(policy, &policy.root, &nothing, &mut practices);
    for noun in &policy.nouns {
        for promise in &noun.promises {
            practices.push(Practice::new(policy, promise, Arc::clone(&nothing), practices.len()));
        }
    }
    practices
}

fn of_section<'a>(
    policy: &'a Policy,
    section: &'a Section,
    within: &Arc<[&'a Section]>,
    found: &mut Vec<Practice<'a>>,
) {
    for part in &section.parts {
        match part {
            Part::Statement(statement) => {
                found.push(Practice::new(policy, statement, Arc::clone(within), found.len()));
            }
            Part::Section(inner) => {
                let deeper = within.iter().copied().chain([inner]).collect();
                of_section(policy, inner, &deeper, found);
            }
            Part::Prose(_) => {}
        }
    }
}
