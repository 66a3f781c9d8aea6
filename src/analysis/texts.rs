//! Every text an author wrote, with where it stands, and phrases found in texts.

use std::borrow::Cow;

use super::phrases;
use crate::model::words::{ConditionWord, ListWord, NounKind, SayingWord};
use crate::model::{
    Clause, ClauseKind, Expression, Guarded, List, Noun, Prose, Ref, Retention, Said, Section, Statement,
    Term, Value, Verb, lengths_of, tests_of,
};
use crate::source::Span;

/// One text.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// What it says.
    pub text: &'a str,
    /// What it stands for in the sentence or declaration around it.
    pub place: Place,
    /// Where: the text itself, or the smallest thing around it that has a place.
    pub span: Span,
    /// Whether `span` is the text in its quotes and nothing else.
    pub exact: bool,
    /// Whether it is the first of its list or condition, or stands alone.
    pub first: bool,
    /// Whether it stands in a sentence that denies something.
    pub denied: bool,
}

impl<'a> Text<'a> {
    fn new(text: &'a str, place: Place, span: Span) -> Self {
        Self { text, place, span, exact: false, first: true, denied: false }
    }
}

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The policy's title, or a section's.
    Heading,
    /// The name of a declaration.
    Name(NounKind),
    /// A value of a property.
    Property(&'static str),
    /// Who does it.
    Subject,
    /// What is done.
    Verb,
    /// To what.
    Object,
    /// A term after a clause word.
    List(ListWord),
    /// A condition.
    Condition(ConditionWord),
    /// What starts a period.
    Event,
    /// How long a deadline is.
    Length,
    /// A text that goes with a name.
    Detail,
    /// The interest of a legal basis.
    Interest,
    /// A reason, a consequence, a note.
    Saying(SayingWord),
    /// Markdown.
    Prose,
}

/// What some texts stand in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner<'a> {
    /// A declaration with its number; the sentences in it stand for themselves.
    Noun(usize, &'a Noun),
    /// A statement with its number among the practices of the context.
    Practice(usize, &'a Statement),
    /// A section: its title and its clauses.
    Section(&'a Section),
    /// Prose.
    Prose(&'a Prose),
}

impl<'a> Owner<'a> {
    /// Adds its texts to others.
    pub(crate) fn texts(self, out: &mut Vec<Text<'a>>) {
        match self {
            Self::Noun(_, noun) => of_declaration(noun, out),
            Self::Practice(_, statement) => said(statement, out),
            Self::Section(section) => heading(section, out),
            Self::Prose(prose) => out.push(of_prose(prose)),
        }
    }
}

/// Every text of a declaration, the sentences in it too.
#[must_use]
pub fn of_noun(noun: &Noun) -> Vec<Text<'_>> {
    let mut out = Vec::new();
    of_declaration(noun, &mut out);
    noun.promises.iter().for_each(|promise| said(promise, &mut out));
    out
}

fn of_declaration<'a>(noun: &'a Noun, out: &mut Vec<Text<'a>>) {
    if let Some(name) = &noun.name {
        let place = if noun.kind == NounKind::Policy { Place::Heading } else { Place::Name(noun.kind) };
        out.push(Text::new(name, place, noun.id_span));
    }
    if let Some(rest) = &noun.rest {
        out.push(Text::new(rest, Place::Name(noun.kind), noun.id_span));
    }
    for property in &noun.properties {
        list(&property.list, Place::Property(property.word), out);
        clauses(&property.clauses, out);
    }
    clauses(&noun.clauses, out);
}

/// Every text of a statement.
#[must_use]
pub fn of_statement(statement: &Statement) -> Vec<Text<'_>> {
    let mut out = Vec::new();
    said(statement, &mut out);
    out
}

fn said<'a>(statement: &'a Statement, out: &mut Vec<Text<'a>>) {
    let begin = out.len();
    for subject in &statement.subjects {
        term(subject, Place::Subject, out);
    }
    for verb in &statement.verbs {
        if let Verb::Text(text) = verb {
            out.push(Text::new(text, Place::Verb, statement.span));
        }
    }
    if let Some(objects) = &statement.objects {
        list(objects, Place::Object, out);
    }
    clauses(&statement.clauses, out);
    let denied = statement.modal.negative();
    out.iter_mut().skip(begin).for_each(|text| text.denied = denied);
}

/// Every text of a section's own.
pub(crate) fn of_heading(section: &Section) -> Vec<Text<'_>> {
    let mut out = Vec::new();
    heading(section, &mut out);
    out
}

/// The text that prose is.
pub(crate) fn of_prose(prose: &Prose) -> Text<'_> {
    Text::new(&prose.text, Place::Prose, prose.span)
}

fn heading<'a>(section: &'a Section, out: &mut Vec<Text<'a>>) {
    if let Some(title) = &section.title {
        out.push(Text::new(title, Place::Heading, section.span));
    }
    clauses(&section.clauses, out);
}

fn clauses<'a>(found: &'a [Clause], out: &mut Vec<Text<'a>>) {
    for clause in found {
        match &clause.kind {
            ClauseKind::Condition(word, guarded) => condition(*word, guarded, out),
            ClauseKind::List(word, terms) => list(terms, Place::List(*word), out),
            ClauseKind::Kept(retention, after) => {
                if let Retention::Condition(word, found) = retention {
                    expression(found, Place::Condition(*word), out);
                }
                if let Some(after) = after {
                    expression(after, Place::Event, out);
                }
            }
            ClauseKind::Within(within, of, extension) => {
                let lengths = lengths_of(within, extension);
                out.extend(lengths.map(|text| Text::new(text, Place::Length, clause.span)));
                tests_of(of, extension).for_each(|said| expression(said, Place::Event, out));
            }
            ClauseKind::Basis(grounds) => {
                for ground in grounds {
                    if let Ref::Text(text) = &ground.basis {
                        out.push(Text::new(text, Place::Detail, ground.span));
                    }
                    if let Some(text) = &ground.interest {
                        out.push(Text::new(text, Place::Interest, ground.span));
                    }
                    ground.purposes.iter().for_each(|found| term(found, Place::List(ListWord::For), out));
                }
            }
            ClauseKind::Saying(word, Said::Text(text)) => {
                out.push(Text::new(text, Place::Saying(*word), clause.span));
            }
            ClauseKind::Saying(_, Said::Absent(_))
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => {}
        }
    }
}

fn list<'a>(found: &'a List, place: Place, out: &mut Vec<Text<'a>>) {
    let begin = out.len();
    found.terms.iter().for_each(|found| term(found, place, out));
    later(begin, found.terms.first().map(|term| term.span), out);
}

/// Marks what stands after the first of a list.
fn later(begin: usize, first: Option<Span>, out: &mut [Text<'_>]) {
    for text in out.iter_mut().skip(begin).filter(|text| Some(text.span) != first) {
        text.first = false;
    }
}

fn term<'a>(found: &'a Term, place: Place, out: &mut Vec<Text<'a>>) {
    if let Value::Ref(Ref::Text(text)) = &found.value {
        let bare = found.quantifier.is_none() && found.classes.is_empty() && found.qualifiers.is_empty();
        let exact = bare && found.detail.is_none();
        out.push(Text { exact, ..Text::new(text, place, found.span) });
    }
    if let Some(text) = &found.detail {
        out.push(Text::new(text, Place::Detail, found.span));
    }
}

fn condition<'a>(word: ConditionWord, found: &'a Guarded, out: &mut Vec<Text<'a>>) {
    expression(&found.expression, Place::Condition(word), out);
    for (word, guard) in &found.guards {
        expression(guard, Place::Condition(*word), out);
    }
}

fn expression<'a>(found: &'a Expression, place: Place, out: &mut Vec<Text<'a>>) {
    match found {
        Expression::Or(all) | Expression::And(all) => {
            for (at, one) in all.iter().enumerate() {
                let begin = out.len();
                expression(one, place, out);
                if at > 0 {
                    later(begin, None, out);
                }
            }
        }
        Expression::Not(inner) => expression(inner, place, out),
        Expression::Group(inner) => {
            expression(&inner.expression, place, out);
            for (word, guard) in &inner.guards {
                expression(guard, Place::Condition(*word), out);
            }
        }
        Expression::Text(text, span) => out.push(Text { exact: true, ..Text::new(text, place, *span) }),
        Expression::Named { detail: Some(text), span, .. } => {
            out.push(Text::new(text, Place::Detail, *span));
        }
        Expression::Named { detail: None, .. } => {}
    }
}

/// The first of some phrases that a text has, as whole words.
#[must_use]
pub fn first_of<'p>(text: &str, phrases: &'p [String]) -> Option<&'p str> {
    phrases.iter().map(String::as_str).find(|phrase| has(text, phrase))
}

/// Whether a text has a phrase, as whole words.
#[must_use]
pub fn has(text: &str, phrase: &str) -> bool {
    // Small letters may be longer, but not those of ASCII.
    (text.len() >= phrase.len() || !text.is_ascii()) && find(&compared_with(text, phrase), phrase).is_some()
}

/// What stands before and after a phrase.
///
/// A phrase in small letters is found in any case, one with capitals as it stands. What
/// comes back is in small letters in the first case.
#[must_use]
pub fn split_at(text: &str, phrase: &str) -> Option<(String, String)> {
    let text = compared_with(text, phrase);
    let at = find(&text, phrase)?;
    Some((text.get(..at)?.to_owned(), text.get(at + phrase.len()..)?.to_owned()))
}

/// A text in the letters in which a phrase is looked for.
fn compared_with<'t>(text: &'t str, phrase: &str) -> Cow<'t, str> {
    let plain = phrases::plain(text);
    if phrases::is_small(phrase) { phrases::lowered(plain) } else { plain }
}

fn find(text: &str, phrase: &str) -> Option<usize> {
    text.match_indices(phrase).map(|(at, _)| at).find(|at| phrases::stands_at(text, phrase, *at))
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_phrase_is_found_as_whole_words() {
        assert!(has("We use SSL.", "SSL") && !has("We use SSLv3", "SSL") && !has("we use ssl", "SSL"));
        assert!(has("A Variety Of ways", "a variety of") && !has("encrypted", "encrypt"));
        assert!(has("it is 100% secure", "100% secure") && !has("most likely", "like"));
        assert!(has("we can\u{2019}t", "can't"));
    }
}
