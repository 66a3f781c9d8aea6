//! One rule to a file, in a folder for each group.

pub mod contradictions;
pub mod cookies;
pub mod coverage;
pub mod dead;
pub mod definitions;
pub mod sale;
pub mod security;
pub mod stale;
#[cfg(test)]
pub(crate) mod testing;
pub mod wording;

use super::Rule;

/// Every group, each a list of rules.
static GROUPS: &[&[&Rule]] = &[
    contradictions::RULES,
    cookies::RULES,
    coverage::RULES,
    dead::RULES,
    definitions::RULES,
    sale::RULES,
    security::RULES,
    stale::RULES,
    wording::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}
