//! What a regulator or a careful reader would object to.
//!
//! [`check`] looks at a policy with every rule of [`rules`]. A rule decides
//! whether something is wrong and where; what the rule means, how much it
//! matters and which law is behind it is data, in `law/rules/*.yaml`. A policy
//! is never changed by what is found here: contradictions an author wrote are
//! reported and rendered as they stand.

pub(crate) mod addressees;
mod agreement;
pub mod allow;
mod assertions;
mod bases;
mod checks;
pub mod context;
mod count;
pub mod coverage;
pub(crate) mod denied;
pub mod derived;
mod disclosures;
mod facts;
pub mod flow;
mod inside;
pub(crate) mod keeping;
pub mod laws;
pub mod levels;
pub(crate) mod limits;
pub mod lists;
pub mod measure;
mod past;
pub(crate) mod people;
pub(crate) mod phrases;
pub(crate) mod places;
pub(crate) mod processing;
pub(crate) mod reach;
pub(crate) mod receiving;
pub mod registry;
mod retention;
pub mod review;
pub(crate) mod rights;
pub mod rules;
pub(crate) mod sales;
pub(crate) mod select;
pub mod texts;
pub(crate) mod things;
pub(crate) mod transfers;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::law::{Pack, Vocabulary};
use crate::model::Policy;
use crate::threads;
use context::asked::Asked;
use context::{Base, Context};

pub use allow::leave_out as leave_out_allowed;
pub use levels::{Level, Levels};

/// One rule: what it looks for.
#[derive(Debug)]
pub struct Rule {
    /// Its stable kebab-case name, which says what it flags.
    pub name: &'static str,
    /// Looks at a policy; reports with [`Context::finding`].
    pub check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// What a check is to go by.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The levels of findings, where they differ from their own.
    pub levels: Levels,
    /// The day whose law applies; without one, every law that ships.
    pub as_of: Option<Date>,
    /// The user's own packs.
    pub packs: Vec<Pack>,
}

/// Everything there is to say about a policy, in the order of its text.
#[must_use]
pub fn check(policy: &Policy, vocabulary: &Vocabulary, settings: &Settings) -> Vec<Diagnostic> {
    judge(policy, vocabulary, settings, Vec::new())
}

/// [`check`], with what earlier stages found: allowances and levels hold for that too.
#[must_use]
pub fn judge(
    policy: &Policy,
    vocabulary: &Vocabulary,
    settings: &Settings,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    judged(policy, vocabulary, settings, found, false)
}

/// [`judge`] on two threads, for whoever waits for it while nothing else runs.
#[must_use]
pub fn judge_on_threads(
    policy: &Policy,
    vocabulary: &Vocabulary,
    settings: &Settings,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    judged(policy, vocabulary, settings, found, true)
}

fn judged(
    policy: &Policy,
    vocabulary: &Vocabulary,
    settings: &Settings,
    found: Vec<Diagnostic>,
    on_threads: bool,
) -> Vec<Diagnostic> {
    let context = Context::with_packs(policy, vocabulary, settings.as_of, &settings.packs);
    let mut findings = found;
    findings.extend(by_all_rules(&context, on_threads));
    settled(&context, settings, findings)
}

/// What rules have found, with what the author asserts, and as the author and the settings will have it.
fn settled(context: &Context<'_>, settings: &Settings, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    assertions::check(context, &mut findings);
    // Before the levels, so that an allowance of what is not reported anyway is not called unused.
    allow::apply(context.policy, &settings.packs, &mut findings);
    settings.levels.apply(&mut findings);
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.code.cmp(b.code)));
    findings.dedup();
    findings
}

/// What the rules find.
fn by_all_rules(context: &Context<'_>, on_threads: bool) -> Vec<Diagnostic> {
    let mut rules: Vec<&Rule> = rules::all().collect();
    rules.sort_by_key(|rule| rules::coverage::turn(rule));
    let base = context.base();
    let found = threads::shared(&rules, usize::from(on_threads), || (), |rule| by_rule(rule, base));
    found.into_iter().flat_map(|(found, _)| found).collect()
}

/// What a rule finds, and what it asked for.
fn by_rule(rule: &Rule, base: &Arc<Base<'_>>) -> (Vec<Diagnostic>, Asked) {
    let context = Context::of(base);
    let mut found = Vec::new();
    (rule.check)(&context, &mut found);
    if let Some(known) = registry::rule(rule.name) {
        for finding in &mut found {
            // A graded rule knows better, but its data says how far it may go.
            let own = known.severity();
            finding.severity = if known.graded { own.min(finding.severity) } else { own };
            finding.citations.extend(known.citations());
        }
    }
    (found, context.asked())
}
