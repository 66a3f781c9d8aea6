//! What is wrong with the value of a property, and what to write.

use super::properties::of_property;
use crate::diagnostic::{Diagnostic, Reason, nearest};
use crate::law::condition::facts;
use crate::law::{Kind, Vocabulary};
use crate::model::Class;
use crate::model::property;
use crate::model::words::Absence;
use crate::source::Span;
use crate::syntax::ast;

pub(super) fn missing_value(word: &str, value: property::Value, span: Span) -> Diagnostic {
    let example = match value {
        property::Value::Link => "\"https://…\"",
        property::Value::Language => "en",
        property::Value::Of(Kind::Country) => "DE",
        property::Value::Codes => "some-law \"D\"",
        property::Value::State => "until consent",
        property::Value::Period => "30 days",
        property::Value::Fact => "has-20-or-more-employees",
        property::Value::OneOf(words) => words.first().copied().unwrap_or("…"),
        property::Value::Of(_)
        | property::Value::Noun(_)
        | property::Value::Text
        | property::Value::Any
        | property::Value::Free => "\"…\"",
    };
    let finding = Diagnostic::error("missing-value", span, format!("`{word}` has no value"));
    if value == property::Value::State {
        return finding.with_help(format!("write `{word} {example}`"));
    }
    let help = format!("write it on the same line: `{word} {example}`, or `{word} unstated`");
    finding.with_help(help).because(Reason::NoValue)
}

pub(super) fn wrong_value(word: &str, kind: Kind, span: Span) -> Diagnostic {
    let (what, help) = match kind {
        Kind::Country => (
            "a country",
            "write its code of two letters, such as `DE`; a place that has none stands in quotes",
        ),
        Kind::Law => ("a law", "name it by its id in the vocabulary"),
        _ => ("a recipient", "write its name, or a text in quotes"),
    };
    Diagnostic::error("wrong-kind", span, format!("`{word}` takes {what}")).with_help(help)
}

/// A place where a law belongs: the help names those that it has.
pub(super) fn of_place(finding: Diagnostic, place: &Class, vocabulary: &Vocabulary) -> Diagnostic {
    match vocabulary.laws_of(place.id).as_slice() {
        [] => finding,
        laws => finding.with_help(format!("name a law of `{}`: `{}`", place.id, laws.join("`, `"))),
    }
}

pub(super) fn text_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("text-expected", span, format!("`{word}` takes a text in quotes"))
        .with_help(format!("write `{word} \"…\"`"))
}

/// A condition where a text belongs: `because law-requires`.
pub(super) fn text_for_condition(word: &str, condition: &str, span: Span) -> Diagnostic {
    text_expected(word, span).with_help(format!(
        "write `{word} \"…\"`, with a sentence, or `if {condition}` where it hangs on that"
    ))
}

/// The word for nothing in quotes, which readers would be shown.
pub(super) fn quoted_absence(word: &str, text: &ast::Text) -> Option<Diagnostic> {
    let absence = Absence::parse(&text.value.to_lowercase())?.as_str();
    let message = format!("`{absence}` in quotes is a text that readers see");
    let finding = Diagnostic::error("wrong-kind", text.span, message);
    Some(finding.with_help(format!("write `{word} {absence}`, without quotes")))
}

/// A place in quotes that the vocabulary has a word for.
pub(super) fn quoted_place(vocabulary: &Vocabulary, term: &ast::Term) -> Option<Diagnostic> {
    let ast::Atom::Text(text) = &term.atom else { return None };
    let places = if term.kinds.is_empty() { vocabulary.places(&text.value) } else { Vec::new() };
    let message = format!("`{}` in quotes is a text, which is compared with nothing", text.value);
    let finding = Diagnostic::error("wrong-kind", text.span, message);
    match places.as_slice() {
        [] => None,
        [place] => Some(finding.did_you_mean(*place)),
        [first, rest @ ..] => {
            Some(finding.with_help(format!("did you mean `{first}` or `{}`?", rest.join("` or `"))))
        }
    }
}

pub(super) fn name_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("text-expected", span, format!("`{word}` takes a name or a text in quotes"))
        .with_help(format!("write `{word} \"…\"`"))
}

pub(super) fn state_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("`{word}` takes a clause, and no value"))
        .with_help(format!("say what ends it: `{word} until consent`, or `{word} until \"you agree\"`"))
}

pub(super) fn on_at_first(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("wrong-kind", span, format!("opting out does not end `{word}`"))
        .with_help(format!(
            "what is on from the start has no `{word}`: say how to opt out as its `control`; or write `{word} until \
             consent`"
        ))
}

pub(super) fn period_expected(word: &str, term: &ast::Term) -> Diagnostic {
    let message = format!("`{word}` takes a length of time");
    let finding = Diagnostic::error("wrong-kind", term.span, message).because(Reason::NoLength);
    let meant = match &term.atom {
        ast::Atom::Word(found) => nearest(&found.text, property::PERIODS.iter().copied()),
        _ => None,
    };
    match meant {
        Some(meant) => finding.did_you_mean(meant),
        None => finding.with_help(format!(
            "write `{word} 30 days`, `{word} session`, or other words in quotes: `{word} \"…\"`"
        )),
    }
}

pub(super) fn no_detail(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-value", span, format!("no document shows a text behind `{word}` here"))
        .with_help("delete it; what else there is to say stands in a sentence of its own")
}

pub(super) fn code_expected(word: &str, scheme: Option<&str>, span: Span) -> Diagnostic {
    let (message, scheme) = match scheme {
        Some(scheme) => (format!("`{scheme}` has no code"), scheme),
        None => (format!("`{word}` takes a scheme and its codes"), "some-law"),
    };
    Diagnostic::error("missing-value", span, message)
        .with_help(format!("the code stands in quotes behind the scheme: `{word} {scheme} \"…\"`"))
}

pub(super) fn unknown_scheme(vocabulary: &Vocabulary, scheme: &str, span: Span) -> Diagnostic {
    let schemes = || vocabulary.schemes().iter().map(|scheme| &*scheme.id);
    let finding =
        Diagnostic::error("unknown-value", span, format!("`{scheme}` is not among the schemes of codes"));
    match nearest(scheme, schemes()) {
        Some(meant) => finding.did_you_mean(meant),
        None => {
            let known: Vec<String> = schemes().map(|scheme| format!("`{scheme}`")).collect();
            finding.with_help(format!("write one of {}", known.join(", ")))
        }
    }
}

pub(super) fn unknown_code(scheme: &str, code: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-value", span, format!("`{scheme}` has no code `{code}` for this"))
        .with_help("write one of its codes, or delete this: the vocabulary knows the codes of its own words")
}

pub(super) fn bad_link(text: &str, why: &str, span: Span) -> Diagnostic {
    Diagnostic::error("bad-link", span, format!("`{text}` cannot be a link: {why}"))
        .with_help("write a whole address, such as `\"https://acme.example/privacy\"`")
}

pub(super) fn bad_language(tag: &str, span: Span) -> Diagnostic {
    Diagnostic::error("bad-language", span, format!("`{tag}` is not a language tag"))
        .with_help("write a BCP 47 tag such as `en`, `en-US` or `pt-BR`")
}

pub(super) fn unknown_fact(word: &str, span: Span) -> Diagnostic {
    let finding = Diagnostic::error("unknown-fact", span, format!("there is no fact `{word}`"));
    match nearest(word, facts().keys().map(String::as_str)) {
        Some(meant) => finding.did_you_mean(meant),
        None => finding.with_help("choose one of the facts that are listed in docs/law.md"),
    }
}

pub(super) fn fact_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error("unknown-fact", span, format!("`{word}` lists facts by their names"))
        .with_help("write a fact such as `has-20-or-more-employees`, without quotes")
}

pub(super) fn not_one_of(word: &str, known: &[&str], atom: &ast::Atom, span: Span) -> Diagnostic {
    let words: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    let finding =
        Diagnostic::error("unknown-value", span, format!("`{word}` is one of {}", words.join(", ")));
    if let ast::Atom::Word(found) = atom
        && let Some(value) = of_property(&found.text, word).filter(|value| known.contains(value))
    {
        return finding.did_you_mean(value);
    }
    finding.with_help(format!("write one of {}", words.join(", ")))
}
