//! The templates that ship, as the build script compiled them.
#![allow(
    clippy::all,
    clippy::pedantic,
    unused_mut,
    unused_variables,
    unused_assignments,
    unused_parens,
    non_snake_case,
    reason = "nobody writes this by hand"
)]

use super::language::Join;
use super::names::Name;
use super::run::{Run, Test};
use super::seen::Seen;
use super::text;

/// Writes what a template says.
pub(super) type Template = fn(&Run<'_>, &mut String);

include!(concat!(env!("OUT_DIR"), "/wording.rs"));
