//! The parser, compared with the compiler and with the trees it should give.

mod agreement;

use tree_sitter::{Parser, Tree};

/// The tree of a text.
fn parse(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_candor::LANGUAGE.into()).expect("the language fits");
    parser.parse(text, None).expect("nothing stops it")
}
