//! Sentences that a policy says twice.

use std::collections::hash_map::Entry;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::words::{ListWord, Topic};
use super::{Clause, ClauseKind, Part, Policy, Section, Statement, ids, moved};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Finds sentences that say what another one has said of the same people, services and places.
pub(super) fn sentences(policy: &Policy, findings: &mut Vec<Diagnostic>) {
    // What says the same has the same id, but for the number that was given to the second one.
    let mut doubtful = HashSet::new();
    policy.each_statement(&mut |statement| doubtful.extend(ids::numbered_from(&statement.id)));
    if doubtful.is_empty() {
        return;
    }
    let mut repeated = Repeated { doubtful, first: HashMap::new(), findings };
    repeated.section(&policy.root, &mut Vec::new());
    let promises = policy.nouns.iter().flat_map(|noun| &noun.promises);
    promises.for_each(|promise| repeated.statement(promise, &[]));
}

struct Repeated<'p, 'f> {
    /// The ids of what something else may repeat.
    doubtful: HashSet<&'p str>,
    /// Where each was said first, with what limits the sections around it.
    first: HashMap<(Vec<Clause>, Statement), Span>,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'p> Repeated<'p, '_> {
    fn section(&mut self, section: &'p Section, scope: &mut Vec<&'p Clause>) {
        let around = scope.len();
        scope.extend(section.clauses.iter().filter(|clause| limits(clause) && !places(clause)));
        for part in &section.parts {
            match part {
                Part::Statement(statement) => self.statement(statement, scope),
                Part::Section(inner) => self.section(inner, scope),
                Part::Prose(_) => {}
            }
        }
        scope.truncate(around);
    }

    fn statement(&mut self, statement: &'p Statement, scope: &[&'p Clause]) {
        let id = &*statement.id;
        let is_doubtful = |id: &str| self.doubtful.contains(id);
        if !is_doubtful(id) && !ids::numbered_from(id).is_some_and(is_doubtful) {
            return;
        }
        let mut said = statement.without_places();
        // The section that it stands in, and what readers do not see.
        (said.id, said.topic) = (Box::default(), Topic::About);
        said.clauses.retain(limits);
        let scope = moved::without_places(scope.iter().copied());
        match self.first.entry((scope, said)) {
            Entry::Occupied(first) => self.findings.push(repeated_sentence(statement.span, *first.get())),
            Entry::Vacant(free) => {
                free.insert(statement.span);
            }
        }
    }
}

/// Whether a clause says something to readers.
const fn limits(clause: &Clause) -> bool {
    !matches!(clause.kind, ClauseKind::Allow(..))
}

/// Whether a clause says of a section what it stands behind.
const fn places(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::List(ListWord::After, _))
}

fn repeated_sentence(span: Span, first: Span) -> Diagnostic {
    Diagnostic::warning("repeated-sentence", span, "this sentence is said twice")
        .with_label(first, "first said here")
        .with_help("delete one of them")
}

#[cfg(test)]
mod tests {
    use crate::law::Vocabulary;
    use crate::source::FileId;

    #[track_caller]
    fn check(text: &str, expected: &[usize]) {
        let items = crate::syntax::read(FileId(0), text).value.items;
        let findings = crate::model::policy("acme", items, Vocabulary::builtin()).findings;
        let found = findings.iter().filter(|finding| finding.code == "repeated-sentence");
        let line = |at: u32| text[..at as usize].lines().count() + 1;
        let found: Vec<usize> = found.map(|finding| line(finding.span.start)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_same_words_are_found_wherever_they_stand() {
        check("we collect email\nwe  collect email // again\n", &[2]);
        check("we collect email\nsection a \"A\" { \nwe collect email\n}\nwe collect email\n", &[3, 5]);
        check("section a \"A\" for children { \nwe collect email\nwe collect email\n}\n", &[3]);
        check("recipient r \"R\" {\nmust \"keep it safe\"\nmust \"keep it safe\"\n}\n", &[3]);
    }

    #[test]
    fn what_has_other_limits_is_another_sentence() {
        check("we collect email\nwe collect email for security\nwe may collect email\n", &[]);
        check("we collect email\nsection a \"A\" for children { \nwe collect email\n}\n", &[]);
        check(
            "section a \"A\" in us {\nwe collect email\n}\nsection b \"B\" in eu {\nwe collect email\n}\n",
            &[],
        );
        check("we collect email if consent\nwe collect email if request\n", &[]);
        check("we collect email note \"one\"\nwe collect email note \"two\"\n", &[]);
    }
}
