//! `candor check`: what is found, how it is written, and what it means for the exit code.

use serde_json::Value;

use super::{Folder, POLICY};

const SOLD: &str = r#"policy "Acme Privacy Policy" { language en-US }
organization acme "Acme Inc." { email "privacy@acme.example" }
we do not sell personal-data
we sell contact.email to "data brokers"
"#;

/// A policy with one warning.
fn unused() -> String {
    format!("{POLICY}audience crew \"our crew\" : staff\n")
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let ran = folder.run(&[&["check", "--message-format", "json"], arguments].concat());
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran}"))
}

#[test]
fn what_one_policy_uses_of_a_shared_file_is_used() {
    let vendors = "recipient mailer \"Mailer\" : processor\nrecipient printer \"Printer\" : processor\n";
    let shop = format!("import \"vendors.candor\"\n{POLICY}we share contact.email with mailer\n");
    let files = [("shop.candor", &*shop), ("vendors.candor", vendors)];
    let folder =
        Folder::new(&[files[0], files[1], ("jobs.candor", &shop.replace("with mailer", "with \"x\""))]);
    let unused = |arguments: &[&str]| {
        let ran = folder.run(&[&["check", "--message-format", "concise"], arguments].concat());
        let lines = ran.stderr.lines().filter(|line| line.contains("unused-declaration"));
        lines.map(|line| line.rsplit(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(unused(&["jobs.candor"]), ["`mailer`", "`printer`"]);
    assert_eq!(unused(&["shop.candor"]), ["`printer`"]);
    assert_eq!(unused(&[]), ["`printer`"]);
}

#[test]
fn a_contradiction_is_shown_with_its_law() {
    let folder = Folder::new(&[("acme.candor", SOLD)]);
    insta::assert_snapshot!(folder.run(&["check"]), @r#"
    exit 1
    error[sale-denied-yet-declared]: this sells what the policy says is never sold
     --> acme.candor:4:1
      |
    3 | we do not sell personal-data
      | ---------------------------- this says it is not sold
    4 | we sell contact.email to "data brokers"
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = law: FTC Act s. 5 (15 U.S.C. 45)
      = law: GDPR Art. 5(1)(a)
      = help: limit the denial with `unless` or `except`, or take the sale out

    1 error
    "#);
}

#[test]
fn a_policy_with_contradictions_still_builds() {
    let folder = Folder::new(&[("acme.candor", SOLD)]);
    let ran = folder.run(&["build"]);
    assert!(ran.code == 0 && !ran.stderr.contains("sale-denied"), "{ran}");
}

#[test]
fn a_certain_fix_is_shown_as_the_lines_it_would_make() {
    let text = POLICY.replace("for orders", "for orders {\n    allow(phrase) \"we like it\"\n}");
    let folder = Folder::new(&[("acme.candor", &text)]);
    insta::assert_snapshot!(folder.run(&["check"]), @r#"
    exit 0
    warning[unused-allow]: nothing here is reported as `phrase`
     --> acme.candor:6:5
      |
    6 |     allow(phrase) "we like it"
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: delete it
    help: delete the allowance (`candor check --fix` does)
      |
    6 -     allow(phrase) "we like it"
      |

    1 warning
    "#);
}

#[test]
fn levels_change_the_exit_code() {
    let folder = Folder::new(&[("acme.candor", &unused())]);
    let check = |arguments: &[&str]| {
        let ran = folder.run(&[&["check", "--message-format", "concise"], arguments].concat());
        (ran.code, ran.stderr.lines().last().unwrap_or_default().to_owned())
    };
    assert_eq!(check(&[]), (0, "1 warning".to_owned()));
    assert_eq!(check(&["--deny", "unused-declaration"]), (1, "1 error".to_owned()));
    assert_eq!(check(&["--deny", "warnings"]), (1, "1 error".to_owned()));
    assert_eq!(check(&["--deny", "language"]), (1, "1 error".to_owned()));
    assert_eq!(check(&["--note", "unused-declaration"]), (0, "1 note".to_owned()));
    assert_eq!(check(&["--allow", "phrase,unused-declaration"]).1, "nothing to report in 1 policy");
    // The more exact name wins.
    assert_eq!(check(&["--deny", "warnings,language", "--note", "unused-declaration"]).0, 0);
    assert_eq!(check(&["--deny", "warnings", "--warn", "unused-declaration"]).0, 1);
}

#[test]
fn the_command_line_wins_over_the_project_file() {
    let folder =
        Folder::new(&[("acme.candor", &unused()), ("candor.yaml", "lints: { unused-declaration: deny }\n")]);
    assert_eq!(folder.run(&["check"]).code, 1);
    assert_eq!(folder.run(&["check", "--warn", "unused-declaration"]).code, 0);
    assert_eq!(folder.run(&["check", "--allow", "language"]).code, 0);
    // What is denied stops a check and no build; what is allowed is silent in both.
    assert_eq!(folder.run(&["build"]).code, 0);
    folder.write("candor.yaml", "lints: { warnings: allow }\n");
    assert!(!folder.run(&["build"]).stderr.contains("unused-declaration"));
}

#[test]
fn a_contradiction_can_be_lived_with() {
    let folder = Folder::new(&[("acme.candor", SOLD), ("candor.yaml", "lints:\n  sale-and-sharing: note\n")]);
    let ran = folder.run(&["check"]);
    assert!(ran.code == 0 && ran.stderr.contains("1 note"), "{ran}");
    folder.write("candor.yaml", "");
    folder.write(
        "acme.candor",
        SOLD.replace("brokers\"", "brokers\" allow(sale-denied-yet-declared) \"under review\""),
    );
    assert_eq!(folder.run(&["check"]).code, 0);
}

#[test]
fn a_name_that_is_none_is_wrong_usage() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    insta::assert_snapshot!(folder.run(&["check", "--deny", "unused-declartion"]), @r"
    exit 2
    error: invalid value 'unused-declartion' for '--deny <NAME>': there is no finding `unused-declartion`; did you mean `unused-declaration`?

    For more information, try '--help'.
    ");
    insta::assert_snapshot!(folder.run(&["check", "--allow", "syntax"]), @r"
    exit 2
    error: `syntax` is an error of the language, and stays one
    ");
    insta::assert_snapshot!(folder.run(&["check", "--allow", "phrase", "--deny", "phrase"]), @r"
    exit 2
    error: `phrase` is set to both `allow` and `deny`
    ");
    folder.write("candor.yaml", "lints:\n  phras: deny\n");
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: candor.yaml:2:3: there is no finding `phras`; did you mean `phrase`?
    ");
    folder.write("candor.yaml", "lints:\n  phrase: denied\n");
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: candor.yaml:2:11: `denied` is not a level; there are allow, note, warn, deny
    ");
    folder.write("candor.yaml", "lints:\n  syntax: warn\n");
    insta::assert_snapshot!(folder.run(&["check"]), @r"
    exit 2
    error: candor.yaml:2:11: lints: `syntax` is an error of the language, and stays one
    ");
}

#[test]
fn an_allowance_of_nothing_known_says_what_was_meant() {
    let text = POLICY.replace("for orders", "for orders allow(phrse) \"why not\"");
    let folder = Folder::new(&[("acme.candor", &text)]);
    let ran = folder.run(&["check"]);
    assert!(
        ran.stderr.contains("there is no finding `phrse`") && ran.stderr.contains("did you mean `phrase`?"),
        "{ran}"
    );
}

#[test]
fn a_build_leaves_out_what_the_source_allows() {
    let unused = "channel stop \"the link\" : link";
    let folder = Folder::new(&[("acme.candor", &format!("{POLICY}{unused}\n"))]);
    assert!(folder.run(&["build"]).stderr.contains("unused-declaration"));
    let allowed = format!("{POLICY}{unused} allow(unused-declaration) \"soon\"\n");
    folder.write("acme.candor", &allowed);
    for arguments in [&["build", "--no-cache"][..], &["build", "--check"], &["check"]] {
        let ran = folder.run(arguments);
        assert!(ran.code == 0 && !ran.stderr.contains("unused-declaration"), "{ran}");
    }
}

#[test]
fn json_goes_to_stdout_and_counts_to_stderr() {
    let folder = Folder::new(&[("web/acme.candor", SOLD)]);
    let ran = folder.run(&["check", "--message-format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, "1 error\n"));
    let json = json(&folder, &[]);
    assert_eq!(json["counts"], serde_json::json!({ "errors": 1, "warnings": 0, "notes": 0 }));
    let finding = &json["findings"][0];
    assert_eq!(finding["name"], "sale-denied-yet-declared");
    assert_eq!(finding["place"]["file"], "web/acme.candor");
    assert_eq!(finding["place"]["start"], serde_json::json!({ "line": 4, "column": 1 }));
    assert_eq!(finding["labels"][0]["place"]["start"]["line"], 3);
    assert!(finding["citations"].as_array().is_some_and(|laws| !laws.is_empty()));
}

#[test]
fn a_report_of_nothing_is_still_a_report() {
    let folder = Folder::new(&[("acme.candor", POLICY)]);
    assert_eq!(json(&folder, &[])["policies"], serde_json::json!(["acme.candor"]));
    for (format, wanted) in [("gitlab", "[]\n"), ("github", "")] {
        let ran = folder.run(&["check", "--message-format", format]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, wanted));
    }
    let junit = folder.run(&["check", "--message-format", "junit"]).stdout;
    assert!(junit.contains("tests=\"1\" failures=\"0\""), "{junit}");
    let sarif: Value =
        serde_json::from_str(&folder.run(&["check", "--message-format", "sarif"]).stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn every_format_of_a_hostile_policy_is_well_formed() {
    let text = "policy \"A\u{300}<&>\" { language en-US }\norganization a \"]]> ::error::x%0A\"\nwe colect \"'\\\"<script>\"\n";
    let folder = Folder::new(&[("a%,b:c <&>.candor", text), ("broken.candor", "policy {")]);
    let run = |format: &str| folder.run(&["check", "--message-format", format]).stdout;
    for format in ["json", "sarif", "gitlab"] {
        let parsed: Result<Value, _> = serde_json::from_str(&run(format));
        assert!(parsed.is_ok(), "{format}: {parsed:?}");
    }
    let github = run("github");
    assert!(
        github.lines().all(|line| line.starts_with("::error file=") && line.matches("::").count() == 2),
        "{github}"
    );
    assert!(github.contains("file=a%25%2Cb%3Ac <&>.candor,line=3,"), "{github}");
    let junit = run("junit");
    assert!(junit.contains("a%,b:c &lt;&amp;&gt;.candor") && !junit.contains("<&>"), "{junit}");
}

#[test]
fn sarif_names_files_as_addresses_and_outlives_moves() {
    let prints = |text: &str| {
        let folder = Folder::new(&[("my web/acme.candor", text)]);
        let ran = folder.run(&["check", "--message-format", "sarif"]);
        let log: Value = serde_json::from_str(&ran.stdout).unwrap();
        let result = &log["runs"][0]["results"][0];
        let address = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(address, "my%20web/acme.candor");
        result["partialFingerprints"].clone()
    };
    assert_eq!(prints(SOLD), prints(&format!("// A comment.\n\n{SOLD}")));
}

#[test]
fn templates_that_are_wrong_are_reported_in_every_format() {
    let folder =
        Folder::new(&[("acme.candor", POLICY), ("t/rigths.md", "x"), ("t/collection.md", "{{ no.such }}\n")]);
    let json = json(&folder, &["--templates", "t", "--deny", "warnings"]);
    let found: Vec<(&str, &str)> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["name"].as_str().unwrap(), finding["severity"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("broken-template", "error"), ("unknown-template", "error")]);
    assert_eq!(json["findings"][0].get("place"), None);
}
