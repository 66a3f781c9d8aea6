//! Each kind of request.

use serde_json::{Value, json};

use super::client::edited;
use super::{Editor, FILES, position, text_of};

/// The position of some words in one of the files.
fn at(editor: &Editor, name: &str, words: &str, nth: usize) -> Value {
    editor.at(name, position(text_of(name), words, nth))
}

fn opened() -> Editor {
    let mut editor = Editor::new(FILES);
    editor.open("acme.candor");
    editor
}

fn strings<'a>(all: &'a Value, key: &str) -> Vec<&'a str> {
    all.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap()).collect()
}

#[test]
fn completion_knows_where_it_is_and_is_resolved_with_documentation() {
    let mut editor = opened();
    let line = json!({ "line": 11, "character": 0 });
    let uri = editor.uri("acme.candor");
    let change = |editor: &mut Editor, text: &str| {
        editor.change_uri(&uri, json!([{ "range": { "start": line, "end": json!({ "line": 99, "character": 0 }) }, "text": text }]));
        let column = text.encode_utf16().count();
        let params = editor.at("acme.candor", json!({ "line": 11, "character": column }));
        editor.request("textDocument/completion", params)["items"].clone()
    };
    let items = change(&mut editor, "we share contact with m");
    let labels = strings(&items, "label");
    assert!(labels.contains(&"mailer") && labels.contains(&"processor"), "{labels:?}");
    let mailer = items.as_array().unwrap().iter().find(|item| item["label"] == "mailer").unwrap().clone();
    assert_eq!(mailer["textEdit"]["range"]["start"], json!({ "line": 11, "character": 22 }));
    assert_eq!(mailer["textEdit"]["newText"], "mailer");
    let resolved = editor.request("completionItem/resolve", mailer);
    assert!(
        resolved["documentation"]["value"].as_str().unwrap().contains("shared/parties.candor:2:11"),
        "{resolved}"
    );
    // A text before the place that counts double in UTF-16.
    let items = change(&mut editor, "we collect \"😀\" : ");
    let email =
        items.as_array().unwrap().iter().find(|item| item["label"] == "contact.email").unwrap().clone();
    assert!(email["detail"].as_str().unwrap().contains("ccpa A"), "{email}");
    assert_eq!(email["textEdit"]["range"]["start"]["character"], 18);
    let resolved = editor.request("completionItem/resolve", email);
    assert!(resolved["documentation"]["value"].as_str().unwrap().contains("Identifiers"), "{resolved}");
    // Without snippets there are none.
    let items = change(&mut editor, "");
    let data = items.as_array().unwrap().iter().find(|item| item["label"] == "data").unwrap();
    assert_eq!(data["textEdit"]["newText"], "data");
    assert_eq!(data.get("insertTextFormat"), None);
}

#[test]
fn completion_has_snippets_where_the_editor_takes_them() {
    let item = json!({ "snippetSupport": true, "insertReplaceSupport": true });
    let capabilities = json!({ "textDocument": { "completion": { "completionItem": item } } });
    let mut editor = Editor::with(FILES, capabilities);
    editor.open("acme.candor");
    let params = editor.at("acme.candor", json!({ "line": 11, "character": 0 }));
    let items = editor.request("textDocument/completion", params)["items"].clone();
    let data = items.as_array().unwrap().iter().find(|item| item["label"] == "data").unwrap();
    assert_eq!(data["insertTextFormat"], 2);
    assert!(data["textEdit"]["newText"].as_str().unwrap().starts_with("data ${1:id}"));
    assert!(data["textEdit"]["insert"].is_object() && data["textEdit"]["replace"].is_object());
}

#[test]
fn imports_are_completed_from_the_project_alone() {
    let mut editor = opened();
    let complete = |editor: &mut Editor, written: &str| {
        editor.change("acme.candor", &format!("import \"{written}\"\n"));
        let params = editor.at("acme.candor", json!({ "line": 0, "character": 8 + written.len() }));
        let items = editor.request("textDocument/completion", params)["items"].clone();
        strings(&items, "label").into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(complete(&mut editor, ""), ["other.candor", "shared/"]);
    assert_eq!(complete(&mut editor, "shared/"), ["shared/parties.candor"]);
    assert_eq!(complete(&mut editor, "../"), [] as [&str; 0]);
    assert_eq!(complete(&mut editor, "../../"), [] as [&str; 0]);
}

#[test]
fn hover_says_what_a_word_means_and_what_the_page_will_say() {
    let mut editor = opened();
    let mut said = |name: &str, words: &str, nth: usize| {
        let params = at(&editor, name, words, nth);
        editor.request("textDocument/hover", params)["contents"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let mailer = said("acme.candor", "mailer", 0);
    assert!(mailer.contains("**recipient** `mailer`") && mailer.contains("Used 1 time."), "{mailer}");
    let contact = said("acme.candor", "contact, ", 0);
    assert!(contact.contains("**A** (Identifiers)") && contact.contains("Items: “email”"), "{contact}");
    assert!(said("acme.candor", "email with", 0).contains("**data** `contact.email`"));
    assert!(said("acme.candor", "contact.email with", 0).contains("**data** `contact`"));
    assert!(said("acme.candor", "marketing.email", 0).contains("**purpose** `marketing.email`"));
    assert!(said("acme.candor", "collect", 0).contains("stands under `collection`"));
    assert!(said("acme.candor", "for news", 0).contains("the purposes"));
    assert!(said("acme.candor", "laws", 0).contains("of a policy"));
    assert!(said("acme.candor", "purpose news", 0).contains("```candor"));
    // On a sentence, what the page makes of it; it is made while the editor goes on.
    let mut page = String::new();
    for _ in 0..100 {
        page = said("acme.candor", "keep contact", 0);
        if page.contains("On the page") {
            break;
        }
    }
    assert!(page.contains("We keep contact data indefinitely"), "{page}");
    let law = said("acme.candor", "ccpa", 0);
    assert!(law.contains("**law** `ccpa`") && !law.contains("On the page"), "{law}");
    assert_eq!(said("acme.candor", "and email", 0), "", "in a comment nothing means anything");
}

#[test]
fn hover_may_have_to_be_plain() {
    let capabilities = json!({ "textDocument": { "hover": { "contentFormat": ["plaintext"] } } });
    let mut editor = Editor::with(FILES, capabilities);
    editor.open("acme.candor");
    let params = at(&editor, "acme.candor", "mailer", 0);
    let contents = editor.request("textDocument/hover", params)["contents"].clone();
    assert_eq!(contents["kind"], "plaintext");
    assert!(contents["value"].as_str().unwrap().contains("recipient mailer"), "{contents}");
}

#[test]
fn definition_and_references_go_across_files_and_policies() {
    let mut editor = opened();
    let params = at(&editor, "acme.candor", "mailer", 0);
    let there = editor.request("textDocument/definition", params.clone());
    assert_eq!(there["uri"], editor.uri("shared/parties.candor"));
    assert_eq!(there["range"]["start"], json!({ "line": 1, "character": 10 }));
    let mut params = params;
    params["context"] = json!({ "includeDeclaration": true });
    let all = editor.request("textDocument/references", params.clone());
    let places: Vec<(String, u64)> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|place| {
            let uri = place["uri"].as_str().unwrap();
            (uri.rsplit('/').next().unwrap().to_owned(), place["range"]["start"]["line"].as_u64().unwrap())
        })
        .collect();
    let place = |name: &str, line| (name.to_owned(), line);
    assert_eq!(places, [place("acme.candor", 8), place("other.candor", 3), place("parties.candor", 1)]);
    params["context"] = json!({ "includeDeclaration": false });
    assert_eq!(editor.request("textDocument/references", params).as_array().unwrap().len(), 2);
    let import = at(&editor, "acme.candor", "shared/", 0);
    assert_eq!(editor.request("textDocument/definition", import)["uri"], editor.uri("shared/parties.candor"));
    let params = at(&editor, "acme.candor", "news", 0);
    let highlights = editor.request("textDocument/documentHighlight", params);
    assert_eq!(highlights.as_array().unwrap().len(), 3);
    assert_eq!(
        editor.request("textDocument/definition", at(&editor, "acme.candor", "marketing", 0)),
        Value::Null
    );
}

#[test]
fn a_rename_changes_every_file_of_every_policy() {
    let mut editor = opened();
    editor.open("other.candor");
    let params = at(&editor, "acme.candor", "mailer", 0);
    let prepared = editor.request("textDocument/prepareRename", params.clone());
    assert_eq!(prepared["placeholder"], "mailer");
    let mut params = params;
    params["newName"] = json!("sender");
    let edit = editor.request("textDocument/rename", params.clone());
    let texts = editor.applied(&edit, FILES);
    assert_eq!(texts.len(), 3);
    assert!(texts["acme.candor"].contains("with sender for"), "{texts:?}");
    assert!(texts["other.candor"].contains("with sender\n"), "{texts:?}");
    assert!(texts["shared/parties.candor"].contains("recipient sender \"Mailer 😀\""), "{texts:?}");
    // An item is renamed where it stands behind its group, and the emoji before it moves nothing.
    let mut params = at(&editor, "acme.candor", "email with", 0);
    params["newName"] = json!("mail");
    let edit = editor.request("textDocument/rename", params);
    let text = &editor.applied(&edit, FILES)["acme.candor"];
    assert!(text.contains("    mail \"email\"") && text.contains("share contact.mail with"), "{text}");
    assert!(text.contains("// and email"), "{text}");
    // What cannot be is refused with a reason.
    let cases = [
        ("if", "word of the language"),
        ("two words", "no name"),
        ("ads", "declared already"),
        ("device", "something else"),
    ];
    for (name, why) in cases {
        params = at(&editor, "acme.candor", "mailer", 0);
        params["newName"] = json!(name);
        let (code, message) = editor.refused("textDocument/rename", params);
        assert!(code == -32803 && message.contains(why), "{name}: {message}");
    }
    let (_, message) =
        editor.refused("textDocument/prepareRename", at(&editor, "acme.candor", "marketing", 0));
    assert!(message.contains("vocabulary"), "{message}");
}

#[test]
fn a_rename_says_which_versions_it_is_for_where_the_editor_asks() {
    let capabilities = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    let mut editor = Editor::with(FILES, capabilities);
    editor.open("acme.candor");
    let mut params = at(&editor, "acme.candor", "mailer", 0);
    params["newName"] = json!("sender");
    let edit = editor.request("textDocument/rename", params);
    for change in edit["documentChanges"].as_array().unwrap() {
        let open = change["textDocument"]["uri"] == editor.uri("acme.candor");
        assert_eq!(change["textDocument"]["version"], if open { json!(1) } else { Value::Null });
    }
}

#[test]
fn outlines_nest_where_the_editor_takes_it() {
    let capabilities =
        json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
    let mut editor = Editor::with(FILES, capabilities);
    editor.open("acme.candor");
    let symbols = editor.request("textDocument/documentSymbol", editor.file("acme.candor"));
    assert_eq!(strings(&symbols, "name")[..4], ["policy", "acme", "contact", "news"]);
    assert_eq!(symbols[2]["children"][0]["name"], "email");
    let mut flat = opened();
    let symbols = flat.request("textDocument/documentSymbol", flat.file("acme.candor"));
    let email = symbols.as_array().unwrap().iter().find(|symbol| symbol["name"] == "email").unwrap();
    assert_eq!(email["containerName"], "contact");
    let found = flat.request("workspace/symbol", json!({ "query": "mlr" }));
    assert_eq!(strings(&found, "name"), ["mailer"]);
    assert_eq!(found[0]["location"]["uri"], flat.uri("shared/parties.candor"));
}

#[test]
fn words_are_coloured_by_meaning_whole_and_in_part() {
    let mut editor = opened();
    let legend = editor.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"].clone();
    let name_of = |kind: u64| legend[kind as usize].as_str().unwrap().to_owned();
    let decoded = |tokens: &Value| {
        let data: Vec<u64> = tokens["data"].as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect();
        let (mut line, mut column) = (0, 0);
        let mut out = Vec::new();
        for token in data.chunks(5) {
            line += token[0];
            column = if token[0] == 0 { column + token[1] } else { token[1] };
            out.push((line, column, token[2], name_of(token[3]), token[4]));
        }
        out
    };
    let params = editor.file("acme.candor");
    let all = decoded(&editor.request("textDocument/semanticTokens/full", params));
    assert!(all.contains(&(3, 5, 7, "variable".to_owned(), 1)), "{all:?}");
    assert!(all.contains(&(7, 3, 7, "function".to_owned(), 0)), "{all:?}");
    // A text with a character of two units of UTF-16, and what stands behind it.
    assert!(all.contains(&(7, 20, 10, "string".to_owned(), 0)), "{all:?}");
    assert!(all.contains(&(7, 31, 3, "keyword".to_owned(), 0)), "{all:?}");
    let range = json!({ "start": { "line": 7, "character": 0 }, "end": { "line": 8, "character": 0 } });
    let part = json!({ "textDocument": { "uri": editor.uri("acme.candor") }, "range": range });
    let part = decoded(&editor.request("textDocument/semanticTokens/range", part));
    let of_line: Vec<_> = all.iter().filter(|token| token.0 == 7).cloned().collect();
    assert_eq!(part, of_line);
}

#[test]
fn what_can_be_folded_selected_and_followed() {
    let mut editor = opened();
    let folds = editor.request("textDocument/foldingRange", editor.file("acme.candor"));
    assert!(
        folds.as_array().unwrap().iter().any(|fold| fold["startLine"] == 3 && fold["endLine"] == 4),
        "{folds}"
    );
    let mut params = editor.file("acme.candor");
    params["positions"] = json!([position(text_of("acme.candor"), "faces", 0)]);
    let mut selection = editor.request("textDocument/selectionRange", params)[0].clone();
    let mut widths = Vec::new();
    while selection.is_object() {
        let (start, end) = (&selection["range"]["start"], &selection["range"]["end"]);
        let text = text_of("acme.candor");
        widths.push(super::client::offset(text, end) - super::client::offset(text, start));
        selection = selection["parent"].clone();
    }
    assert!(widths.len() > 4 && widths.windows(2).all(|pair| pair[0] < pair[1]), "{widths:?}");
    let links = editor.request("textDocument/documentLink", editor.file("acme.candor"));
    assert_eq!(links[0]["target"], editor.uri("shared/parties.candor"));
    editor.open("shared/parties.candor");
    let links = editor.request("textDocument/documentLink", editor.file("shared/parties.candor"));
    assert_eq!(links[0]["target"], "https://mailer.example/privacy");
}

#[test]
fn findings_have_a_code_an_address_related_places_and_tags() {
    let text = "policy \"P\" { language en }\norganization o \"O\"\nwe do not sell personal-data\nwe sell \"names\" : identity.name to \"brokers\"\nrecipient x \"X\"\n";
    let mut editor = Editor::new(&[("p.candor", text)]);
    editor.open("p.candor");
    let found = editor.findings("p.candor");
    let denied = found.iter().find(|found| found["code"] == "sale-denied-yet-declared").unwrap();
    assert_eq!(denied["source"], "candor");
    assert!(denied["codeDescription"]["href"].as_str().unwrap().ends_with("#sale-denied-yet-declared"));
    assert_eq!(denied["relatedInformation"][0]["location"]["range"]["start"]["line"], 2);
    let unused = found.iter().find(|found| found["code"] == "unused-declaration").unwrap();
    assert_eq!(unused["tags"], json!([1]));
}

#[test]
fn actions_mend_allow_and_declare() {
    let text = "policy \"P\" { language en }\norganization o \"O\"\ndata mail \"mail\"\nwe share mail with postman\nwe keep mail indefinitely allow(vague-wording) \"x\"\n";
    let mut editor = Editor::new(&[("p.candor", text)]);
    editor.open("p.candor");
    let mut actions = |words: &str| {
        let params = editor.part("p.candor", position(text, words, 0), position(text, words, 0));
        editor.request("textDocument/codeAction", params)
    };
    let found = actions("postman");
    let titles = strings(&found, "title");
    assert!(
        titles.contains(&"Declare recipient `postman`") && titles.contains(&"Write \"postman\" as a text"),
        "{titles:?}"
    );
    let declare = found
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["title"] == "Declare recipient `postman`")
        .unwrap();
    assert_eq!(declare["kind"], "quickfix");
    assert_eq!(declare["diagnostics"][0]["code"], "unknown-name");
    let declare = declare["edit"].clone();
    let changed = editor.applied(&declare, &[("p.candor", text)]).remove("p.candor").unwrap();
    assert!(changed.contains("recipient postman \"postman\"\nwe share mail"), "{changed}");
    editor.change("p.candor", &changed);
    let codes = editor.codes("p.candor");
    assert!(
        !codes.contains(&"unknown-name".to_owned()) && codes.contains(&"unused-allow".to_owned()),
        "{codes:?}"
    );
    // What `check --fix` does, and nothing else.
    let mut params =
        editor.part("p.candor", json!({ "line": 0, "character": 0 }), json!({ "line": 0, "character": 0 }));
    params["context"]["only"] = json!(["source.fixAll"]);
    let all = editor.request("textDocument/codeAction", params);
    assert_eq!(strings(&all, "kind"), ["source.fixAll.candor"]);
    let edit = all[0]["edit"].clone();
    let fixed = editor.applied(&edit, &[("p.candor", &changed)]).remove("p.candor").unwrap();
    assert!(fixed.contains("we keep mail indefinitely\n"), "{fixed}");
    editor.change("p.candor", &fixed);
    assert!(editor.codes("p.candor").contains(&"indefinite-retention".to_owned()));
    let start = position(&fixed, "indefinitely", 0);
    let found = editor.request("textDocument/codeAction", editor.part("p.candor", start.clone(), start));
    let allow = found
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["title"] == "Allow `indefinite-retention` here, with a reason");
    let edit = allow.unwrap()["edit"].clone();
    let allowed = editor.applied(&edit, &[("p.candor", &fixed)]).remove("p.candor").unwrap();
    editor.change("p.candor", &allowed);
    let codes = editor.codes("p.candor");
    assert!(
        !codes.contains(&"indefinite-retention".to_owned()) && !codes.contains(&"syntax".to_owned()),
        "{codes:?}"
    );
}

#[test]
fn hints_show_what_follows() {
    let mut editor = opened();
    let params = editor.part(
        "acme.candor",
        json!({ "line": 0, "character": 0 }),
        json!({ "line": 50, "character": 0 }),
    );
    let hints = editor.request("textDocument/inlayHint", params);
    let labels = strings(&hints, "label");
    assert!(labels.contains(&"sharing for advertising · ccpa"), "{labels:?}");
    assert!(labels.contains(&"ccpa A"), "{labels:?}");
    let sharing = hints
        .as_array()
        .unwrap()
        .iter()
        .find(|hint| hint["label"] == "sharing for advertising · ccpa")
        .unwrap();
    assert_eq!(sharing["position"], json!({ "line": 9, "character": 26 }));
}

#[test]
fn a_file_is_formatted_whole_or_in_part_and_not_if_it_is_broken() {
    let text = "policy   \"P 😀\"   { language en }\norganization o \"O\"\nwe   collect   \"😀 names\"   for   \"reasons\"\nwe   keep   \"names\"   indefinitely\n";
    let mut editor = Editor::new(&[("p.candor", text)]);
    editor.open("p.candor");
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let mut whole = editor.file("p.candor");
    whole["options"] = options.clone();
    let edits = editor.request("textDocument/formatting", whole.clone());
    assert_eq!(edited(text, edits.as_array().unwrap()), candor::format::format(text).unwrap());
    let mut part =
        editor.part("p.candor", json!({ "line": 2, "character": 4 }), json!({ "line": 2, "character": 5 }));
    part["options"] = options;
    let edits = editor.request("textDocument/rangeFormatting", part.clone());
    let formatted = edited(text, edits.as_array().unwrap());
    assert!(formatted.contains("we collect \"😀 names\" for \"reasons\"\nwe   keep   "), "{formatted}");
    editor.change("p.candor", "policy \"P\" {{{\n");
    assert_eq!(editor.request("textDocument/formatting", whole), Value::Null);
    assert_eq!(editor.request("textDocument/rangeFormatting", part), Value::Null);
}

#[test]
fn a_policy_has_a_lens_that_opens_its_preview() {
    let mut editor = opened();
    let lenses = editor.request("textDocument/codeLens", editor.file("acme.candor"));
    assert_eq!(lenses[0]["command"]["command"], "candor.preview");
    assert_eq!(lenses[0]["command"]["arguments"][0], editor.uri("acme.candor"));
    assert_eq!(lenses[0]["range"]["start"]["line"], 1);
    let (code, _) =
        editor.refused("workspace/executeCommand", json!({ "command": "candor.brew", "arguments": [] }));
    assert_eq!(code, -32602);
    let nowhere = json!({ "command": "candor.preview", "arguments": ["file:///nowhere/at-all.candor"] });
    assert_eq!(editor.refused("workspace/executeCommand", nowhere).0, -32803);
}

#[test]
fn edits_are_applied_as_the_protocol_says() {
    let edits = json!([{ "range": { "start": { "line": 1, "character": 2 }, "end": { "line": 1, "character": 3 } }, "newText": "x" }]);
    assert_eq!(edited("a\n😀bc\n", edits.as_array().unwrap()), "a\n😀xc\n");
}
