//! Trackers of which nobody is told what they are for.

use std::cell::LazyCell;

use super::{for_all, names, trackers};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Group, Polarity, Practice};
use crate::analysis::select;
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{Noun, NounId, Term};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracker-without-purpose", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let bare = trackers(context).filter(|(_, noun)| select::listed(noun, ListWord::For).next().is_none());
    let bare: Vec<_> = bare.collect();
    if bare.is_empty() {
        return;
    }
    let with_purpose = || context.those(|_, practice| has_purpose(practice)).into_iter();
    // What is done for something, and the groups of data among that.
    let objects = LazyCell::new(|| Group::of(context, with_purpose().flat_map(Practice::objects)));
    let groups = LazyCell::new(|| {
        let named = with_purpose().flat_map(Practice::objects).filter(|term| context.noun_of(term).is_some());
        Group::of(context, named)
    });
    let purposeless = |(id, noun): &(NounId, &Noun)| {
        let id = *id;
        let means = |practice: &Practice<'_>| {
            practice.terms(ListWord::By).chain(practice.terms(ListWord::Through)).any(|term| names(term, id))
        };
        let about = |practice: &&Practice<'_>| {
            let terms = practice.objects().chain(&practice.statement.subjects);
            has_purpose(practice) && (means(practice) || terms.into_iter().any(|term| names(term, id)))
        };
        let reads = noun.property("reads").flat_map(|property| &property.list.terms);
        // What it collects is used for something.
        let collected = context.naming(id).filter(|practice| means(practice)).flat_map(Practice::objects);
        let used = |data: &Term| objects.covers(context, data) || objects.is_covered(context, data);
        !context.naming(id).any(|practice| about(&practice))
            && !reads.into_iter().any(|read| groups.covers(context, read))
            && !collected.into_iter().any(used)
    };
    let found: Vec<&Noun> = bare.into_iter().filter(purposeless).map(|(_, noun)| noun).collect();
    findings.extend(for_all(&found, without_purpose, "nor of this"));
}

/// Whether a sentence says that something is done, and what for.
fn has_purpose(practice: &Practice<'_>) -> bool {
    practice.polarity == Polarity::Positive && practice.purposes().next().is_some()
}

fn without_purpose(noun: &Noun) -> Diagnostic {
    Context::finding(&RULE, noun.id_span, format!("people are not told what `{}` is for", noun.id))
        .with_help("add `for \"remember your settings\"`, or the name of a purpose")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn no_purpose_anywhere() {
        check(
            &RULE,
            r#"
tracker cookies "cookies" : cookie
      //^^^^^^^ people are not told what `cookies` is for
we use cookies
we use personal-data for "send you news"
"#,
        );
    }

    #[test]
    fn a_purpose_beside_it_or_beside_what_it_reads() {
        check(
            &RULE,
            r#"
data figures "figures" : activity such as "pages"
tracker basket "basket" : cookie { for "remember your basket" }
tracker counter "counter" : cookie { reads figures }
tracker beacons "beacons" : beacon
we use basket, counter
we use figures for "see what is read"
we collect figures by beacons
"#,
        );
    }

    #[test]
    fn one_that_is_never_used() {
        check(
            &RULE,
            r#"
tracker replay "session replay" : cookie
tracker prints "fingerprints" : fingerprinting
we never use replay
we do not use prints
"#,
        );
    }
}
