//! The trees of `test/corpus`, which `tree-sitter test` compares too where it is installed.

use std::fmt::Write as _;
use std::fs;

use crate::{files, parse, root};

#[test]
fn every_text_of_the_corpus_has_its_tree() {
    let (mut wrong, mut count) = (String::new(), 0);
    for path in files(&root().join("editors/tree-sitter-candor/test/corpus")) {
        let corpus = fs::read_to_string(&path).expect("a corpus");
        for case in cases(&corpus) {
            count += 1;
            let tree = parse(case.text);
            let root = tree.root_node();
            if case.broken {
                if !root.has_error() {
                    let _ = writeln!(wrong, "{}: accepted", case.name);
                }
            } else if spaced(&root.to_sexp()) != spaced(case.tree) {
                let _ = writeln!(wrong, "{}: {}", case.name, root.to_sexp());
            }
        }
    }
    assert!(count > 25, "only {count} cases were found");
    assert!(wrong.is_empty(), "{wrong}");
}

struct Case<'a> {
    name: &'a str,
    broken: bool,
    text: &'a str,
    tree: &'a str,
}

/// The cases of a corpus: a name between rules, a text, a rule, a tree.
fn cases(corpus: &str) -> Vec<Case<'_>> {
    let rule = "====================\n";
    let parts: Vec<&str> = corpus.split(rule).skip(1).collect();
    let cases = parts.chunks_exact(2).map(|pair| {
        let (text, tree) = pair[1].split_once("\n---\n").expect("a tree");
        let (name, marks) = pair[0].split_once('\n').expect("a name");
        Case { name, broken: marks.contains(":error"), text: text.trim_start_matches('\n'), tree }
    });
    cases.collect()
}

/// A tree on one line.
fn spaced(tree: &str) -> String {
    tree.split_whitespace().collect::<Vec<_>>().join(" ").replace(" )", ")")
}
