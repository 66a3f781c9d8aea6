//! Lists and plurals in a policy's own language.

use std::fmt::Write as _;
use std::sync::OnceLock;

use icu_list::options::ListFormatterOptions;
use icu_list::{ListFormatter, ListFormatterPreferences};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

/// What a language's lists and plurals are like; each found out when it is first asked for.
pub(super) struct Language {
    locale: Locale,
    and: OnceLock<Option<ListFormatter>>,
    or: OnceLock<Option<ListFormatter>>,
    plurals: OnceLock<Option<PluralRules>>,
}

/// Whether two tags are of one language, such as `en` and `en-US`.
pub(super) fn is_one(tag: &str, other: &str) -> bool {
    let language = |tag: &str| Locale::try_from_str(tag).map(|locale| locale.id.language).ok();
    language(tag) == language(other)
}

/// What joins a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// "a, b, and c".
    And,
    /// "a, b, or c".
    Or,
}

impl Language {
    /// The language of a tag; of an unknown one, what all have in common.
    pub(super) fn new(tag: &str) -> Self {
        Self {
            locale: Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN),
            and: OnceLock::new(),
            or: OnceLock::new(),
            plurals: OnceLock::new(),
        }
    }

    /// Writes a list as running text.
    pub(super) fn join(&self, out: &mut String, join: Join, items: &[&str]) {
        if let [only] = items {
            return out.push_str(only);
        }
        let formatter = match join {
            Join::And => self.and.get_or_init(|| {
                ListFormatter::try_new_and(self.preferences(), ListFormatterOptions::default()).ok()
            }),
            Join::Or => self.or.get_or_init(|| {
                ListFormatter::try_new_or(self.preferences(), ListFormatterOptions::default()).ok()
            }),
        };
        let Some(formatter) = formatter else { return out.push_str(&items.join(", ")) };
        let [first @ .., last] = items else { return };
        // Nothing follows the last that it could be taken to hold; but "find you and plan and repair" would not say where
        // it begins.
        let apart = first.iter().map(|item| Apart::of(item)).max().unwrap_or(Apart::Plain);
        match (apart, first) {
            // "a, b and c, and d"
            (Apart::Joined | Apart::Listed, [only]) | (Apart::Plain, [only])
                if apart != Apart::Plain || begins_joined(last) =>
            {
                let _ = write!(out, "{only},{}{last}", between(formatter));
            }
            // "a, b and c; d; and e"
            (Apart::Listed, _) => {
                let _ = write!(out, "{};{}{last}", first.join("; "), between(formatter));
            }
            // "a, b, and c and d", also where no comma stands before the last of three.
            (_, [_, _, ..]) if apart == Apart::Joined || Apart::of(last) != Apart::Plain => {
                let _ = write!(out, "{},{}{last}", first.join(", "), between(formatter));
            }
            _ => {
                let _ = write!(out, "{}", formatter.format(items.iter()));
            }
        }
    }

    fn preferences(&self) -> ListFormatterPreferences {
        (&self.locale).into()
    }

    /// The form that goes with a number: `one`, `other`, ….
    pub(super) fn plural(&self, count: usize) -> &'static str {
        let rules =
            self.plurals.get_or_init(|| PluralRules::try_new_cardinal((&self.locale).into()).ok()).as_ref();
        match rules.map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }
}

/// What keeps an item of a list from being told from the next.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Apart {
    Plain,
    /// It joins two things itself.
    Joined,
    /// It is a list itself.
    Listed,
}

impl Apart {
    /// Brackets hold together what stands in them.
    fn of(item: &str) -> Self {
        let mut depth = 0_usize;
        let mut found = Self::Plain;
        for (at, c) in item.char_indices() {
            match c {
                '(' | '[' | '“' => depth += 1,
                ')' | ']' | '”' => depth = depth.saturating_sub(1),
                ',' if depth == 0 && item.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')) => {
                    return Self::Listed;
                }
                ' ' if depth == 0
                    && item
                        .get(at..)
                        .is_some_and(|rest| rest.starts_with(" and ") || rest.starts_with(" or ")) =>
                {
                    found = Self::Joined;
                }
                _ => {}
            }
        }
        found
    }
}

/// Whether an item joins its first word to another: "plan and repair".
fn begins_joined(item: &str) -> bool {
    item.split(' ').nth(1).is_some_and(|word| matches!(word, "and" | "or"))
}

/// What stands between the items of a list of two.
fn between(formatter: &ListFormatter) -> String {
    let two = formatter.format(["\0", "\0"].iter()).to_string();
    two.trim_matches('\0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Join, Language};

    #[test]
    fn an_item_that_joins_two_things_is_told_from_the_list() {
        let join = |tag: &str, items: &[&str]| {
            let mut out = String::new();
            Language::new(tag).join(&mut out, Join::And, items);
            out
        };
        assert_eq!(join("en-GB", &["names", "ages", "photos"]), "names, ages and photos");
        assert_eq!(
            join("en-GB", &["names", "ages", "selfies and videos"]),
            "names, ages, and selfies and videos"
        );
        assert_eq!(
            join("en-GB", &["terms and rules", "ages", "photos"]),
            "terms and rules, ages, and photos"
        );
        assert_eq!(
            join("en-US", &["names", "ages", "selfies and videos"]),
            "names, ages, and selfies and videos"
        );
    }
}
