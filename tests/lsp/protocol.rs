//! The protocol itself: beginning, ending, nonsense.

use serde_json::{Value, json};

use super::{Editor, POLICY, position};

#[test]
fn it_begins_and_ends_as_the_protocol_says() {
    let mut editor = Editor::new(&[]);
    assert_eq!(editor.capabilities["positionEncoding"], "utf-16");
    assert_eq!(editor.capabilities["textDocumentSync"]["change"], 2);
    editor.request("shutdown", Value::Null);
    let (code, _) = editor.refused("textDocument/hover", json!({}));
    assert_eq!(code, -32600, "after `shutdown` nothing is answered");
    editor.notify("exit", Value::Null);
    assert_eq!(editor.wait(), 0);
}

#[test]
fn an_exit_without_shutdown_and_an_editor_that_goes_away_are_failures() {
    let mut editor = Editor::new(&[]);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.wait(), 1);
    assert_eq!(Editor::new(&[]).leave(), 1);
    assert_eq!(Editor::started(&[]).leave(), 1);
}

/// A client in a script says everything at once and closes its end.
#[test]
fn what_was_said_before_the_editor_went_away_is_answered() {
    let mut editor = Editor::started(&[]);
    let session = [
        json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }),
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        json!({ "jsonrpc": "2.0", "id": 2, "method": "workspace/symbol", "params": { "query": "" } }),
        json!({ "jsonrpc": "2.0", "id": 3, "method": "shutdown" }),
        json!({ "jsonrpc": "2.0", "method": "exit" }),
    ];
    let all: String = session
        .iter()
        .map(Value::to_string)
        .map(|text| format!("Content-Length: {}\r\n\r\n{text}", text.len()))
        .collect();
    editor.send_raw(all.as_bytes());
    assert_eq!(editor.leave(), 0);
    let answered: Vec<Value> =
        std::iter::from_fn(|| editor.receive()).map(|said| said["id"].clone()).collect();
    assert!([1, 2, 3].iter().all(|id| answered.contains(&json!(id))), "{answered:?}");
}

#[test]
fn nothing_is_answered_before_initialize() {
    let mut editor = Editor::started(&[]);
    let (code, _) = editor.refused("textDocument/hover", json!({}));
    assert_eq!(code, -32002);
}

#[test]
fn what_it_does_not_know_is_refused_and_nonsense_survived() {
    let mut editor = Editor::new(&[("a.candor", POLICY)]);
    assert_eq!(editor.refused("textDocument/brew", json!({})).0, -32601);
    assert_eq!(editor.refused("textDocument/hover", json!({ "position": 7 })).0, -32602);
    editor.notify("textDocument/didOpen", json!({ "nothing": true }));
    editor.notify("$/unheard-of", json!([1, 2]));
    editor.send_raw(b"Content-Length: 9\r\n\r\nnot json!");
    let answer = editor.receive().unwrap();
    assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(-32700), &Value::Null));
    // A change of a file that is not open, places that are nowhere.
    let uri = editor.uri("b.candor");
    let change = json!({ "textDocument": { "uri": uri, "version": 3 }, "contentChanges": [{ "text": "x" }] });
    editor.notify("textDocument/didChange", change);
    editor.open("a.candor");
    for place in [
        json!({ "line": 99999, "character": 4_000_000 }),
        json!({ "line": 0, "character": 4_294_967_295u32 }),
    ] {
        let params = editor.at("a.candor", place);
        assert_eq!(editor.request("textDocument/hover", params), Value::Null);
    }
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_request_can_be_cancelled() {
    let mut editor = Editor::new(&[("a.candor", POLICY)]);
    editor.open("a.candor");
    let params = editor.at("a.candor", position(POLICY, "contact for", 0));
    // Sent in one piece, so that the cancellation is there before the first one is answered.
    let first = json!({ "jsonrpc": "2.0", "id": "one", "method": "textDocument/hover", "params": params })
        .to_string();
    let second = json!({ "jsonrpc": "2.0", "id": "two", "method": "textDocument/hover", "params": params })
        .to_string();
    let cancel =
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "two" } }).to_string();
    let all: String = [first, second, cancel]
        .iter()
        .map(|text| format!("Content-Length: {}\r\n\r\n{text}", text.len()))
        .collect();
    editor.send_raw(all.as_bytes());
    let mut answers = Vec::new();
    while answers.len() < 2 {
        let message = editor.receive().unwrap();
        if message.get("method").is_none() {
            answers.push(message);
        }
    }
    let of = |id: &str| answers.iter().find(|answer| answer["id"] == id).unwrap();
    assert!(of("one")["result"]["contents"].is_object());
    // It may have been answered already; it must have been answered.
    let second = of("two");
    assert!(second["error"]["code"] == -32800 || second["result"].is_object(), "{second}");
}

#[test]
fn findings_follow_what_is_typed() {
    let mut editor = Editor::new(&[("a.candor", POLICY)]);
    editor.open("a.candor");
    assert!(!editor.codes("a.candor").contains(&"unknown-name".to_owned()));
    let uri = editor.uri("a.candor");
    let start = position(POLICY, "contact for", 0);
    let end = position(POLICY, " for orders", 0);
    editor.change_uri(&uri, json!([{ "range": { "start": start, "end": end }, "text": "contakt" }]));
    let found = editor.findings("a.candor");
    let unknown: Vec<&Value> = found.iter().filter(|found| found["code"] == "unknown-name").collect();
    assert_eq!(unknown.len(), 1, "{found:?}");
    assert_eq!(unknown[0]["range"]["start"], start);
    assert!(unknown[0]["message"].as_str().unwrap().contains("did you mean `contact`?"));
}

#[test]
fn a_name_leads_to_its_declaration_and_says_what_it_means() {
    let files = [
        (
            "a.candor",
            "import \"b.candor\"\npolicy \"P\" { language en }\norganization o \"O\"\nwe collect 😀\nwe collect \"😀\", contact\n",
        ),
        ("b.candor", "\ndata contact \"contact information\" : contact\n"),
    ];
    let mut editor = Editor::new(&files);
    editor.open("a.candor");
    let at = editor.at("a.candor", position(files[0].1, "contact\n", 0));
    let there = editor.request("textDocument/definition", at.clone());
    assert_eq!(there["uri"], editor.uri("b.candor"));
    assert_eq!(there["range"]["start"], json!({ "line": 1, "character": 5 }));
    let said = editor.request("textDocument/hover", at);
    assert!(said["contents"]["value"].as_str().unwrap().contains("contact information"), "{said}");
    assert_eq!(said["range"]["start"], json!({ "line": 4, "character": 17 }));
}
