//! The one test binary: whole policies in, whole documents out.

// mod cases;
mod docs;
mod modules;
mod samples;
