//! Statements' ids, made distinct.

use foldhash::{HashMap, HashSet, HashSetExt};

use super::words::SayingWord;
use super::{ClauseKind, Part, Policy, Said, Section, Statement};

/// The id that an author gave a statement.
pub(super) fn given(statement: &Statement) -> Option<&str> {
    statement.clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Saying(SayingWord::Id, Said::Text(text)) => Some(&**text),
        _ => None,
    })
}

/// Numbers statements that have the same id, `-2` and on, so that no two share one.
///
/// An id that an author gave stays with the first statement it was given to, whatever comes
/// before it; and a number is passed over where an id that another statement has would come out.
pub(super) fn make_distinct(policy: &mut Policy) {
    make_these_distinct(policy, &|_| true);
}

/// The same of the statements with some ids, which are all that could be taken for one another.
pub(super) fn make_these_distinct(policy: &mut Policy, these: &dyn Fn(&str) -> bool) {
    let mut numbered = numbered(policy, these).into_iter();
    let mut apply = |statement: &mut Statement| {
        if these(&statement.id)
            && let Some(Some(id)) = numbered.next()
        {
            statement.id = id;
        }
    };
    for noun in &mut policy.nouns {
        noun.promises.iter_mut().for_each(&mut apply);
    }
    each_statement(&mut policy.root, &mut apply);
}

/// For each of these statements its id with a number, if it has to have one.
fn numbered(policy: &Policy, these: &dyn Fn(&str) -> bool) -> Vec<Option<Box<str>>> {
    let mut all: Vec<&Statement> = policy.nouns.iter().flat_map(|noun| &noun.promises).collect();
    policy.root.each_statement(&mut |statement| all.push(statement));
    all.retain(|statement| these(&statement.id));
    // How many have an id so far, which is to be the number of the next.
    let mut seen: HashMap<&str, u32> = all.iter().map(|statement| (&*statement.id, 0)).collect();
    if seen.len() == all.len() {
        return Vec::new();
    }
    let by_authors: HashSet<&str> = all.iter().filter_map(|statement| given(statement)).collect();
    let mut owned: HashSet<&str> = HashSet::new();
    let mut made: HashSet<Box<str>> = HashSet::new();
    let mut ids = Vec::with_capacity(all.len());
    for statement in all.iter().copied() {
        let id = &*statement.id;
        let may_own = given(statement).is_some() || !by_authors.contains(id);
        if may_own && owned.insert(id) {
            ids.push(None);
            continue;
        }
        let mut count = seen.get(id).copied().unwrap_or(0).max(1);
        let numbered = loop {
            count += 1;
            let numbered: Box<str> = format!("{id}-{count}").into();
            if !seen.contains_key(&*numbered) && made.insert(numbered.clone()) {
                break numbered;
            }
        };
        seen.insert(id, count);
        ids.push(Some(numbered));
    }
    ids
}

/// Whether an id ends with a number.
pub(super) fn is_numbered(id: &str) -> bool {
    numbered_from(id).is_some()
}

/// The id that a number was given to, if this may be one with a number.
pub(super) fn numbered_from(id: &str) -> Option<&str> {
    let (id, number) = id.rsplit_once('-')?;
    is_number(number).then_some(id)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether one of two ids is the other, or the other with a number.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let numbered = |long: &str, short: &str| {
        let number = long.strip_prefix(short).and_then(|rest| rest.strip_prefix('-'));
        number.is_some_and(is_number)
    };
    a == b || numbered(a, b) || numbered(b, a)
}

/// Calls `each` with every statement of a section and of those inside.
pub(super) fn each_statement(section: &mut Section, each: &mut dyn FnMut(&mut Statement)) {
    for part in &mut section.parts {
        match part {
            Part::Statement(statement) => each(statement),
            Part::Section(section) => each_statement(section, each),
            Part::Prose(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::law::Vocabulary;
    use crate::source::FileId;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let items = crate::syntax::read(FileId(0), text).value.items;
        let policy = crate::model::policy("acme", items, Vocabulary::builtin()).value;
        let mut ids = Vec::new();
        policy.each_statement(&mut |statement| ids.push(statement.id.to_string()));
        assert_eq!(ids, expected, "{text}");
    }

    #[test]
    fn a_number_tells_statements_apart_that_say_the_same() {
        check(
            "we collect email\nwe collect email for security\nwe collect email for analytics\n",
            &["we-collect-email", "we-collect-email-2", "we-collect-email-3"],
        );
    }

    #[test]
    fn a_number_makes_no_id_that_an_author_gave() {
        for text in [
            "we collect a id x-2\nwe collect b id x\nwe collect c id x\n",
            "we collect a id x\nwe collect b id x\nwe collect c id x-2\n",
        ] {
            let items = crate::syntax::read(FileId(0), text).value.items;
            let policy = crate::model::policy("acme", items, Vocabulary::builtin()).value;
            let mut ids = Vec::new();
            policy.each_statement(&mut |statement| ids.push(statement.id.to_string()));
            ids.sort();
            assert_eq!(ids, ["x", "x-2", "x-3"], "{text}");
        }
        check("we collect a id x\nwe collect b id x\nwe collect c id x-2\n", &["x", "x-3", "x-2"]);
    }

    #[test]
    fn an_id_that_was_given_is_kept_whatever_comes_before() {
        check(
            "we collect email\nwe use email id we-collect-email\nwe use email id we-collect-email-2\n",
            &["we-collect-email-3", "we-collect-email", "we-collect-email-2"],
        );
    }

    #[test]
    fn a_number_makes_no_id_that_a_name_makes() {
        check(
            "data a \"a\"\ndata a-2 \"b\"\nwe collect a\nwe collect a for security\nwe collect a-2\n",
            &["we-collect-a", "we-collect-a-3", "we-collect-a-2"],
        );
    }
}
