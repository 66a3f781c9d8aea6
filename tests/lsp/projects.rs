//! Files on disk, open files, and what changes among them.

use serde_json::json;

use super::{Editor, FILES, POLICY, position, text_of};

#[test]
fn an_open_file_counts_more_than_the_one_on_disk() {
    let mut editor = Editor::new(FILES);
    editor.open("acme.candor");
    assert!(!editor.codes("acme.candor").contains(&"unknown-name".to_owned()));
    // The library is changed in the editor alone: the policy that imports it knows.
    editor.open("shared/parties.candor");
    editor.change("shared/parties.candor", "recipient ads \"ad networks\" : advertising-network\n");
    editor.findings("shared/parties.candor");
    let unknown = editor.findings("acme.candor");
    let unknown: Vec<_> = unknown.iter().filter(|found| found["code"] == "unknown-name").collect();
    assert_eq!(unknown.len(), 1);
    // Closed without saving, the file on disk counts again.
    editor.close("shared/parties.candor");
    assert!(!editor.codes("acme.candor").contains(&"unknown-name".to_owned()));
}

#[test]
fn findings_reach_files_that_are_not_open_and_go_away_again() {
    let mut files = FILES.to_vec();
    files[2].1 = "recipient mailer \"Mailer\" : proceser\nrecipient ads \"ads\"\n";
    let mut editor = Editor::new(&files);
    editor.open("acme.candor");
    editor.findings("acme.candor");
    assert!(editor.codes("shared/parties.candor").contains(&"unknown-kind".to_owned()));
    editor.close("acme.candor");
    // Nothing is open, so nothing is said about any file.
    while editor.codes("shared/parties.candor") != [] as [&str; 0] {}
}

#[test]
fn what_happens_on_disk_is_noticed() {
    let mut editor = Editor::new(FILES);
    editor.open("acme.candor");
    assert!(!editor.codes("acme.candor").contains(&"missing-file".to_owned()));
    editor.remove("shared/parties.candor");
    editor.watched(&[("shared/parties.candor", 3)]);
    assert!(editor.codes("acme.candor").contains(&"missing-file".to_owned()));
    editor.write("shared/parties.candor", text_of("shared/parties.candor"));
    editor.watched(&[("shared/parties.candor", 1)]);
    assert!(!editor.codes("acme.candor").contains(&"missing-file".to_owned()));
    editor.write("shared/parties.candor", "recipient mailer \"M\" : proceser\nrecipient ads \"a\"\n");
    editor.watched(&[("shared/parties.candor", 2)]);
    editor.findings("acme.candor");
    assert!(editor.codes("shared/parties.candor").contains(&"unknown-kind".to_owned()));
}

#[test]
fn an_editor_that_can_is_asked_to_watch() {
    let watch = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut editor = Editor::with(FILES, watch);
    editor.open("acme.candor");
    editor.findings("acme.candor");
    assert_eq!(editor.requests[0]["method"], "client/registerCapability");
    let methods: Vec<_> = editor.requests[0]["params"]["registrations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["method"].clone())
        .collect();
    assert_eq!(methods, ["workspace/didChangeWatchedFiles"]);
}

#[test]
fn the_project_file_sets_levels_and_its_mistakes_are_shown_in_it() {
    let mut editor = Editor::new(&[
        ("candor.yaml", "lints:\n  unused-declaration: deny\n"),
        ("p.candor", &format!("{POLICY}recipient x \"X\"\n")),
    ]);
    editor.open("p.candor");
    let severity = |editor: &mut Editor| {
        let found = editor.findings("p.candor");
        found
            .iter()
            .find(|found| found["code"] == "unused-declaration")
            .map(|found| found["severity"].clone())
    };
    assert_eq!(severity(&mut editor), Some(json!(1)));
    editor.write("candor.yaml", "lints:\n  unused-declaration: allow\n");
    editor.watched(&[("candor.yaml", 2)]);
    assert_eq!(severity(&mut editor), None);
    editor.write("candor.yaml", "lints:\n  no-such-thing: deny\n");
    editor.watched(&[("candor.yaml", 2)]);
    assert_eq!(severity(&mut editor), Some(json!(2)), "its own level, while the project file cannot be read");
    let of_file = editor.findings("candor.yaml");
    assert!(of_file[0]["message"].as_str().unwrap().contains("no-such-thing"), "{of_file:?}");
    editor.remove("candor.yaml");
    editor.watched(&[("candor.yaml", 3)]);
    assert_eq!(severity(&mut editor), Some(json!(2)));
    assert!(editor.findings("candor.yaml").is_empty());
}

#[test]
fn a_template_that_is_broken_is_a_finding_of_the_policy() {
    let mut editor = Editor::new(&[
        ("candor.yaml", "templates: wording\n"),
        ("wording/collection.md", "{% for %}"),
        ("p.candor", POLICY),
    ]);
    editor.open("p.candor");
    assert!(editor.codes("p.candor").contains(&"broken-template".to_owned()));
    editor.remove("wording/collection.md");
    editor.watched(&[("wording/collection.md", 3)]);
    assert!(!editor.codes("p.candor").contains(&"broken-template".to_owned()));
}

#[test]
fn a_text_that_was_never_saved_is_checked_too() {
    let mut editor = Editor::new(&[]);
    let uri = "untitled:Untitled-1";
    editor.open_as(uri, &format!("{POLICY}we collect nothing-known\n"));
    let found = editor.findings_of(uri);
    assert!(found.iter().any(|found| found["code"] == "unknown-name"), "{found:?}");
    let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 6, "character": 12 } });
    assert!(editor.request("textDocument/hover", params)["contents"].is_object());
}

#[test]
fn a_file_outside_of_the_folder_is_its_own_project() {
    let mut editor = Editor::new(FILES);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = std::fs::canonicalize(elsewhere.path()).unwrap().join("alone.candor");
    std::fs::write(&path, POLICY).unwrap();
    let uri = url::Url::from_file_path(&path).unwrap().to_string();
    editor.open_as(
        &uri,
        &format!(
            "import \"../{}/acme.candor\"\n{POLICY}",
            editor.path("").file_name().unwrap().to_str().unwrap()
        ),
    );
    let found = editor.findings_of(&uri);
    assert!(found.iter().any(|found| found["code"] == "import-escapes"), "{found:?}");
}

#[test]
fn a_file_that_is_too_large_is_said_to_be() {
    let mut editor = Editor::new(&[("p.candor", POLICY)]);
    editor.open("p.candor");
    editor.findings("p.candor");
    let large = format!("{POLICY}// {}\n", "x".repeat(16 * 1024 * 1024));
    editor.change("p.candor", &large);
    assert!(editor.codes("p.candor").contains(&"file-too-large".to_owned()));
    let params = editor.at("p.candor", position(POLICY, "contact for", 0));
    editor.request("textDocument/hover", params);
    editor.change("p.candor", POLICY);
    assert!(!editor.codes("p.candor").contains(&"file-too-large".to_owned()));
}

#[test]
fn a_library_that_nobody_imports_is_only_read() {
    let mut editor = Editor::new(&[("lib.candor", "recipient x \"X\" : procesor\nwe collect : if\n")]);
    editor.open("lib.candor");
    assert_eq!(editor.codes("lib.candor"), ["syntax"]);
}

const WORDS: &str =
    "version: 1\ndata:\n  - { id: rewards, name: rewards information, maps: { ccpa: [D] } }\n";

#[test]
fn words_of_the_projects_own_are_offered_and_known() {
    let mut editor = Editor::new(&[
        ("candor.yaml", "vocabulary: words.yaml\n"),
        ("words.yaml", WORDS),
        ("p.candor", &format!("{POLICY}data points \"points\" : rewards\nwe collect points\n")),
    ]);
    editor.open("p.candor");
    assert!(!editor.codes("p.candor").contains(&"unknown-kind".to_owned()));
    let line = POLICY.lines().count();
    let at = editor.at("p.candor", json!({ "line": line, "character": 24 }));
    let items = editor.request("textDocument/completion", at.clone())["items"].clone();
    let offered = items.as_array().unwrap().iter().find(|item| item["label"] == "rewards");
    let offered = offered.unwrap_or_else(|| panic!("{items}")).clone();
    assert!(offered["detail"].as_str().unwrap().contains("ccpa D"), "{offered}");
    let resolved = editor.request("completionItem/resolve", offered);
    let about = resolved["documentation"]["value"].as_str().unwrap();
    assert!(about.contains("rewards information"), "{about}");
    let hover = editor.request("textDocument/hover", at);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("rewards information"), "{hover}");
    // A file of words that changes counts at once, and what is wrong with it is shown.
    editor.write("words.yaml", &WORDS.replace("id: rewards", "id: contact"));
    editor.watched(&[("words.yaml", 2)]);
    let of_file = editor.findings("candor.yaml");
    assert_eq!(of_file[0]["code"], "broken-vocabulary");
    assert!(
        of_file[0]["message"].as_str().unwrap().contains("words.yaml:3:11: `contact` is in `data` already")
    );
    assert!(!editor.codes("p.candor").contains(&"unknown-kind".to_owned()), "they count as they were");
    editor.write("words.yaml", &WORDS.replace("rewards", "bonus"));
    editor.watched(&[("words.yaml", 2)]);
    assert!(editor.findings("candor.yaml").is_empty());
    assert!(editor.codes("p.candor").contains(&"unknown-kind".to_owned()));
    editor.write("words.yaml", WORDS);
    editor.watched(&[("words.yaml", 2)]);
    assert!(!editor.codes("p.candor").contains(&"unknown-kind".to_owned()));
}
