//! Whether a name is a plural.

use crate::law::Kind;
use crate::model::Noun;
use crate::model::phrase::says_whose;
use crate::model::words::{NounKind, Qualifier};

/// A proper name is one thing, people are several, and any other name tells itself, unless the author says.
pub(crate) fn plural(noun: &Noun) -> bool {
    if noun.qualifiers.contains(&Qualifier::Singular) {
        return false;
    }
    if noun.qualifiers.contains(&Qualifier::Plural) {
        return true;
    }
    match noun.kind {
        NounKind::Organization => {
            noun.name.as_deref().is_some_and(|name| is_described(name) && looks_plural(name))
        }
        NounKind::Law | NounKind::Policy => false,
        NounKind::Audience => !is_one(noun.name.as_deref().unwrap_or_default()),
        NounKind::Recipient | NounKind::Source
            if noun.name.as_deref().is_some_and(|name| is_coined(name) || is_public_body(noun, name)) =>
        {
            false
        }
        _ => looks_plural(noun.name.as_deref().unwrap_or("")),
    }
}

/// Whether people are named as one of them: "the account holder", "your child".
fn is_one(name: &str) -> bool {
    let first = name.split_whitespace().next().unwrap_or_default();
    ["a", "an", "the", "your"].iter().any(|word| first.eq_ignore_ascii_case(word)) && !looks_plural(name)
}

/// Whether a name is no proper one, but says which or whose: "our franchisees", and not "The Home Stores".
pub(super) fn is_described(name: &str) -> bool {
    name.starts_with(char::is_lowercase) && says_whose(name)
}

/// Whether a name is one word with a capital inside, as no common noun is: "PlayMetrics".
fn is_coined(name: &str) -> bool {
    let inside = name.chars().skip(1);
    !name.contains(' ') && inside.clone().any(char::is_uppercase) && inside.clone().any(char::is_lowercase)
}

/// Whether it is an authority with a name of its own, whatever that ends in: "UK Visas and Immigration".
fn is_public_body(noun: &Noun, name: &str) -> bool {
    let authority = noun.classes.iter().any(|class| class.kind == Kind::Role && class.id == "authority");
    authority && joins(name, " and ")
}

const QUANTITIES: &[&str] =
    &["some", "many", "most", "all", "certain", "several", "Some", "Many", "Most", "All", "Certain"];

const DESCRIBERS: &[&str] = &[
    "that ",
    "who ",
    "which ",
    "we ",
    "about ",
    "regarding ",
    "in ",
    "from ",
    "with ",
    "on ",
    "for ",
    "to ",
    "by ",
    "at ",
    "under ",
    "over ",
];

/// The forms of companies, which end the names of one.
const FORMS: &[&str] =
    &["plc", "ltd", "limited", "inc", "llp", "llc", "corp", "corporation", "company", "co", "gmbh", "ag"];

/// Whether a name reads like a plural: its first phrase ends in a plural "s".
pub(crate) fn looks_plural(name: &str) -> bool {
    let name = name.split('(').next().unwrap_or(name);
    let head = if is_row(name) { name } else { name.split(',').next().unwrap_or(name) };
    // The noun that counts stands before what describes it: "information about our customers".
    let of = head
        .split_once(" of ")
        .map_or(head, |(first, rest)| if QUANTITIES.contains(&first.trim()) { rest } else { first });
    let describes = |rest: &str| DESCRIBERS.iter().any(|word| rest.starts_with(word));
    let end = of.match_indices(' ').find(|(at, _)| describes(of.get(at + 1..).unwrap_or_default()));
    let head = of.get(..end.map_or(of.len(), |(at, _)| at)).unwrap_or(of).trim();
    let last = head.rsplit(char::is_whitespace).next().unwrap_or("");
    let irregular = [
        "people", "children", "men", "women", "police", "data", "media", "staff", "alumni", "criteria",
        "gurus", "menus",
    ];
    let ends_with = |end: &str| {
        let from = last.len().checked_sub(end.len());
        from.and_then(|from| last.get(from..)).is_some_and(|found| found.eq_ignore_ascii_case(end))
    };
    irregular.iter().any(|word| last.eq_ignore_ascii_case(word))
        || head.contains(" and ") && !is_one_body(head)
        || head.split(' ').any(|word| word == "people")
        || ends_with("eaus")
        || ends_with("eaux")
        || (ends_with("s")
            && !joins(head, " & ")
            && !["ss", "us", "is", "'s"].iter().any(|end| ends_with(end))
            && !last.eq_ignore_ascii_case("analytics"))
}

/// Whether what commas separate in a name is a row up to its "and", "legal, tax and audit firms", and not what says more
/// about the first of it: "Acme, a bank and insurer", "what you bought, and when".
fn is_row(name: &str) -> bool {
    let goes_on = |part: &str| {
        let more = ["a ", "an ", "such as ", "including ", "where ", "when ", "if ", "as "];
        !more.iter().chain(DESCRIBERS).any(|word| part.starts_with(word))
    };
    let rest = || name.split(',').skip(1).map(str::trim);
    let joined = |last: &str| last.contains(" and ") || rest().count() > 1 && last.starts_with("and ");
    rest().all(goes_on) && rest().last().is_some_and(joined)
}

/// Whether a name with "and" is that of one body, "the Disclosure and Barring Service", "Marks and Spencer plc", "Johnson
/// and Johnson", and not of several, "Stripe and PayPal", "the shops and partners".
fn is_one_body(name: &str) -> bool {
    let title = name.strip_prefix("the ").or_else(|| name.strip_prefix("The "));
    title.is_some_and(|title| title.starts_with(char::is_uppercase) && joins(title, " and "))
        || joins(name, " and ")
            && (has_one_form(name) || name.split_once(" and ").is_some_and(|(a, b)| a == b))
}

/// Whether a name ends in the form of a company, and has no other: "Acme Ltd and Beta Ltd" are two.
fn has_one_form(name: &str) -> bool {
    let is_form = |word: &&str| {
        let word = word.trim_matches(['.', ',']);
        FORMS.iter().any(|form| word.eq_ignore_ascii_case(form))
    };
    name.split_whitespace().next_back().filter(is_form).is_some()
        && name.split_whitespace().filter(is_form).count() == 1
}

/// Whether a mark or a word joins words that are capitalised, as in a title.
fn joins(name: &str, mark: &str) -> bool {
    name.split_once(mark).is_some_and(|(before, after)| {
        let last = before.rsplit(' ').next().unwrap_or(before);
        [last, after].iter().all(|word| word.starts_with(char::is_uppercase))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_described, looks_plural};

    #[test]
    fn a_name_that_says_whose_is_no_proper_one() {
        assert!(["our franchisees", "the Acme companies"].into_iter().all(is_described));
        assert!(!["The Home Stores", "adidas", "Acme"].into_iter().any(is_described));
    }

    #[test]
    fn a_title_with_and_is_that_of_one_body() {
        for one in [
            "the Disclosure and Barring Service",
            "HM Revenue & Customs",
            "Research & Sons",
            "Marks and Spencer plc",
            "Johnson and Johnson",
        ] {
            assert!(!looks_plural(one), "{one}");
        }
        for several in [
            "Stripe and PayPal",
            "Acme Ltd and Beta Ltd",
            "the shops and partners",
            "shops & partners",
            "the Terms and Conditions",
        ] {
            assert!(looks_plural(several), "{several}");
        }
    }

    #[test]
    fn a_row_is_several_and_what_says_more_about_a_thing_is_not() {
        for several in [
            "legal, tax and audit firms",
            "professional, legal and tax advisers",
            "name, address and email",
            "Stripe, Adyen, and PayPal",
        ] {
            assert!(looks_plural(several), "{several}");
        }
        for one in [
            "Acme, a bank and insurer",
            "what you bought, and when",
            "information about you, your family and friends",
            "the app, such as pages and forms",
            "the register of firms, trusts and charities",
        ] {
            assert!(!looks_plural(one), "{one}");
        }
    }
}
