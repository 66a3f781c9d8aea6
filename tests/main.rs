//! The one test binary: whole policies in, whole documents out.
#![expect(clippy::disallowed_methods, reason = "tests read and make files, and start the program")]

mod cases;
mod cli;
mod docs;
mod modules;
mod samples;
