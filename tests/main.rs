//! The one test binary: whole policies in, whole documents out.

// mod cases;
mod docs;
mod json;
mod modules;
mod samples;
mod safety;
