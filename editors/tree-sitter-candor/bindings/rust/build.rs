//! Compiles the parser, which is C.

fn main() {
    let mut build = cc::Build::new();
    build.std("c11").include("src").flag_if_supported("-Wno-unused");
    for file in ["src/parser.c", "src/scanner.c"] {
        build.file(file);
        println!("cargo:rerun-if-changed={file}");
    }
    for file in ["src/gaps.h", "src/words.h"] {
        println!("cargo:rerun-if-changed={file}");
    }
    build.compile("tree-sitter-candor");
}
