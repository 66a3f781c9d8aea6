//! Candor compiles declared data practices into privacy policies.
//!
//! The library reads no file by itself: [`project::read`] asks a loader for them, and
//! [`compile::compile`] returns texts. So a build script decides what may be read, and where
//! the documents go. This `build.rs` makes the page that a program shows to its users, and
//! stops the build for whatever is wrong with the policy:
//!
//! ```no_run
//! use std::{env, fs, path::Path};
//!
//! use candor::compile::{Settings, compile};
//! use candor::diagnostic::Severity;
//! use candor::emit::Format;
//! use candor::law::Vocabulary;
//! use candor::project::{self, LoadError};
//!
//! fn main() {
//!     let load = |path: &str| {
//!         println!("cargo::rerun-if-changed={path}");
//!         fs::read(path).map_err(|_| LoadError::Missing)
//!     };
//!     let read = project::read("privacy.candor", &load, Vocabulary::builtin());
//!     let settings = Settings { formats: vec![Format::Html], fragment: true, ..Settings::default() };
//!     let built = compile(&read, &settings);
//!     for finding in read.findings.iter().chain(&built.findings) {
//!         let kind = if finding.severity == Severity::Error { "error" } else { "warning" };
//!         println!("cargo::{kind}={}: {}", read.sources.place(finding.span), finding.message);
//!     }
//!     let out = env::var_os("OUT_DIR").expect("cargo says where");
//!     for output in &built.outputs {
//!         fs::write(Path::new(&out).join(&output.file), &output.text).expect("it can be written");
//!     }
//! }
//! ```
//!
//! The program then has it as `include_str!(concat!(env!("OUT_DIR"), "/privacy.html"))`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

// The grammar's generated code names `alloc` when pest is built without `std`.
extern crate alloc;

pub mod analysis;
pub mod approval;
pub mod changelog;
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
pub mod threads;
