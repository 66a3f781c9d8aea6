//! The GitHub Action's script, run as a runner would on a repository of its own.

use std::fs;
use std::process::Command;

use super::{Folder, POLICY, Ran, ran};

/// A repository with one commit of some files, and where the runner's files go beside it.
fn repository(files: &[(&str, &str)]) -> Option<Folder> {
    for tool in ["git", "bash", "iconv"] {
        Command::new(tool).arg("--version").output().ok()?;
    }
    let folder = Folder::new(&[]);
    fs::create_dir(folder.path("temp")).unwrap();
    files.iter().for_each(|(name, text)| folder.write(&format!("repository/{name}"), text));
    git(&folder, &["init", "--quiet", "--initial-branch=main"]);
    commit(&folder);
    Some(folder)
}

fn git(folder: &Folder, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ann", "-c", "user.email=ann@acme.example"]).args(arguments);
    let output = command.current_dir(folder.path("repository")).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn commit(folder: &Folder) -> String {
    git(folder, &["add", "."]);
    git(folder, &["commit", "--quiet", "--message=change"]);
    git(folder, &["rev-parse", "HEAD"])
}

fn review(folder: &Folder, inputs: &[(&str, &str)]) -> Ran {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.github/action/review.sh");
    let mut command = Command::new("bash");
    command.arg(script).current_dir(folder.path("repository"));
    command.env("PROGRAM", env!("CARGO_BIN_EXE_candor"));
    command.env("RUNNER_TEMP", folder.path("temp"));
    command.env("GITHUB_STEP_SUMMARY", folder.path("temp/summary.md"));
    command.env("GITHUB_OUTPUT", folder.path("temp/output"));
    command.env("CANDOR_CACHE_DIR", folder.path("temp/cache"));
    for name in ["PATHS", "BASE", "FAIL_ON", "FMT", "BUILD"] {
        command.env_remove(name);
    }
    ran(command.envs(inputs.iter().copied()).output().unwrap())
}

#[test]
fn a_clean_policy_passes() {
    let Some(folder) = repository(&[("acme.candor", POLICY)]) else { return };
    assert_eq!(review(&folder, &[("FMT", "true"), ("BASE", "none")]).code, 0);
    assert!(!folder.path("temp/output").exists());
}

#[test]
fn findings_and_loose_files_become_annotations_in_one_run() {
    let wrong = POLICY.replace("for orders", "for ordrs").replace("data contact", "data   contact");
    let Some(folder) = repository(&[("a, b/acme: 1.candor", &wrong)]) else { return };
    let ran = review(&folder, &[("FMT", "true"), ("BUILD", "true"), ("PATHS", "a, b\n\n")]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.stdout.contains("::error file=a%2C b/acme%3A 1.candor,line=5"), "{ran}");
    assert!(
        ran.stdout.contains("::error file=a%2C b/acme%3A 1.candor::this file is not in the style"),
        "{ran}"
    );
}

#[test]
fn documents_that_were_not_built_again_fail() {
    let Some(folder) = repository(&[("acme.candor", POLICY)]) else { return };
    assert_eq!(review(&folder, &[("BUILD", "true")]).code, 1);
    assert!(!folder.path("repository/dist").exists());
}

/// What a policy says stands in the log, and is no command there.
#[test]
fn a_line_of_a_file_is_no_command() {
    let policy =
        format!("{POLICY}section more \"More\" {{\n  prose \"\"\"\n  ::warning::hello\n  \"\"\"\n}}\n");
    let Some(folder) = repository(&[("acme.candor", &policy)]) else { return };
    assert_eq!(folder.run_in("repository", &["build"]).code, 0);
    let text = folder.read("repository/dist/acme.txt").replace("We collect", "We gather");
    folder.write("repository/dist/acme.txt", &text);
    let ran = review(&folder, &[("BUILD", "true")]);
    assert_eq!(ran.code, 1, "{ran}");
    let (_, rest) = ran.stdout.split_once("::stop-commands::").unwrap();
    let (token, rest) = rest.split_once('\n').unwrap();
    assert_eq!(token.len(), 32);
    let (quoted, after) = rest.split_once(&format!("\n::{token}::\n")).unwrap();
    assert!(quoted.contains("+We collect") && quoted.contains("to update them"), "{ran}");
    assert!(!after.contains("hello"), "{ran}");
}

/// A base that is not there is a failure, and so is one that is no name: nothing runs it.
#[test]
fn what_cannot_be_compared_does_not_look_unchanged() {
    let Some(folder) = repository(&[("acme.candor", POLICY)]) else { return };
    let missing = "0123456789012345678901234567890123456789";
    let ran = review(&folder, &[("BASE", missing)]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.stdout.contains("so nothing was compared"), "{ran}");
    for base in ["$(touch ran)", "`touch ran`", "--output=ran", "a; touch ran", "a\ntouch ran"] {
        let ran = review(&folder, &[("BASE", base)]);
        assert_eq!(ran.code, 2, "{base}: {ran}");
        assert!(!folder.path("repository/ran").exists(), "{base} was run");
    }
    let ran = review(&folder, &[("PATHS", "$(touch ran)")]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(!folder.path("repository/ran").exists());
}

/// In a checkout of one commit, the base is fetched; what changed is told to who asks for it.
#[test]
fn a_change_is_told_in_the_summary_and_in_a_file() {
    let Some(folder) = repository(&[("acme.candor", POLICY)]) else { return };
    if folder.run(&["help", "diff"]).code != 0 {
        return;
    }
    let base = git(&folder, &["rev-parse", "HEAD"]);
    let changed = format!("{POLICY}we share contact with advertising-network for orders\n");
    folder.write("repository/acme.candor", changed);
    commit(&folder);
    fs::rename(folder.path("repository"), folder.path("origin")).unwrap();
    let url = format!("file://{}", folder.path("origin").display());
    let clone = ["clone", "--quiet", "--depth=1", &url, "repository"];
    assert!(Command::new("git").args(clone).current_dir(folder.path("")).status().unwrap().success());
    let ran = review(&folder, &[("BASE", &base)]);
    assert!(ran.code < 2, "{ran}");
    let file = folder.read("temp/candor-diff.md");
    assert!(!file.trim().is_empty());
    assert_eq!(folder.read("temp/summary.md"), file);
    assert_eq!(
        folder.read("temp/output"),
        format!("diff={}\n", folder.path("temp/candor-diff.md").display())
    );
    let ran = review(&folder, &[("BASE", &base), ("FAIL_ON", "material")]);
    assert_eq!(ran.code, 1, "{ran}");
}

/// What others may have chosen is never put into a script.
#[test]
fn no_expression_stands_in_a_script_of_the_action() {
    let action = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/action.yml")).unwrap();
    let scripts = action.lines().filter(|line| line.trim_start().starts_with("run:"));
    assert!(scripts.clone().count() >= 2);
    assert!(scripts.clone().all(|line| !line.contains("${{")), "{action}");
}
