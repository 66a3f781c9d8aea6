//! Something denied that cannot be avoided in doing what another statement says.

use foldhash::HashSet;

use super::{denials, denied_verbs, done_inside, goes_to_a_place};
use crate::analysis::Rule;
use crate::analysis::context::{Context, Polarity, Practice};
use crate::analysis::inside::{
    self, Bounds, Fit, done as is_done, entailing, entails, excused, in_time, plain, same_action, same_actor,
    verbs,
};
use crate::analysis::lists::lists;
use crate::analysis::texts::first_of;
use crate::diagnostic::Diagnostic;
use crate::model::verb::{COLLECTING, DISCLOSING, HAVING, USING};
use crate::model::words::{ListWord, NounKind, Shade};
use crate::model::{Clause, ClauseKind, Noun, Ref, Retention, Term, Value};

/// The rule.
pub(super) static RULE: Rule = Rule { name: "denied-yet-implied", check };

/// Verbs by which trackers come to read something.
const SETTING: &[&str] = &["use", "place", "set"];

fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    // One denial is enough for each statement.
    let mut told = HashSet::default();
    let declared = declared(context);
    for denial in denials(context).filter(|denial| plain(denial)) {
        let bounds = Bounds::of(context, denial);
        findings.extend(declared_all_the_same(&declared, &bounds));
        for (done, tracker, data) in read(context, &bounds) {
            if told.insert(done.at) {
                findings.push(read_all_the_same(context, done, denial, tracker, data));
            }
        }
        let mut verbs = entailing(denied_verbs(context, denial));
        // What is collected and kept for a time is stored.
        verbs.extend(COLLECTING.iter().filter(|_| denial.does_any(HAVING)));
        let done = done_inside(context, denial, &verbs);
        for done in done.into_iter().filter(|done| !excused(context, done)) {
            if !told.contains(&done.at)
                && let Some((object, Fit::Inside)) = bounds.fit(done)
                && let Some((verb, denied)) = implied(context, done, denial)
            {
                told.insert(done.at);
                findings.push(not_without(context, done, denial, (verb, denied), object));
            }
        }
    }
}

fn implied(
    context: &Context<'_>,
    done: &Practice<'_>,
    denial: &Practice<'_>,
) -> Option<(&'static str, &'static str)> {
    // What is said outright is the business of `denied-yet-done`.
    if verbs(done).any(|verb| verbs(denial).any(|denied| same_action(verb, denied))) {
        return None;
    }
    verbs(done).find_map(|verb| {
        let kept = |denied: &str| COLLECTING.contains(&verb) && HAVING.contains(&denied) && is_kept(done);
        let mut all = denied_verbs(context, denial);
        let denied = all.find(|denied| entails(verb, denied) || kept(denied))?;
        let moved = verb == "transfer" && DISCLOSING.contains(&denied) && goes_to_a_place(context, done);
        let theirs = HAVING.contains(&verb) && stays_with_people(done);
        (!moved && !theirs).then_some((verb, denied))
    })
}

/// Whether it says how long what it is about is kept.
fn is_kept(practice: &Practice<'_>) -> bool {
    practice.statement.clauses.iter().any(keeps)
}

fn keeps(clause: &Clause) -> bool {
    matches!(&clause.kind, ClauseKind::Kept(length, _) if !matches!(length, Retention::Absent(_)))
}

/// What the declaration of some data says is done with it.
struct Declared<'a> {
    data: Term,
    noun: &'a Noun,
    clause: &'a Clause,
    /// What it is said to be, and the verbs that deny that.
    done: (&'static str, &'static [&'static str]),
}

fn declared<'a>(context: &Context<'a>) -> Vec<Declared<'a>> {
    let data = context.nouns_of(NounKind::Data);
    data.flat_map(|(id, noun)| {
        noun.clauses.iter().filter_map(move |clause| {
            let done = match &clause.kind {
                ClauseKind::Kept(..) if keeps(clause) => ("kept", HAVING),
                ClauseKind::List(ListWord::From, _) => ("from somewhere", COLLECTING),
                ClauseKind::List(ListWord::For, _) => ("for something", USING),
                _ => return None,
            };
            Some(Declared { data: Term::of(id, noun.id_span), noun, clause, done })
        })
    })
    .collect()
}

/// Where a denial of everybody's data and in every case is false by what declarations say.
fn declared_all_the_same(declared: &[Declared<'_>], bounds: &Bounds<'_, '_, '_>) -> Vec<Diagnostic> {
    let denial = bounds.denial;
    let mut shades = denial.statement.shades().map(|(_, shade)| shade);
    let always = shades.all(|shade| matches!(shade, Shade::Plain | Shade::Today));
    if declared.is_empty() || !always || !denial.statement.by_us() || !bounds.is_boundless() {
        return Vec::new();
    }
    let ended = denial.statement.modal.past();
    let denies = |of: &&Declared<'_>| !ended && denial.does_any(of.done.1) && bounds.denies(&of.data);
    let found = |of: &Declared<'_>| {
        let (data, done) = (&of.noun.id, of.done.0);
        let message = format!("`{data}` is declared to be {done}, which the policy denies elsewhere");
        let denied = inside::verbs(denial).find(|verb| of.done.1.contains(verb)).unwrap_or_default();
        Context::finding(&RULE, of.clause.span, message)
            .with_label(denial.span(), format!("this says not to {denied} it"))
            .with_help("delete one of the two, or limit the denial with `except …`, `unless …` or `from …`")
    };
    declared.iter().filter(denies).map(found).collect()
}

/// What trackers read for their party, who denies that it gets such data.
fn read<'c, 'a>(
    context: &'c Context<'a>,
    bounds: &Bounds<'_, '_, '_>,
) -> Vec<(&'c Practice<'a>, &'a Term, &'a Term)> {
    let denial = bounds.denial;
    if !denial.does_any(COLLECTING) {
        return Vec::new();
    }
    let uses = |done: &&Practice<'_>| {
        is_done(done)
            && in_time(done, denial)
            && same_actor(context, done, denial)
            && !excused(context, done)
            && bounds.limits(done) == Some(Fit::Inside)
    };
    let mut found = Vec::new();
    for done in context.doing_if(SETTING, Polarity::Positive).filter(uses) {
        let data = done.objects().find_map(|tracker| {
            let (_, noun) = context.noun_of(tracker).filter(|(_, noun)| reads_for_its_user(noun))?;
            let mut properties = noun.property("reads").filter(|property| property.clauses.is_empty());
            let data = properties
                .find_map(|property| property.list.terms.iter().find(|term| bounds.denies(term)))?;
            Some((done, tracker, data))
        });
        found.extend(data);
    }
    found
}

/// Whether a tracker brings what it reads to whoever uses it: it is their own, nobody else provides it, and it is
/// on, whatever happens.
fn reads_for_its_user(noun: &Noun) -> bool {
    let first = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(party)) if **party == *"first");
    noun.kind == NounKind::Tracker
        && noun.property("party").flat_map(|property| &property.list.terms).any(first)
        && !noun.declares("provider")
        && !noun.is_off()
        && !noun.clauses.iter().any(Clause::leaves_room)
}

/// Whether something is kept on what people have themselves, and nowhere else.
fn stays_with_people(practice: &Practice<'_>) -> bool {
    let mut places =
        [ListWord::On, ListWord::In].into_iter().flat_map(|word| practice.terms(word)).peekable();
    let theirs = |term: &Term| match &term.value {
        Value::Ref(Ref::Text(text)) => first_of(text, &lists().denials.own).is_some(),
        _ => false,
    };
    places.peek().is_some() && places.all(theirs)
}

fn not_without(
    context: &Context<'_>,
    done: &Practice<'_>,
    denial: &Practice<'_>,
    (verb, denied): (&str, &str),
    object: &Term,
) -> Diagnostic {
    let object = context.name(object);
    let message = format!("to {verb} `{object}` is also to {denied} it, which the policy denies elsewhere");
    Context::finding(&RULE, done.span(), message)
        .with_label(denial.span(), format!("this says not to {denied} it"))
        .with_help("delete one of the two, or limit the denial with `except …`, `unless …` or `from …`")
}

fn read_all_the_same(
    context: &Context<'_>,
    done: &Practice<'_>,
    denial: &Practice<'_>,
    tracker: &Term,
    data: &Term,
) -> Diagnostic {
    let (tracker, data) = (context.name(tracker), context.name(data));
    let message = format!("`{tracker}` reads `{data}`, which the policy says is not collected");
    Context::finding(&RULE, done.span(), message)
        .with_label(denial.span(), "this says it is not collected")
        .with_help(
            "take it out of what the tracker `reads`, or limit the denial with `except …` or `unless …`",
        )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::analysis::rules::testing::check;

    #[test]
    fn what_is_collected_and_kept() {
        check(
            &RULE,
            r#"
data card "card numbers" : financial.card
data name "names" : identity.name
we do not store card
we collect card kept 30 days
//^^^ to collect `card` is also to store it…
we do not store name
we collect name
"#,
        );
    }

    #[test]
    fn what_a_declaration_says_is_done() {
        check(
            &RULE,
            r#"
source lists "suppliers" : broker
data card  "card numbers" : financial.card { kept 30 days }
//^^^ `card` is declared to be kept, which the policy denies elsewhere
data name  "names" : identity.name { from lists }
//^^^ `name` is declared to be from somewhere, which the policy denies elsewhere
data place "where you are" : location { for ads }
//^^^ `place` is declared to be for something, which the policy denies elsewhere
we do not store financial, location
we do not collect name
we never use place
"#,
        );
        check(
            &RULE,
            r#"
source lists "suppliers" : broker
data card  "card numbers" : financial.card { kept 30 days from lists for ads }
we do not store card in IN
we do not store some card
we do not collect card from children
we do not collect card automatically
we have not collected card
we do not use card for analytics
we do not sell card
we do not store card except card
section kids for children { we do not store card }
recipients do not store card
"#,
        );
    }

    #[test]
    fn who_sells_discloses_and_who_shares_has_collected() {
        check(
            &RULE,
            r#"
we sell location to data-broker
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ to sell `location` is also to disclose it…
we do not disclose location
we share health with partner
//^^^^^^^^^^^^^^^^^^^^^^^^^^ to share `health` is also to collect it…
we do not collect sensitive-data
"#,
        );
    }

    #[test]
    fn nothing_follows_from_a_denial_of_the_stronger_act() {
        check(
            &RULE,
            r#"
we share location with partner
we do not sell location
we collect contact
we do not share contact
we transfer health to united-states, california
we do not disclose health
we use financial
we do not collect financial from children
"#,
        );
    }

    #[test]
    fn what_a_tracker_reads() {
        check(
            &RULE,
            r#"
recipient stats "Stats" : analytics
data place "where you are" : location.precise
tracker pix   "pixels"  : pixel  { party first reads place, device.ip }
tracker tags  "tags"    : pixel  { party third provider stats reads location }
tracker lent  "scripts" : script { party first provider stats reads location }
tracker quiet "beacons" : pixel  { party first reads location off until consent }
we use pix
//^^^ `pix` reads `place`, which the policy says is not collected
tracker asked "images"  : pixel  {
    party first
    reads location
    if    "you turn it on"
}
we use tags, lent, quiet, asked
we do not collect location
"#,
        );
        check(
            &RULE,
            r#"
tracker pix "pixels"  : pixel { party first reads location.precise }
tracker bea "beacons" : pixel { party first reads health }
we use pix on "our site" if consent
we never use bea
we do not collect location
we do not collect health
"#,
        );
    }

    #[test]
    fn what_has_ended() {
        check(
            &RULE,
            r#"
tracker own "cookies" : cookie { party first reads location }
we have sold contact to data-broker in the last 12 months
we do not disclose contact
we have used own in the last 12 months
we do not collect location
"#,
        );
    }

    #[test]
    fn what_does_not_come_from_people_directly() {
        check(
            &RULE,
            r#"
data place "where you are" : location
tracker own "cookies" : cookie { party first reads place }
we use own
we share place with partner
we do not collect place from you directly
"#,
        );
        check(
            &RULE,
            r#"
data place "where you are" : location
tracker own "cookies" : cookie { party first reads place }
we use own
//^^^ `own` reads `place`…
we do not collect place from you
"#,
        );
    }

    #[test]
    fn what_people_keep_themselves() {
        check(
            &RULE,
            r#"
data photos "photos" : content.photos
we only store photos on "your device"
we never collect photos
"#,
        );
    }
}
