//! Words in the place of a verb that are none of the language's.

use unicode_security::skeleton;

use super::Reader;
use super::beginnings::is_modal;
use super::sentences::{is_us, span_of};
use super::verb_lists;
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::law::Kind;
use crate::model::words::Modal;
use crate::model::{SPECIALS, names, verb};
use crate::source::Span;
use crate::syntax::{self, ast};

impl Reader<'_> {
    /// The data that a sentence says of us we do something with, and with nobody else.
    pub(super) fn used(&self, sentence: &ast::Sentence, modal: Modal) -> Option<String> {
        let [subject] = sentence.subjects.as_slice() else { return None };
        let ours = is_us(subject);
        let given = |clause: &ast::Clause| matches!(&clause.kind, ast::ClauseKind::Listing(word, _) if matches!(&*word.text, "to" | "with"));
        if !ours
            || !matches!(modal, Modal::Does | Modal::May | Modal::Will)
            || sentence.clauses.iter().any(given)
        {
            return None;
        }
        let data = |term: &ast::Term| match &term.atom {
            ast::Atom::Word(word) => {
                let known = [Kind::Class, Kind::Data]
                    .iter()
                    .any(|kind| self.vocabulary.find(*kind, &word.text).is_some());
                (known || self.names.is_data(&word.text)).then(|| word.text.to_string())
            }
            _ => None,
        };
        let named: Option<Vec<String>> = sentence.objects.as_ref()?.terms.iter().map(data).collect();
        Some(named?.join(", "))
    }
}

impl Reader<'_> {
    /// Whether everything that the verb of a sentence is about is declared or a word of the vocabulary.
    pub(super) fn names_objects(&mut self, sentence: &ast::Sentence) -> bool {
        let mut named = |term: &ast::Term| match &term.atom {
            ast::Atom::Word(word) => {
                SPECIALS.contains(&&*word.text)
                    || self.names.is_declared(&word.text)
                    || self.names.item(&word.text).is_some()
                    || names::OBJECTS.iter().any(|kind| self.vocabulary.find(*kind, &word.text).is_some())
            }
            _ => false,
        };
        sentence.objects.as_ref().is_some_and(|list| list.terms.iter().all(&mut named))
    }
}

/// What to write where a word that is no verb stands in a verb's place, and shows what was meant.
pub(super) fn misplaced_word(word: &ast::Word, modal: Modal, sentence: &ast::Sentence) -> Option<String> {
    let said = sentence.modality.as_ref().and_then(|modality| modality.modal.as_ref());
    let said = said.map_or("", |modal| &modal.text);
    let adverb = sentence.modality.as_ref().and_then(|modality| modality.adverbs.last());
    match (&*word.text, modal) {
        ("we" | "you", _) => {
            Some(format!("a sentence begins on a line of its own: begin a new line with `{} …`", word.text))
        }
        ("do" | "does", _) => verb_lists::stressed(word, modal, sentence),
        ("and" | "or", _) if adverb.is_some() => {
            Some(format!("adverbs stand one behind the other: leave out `{}`", word.text))
        }
        ("and", Modal::Does) if said.is_empty() => {
            Some("parties are separated by commas: `we, our-partner are …`".to_owned())
        }
        ("or", Modal::Does) if said.is_empty() => Some(
            "that one of several does it is said in one text, `\"we or our partner\" …`, or in a sentence for each"
                .to_owned(),
        ),
        // "You have the right not to …": only the plain right has a word of its own.
        ("the", Modal::Has) => Some(format!(
            "write `{said} the right to …`; a right not to is one to object, `{said} the right to object to …`, \
             or stands in quotes, `{said} the right to \"not be …\"`"
        )),
        ("not" | "never", _) if said.ends_with(" not") || said.ends_with("never") => {
            Some(format!("`{said}` denies it already: leave out `{}`", word.text))
        }
        ("not" | "never", _) if said.ends_with(" to") => {
            Some(format!("say what is not done in quotes: `{said} \"not …\"`"))
        }
        // "We never sold" would be no help.
        ("never", Modal::Is | Modal::Has) => Some(format!("write `{said} not`")),
        ("never", _) if !said.is_empty() => Some(format!("write `{said} not`, or `never` alone")),
        ("not", _) if said.is_empty() => {
            let next = sentence.objects.as_ref().and_then(|list| list.terms.first());
            let state = matches!(next.map(|term| &term.atom), Some(ast::Atom::Word(next))
                if verb::find(&next.text).is_some_and(|verb| verb.state));
            let words = if state { "`is not` or `are not`" } else { "`do not` or `does not`" };
            Some(format!("write {words}"))
        }
        _ => None,
    }
}

/// The comma before the `and` of "access, correct, and delete", which takes the `and` for a verb.
pub(super) fn joined_twice(word: &ast::Word, sentence: &ast::Sentence) -> Option<Diagnostic> {
    if !matches!(&*word.text, "and" | "or") {
        return None;
    }
    // "We do not sell, and do not share": how it is meant begins another sentence.
    let again = sentence.objects.as_ref().and_then(|list| list.terms.first());
    if let Some(ast::Term { atom: ast::Atom::Word(again), .. }) = again
        && is_modal(&again.text)
    {
        let who = match sentence.subjects.as_slice() {
            [ast::Term { atom: ast::Atom::Word(who), .. }] => &*who.text,
            _ => "…",
        };
        let modal = sentence.modality.as_ref().and_then(|modality| modality.modal.as_ref());
        let same = modal.map(|modal| &*modal.text).filter(|modal| modal.starts_with(&*again.text));
        return Some(not_a_verb(word).with_help(format!(
            "a sentence begins on a line of its own, with who does it: begin a new line with `{who} {} …`, without the \
             comma and the `{}` before it",
            same.unwrap_or(&again.text), word.text
        )));
    }
    let before = sentence.verbs.iter().map(span_of).take_while(|span| *span != word.span).last()?;
    let gap = Span { start: before.end, end: word.span.start, ..word.span };
    let finding = not_a_verb(word)
        .with_help(format!("delete the comma before it: the last verb is joined with `{}` alone", word.text));
    // Nothing but the comma and a blank.
    if gap.end - gap.start != 2 {
        return Some(finding);
    }
    Some(finding.with_fix(Fix {
        span: gap,
        text: " ".into(),
        label: "delete the comma".into(),
        certain: true,
    }))
}

/// What to write for a word that says how a sentence is meant and is none of the language's.
fn known_modal(word: &str) -> Option<&'static str> {
    Some(match word {
        "dont" | "doesnt" => "`do not` or `does not`",
        "cant" => "`cannot`",
        "wont" => "`will not`",
        "might" | "could" => "`may` or `can`",
        "shall" | "would" => "`will` or `must`",
        _ => return None,
    })
}

/// What to do about a word that begins a sentence in the braces of a declaration, and was read as a property.
pub(super) fn in_braces(word: &str) -> Option<String> {
    let known =
        known_modal(word).map(|known| format!("a sentence in these braces begins with {known} and its verb"));
    let own = || format!("a sentence in these braces has its verb right behind `{word}`: `{word} not use …`");
    known.or_else(|| matches!(word, "may" | "must" | "should" | "will").then(own))
}

pub(super) fn not_a_verb(word: &ast::Word) -> Diagnostic {
    Diagnostic::error("unknown-verb", word.span, format!("`{}` is not a verb of the language", word.text))
}

/// `used` is the data that the verb says something is done with; `named` is set where all that it is about has a name,
/// which may stand behind a text.
pub(super) fn unknown_verb(
    word: &ast::Word,
    modal: Modal,
    sentence: Option<&ast::Sentence>,
    used: Option<&str>,
    named: bool,
) -> Diagnostic {
    let finding = not_a_verb(word);
    let object = sentence.and_then(|sentence| sentence.objects.as_ref()?.terms.first());
    let more = if sentence.is_some_and(|sentence| sentence.objects.is_none() && sentence.clauses.is_empty()) {
        ""
    } else {
        " …"
    };
    let said = sentence.and_then(|sentence| sentence.modality.as_ref()?.modal.as_ref());
    let said = said.map_or("", |modal| &*modal.text);
    if ["the", "a", "an", "our", "your", "their"].contains(&&*word.text) {
        let state = match object.map(|term| &term.atom) {
            Some(ast::Atom::Word(state)) => verb::find(&state.text).filter(|verb| verb.state),
            _ => None,
        };
        return finding.with_help(match (modal, state) {
            (Modal::Is | Modal::IsNot, Some(state)) => {
                format!("leave out `{}`: `{said} {}`", word.text, state.id)
            }
            (Modal::Is | Modal::IsNot | Modal::Has, _) => {
                format!("say it in quotes: `{said} \"{} …\"`", word.text)
            }
            _ => format!("a verb comes first: `obtain \"{} …\"`", word.text),
        });
    }
    if matches!(modal, Modal::Is | Modal::IsNot) {
        let plain = word.text.replace('-', " ");
        return finding.with_help(format!(
            "what somebody or something is stands in quotes: `{said} \"{plain}{more}\"`"
        ));
    }
    // "Apply" and "supply" are none; "rely" is short.
    if word.text.len() > 4 && word.text.ends_with("ly") {
        let adverbs = syntax::grammar_phrases("ADVERB");
        if let Some(meant) = nearest(&word.text, adverbs.iter().map(|adverb| &**adverb)) {
            return finding.did_you_mean(meant);
        }
        if !word.text.ends_with("ply") {
            return finding.with_help("leave it out, and say in a `note` how it is meant: `note \"…\"`");
        }
    }
    // "We collecting name": the verb of that form.
    let stem = word.text.strip_suffix("ing").filter(|_| object.is_some() && said.is_empty());
    let done = stem.and_then(|stem| verb::find(stem).or_else(|| verb::find(&format!("{stem}e"))));
    if let Some(verb) = done.filter(|verb| !verb.state) {
        return finding.did_you_mean(verb.id);
    }
    let instead = match &*word.text {
        other if let Some(known) = known_modal(other) => known,
        "do" | "does" if more.is_empty() => {
            return finding.with_help(format!(
                "what is not done begins `{0} not`, on one line with the verb: `{0} not sell …`; to say that something is \
                 done, write the verb alone",
                word.text
            ));
        }
        word => {
            let about = if more.is_empty() || named { "" } else { ", with what it is about" };
            let quoted = match (held(word, sentence), named) {
                (Some(held), _) => format!("say it in quotes: `\"{held}\" …`"),
                (None, true) => format!("say it in quotes: `\"{word}\" …`"),
                (None, false) => format!("say it in quotes{about}: `\"{word}{more}\"`"),
            };
            let same = verb::like(word).map(|meant| format!("did you mean `{meant}`? If not, {quoted}"));
            return match nearest(word, verb::all().map(|verb| verb.id)) {
                _ if let Some(help) = same => finding.with_help(help),
                // Another letter in a short word often makes another word.
                Some(meant) if meant.len() <= 5 && meant.len() == word.len() => {
                    let finding = finding.did_you_mean(meant);
                    finding.with_help(format!("did you mean `{meant}`? If not, {quoted}"))
                }
                Some(meant) => finding.did_you_mean(meant),
                None if let Some(meant) = misspelt_modal(word, sentence) => finding.did_you_mean(meant),
                None => finding.with_help(match used {
                    // `people boys "boys at our schools"` has a name and a text where a verb and its object stand.
                    None if titled(sentence) => {
                        format!(
                            "{quoted}; or, if it is a name for some of them, write `audience {word} \"…\"`"
                        )
                    }
                    Some(data) => {
                        format!("{quoted}; or, if data is used for it, write `use {data} for \"{word} …\"`")
                    }
                    None => quoted,
                }),
            };
        }
    };
    finding.with_help(format!("write {instead}"))
}

/// Whether a sentence is nothing but a word for people, another word and a text.
fn titled(sentence: Option<&ast::Sentence>) -> bool {
    let Some(sentence) =
        sentence.filter(|sentence| sentence.modality.is_none() && sentence.clauses.is_empty())
    else {
        return false;
    };
    let people = matches!(sentence.subjects.as_slice(), [ast::Term { atom: ast::Atom::Word(who), .. }]
        if !matches!(&*who.text, "we" | "you"));
    let object = sentence.objects.as_ref().map(|list| list.terms.as_slice());
    people && matches!(object, Some([ast::Term { atom: ast::Atom::Text(_), .. }]))
}

/// How a sentence is meant, misspelt, before its verb, which was read as what it is about: `we mya share contact`.
fn misspelt_modal(word: &str, sentence: Option<&ast::Sentence>) -> Option<String> {
    let sentence = sentence.filter(|sentence| sentence.modality.is_none())?;
    let object = sentence.objects.as_ref()?.terms.first()?;
    let done = matches!(&object.atom, ast::Atom::Word(done) if verb::find(&done.text).is_some());
    let modals = syntax::grammar_phrases("MODAL");
    let modals = modals.iter().map(String::as_str).filter(|modal| !modal.contains(' '));
    nearest(word, modals).filter(|_| done).map(str::to_owned)
}

/// A `not` behind `do` that is misspelt, or has a letter of another alphabet: the verb behind it could not be read.
pub(super) fn misspelt_not(word: &ast::Word, sentence: &ast::Sentence) -> Option<Diagnostic> {
    let Some(ast::Term { atom: ast::Atom::Word(not), .. }) = sentence.objects.as_ref()?.terms.first() else {
        return None;
    };
    let other = not.text.to_lowercase() != "not";
    let same = || skeleton(&not.text).eq("not".chars());
    let meant = matches!(&*word.text, "do" | "does")
        && sentence.modality.is_none()
        && (other && nearest(&not.text, ["not"]).is_some() || same());
    meant.then(|| {
        let span = Span { end: not.span.end, ..word.span };
        let message = format!("`{} {}` cannot stand here", word.text, not.text);
        Diagnostic::error("unknown-verb", span, message).did_you_mean(format!("{} not", word.text))
    })
}

/// What somebody is said to have, with the word behind it: `may not have access to contact`.
fn held(word: &str, sentence: Option<&ast::Sentence>) -> Option<String> {
    let sentence = sentence.filter(|_| word == "have")?;
    let [ast::Term { atom: ast::Atom::Word(thing), .. }] = sentence.objects.as_ref()?.terms.as_slice() else {
        return None;
    };
    let ast::ClauseKind::Listing(behind, _) = &sentence.clauses.first()?.kind else { return None };
    matches!(&*behind.text, "to" | "of" | "over").then(|| format!("{word} {} {}", thing.text, behind.text))
}
