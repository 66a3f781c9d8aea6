//! `candor approve`: sections are pinned, and a build stops when what they say has changed.

use super::{Folder, POLICY};

#[test]
fn an_approved_section_stops_the_build_when_it_changes() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let listed = folder.run(&["approve"]);
    assert_eq!(listed.code, 0, "{listed}");
    assert!(listed.stdout.contains("collection  not approved\n"), "{listed}");
    let approve =
        ["approve", "acme.candor", "--section", "collection", "--by", "Jane Doe", "--date", "2026-03-01"];
    let ran = folder.run(&approve);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "approved 1 section\n"));
    let text = folder.read("acme.candor");
    assert!(text.starts_with(POLICY.trim_end()), "{text}");
    assert!(text.contains("\nreviewed 2026-03-01 by \"Jane Doe\" {\n    collection wording \""), "{text}");
    assert_eq!(folder.run(&["fmt", "--check"]).code, 0);
    assert_eq!(folder.run(&["build"]).code, 0);
    assert!(folder.run(&["approve"]).stdout.contains("approved by Jane Doe on 2026-03-01\n"));

    folder.write("acme.candor", text.replace("contact information", "contact details"));
    let before = folder.read("dist/acme.md");
    for command in [&["build"][..], &["check", "--message-format", "concise"]] {
        let ran = folder.run(command);
        assert_eq!(ran.code, 1, "{ran}");
        let message = "error[approval-outdated]: the facts behind, and the wording of, `collection` changed since Jane Doe approved it on 2026-03-01";
        assert!(ran.stderr.contains(message), "{ran}");
    }
    assert_eq!(folder.read("dist/acme.md"), before);
    let renewed = folder.run(&["approve", "--outdated", "--by", "John Doe", "--date", "2026-04-01"]);
    assert_eq!(renewed.stderr, "approved 1 section\n");
    assert_eq!(folder.read("acme.candor").matches("reviewed").count(), 1);
    assert_eq!(folder.run(&["build"]).code, 0);
    let none = folder.run(&["approve", "--outdated", "--by", "John Doe", "--date", "2026-04-01"]);
    assert_eq!(none.stderr, "nothing is to be approved\n");
}

#[test]
fn what_cannot_be_approved_changes_nothing() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let with = |arguments: &[&str]| {
        let date = ["--by", "Jane Doe", "--date", "2026-03-01"];
        folder.run(&[&["approve"][..], arguments, &date].concat())
    };
    let unknown = with(&["--section", "colection"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `collection`?"), "{unknown}");
    assert_eq!(with(&[]).code, 2);
    assert_eq!(folder.run(&["approve", "--section", "collection"]).code, 2);
    assert_eq!(folder.read("acme.candor"), POLICY);
    folder.write("acme.candor", POLICY.replace("for orders", "for odrers"));
    let broken = with(&["--section", "collection"]);
    assert_eq!(broken.code, 1);
    assert!(broken.stderr.contains("unknown-name"), "{broken}");
}

#[test]
fn who_approves_has_a_name_that_can_be_written() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let given = ["approve", "--section", "collection", "--date", "2026-03-01", "--by", "A\u{1b}[31mnn"];
    let ran = folder.run(&given);
    assert!(
        ran.code == 2 && ran.stderr.contains("`--by` cannot be used: no text may have the character U+"),
        "{ran}"
    );
    assert_eq!(folder.read("acme.candor"), POLICY);
}

/// What `approve` writes is read again by every other command.
#[test]
fn an_approval_that_no_policy_can_hold_is_not_written() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    for (by, date, why) in [
        ("x\u{2066}y", "2026-03-01", "U+2066 turns the direction"),
        ("\u{200b}", "2026-03-01", "this text is empty"),
        ("Jane Doe", "9999-12-31", "no day that a policy can mean"),
        ("Jane Doe", "0001-01-01", "no day that a policy can mean"),
        ("Jane Doe", "0000-01-01", "0000-01-01"),
    ] {
        let ran = folder.run(&["approve", "--section", "collection", "--by", by, "--date", date]);
        assert!(ran.code == 2 && ran.stderr.contains(why), "{ran}");
        assert_eq!(folder.read("acme.candor"), POLICY);
    }
    let twice = ["approve", "--section", "collection", "--section", "collection"];
    let ran = folder.run(&[&twice[..], &["--by", "x\u{2066}y\u{2069}", "--date", "2026-03-01"]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "approved 1 section\n"));
    assert_eq!(folder.run(&["check"]).code, 0);
}
