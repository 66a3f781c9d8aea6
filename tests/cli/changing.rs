//! `candor changelog` over git, and past changes in a policy.

use std::process::Command;

use super::{Folder, Ran};

const POLICY: &str = r#"policy "Acme Privacy Policy" {
    effective 2026-01-01
    updated   2026-01-01
    version   "1"
    language  en-US
}
organization acme "Acme Inc." { email "privacy@acme.example" }
data contact "contact information" : contact
purpose orders "send you what you ordered" : service.fulfilment
we collect contact for orders
we keep contact for 24 months
we do not sell personal-data
"#;

/// Runs git as of a day.
fn git(folder: &Folder, day: &str, arguments: &[&str]) {
    let identity = ["-c", "user.name=Eve", "-c", "user.email=eve@acme.example", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.current_dir(folder.path("")).args(identity).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let date = format!("{day}T12:00:00Z");
    command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(folder: &Folder, day: &str) {
    git(folder, day, &["add", "-A"]);
    git(folder, day, &["commit", "-q", "-m", "secret subject"]);
}

/// The policy as version `number` of the first day of that month.
fn version(text: &str, number: u8) -> String {
    let day = format!("2026-{number:02}-01");
    text.replace("2026-01-01", &day).replace("version   \"1\"", &format!("version   \"{number}\""))
}

/// Three versions, of which the second took two commits and the third a branch.
fn repository() -> Folder {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    git(&folder, "2025-12-20", &["init", "-q", "-b", "main"]);
    commit(&folder, "2025-12-20");
    let second = version(POLICY, 2).replace("24 months", "30 months");
    folder.write("acme.candor", &second);
    commit(&folder, "2026-01-20");
    folder.write("acme.candor", second.replace("30 months", "36 months"));
    commit(&folder, "2026-01-21");
    git(&folder, "2026-02-02", &["checkout", "-q", "-b", "side"]);
    let third = version(POLICY, 3).replace("24 months", "36 months");
    folder.write("acme.candor", third.replace("sell personal-data", "sell personal-data unless notice"));
    commit(&folder, "2026-02-02");
    folder.write("acme.candor", third.replace("we do not sell personal-data\n", ""));
    commit(&folder, "2026-02-03");
    git(&folder, "2026-02-04", &["checkout", "-q", "main"]);
    folder.write("other", "x");
    commit(&folder, "2026-02-04");
    git(&folder, "2026-02-05", &["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    folder
}

fn versions(ran: &Ran) -> Vec<serde_json::Value> {
    let json: serde_json::Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    json["policies"][0]["versions"].as_array().unwrap().clone()
}

/// Each version as its number and the kinds of its changes.
fn told(ran: &Ran) -> Vec<String> {
    let line = |version: &serde_json::Value| {
        let kinds: Vec<&str> = version["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|change| change["kind"].as_str().unwrap())
            .collect();
        let first = if version["first"] == true { "first" } else { "" };
        format!("{} {first}{}", version["number"].as_str().unwrap_or("-"), kinds.join(" "))
    };
    versions(ran).iter().map(line).collect()
}

const ALL: [&str; 3] = ["3 no-sale-promise-dropped", "2 retention-lengthened", "1 first"];

#[test]
fn versions_are_those_that_readers_know() {
    let folder = repository();
    let ran = folder.run(&["changelog", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert_eq!(told(&ran), ALL);
    // Whoever wrote the commits, and what they called them, is nobody's business.
    assert!(!ran.stdout.contains("Eve") && !ran.stdout.contains("eve@") && !ran.stdout.contains("secret"));
    let schema: serde_json::Value =
        serde_json::from_str(&folder.run(&["schema", "changelog"]).stdout).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let errors: Vec<String> = schema.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(ran.stdout, folder.run(&["changelog", "acme.candor", "--format", "json"]).stdout);
    let human = folder.run(&["changelog"]);
    assert!(human.stdout.starts_with("acme.candor: 3 versions\n\n2026-03-01, version 3 ("), "{human:?}");
    let md = folder.run(&["changelog", "--format", "md"]).stdout;
    assert!(md.starts_with("# Acme Privacy Policy: what changed\n"), "{md}");
    assert!(md.contains("## March 1, 2026 (version 3)\n\n- **Important:** We no longer say: "), "{md}");
    let html = folder.run(&["changelog", "--format", "html"]).stdout;
    assert!(html.contains("<h2") && html.contains("This is the first version of this policy."), "{html}");
}

#[test]
fn what_is_not_committed_is_the_newest_version() {
    let folder = repository();
    let fourth = version(POLICY, 4).replace("24 months", "12 months");
    folder.write("acme.candor", &fourth);
    let before = folder.run(&["changelog", "--format", "json"]);
    assert_eq!(told(&before)[0], "4 no-sale-promise-added retention-shortened");
    commit(&folder, "2026-03-20");
    // So a list that is committed with the change says the same afterwards.
    assert_eq!(folder.run(&["changelog", "--format", "json"]).stdout, before.stdout);
}

#[test]
fn the_list_can_be_cut() {
    let folder = repository();
    let since = |args: &[&str]| {
        let args: Vec<&str> = ["changelog", "--format", "json"].iter().chain(args).copied().collect();
        let ran = folder.run(&args);
        assert_eq!(ran.code, 0, "{ran:?}");
        told(&ran)
    };
    assert_eq!(since(&["--max", "1"]), ALL[..1]);
    assert_eq!(since(&["--max", "3"]), ALL);
    assert_eq!(since(&["--since", "2026-02-01"]), ALL[..2]);
    assert_eq!(since(&["--since", "2026-02-02"]), ALL[..1]);
    assert_eq!(since(&["--since", "2027-01-01"]), [""; 0]);
    assert_eq!(since(&["--since", "main"]), [""; 0]);
    assert_eq!(since(&["--since", "main~1"]), ALL[..1]);
    assert_eq!(since(&["--since", "main~3"]), ALL[..2]);
    let wrong = folder.run(&["changelog", "--since", "--output=x"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    let wrong = folder.run(&["changelog", "--since=--output=x"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(wrong.stderr.contains("there is no revision"), "{wrong:?}");
}

#[test]
fn a_file_that_moved_and_what_it_imports_are_followed() {
    let folder = repository();
    git(&folder, "2026-03-10", &["mv", "acme.candor", "privacy.candor"]);
    commit(&folder, "2026-03-10");
    // A sentence goes to a file of its own, which then changes.
    let text =
        version(POLICY, 3).replace("we keep contact for 24 months\n", "import \"shared/keeping.candor\"\n");
    let text = text.replace("we do not sell personal-data\n", "");
    folder.write("privacy.candor", &text);
    folder.write("shared/keeping.candor", "we keep contact for 36 months\n");
    commit(&folder, "2026-03-11");
    folder.write("privacy.candor", text.replace("2026-03-01", "2026-05-01"));
    folder.write("shared/keeping.candor", "we keep contact for 6 months\n");
    commit(&folder, "2026-04-01");
    std::fs::create_dir(folder.path("legal")).unwrap();
    git(&folder, "2026-04-02", &["mv", "privacy.candor", "shared", "legal/"]);
    commit(&folder, "2026-04-02");
    let ran = folder.run(&["changelog", "--format", "json"]);
    assert_eq!(told(&ran), [&["3 retention-shortened"], &ALL[..]].concat(), "{ran:?}");
    // Also where the folder of the project is what moved.
    let ran = folder.run_in("legal", &["changelog", "--format", "json"]);
    assert_eq!(told(&ran), [&["3 retention-shortened"], &ALL[..]].concat(), "{ran:?}");
}

#[test]
fn a_version_with_mistakes_is_said_and_never_taken_for_no_changes() {
    let folder = repository();
    folder.write("acme.candor", version(POLICY, 4).replace("we keep", "we kep"));
    commit(&folder, "2026-03-20");
    // As long as it is the newest, nothing is known.
    let ran = folder.run(&["changelog", "--format", "json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
    assert!(ran.stderr.contains("error[unknown-verb]") && ran.stderr.contains("nothing is known"), "{ran:?}");
    folder.write("acme.candor", version(POLICY, 5).replace("24 months", "48 months"));
    commit(&folder, "2026-04-20");
    let ran = folder.run(&["changelog", "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("has mistakes") && ran.stderr.contains("`kep`"), "{ran:?}");
    assert_eq!(told(&ran)[0], "5 retention-lengthened no-sale-promise-added");
    assert_eq!(versions(&ran)[0]["unread"], serde_json::json!(["2026-03-20"]));
    let md = folder.run(&["changelog", "--format", "md"]).stdout;
    assert!(md.contains("A version in between can no longer be compared"), "{md}");
}

#[test]
fn a_shallow_clone_says_where_it_ends() {
    let folder = repository();
    let clones = Folder::new(&[]);
    let from = format!("file://{}", folder.path("").display());
    git(&clones, "2026-03-01", &["clone", "-q", "--depth", "3", &from, "clone"]);
    let ran = clones.run_in("clone", &["changelog", "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("the clone is shallow") && ran.stderr.contains("--unshallow"), "{ran:?}");
    assert_eq!(told(&ran), ALL[..1]);
    assert!(ran.stdout.contains("\"complete\": false"), "{ran:?}");
    let ran = clones.run_in("clone", &["changelog", "--out", "changelog.json"]);
    assert_eq!((ran.code, clones.path("clone/changelog.json").exists()), (2, false), "{ran:?}");
    let ran = clones.run_in("clone", &["changelog", "--out", "changelog.json", "--max", "1"]);
    assert_eq!((ran.code, clones.path("clone/changelog.json").exists()), (0, true), "{ran:?}");
}

#[test]
fn without_a_repository_there_is_no_history() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let ran = folder.run(&["changelog"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("in no git repository"), "{ran:?}");
    git(&folder, "2026-01-01", &["init", "-q", "-b", "main"]);
    let ran = folder.run(&["changelog", "--format", "json"]);
    assert_eq!(told(&ran), ["1 first"], "{ran:?}");
    let stdin = folder.run_with(&["changelog", "-"], POLICY.as_bytes());
    assert_eq!(stdin.code, 2, "{stdin:?}");
}

#[test]
fn a_policy_without_dates_is_known_by_its_commits() {
    let bare: String = POLICY
        .lines()
        .filter(|line| !line.starts_with("    ") || line.contains("language"))
        .map(|line| format!("{line}\n"))
        .collect();
    let folder = Folder::new(&[("acme.candor", &bare)]);
    git(&folder, "2026-01-01", &["init", "-q", "-b", "main"]);
    commit(&folder, "2026-01-01");
    folder.write("acme.candor", bare.replace("24 months", "36 months"));
    commit(&folder, "2026-02-02");
    // What readers do not see is no version.
    folder.write("acme.candor", format!("// A remark.\n{}", bare.replace("24 months", "36 months")));
    commit(&folder, "2026-02-03");
    folder.write("acme.candor", bare.replace("24 months", "40 months"));
    let ran = folder.run(&["changelog", "--format", "json"]);
    let days: Vec<serde_json::Value> = versions(&ran).iter().map(|version| version["date"].clone()).collect();
    assert_eq!(days, [serde_json::Value::Null, "2026-02-02".into(), "2026-01-01".into()], "{ran:?}");
    assert!(folder.run(&["changelog", "--format", "md"]).stdout.contains("## Next version\n"));
}

#[test]
fn a_policy_shows_the_changes_that_were_committed() {
    let folder = repository();
    folder.write("candor.yaml", "policies: [acme.candor]\nchangelog: changelog.json\n");
    let ran = folder.run(&["changelog", "--out", "changelog.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = folder.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let md = folder.read("dist/acme.md");
    assert!(md.contains("## What changed\n") && md.contains("### March 1, 2026 (version 3)\n"), "{md}");
    // The policy depends on it, and says so.
    let line = md.lines().position(|line| line.contains("We keep this for longer")).unwrap() + 1;
    let why = folder.run(&["explain", &format!("dist/acme.md:{line}")]);
    assert!(why.stdout.contains("changelog.json:") && why.stdout.contains("en/changelog.md"), "{why:?}");
    let ran = folder.run(&["build", "--depfile", "acme.d"]);
    assert!(ran.stderr.contains("0 files") && folder.read("acme.d").contains("changelog.json"), "{ran:?}");
    assert_eq!(folder.run(&["build", "--check"]).code, 0);
    let list = folder.read("changelog.json");
    folder.write("changelog.json", list.replace("We keep this for longer", "From now on"));
    assert_eq!(folder.run(&["build", "--check"]).code, 1);
    folder.write("changelog.json", list.replace("\"2026-03-01\"", "\"2026-02-28\""));
    let ran = folder.run(&["build"]);
    assert!(ran.code == 0 && ran.stderr.contains("warning[changelog-outdated]"), "{ran:?}");
    folder.write("changelog.json", "[]");
    let ran = folder.run(&["build"]);
    assert!(ran.code == 1 && ran.stderr.contains("error[bad-changelog]"), "{ran:?}");
    let outside = folder.run(&["build", "--changelog", "/etc/hostname"]);
    assert!(outside.code == 2 && outside.stderr.contains("outside the project"), "{outside:?}");
}

#[test]
fn a_list_is_never_written_over_its_policy() {
    let folder = repository();
    let before = folder.read("acme.candor");
    let ran = folder.run(&["changelog", "acme.candor", "--out", "acme.candor"]);
    assert!(ran.code == 2 && ran.stderr.contains("reads or writes already"), "{ran}");
    assert_eq!(folder.read("acme.candor"), before);
}

#[test]
#[cfg(unix)]
fn what_a_link_leads_to_has_a_history() {
    use std::os::unix::fs::symlink;
    let folder =
        Folder::new(&[("real/s.candor", POLICY), ("words/keep.candor", "we keep contact for 24 months\n")]);
    let unstated = POLICY.lines().filter(|line| !line.contains("2026") && !line.contains("version"));
    let imports: String = unstated.map(|line| format!("{line}\n")).collect();
    let imports = imports.replace("we keep contact for 24 months\n", "import \"there/keep.candor\"\n");
    folder.write("acme.candor", imports);
    symlink("words", folder.path("there")).unwrap();
    symlink("real/s.candor", folder.path("link.candor")).unwrap();
    git(&folder, "2025-12-20", &["init", "-q", "-b", "main"]);
    commit(&folder, "2025-12-20");
    folder.write("words/keep.candor", "we keep contact for 36 months\n");
    folder.write("real/s.candor", version(POLICY, 2).replace("24 months", "36 months"));
    commit(&folder, "2026-01-20");
    for (name, versions) in [
        ("acme.candor", ["- retention-lengthened", "- first"]),
        ("link.candor", ["2 retention-lengthened", "1 first"]),
    ] {
        let ran = folder.run(&["changelog", "--format", "json", name]);
        assert_eq!(told(&ran), versions, "{name}: {ran:?}");
        assert!(ran.stdout.contains("\"complete\": true"), "{name}: {ran:?}");
    }
    // The link itself may be what changed.
    folder.write("other/keep.candor", "we keep contact for 12 months\n");
    std::fs::remove_file(folder.path("there")).unwrap();
    symlink("other", folder.path("there")).unwrap();
    commit(&folder, "2026-03-20");
    let ran = folder.run(&["changelog", "--format", "json", "acme.candor"]);
    assert_eq!(told(&ran), ["- retention-shortened", "- retention-lengthened", "- first"], "{ran:?}");
}

#[test]
fn a_submodule_has_a_history_of_its_own() {
    let folder = Folder::new(&[("module/p.candor", POLICY), ("whole/README", "x")]);
    for name in ["module", "whole"] {
        git(&folder, "2025-12-20", &["init", "-q", "-b", "main", name]);
        let path = folder.path(name);
        let path = path.to_str().unwrap();
        git(&folder, "2025-12-20", &["-C", path, "add", "-A"]);
        git(&folder, "2025-12-20", &["-C", path, "commit", "-q", "-m", "x"]);
    }
    let (whole, module) = (folder.path("whole"), folder.path("module"));
    let (whole, module) = (whole.to_str().unwrap(), module.to_str().unwrap());
    let add = ["-C", whole, "-c", "protocol.file.allow=always", "submodule", "add", "-q", module, "sub"];
    git(&folder, "2025-12-21", &add);
    git(&folder, "2025-12-21", &["-C", whole, "commit", "-q", "-m", "x"]);
    let ran = folder.run_in("whole", &["changelog", "--format", "json", "sub/p.candor"]);
    assert!(
        ran.stdout.contains("\"complete\": false") && ran.stdout.contains("\"uncompared\": true"),
        "{ran:?}"
    );
    assert!(told(&ran) == ["1 "] && ran.stderr.contains("it is in another repository"), "{ran:?}");
    let ran = folder.run_in("whole", &["diff", "--git", "HEAD", "sub/p.candor"]);
    assert!(
        !ran.stdout.contains("new policy") && ran.stderr.contains("it is in another repository"),
        "{ran:?}"
    );
    // From within, it is its own.
    let ran = folder.run_in("whole/sub", &["changelog", "--format", "json", "p.candor"]);
    assert_eq!(told(&ran), ["1 first"], "{ran:?}");
}

#[test]
fn a_version_is_not_lost_with_those_before_it() {
    let folder = Folder::new(&[("acme.candor", &POLICY.replace("we keep", "we kep"))]);
    git(&folder, "2025-12-20", &["init", "-q", "-b", "main"]);
    commit(&folder, "2025-12-20");
    folder.write("acme.candor", POLICY);
    commit(&folder, "2026-01-20");
    let ran = folder.run(&["changelog", "--format", "json", "--out", "changelog.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let list = folder.read("changelog.json");
    let ran = Ran { stdout: list.clone(), ..ran };
    assert_eq!(told(&ran), ["1 "]);
    assert_eq!(versions(&ran)[0]["unread"], serde_json::json!(["2025-12-20"]));
    assert!(list.contains("\"uncompared\": true") && list.contains("\"complete\": false"), "{list}");
    let human = folder.run(&["changelog"]).stdout;
    assert!(human.contains("what it changed is not known: 2025-12-20"), "{human}");
    let md = folder.run(&["changelog", "--format", "md"]).stdout;
    assert!(md.contains("No version before this one can be compared with it any more."), "{md}");
    // What was written is read again.
    let ran = folder.run(&["build", "--changelog", "changelog.json", "--stdout", "--format", "md"]);
    assert!(ran.stdout.contains("No version before this one can be compared"), "{ran:?}");
}
