//! The one test binary: what only the whole program shows.
#![expect(clippy::disallowed_methods, reason = "tests make files and start the program")]

mod cli;
