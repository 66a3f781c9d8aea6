//! `candor diff` over files and over git.

use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{Folder, POLICY, Ran};

/// The policy with one more sentence.
fn longer() -> String {
    format!("{POLICY}we share contact with \"our partners\"\n")
}

fn git(folder: &Folder, arguments: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.current_dir(folder.path("")).args(identity).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository with one commit of some files, on the branch `main`.
fn repository(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(files);
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    folder
}

fn json(ran: &Ran) -> serde_json::Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

fn kinds(ran: &Ran, policy: usize) -> Vec<String> {
    let json = json(ran);
    let changes = json["policies"][policy]["changes"].as_array().unwrap();
    changes.iter().map(|change| change["kind"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn two_files_are_compared() {
    let folder = Folder::new(&[("old.candor", POLICY), ("new.candor", &longer())]);
    let ran = folder.run(&["diff", "old.candor", "new.candor", "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(kinds(&ran, 0), ["recipient-added"]);
    let material = folder.run(&["diff", "old.candor", "new.candor", "--fail-on", "material"]);
    assert_eq!(material.code, 1);
    assert!(material.stdout.contains("our partners"), "{material:?}");
    let same = folder.run(&["diff", "old.candor", "old.candor", "--fail-on", "any"]);
    assert_eq!((same.code, same.stdout.contains("no changes")), (0, true), "{same:?}");
    let stdin = folder.run_with(&["diff", "old.candor", "-", "--format", "json"], longer().as_bytes());
    assert_eq!(kinds(&stdin, 0), ["recipient-added"]);
}

#[test]
fn a_version_that_is_broken_is_no_version_without_changes() {
    let broken = POLICY.replace("we collect", "we colect");
    let folder = Folder::new(&[("good.candor", POLICY), ("bad.candor", &broken)]);
    for (old, new, which) in [("good.candor", "bad.candor", "new"), ("bad.candor", "good.candor", "old")] {
        for format in ["human", "md", "json"] {
            let ran = folder.run(&["diff", old, new, "--format", format]);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(!ran.stdout.contains("no changes") && !ran.stdout.contains("Nothing"), "{ran:?}");
            assert!(ran.stderr.contains("error[unknown-verb]"), "{ran:?}");
            assert!(ran.stderr.contains("could not be compared"), "{ran:?}");
            assert!(ran.stdout.contains(&format!("the {which} version, ")), "{ran:?}");
        }
    }
    let json = json(&folder.run(&["diff", "good.candor", "bad.candor", "--format", "json"]));
    assert_eq!(json["policies"][0]["compared"], false);
    assert!(json["policies"][0].get("counts").is_none());
}

#[test]
fn the_old_version_comes_out_of_git_with_its_imports_as_they_were() {
    let vendors = "recipient mailer \"Mailer\" : processor\nwe share contact with mailer\n";
    let main = format!("import \"shared/vendors.candor\"\n{POLICY}");
    let folder = repository(&[("acme.candor", &main), ("shared/vendors.candor", vendors)]);
    folder.write(
        "shared/vendors.candor",
        vendors.replace("Mailer\" : processor", "Mailer\" : advertising-network"),
    );
    let ran = folder.run(&["diff", "--git", "main", "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(kinds(&ran, 0), ["recipient-role-widened"]);
    let json = json(&ran);
    // The library is no policy of its own.
    assert_eq!(json["policies"].as_array().unwrap().len(), 1);
    assert_eq!(json["policies"][0]["old"], "main:acme.candor");
    let before = &json["policies"][0]["changes"][0]["before"]["place"]["file"];
    assert_eq!(before, "main:shared/vendors.candor");
    // Nothing was checked out, and nothing else was touched.
    assert!(folder.read("shared/vendors.candor").contains("advertising-network"));
}

#[test]
fn a_policy_that_is_new_gone_or_in_another_file_is_told_as_that() {
    let folder =
        repository(&[("a.candor", POLICY), ("b.candor", &POLICY.replace("Acme Privacy", "Beta Privacy"))]);
    std::fs::remove_file(folder.path("b.candor")).unwrap();
    std::fs::rename(folder.path("a.candor"), folder.path("moved.candor")).unwrap();
    folder.write("c.candor", POLICY.replace("Acme Privacy", "Gamma Privacy"));
    let ran = folder.run(&["diff", "--git", "HEAD", "--format", "json"]);
    let json = json(&ran);
    let all: Vec<(String, Vec<String>)> = json["policies"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(at, policy)| (policy["file"].as_str().unwrap().to_owned(), kinds(&ran, at)))
        .collect();
    let of = |file: &str| all.iter().find(|(name, _)| name == file).unwrap().1.clone();
    assert_eq!(of("c.candor"), ["policy-added"]);
    assert_eq!(of("HEAD:b.candor"), ["policy-removed"]);
    assert!(of("moved.candor").is_empty(), "{all:?}");
    let named = folder.run(&["diff", "--git", "HEAD", "b.candor", "--fail-on", "material"]);
    assert_eq!(
        (named.code, named.stdout.contains("policy-removed") || named.stdout.contains("is gone")),
        (1, true)
    );
    let never = folder.run(&["diff", "--git", "HEAD", "z.candor"]);
    assert_eq!(never.code, 2);
    assert!(never.stderr.contains("neither now nor in `HEAD`"), "{never:?}");
}

#[test]
fn two_revisions_and_a_branch_point_are_compared() {
    let folder = repository(&[("acme.candor", POLICY)]);
    git(&folder, &["checkout", "-q", "-b", "work"]);
    folder.write("acme.candor", longer());
    git(&folder, &["commit", "-q", "-am", "two"]);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("acme.candor", format!("{POLICY}we sell contact to \"brokers\"\n"));
    git(&folder, &["commit", "-q", "-am", "three"]);
    git(&folder, &["checkout", "-q", "work"]);
    // What happened on main meanwhile is no change of this branch.
    let branch = folder.run(&["diff", "--git", "main...", "--format", "json"]);
    assert_eq!(kinds(&branch, 0), ["recipient-added"], "{branch:?}");
    let tips = folder.run(&["diff", "--git", "main..work", "--format", "json"]);
    assert!(kinds(&tips, 0).len() > 1, "{tips:?}");
}

#[test]
fn a_revision_can_be_no_option_and_no_command() {
    let folder = repository(&[("acme.candor", POLICY)]);
    for revision in [
        "--output=stolen",
        "-h",
        "nowhere",
        "HEAD:acme.candor",
        "main; touch stolen",
        "$(touch stolen)",
        "HEAD\n",
    ] {
        let ran = folder.run(&["diff", &format!("--git={revision}")]);
        assert_eq!(ran.code, 2, "{revision}: {ran:?}");
        assert!(ran.stderr.contains("there is no revision"), "{revision}: {ran:?}");
    }
    assert!(!folder.path("stolen").exists());
}

#[test]
fn without_a_repository_or_without_git_there_is_a_way_out() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    let ran = folder.run(&["diff", "--git", "main"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("in no git repository"), "{ran:?}");
    assert!(ran.stderr.contains("candor diff OLD NEW"), "{ran:?}");
    let output = folder.command(&["diff", "--git", "main"]).env("PATH", "").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no program `git`"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_commit_does_not_lead_out_of_the_project() {
    let main = format!("import \"linked.candor\"\n{POLICY}");
    let folder =
        Folder::new(&[("acme/acme.candor", &main), ("acme/candor.yaml", "policies: [acme.candor]\n")]);
    folder.write("outside.candor", "we share contact with \"outsiders\"\n");
    std::os::unix::fs::symlink("../outside.candor", folder.path("acme/linked.candor")).unwrap();
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    std::fs::remove_file(folder.path("acme/linked.candor")).unwrap();
    folder.write("acme/linked.candor", "we share contact with \"insiders\"\n");
    let ran = folder.run(&["diff", "--git", "main", "acme/acme.candor"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("import-escapes"), "{ran:?}");
}

#[test]
fn a_date_that_did_not_move_is_a_finding_with_a_level() {
    let old = POLICY.replace("{ language", "{ effective 2026-01-01 language");
    let new = format!("{old}we share contact with \"our partners\"\n");
    let folder = Folder::new(&[("old.candor", &old), ("new.candor", &new)]);
    let ran = folder.run(&["diff", "old.candor", "new.candor"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("error[effective-date-not-moved]"), "{ran:?}");
    let allowed = folder.run(&["diff", "old.candor", "new.candor", "--allow", "effective-date-not-moved"]);
    assert_eq!((allowed.code, allowed.stderr.as_str()), (0, ""));
    let sarif = folder.run(&[
        "diff",
        "old.candor",
        "new.candor",
        "--message-format",
        "sarif",
        "--out",
        "diff.md",
        "--format",
        "md",
    ]);
    assert_eq!(json(&sarif)["runs"][0]["results"][0]["ruleId"], "effective-date-not-moved");
    assert!(folder.read("diff.md").contains("A new recipient"));
    let told = folder.run(&["diff", "old.candor", "new.candor", "--as-of", "tomorrow"]);
    assert_eq!(told.code, 2);
}

#[test]
fn nothing_of_a_policy_becomes_markup_in_a_comment() {
    let hostile =
        "<script>alert(1)</script> @everyone #1 [x](https://evil.example) ![i](https://e.example/i.png) | `";
    let new = format!("{POLICY}we share contact with \"{hostile}\"\n");
    let folder = Folder::new(&[("old.candor", POLICY), ("new.candor", &new)]);
    let ran = folder.run(&["diff", "old.candor", "new.candor", "--format", "md"]);
    assert!(ran.stdout.contains("everyone"), "{ran:?}");
    for said in ["@everyone", "#1", "https://"] {
        assert!(!ran.stdout.contains(said), "{said}: {}", ran.stdout);
    }
    // Read as a host reads it, there is no link, no picture and no tag but the comment's own.
    let own =
        ["<br>", "<!-- -->", "<ins>", "</ins>", "<del>", "</del>", "<details>", "</details>", "<summary>"];
    for event in Parser::new_ext(&ran.stdout, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("{}", ran.stdout),
            Event::Html(html) | Event::InlineHtml(html) => {
                let known = own.iter().any(|tag| html.trim_start().starts_with(tag));
                assert!(known, "{html}: {}", ran.stdout);
                assert!(!html.contains("script"), "{html}");
            }
            _ => {}
        }
    }
    let human = folder.run(&["diff", "old.candor", "new.candor"]);
    assert!(!human.stdout.contains('\u{1b}'));
}

/// A policy that moved is compared with what it was, though only the new file is named.
#[test]
fn a_policy_that_moved_is_found_where_it_was() {
    let folder =
        repository(&[("acme.candor", POLICY), ("other.candor", &POLICY.replace("Acme P", "Other P"))]);
    std::fs::create_dir(folder.path("legal")).unwrap();
    git(&folder, &["mv", "acme.candor", "legal/privacy.candor"]);
    folder.write("legal/privacy.candor", longer());
    let ran = folder.run(&["diff", "--git", "HEAD", "legal/privacy.candor", "--format", "json"]);
    assert_eq!(kinds(&ran, 0), ["recipient-added"], "{ran:?}");
    assert_eq!(json(&ran)["policies"].as_array().unwrap().len(), 1, "{ran:?}");
    assert_eq!(json(&ran)["policies"][0]["old"], "HEAD:acme.candor");
    let whole = folder.run(&["diff", "--git", "HEAD", "--format", "json"]);
    assert_eq!(json(&whole)["policies"].as_array().unwrap().len(), 2, "{whole:?}");
    // What is really new stays new.
    folder.write("new.candor", POLICY.replace("Acme P", "New P"));
    let ran = folder.run(&["diff", "--git", "HEAD", "new.candor", "--format", "json"]);
    assert_eq!(kinds(&ran, 0), ["policy-added"], "{ran:?}");
    assert_eq!(json(&ran)["policies"].as_array().unwrap().len(), 1, "{ran:?}");
}

/// The sections of laws are compared with each other, whatever the file is called.
#[test]
fn a_name_with_dots_is_no_other_document() {
    let text = POLICY.replace("language en-US", "language en-US  laws gdpr");
    let folder = Folder::new(&[("acme.v1.candor", &text), ("acme.candor", &format!("// The same.\n{text}"))]);
    let ran = folder.run(&["diff", "acme.v1.candor", "acme.candor"]);
    assert!(ran.stdout.contains("no changes"), "{ran:?}");
}

/// A dot in a file's name makes its policy no section of a law, which a terminal only counts.
#[test]
fn passages_of_a_name_with_dots_are_shown() {
    let text = POLICY.replace("language en-US", "language en-US  laws gdpr");
    let changed = text.replace("Acme P", "New P");
    let folder = Folder::new(&[("acme.v1.candor", &text), ("acme.v2.candor", &changed)]);
    let ran = folder.run(&["diff", "acme.v1.candor", "acme.v2.candor"]);
    let (_, readers) = ran.stdout.split_once("What readers see").unwrap();
    let under: Vec<&str> = readers.lines().skip(1).take(2).map(str::trim).collect();
    assert_eq!(under, ["- [Acme] Privacy Policy", "+ [New] Privacy Policy"], "{ran:?}");
}

/// Where only what a law asks for reads differently, it is said in which document.
#[test]
fn the_document_that_alone_changed_is_named() {
    let text = |kind: &str| {
        format!(
            "policy \"P\" {{ language en-US  laws ccpa }}\norganization acme \"Acme\"\ndata notes \"your notes\" : {kind}\nwe collect notes for \"run the site\" : service\n"
        )
    };
    let folder =
        Folder::new(&[("old.candor", &text("contact.postal")), ("new.candor", &text("location.precise"))]);
    let ran = folder.run(&["diff", "old.candor", "new.candor"]);
    let (_, readers) = ran.stdout.split_once("What readers see").unwrap();
    let under: Vec<&str> = readers.lines().skip(1).take(2).map(str::trim).collect();
    assert_eq!(under, ["California privacy disclosures", "Categories of personal information"], "{ran:?}");
}

/// A host cuts a comment of more than 65,536 characters, or refuses it.
#[test]
fn a_comment_is_never_too_long() {
    let data = |months: u32| -> String {
        let one = |at: u32| {
            format!(
                "data kind-{at} \"information of the kind {at}, and <more> | of $it\" : commercial\nwe collect kind-{at} for orders\nwe keep kind-{at} for {months} months\n"
            )
        };
        (0..400).map(one).collect()
    };
    let (old, new) = (format!("{POLICY}{}", data(10)), format!("{POLICY}{}", data(20)));
    let folder = Folder::new(&[("old.candor", &old), ("new.candor", &new)]);
    let ran = folder.run(&["diff", "old.candor", "new.candor", "--format", "md"]);
    assert!(ran.stdout.len() < 65_536, "{}", ran.stdout.len());
    assert!(ran.stdout.contains("400 material changes") && ran.stdout.contains("more material changes"));
    assert!(ran.stdout.contains("**What follows**") && ran.stdout.contains("of \\$it"), "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("<details").count(), ran.stdout.matches("</details>").count());
}
