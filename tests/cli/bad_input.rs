//! Files that are not there, not text, too large, or not to be read.

use super::{Folder, POLICY};

fn check(text: impl AsRef<[u8]>) -> String {
    let folder = Folder::new(&[]);
    folder.write("acme.candor", text);
    folder.run(&["check", "acme.candor"]).to_string()
}

#[test]
fn a_missing_file_is_named() {
    insta::assert_snapshot!(Folder::new(&[]).run(&["check", "acme.candor"]), @r"
    exit 2
    error: there is no file or folder `acme.candor`
    ");
}

#[test]
fn a_pattern_that_no_shell_read_is_told_as_that() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    insta::assert_snapshot!(folder.run(&["check", "*.candor"]), @r"
    exit 2
    error: there is no file or folder `*.candor`
     |
     = help: patterns are not read here: name files, or a folder for all in it
    ");
}

#[test]
fn a_language_without_wording_is_wrong_usage_whatever_is_asked() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("later.candor", POLICY)]);
    insta::assert_snapshot!(folder.run(&["check", "acme.candor", "--locale", "fr"]), @r"
    exit 2
    error: there is no wording `fr/words.yaml`; the locales are en
     |
     = help: a folder of templates of your own may hold another: `--templates DIR`
    ");
    for command in
        [&["build", "acme.candor"][..], &["diff", "acme.candor", "later.candor"], &["approve", "acme.candor"]]
    {
        let ran = folder.run(&[command, &["--locale=fr"]].concat());
        assert!(ran.code == 2 && ran.stderr.contains("there is no wording `fr/words.yaml`"), "{ran}");
    }
    folder.write("candor.yaml", "locale: fr\n");
    assert_eq!(folder.run(&["check"]).code, 2);
    // What the folder has of it is looked at like any template.
    folder.write("mine/fr/words.yaml", "{}\n");
    assert_eq!(folder.run(&["check", "--templates=mine"]).code, 1);
}

#[test]
fn an_empty_file_is_no_policy() {
    insta::assert_snapshot!(check(""), @r#"
    exit 1
    error[missing-policy]: no policy is declared here
    --> acme.candor:1:1
     |
     = help: begin with `policy "Acme Privacy Policy" { language en-US }`; a file without it can only be imported

    1 error
    "#);
}

#[test]
fn a_file_of_comments_is_no_policy() {
    insta::assert_snapshot!(check("// Nothing yet.\n// Still nothing.\n"), @r#"
    exit 1
    error[missing-policy]: no policy is declared here
     --> acme.candor:1:1
      |
    1 | // Nothing yet.
      | ^
      |
      = help: begin with `policy "Acme Privacy Policy" { language en-US }`; a file without it can only be imported

    1 error
    "#);
}

#[test]
fn a_folder_without_policies_is_wrong_usage() {
    let folder =
        Folder::new(&[("shared/vendors.candor", "recipient mailer \"Mailer\" : processor\n"), ("a.md", "")]);
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: there is no policy in `.`
     |
     = help: a policy is a file `NAME.candor` with a `policy` declaration; `candor init` writes one
    ");
    insta::assert_snapshot!(folder.run(&["build", "shared"]), @r"
    exit 2
    error: there is no policy in `shared`
     |
     = help: a policy is a file `NAME.candor` with a `policy` declaration; `candor init` writes one
    ");
}

#[test]
fn a_folder_may_be_named_beside_what_it_holds() {
    let folder = Folder::new(&[("k/acme.candor", POLICY)]);
    for paths in [&["k", "k/acme.candor"][..], &["k/acme.candor", "k"], &["k", "k"], &["k", "k/", ".", "./k"]]
    {
        for command in [&["check"][..], &["fmt", "--check"], &["build"]] {
            let ran = folder.run(&[command, paths].concat());
            assert_eq!(ran.code, 0, "{paths:?}: {ran}");
        }
    }
}

#[test]
fn bytes_that_are_not_text_are_placed_in_an_import_too() {
    let folder =
        Folder::new(&[("acme.candor", "import \"vendors.candor\"\npolicy \"A\" { language en-US }\n")]);
    folder.write("vendors.candor", b"\xef\xbb\xbf// one\r\n// two\r\n// caf\xc3\xa9 \xe9\r\n");
    let ran = folder.run(&["check", "acme.candor", "--message-format", "concise"]);
    assert!(ran.code == 1 && ran.stderr.starts_with("vendors.candor:3:9: error[invalid-utf8]"), "{ran}");
    // By itself, too, and of the rest nothing is said.
    let ran = folder.run(&["check", "vendors.candor", "--message-format", "concise"]);
    assert!(ran.code == 1 && ran.stderr.starts_with("vendors.candor:3:9: error[invalid-utf8]"), "{ran}");
    assert_eq!(ran.stderr.matches("error[").count(), 1);
    assert_eq!(folder.run(&["fmt", "--check", "vendors.candor"]).code, 1);
}

#[test]
fn bytes_that_are_not_text_are_placed() {
    insta::assert_snapshot!(check(b"policy \"A\" { language en-US }\n// caf\xe9\n"), @r"
    exit 1
    error[invalid-utf8]: the file is not UTF-8 text from here on
     --> acme.candor:2:7
      |
    2 | // caf
      |       ^
      |
      = help: save the file as UTF-8

    1 error
    ");
}

#[test]
fn a_nul_is_placed() {
    insta::assert_snapshot!(check("policy \"A\" { language en-US }\n\0\n"), @r"
    exit 1
    error[control-character]: the character U+0000 may not stand in a source file
     --> acme.candor:2:1
      |
    2 | ␀
      | ^
      |
      = help: delete it

    1 error
    ");
}

#[test]
fn marks_and_line_ends_of_other_systems_change_nothing() {
    let files = [
        ("plain.candor", POLICY.to_owned()),
        ("other.candor", format!("\u{feff}{}", POLICY.replace('\n', "\r\n"))),
    ];
    let folder = Folder::new(&[]);
    for (name, text) in &files {
        folder.write(name, text);
        assert_eq!(folder.run(&["build", name, "--format", "md,html,txt"]).code, 0, "{name}");
    }
    let same = |format: &str| {
        folder.read(&format!("dist/plain.{format}")) == folder.read(&format!("dist/other.{format}"))
    };
    assert!(["md", "html", "txt"].into_iter().all(same));
}

#[test]
fn a_finding_after_a_mark_and_carriage_returns_has_its_place() {
    insta::assert_snapshot!(check("\u{feff}policy \"A\" { language en-US }\r\nwe colect \"names\"\r\n"), @r#"
    exit 1
    error[unknown-verb]: `colect` is not a verb of the language
     --> acme.candor:2:4
      |
    2 | we colect "names"
      |    ^^^^^^
      |
      = help: did you mean `collect`?

    1 error
    "#);
}

#[test]
fn terminal_commands_in_a_policy_are_shown_by_their_escapes() {
    let ran = check("policy \"A\" { language en-US }\nwe collect \"a\u{1b}[2J\" for x\u{7}\n");
    assert!(!ran.contains('\u{1b}') && !ran.contains('\u{7}'), "{ran}");
    let folder =
        Folder::new(&[("acme.candor", "policy \"A\" { language en-US }\nwe co\u{202e}lect \"a\"\n")]);
    for format in ["full", "concise"] {
        let ran = folder.run(&["check", "acme.candor", "--message-format", format]);
        assert!(ran.code == 1 && !ran.stderr.contains('\u{202e}'), "{ran}");
    }
}

#[test]
fn a_file_above_the_limit_is_refused_with_the_limit_named() {
    let mut text = format!("{POLICY}// ").into_bytes();
    text.resize(16 * 1024 * 1024 + 1, b'x');
    insta::assert_snapshot!(check(&text), @r"
    exit 1
    error[file-too-large]: `acme.candor` has 16777217 bytes; a source file has at most 16 MiB
    --> acme.candor:1:1
     |
     = help: split it into several files and import them

    1 error
    ");
    text.pop();
    assert!(!check(&text).contains("file-too-large"));
}

#[test]
fn standard_input_above_the_limit_is_refused() {
    let ran = Folder::new(&[]).run_with(&["check", "-"], &vec![b'\n'; 16 * 1024 * 1024 + 5]);
    assert!(ran.code == 1 && ran.stderr.contains("file-too-large"), "{ran}");
}

#[test]
fn ten_thousand_levels_are_an_error() {
    let deep =
        format!("policy \"A\" {{ language en-US }}\nsection a \"A\" {}", "{ section b \"B\" ".repeat(10_000));
    let ran = check(&deep);
    assert!(ran.starts_with("exit 1"), "{ran}");
}

#[test]
fn an_import_may_not_be_absolute_or_leave_the_project() {
    let folder = Folder::new(&[("outside.candor", "data a \"a\"\n")]);
    folder.write(
        "project/acme.candor",
        format!("import \"/etc/passwd\"\nimport \"../outside.candor\"\n{POLICY}"),
    );
    folder.write("project/candor.yaml", "");
    insta::assert_snapshot!(folder.run(&["check", "project/acme.candor"]), @r#"
    exit 1
    error[absolute-import]: `/etc/passwd` is an absolute path
     --> project/acme.candor:1:8
      |
    1 | import "/etc/passwd"
      |        ^^^^^^^^^^^^^
      |
      = help: write a path relative to this file, such as `"shared/vendors.candor"`

    error[import-escapes]: `../outside.candor` leads out of the project's folder
     --> project/acme.candor:2:8
      |
    2 | import "../outside.candor"
      |        ^^^^^^^^^^^^^^^^^^^
      |
      = help: move the file into the project

    2 errors
    "#);
}

#[test]
fn an_import_may_climb_within_the_project() {
    let folder = Folder::new(&[
        ("candor.yaml", ""),
        ("shared/data.candor", "data phone \"phone number\" : contact.phone\n"),
    ]);
    folder.write(
        "web/acme.candor",
        format!("import \"../shared/data.candor\"\n{POLICY}we collect phone for orders\n"),
    );
    let ran = folder.run(&["check", "web"]);
    assert_eq!(ran.code, 0, "{ran}");
}

#[test]
fn a_missing_import_is_placed_where_it_is_asked_for() {
    let folder = Folder::new(&[]);
    folder.write("acme.candor", format!("import \"shared/vendors.candor\"\n{POLICY}"));
    insta::assert_snapshot!(folder.run(&["check", "acme.candor"]), @r#"
    exit 1
    error[missing-file]: there is no file `shared/vendors.candor`
     --> acme.candor:1:8
      |
    1 | import "shared/vendors.candor"
      |        ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: check the path; an import is relative to the file that it stands in

    1 error
    "#);
}

#[test]
fn imports_that_go_in_a_circle_are_reported_once() {
    let folder = Folder::new(&[("b.candor", "import \"c.candor\"\n"), ("c.candor", "import \"b.candor\"\n")]);
    folder.write("a.candor", format!("import \"b.candor\"\n{POLICY}"));
    insta::assert_snapshot!(folder.run(&["check", "a.candor"]), @r#"
    exit 1
    error[import-cycle]: `b.candor` imports `c.candor`, which imports `b.candor` again
     --> c.candor:1:8
      |
    1 | import "b.candor"
      |        ^^^^^^^^^^
      |
      = help: take one of the imports out; what both need goes into a third file

    1 error
    "#);
}

#[test]
fn what_is_wrong_in_a_shared_file_is_said_once() {
    let folder = Folder::new(&[("shared.candor", "data phone \"phone number\" : contact.fone\n")]);
    for name in ["a.candor", "b.candor"] {
        folder.write(name, format!("import \"shared.candor\"\n{POLICY}we collect phone for orders\n"));
    }
    let ran = folder.run(&["check"]);
    assert_eq!(ran.stderr.matches("unknown-kind").count(), 1, "{ran}");
}

#[test]
fn a_library_that_cannot_be_understood_is_reported() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("broken.candor", "policy \"B {\n")]);
    let ran = folder.run(&["check"]);
    assert!(ran.code == 1 && ran.stderr.contains("broken.candor:1"), "{ran}");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_out_of_the_project_is_refused() {
        let folder =
            Folder::new(&[("secret.candor", "data secret \"secret\"\n"), ("project/candor.yaml", "")]);
        folder.write("project/acme.candor", format!("import \"link.candor\"\n{POLICY}"));
        symlink(folder.path("secret.candor"), folder.path("project/link.candor")).unwrap();
        insta::assert_snapshot!(folder.run(&["check", "project/acme.candor"]), @r#"
        exit 1
        error[import-escapes]: `link.candor` leads out of the project's folder
         --> project/acme.candor:1:8
          |
        1 | import "link.candor"
          |        ^^^^^^^^^^^^^
          |
          = help: move the file into the project

        1 error
        "#);
    }

    #[test]
    fn a_policy_that_is_a_link_out_of_the_project_is_refused() {
        let folder = Folder::new(&[("secret.candor", POLICY), ("project/candor.yaml", "")]);
        symlink(folder.path("secret.candor"), folder.path("project/link.candor")).unwrap();
        for path in ["project", "project/link.candor"] {
            let ran = folder.run(&["build", path]);
            assert!(ran.code == 1 && ran.stderr.contains("import-escapes"), "{ran}");
        }
        assert_eq!(folder.names("project/dist"), [] as [&str; 0]);
    }

    #[test]
    fn a_link_within_the_project_is_followed() {
        let folder = Folder::new(&[("data/real.candor", "data phone \"phone number\" : contact.phone\n")]);
        folder.write("acme.candor", format!("import \"link.candor\"\n{POLICY}we collect phone for orders\n"));
        symlink("data/real.candor", folder.path("link.candor")).unwrap();
        assert_eq!(folder.run(&["check", "acme.candor"]).code, 0);
    }

    #[test]
    fn a_device_is_not_read() {
        let folder = Folder::new(&[("candor.yaml", "")]);
        symlink("/dev/zero", folder.path("zero.candor")).unwrap();
        assert_eq!(folder.run(&["check", "zero.candor"]).code, 1);
        assert_eq!(folder.run(&["check", "/dev/zero"]).code, 1);
    }

    #[test]
    fn a_link_that_leads_nowhere_else_is_there_and_cannot_be_read() {
        let folder = Folder::new(&[]);
        symlink("loop.candor", folder.path("loop.candor")).unwrap();
        let ran = folder.run(&["check", "loop.candor"]);
        assert!(ran.code == 1 && ran.stderr.contains("unreadable-file"), "{ran}");
    }

    #[test]
    fn a_pipe_is_not_waited_for() {
        let folder = Folder::new(&[]);
        let made = std::process::Command::new("mkfifo").arg(folder.path("pipe.candor")).status();
        if made.is_ok_and(|status| status.success()) {
            let ran = folder.run(&["check"]);
            assert!(ran.code == 1 && ran.stderr.contains("not a regular file"), "{ran}");
        }
    }
}
