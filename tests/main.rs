//! The one test binary: whole policies in, whole documents out.

mod json;
