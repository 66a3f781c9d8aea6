//! Candor compiles declared data practices into privacy policies.
#![warn(missing_docs)]
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod law;
pub mod source;
