//! What was answered, each answer looked at by what will read it in the policy.

use std::collections::BTreeMap;
use std::str::FromStr;

use candor::diagnostic::{Severity, nearest};
use candor::law::{Kind, Vocabulary};
use candor::link::Href;
use candor::project;
use candor::syntax::{is_forbidden, quoted};

use super::activities::{self, Activity, Id, Place, is_legal_form};
use super::{Arguments, Failure};

/// What was answered; nothing where nobody knows yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) name: Option<Text>,
    pub(super) website: Option<Link>,
    pub(super) email: Option<Address>,
    pub(super) address: Option<Text>,
    pub(super) laws: Option<Vec<Law>>,
    pub(super) effective: Option<Day>,
    pub(super) does: Option<Vec<Id>>,
    /// What people are asked for, by the activity.
    pub(super) data: BTreeMap<String, Items>,
    /// The companies that have a part in it, by the activity; none of them if nobody has.
    pub(super) with: BTreeMap<String, Companies>,
    /// How people can stop it, by the activity; nothing if nobody knows yet.
    pub(super) stop: BTreeMap<String, Option<Text>>,
    pub(super) sells: Option<YesNo>,
    pub(super) children_under: Option<Age>,
}

impl Answers {
    /// Where people meet the organization, as far as anybody said.
    pub(super) const fn place(&self) -> Place {
        if self.website.is_some() { Place::Website } else { Place::Services }
    }

    /// What the command line has answered.
    pub(super) fn given(arguments: &Arguments) -> Result<Self, Failure> {
        let mut data = BTreeMap::new();
        for Given { what, answer } in &arguments.data {
            done("--data", arguments, what)?;
            once("--data", what, data.contains_key(&what.0))?;
            let items = answer.parse().map_err(|why| wrong("--data", &what.0, why))?;
            data.insert(what.0.clone(), items);
        }
        let mut with: BTreeMap<String, Companies> = BTreeMap::new();
        for given in &arguments.with {
            let Companies(more) = fitting("--with", arguments, given, &|activity| activity.others.is_some())?;
            let Companies(known) = with.entry(given.what.0.clone()).or_default();
            for company in more {
                if !known.contains(&company) {
                    known.push(company);
                }
            }
        }
        let mut stop = BTreeMap::new();
        for given in &arguments.stop {
            let how = fitting("--stop", arguments, given, &|activity| activity.stop.is_some())?;
            once("--stop", &given.what, stop.insert(given.what.0.clone(), Some(how)).is_some())?;
        }
        Ok(Self {
            name: arguments.name.clone(),
            website: arguments.website.clone(),
            email: arguments.email.clone(),
            address: arguments.address.clone(),
            laws: arguments.laws.clone(),
            effective: arguments.effective.clone(),
            does: arguments.does.clone(),
            data,
            with,
            stop,
            sells: arguments.sells,
            children_under: arguments.children_under.clone(),
        })
    }
}

/// What a flag answers about an activity, if `fits` says that there is anything to ask of it.
fn fitting<T: FromStr<Err = String>>(
    flag: &str,
    arguments: &Arguments,
    Given { what, answer }: &Given,
    fits: &dyn Fn(&Activity) -> bool,
) -> Result<T, Failure> {
    done(flag, arguments, what)?;
    let fitting = || activities::ids(fits);
    if !fitting().any(|id| id == what.0) {
        let fitting: Vec<&str> = fitting().collect();
        return Err(wrong(flag, &what.0, format!("only these can be answered so: {}", fitting.join(", "))));
    }
    answer.parse().map_err(|why| wrong(flag, &what.0, why))
}

/// Refuses an answer about what nobody does.
fn done(flag: &str, arguments: &Arguments, what: &Id) -> Result<(), Failure> {
    if arguments.does.iter().flatten().any(|does| does == what) {
        return Ok(());
    }
    Err(wrong(flag, &what.0, format!("`--does` does not name `{}`", what.0)))
}

/// Refuses a second answer.
fn once(flag: &str, what: &Id, again: bool) -> Result<(), Failure> {
    if again {
        return Err(wrong(flag, &what.0, "it was answered before".to_owned()));
    }
    Ok(())
}

fn wrong(flag: &str, what: &str, why: String) -> Failure {
    Failure::new(format!("`{flag} {what}=…`: {why}"))
}

/// A text that may stand in a policy, and says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text(pub(super) String);

impl FromStr for Text {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("there is nothing in it".to_owned());
        }
        if text.contains(is_forbidden) {
            return Err("it has a character that no text may have".to_owned());
        }
        compiles(&format!("policy {} {{ language en }}\n", quoted(text)))?;
        Ok(Self(text.to_owned()))
    }
}

/// An address that may stand in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link(pub(super) String);

impl FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        Href::parse(text)?;
        let url = url::Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
        if url.is_none() {
            return Err("a website begins with `https://`".to_owned());
        }
        compiles(&format!("organization o \"o\" {{ link {} }}\n", quoted(text)))?;
        Ok(Self(text.to_owned()))
    }
}

/// Somebody's address for e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address(pub(super) String);

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Text(text) = text.parse()?;
        if Href::mail(&text).is_none() {
            return Err("an email address has an `@` with something on both sides".to_owned());
        }
        Ok(Self(text))
    }
}

/// A law that the vocabulary knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Law(pub(super) String);

impl FromStr for Law {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let name = name.trim().to_lowercase();
        if let Some(term) = Vocabulary::builtin().find(Kind::Law, &name) {
            return Ok(Self(term.id.to_string()));
        }
        let names = || Vocabulary::builtin().names(Kind::Law);
        let of_place = Vocabulary::builtin().laws_of(&name);
        if !of_place.is_empty() {
            return Err(format!("`{name}` is no law; name one that it has: {}", of_place.join(", ")));
        }
        Err(match nearest(&name, names()) {
            Some(meant) => format!("`{name}` is no law that is known here; did you mean `{meant}`?"),
            None => format!(
                "`{name}` is no law that is known here; there are {}",
                names().collect::<Vec<_>>().join(", ")
            ),
        })
    }
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Day(pub(super) String);

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit() || c == '-') {
            return Err("a date is written as 2026-03-01".to_owned());
        }
        compiles(&format!("policy \"p\" {{ effective {text} }}\n"))?;
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts.as_slice() else { return Ok(Self(text.to_owned())) };
        Ok(Self(format!("{year:0>4}-{month:0>2}-{day:0>2}")))
    }
}

/// An age in years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Age(pub(super) u8);

impl FromStr for Age {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().parse() {
            Ok(age @ 1..=21) => Ok(Self(age)),
            Ok(_) | Err(_) => Err("an age is a number of years, 1 to 21".to_owned()),
        }
    }
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YesNo(pub(super) bool);

impl FromStr for YesNo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_lowercase().as_str() {
            "y" | "yes" => Ok(Self(true)),
            "n" | "no" => Ok(Self(false)),
            _ => Err("say `yes` or `no`".to_owned()),
        }
    }
}

/// Some kinds of data, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Items(pub(super) Vec<Text>);

impl FromStr for Items {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut items: Vec<Text> = Vec::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let item: Text = part.parse()?;
            if !items.iter().any(|known| known.0.to_lowercase() == item.0.to_lowercase()) {
                items.push(item);
            }
        }
        if items.is_empty() { Err("there is nothing in it".to_owned()) } else { Ok(Self(items)) }
    }
}

/// Some companies, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Companies(pub(super) Vec<Text>);

impl FromStr for Companies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut companies: Vec<Text> = Vec::new();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let part: Text = part.parse()?;
            // "Payer, Inc." is one.
            if let Some(Text(name)) = companies.last_mut().filter(|_| is_legal_form(&part.0)) {
                *name = format!("{name}, {}", part.0);
            } else if !companies.contains(&part) {
                companies.push(part);
            }
        }
        if companies.is_empty() { Err("there is nothing in it".to_owned()) } else { Ok(Self(companies)) }
    }
}

/// What the command line answers about one activity: `orders=Payer Inc.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Given {
    what: Id,
    answer: String,
}

impl FromStr for Given {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (what, answer) = text.split_once('=').ok_or("write it as `orders=…`")?;
        Ok(Self { what: what.parse()?, answer: answer.to_owned() })
    }
}

/// Whether a policy with an answer in it can be read; else what the compiler says of it.
pub(super) fn compiles(text: &str) -> Result<(), String> {
    let load = |_: &str| Ok(text.as_bytes().to_vec());
    let read = project::read("answer.candor", &load, Vocabulary::builtin());
    let error = read.findings.into_iter().find(|finding| finding.severity == Severity::Error);
    error.map_or(Ok(()), |finding| {
        let help = finding.help.map(|help| format!("; {help}")).unwrap_or_default();
        Err(format!("{}{help}", finding.message))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: FromStr<Err = String> + std::fmt::Debug>(text: &str, message: &str) {
        assert_eq!(text.parse::<T>().unwrap_err(), message);
    }

    #[test]
    fn a_mistake_is_told_as_the_compiler_tells_it() {
        check::<Text>(" ", "there is nothing in it");
        check::<Link>("acme.example", "it does not begin with `https://`");
        check::<Link>(
            "javascript:alert(1)",
            "`javascript:` links are not allowed; use https, http, mailto or tel",
        );
        check::<Link>("mailto:a@b.example", "a website begins with `https://`");
        check::<Address>("privacy", "an email address has an `@` with something on both sides");
        check::<Day>("tomorrow", "a date is written as 2026-03-01");
        assert!("2026-02-30".parse::<Day>().is_err());
        check::<Law>("Texas", "`texas` is no law; name one that it has: tdpsa");
        check::<Law>("gdrp", "`gdrp` is no law that is known here; did you mean `gdpr`?");
        check::<Age>("0", "an age is a number of years, 1 to 21");
        check::<YesNo>("perhaps", "say `yes` or `no`");
        check::<Id>("order", "`order` is none of them; did you mean `orders`?");
    }

    #[test]
    fn companies_are_told_apart_by_commas_but_for_their_legal_forms() {
        let companies: Companies = "Stripe, Payer, Inc., Ayden N.V., Stripe, Läden, GmbH".parse().unwrap();
        let names: Vec<&str> = companies.0.iter().map(|name| name.0.as_str()).collect();
        assert_eq!(names, ["Stripe", "Payer, Inc.", "Ayden N.V.", "Läden, GmbH"]);
        check::<Companies>(" , ", "there is nothing in it");
    }

    #[test]
    fn any_text_may_be_answered() {
        for text in ["Acme \"A\" \\ Inc.", "{{ name }} {% x %}", "Läden & Söhne 👍", "a\tb"] {
            assert_eq!(text.parse::<Text>().unwrap().0, text);
        }
    }
}
