//! One rule to a file, in a folder for each group.

pub mod bases;
pub mod children;
pub mod contradictions;
pub mod cookies;
pub mod coverage;
pub mod dead;
pub mod definitions;
pub mod retention;
pub mod rights;
pub mod sale;
pub mod security;
pub mod sensitive;
pub mod stale;
#[cfg(test)]
pub(crate) mod testing;
pub mod transfers;
pub mod wording;

use super::Rule;

/// Every group, each a list of rules.
static GROUPS: &[&[&Rule]] = &[
    bases::RULES,
    children::RULES,
    contradictions::RULES,
    cookies::RULES,
    coverage::RULES,
    dead::RULES,
    definitions::RULES,
    retention::RULES,
    rights::RULES,
    sale::RULES,
    security::RULES,
    sensitive::RULES,
    stale::RULES,
    transfers::RULES,
    wording::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}
