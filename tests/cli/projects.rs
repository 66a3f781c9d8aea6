//! `candor.yaml`, templates, and which policies are meant.

use std::fs;
use std::path::Path;

use super::{Folder, POLICY};

#[test]
fn the_project_file_is_found_upward() {
    let folder =
        Folder::new(&[("legal/web/acme.candor", POLICY), ("legal/other.candor", POLICY), ("x/y/z", "")]);
    folder.write("candor.yaml", "policies: [legal/web]\nout: public\nformats: [txt, md]\n");
    let ran = super::ran(super::command(&folder.path("x/y"), &["build"]).output().unwrap());
    assert!(ran.code == 0 && ran.stderr.ends_with("in ../../public\n"), "{ran}");
    assert_eq!(folder.names("public"), ["acme.md", "acme.txt"]);
    assert_eq!(folder.run(&["build", "legal/other.candor", "--format", "md", "--out", "mine"]).code, 0);
    assert_eq!(folder.names("mine"), ["other.md"]);
}

#[test]
fn an_unknown_key_is_placed() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("candor.yaml", "out: dist\npolices: [web]\n")]);
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: candor.yaml:2:1: there is no key `polices` here; did you mean `policies`?
    ");
}

#[test]
fn an_unknown_format_is_placed() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("candor.yaml", "formats: [md, pdf]\n")]);
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: candor.yaml:1:15: `pdf` is not a format; there are md, html, txt, json, svg, mmd, dot
    ");
    insta::assert_snapshot!(folder.run(&["build", "--format", "md,pdf"]), @r"
    exit 2
    error: invalid value 'pdf' for '--format <FORMAT>': `pdf` is not a format; there are md, html, txt, json, svg, mmd, dot

    For more information, try '--help'.
    ");
}

#[test]
fn an_empty_project_file_says_nothing() {
    for text in ["", "# nothing\n", "---\n"] {
        let folder = Folder::new(&[("acme.candor", POLICY), ("candor.yaml", text)]);
        let ran = folder.run(&["check"]);
        assert_eq!(ran.code, 0, "{text:?}: {ran}");
    }
}

#[test]
fn libraries_and_ignored_files_in_a_folder_are_passed_over() {
    let folder = Folder::new(&[
        ("a/acme.candor", POLICY),
        ("a/lib.candor", "data x \"x\" : contact\n"),
        (".git/HEAD", ""),
    ]);
    folder.write("old/old.candor", "garbage");
    folder.write(".gitignore", "/old\n");
    let ran = folder.run(&["check"]);
    insta::assert_snapshot!(ran, @r"
    exit 0
    nothing to report in 1 policy
    ");
    assert_eq!(folder.run(&["check", "a/lib.candor"]).code, 1);
    assert_eq!(folder.run(&["check", "a", "a/lib.candor"]).code, 1);
}

#[test]
fn the_templates_that_ship_can_be_copied_whole() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/en");
    for entry in ignore::Walk::new(&shipped).map(Result::unwrap).filter(|entry| entry.path().is_file()) {
        let name = entry.path().strip_prefix(&shipped).unwrap().display().to_string();
        folder.write(&format!("own/{name}"), fs::read(entry.path()).unwrap());
    }
    assert_eq!(folder.run(&["build", "acme.candor", "--out", "ours"]).code, 0);
    let ran = folder.run(&["build", "acme.candor", "--templates", "own", "--out", "mine"]);
    assert_eq!(ran.code, 0, "{ran}");
    for name in folder.names("ours") {
        assert_eq!(folder.read(&format!("ours/{name}")), folder.read(&format!("mine/{name}")), "{name}");
    }
}

#[test]
fn a_template_folder_must_be_one() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("t/x.md", ""), ("file", "")]);
    insta::assert_snapshot!(folder.run(&["check", "--templates", "nowhere"]), @r"
    exit 2
    error: cannot read templates from `nowhere`: No such file or directory
    ");
    assert_eq!(folder.run(&["check", "--templates", "file"]).code, 2);
    folder.write("own/rights.md/more.md", "x");
    insta::assert_snapshot!(folder.run(&["check", "--templates", "own"]), @r"
    exit 2
    error: cannot read templates from `own/rights.md`: it is a folder
    ");
    folder.write("t/x.md", vec![b'x'; 1024 * 1024 + 1]);
    insta::assert_snapshot!(folder.run(&["check", "--templates", "t"]), @r"
    exit 2
    error: cannot read templates from `t/x.md`: it has 1048577 bytes, which is more than the 1 MiB it may have
    ");
}

#[test]
fn a_template_that_stands_in_for_none_is_warned_of() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("t/rigths.md", "x"), ("t/en/lead.md", "Hello.\n")]);
    insta::assert_snapshot!(folder.run(&["check", "--templates", "t"]), @r"
    exit 0
    warning[unknown-template]: `t/rigths.md` stands in for no template; did you mean `en/rights.md`?

    1 warning
    ");
}

#[test]
fn a_template_stands_in_for_the_one_of_its_name() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("t/collection.md", "We hold little.\n")]);
    let build = |more: &[&str]| {
        let ran = folder.run(&[&["build", "acme.candor", "--stdout", "--format", "md"], more].concat());
        assert_eq!(ran.code, 0, "{ran}");
        ran.stdout
    };
    assert!(!build(&[]).contains("We hold little."));
    assert!(build(&["--templates", "t"]).contains("We hold little."));
    folder.write("candor.yaml", "templates: t\n");
    assert!(build(&[]).contains("We hold little."));
}

/// The summary says in short what stands elsewhere, so what only it says is lost.
#[test]
fn what_a_template_leaves_out_is_found_though_the_summary_has_it() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("t/collection.md", "")]);
    let ran = folder.run(&["check", "--templates", "t"]);
    assert!(ran.stderr.contains("warning[not-rendered]: no document says this"), "{ran}");
    let ran = folder.run(&["check"]);
    assert!(!ran.stderr.contains("not-rendered"), "{ran}");
}

#[test]
fn a_template_that_does_not_work_is_an_error() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("t/collection.md", "one\n{{ nothing.at.all }}\n")]);
    insta::assert_snapshot!(folder.run(&["build", "--templates", "t"]), @r"
    exit 1
    error[broken-template]: template t/collection.md:2: undefined value: `nothing` is undefined

    1 error
    ");
    assert_eq!(folder.names("dist"), [] as [&str; 0]);
}

#[test]
fn fragments_and_front_matter_come_from_either_side() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let page = |format: &str, more: &[&str]| {
        folder.run(&[&["build", "--stdout", "--format", format], more].concat()).stdout
    };
    assert!(
        page("html", &[]).starts_with("<!DOCTYPE html>") || page("html", &[]).starts_with("<!doctype html>")
    );
    assert!(!page("html", &["--fragment"]).contains("<html"));
    assert!(page("md", &["--front-matter"]).starts_with("---\n"));
    folder.write("candor.yaml", "fragment: true\nfront-matter: true\n");
    assert!(!page("html", &[]).contains("<html") && page("md", &[]).starts_with("---\n"));
}

#[cfg(unix)]
#[test]
fn a_template_may_not_be_a_link_out_of_its_folder() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("secret", ""), ("t/x", "")]);
    std::os::unix::fs::symlink(folder.path("secret"), folder.path("t/rights.md")).unwrap();
    let ran = folder.run(&["check", "--templates", "t"]);
    assert!(ran.code == 2 && ran.stderr.contains("leads out"), "{ran}");
}

#[test]
fn one_name_stands_for_a_list() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("bolt.candor", POLICY)]);
    folder.write("candor.yaml", "policies: acme.candor\nformats: md\n");
    assert_eq!(folder.run(&["build"]).code, 0);
    assert_eq!(folder.names("dist"), ["acme.md"]);
}

/// What goes to standard output is the policy alone.
#[test]
fn a_label_is_not_asked_for_on_standard_output() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let ran = folder.run(&["build", "acme.candor", "--stdout", "--format", "md", "--label"]);
    assert!(ran.code == 2 && ran.stderr.contains("--label"), "{ran}");
}

#[test]
fn nothing_in_the_project_file_leads_out_of_the_project() {
    for line in [
        "out: ../out",
        "templates: /etc",
        "policies: ../../policies",
        "policies: [a, a/../../b]",
        "out: link/x",
    ] {
        let folder = Folder::new(&[("web/acme.candor", POLICY), ("web/candor.yaml", &format!("{line}\n"))]);
        #[cfg(unix)]
        std::os::unix::fs::symlink("..", folder.path("web/link")).unwrap();
        if cfg!(not(unix)) && line.contains("link") {
            continue;
        }
        let ran = folder.run_in("web", &["build"]);
        assert!(ran.code == 2 && ran.stderr.contains("it leads out of its folder"), "{line}: {ran}");
        assert_eq!(folder.names(""), ["web"], "{line}");
    }
    // The folder that nobody names may be a link, too.
    #[cfg(unix)]
    {
        let folder = Folder::new(&[("web/acme.candor", POLICY), ("web/candor.yaml", "")]);
        std::os::unix::fs::symlink("..", folder.path("web/dist")).unwrap();
        let ran = folder.run_in("web", &["build"]);
        assert!(ran.code == 2 && ran.stderr.contains("`dist` leads out of its project"), "{ran}");
        assert_eq!(folder.names(""), ["web"]);
        assert_eq!(folder.run_in("web", &["build", "--stdout", "--format", "md"]).code, 0);
        assert_eq!(folder.run_in("web", &["build", "--out", "dist"]).code, 0);
        assert!(folder.path("acme.md").exists());
    }
    // What stands in it may have any name, and the command line may say anything.
    let folder = Folder::new(&[("web/acme.candor", POLICY), ("web/candor.yaml", "out: a/../..b\n")]);
    assert_eq!(folder.run_in("web", &["build"]).code, 0);
    assert!(folder.path("web/..b/acme.md").exists());
    assert_eq!(folder.run_in("web", &["build", "--out", "../out"]).code, 0);
    assert!(folder.path("out/acme.md").exists());
}

#[test]
fn a_level_that_cannot_be_has_its_place() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("candor.yaml", "lints:\n  syntax: allow\n")]);
    let ran = folder.run(&["check"]);
    assert!(ran.code == 2 && ran.stderr.contains("candor.yaml:2:11: lints: "), "{ran}");
}

#[test]
fn a_build_needs_the_packs_that_are_named() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("candor.yaml", "laws: [nope.yaml]\n")]);
    for command in ["check", "build"] {
        let ran = folder.run(&[command]);
        assert!(ran.code == 2 && ran.stderr.contains("candor.yaml: laws: cannot read `nope.yaml`"), "{ran}");
    }
    assert!(!folder.path("dist").exists());
}

#[test]
fn what_the_project_file_names_and_is_not_there_is_said_of_it() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let said = |text: &str| {
        folder.write("candor.yaml", text);
        folder.run(&["check"])
    };
    insta::assert_snapshot!(said("laws: [ccpa]\n"), @r#"
    exit 2
    error: candor.yaml: laws: cannot read `ccpa`: there is no such file
     |
     = help: packs of your own stand here, by their files; a law is named in the policy: `policy "…" { laws ccpa }`
    "#);
    insta::assert_snapshot!(said("policies: web/acme.candor\n"), @r"
    exit 2
    error: candor.yaml: policies: there is no file or folder `web/acme.candor`
    ");
    insta::assert_snapshot!(said("templates: nosuch\n"), @r"
    exit 2
    error: candor.yaml: templates: cannot read templates from `nosuch`: No such file or directory
    ");
    insta::assert_snapshot!(said("formats: [HTML]\n"), @r"
    exit 2
    error: candor.yaml:1:11: `HTML` is not a format; did you mean `html`?
    ");
    insta::assert_snapshot!(said("policy: acme.candor\n"), @r"
    exit 2
    error: candor.yaml:1:1: there is no key `policy` here; did you mean `policies`?
    ");
}

#[test]
fn a_project_file_of_another_name_is_not_passed_over() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("candor.yml", "out: public\n")]);
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: `candor.yml` is not read: a project file is called `candor.yaml`
     |
     = help: rename it
    ");
    folder.write("candor.yaml", "out: public\n");
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[test]
fn a_page_that_shows_no_policy_is_told_before_it_is_built() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("t/page.html.j2", "<html>hello</html>")]);
    for command in ["check", "build"] {
        let ran = folder.run(&[command, "--templates", "t"]);
        assert!(ran.code == 1 && ran.stderr.contains("template t/page.html.j2: "), "{ran}");
        assert!(ran.stderr.contains("it never prints `body`"), "{ran}");
    }
    folder.write("candor.yaml", "formats: [md]\n");
    assert_eq!(folder.run(&["check", "--templates", "t"]).code, 0, "no page is made");
}

#[test]
fn a_law_of_ones_own_is_declared_before_it_is_named() {
    let pack = r#"id: house-code
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
    title: What is collected
    required: must
    when: always
    where: [privacy-policy]
    met-by: does(collect, what=contact)
    text: Says that contact information is collected.
    severity: error
    verified: true
"#;
    let news = "purpose news \"send you news\" : marketing.email\nwe use contact for news\n";
    let policy = format!("{POLICY}{news}");
    let folder = Folder::new(&[("acme.candor", &policy), ("house.yaml", pack)]);
    folder.write("candor.yaml", "laws: house.yaml\n");
    let ran = folder.run(&["check"]);
    let help = "declare `law house-code \"House code\"` and write `laws house-code` in the policy";
    assert!(ran.stderr.contains(help), "{ran}");
    let head = policy.replacen("{ language en-US }", "{\n    language en-US\n    laws     house-code\n}", 1);
    folder.write("acme.candor", &head);
    let ran = folder.run(&["check"]);
    assert!(ran.stderr.contains("is declared: `law house-code \"…\"`"), "{ran}");
    folder.write("acme.candor", format!("{head}law house-code \"House code\"\n"));
    let ran = folder.run(&["check"]);
    assert!(!ran.stderr.contains("house-code"), "{ran}");
}

#[test]
fn words_and_names_that_nothing_asks_for_are_named() {
    let own = "version: 1\npurposes:\n  - { id: rockets }\n";
    let files =
        [("acme.candor", POLICY), ("own.yaml", own), ("candor.yaml", "templates: w\nvocabulary: own.yaml\n")];
    for (file, text, said) in [
        ("words.yaml", "sectons: { sale: X }", "nothing asks for `sectons`; did you mean `sections`?"),
        ("names.yaml", "datta: {}", "nothing asks for `datta`; did you mean `data`?"),
        ("names.yaml", "purposes: { rokets: to fly }", "`purposes.rokets`; did you mean `rockets`?"),
        ("words.yaml", "sections: { sale: \"\" }", "w/words.yaml: `sections.sale` shows nothing"),
        ("words.yaml", "months: [Jan, Feb]", "w/words.yaml: `months` has the names of all 12 months"),
        ("sale.md", "a\u{1b}[31mb", "w/sale.md:1:2: no text may have the character U+001B"),
    ] {
        let folder = Folder::new(&files);
        folder.write(&format!("w/{file}"), text);
        let ran = folder.run(&["check"]);
        assert!(ran.code == 1 && ran.stderr.contains("error[broken-template]"), "{text}: {ran}");
        assert!(ran.stderr.contains(said), "{text}: {ran}");
        folder.write(&format!("w/{file}"), "");
        folder.write("w/names.yaml", "purposes: { rockets: to fly }");
        assert!(!folder.run(&["check"]).stderr.contains("broken-template"), "{text}");
    }
}
