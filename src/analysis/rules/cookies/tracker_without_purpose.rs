//! Trackers of which nobody is told what they are for.

use super::{clause_terms, for_all, names, trackers};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::diagnostic::Diagnostic;
use crate::model::words::ListWord;
use crate::model::{Noun, NounId};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "tracker-without-purpose", check };

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let found: Vec<&Noun> = trackers(context)
        .filter(|(id, noun)| {
            clause_terms(noun, ListWord::For).next().is_none() && !has_purpose(context, *id, noun)
        })
        .map(|(_, noun)| noun)
        .collect();
    findings.extend(for_all(&found, without_purpose, "nor of this"));
}

/// Whether a sentence about it, or about what it reads, says what for.
fn has_purpose(context: &Context<'_>, id: NounId, noun: &Noun) -> bool {
    let reads = || noun.property("reads").flat_map(|property| &property.list.terms);
    let about = |practice: &Practice<'_>| {
        practice
            .objects()
            .chain(practice.terms(ListWord::By))
            .chain(practice.terms(ListWord::Through))
            .any(|term| names(term, id))
            || practice.statement.subjects.iter().any(|term| names(term, id))
            || practice
                .objects()
                .any(|term| reads().any(|read| context.covers(term, read) && context.noun_of(term).is_some()))
    };
    // What it collects is used for something.
    let collected: Vec<_> = context
        .practices
        .iter()
        .filter(|practice| {
            practice.terms(ListWord::By).chain(practice.terms(ListWord::Through)).any(|term| names(term, id))
        })
        .flat_map(Practice::objects)
        .collect();
    let uses = |practice: &Practice<'_>| {
        practice
            .objects()
            .any(|term| collected.iter().any(|data| context.covers(term, data) || context.covers(data, term)))
    };
    context.practices.iter().any(|practice| {
        practice.polarity == Polarity::Positive
            && practice.purposes().next().is_some()
            && (about(practice) || uses(practice))
    })
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
}
