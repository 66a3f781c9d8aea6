//! One rule to a file, in a folder for each group.

pub mod contradictions;
pub mod definitions;
pub mod sale;
#[cfg(test)]
pub(crate) mod testing;

use super::Rule;

/// Every group, each a list of rules.
static GROUPS: &[&[&Rule]] = &[contradictions::RULES, definitions::RULES, sale::RULES];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}
