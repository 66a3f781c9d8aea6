//! `candor init`: answers from flags, from a terminal, and from nobody.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use super::{Folder, command, ran};

#[test]
fn flags_answer_and_nothing_is_written_over() {
    let folder = Folder::new(&[]);
    let flags = [
        "init",
        "site",
        "--name=Acme Inc.",
        "--website=https://acme.example",
        "--email=privacy@acme.example",
        "--address=1 Main St",
        "--effective=2026-03-01",
        "--does=orders,newsletter",
        "--data=orders=name, postal address, shoe size",
        "--with=orders=Payer \"P\" Inc.",
        "--stop=newsletter=the link in every newsletter",
        "--sells=no",
        "--children-under=16",
    ];
    insta::assert_snapshot!(folder.run(&flags));
    insta::assert_snapshot!(folder.read("site/privacy.candor"));
    assert_eq!(folder.names("site"), ["candor.yaml", "privacy.candor"]);
    let here = |arguments: &[&str]| ran(command(&folder.path("site"), arguments).output().unwrap());
    assert_eq!(here(&["fmt", "--check"]).code, 0);
    // What is left to decide is warned of, and stops nothing.
    assert_eq!(here(&["check"]).code, 0);
    assert_eq!(here(&["build"]).code, 0);
    assert!(folder.names("site/dist").contains(&"privacy.html".to_owned()));
    insta::assert_snapshot!(folder.run(&["init", "site"]), @r"
    exit 2
    error: `site/privacy.candor` is there already; nothing was written
     |
     = help: name another folder, or move the file away
    ");
}

#[test]
fn a_project_file_is_not_written_over() {
    let folder = Folder::new(&[("candor.yaml", "out: mine\n")]);
    assert_eq!(folder.run(&["init"]).code, 2);
    assert_eq!(folder.names("."), ["candor.yaml"]);
    assert_eq!(folder.read("candor.yaml"), "out: mine\n");
}

#[test]
fn who_is_not_asked_gets_the_folders_name_and_what_is_left_to_decide() {
    let folder = Folder::new(&[]);
    let asked = folder.run(&["init", "Tea Shop"]);
    insta::assert_snapshot!(asked);
    assert!(folder.read("Tea Shop/privacy.candor").contains("\"Tea Shop Privacy Policy\""));
}

#[test]
fn whoever_takes_up_what_is_offered_has_said_what_the_laws_ask_for() {
    let folder = Folder::new(&[]);
    let flags = [
        "init",
        "--name=Acme & Co.",
        "--website=https://acme.example",
        "--email=privacy@acme.example",
        "--address=1 Main St",
        "--laws=gdpr,ccpa",
        "--effective=2026-03-01",
        "--does=accounts,orders,delivery,messages,newsletter,analytics",
        "--with=delivery=Carrier Inc.",
    ];
    assert_eq!(folder.run(&flags).code, 0);
    let is_code = |line: &str| {
        let begins = ["we ", "you ", "section ", "basis ", "updated "];
        begins.iter().any(|begin| line.starts_with(begin)) || line.ends_with(" is voluntary")
    };
    // After the first lines, which are a comment in words.
    let lines = folder.read("privacy.candor");
    let lines = lines.lines().skip(2).map(|line| match line.split_once("// ") {
        Some((before, offered)) if is_code(offered) => format!("{before}{offered}\n"),
        _ => format!("{line}\n"),
    });
    let policy: String = lines.collect();
    let folder = Folder::new(&[("privacy.candor", &policy)]);
    let checked = folder.run(&["check", "--as-of", "2026-03-01"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, "nothing to report in 1 policy\n"), "{policy}");
}

#[test]
fn whoever_says_how_to_stop_advertisements_has_said_how_to_opt_out_of_the_sharing_for_them() {
    let folder = Folder::new(&[]);
    let flags = [
        "init",
        "--name=Läden & Söhne",
        "--laws=ccpa",
        "--does=advertising",
        "--with=advertising=One, Two Inc.",
        "--with=advertising=Three",
        "--with=advertising=One",
        "--stop=advertising=the cookie banner",
    ];
    let begun = folder.run(&flags);
    assert!(begun.stderr.contains("gpc-unstated-while-selling"), "{begun}");
    assert!(!begun.stderr.contains("sale-without-opt-out"), "{begun}");
    let policy = folder.read("privacy.candor");
    assert!(policy.contains("organization läden-söhne "), "{policy}");
    assert_eq!(policy.matches(": advertising-network\n").count(), 3, "{policy}");
}

#[test]
fn the_example_is_a_whole_policy() {
    let folder = Folder::new(&[]);
    let example = folder.run(&["init", "--example"]);
    assert_eq!(example.code, 0, "{example}");
    assert!(folder.read("privacy.candor").contains("organization example"));
    assert_eq!(folder.run(&["check"]).code, 0);
    assert_eq!(folder.run(&["init", "other", "--example", "--name=Acme"]).code, 2);
}

#[test]
fn a_wrong_answer_writes_nothing() {
    let folder = Folder::new(&[]);
    for flag in [
        "--name= ",
        "--website=acme.example",
        "--email=privacy",
        "--laws=gdrp",
        "--effective=2026-02-30",
        "--does=ordres",
        "--data=orders=name",
        "--with=messages=Acme",
        "--sells=perhaps",
        "--children-under=200",
    ] {
        assert_eq!(folder.run(&["init", flag]).code, 2, "{flag}");
    }
    insta::assert_snapshot!(folder.run(&["init", "--laws=gdrp"]));
    insta::assert_snapshot!(folder.run(&["init", "--does=orders", "--data=newsletter=name"]));
    insta::assert_snapshot!(folder.run(&["init", "--does=analytics", "--stop=analytics=the banner"]));
    assert!(folder.names(".").is_empty());
}

/// What `candor init` says to somebody at a terminal who types these lines; nothing without `script`.
fn at_a_terminal(folder: &Folder, typed: &str) -> Option<(i32, String)> {
    let program = format!("'{}' --color never init", env!("CARGO_BIN_EXE_candor"));
    // Ctrl-C does nothing where whoever runs the tests ignores it, such as a shell's job in the background: that
    // is handed down. An `env` that cannot undo it ends without a question.
    let mut script = Command::new("env");
    script.args([
        "--default-signal=INT",
        "script",
        "--quiet",
        "--return",
        "--echo",
        "never",
        "--command",
        &program,
        "/dev/null",
    ]);
    script.current_dir(folder.path(".")).env("TERM", "dumb").env("SHELL", "/bin/sh");
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut output = child.stdout.take()?;
    let mut shown = Vec::new();
    // Nobody types before there is a question. A `script` that is not there, or knows no `--echo`, ends without one.
    while !shown.ends_with(b"] ") {
        let mut byte = [0];
        if output.read(&mut byte).ok()? == 0 {
            return None;
        }
        shown.extend(byte);
    }
    child.stdin.as_mut()?.write_all(typed.as_bytes()).ok()?;
    output.read_to_end(&mut shown).ok()?;
    let code = child.wait().ok()?.code().unwrap_or(-1);
    Some((code, String::from_utf8(shown).ok()?.replace("\r\n", "\n")))
}

#[test]
fn somebody_at_a_terminal_is_asked() {
    let folder = Folder::new(&[]);
    let typed = "Acme\nacme.example\nhttps://acme.example\n\n\n\n\nmessages\n\nno\n\n";
    let Some((code, shown)) = at_a_terminal(&folder, typed) else { return };
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("it does not begin with `https://`"), "{shown}");
    assert!(shown.contains("left to decide"), "{shown}");
    let policy = folder.read("privacy.candor");
    assert!(policy.contains("we collect message-details"), "{policy}");
    assert!(policy.contains("we do not sell personal-data\n"), "{policy}");
}

#[test]
fn somebody_who_leaves_a_terminal_leaves_nothing_behind() {
    let folder = Folder::new(&[]);
    // Ctrl-C, and the end of the input.
    for (typed, left) in [("Acme\n\u{3}", 130), ("Acme\n\u{4}", 2)] {
        let Some((code, shown)) = at_a_terminal(&folder, typed) else { return };
        assert_eq!(code, left, "{shown}");
        assert!(folder.names(".").is_empty(), "{shown}");
    }
}
