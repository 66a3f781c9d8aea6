//! What holds of formatting for any file, and for some.

mod generate;

use proptest::prelude::*;

use super::*;
use crate::syntax::MAX_DEPTH;

fn formatted(text: &str) -> String {
    match format(text) {
        Ok(formatted) => formatted,
        Err(refusal) => panic!("{refusal:?}\n{text}\nas\n{}", lay_out(text).unwrap_or_default()),
    }
}

/// A text as it should come out; and a second time comes out as it is.
fn check(text: &str, wanted: &str) {
    assert_eq!(formatted(text), wanted);
    assert_eq!(formatted(wanted), wanted, "a second time");
}

fn a_file() -> impl Strategy<Value = String> {
    Just(()).prop_perturb(|(), rng| generate::file(rng))
}

/// Whether a file is without mistakes; the generator now and then makes one that is not.
fn is_whole(text: &str) -> bool {
    let mut findings = Vec::new();
    syntax::read_each(FileId(0), &text.into(), &mut |_| {}, &mut findings);
    findings.is_empty()
}

/// Where lines are free between items, comments and other items.
fn free_lines(text: &str) -> Vec<usize> {
    let mut end = 0;
    let mut free = Vec::new();
    concrete::items(text, &mut |tree| {
        let item = tree.root().expect("an item");
        let between = &text[end..item.start()];
        free.push(trivia::free_lines(if end == 0 { between.trim_start() } else { between }));
        end = item.end();
    });
    free
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn formatting_keeps_what_is_said_and_settles(text in a_file()) {
        prop_assume!(is_whole(&text));
        // That the tree is the same and each comment is there, `format` looks after itself.
        let once = formatted(&text);
        prop_assert_eq!(&formatted(&once), &once, "a second time, from\n{}", text);
        prop_assert_eq!(free_lines(&text), free_lines(&once), "free lines, in\n{}", once);
        prop_assert!(once.is_empty() || once.ends_with('\n') && !once.ends_with("\n\n"), "{}", once);
        prop_assert!(!once.starts_with('\n') && !once.contains("\n\n\n"), "{}", once);
        let outside: Vec<&str> = once.split("\"\"\"").step_by(2).collect();
        for line in outside.join("passage").lines() {
            prop_assert!(!line.ends_with([' ', '\t']) && !line.starts_with('\t'), "{:?}", line);
        }
    }

    #[test]
    fn a_part_comes_out_as_in_the_whole(text in a_file(), start in 0..2000usize, length in 0..400usize) {
        prop_assume!(is_whole(&text));
        let start = start.min(text.len());
        let range = start..(start + length).min(text.len());
        let mut part = text.clone();
        for edit in format_range(&text, range).expect("a whole file").into_iter().rev() {
            part.replace_range(edit.range, &edit.text);
        }
        prop_assert!(is_whole(&part), "{}", part);
        prop_assert_eq!(formatted(&part), formatted(&text), "from\n{}", part);
    }

    #[test]
    fn no_text_is_a_reason_to_panic(text in "(we |collect |\"x\"|\\{|\\}|\\(|\\)|,|: |//|\n|  |if |data |not |\"\"\"|é){0,40}") {
        let _ = format(&text);
        let _ = format_range(&text, 3..9);
    }
}

/// The generator would prove little if most of what it makes had mistakes.
#[test]
fn most_generated_files_are_whole() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let whole = (0..200).filter(|_| is_whole(&generate::file(runner.new_rng()))).count();
    assert!(whole > 120, "{whole} of 200");
}

#[test]
fn edits_make_the_one_text_of_the_other() {
    let (old, new) = ("a\nb\nc\nd", "a\nB\nc\nd\n");
    let mut text = old.to_owned();
    for edit in edits(old, new).into_iter().rev() {
        text.replace_range(edit.range, &edit.text);
    }
    assert_eq!(text, new);
    assert_eq!(edits("a\nb\nc\n", "a\nx\nc\n"), [Edit { range: 2..4, text: "x\n".to_owned() }]);
    assert_eq!(edits("a\n", "a\n"), []);
}

#[test]
fn a_range_takes_the_items_it_touches() {
    let text = "we   collect \"a\"\n// about b\nwe   collect \"b\"\nwe   collect \"c\"\n";
    let touched = |part: &str| {
        let start = text.find(part).expect("it is there");
        let edits = format_range(text, start..start + part.len()).expect("no mistake");
        edits.into_iter().map(|edit| text[edit.range].to_owned()).collect::<String>()
    };
    assert_eq!(touched("about"), "we   collect \"b\"\n");
    assert_eq!(touched("\"b\""), "we   collect \"b\"\n");
    assert_eq!(touched("b\"\nwe"), "we   collect \"b\"\nwe   collect \"c\"\n");
    assert_eq!(touched("\"c\"\n"), "we   collect \"c\"\n");
    let end = format_range(text, text.len()..text.len()).expect("no mistake");
    assert_eq!(end.len(), 1);
}

#[test]
fn mistakes_leave_a_text_alone() {
    let Err(Refusal::Broken(findings)) = format("we collect for\n") else { panic!("it was formatted") };
    assert_eq!(findings.len(), 1);
    assert!(matches!(format_range("we collect for\n", 0..1), Err(Refusal::Broken(_))));
}

#[test]
fn a_number_with_a_comma_is_no_list() {
    let text = "we keep \"names\" for 1,000 days\n";
    assert!(matches!(format(text), Err(Refusal::Broken(_))));
}

#[test]
fn nesting_up_to_the_limit_is_laid_out() {
    let inner = MAX_DEPTH - 1;
    let text = format!("we collect \"a\" {{ if {}\"b\"{} }}\n", "(".repeat(inner), ")".repeat(inner));
    assert!(formatted(&text).contains("((((\"b\"))))"));
    let mut entries = "a \"x\"".to_owned();
    for _ in 1..MAX_DEPTH {
        entries = format!("a \"x\" {{ {entries} }}");
    }
    let text = formatted(&format!("data d {{ {entries} }}\n"));
    assert!(text.lines().count() > 2 * (MAX_DEPTH - 20), "{text}");
    check(&text.clone(), &text);
}

#[test]
fn an_empty_file_stays_empty() {
    check("", "");
    check("\n\n  \n", "");
    check("// only this", "// only this\n");
    check("\n\n  // a\n\n\n//b  \n\n", "// a\n\n//b\n");
}
