//! Lists, terms and values.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::Reader;
use crate::diagnostic::{Diagnostic, nearest};
use crate::law::vocabulary::synonym;
use crate::law::{Kind, Vocabulary};
use crate::model::words::{Absence, Bound, Qualifier, Quantifier, Unit};
use crate::model::{Class, Duration, Few, List, Ref, Term, Value};
use crate::source::{SharedStr, Span};
use crate::syntax::{self, ast};

impl Reader<'_> {
    pub(super) fn list(&mut self, list: &ast::List, wanted: &[Kind]) -> List {
        self.list_of(list, wanted, &[])
    }

    /// The same of a list whose texts are `likely` of some kinds, as its names are: what stands behind `to` is somebody.
    pub(super) fn list_of(&mut self, list: &ast::List, wanted: &[Kind], likely: &[Kind]) -> List {
        let mut open = false;
        let mut terms = Vec::with_capacity(list.terms.len());
        for term in &list.terms {
            if matches!(&term.atom, ast::Atom::Word(word) if &*word.text == "others") && list.terms.len() > 1
            {
                open = true;
                continue;
            }
            terms.extend(self.term_of(term, wanted, likely));
        }
        if list.any && list.all && !open {
            self.findings.push(mixed_list(list.span));
        }
        List { terms, any: list.any, all: list.all, open, span: list.span }
    }

    pub(super) fn term(&mut self, term: &ast::Term, wanted: &[Kind]) -> Option<Term> {
        self.term_of(term, wanted, &[])
    }

    fn term_of(&mut self, term: &ast::Term, wanted: &[Kind], likely: &[Kind]) -> Option<Term> {
        let value = match &term.atom {
            ast::Atom::Word(word) => match Absence::parse(&word.text) {
                Some(absence) => Value::Absent(absence),
                None => Value::Ref(self.reference(word, wanted)),
            },
            ast::Atom::Text(text) => Value::Ref(Ref::Text(self.text(text))),
            ast::Atom::Number(word) => Value::Number(u64::from(self.count(word)?)),
            ast::Atom::Date(word) => Value::Date(self.date(word)?),
            ast::Atom::Duration(duration) => Value::Duration(self.duration(duration)?),
        };
        if let (Some(word), Value::Duration(_) | Value::Date(_)) = (&term.quantifier, &value) {
            self.findings.push(counted(word));
        }
        Some(Term {
            quantifier: term.quantifier.as_ref().and_then(|word| Quantifier::parse(&word.text)),
            value,
            classes: term.kinds.iter().filter_map(|word| self.class(word, &[], likely)).collect(),
            detail: self.detail(term),
            qualifiers: self.qualifiers(&term.qualifiers),
            span: term.span,
        })
    }

    pub(super) fn reference(&mut self, word: &ast::Word, wanted: &[Kind]) -> Ref {
        self.names.resolve(self.vocabulary, &word.text, word.span, wanted, &mut self.findings)
    }

    pub(super) fn detail(&mut self, term: &ast::Term) -> Option<SharedStr> {
        term.detail.as_ref().map(|text| self.text(text))
    }

    pub(super) fn classes(&mut self, words: &[ast::Word], wanted: &[Kind]) -> Few<Class> {
        words.iter().filter_map(|word| self.class(word, wanted, &[])).collect()
    }

    /// What a word is in one of the lists that are wanted, or in any; in the `likely` ones before all others.
    fn class(&mut self, word: &ast::Word, wanted: &[Kind], likely: &[Kind]) -> Option<Class> {
        let every: &[Kind] = if wanted.is_empty() { &Kind::ALL } else { wanted };
        for &kind in likely.iter().chain(every) {
            if let Some(term) = self.vocabulary.find(kind, &word.text) {
                return Some(Class { kind, id: term.id.as_str() });
            }
        }
        self.findings.push(unknown_kind(self.vocabulary, word, wanted));
        None
    }

    pub(super) fn qualifiers(&mut self, words: &[ast::Word]) -> Few<Qualifier> {
        for (at, word) in words.iter().enumerate() {
            let before = words.iter().take(at).find(|before| excludes(&before.text, &word.text));
            self.findings.extend(before.map(|before| beside(before, word)));
        }
        words.iter().filter_map(|word| Qualifier::parse(&word.text)).collect()
    }

    pub(super) fn text(&mut self, text: &ast::Text) -> SharedStr {
        self.findings.extend(syntax::unfit(&text.value, text.span));
        text.value.clone()
    }

    pub(super) fn count(&mut self, word: &ast::Word) -> Option<u32> {
        let count = word.text.parse().ok();
        if count.is_none() {
            self.findings.push(number_too_large(word));
        }
        count
    }

    pub(super) fn duration(&mut self, duration: &ast::Duration) -> Option<Duration> {
        let unit = Unit::parse(&duration.unit.text)?;
        let count = match &duration.number {
            Some(word) => self.count(word)?,
            None => 1,
        };
        if count == 0 {
            self.findings.push(zero_duration(duration.span));
        }
        let bound = duration.bound.as_ref().and_then(|word| Bound::parse(&word.text));
        let duration_of = Duration { bound, count, unit };
        if duration_of.days() > LONGEST {
            self.findings.push(too_long(duration.span));
        }
        Some(duration_of)
    }

    pub(super) fn date(&mut self, word: &ast::Word) -> Option<Date> {
        let parts: Vec<i16> = word.text.split('-').filter_map(|part| part.parse().ok()).collect();
        let date = match parts.as_slice() {
            [year, month, day] => {
                let small = |n: i16| i8::try_from(n).ok();
                small(*month)
                    .zip(small(*day))
                    .and_then(|(month, day)| Date::new(*year, month, day).ok())
                    .filter(|date| date.year() > 0)
            }
            _ => None,
        };
        match date {
            None => self.findings.push(impossible_date(word)),
            Some(date) if !YEARS.contains(&date.year()) => self.findings.push(no_year_of_a_policy(word)),
            Some(_) => {}
        }
        date
    }
}

/// Whether a thing cannot be both, or is so already.
fn excludes(one: &str, other: &str) -> bool {
    let opposed = [
        ("directly", "indirectly"),
        ("optional", "required"),
        ("voluntary", "required"),
        ("singular", "plural"),
    ];
    one == other || opposed.iter().any(|pair| *pair == (one, other) || *pair == (other, one))
}

/// A word that says how many of several are meant, before a length of time or a day: `for most 7 years`.
fn counted(word: &ast::Word) -> Diagnostic {
    let message = format!("`{}` says how many of several are meant, which this is not", word.text);
    let finding = Diagnostic::error("wrong-kind", word.span, message);
    match Quantifier::parse(&word.text) {
        Some(Quantifier::Most) => finding.did_you_mean("at most"),
        _ => finding.with_help("leave it out, or limit a length of time with `at most` or `at least`"),
    }
}

/// `a and b or c`: readers would see but one of the two words.
fn mixed_list(span: Span) -> Diagnostic {
    Diagnostic::error("mixed-list", span, "`and` and `or` stand in one list").with_help(
        "write what is a choice as one text, `\"your name\" and \"your ID or your passport\"`, or a sentence for each",
    )
}

fn beside(before: &ast::Word, word: &ast::Word) -> Diagnostic {
    let message = format!("`{}` cannot stand beside `{}`", word.text, before.text);
    Diagnostic::error("duplicate-property", word.span, message)
        .with_label(before.span, "first here")
        .with_help("keep one")
}

/// A list without room for more: it is kept, and most have one member where room is made for four.
pub(super) fn tight<T>(mut all: Vec<T>) -> Vec<T> {
    all.shrink_to_fit();
    all
}

fn unknown_kind(vocabulary: &Vocabulary, word: &ast::Word, wanted: &[Kind]) -> Diagnostic {
    let finding =
        Diagnostic::error("unknown-kind", word.span, format!("the vocabulary has no `{}` here", word.text));
    let every: &[Kind] = if wanted.is_empty() { &Kind::ALL } else { wanted };
    let names = || every.iter().flat_map(|kind| vocabulary.names(*kind));
    if let Some(meant) = every.iter().find_map(|kind| synonym(*kind, &word.text)) {
        return finding.did_you_mean(meant);
    }
    if let Some(meant) = nearest(&word.text, names()) {
        return finding.did_you_mean(meant);
    }
    // What is right but for what stands before it: `email` and `identity.email` for `contact.email`.
    let last = |name: &&str| name.contains('.') && name.rsplit('.').next() == word.text.rsplit('.').next();
    let elsewhere: Vec<&str> = names().filter(last).take(3).collect();
    match elsewhere.as_slice() {
        [meant] => finding.did_you_mean(*meant),
        [_, ..] => finding.with_help(format!("did you mean `{}`?", elsewhere.join("` or `"))),
        [] if let Some(group) = word.text.split_once('.').map(|(group, _)| group)
            && names().any(|name| name == group) =>
        {
            // The words themselves, not what else they are called, and not what lies deeper.
            let inside = |name: &&str| {
                let rest = name.strip_prefix(group).and_then(|rest| rest.strip_prefix('.'));
                rest.is_some_and(|rest| !rest.contains('.'))
            };
            let ids = every.iter().flat_map(|kind| vocabulary.terms(*kind)).map(|term| &*term.id);
            let within: Vec<&str> = ids.filter(inside).collect();
            finding.with_help(match within.is_empty() {
                true => format!("write `{group}`"),
                false => format!("write `{group}`, or what it has: `{}`", within.join("`, `")),
            })
        }
        [] => {
            let help = "leave out the `:` and what follows, or choose a word from the vocabulary";
            finding.with_help(match wanted {
                [kind] | [kind, _] => format!("{help}: `{}`", roots(vocabulary, *kind).join("`, `")),
                _ => help.to_owned(),
            })
        }
    }
}

/// The words of a list below which all others lie.
fn roots(vocabulary: &Vocabulary, kind: Kind) -> Vec<&str> {
    vocabulary.terms(kind).iter().map(|term| &*term.id).filter(|id| !id.contains('.')).collect()
}

fn number_too_large(word: &ast::Word) -> Diagnostic {
    Diagnostic::error("number-too-large", word.span, format!("`{}` is too large a number", word.text))
        .with_help("numbers go up to 4294967295")
}

/// The years that a policy can speak of.
const YEARS: RangeInclusive<i16> = 1900..=2199;

/// The longest time that a policy can mean, in days: 200 years.
const LONGEST: u32 = 200 * 365;

fn too_long(span: Span) -> Diagnostic {
    Diagnostic::error("number-too-large", span, "this is longer than 200 years")
        .with_help("check the number and its unit; what has no end is `indefinitely`")
}

fn no_year_of_a_policy(word: &ast::Word) -> Diagnostic {
    let message = format!("`{}` is no day that a policy can mean", word.text);
    Diagnostic::error("impossible-date", word.span, message)
        .with_help("check the year: from 1900 to 2199; for no date at all write `unstated`")
}

fn zero_duration(span: Span) -> Diagnostic {
    Diagnostic::error("zero-duration", span, "a duration of nothing")
        .with_help("write at least 1, or leave the clause out")
}

fn impossible_date(word: &ast::Word) -> Diagnostic {
    Diagnostic::error("impossible-date", word.span, format!("there is no day `{}`", word.text))
        .with_help(possible_date(&word.text))
}

/// What to write for a day that there is not: never a day that nobody has looked up.
fn possible_date(text: &str) -> String {
    let numbers: Vec<i16> = text.split('-').filter_map(|part| part.parse().ok()).collect();
    let date = |year: i16, month: i16, day: i16| {
        let known = YEARS.contains(&year).then_some(year)?;
        Date::new(known, month.try_into().ok()?, day.try_into().ok()?).ok()
    };
    match numbers.as_slice() {
        [year, month, day] => date(*year, *month, 1)
            .map(|first| format!("this month has {} days: look the day up", first.days_in_month()))
            .or_else(|| Some(format!("the month stands before the day: `{}`", date(*year, *day, *month)?))),
        _ => None,
    }
    .unwrap_or_else(|| "write year, month and day, such as `2026-03-01`".to_owned())
}

#[cfg(test)]
mod tests {
    use crate::law::Vocabulary;
    use crate::source::FileId;

    #[test]
    fn the_kind_of_a_text_is_looked_up_where_a_name_would_be() {
        for (text, expected) in [
            ("we share email with \"x\" : advertising-network", "roles advertising-network"),
            ("we share email to \"x\" : partner", "roles partner"),
            ("we collect email from \"x\" : data-broker", "sources broker"),
            ("you can access email by \"x\" : account", "channels account"),
            ("we use email for \"x\" : analytics", "purposes analytics"),
            ("recipient r \"R\" { such as \"x\" : analytics }", "purposes analytics"),
        ] {
            let items = crate::syntax::read(FileId(0), text).value.items;
            let policy = crate::model::policy("acme", items, Vocabulary::builtin()).value;
            let mut found = Vec::new();
            let mut clauses: Vec<_> = policy.nouns.iter().flat_map(|noun| &noun.clauses).collect();
            policy.each_statement(&mut |statement| clauses.extend(&statement.clauses));
            for clause in clauses {
                let crate::model::ClauseKind::List(_, list) = &clause.kind else { continue };
                let classes = list.terms.iter().flat_map(|term| &term.classes);
                found.extend(classes.map(|class| format!("{} {}", class.kind.key(), class.id)));
            }
            assert_eq!(found, [expected], "{text}");
        }
    }
}
