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
