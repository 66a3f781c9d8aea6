//! `candor explain`: findings by name, and sentences of an output by their place.

use super::{Folder, POLICY};

const KEPT: &str = "we keep contact for 24 months\n";

fn built() -> Folder {
    let folder =
        Folder::new(&[("web/acme.candor", &format!("{}{KEPT}", POLICY.replace("en-US", "en-US laws gdpr")))]);
    let ran = folder.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran}");
    folder
}

/// The place of the line of an output that has these words.
fn place(folder: &Folder, file: &str, words: &str) -> String {
    let line = folder.read(file).lines().position(|line| line.contains(words)).unwrap() + 1;
    format!("{file}:{line}")
}

#[test]
fn a_finding_is_explained() {
    let ran = Folder::new(&[]).run(&["explain", "unused-declaration"]);
    insta::assert_snapshot!(ran, @r#"
    exit 0
    unused-declaration (warning, language)

    No sentence names a declaration, so no document speaks of it.

    Either a sentence is missing, which a reader would miss too, or the declaration
    is a leftover.

    Wrong:
        purpose news "send you news" : marketing.email

    Right:
        purpose news "send you news" : marketing.email
        we use personal-data for news

    Silence it:
        allow(unused-declaration) "why"    in the declaration or sentence
        lints: { unused-declaration: allow }    in candor.yaml, for the whole project
    "#);
}

#[test]
fn an_unknown_name_says_what_was_meant() {
    let folder = Folder::new(&[]);
    insta::assert_snapshot!(folder.run(&["explain", "unused-declartion"]), @r"
    exit 2
    error: there is no finding `unused-declartion`
     |
     = help: did you mean `unused-declaration`?
    ");
    insta::assert_snapshot!(folder.run(&["explain", "zzz"]), @r"
    exit 2
    error: there is no finding `zzz`
     |
     = help: `candor explain --all` lists every finding; a place is `dist/acme.md:42`
    ");
    assert_eq!(folder.run(&["explain"]).code, 2);
}

#[test]
fn every_finding_is_on_the_page() {
    let ran = Folder::new(&[]).run(&["explain", "--all"]);
    assert!(ran.code == 0 && ran.stdout.contains("\n### unused-declaration\n"), "{ran}");
}

#[test]
fn a_line_leads_to_its_declaration() {
    let folder = built();
    let line = place(&folder, "dist/acme.md", "24 months");
    insta::assert_snapshot!(folder.run(&["explain", &line]), @r"
    exit 0
    “We keep contact information for 24 months.”

    --> web/acme.candor:6:1
        6 | we keep contact for 24 months

    worded by the template en/retention.md

    asked for by
        gdpr.13.2.a: Storage period or criteria, GDPR Art. 13(2)(a)
        gdpr.14.2.a: Storage period or criteria, GDPR Art. 14(2)(a)
    ");
    for file in ["dist/acme.txt", "dist/acme.gdpr.md", "dist/acme.gdpr.txt"] {
        let line = place(&folder, file, "24 months");
        let ran = folder.run(&["explain", &line]);
        assert!(ran.code == 0 && ran.stdout.contains("--> web/acme.candor:6:1\n"), "{line}: {ran}");
    }
}

#[test]
fn front_matter_moves_lines() {
    let folder = built();
    assert_eq!(folder.run(&["build", "--front-matter"]).code, 0);
    let line = place(&folder, "dist/acme.md", "24 months");
    let ran = folder.run(&["explain", &line]);
    assert!(ran.code == 0 && ran.stderr.is_empty() && ran.stdout.contains("web/acme.candor:6:1"), "{ran}");
    let ran = folder.run(&["explain", "dist/acme.md:2"]);
    assert!(ran.stdout.contains("web/acme.candor:1:1"), "{ran}");
}

#[test]
fn a_section_of_a_page_leads_to_its_declarations() {
    let folder = built();
    let ran = folder.run(&["explain", "dist/acme.html#retention"]);
    assert!(ran.code == 0 && ran.stdout.contains("--> web/acme.candor:6:1\n"), "{ran}");
    insta::assert_snapshot!(folder.run(&["explain", "dist/acme.html#retentin"]), @r"
    exit 2
    error: `dist/acme.html` has no section `retentin`
     |
     = help: did you mean `#retention`?
    ");
    insta::assert_snapshot!(folder.run(&["explain", "dist/acme.html:12"]), @r#"
    exit 2
    error: a line of HTML may hold many sentences
     |
     = help: ask for a section, such as `dist/acme.html#rights`, or for `--text "…"`
    "#);
}

#[test]
fn words_lead_to_their_declaration() {
    let folder = built();
    for more in [&[][..], &["web/acme.candor"], &["dist/acme.md"], &["dist/acme.gdpr.html"]] {
        let ran = folder.run(&[&["explain", "--text", "FOR  24 months"], more].concat());
        assert!(ran.code == 0 && ran.stdout.contains("--> web/acme.candor:6:1\n"), "{more:?}: {ran}");
    }
    let ran = folder.run(&["explain", "--text", "never said"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, "no document says `never said`\n"));
}

#[test]
fn an_output_that_is_not_what_the_sources_say_is_called_so() {
    let folder = built();
    let line = place(&folder, "dist/acme.md", "24 months");
    let other =
        format!("// Moved.\n{}", folder.read("web/acme.candor")).replace("we collect", "we may collect");
    folder.write("web/acme.candor", &other);
    // The line itself still says the same.
    let ran = folder.run(&["explain", &line]);
    assert!(ran.code == 0 && ran.stderr.contains("is not what the sources build now"), "{ran}");
    assert!(ran.stdout.contains("web/acme.candor:7:1"), "{ran}");
    folder.write("web/acme.candor", other.replace("24", "36"));
    insta::assert_snapshot!(folder.run(&["explain", &line]), @r"
    exit 2
    error: `dist/acme.md` is not what the sources build now, and no line of theirs says that
     |
     = help: run `candor build` without `--diagram` and `--front-matter`, then ask again
    ");
}

#[test]
fn what_was_never_built_is_built_in_memory() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let ran = folder.run(&["explain", "dist/acme.html#collection"]);
    assert!(ran.code == 0 && ran.stderr.contains("there is no `dist/acme.html` yet"), "{ran}");
    assert!(ran.stdout.contains("--> acme.candor:5:1\n"), "{ran}");
    assert_eq!(folder.names("."), ["acme.candor"]);
}

#[test]
fn the_policy_is_found_from_elsewhere() {
    let folder =
        Folder::new(&[("site/acme.candor", POLICY), ("site/candor.yaml", "out: public\n"), ("other/x", "")]);
    assert_eq!(super::ran(super::command(&folder.path("site"), &["build"]).output().unwrap()).code, 0);
    let explain = |arguments: &[&str]| {
        super::ran(
            super::command(&folder.path("other"), &[&["explain"], arguments].concat()).output().unwrap(),
        )
    };
    let ran = explain(&["../site/public/acme.html#collection"]);
    assert!(ran.code == 0 && ran.stdout.contains("--> ../site/acme.candor:5:1\n"), "{ran}");
    let ran = explain(&["acme.md#collection", "../site/acme.candor"]);
    assert!(ran.code == 0, "{ran}");
}

#[test]
fn a_question_that_has_no_answer_says_why() {
    let folder = built();
    let failed = |arguments: &[&str], wanted: &str| {
        let ran = folder.run(&[&["explain"], arguments].concat());
        assert!(ran.code == 2 && ran.stderr.contains(wanted), "{arguments:?}: {ran}");
    };
    failed(&["dist/acme.md"], "names no place in the file");
    failed(&["dist/acme.md:2"], "nothing stands on that line");
    failed(&["dist/acme.md:9999"], "nothing stands on that line");
    failed(&["dist/acme.json:3"], "the JSON itself says");
    failed(&["dist/other.md:3"], "no policy here writes `dist/other.md`");
    failed(&["dist/other.md:42"], "`candor explain dist/other.md:42 other.candor`");
    failed(&["dist/other.html#rights"], "`candor explain 'dist/other.html#rights' other.candor`");
    failed(
        &["--text", "we sell", "dist/other.md"],
        "`candor explain --text 'we sell' dist/other.md other.candor`",
    );
    failed(&["dist/acme.lgpd.md:3"], "the policy writes no `acme.lgpd`");
    folder.write("web/acme.candor", "policy \"A\" {");
    failed(&["dist/acme.md:3"], "`web/acme.candor` makes no documents");
}
