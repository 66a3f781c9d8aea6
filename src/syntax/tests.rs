//! What reads without a mistake, and what does not, in the smallest text that shows it.

use crate::source::FileId;

fn check(text: &str, expected: &[&str]) {
    let read = super::read(FileId(0), text);
    let messages: Vec<&str> = read.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, expected, "{text}");
}

fn check_items(text: &str, items: usize) {
    check(text, &[]);
    assert_eq!(super::read(FileId(0), text).value.items.len(), items, "{text}");
}

#[test]
fn blanks_at_the_end_of_a_line_change_nothing() {
    check_items("we sell contact \n    unless notice\n", 1);
    check_items("we sell \n    unless notice\n", 1);
    check("we sell\n    contact\n", &["expected a verb after `contact`"]);
    check("we sell \n    contact\n", &["expected a verb after `contact`"]);
}

#[test]
fn a_comment_at_the_end_of_a_line_changes_nothing() {
    check_items("we sell contact // all of it\n    unless notice\n", 1);
    check_items("we do not sell // anything\n    unless notice\n", 1);
    check_items("you may access, // all of it\n    correct contact\n", 1);
    check_items("data contact \"contact data\" {\n    others // and more\n    because \"why\"\n}\n", 1);
    check("we sell // all of it\n    contact\n", &["expected a verb after `contact`"]);
}

#[test]
fn a_list_of_bases_may_end_with_a_comma() {
    check_items("we use contact basis consent (news), contract, for orders\n", 1);
    check_items("we use contact\n    basis consent,\n    for orders\n", 1);
}

#[test]
fn a_note_may_run_over_several_lines() {
    check_items("we use contact note \"\"\"\n    One line.\n    Another \"line\".\n    \"\"\"\n", 1);
}

#[test]
fn an_item_may_have_a_kind_and_no_name() {
    check_items(
        "data contact \"contact data\" {\n    phone : contact.phone\n    mail: contact.email\n}\n",
        1,
    );
}

#[test]
fn a_word_that_begins_like_another_is_itself() {
    check_items("we collect contact as farmers from timekeepers in the-last-office\n", 1);
}

/// What is found, each with the text of its line.
fn places(text: &str) -> Vec<String> {
    let read = super::read(FileId(0), text);
    let line = |at: usize| text[crate::source::line_at(text, at)].trim();
    let found = read.findings.iter();
    found.map(|finding| format!("{}: {}", finding.message, line(finding.span.start as usize))).collect()
}

#[test]
fn a_brace_that_lacks_is_told_by_how_far_lines_are_indented() {
    let section =
        |inside: &str| format!("section s \"S\" {{\n{inside}    we sell contact\n}}\nwe use contact\n");
    let check = |text: &str, found: &[&str]| assert_eq!(places(text), found, "{text}");
    let stray = "this `}` closes nothing: }";
    check(&section("    we keep contact\n        for orders\n    }\n"), &[stray]);
    check(&section("    we keep contact // {\n        for orders\n    }\n"), &[stray]);
    check(&section("    we keep contact {\n        for orders\n    }\n    }\n"), &[stray]);
    let open = "this `{` is never closed: we keep contact {";
    check(&section("    we keep contact {\n        for orders\n"), &[open]);
    check(
        &section("    we keep contact { for orders\n\n    // Why.\n"),
        &["this `{` is never closed: we keep contact { for orders"],
    );
    let round = "this `(` is never closed: if (notice or consent";
    check(&section("    we keep contact {\n        if (notice or consent\n    }\n"), &[round]);
    check(
        &section("    we keep contact {\n        if (notice or consent\n        for orders\n    }\n"),
        &[round],
    );
    let stray = "this `)` closes nothing: if notice or consent)";
    check(
        &section("    we keep contact {\n        if notice or consent)\n        for orders\n    }\n"),
        &[stray],
    );
}

#[test]
fn what_stands_behind_a_brace_that_lacks_stays_where_it_belongs() {
    let text = "section s \"S\" {\n    we keep contact\n        for orders\n    }\n    we sell contact\n}\n";
    let items = super::read(FileId(0), text).value.items;
    let [super::ast::Item::Section(section)] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(section.items.len(), 2);
}

#[test]
fn braces_that_are_right_may_stand_anywhere() {
    check_items("section s \"S\" {\nwe keep contact {\n      for orders\n            }\n  }\n", 1);
    check_items("section s \"S\" {\n        we keep contact {\n    for orders\n}\n}\n", 1);
}

#[test]
fn three_quotes_are_never_an_empty_text_and_another() {
    let deep = "(".repeat(20_000);
    for text in [
        format!("\"\"\"\"eerga \"your name\" if{deep}"),
        format!("we share \"\"\"\"x\" \"y\" if {deep}\n"),
        format!("section a \"A\" {{\n    we share \"\"\"x\" if {deep}\n}}\n"),
    ] {
        let read = super::read(FileId(0), &text);
        assert!(!read.findings.is_empty());
    }
}
