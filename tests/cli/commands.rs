//! The other subcommands, exit codes, and colour.

use super::{Folder, POLICY};

const WRONG: &str = r#"policy "Acme Privacy Policy" { language en-US }
organization acme "Acme Inc."
data contact "contact information" : contakt
we colect contact
"#;

#[test]
fn findings_are_shown_in_full() {
    insta::assert_snapshot!(Folder::new(&[("web/acme.candor", WRONG)]).run(&["check"]), @r#"
    exit 1
    error[unknown-kind]: the vocabulary has no `contakt` here
     --> web/acme.candor:3:38
      |
    3 | data contact "contact information" : contakt
      |                                      ^^^^^^^
      |
      = help: did you mean `contact`?

    error[unknown-verb]: `colect` is not a verb of the language
     --> web/acme.candor:4:4
      |
    4 | we colect contact
      |    ^^^^^^
      |
      = help: did you mean `collect`?

    2 errors
    "#);
}

#[test]
fn findings_are_shown_one_to_a_line() {
    let folder = Folder::new(&[("web/acme.candor", WRONG)]);
    insta::assert_snapshot!(folder.run(&["check", "--message-format", "concise"]), @r"
    exit 1
    web/acme.candor:3:38: error[unknown-kind]: the vocabulary has no `contakt` here
    web/acme.candor:4:4: error[unknown-verb]: `colect` is not a verb of the language
    2 errors
    ");
}

#[test]
fn warnings_can_be_denied() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    folder.write("acme.candor", format!("{POLICY}audience crew \"our crew\" : staff\n"));
    let ran = folder.run(&["check"]);
    assert!(ran.code == 0 && ran.stderr.contains("1 warning\n"), "{ran}");
    let ran = folder.run(&["check", "--deny", "warnings"]);
    assert!(ran.code == 1 && ran.stderr.contains("1 error\n"), "{ran}");
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let folder = Folder::new(&[("acme.candor", WRONG)]);
    let coloured = |arguments: &[&str], no_color: bool| {
        let mut command = folder.command(arguments);
        if no_color {
            command.env("NO_COLOR", "1");
        }
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap().contains('\u{1b}')
    };
    assert!(!coloured(&["check"], false));
    assert!(!coloured(&["check", "--color", "never"], false));
    assert!(coloured(&["check", "--color", "always"], false));
    assert!(coloured(&["check", "--color", "always"], true));
    let mut forced = folder.command(&["check"]);
    let forced = forced.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!String::from_utf8(forced.stderr).unwrap().contains('\u{1b}'));
}

#[test]
fn exit_codes_tell_findings_from_wrong_usage() {
    let folder = Folder::new(&[("good.candor", POLICY), ("bad.candor", WRONG)]);
    assert_eq!(folder.run(&["check", "good.candor"]).code, 0);
    assert_eq!(folder.run(&["check", "bad.candor"]).code, 1);
    assert_eq!(folder.run(&["check", "good.candor", "bad.candor"]).code, 1);
    assert_eq!(folder.run(&["check", "gone.candor"]).code, 2);
    assert_eq!(folder.run(&["chekc"]).code, 2);
    assert_eq!(folder.run(&[]).code, 2);
    assert_eq!(folder.run(&["--help"]).code, 0);
    assert_eq!(folder.run(&["--version"]).code, 0);
}

#[test]
fn the_schema_is_json() {
    let ran = Folder::new(&[]).run(&["schema"]);
    assert!(ran.code == 0 && ran.stdout.contains("\"$schema\""), "{ran}");
}

#[test]
fn completions_and_manual_pages_are_printed() {
    let folder = Folder::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(folder.run(&["completions", shell]).stdout.contains("candor"));
    }
    assert!(folder.run(&["man"]).stdout.contains(".TH candor 1"));
    assert!(folder.run(&["man", "build"]).stdout.contains(".TH candor-build 1"));
    assert_eq!(folder.run(&["man", "nothing"]).code, 2);
}
