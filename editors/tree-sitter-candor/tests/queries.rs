//! The queries of every editor: that they fit the grammar, use names that the editor knows, and
//! leave nothing without a colour.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use tree_sitter::{Node, Query, QueryCursor, StreamingIterator as _};

use crate::{files, parse, root};

/// The folders of queries, each with the captures of highlights that its editor knows.
const EDITORS: &[(&str, &[&str])] = &[
    (
        "tree-sitter-candor/queries",
        &[
            "attribute",
            "comment",
            "constant.builtin",
            "function",
            "keyword",
            "label",
            "module",
            "number",
            "operator",
            "property",
            "punctuation.bracket",
            "punctuation.delimiter",
            "string",
            "string.escape",
            "type",
            "type.builtin",
            "variable",
            "variable.builtin",
        ],
    ),
    // https://neovim.io/doc/user/treesitter.html#treesitter-highlight-groups
    (
        "neovim/queries/candor",
        &[
            "attribute",
            "comment",
            "constant.builtin",
            "function.call",
            "keyword",
            "keyword.conditional",
            "keyword.import",
            "keyword.modifier",
            "keyword.operator",
            "keyword.type",
            "label",
            "module",
            "number",
            "property",
            "punctuation.bracket",
            "punctuation.delimiter",
            "spell",
            "string",
            "string.documentation",
            "string.escape",
            "type.builtin",
            "type.definition",
            "variable",
            "variable.builtin",
        ],
    ),
    // https://docs.helix-editor.com/themes.html#scopes
    (
        "helix/queries/candor",
        &[
            "attribute",
            "comment.line",
            "constant.builtin",
            "constant.character.escape",
            "constant.numeric",
            "constant.numeric.integer",
            "function",
            "keyword",
            "keyword.control.conditional",
            "keyword.control.import",
            "keyword.operator",
            "keyword.storage.modifier",
            "keyword.storage.type",
            "label",
            "namespace",
            "punctuation.bracket",
            "punctuation.delimiter",
            "string",
            "type",
            "type.builtin",
            "variable",
            "variable.builtin",
            "variable.other.member",
        ],
    ),
];

#[test]
fn every_query_fits_the_grammar() {
    let mut count = 0;
    for (folder, _) in EDITORS {
        for path in scm(folder) {
            count += 1;
            let _ = query(&path);
        }
    }
    assert!(count > 10, "only {count} queries were found");
}

#[test]
fn highlights_use_names_that_the_editor_knows() {
    for (folder, known) in EDITORS {
        let query = query(&highlights(folder));
        let known: BTreeSet<&str> = known.iter().copied().collect();
        let used: BTreeSet<&str> = query.capture_names().iter().copied().collect();
        assert_eq!(used, known, "{folder}");
    }
}

#[test]
fn nothing_has_two_colours_and_nothing_has_none() {
    for (folder, _) in EDITORS {
        let query = query(&highlights(folder));
        for path in samples() {
            let text = fs::read_to_string(&path).unwrap();
            let tree = parse(&text);
            let colours = colours(&query, tree.root_node(), &text);
            let twice = colours.values().find(|found| found.len() > 1);
            assert!(twice.is_none(), "{folder}: {}: {twice:?}", path.display());
            each_leaf(tree.root_node(), &mut |leaf| {
                let coloured = ancestors(leaf).any(|node| colours.contains_key(&node.id()));
                assert!(coloured, "{folder}: {}: {leaf:?}", path.display());
            });
        }
    }
}

#[test]
fn a_tour_in_colours() {
    let text = fs::read_to_string(root().join("editors/tree-sitter-candor/test/tour.candor")).unwrap();
    for (folder, _) in EDITORS {
        let query = query(&highlights(folder));
        let tree = parse(&text);
        let colours = colours(&query, tree.root_node(), &text);
        let mut shown = String::new();
        each_leaf(tree.root_node(), &mut |leaf| {
            let colour = ancestors(leaf).find_map(|node| colours.get(&node.id())).unwrap();
            let piece = &text[leaf.byte_range()];
            let _ = writeln!(shown, "{:<24} {}", colour.join(" "), piece.trim_end().escape_debug());
        });
        insta::assert_snapshot!(folder.replace('/', "-"), shown);
    }
}

#[test]
fn prose_is_markdown_without_its_indentation() {
    let text = fs::read_to_string(root().join("editors/tree-sitter-candor/test/tour.candor")).unwrap();
    for (folder, _) in EDITORS {
        let query = query(&root().join("editors").join(folder).join("injections.scm"));
        let tree = parse(&text);
        let mut markdown = String::new();
        let mut cursor = QueryCursor::new();
        let mut matches = cursor.matches(&query, tree.root_node(), text.as_bytes());
        while let Some(found) = matches.next() {
            let settings = query.property_settings(found.pattern_index);
            let language = settings.iter().find(|setting| &*setting.key == "injection.language").unwrap();
            if language.value.as_deref() == Some("markdown") {
                markdown.extend(found.captures.iter().map(|capture| &text[capture.node.byte_range()]));
            }
        }
        assert_eq!(markdown, "We **never** sell it:\n- not \"even\" here\n", "{folder}");
    }
}

fn highlights(folder: &str) -> PathBuf {
    root().join("editors").join(folder).join("highlights.scm")
}

fn scm(folder: &str) -> Vec<PathBuf> {
    let files = files(&root().join("editors").join(folder));
    files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "scm")).collect()
}

fn query(path: &Path) -> Query {
    let text = fs::read_to_string(path).unwrap();
    Query::new(&tree_sitter_candor::LANGUAGE.into(), &text)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn samples() -> Vec<PathBuf> {
    let mut samples = files(&root().join("policies"));
    samples.retain(|path| path.extension().is_some_and(|extension| extension == "candor"));
    samples.push(root().join("editors/tree-sitter-candor/test/tour.candor"));
    samples
}

/// The captures of each node, but for those that are about spelling.
fn colours(query: &Query, node: Node<'_>, text: &str) -> BTreeMap<usize, Vec<String>> {
    let mut colours: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(query, node, text.as_bytes());
    while let Some((found, at)) = captures.next() {
        let capture = found.captures[*at];
        let name = query.capture_names()[usize::try_from(capture.index).unwrap()];
        if name != "spell" {
            colours.entry(capture.node.id()).or_default().push(name.to_owned());
        }
    }
    colours
}

fn each_leaf<'a>(node: Node<'a>, visit: &mut impl FnMut(Node<'a>)) {
    if node.child_count() == 0 {
        if !node.byte_range().is_empty() {
            visit(node);
        }
        return;
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        each_leaf(child, visit);
    }
}

fn ancestors(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(Some(node), Node::parent)
}
