//! While something is typed: broken files, and edits by pieces.

use std::process::Command;

use serde_json::{Value, json};

use super::{Editor, FILES, POLICY, position};

#[test]
fn a_broken_file_keeps_its_names() {
    let mut editor = Editor::new(&[("a.candor", POLICY)]);
    editor.open("a.candor");
    editor.findings("a.candor");
    // A brace that was just opened, a text that was just begun.
    for broken in ["data contact {{{ \"\n", "data contact \"contact information\n"] {
        let text = POLICY.replace("data contact \"contact information\" : contact {\n    email \"email address\" : contact.email\n}\n", broken);
        let text = format!("{text}we share con\n");
        editor.change("a.candor", &text);
        let params = editor.at("a.candor", position(&text, "\n", text.matches('\n').count() - 1));
        let items = editor.request("textDocument/completion", params)["items"].clone();
        let labels: Vec<&str> =
            items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect();
        assert!(labels.contains(&"contact"), "{broken}: {labels:?}");
        let params = editor.at("a.candor", position(&text, "contact for", 0));
        let hover = editor.request("textDocument/hover", params.clone());
        assert!(hover["contents"]["value"].as_str().unwrap().contains("contact"), "{broken}: {hover}");
        assert!(!editor.findings("a.candor").is_empty());
    }
}

#[test]
fn what_was_declared_is_still_known_while_its_declaration_is_broken() {
    let mut editor = Editor::new(FILES);
    editor.open("acme.candor");
    editor.findings("acme.candor");
    let text = super::text_of("acme.candor").replace("purpose news \"send", "purpose : news \"send");
    editor.change("acme.candor", &text);
    let params = editor.at("acme.candor", position(&text, "news   //", 0));
    let hover = editor.request("textDocument/hover", params.clone());
    assert!(hover["contents"]["value"].as_str().unwrap().contains("**purpose** `news`"), "{hover}");
    let there = editor.request("textDocument/definition", params);
    assert_eq!(there["range"]["start"]["line"], 6);
}

/// What `candor check` finds in a file, as (code, message, line and column from 0 in UTF-16).
fn checked(editor: &Editor, name: &str, text: &str) -> Vec<(String, u64, u64)> {
    editor.write(name, text);
    let ran = Command::new(env!("CARGO_BIN_EXE_candor"))
        .args(["check", "--message-format", "json", "."])
        .current_dir(editor.path(""))
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&ran.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&ran.stderr)));
    let mut found: Vec<(String, u64, u64)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|found| found["place"]["file"] == name)
        .map(|found| {
            let start = &found["place"]["start"];
            let line = start["line"].as_u64().unwrap() - 1;
            let before: String = text
                .split('\n')
                .nth(line as usize)
                .unwrap_or_default()
                .chars()
                .take(start["column"].as_u64().unwrap() as usize - 1)
                .collect();
            (found["name"].as_str().unwrap().to_owned(), line, before.encode_utf16().count() as u64)
        })
        .collect();
    found.sort();
    found
}

/// What the server finds in the same terms.
fn found(editor: &mut Editor, name: &str) -> Vec<(String, u64, u64)> {
    let mut found: Vec<(String, u64, u64)> = editor
        .findings(name)
        .iter()
        .map(|found| {
            let start = &found["range"]["start"];
            (
                found["code"].as_str().unwrap().to_owned(),
                start["line"].as_u64().unwrap(),
                start["character"].as_u64().unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

/// Pieces that break and mend things.
const PIECES: &[&str] = &[
    "\n",
    " ",
    "{",
    "}",
    "\"",
    "\"\"\"",
    ",",
    ":",
    "(",
    ")",
    "😀",
    "é",
    "// note\n",
    "we collect contact\n",
    "we share personal-data with mailer\n",
    "data extra \"extra 😀\" : contact.phone\n",
    "if",
    " unless consent",
    "section x \"X\" {\n",
    "we do not sell personal-data\n",
    "import \"shared/parties.candor\"\n",
    "allow(",
    "recipient mailer \"again\"\n",
    "prose \"\"\"text\"\"\"",
    "x",
    "contact",
    "\t",
    "we keep contact for 24 months\n",
];

#[test]
fn edits_by_pieces_find_what_a_check_of_the_whole_finds() {
    let mut editor = Editor::new(FILES);
    editor.open("acme.candor");
    let uri = editor.uri("acme.candor");
    let mut text = super::text_of("acme.candor").to_owned();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..60 {
        // Some edits in one message, as an editor sends them.
        let mut changes = Vec::new();
        for _ in 0..=dice.roll(3) {
            let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let start = bounds[dice.roll(bounds.len())];
            let longest = if dice.roll(4) == 0 { 40 } else { 3 };
            let end =
                bounds.iter().copied().find(|at| *at >= start + dice.roll(longest)).unwrap_or(text.len());
            let with = PIECES[dice.roll(PIECES.len())];
            let place = |at: usize| {
                let line = text[..at].matches('\n').count();
                let begin = text[..at].rfind('\n').map_or(0, |at| at + 1);
                json!({ "line": line, "character": text[begin..at].encode_utf16().count() })
            };
            changes.push(json!({ "range": { "start": place(start), "end": place(end) }, "text": with }));
            text.replace_range(start..end, with);
        }
        editor.change_uri(&uri, Value::Array(changes));
        let by_pieces = found(&mut editor, "acme.candor");
        assert_eq!(by_pieces, checked(&editor, "acme.candor", &text), "round {round}: {text}");
        // So that not everything stays broken for good.
        if round % 6 == 5 {
            text = super::text_of("acme.candor").to_owned();
            editor.change("acme.candor", &text);
        }
    }
}

#[test]
fn every_request_is_answered_wherever_it_is_asked_in_whatever_text() {
    let mut editor = Editor::new(FILES);
    editor.open("acme.candor");
    let mut dice = Dice(42);
    for _ in 0..12 {
        let mut text = super::text_of("acme.candor").to_owned();
        for _ in 0..6 {
            let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            text.insert_str(bounds[dice.roll(bounds.len())], PIECES[dice.roll(PIECES.len())]);
        }
        editor.change("acme.candor", &text);
        for _ in 0..6 {
            let place = json!({ "line": dice.roll(14), "character": dice.roll(60) });
            let at = editor.at("acme.candor", place.clone());
            let part =
                editor.part("acme.candor", place.clone(), json!({ "line": dice.roll(14), "character": 3 }));
            let mut references = at.clone();
            references["context"] = json!({ "includeDeclaration": true });
            let mut rename = at.clone();
            rename["newName"] = json!("another");
            let mut selection = editor.file("acme.candor");
            selection["positions"] = json!([place]);
            let file = editor.file("acme.candor");
            let all = [
                ("textDocument/completion", at.clone()),
                ("textDocument/hover", at.clone()),
                ("textDocument/definition", at.clone()),
                ("textDocument/documentHighlight", at.clone()),
                ("textDocument/references", references),
                ("textDocument/documentSymbol", file.clone()),
                ("textDocument/semanticTokens/full", file.clone()),
                ("textDocument/semanticTokens/range", part.clone()),
                ("textDocument/foldingRange", file.clone()),
                ("textDocument/selectionRange", selection),
                ("textDocument/documentLink", file.clone()),
                ("textDocument/codeAction", part.clone()),
                ("textDocument/inlayHint", part),
                ("textDocument/codeLens", file),
            ];
            for (method, params) in all {
                editor.request(method, params);
            }
            // These may be refused, with a reason.
            for (method, params) in [("textDocument/prepareRename", at), ("textDocument/rename", rename)] {
                let id = editor.ask(method, params);
                let answer = editor.answer(id);
                assert!(answer.get("error").is_none_or(|error| error["code"] == -32803), "{answer}");
            }
        }
    }
    assert!(
        editor.notifications.iter().all(|note| note["method"] != "window/logMessage"),
        "{:?}",
        editor.notifications
    );
}
