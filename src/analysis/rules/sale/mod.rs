//! Sale and sharing: the stance against what recipients get.

mod sale_denied_yet_declared;

use crate::analysis::Rule;

/// The rules of this group.
pub static RULES: &[&Rule] = &[&sale_denied_yet_declared::RULE];
