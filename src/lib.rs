//! Candor compiles declared data practices into privacy policies.
#![deny(clippy::print_stdout, clippy::print_stderr)]

// The grammar's generated code names `alloc` when pest is built without `std`.
extern crate alloc;

pub mod analysis;
pub mod compile;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod editor;
pub mod emit;
pub mod format;
pub mod law;
pub mod link;
pub mod model;
pub mod project;
pub mod report;
pub mod source;
pub mod syntax;
