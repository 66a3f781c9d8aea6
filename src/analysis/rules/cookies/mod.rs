//! Cookies and other trackers, and the signals of browsers.

mod analytics_called_necessary;
mod consent_by_use_for_trackers;
mod dnt_ignored_while_tracking;
mod dnt_unstated_while_tracking;
mod gpc_ignored_while_selling;
mod gpc_unstated_while_selling;
mod persistent_tracker_without_duration;
mod signal_honored_yet_ignored;
mod third_party_tracker_without_provider;
mod tracker_described_yet_denied;
mod tracker_without_control;
mod tracker_without_duration;
mod tracker_without_purpose;
mod tracking_denied_yet_declared;

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::disclosures::{advertising, is_advertising, paid_for, pays};
use crate::analysis::inside::{business_transfer, no_third_party};
use crate::analysis::lists::{Cookies, Signal, Spoken, lists};
use crate::analysis::select;
use crate::analysis::texts::{self, Place};
use crate::diagnostic::Diagnostic;
use crate::law::Kind;
use crate::model::verb::{COLLECTING, GIVING, SELLING};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, Noun, NounId, Part, Ref, Section, Term, Value};
use crate::source::Span;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &analytics_called_necessary::RULE,
    &consent_by_use_for_trackers::RULE,
    &dnt_ignored_while_tracking::RULE,
    &dnt_unstated_while_tracking::RULE,
    &gpc_ignored_while_selling::RULE,
    &gpc_unstated_while_selling::RULE,
    &persistent_tracker_without_duration::RULE,
    &signal_honored_yet_ignored::RULE,
    &third_party_tracker_without_provider::RULE,
    &tracker_described_yet_denied::RULE,
    &tracker_without_control::RULE,
    &tracker_without_duration::RULE,
    &tracker_without_purpose::RULE,
    &tracking_denied_yet_declared::RULE,
];

/// The words of this group, if they are of the policy's language.
fn words(context: &Context<'_>) -> Option<&'static Cookies> {
    Some(&lists().cookies).filter(|list| list.speaks(context.policy))
}

/// The trackers, other than those of which all that is said is that they are not used.
fn trackers<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = (NounId, &'a Noun)> + use<'c, 'a> {
    context.nouns_of(NounKind::Tracker).filter(|(id, _)| {
        let mut said = context.naming(*id).map(|practice| practice.polarity).peekable();
        said.peek().is_none() || said.any(|polarity| polarity == Polarity::Positive)
    })
}

/// Whether a property has this word among its values.
fn is(noun: &Noun, property: &str, word: &str) -> bool {
    noun.property(property)
        .flat_map(|property| &property.list.terms)
        .any(|term| matches!(&term.value, Value::Ref(Ref::Text(text)) if &**text == word))
}

/// Whether a declaration is, or is under, this technology.
fn is_technology(context: &Context<'_>, noun: &Noun, technology: &str) -> bool {
    noun.classes.iter().any(|class| {
        class.kind == Kind::Technology && context.vocabulary.is_a(Kind::Technology, class.id, technology)
    })
}

fn names(term: &Term, id: NounId) -> bool {
    matches!(term.value, Value::Ref(Ref::Noun(found)) if found == id)
}

/// One finding for all trackers that lack the same thing.
fn for_all(found: &[&Noun], make: impl Fn(&Noun) -> Diagnostic, other: &str) -> Option<Diagnostic> {
    let (first, others) = found.split_first()?;
    Some(others.iter().fold(make(first), |finding, noun| finding.with_label(noun.id_span, other)))
}

/// What shows that people are followed from site to site.
fn followed(context: &Context<'_>, here: &[String]) -> Option<Span> {
    let list = words(context)?;
    let across = |text: &str| texts::first_of(text, &list.across).is_some();
    // Most policies have no such words at all, in a sentence or in a name.
    let said = context.practices_with(&list.across);
    let named = context.texts_with(&list.across).iter().any(|(text, _)| matches!(text.place, Place::Name(_)));
    let there: Vec<usize> = context.those(tracks_elsewhere).iter().map(|practice| practice.at).collect();
    let any = named || !said.is_empty() || !there.is_empty();
    let mut practices = context.practices().iter().filter(|_| any);
    let practice = practices.find(|practice| {
        let topic = practice.statement.topic;
        practice.polarity == Polarity::Positive
            && matches!(practice.actor, Actor::Us | Actor::Recipient)
            && matches!(topic, Topic::Collection | Topic::Use | Topic::Cookies | Topic::Sharing)
            && context.holds_in(practice, here)
            && (said.binary_search(&practice.at).is_ok()
                || there.binary_search(&practice.at).is_ok()
                || named
                    && practice.objects().any(|term| {
                        let name = context.noun_of(term).and_then(|(_, noun)| noun.name.as_deref());
                        name.is_some_and(across)
                    }))
    });
    let tracker = || {
        // One that is used elsewhere only follows nobody here.
        let used = |id: NounId| {
            let mut named = context.naming(id).peekable();
            named.peek().is_none()
                || named.any(|practice| {
                    practice.polarity == Polarity::Positive && context.holds_in(practice, here)
                })
        };
        trackers(context).find(|(id, noun)| used(*id) && follows(context, noun))
    };
    practice.map(Practice::span).or_else(|| tracker().map(|(_, noun)| noun.id_span))
}

/// Whether people are tracked, or data is collected, `on` what is said to be the sites of others.
fn tracks_elsewhere(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let there = |term: &Term| {
        let on = format!("{} {}", ListWord::On.as_str(), context.called(term));
        texts::first_of(&on, &lists().cookies.across).is_some()
    };
    (practice.does_any(&["track"]) || practice.does_any(COLLECTING))
        && practice.terms(ListWord::On).any(there)
}

/// Whether a tracker follows people from site to site.
fn follows(context: &Context<'_>, noun: &Noun) -> bool {
    let ads = |term: &Term| {
        context.is_a(term, Kind::Purpose, "ads.targeted") || context.is_a(term, Kind::Purpose, "ads.audience")
    };
    let purposes: Vec<&Term> = select::listed(noun, ListWord::For).collect();
    let advertises = |term: &Term| is_advertising(context, term, &purposes);
    // Who only works for the publisher follows nobody for itself.
    let mut by = noun.property("provider").flat_map(|property| &property.list.terms).peekable();
    let helped = by.peek().is_some() && by.all(|term| no_third_party(context, term));
    is(noun, "party", "third") && !helped
        || purposes.iter().any(|term| ads(term))
        || noun.property("provider").flat_map(|property| &property.list.terms).any(advertises)
}

/// What shows that data is sold, or shared for advertising from site to site, by a sentence or by a tracker.
fn sold(context: &Context<'_>, here: &[String]) -> Option<Span> {
    let said = context.we_do(GIVING).find(|practice| {
        let personal = || practice.objects().any(|term| context.identifies(term) == Some(true));
        let purposes: Vec<&Term> = practice.purposes().collect();
        let counts = |term: &Term| pays(context, term) || is_advertising(context, term, &purposes);
        let derived = || practice.does_any(GIVING) && practice.recipients().any(counts);
        context.holds_in(practice, here)
            && (practice.does_any(SELLING) || derived())
            && personal()
            && !business_transfer(context, practice)
    });
    let tracked = || {
        let mut flows = advertising(context).into_iter().chain(paid_for(context));
        flows
            .find(|flow| flow.tracker.is_some() && context.holds_in(&flow.practice, here))
            .map(|flow| flow.span())
    };
    said.map(Practice::span).or_else(tracked)
}

/// What is said of a signal that the policy has to speak of, given the regions it names.
struct Said<'c, 'a> {
    /// The sentences about it.
    practices: Vec<&'c Practice<'a>>,
    /// Whether anything at all speaks of it.
    spoken: bool,
    /// Where it has to be spoken of.
    regions: &'static [String],
}

/// What a policy says of a signal; nothing, if no region it names asks for it.
fn signal<'c, 'a>(context: &'c Context<'a>, id: &str) -> Option<Said<'c, 'a>> {
    let signal = words(context)?.signals.iter().find(|signal| signal.signal == id)?;
    if !signal.regions.iter().any(|region| regions(context).contains(region)) {
        return None;
    }
    let practices: Vec<_> =
        context.those(signals).into_iter().filter(|practice| about(context, practice, signal)).collect();
    let spoken = !practices.is_empty() || !context.texts_with(&signal.names).is_empty();
    Some(Said { practices, spoken, regions: &signal.regions })
}

/// Whether it is about any signal.
fn signals(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    let mut terms = practice.objects().chain(practice.recipients());
    terms.any(|term| {
        let mut any = false;
        context.each_class(term, &mut |class| any |= class.kind == Kind::Signal);
        any
    })
}

fn about(context: &Context<'_>, practice: &Practice<'_>, signal: &Signal) -> bool {
    let mut terms = practice.objects().chain(practice.recipients());
    terms.any(|term| context.is_a(term, Kind::Signal, &signal.signal))
}

/// Whether a sentence says that a signal is not followed.
fn ignores(practice: &Practice<'_>) -> bool {
    match practice.polarity {
        Polarity::Positive => practice.does_any(&["ignore"]),
        Polarity::Negative => practice.does_any(&["honor", "respond", "process"]),
    }
}

/// The regions of the laws a policy names, and those its sections are for.
fn regions(context: &Context<'_>) -> Vec<String> {
    let mut out = Vec::new();
    let mut law = |id: &str| {
        if let Some(term) = context.vocabulary.find(Kind::Law, id) {
            out.extend(term.regions.iter().cloned());
        }
    };
    for term in &context.policy.laws {
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            law(class.id);
        }
    }
    for (_, noun) in context.nouns_of(NounKind::Law) {
        noun.classes.iter().filter(|class| class.kind == Kind::Law).for_each(|class| law(class.id));
    }
    section_regions(context.sections(), &mut out);
    out
}

fn section_regions(section: &Section, out: &mut Vec<String>) {
    for clause in &section.clauses {
        if let ClauseKind::List(ListWord::In | ListWord::Of | ListWord::From, list) = &clause.kind {
            for term in &list.terms {
                if let Value::Ref(Ref::Builtin(class)) = &term.value {
                    out.push(class.id.to_string());
                }
            }
        }
    }
    for part in &section.parts {
        if let Part::Section(inner) = part {
            section_regions(inner, out);
        }
    }
}
