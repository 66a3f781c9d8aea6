//! `candor coverage`, `--as-of`, and packs of a project.

use super::{Folder, POLICY};

pub(super) const PACK: &str = r#"id: house-code
version: 1
title: House code
law: The code
verified: true
as-of: "2026-06-01"
regions: []
applies: uses-data-for-direct-marketing
requirements:
  - id: house.1
    cite: Code, no. 1
    title: A fixed period
    required: must
    when: always
    where: [privacy-policy]
    met-by: does(any, clause=period)
    text: Says how long data is kept.
    severity: error
    verified: true
    in-force: { from: "2026-03-01" }
"#;

fn project(policy: &str, pack: &str) -> Folder {
    Folder::new(&[
        ("acme.candor", policy),
        ("law/house.yaml", pack),
        ("candor.yaml", "laws: [law/house.yaml]\n"),
    ])
}

const MARKETING: &str = "policy \"Acme\" { language en-US }\norganization acme \"Acme\"\nwe use \"email addresses\" : contact.email for \"send news\" : marketing.email\n";

#[test]
fn a_table_for_people() {
    let folder = project(MARKETING, PACK);
    insta::assert_snapshot!(folder.run(&["coverage", "--law", "house-code"]).stdout, @r"
    acme.candor: House code (house-code)
    The code, as of 2026-06-01
    not named in `laws`, but it applies (line 3): 1 missing

      missing
        Code, no. 1: A fixed period
            Says how long data is kept.
    ");
}

#[test]
fn the_day_counts() {
    let folder = project(MARKETING, PACK);
    let ran = folder.run(&["coverage", "--law", "house-code", "--as-of", "2026-02-28"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 not in force"), "{ran}");
    let found = |day: &str| folder.run(&["check", "--as-of", day, "--message-format", "concise"]);
    assert!(found("2026-03-01").stderr.contains("missing-disclosure"), "{}", found("2026-03-01"));
    assert!(!found("2026-02-28").stderr.contains("missing-disclosure"), "{}", found("2026-02-28"));
    let ran = folder.run(&["check", "--as-of", "2026-02-30"]);
    assert!(ran.code == 2 && ran.stderr.contains("2026-02-30"), "{ran}");
}

#[test]
fn what_is_missing_is_a_finding_with_its_law() {
    let named = "policy \"Acme\" {\n    language en-US\n    laws house-code\n}\norganization acme \"Acme\"\nlaw house-code \"the house code\"\nwe comply with house-code\n";
    let folder = project(named, PACK);
    insta::assert_snapshot!(folder.run(&["check", "--allow", "warnings"]));
}

#[test]
fn json_and_markdown_go_to_standard_output() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let ran = folder.run(&["coverage", "--law", "gdpr", "--format", "json"]);
    assert!(ran.code == 0 && ran.stdout.contains("\"format\": \"candor-coverage\""), "{ran}");
    let ran = folder.run(&["coverage", "--law", "gdpr", "--format", "md"]);
    assert!(ran.code == 0 && ran.stdout.starts_with("# Coverage\n"), "{ran}");
    let ran = folder.run(&["coverage"]);
    assert!(ran.code == 0 && ran.stdout.contains("names no law"), "{ran}");
}

#[test]
fn a_law_that_nobody_knows_is_wrong_usage() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    insta::assert_snapshot!(folder.run(&["coverage", "--law", "gdrp"]), @r"
    exit 2
    error: no pack knows a law `gdrp`
     |
     = help: did you mean `gdpr`?
    ");
}

#[test]
fn a_mistake_in_a_pack_has_its_place() {
    let check = |old: &str, new: &str| {
        let ran = project(MARKETING, &PACK.replacen(old, new, 1)).run(&["check"]);
        assert_eq!(ran.code, 2, "{ran}");
        ran.stderr.lines().next().unwrap().to_owned()
    };
    assert_eq!(
        check("uses-data-for-direct-marketing", "uses-data-for-direct-marketin"),
        "error: law/house.yaml:8:10: there is no fact `uses-data-for-direct-marketin`; did you mean `uses-data-for-direct-marketing`?"
    );
    assert_eq!(
        check("does(any", "dose(any"),
        "error: law/house.yaml:16:13: there is no check `dose`; did you mean `does`?"
    );
    assert_eq!(
        check("clause=period", "clause=periods"),
        "error: law/house.yaml:10:9: `periods` does not belong here; did you mean `period`?"
    );
    assert!(
        check("regions: []", "regoins: []").starts_with(
            "error: law/house.yaml:7:1: there is no key `regoins` here; did you mean `regions`?"
        )
    );
    assert_eq!(
        check("id: house-code", "id: gdpr"),
        "error: law/house.yaml:1:5: `gdpr` ships with Candor; choose another id, and write `extends` to add to that one"
    );
    assert_eq!(
        check("id: house-code", "id: ../x"),
        "error: law/house.yaml:1:5: `../x` is no id: it may have small letters, digits and hyphens"
    );
    assert_eq!(
        check("regions: []", "regions: [nowhere]"),
        "error: law/house.yaml:1:5: there is no region `nowhere`; docs/vocabulary.md lists them"
    );
    let ran = Folder::new(&[("acme.candor", POLICY), ("candor.yaml", "laws: [no.yaml]\n")]).run(&["check"]);
    assert!(ran.code == 2 && ran.stderr.contains("cannot read `no.yaml`: there is no such file"), "{ran}");
}

#[test]
fn an_unknown_fact_is_an_error_with_what_was_meant() {
    let policy = POLICY.replace("language en-US", "language en-US\nfacts has-20-or-more-employes\n");
    let ran = Folder::new(&[("acme.candor", &policy)]).run(&["check"]);
    assert!(ran.code == 1 && ran.stderr.contains("did you mean `has-20-or-more-employees`?"), "{ran}");
}

#[test]
fn no_text_of_a_pack_commands_a_terminal() {
    let pack = PACK
        .replace("cite: Code, no. 1", r#"cite: "C\u001b[31m x""#)
        .replace("title: House code", r#"title: "H\u001b]0;x""#);
    let folder = project(MARKETING, &pack);
    for format in ["human", "md"] {
        let ran = folder.run(&["coverage", "--law", "house-code", "--format", format]);
        assert!(ran.code == 0 && !ran.stdout.contains('\u{1b}') && ran.stdout.contains("u{1b}"), "{ran}");
    }
}

#[test]
fn a_law_that_always_applies_needs_no_place() {
    let folder =
        project(MARKETING, &PACK.replace("applies: uses-data-for-direct-marketing", "applies: always"));
    let ran = folder.run(&["coverage"]);
    assert!(ran.stdout.contains("not named in `laws`, but it applies: 1 missing"), "{ran}");
    let ran = folder.run(&["check"]);
    assert!(ran.stderr.contains("no `laws` names a law under which the policy falls: House code"), "{ran}");
}
