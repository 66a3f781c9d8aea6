//! What is written, and what is left alone.

use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::coverage::PACK;
use super::{Folder, POLICY, Ran};

#[test]
fn every_format_is_written_and_counted() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("bolt.candor", POLICY)]);
    let ran = folder.run(&["build", "--format", "md,html,txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{ran}");
    assert!(ran.stderr.ends_with("wrote 6 files for 2 policies in dist\n"), "{ran}");
    assert_eq!(
        folder.names("dist"),
        ["acme.html", "acme.md", "acme.txt", "bolt.html", "bolt.md", "bolt.txt"]
    );
}

#[test]
fn a_file_with_the_right_bytes_is_left_alone() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(folder.run(&["build", "--format", "md,txt"]).code, 0);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in ["dist/acme.md", "dist/acme.txt"] {
        fs::File::options().write(true).open(folder.path(name)).unwrap().set_modified(long_ago).unwrap();
    }
    fs::write(folder.path("dist/acme.txt"), "edited by hand").unwrap();
    let ran = folder.run(&["build", "--format", "md,txt"]);
    assert!(ran.stderr.ends_with("wrote 1 file, 1 unchanged, for 1 policy in dist\n"), "{ran}");
    assert_eq!(fs::metadata(folder.path("dist/acme.md")).unwrap().modified().unwrap(), long_ago);
    assert_ne!(folder.read("dist/acme.txt"), "edited by hand");
}

#[test]
fn building_twice_gives_the_same_bytes() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    for out in ["one", "two"] {
        assert_eq!(folder.run(&["build", "--out", out]).code, 0);
    }
    assert_eq!(folder.names("one"), folder.names("two"));
    assert!(!folder.names("one").is_empty());
    for name in folder.names("one") {
        assert_eq!(folder.read(&format!("one/{name}")), folder.read(&format!("two/{name}")));
    }
}

#[test]
fn a_policy_with_errors_keeps_its_old_outputs() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("bolt.candor", POLICY)]);
    assert_eq!(folder.run(&["build", "--format", "md"]).code, 0);
    let old = folder.read("dist/acme.md");
    folder.write("acme.candor", format!("{POLICY}we colect contact\n"));
    folder.write("bolt.candor", POLICY.replace("Acme Inc.", "Bolt Ltd"));
    let ran = folder.run(&["build", "--format", "md"]);
    assert!(ran.code == 1 && ran.stderr.ends_with("wrote 1 file for 1 policy in dist\n"), "{ran}");
    assert_eq!(folder.read("dist/acme.md"), old);
}

#[test]
fn two_policies_may_not_write_the_same_file() {
    let folder = Folder::new(&[("en/acme.candor", POLICY), ("shop/acme.candor", POLICY)]);
    insta::assert_snapshot!(folder.run(&["build", "--format", "md"]), @r"
    exit 2
    error: `en/acme.candor` and `shop/acme.candor` would both write `dist/acme.md`
     |
     = help: rename one of them, or build them into different folders with `--out`
    ");
    assert_eq!(folder.names("dist"), [] as [&str; 0]);
}

#[test]
fn a_file_in_the_way_of_the_output_folder_stays() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("dist", "precious"), ("out/file", "precious")]);
    insta::assert_snapshot!(folder.run(&["build"]), @r"
    exit 2
    error: cannot write `dist`: File exists
     |
     = help: a file is in the way of the output folder; name another with `--out`
    ");
    assert_eq!(folder.run(&["build", "--out", "out/file/below"]).code, 2);
    assert_eq!(folder.read("dist"), "precious");
}

#[test]
fn a_folder_in_the_way_of_one_output_leaves_the_others_old() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("dist/acme.txt/x", ""), ("dist/acme.md", "old")]);
    insta::assert_snapshot!(folder.run(&["build", "--format", "md,txt"]), @r"
    exit 2
    error: cannot write `dist/acme.txt`: a folder has that name
    ");
    assert_eq!(folder.read("dist/acme.md"), "old");
    assert_eq!(folder.names("dist"), ["acme.md", "acme.txt"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_keeps_its_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("acme.candor", POLICY), ("dist/acme.md", "old")]);
    fs::set_permissions(folder.path("dist"), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere; then there is nothing to see.
    if fs::write(folder.path("dist/probe"), "").is_err() {
        let ran = folder.run(&["build", "--format", "md"]);
        assert!(ran.code == 2 && ran.stderr.contains("Permission denied"), "{ran}");
        assert_eq!(folder.read("dist/acme.md"), "old");
    }
    fs::set_permissions(folder.path("dist"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn outputs_are_for_everyone_and_links_are_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[("acme.candor", POLICY), ("elsewhere.md", "precious"), ("dist/x", "")]);
    std::os::unix::fs::symlink(folder.path("elsewhere.md"), folder.path("dist/acme.md")).unwrap();
    assert_eq!(folder.run(&["build", "--format", "md"]).code, 0);
    assert_eq!(folder.read("elsewhere.md"), "precious");
    let made = fs::symlink_metadata(folder.path("dist/acme.md")).unwrap();
    folder.write("plain", "");
    let plain = fs::metadata(folder.path("plain")).unwrap();
    assert!(made.is_file());
    assert_eq!(made.permissions().mode(), plain.permissions().mode());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let mut command = folder.command(&["build", "acme.candor", "--format", "md", "--stdout"]);
    let output = command.stdout(Stdio::from(full)).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("cannot write to standard output"), "{stderr}");
}

#[test]
fn a_build_that_is_killed_leaves_every_file_old_or_new() {
    let folder = Folder::new(&[]);
    let policies = |name: &str| {
        for at in 0..30 {
            folder.write(&format!("p{at:02}.candor"), POLICY.replace("Acme Inc.", name));
        }
    };
    let arguments = ["build", "--format", "md,txt"];
    let mut known: Vec<Vec<String>> = Vec::new();
    policies("Old Inc.");
    assert_eq!(folder.run(&arguments).code, 0);
    let names = folder.names("dist");
    known.push(names.iter().map(|name| folder.read(&format!("dist/{name}"))).collect());
    policies("New Inc.");
    assert_eq!(folder.run(&["build", "--format", "md,txt", "--out", "new"]).code, 0);
    known.push(names.iter().map(|name| folder.read(&format!("new/{name}"))).collect());
    assert_ne!(known[0], known[1]);
    for round in 0..40 {
        policies(if round % 2 == 0 { "New Inc." } else { "Old Inc." });
        let mut child = folder.command(&arguments).stderr(Stdio::null()).spawn().unwrap();
        sleep(Duration::from_millis(round % 20));
        child.kill().unwrap();
        child.wait().unwrap();
        for (at, name) in names.iter().enumerate() {
            let text = folder.read(&format!("dist/{name}"));
            assert!(text == known[0][at] || text == known[1][at], "{name} is torn: {text}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_build_that_is_interrupted_takes_away_what_it_has_laid() {
    let folder = Folder::new(&[]);
    let arguments = ["build", "--format", "md,txt"];
    let laid = || {
        let entries = [folder.path("."), folder.path("dist")].into_iter().flat_map(fs::read_dir);
        let mut names = entries.flatten().flatten().map(|entry| entry.file_name());
        names.any(|name| name.to_string_lossy().starts_with(".candor-"))
    };
    for round in 0..8 {
        for at in 0..30 {
            folder.write(&format!("p{at:02}.candor"), POLICY.replace("Acme Inc.", &format!("Acme {round}")));
        }
        let mut child = folder.command(&arguments).stderr(Stdio::null()).spawn().unwrap();
        while child.try_wait().unwrap().is_none() && !laid() {}
        let signal = if round % 2 == 0 { "-INT" } else { "-TERM" };
        Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
        child.wait().unwrap();
        assert!(!laid());
        assert_eq!(folder.run(&arguments).code, 0);
    }
}

#[test]
fn what_a_killed_build_has_left_is_told_and_deleted_once_it_is_old() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(folder.run(&["build"]).code, 0);
    folder.write("dist/.candor-abc123.tmp", "half");
    folder.write("dist/.candor-new.tmp", "half");
    let ran = folder.run(&["build", "--check"]);
    assert!(
        ran.code == 1 && ran.stderr.contains("rm -- dist/.candor-abc123.tmp dist/.candor-new.tmp"),
        "{ran}"
    );
    let old = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    fs::File::options()
        .write(true)
        .open(folder.path("dist/.candor-abc123.tmp"))
        .unwrap()
        .set_modified(old)
        .unwrap();
    folder.write("acme.candor", POLICY.replace("Acme Inc.", "Acme Ltd."));
    assert_eq!(folder.run(&["build"]).code, 0);
    let left = folder.names("dist").into_iter().filter(|name| name.starts_with(".candor-"));
    assert_eq!(left.collect::<Vec<_>>(), [".candor-new.tmp"]);
}

#[test]
fn standard_input_is_named_and_imports_from_here() {
    let folder = Folder::new(&[("shared.candor", "data phone \"phone number\" : contact.phone\n")]);
    let text = format!("import \"shared.candor\"\n{POLICY}we collect phone for orders\n");
    let ran = folder.run_with(&["build", "-", "--name", "acme", "--format", "md"], text.as_bytes());
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(folder.names("dist"), ["acme.md"]);
    let ran = folder.run_with(&["check", "-"], b"we colect contact\n");
    assert!(ran.code == 1 && ran.stderr.contains("<stdin>:1:"), "{ran}");
    assert_eq!(folder.run_with(&["build", "-", "--name", "../acme"], POLICY.as_bytes()).code, 2);
}

#[test]
fn standard_output_takes_one_document() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("bolt.candor", POLICY)]);
    let ran = folder.run(&["build", "acme.candor", "--format", "md", "--stdout"]);
    assert!(ran.code == 0 && ran.stdout.starts_with("# "), "{ran}");
    assert_eq!(folder.names("dist"), [] as [&str; 0]);
    insta::assert_snapshot!(folder.run(&["build", "acme.candor", "--stdout"]), @r"
    exit 2
    error: `--stdout` writes one format
     |
     = help: name it, such as `--format md`
    ");
    insta::assert_snapshot!(folder.run(&["build", "--format", "md", "--stdout"]), @r"
    exit 2
    error: `--stdout` writes one policy; these are 2
     |
     = help: name one file
    ");
    assert_eq!(folder.run(&["build", "--stdout", "--out", "x"]).code, 2);
    folder.write("acme.candor", "policy \"A\" { language en-US }\nwe colect contact\n");
    let ran = folder.run(&["build", "acme.candor", "--format", "md", "--stdout"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
}

#[test]
fn a_reader_who_leaves_is_no_failure() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    for arguments in
        [&["completions", "bash"][..], &["--help"], &["build", "acme.candor", "--format", "html", "--stdout"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = folder.command(arguments).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_written_is_a_failure() {
    let folder = Folder::new(&[]);
    for arguments in [&["--help"][..], &["--version"], &["build", "--help"], &["schema"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = folder.command(arguments).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.starts_with("error: cannot write to standard output: "), "{said}");
    }
}

/// What the command line names to be written is never what it reads, nor what it writes besides.
#[test]
fn no_source_is_written_over() {
    let folder =
        Folder::new(&[("acme.candor", POLICY), ("bolt.candor", POLICY), ("candor.yaml", "label: true\n")]);
    for arguments in [
        &["diff", "acme.candor", "bolt.candor", "--out", "acme.candor"][..],
        &["diff", "acme.candor", "bolt.candor", "--out", "./bolt.candor"],
        &["diff", "acme.candor", "bolt.candor", "--out", "candor.yaml"],
        &["build", "acme.candor", "--depfile", "acme.candor"],
        &["build", "acme.candor", "--depfile", "dist/acme.md"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(ran.stderr.contains("is a file that this run reads or writes already"), "{ran}");
    }
    assert_eq!(
        (folder.read("acme.candor"), folder.read("bolt.candor")),
        (POLICY.to_owned(), POLICY.to_owned())
    );
    assert!(!folder.path("dist").exists());
}

/// Nor is what a build writes beside its policies' names.
#[test]
fn no_build_is_written_over_what_it_reads() {
    let changelog = r#"{ "format": "candor-changelog", "version": "1.0", "policies": [] }"#;
    let yaml = "changelog: dist/acme.json\nlaws: [dist/bolt.md]\n";
    let folder = Folder::new(&[
        ("acme.candor", POLICY),
        ("acme.json", changelog),
        ("w/acme.md", "None is taken for this one."),
        ("w/sale.md", "{{ section.id }}"),
        ("w/sale.candor", POLICY),
        ("p/acme.candor", POLICY),
        ("p/bolt.candor", POLICY),
        ("p/candor.yaml", yaml),
        ("p/dist/acme.json", changelog),
        ("p/dist/bolt.md", PACK),
    ]);
    let refused = |ran: Ran, name: &str| {
        let message = format!("`{name}` is a file that this run reads or writes already");
        assert!(ran.code == 2 && ran.stderr.contains(&message), "{ran}");
    };
    refused(folder.run(&["build", "acme.candor", "--changelog", "acme.json", "--out", "."]), "acme.json");
    refused(folder.run(&["build", "w/sale.candor", "--templates", "w", "--out", "w"]), "w/sale.md");
    refused(folder.run_in("p", &["build", "acme.candor"]), "dist/acme.json");
    refused(folder.run_in("p", &["build", "bolt.candor"]), "dist/bolt.md");
    assert_eq!(
        (folder.read("acme.json"), folder.read("p/dist/acme.json")),
        (changelog.into(), changelog.into())
    );
    assert_eq!(
        (folder.read("w/sale.md"), folder.read("p/dist/bolt.md")),
        ("{{ section.id }}".into(), PACK.into())
    );
    assert_eq!((folder.names(".").len(), folder.names("p/dist").len()), (4, 2));
    // What stands in for no template is no input.
    let ran = folder.run(&["build", "acme.candor", "--templates", "w", "--out", "w"]);
    assert_eq!(ran.code, 0, "{ran}");
}

#[test]
fn names_that_are_one_to_some_systems_are_one() {
    for (one, other) in [("caf\u{e9}", "cafe\u{301}"), ("straße", "strasse"), ("λόγος", "λόγοσ"), ("a", "A")]
    {
        let folder =
            Folder::new(&[(&format!("x/{one}.candor"), POLICY), (&format!("y/{other}.candor"), POLICY)]);
        let ran = folder.run(&["build"]);
        assert!(ran.code == 2 && ran.stderr.contains("would both write"), "{ran}");
    }
}

#[test]
#[cfg(unix)]
fn a_pipe_in_the_place_of_an_output_holds_nobody_up() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("dist/x", "")]);
    let Ok(made) = std::process::Command::new("mkfifo").arg(folder.path("dist/acme.md")).status() else {
        return;
    };
    assert!(made.success());
    let ran = folder.run(&["build"]);
    assert!(ran.code == 2 && ran.stderr.contains("cannot write `dist/acme.md`: it is not a file"), "{ran}");
}

/// A name that commands a terminal, and that begins a line of its own.
#[cfg(unix)]
const NAME: &str = "e\u{1b}[31m\n::error::x";

#[test]
#[cfg(unix)]
fn no_name_of_a_file_commands_a_terminal() {
    let file = format!("{NAME}.candor");
    let folder = Folder::new(&[(&file, &POLICY.replace("data contact", "data   contact"))]);
    let all = [
        &["fmt", "--check", &file][..],
        &["fmt", "--diff", &file],
        &["build", "--out", NAME, &file],
        &["build", "--check", "--out", "o2", &file],
        &["coverage", &file],
        &["coverage", "--format", "md", &file],
        &["explain", "--text", "collect", &file],
        &["check", &file],
        &["diff", &file, &file],
    ];
    for arguments in all {
        let ran = folder.run(arguments);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(ran.code < 2, "{arguments:?}: {ran}");
        assert!(
            !said.contains('\u{1b}') && !said.lines().any(|line| line.starts_with("::")),
            "{arguments:?}: {said}"
        );
    }
    let patch = folder.run(&["fmt", "--diff", &file]).stdout;
    assert!(patch.starts_with("--- \"a/e\\033[31m\\012::error::x.candor\"\n"), "{patch}");
    folder.write("p.patch", &patch);
    let Ok(done) =
        std::process::Command::new("git").args(["apply", "p.patch"]).current_dir(folder.path("")).status()
    else {
        return;
    };
    assert!(done.success());
    assert_eq!(folder.run(&["fmt", "--check", &file]).code, 0);
}
