//! What begins like a sentence and is none.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Reader;
use crate::diagnostic::{Diagnostic, Reason};
use crate::model::words::{Adverb, ListWord, NounKind};
use crate::model::{SPECIALS, names, verb};
use crate::source::Span;
use crate::syntax::{self, ast};

/// Words such as `may`. Every sentence is asked for them, and the grammar is a long text to look in.
static MODALS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| syntax::grammar_words("MODAL").into_iter().collect());

/// Whether how a sentence is meant may begin with a word.
pub(super) fn is_modal(word: &str) -> bool {
    MODALS.contains(word)
}

impl Reader<'_> {
    /// What looks like a sentence and is none: it begins with a verb, or like a declaration.
    pub(super) fn no_sentence(&mut self, sentence: &ast::Sentence) -> Option<Diagnostic> {
        let ast::Term { atom: ast::Atom::Word(word), .. } = sentence.subjects.first()? else { return None };
        let small = word.text.to_lowercase();
        let own = *small != *word.text && self.names.is_declared(&word.text);
        if !own && (names::begins_clause(&small) || Adverb::parse(&small).is_some()) {
            return Some(begins_no_sentence(word, &small));
        }
        if sentence.subjects.len() > 1 {
            return None;
        }
        if let Some(finding) = said_of_subject(word, sentence) {
            return Some(finding);
        }
        let mut named = || SPECIALS.contains(&&*word.text) || self.names.is_declared(&word.text);
        let compound = || kind_in_compound(word, sentence).filter(|_| !named());
        if let Some(kind) = misspelt_kind(word, sentence).or_else(compound) {
            return Some(no_kind(word, kind.as_str()));
        }
        if &*word.text == "include" && names_file(sentence) {
            return Some(no_kind(word, "import"));
        }
        let form = match &*word.text {
            "import" => Some("`import \"shared/vendors.candor\"`".to_owned()),
            "section" => Some("`section some-name \"A heading\" { … }`".to_owned()),
            "prose" => Some("`prose \"…\"`".to_owned()),
            "assert" => Some(
                "`assert never sell personal-data`, or `assert every recipient has safeguard`".to_owned(),
            ),
            other => NounKind::parse(other).map(|kind| format!("`{} some-name \"…\"`", kind.as_str())),
        };
        if let Some(clause) = dated(sentence).filter(|_| &*word.text == "section") {
            return Some(behind_brace("a date", sentence.span).with_label(clause.span, "this"));
        }
        if let Some(form) = form {
            return Some(broken_declaration(&word.text, &form, sentence.span));
        }
        let modal = MODALS.contains(&*word.text);
        let verb =
            verb::find(&word.text).is_some_and(|verb| !verb.state) && !self.names.is_declared(&word.text);
        (modal || verb).then(|| missing_subject(word, sentence))
    }
}

/// A clause that stands first in the braces of a section, and is that of the section.
pub(super) fn clause_of_section(item: &ast::Item) -> Option<Diagnostic> {
    let ast::Item::Sentence(sentence) = item else { return None };
    let ast::Term { atom: ast::Atom::Word(word), .. } = sentence.subjects.first()? else { return None };
    ListWord::parse(&word.text).map(|_| behind_brace(&format!("`{}`", word.text), word.span))
}

/// The date that ends what stands in the braces of a sentence.
fn dated(sentence: &ast::Sentence) -> Option<&ast::Clause> {
    let last = sentence.clauses.last()?;
    let braced = sentence.span.end > last.span.end;
    Some(last).filter(|last| braced && matches!(last.kind, ast::ClauseKind::Dated(..)))
}

fn behind_brace(what: &str, span: Span) -> Diagnostic {
    Diagnostic::error("broken-declaration", span, format!("{what} cannot stand in the braces of a section"))
        .with_help("what holds for all of a section stands before its `{`, behind its heading")
}

/// Words behind the name of those who do it, which say who they are: `parents "of minors" can delete …`.
fn said_of_subject(subject: &ast::Word, sentence: &ast::Sentence) -> Option<Diagnostic> {
    let ([ast::Verb::Text(said)], None) = (sentence.verbs.as_slice(), &sentence.modality) else {
        return None;
    };
    let ast::Term { atom: ast::Atom::Word(word), .. } = sentence.objects.as_ref()?.terms.first()? else {
        return None;
    };
    MODALS.contains(&*word.text).then(|| {
        let message = "words behind those who do it say what they do, not who they are";
        let (who, which, may) = (&subject.text, &said.value, &word.text);
        Diagnostic::error("missing-subject", said.span, message).with_help(format!(
            "say who it is in one text, `\"{who} {which}\" {may} …`, or in a section for them"
        ))
    })
}

fn broken_declaration(word: &str, form: &str, span: Span) -> Diagnostic {
    Diagnostic::error("broken-declaration", span, format!("`{word}` begins a declaration, but this is none"))
        .with_help(format!("write {form}"))
}

/// The kind of declaration that somebody meant who wrote `Policy "…"` or `recipients bank "Bank"`.
fn misspelt_kind(word: &ast::Word, sentence: &ast::Sentence) -> Option<NounKind> {
    let lower = word.text.to_lowercase();
    let kind =
        NounKind::parse(lower.strip_suffix('s').unwrap_or(&lower)).filter(|_| sentence.modality.is_none())?;
    match sentence.verbs.as_slice() {
        [ast::Verb::Text(_)] => lower != *word.text,
        [ast::Verb::Word(name)] => {
            let named = sentence.objects.as_ref().and_then(|list| list.terms.first());
            let titled = named.is_some_and(|term| matches!(term.atom, ast::Atom::Text(_)));
            titled && verb::find(&name.text).is_none() && kind.as_str() != &*word.text
        }
        _ => false,
    }
    .then_some(kind)
}

/// The kind of declaration that ends a word which stands where one would: `privacy-policy "…"`.
fn kind_in_compound(word: &ast::Word, sentence: &ast::Sentence) -> Option<NounKind> {
    let titled = matches!(sentence.verbs.as_slice(), [ast::Verb::Text(_)])
        && sentence.modality.is_none()
        && sentence.objects.is_none();
    let (_, last) = word.text.rsplit_once('-').filter(|_| titled)?;
    NounKind::parse(last).filter(|kind| matches!(kind, NounKind::Policy | NounKind::Definition))
}

fn no_kind(word: &ast::Word, meant: &str) -> Diagnostic {
    Diagnostic::error("unknown-name", word.span, format!("`{}` begins no declaration", word.text))
        .did_you_mean(meant)
        .because(Reason::NoDeclaration)
}

fn names_file(sentence: &ast::Sentence) -> bool {
    let [ast::Verb::Text(text)] = sentence.verbs.as_slice() else { return false };
    text.value.ends_with(".candor")
}

/// `small` is the word in small letters, as it stands within a sentence.
fn begins_no_sentence(word: &ast::Word, small: &str) -> Diagnostic {
    let finding =
        Diagnostic::error("missing-subject", word.span, format!("`{}` does not begin a sentence", word.text));
    if Adverb::parse(small).is_some() {
        let help = match small {
            "only" => "who alone does it is said in one text: `\"only …\" may …`".to_owned(),
            _ => format!("it stands before the verb: `we {small} …`"),
        };
        return finding.with_help(help).because(Reason::Adverb);
    }
    finding.with_help(format!(
        "a sentence begins with who does it; put what `{small}` says at its end: `we … {small} …`"
    ))
}

fn missing_subject(word: &ast::Word, sentence: &ast::Sentence) -> Diagnostic {
    let finding = Diagnostic::error("missing-subject", word.span, "this sentence does not say who");
    // "Changes take effect": of what is no party something is said.
    let third =
        verb::find(&word.text).is_some_and(|verb| verb.id != &*word.text && verb.third() == &*word.text);
    let said = match (&sentence.modality, sentence.verbs.as_slice()) {
        (Some(modality), _) => modality.modal.as_ref().map(|modal| format!("{} …", modal.text)),
        (None, [ast::Verb::Word(done)]) if sentence.objects.is_some() => Some(format!("\"{} …\"", done.text)),
        (None, _) => None,
    };
    if let Some(said) = said.filter(|_| third) {
        let help = format!(
            "what is no party stands in quotes before what is said of it: `\"{}\" {said}`",
            word.text
        );
        return finding.with_help(help);
    }
    if matches!(&*word.text, "us" | "our") {
        return finding.did_you_mean("we");
    }
    finding.with_help(format!("write `we {}`, or begin with `you` or the name of a party", word.text))
}
