//! Words of a project's own: `vocabulary` in `candor.yaml`, and `--vocabulary`.

use std::process::Command;

use super::{Folder, Ran, ran};

const WORDS: &str = r#"version: 1
schemes:
  - { id: register, title: Our register, url: "https://acme.example/register" }
data:
  - { id: rewards, name: rewards information, maps: { ccpa: [D], register: [R1] } }
  - { id: rewards.tier, name: membership tier, aliases: [rewards.level] }
purposes:
  - { id: run-rewards, name: run our rewards programme }
roles:
  - { id: rewards-partner, name: { one: rewards partner, other: rewards partners }, third-party: always }
"#;

const POLICY: &str = r#"policy "Acme Privacy Policy" { language en-US }
organization acme "Acme Inc." { email "privacy@acme.example" }
data tier : rewards.level
we collect tier, rewards from you for run-rewards
we keep tier, rewards for 2 years
we may share tier with rewards-partner for run-rewards
"#;

/// A project whose policy only its own words give a meaning.
fn project() -> Folder {
    Folder::new(&[
        ("candor.yaml", "vocabulary: law/words.yaml\nformats: [md, html, json]\n"),
        ("law/words.yaml", WORDS),
        ("acme.candor", POLICY),
    ])
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn documents_say_what_the_words_are_called() {
    let folder = project();
    let ran = folder.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran}");
    insta::assert_snapshot!(folder.read("dist/acme.md"));
    for name in ["membership tier", "rewards information", "run our rewards programme", "rewards partners"] {
        assert!(folder.read("dist/acme.html").contains(name), "{name}");
    }
}

#[test]
fn data_has_the_words_with_names_and_codes() {
    let folder = project();
    assert_eq!(folder.run(&["build"]).code, 0);
    let json = json(&folder.read("dist/acme.json"));
    let entries = json["vocabulary"].as_array().unwrap();
    let entry = |id: &str| entries.iter().find(|entry| entry["id"] == id).unwrap();
    let tier = entry("rewards.tier");
    assert_eq!((&tier["kind"], &tier["name"]), (&"data".into(), &"membership tier".into()));
    assert_eq!(tier["codes"]["register"]["codes"], serde_json::json!(["R1"]), "as its parent");
    assert_eq!(entry("rewards-partner")["name"], "rewards partner");
    assert!(json["schemes"].as_array().unwrap().iter().any(|scheme| scheme["title"] == "Our register"));
}

#[test]
fn a_policy_is_checked_with_its_words_and_not_without() {
    let folder = project();
    let found = |folder: &Folder| folder.run(&["check", "--message-format", "concise"]);
    let ran = found(&folder);
    assert!(ran.code == 0 && !ran.stderr.contains("unknown"), "{ran}");
    folder.write("candor.yaml", "");
    let without = found(&folder);
    assert!(without.code == 1 && without.stderr.contains("unknown-kind"), "{without}");
    assert!(without.stderr.contains("unknown-name"), "{without}");
    let given = folder.run(&["check", "--vocabulary", "law/words.yaml", "--message-format", "concise"]);
    assert_eq!((given.code, given.stderr), (0, ran.stderr));
}

#[test]
fn the_command_line_stands_in_for_the_project_file() {
    let folder = project();
    folder.write("candor.yaml", "vocabulary: [law/data.yaml, law/rest.yaml]\n");
    let (data, rest) = WORDS.split_once("purposes:").unwrap();
    folder.write("law/data.yaml", data);
    folder.write("law/rest.yaml", format!("version: 1\npurposes:{rest}"));
    assert_eq!(folder.run(&["check"]).code, 0);
    assert_eq!(folder.run(&["check", "--vocabulary", "law/words.yaml"]).code, 0);
    let one = folder.run(&["check", "--vocabulary", "law/data.yaml"]);
    assert!(one.code == 1 && one.stderr.contains("nothing is called `run-rewards`"), "{one}");
    let both = ["check", "--vocabulary", "law/data.yaml", "--vocabulary", "law/rest.yaml"];
    assert_eq!(folder.run(&both).code, 0);
    // What the command line names may lie anywhere, as its templates may.
    let ran = folder.run_in("law", &["check", "../acme.candor", "--vocabulary", "words.yaml"]);
    assert_eq!(ran.code, 0, "{ran}");
}

#[test]
fn a_pack_may_ask_about_them() {
    let pack = r#"id: house-code
version: 1
title: House code
law: The code
verified: true
as-of: "2026-06-01"
regions: []
requirements:
  - id: house.1
    cite: Code, no. 1
    title: The tier
    required: must
    when: always
    where: [privacy-policy]
    met-by: does(collect, what=rewards)
    text: Says that the tier is collected.
    severity: error
    verified: true
"#;
    let folder = project();
    folder.write("law/house.yaml", pack);
    folder.write("candor.yaml", "vocabulary: law/words.yaml\nlaws: [law/house.yaml]\n");
    let ran = folder.run(&["coverage", "--law", "house-code", "--format", "json"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(json(&ran.stdout)["policies"][0]["laws"][0]["requirements"][0]["status"], "met");
    folder.write("candor.yaml", "laws: [law/house.yaml]\n");
    let without = folder.run(&["coverage", "--law", "house-code"]);
    assert!(without.code == 2 && without.stderr.contains("`rewards` does not belong here"), "{without}");
    let given = folder.run(&["coverage", "--law", "house-code", "--vocabulary", "law/words.yaml"]);
    assert!(given.code == 0 && given.stdout.contains("1 met"), "{given}");
}

#[test]
fn a_mistake_in_a_file_of_words_has_its_place_and_a_way_out() {
    let folder = project();
    folder.write("law/words.yaml", WORDS.replace("rewards.level]", "contact.email]"));
    insta::assert_snapshot!(folder.run(&["build"]), @r"
    exit 2
    error[broken-vocabulary]: law/words.yaml:6:58: `contact.email` is in `data` already
     |
     = help: docs/vocabulary.md says what a file of words may hold
    ");
    let check = |old: &str, new: &str| {
        assert!(WORDS.contains(old), "{old}");
        folder.write("law/words.yaml", WORDS.replacen(old, new, 1));
        let ran = folder.run(&["check"]);
        assert!(ran.code == 2 && ran.stdout.is_empty(), "{ran}");
        ran.stderr.lines().next().unwrap().to_owned()
    };
    let said = [
        check("id: rewards.tier", "id: rewards"),
        check("id: rewards,", "id: reward,"),
        check("id: run-rewards", "id: run our rewards"),
        check("ccpa: [D]", "ccap: [D]"),
        check("third-party: always", "third-party: perhaps"),
        check("version: 1", "version: 2"),
        check("roles:", "rolls:"),
        check("name: membership tier", "name: [tier]"),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    error[broken-vocabulary]: law/words.yaml:6:11: `rewards` is in `data` already
    error[broken-vocabulary]: law/words.yaml:6:11: `rewards.tier` lies within `rewards`, which is not in `data`; did you mean `reward`?
    error[broken-vocabulary]: law/words.yaml:8:11: `run our rewards` is no word: no policy can name it; write letters, digits and hyphens, and a dot before each narrower word
    error[broken-vocabulary]: law/words.yaml:5:11: `rewards` has codes in `ccap`, which is not among the schemes; did you mean `ccpa`?
    error[broken-vocabulary]: law/words.yaml:10:98: there is no word `perhaps` here; there are always, never, depends
    error[broken-vocabulary]: law/words.yaml:1:10: version 2 is not known; this is version 1
    error[broken-vocabulary]: law/words.yaml:9:1: there is no key `rolls` here; did you mean `roles`?
    error[broken-vocabulary]: law/words.yaml:6:31: expected a text, or forms such as `{ one: member, other: members }`
    ");
}

#[test]
fn a_file_of_words_that_cannot_be_read_is_wrong_usage() {
    let folder = project();
    let said = |folder: &Folder, arguments: &[&str]| {
        let ran = folder.run(arguments);
        assert_eq!(ran.code, 2, "{ran}");
        ran.stderr.lines().next().unwrap().to_owned()
    };
    let missing = "error: cannot read `nowhere.yaml`: there is no such file";
    assert_eq!(said(&folder, &["check", "--vocabulary", "nowhere.yaml"]), missing);
    folder.write("candor.yaml", "vocabulary: nowhere.yaml\n");
    assert_eq!(said(&folder, &["build"]), missing);
    folder.write("web/candor.yaml", "vocabulary: ../law/words.yaml\n");
    folder.write("web/acme.candor", POLICY);
    let outside = "error: cannot read `web/../law/words.yaml`: it leads out of its folder";
    assert_eq!(said(&folder, &["check", "web/acme.candor"]), outside);
    folder.write("candor.yaml", "vocabulary: { a: b }\n");
    let shape = said(&folder, &["check"]);
    assert!(
        shape.starts_with("error: candor.yaml:1:13: ") && shape.contains("a name or a list of names"),
        "{shape}"
    );
    folder.write("law/words.yaml", b"\xff");
    folder.write("candor.yaml", "vocabulary: law/words.yaml\n");
    assert_eq!(said(&folder, &["check"]), "error: cannot read `law/words.yaml`: it is not UTF-8");
}

#[test]
fn a_build_notes_when_they_change() {
    let folder = project();
    let build = || {
        let mut command = folder.command(&["build", "--depfile", "dist/acme.d"]);
        ran(command.env("CANDOR_CACHE_DIR", folder.path("cache")).output().unwrap())
    };
    assert!(build().stderr.starts_with("wrote 3 files"), "the first build");
    assert!(folder.read("dist/acme.d").contains("law/words.yaml"));
    let same = build();
    assert!(same.stderr.starts_with("wrote 0 files, 3 unchanged"), "{same}");
    folder.write("law/words.yaml", WORDS.replace("membership tier", "level of membership"));
    build();
    assert!(folder.read("dist/acme.md").contains("level of membership"));
}

#[test]
fn a_place_on_a_page_is_explained_and_a_section_approved() {
    let folder = project();
    assert_eq!(folder.run(&["build"]).code, 0);
    let ran = folder.run(&["explain", "dist/acme.md#collection"]);
    assert!(ran.code == 0 && ran.stdout.contains("acme.candor:4"), "{ran}");
    let ran = folder.run(&["approve"]);
    assert!(ran.stdout.contains("collection  not approved"), "{ran}");
}

fn git(folder: &Folder, arguments: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.current_dir(folder.path("")).args(identity).args(arguments);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.output().unwrap().status.success(), "git {arguments:?}");
}

#[test]
fn an_earlier_version_is_read_with_the_words_it_had() {
    let folder = project();
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    // Both the word and its file have another name now.
    folder.write("law/words.yaml", WORDS.replace("run-rewards", "give-rewards"));
    folder.write("acme.candor", POLICY.replace("run-rewards", "give-rewards").replace("2 years", "3 years"));
    let kinds = |ran: &Ran| -> Vec<String> {
        assert_eq!(ran.code, 0, "{ran}");
        let changes = json(&ran.stdout)["policies"][0]["changes"].clone();
        changes.as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap().to_owned()).collect()
    };
    let of_git = kinds(&folder.run(&["diff", "--git", "HEAD", "--format", "json"]));
    assert!(of_git.contains(&"retention-lengthened".to_owned()), "{of_git:?}");
    folder.write("old.candor", POLICY.replace("run-rewards", "give-rewards"));
    let of_files = kinds(&folder.run(&["diff", "old.candor", "acme.candor", "--format", "json"]));
    assert_eq!(of_files, ["retention-lengthened"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-q", "-m", "two"]);
    let ran = folder.run(&["changelog", "acme.candor"]);
    assert!(ran.code == 0 && ran.stdout.contains("3 years") && ran.stderr.is_empty(), "{ran}");
}
