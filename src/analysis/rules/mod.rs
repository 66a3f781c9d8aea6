//! One rule to a file, in a folder for each group.

pub mod bases;
pub mod children;
pub mod retention;
pub mod rights;
pub mod sale;
pub mod sensitive;
pub mod transfers;
#[cfg(test)]
pub(crate) mod testing;

use super::Rule;

/// Every group, each a list of rules.
static GROUPS: &[&[&Rule]] = &[
    bases::RULES,
    children::RULES,
    retention::RULES,
    rights::RULES,
    sale::RULES,
    sensitive::RULES,
    transfers::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}
