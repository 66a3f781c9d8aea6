//! `candor build --check` and `--depfile`.

use std::fs;
use std::process::Command;

use super::{Folder, POLICY, command};

/// A policy that names a law, so that it has a document of its own.
fn with_law() -> String {
    POLICY.replace("language en-US", "language en-US laws gdpr")
}

#[test]
fn outputs_as_built_are_as_the_sources_build_them() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(folder.run(&["build"]).code, 0);
    let before = folder.names("dist");
    let ran = folder.run(&["build", "--check"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "4 files are as the sources build them\n");
    assert_eq!(folder.names("dist"), before);
}

#[test]
fn what_differs_is_shown_with_the_command_that_updates_it() {
    let folder = Folder::new(&[("acme.candor", &with_law())]);
    assert_eq!(folder.run(&["build", "acme.candor", "--out", "my docs"]).code, 0);
    let text = folder.read("my docs/acme.txt");
    folder.write("my docs/acme.txt", text.replacen("contact information", "contact details", 1));
    fs::remove_file(folder.path("my docs/acme.md")).unwrap();
    folder.write("acme.candor", POLICY);
    folder.write("my docs/notes.md", "mine\n");
    let names = folder.names("my docs");
    let ran = folder.run(&["build", "acme.candor", "--check", "--out", "my docs"]);
    assert_eq!(ran.code, 1);
    for part in [
        "--- a/my docs/acme.txt\n+++ b/my docs/acme.txt\n",
        "--- /dev/null\n+++ b/my docs/acme.md\n",
        "--- a/my docs/acme.gdpr.md\n+++ /dev/null\n",
        "contact details",
    ] {
        assert!(ran.stdout.contains(part), "no {part:?} in {}", ran.stdout);
    }
    assert!(!ran.stdout.contains("notes.md"), "{}", ran.stdout);
    insta::assert_snapshot!(ran.stderr, @r"
    6 files are not as the sources build them: 2 changed, 1 missing, 3 left over
    to update them, run: candor build acme.candor --out 'my docs'
    to delete what is left over, run: rm -- 'my docs/acme.gdpr.md' 'my docs/acme.gdpr.html' 'my docs/acme.gdpr.txt'
    ");
    // It wrote nothing.
    assert_eq!(folder.names("my docs"), names);
    assert!(folder.read("my docs/acme.txt").contains("contact details"));
}

#[test]
fn a_named_format_says_nothing_of_the_others() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(folder.run(&["build"]).code, 0);
    assert_eq!(folder.run(&["build", "--check", "--format", "md"]).code, 0);
    folder.write("candor.yaml", "formats: [md]\n");
    let ran = folder.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("3 left over"), "{}", ran.stderr);
}

#[test]
fn a_label_and_pictures_that_are_no_longer_built_are_left_over() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(folder.run(&["build", "--label", "--format", "md,svg"]).code, 0);
    folder.write("candor.yaml", "formats: [md]\n");
    let ran = folder.run(&["build", "--check"]);
    assert!(ran.code == 1 && ran.stderr.contains("rm -- dist/acme.svg dist/acme.label.md"), "{ran}");
}

#[test]
fn nothing_built_yet_is_missing_and_stays_so() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let ran = folder.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("4 missing"), "{}", ran.stderr);
    assert_eq!(folder.names(""), ["acme.candor"]);
}

#[test]
fn a_policy_with_errors_is_no_policy_without_differences() {
    let folder = Folder::new(&[("acme.candor", "policy \"P\" { language en }\nwe collect for\n")]);
    let ran = folder.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[syntax]"), "{}", ran.stderr);
}

#[test]
fn line_ends_alone_are_told_from_other_changes() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(folder.run(&["build"]).code, 0);
    folder.write("dist/acme.md", folder.read("dist/acme.md").replace('\n', "\r\n"));
    let ran = folder.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("differs only by its line ends"), "{}", ran.stderr);
}

/// The diff is a patch: applied, it makes the outputs what they should be.
#[test]
fn the_diff_can_be_applied() {
    let folder = Folder::new(&[("acme.candor", &with_law())]);
    assert_eq!(folder.run(&["build"]).code, 0);
    folder.write("acme.candor", POLICY.replace("what you ordered", "what you bought"));
    let ran = folder.run(&["build", "--check"]);
    folder.write("changes.patch", &ran.stdout);
    let Ok(done) = Command::new("git").args(["apply", "changes.patch"]).current_dir(folder.path("")).status()
    else {
        return;
    };
    assert!(done.success());
    assert_eq!(folder.run(&["build", "--check"]).code, 0);
}

#[test]
#[cfg(unix)]
fn a_device_is_written_into() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    std::os::unix::fs::symlink("/dev/null", folder.path("acme.d")).unwrap();
    let ran = folder.run(&["build", "--depfile", "acme.d"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(std::fs::symlink_metadata(folder.path("acme.d")).unwrap().is_symlink());
}

#[test]
fn a_list_of_nothing_is_an_error() {
    for file in ["policies: []\n", "formats: []\n"] {
        let folder = Folder::new(&[("candor.yaml", file), ("acme.candor", POLICY)]);
        let ran = folder.run(&["build"]);
        assert_eq!(ran.code, 2, "{ran}");
        assert!(ran.stderr.contains("names nothing"), "{ran}");
    }
}

#[test]
fn a_depfile_names_everything_that_outputs_were_made_from() {
    let folder = Folder::new(&[
        ("candor.yaml", "policies: [web/acme corp.candor]\ntemplates: words\n"),
        ("web/acme corp.candor", &format!("import \"shared/more.candor\"\n{POLICY}")),
        ("web/shared/more.candor", "we collect \"names\"\n"),
        ("words/rights.md", "{% import \"en/macros.md\" as m %}\n"),
    ]);
    let ran = folder.run(&["build", "--format", "md,txt", "--depfile", "dist/acme.d"]);
    assert_eq!(ran.code, 0, "{ran}");
    insta::assert_snapshot!(folder.read("dist/acme.d"), @r"
    dist/acme\ corp.md dist/acme\ corp.txt: \
      candor.yaml \
      web/acme\ corp.candor \
      web/shared/more.candor \
      words \
      words/rights.md

    candor.yaml:

    web/acme\ corp.candor:

    web/shared/more.candor:

    words:

    words/rights.md:
    ");
    // From the record of what was built before, it is the same.
    let before = folder.read("dist/acme.d");
    assert_eq!(folder.run(&["build", "--format", "md,txt", "--depfile", "dist/acme.d"]).code, 0);
    assert_eq!(folder.read("dist/acme.d"), before);
    folder.write("web/shared/more.candor", "we collect for\n");
    assert_eq!(folder.run(&["build", "--format", "md,txt", "--depfile", "dist/acme.d"]).code, 1);
    assert_eq!(folder.read("dist/acme.d"), before);
}

/// ninja wants the first output first, and the same each time.
#[test]
fn a_depfile_has_the_policy_first_whether_it_was_made_or_stood() {
    let folder =
        Folder::new(&[("acme.candor", &POLICY.replace("language en-US", "language en-US  laws gdpr, ccpa"))]);
    let build = ["build", "acme.candor", "--format", "md", "--depfile", "acme.d"];
    folder.run(&build);
    let first = folder.read("acme.d");
    assert!(first.starts_with("dist/acme.md dist/acme.ccpa.md dist/acme.gdpr.md: "), "{first}");
    let ran = folder.run(&build);
    assert!(ran.stderr.contains("0 files") && folder.read("acme.d") == first, "{ran:?}");
}

#[test]
fn a_depfile_that_cannot_be_written_leaves_the_outputs_alone() {
    let folder = Folder::new(&[("acme.candor", POLICY), ("deps/x", "")]);
    let ran = folder.run(&["build", "--depfile", "deps"]);
    assert!(ran.code == 2 && ran.stderr.contains("a folder has that name"), "{ran}");
    assert!(!folder.path("dist").exists());
    #[cfg(unix)]
    {
        folder.write("ac\nme.candor", POLICY);
        let ran = folder.run(&["build", "--depfile", "acme.d"]);
        assert!(ran.code == 2 && ran.stderr.contains("a dependency file cannot name"), "{ran}");
        assert!(!folder.path("dist").exists());
    }
}

/// Whether a tool that builds is there to be tried.
fn is_there(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok_and(|ran| ran.status.success())
}

fn built(folder: &Folder, tool: &str) -> String {
    let mut command = Command::new(tool);
    command.current_dir(folder.path("")).env("CANDOR", env!("CARGO_BIN_EXE_candor"));
    command.env("CANDOR_CACHE_DIR", folder.path("cache"));
    let ran = command.output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap() + &String::from_utf8(ran.stderr).unwrap();
    assert!(ran.status.success(), "{tool}: {text}");
    text
}

/// Makes a change that a clock with coarse ticks sees too.
fn later(folder: &Folder, name: &str, text: &str) {
    std::thread::sleep(std::time::Duration::from_millis(1100));
    folder.write(name, text);
}

fn a_project_with_names_that_make_reads_in_its_own_way() -> Folder {
    Folder::new(&[
        ("my acme.candor", &format!("import \"a#b$c.candor\"\n{POLICY}")),
        ("a#b$c.candor", "we collect \"names\"\n"),
        (
            "Makefile",
            "dist/my\\ acme.md: my\\ acme.candor\n\t$$CANDOR build 'my acme.candor' --format md --depfile dist/acme.d\n-include dist/acme.d\n",
        ),
        (
            "build.ninja",
            "rule candor\n  command = $$CANDOR build 'my acme.candor' --format md --depfile dist/acme.d\n  depfile = dist/acme.d\nbuild dist/my$ acme.md: candor my$ acme.candor\n",
        ),
    ])
}

fn rebuilds_when_an_import_changes(tool: &str, nothing_to_do: &str) {
    if !is_there(tool) {
        return;
    }
    let folder = a_project_with_names_that_make_reads_in_its_own_way();
    assert!(built(&folder, tool).contains("wrote 1 file"));
    let idle = built(&folder, tool);
    assert!(idle.contains(nothing_to_do), "{idle}");
    later(&folder, "a#b$c.candor", "we collect \"street names\"\n");
    assert!(built(&folder, tool).contains("wrote 1 file"), "an import changed");
    assert!(folder.read("dist/my acme.md").contains("street names"));
    // A change that changes no output is looked at once.
    later(&folder, "a#b$c.candor", "we   collect \"street names\"\n");
    assert!(built(&folder, tool).contains("1 unchanged"));
    let idle = built(&folder, tool);
    assert!(idle.contains(nothing_to_do), "{idle}");
    // What is imported no more may go.
    later(&folder, "my acme.candor", POLICY);
    fs::remove_file(folder.path("a#b$c.candor")).unwrap();
    assert!(built(&folder, tool).contains("wrote 1 file"));
}

#[test]
fn make_builds_again_when_an_import_changes() {
    rebuilds_when_an_import_changes("make", "up to date");
}

#[test]
fn ninja_builds_again_when_an_import_changes() {
    rebuilds_when_an_import_changes("ninja", "no work to do");
}

#[test]
fn checking_and_dependencies_are_two_things() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    for arguments in [["--check", "--watch"], ["--check", "--stdout"], ["--check", "--depfile=x.d"]] {
        let ran =
            super::ran(command(&folder.path(""), &["build", arguments[0], arguments[1]]).output().unwrap());
        assert_eq!(ran.code, 2, "{ran}");
    }
}
