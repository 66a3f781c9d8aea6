//! Which statements begin alike, and so make one list.

use foldhash::HashSet;

use super::statement::leaves_out_first;
use crate::model::verb::FOR_REASON;
use crate::model::words::{Adverb, ConditionWord, ListWord, SayingWord, Topic};
use crate::model::{Clause, ClauseKind, Ref, Statement, Term, Value, Verb};

/// How far two statements are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alike {
    /// Who, how, what is done, and to what.
    Objects,
    /// Who, how, and what is done.
    Verbs,
    /// Who and how: a list of rights.
    Modality,
}

/// What the words for a verb and its object depend on, beside these themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Worded {
    /// Whether the verb has another word because it is said to whom: "transmit it to another provider".
    pub(super) given: bool,
    /// Whether it has another word because it is about data.
    pub(super) of_data: bool,
    /// Whether it is said whose the object is: "the identity of parents".
    pub(super) belongs: bool,
}

impl Worded {
    /// Whether what the statements of a list share has the same words.
    fn fits(self, other: Self, alike: Alike) -> bool {
        let same_verbs = (self.given, self.of_data) == (other.given, other.of_data);
        match alike {
            Alike::Objects => self == other,
            Alike::Verbs => same_verbs,
            Alike::Modality => true,
        }
    }
}

/// How many statements at the beginning of `all` make one list, and how they are alike.
pub(super) fn run_of(
    first: &Statement,
    all: &[&Statement],
    worded: &dyn Fn(&Statement) -> Worded,
) -> (usize, Option<Alike>) {
    let begins_alike = |a: &Statement, b: &Statement, alike: Alike| {
        begins_alike(a, b, alike) && worded(a).fits(worded(b), alike)
    };
    let run = |alike: Alike| {
        let mut limited = HashSet::default();
        let listed = all.iter().copied().take_while(|next| {
            begins_alike(first, next, alike) && case(next).is_none_or(|case| limited.insert(case))
        });
        listed.count()
    };
    let short = |count: usize| all.iter().take(count).all(|statement| longest_list(statement) <= 3);
    let (objects, verbs) = (run(Alike::Objects), run(Alike::Verbs));
    // Who receives what is a table, whatever repeats in it.
    let received = |s: &&Statement| s.terms(ListWord::To).chain(s.terms(ListWord::With)).next().is_some();
    if verbs > objects && verbs >= 3 && !first.modal.negative() && all.iter().take(verbs).all(received) {
        return (verbs, Some(Alike::Verbs));
    }
    if objects >= 3 || objects == 2 && short(2) {
        return (objects, Some(Alike::Objects));
    }
    // Two neighbours about the same objects make a better list of their own.
    let mut pairs = all.iter().zip(all.iter().skip(1)).take(verbs.saturating_sub(1));
    let verbs = pairs.position(|(a, b)| begins_alike(a, b, Alike::Objects)).unwrap_or(verbs);
    if verbs >= 3 {
        return (verbs, Some(Alike::Verbs));
    }
    let modality = if first.modal.right() { run(Alike::Modality) } else { 0 };
    if modality >= 3 { (modality, Some(Alike::Modality)) } else { (1, None) }
}

/// What a statement with `unless` or `only if` is about: of two about the same both conditions hold, and in one list each
/// would seem to be enough.
fn case(statement: &Statement) -> Option<Case<'_>> {
    let limits = |clause: &Clause| {
        matches!(clause.kind, ClauseKind::Condition(ConditionWord::Unless | ConditionWord::OnlyIf, _))
    };
    let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(word, list) => Some((Some(*word), list)),
        _ => None,
    });
    let lists = statement.objects.iter().map(|list| (None, list)).chain(lists);
    let values = lists.flat_map(|(word, list)| list.terms.iter().map(move |term| (word, &term.value)));
    statement.clauses.iter().any(limits).then(|| (&*statement.verbs, values.collect()))
}

/// What is done, and every term by the word before it.
type Case<'a> = (&'a [Verb], Vec<(Option<ListWord>, &'a Value)>);

fn longest_list(statement: &Statement) -> usize {
    let lists = statement.clauses.iter().map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => list.terms.len(),
        _ => 0,
    });
    lists.max().unwrap_or(0)
}

/// Whether two statements can be items of one list.
fn begins_alike(a: &Statement, b: &Statement, alike: Alike) -> bool {
    let same_terms = |a: &[Term], b: &[Term]| {
        a.len() == b.len()
            && a.iter().zip(b).all(|(a, b)| {
                a.value == b.value
                    && a.quantifier == b.quantifier
                    && a.detail == b.detail
                    && a.qualifiers == b.qualifiers
            })
    };
    let same_objects = match (&a.objects, &b.objects) {
        (Some(a), Some(b)) => same_terms(&a.terms, &b.terms) && a.any == b.any && a.open == b.open,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let fits =
        |s: &Statement| longest_list(s) <= 6 && s.objects.as_ref().is_none_or(|list| list.terms.len() <= 4);
    let known = |s: &Statement| s.verbs.iter().all(|verb| matches!(verb, Verb::Known(_)));
    let same_verbs = a.verbs == b.verbs && a.any_verb == b.any_verb;
    std::ptr::eq(a, b)
        || (a.modal == b.modal
            && a.adverbs == b.adverbs
            && a.ahead == b.ahead
            // Two sentences of which each says "only" contradict each other, and one of both would not.
            && !a.adverbs.contains(&Adverb::Only)
            && same_terms(&a.subjects, &b.subjects)
            // Where people who do it are is said once, with them: "partners in Texas may".
            && (ours_or_yours(a) || terms_of(a, ListWord::In).eq(terms_of(b, ListWord::In)))
            // So is how to ask, "you may ask us by email to", which a list of rights tells apart.
            && (alike == Alike::Modality
                || !a.modal.asks()
                || terms_of(a, ListWord::By).eq(terms_of(b, ListWord::By)))
            && fits(a)
            && fits(b)
            && [a, b].into_iter().all(|s| is_line(s, alike))
            && match alike {
                Alike::Objects => same_verbs && known(a) && same_objects,
                Alike::Verbs => {
                    let all = a.objects.is_some() && b.objects.is_some();
                    same_verbs && known(a) && all && !a.clauses.is_empty() && !b.clauses.is_empty()
                }
                Alike::Modality => true,
            })
}

/// Whether it is the publisher or the reader who does it.
fn ours_or_yours(statement: &Statement) -> bool {
    statement.subjects.iter().all(|term| matches!(term.value, Value::Ref(Ref::Special(_))))
}

fn terms_of(statement: &Statement, word: ListWord) -> impl Iterator<Item = &Value> {
    statement.terms(word).map(|term| &term.value)
}

/// Whether a statement can be a line of a list: not one that says what keeping depends on, nor one with a heading of its
/// own or that leaves out some of its objects, nor one that says why something is not done, which would seem to be denied,
/// nor one that is followed by what happens then or otherwise, unless the list is a table of who receives what.
fn is_line(statement: &Statement, alike: Alike) -> bool {
    let says = |words: &[SayingWord]| {
        statement
            .clauses
            .iter()
            .any(|clause| matches!(&clause.kind, ClauseKind::Saying(word, _) if words.contains(word)))
    };
    let in_table = alike == Alike::Verbs
        && statement.lists(ListWord::To).chain(statement.lists(ListWord::With)).next().is_some();
    let hangs =
        statement.topic == Topic::Retention && statement.lists(ListWord::DependingOn).next().is_some();
    let reasoned = alike == Alike::Objects
        && statement.modal.negative()
        && says(&[SayingWord::Because])
        && !FOR_REASON.iter().any(|id| statement.does(id));
    !hangs
        && !reasoned
        && !says(&[SayingWord::Titled])
        && (alike == Alike::Modality || !leaves_out_first(statement))
        && (in_table || !says(&[SayingWord::Then, SayingWord::Otherwise]))
}
