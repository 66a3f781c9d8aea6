//! What the model alone can say is wrong: what is missing, unused, or worded so that it cannot fit.

mod objects;
mod states;
mod values;

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use unicode_security::{MixedScript, skeleton};

use super::duration::{Spelt, spelt_condition, spelt_length};
use super::misfit;
use super::names::Names;
use super::phrase::{reads_as_name, says_whose};
use super::property::has_one;
use super::repeated;
use super::verb;
use super::words::{ConditionWord, ListWord, NounKind, Topic};
use super::{
    Clause, ClauseKind, Expression, Noun, NounId, Policy, Ref, Section, Statement, Value, Verb, codes_of,
    lengths_of,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::law::{Kind, Vocabulary};
use crate::source::{SharedStr, Span};

/// Checks a statement by itself.
pub(super) fn statement<'n>(
    statement: &Statement,
    noun: &dyn Fn(&Value) -> Option<&'n Noun>,
    findings: &mut Vec<Diagnostic>,
) {
    for list in statement.lists(ListWord::For) {
        let timed = list.terms.iter().any(|term| matches!(term.value, Value::Duration(_)));
        for term in &list.terms {
            let Value::Ref(Ref::Text(text)) = &term.value else { continue };
            match spelt_length(text).filter(|_| !timed) {
                Some(Spelt::Plainly) => findings.push(quoted_length(text, term.span)),
                Some(Spelt::Freely) => {}
                None => purpose_phrase(text, term.span, findings),
            }
        }
    }
    for clause in &statement.clauses {
        if let ClauseKind::Within(within, _, extension) = &clause.kind {
            let plain = |text: &&SharedStr| spelt_length(text) == Some(Spelt::Plainly);
            let lengths = lengths_of(within, extension).filter(plain);
            findings.extend(lengths.map(|text| quoted_deadline(text, clause.span)));
        }
    }
    for list in
        [ListWord::When, ListWord::After, ListWord::Before].iter().flat_map(|word| statement.lists(*word))
    {
        for term in &list.terms {
            if let Value::Ref(Ref::Text(text)) = &term.value {
                findings.extend(small_start(text, term.span));
            }
        }
    }
    for verb in statement.verbs.iter().filter(|_| statement.modal.right()) {
        if let Verb::Text(text) = verb
            && let Some(rest) = after_word(text, "to")
        {
            let message = "a right says \"to\" already, which stands in the sentence";
            let finding = Diagnostic::warning("phrase", statement.span, message);
            findings.push(finding.with_help(format!("write \"{rest}\"")));
        }
    }
    said_twice(statement, findings);
    values::fees(&statement.clauses, findings);
    objects::objects(statement, findings);
    condition_things(&statement.clauses, noun, findings);
    misfit::statement(statement, noun, findings);
}

/// Checks a policy whose statements are checked, as a whole.
pub(super) fn policy(policy: &Policy, names: &Names, findings: &mut Vec<Diagnostic>) {
    heads(policy, findings);
    let mut foreign = Vec::new();
    for (at, noun) in policy.nouns.iter().enumerate() {
        unused(noun, NounId(u32::try_from(at).unwrap_or(u32::MAX)), names, &policy.vocabulary, findings);
        if let Some(name) = noun.name.as_ref().filter(|_| noun.kind == NounKind::Purpose) {
            purpose_phrase(name, noun.id_span, findings);
        }
        if let Some(name) = noun.name.as_ref().filter(|_| noun.kind == NounKind::Condition) {
            condition_phrase(name, noun.id_span, findings);
        }
        repeated_properties(noun, findings);
        values::absences(noun, findings);
        values::ruled_out_facts(noun, findings);
        undefined(noun, findings);
        for term in noun.property("calls").flat_map(|property| &property.list.terms) {
            findings.extend(term.detail.as_deref().and_then(|name| own_word(name, term.span)));
        }
        misfit::noun(noun, &|value| declared(policy, value), findings);
        if !noun.id.is_ascii() {
            foreign.push(noun);
        }
    }
    look_alikes(policy, foreign, findings);
    section_ids(&policy.root, &policy.vocabulary, &mut BTreeMap::new(), findings);
    misfit::section(&policy.root, &|value| declared(policy, value), findings);
    misfit::ourselves(policy, findings);
    misfit::order(&policy.root, findings);
    repeated::sentences(policy, findings);
}

fn declared<'p>(policy: &'p Policy, value: &Value) -> Option<&'p Noun> {
    match value {
        Value::Ref(Ref::Noun(id)) => policy.noun(*id),
        _ => None,
    }
}

fn heads(policy: &Policy, findings: &mut Vec<Diagnostic>) {
    let mut heads = policy.nouns_of(NounKind::Policy);
    if let Some((_, first)) = heads.next() {
        for (_, second) in heads {
            findings.push(second_policy(second.id_span, first.id_span));
        }
    }
}

fn second_policy(span: Span, first: Span) -> Diagnostic {
    let help = if span.file == first.file {
        "keep one; a second policy goes into a file of its own"
    } else {
        "a file that is imported declares no policy: move what both need into a third file, and import that one"
    };
    Diagnostic::error("second-policy", span, "a policy is declared twice")
        .with_label(first, "first declared here")
        .with_help(help)
}

/// What only holds if the whole policy could be read.
pub const DOUBTFUL: &[&str] = &["unused-declaration", "missing-object", "empty-section", "repeated-sentence"];

/// Declarations that no sentence and no other declaration names are still
/// rendered where they say something; a bare name says nothing.
fn unused(noun: &Noun, id: NounId, names: &Names, vocabulary: &Vocabulary, findings: &mut Vec<Diagnostic>) {
    let used = names.is_used(id) || noun.items.iter().any(|item| names.is_used(*item));
    if used {
        return;
    }
    let counts = match noun.kind {
        NounKind::Policy | NounKind::Organization | NounKind::Definition => false,
        NounKind::Data => noun.parent.is_none(),
        // What a tracker does, and what is said of a document, is shown whether or not a sentence names it.
        NounKind::Tracker | NounKind::Document => {
            let said = |clause: &Clause| !matches!(clause.kind, ClauseKind::Allow(..));
            noun.properties.is_empty() && noun.promises.is_empty() && !noun.clauses.iter().any(said)
        }
        NounKind::Audience
        | NounKind::Region
        | NounKind::Service
        | NounKind::Purpose
        | NounKind::Recipient
        | NounKind::Source
        | NounKind::Channel
        | NounKind::Condition
        | NounKind::Law => true,
    };
    // A second declaration of a name, or one of a word of the language, is reported as that.
    if counts && names.is_declared_as(&noun.id, id) && !super::from_syntax::reserved(&noun.id) {
        let finding = unused_declaration(noun.kind, &noun.id, noun.id_span);
        // In small letters it is another word, and what was meant as this one stands for that.
        let small = noun.id.to_lowercase();
        let known =
            *small != *noun.id && Kind::ALL.iter().any(|kind| vocabulary.find(*kind, &small).is_some());
        findings.push(if known {
            finding.with_help(format!(
                "`{small}` is the vocabulary's own word: write `{}`, in these letters, where this is meant",
                noun.id
            ))
        } else {
            finding
        });
    }
}

fn unused_declaration(kind: NounKind, id: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        "unused-declaration",
        span,
        format!("nothing says anything about the {} `{id}`", kind.as_str()),
    )
    .with_help("name it in a sentence, or delete it")
}

/// Unicode UTS 39: identifiers that look alike, or mix scripts.
fn look_alikes(policy: &Policy, foreign: Vec<&Noun>, findings: &mut Vec<Diagnostic>) {
    if foreign.is_empty() {
        return;
    }
    // Of the names that look the same, the first and the first that is not the same as it.
    let mut alike: BTreeMap<String, (&Noun, Option<&Noun>)> = BTreeMap::new();
    for noun in &policy.nouns {
        let (first, second) = alike.entry(skeleton(&noun.id).collect()).or_insert((noun, None));
        if second.is_none() && first.id != noun.id {
            *second = Some(noun);
        }
    }
    for noun in foreign {
        let found = alike.get(&skeleton(&noun.id).collect::<String>());
        let twin = found.and_then(|(first, second)| if first.id == noun.id { *second } else { Some(first) });
        if let Some(twin) = twin {
            findings.push(look_alike(&noun.id, noun.id_span, twin.id_span));
        } else if let own = noun.id.rsplit('.').next().unwrap_or(&noun.id)
            && !own.is_single_script()
        {
            // The letters of its group are said of that.
            findings.push(mixed_script(own, noun.id_span));
        }
    }
}

fn look_alike(id: &str, span: Span, twin: Span) -> Diagnostic {
    Diagnostic::warning(
        "look-alike-name",
        span,
        format!("`{id}` looks like another name but is not the same"),
    )
    .with_label(twin, "the name it looks like")
    .with_help("use letters of one alphabet")
}

fn mixed_script(id: &str, span: Span) -> Diagnostic {
    Diagnostic::warning("look-alike-name", span, format!("`{id}` mixes letters of several alphabets"))
        .with_help("use letters of one alphabet")
}

/// A text that will not fit into the sentence around it.
fn purpose_phrase(text: &str, span: Span, findings: &mut Vec<Diagnostic>) {
    let added = ["in order to", "to", "for"];
    if let Some((word, rest)) = added.iter().find_map(|word| Some((*word, after_word(text, word)?))) {
        let word = word.rsplit(' ').next().unwrap_or(word);
        let message = format!("a purpose follows the word \"{word}\", which is added for you");
        findings.push(
            Diagnostic::warning("phrase", span, message)
                .with_help(format!("write \"{}\"", rest.trim_start())),
        );
    } else if let Some(small) = small_verb(text) {
        findings.push(
            Diagnostic::warning(
                "phrase",
                span,
                "a purpose is part of a sentence, so it begins with a small letter",
            )
            .with_help(format!("write \"{small}\"")),
        );
    } else if text.ends_with('.') {
        findings.push(
            Diagnostic::warning("phrase", span, "a purpose is part of a sentence, so it has no full stop")
                .with_help(format!("write \"{}\"", text.trim_end_matches('.'))),
        );
    }
}

/// A purpose that begins with a verb and a capital, with a small letter: "Send you news".
fn small_verb(text: &str) -> Option<String> {
    let first = text.split_whitespace().next()?;
    let small = first.to_lowercase();
    let capital = first.chars().skip(1).all(char::is_lowercase) && small != first;
    let verb = verb::find(&small).is_some_and(|verb| verb.id == small && !verb.state);
    // Whatever "Ship" is, in "Ship your order" it is no name.
    let second = text.split_once(' ').map_or("", |(_, rest)| rest.trim_start());
    (capital && (verb || says_whose(second))).then(|| text.replacen(first, &small, 1))
}

/// What is part of a sentence and begins with a capital letter, though its first word is nobody's name: "You visit us".
fn small_start(text: &str, span: Span) -> Option<Diagnostic> {
    let first = text.split_whitespace().next()?;
    ["You", "Your", "We", "Our", "They", "Their", "The", "It", "Someone"].contains(&first).then(|| {
        let small = text.replacen(first, &first.to_lowercase(), 1);
        Diagnostic::warning("phrase", span, "this is part of a sentence, so it begins with a small letter")
            .with_help(format!("write \"{small}\""))
    })
}

/// How long something is kept, in quotes: nothing tells that from a purpose, and it would be said after "to".
fn quoted_length(text: &str, span: Span) -> Diagnostic {
    let finding =
        Diagnostic::error("wrong-kind", span, "a text after `for` is a purpose, not a length of time");
    finding.with_help(match spelt_condition(text) {
        Some((word, rest)) => {
            format!("a time that something ends stands without `for`: `{} \"{rest}\"`", word.as_str())
        }
        None => "write it without quotes, `for 30 days`, `for at most 6 months`; what else the text says stands in \
                 clauses of its own, such as `because \"…\"`, or in a `note`"
            .to_owned(),
    })
}

/// A length of time in quotes that the language has words for.
fn quoted_deadline(text: &str, span: Span) -> Diagnostic {
    let message = format!("\"{text}\" is a length of time, which stands without quotes");
    Diagnostic::error("wrong-kind", span, message).with_help(
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            format!(
                "leave out the quotes: `{text}`; what is more than a number and a unit stands in a `note`"
            )
        } else {
            "write a number and a unit, such as `30 days`; what is more than that stands in a `note`"
                .to_owned()
        },
    )
}

/// Finds what stands twice in one list, or in one condition.
fn said_twice(statement: &Statement, findings: &mut Vec<Diagnostic>) {
    let lists = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(&list.terms),
        _ => None,
    });
    let objects = statement.objects.as_ref().map(|list| &list.terms);
    for terms in std::iter::once(&statement.subjects).chain(objects).chain(lists) {
        let mut seen = HashSet::new();
        for term in terms {
            if !seen.insert((term.quantifier, &term.value, &term.detail, term.qualifiers.as_slice())) {
                findings.push(again(term.span));
            }
        }
    }
    for clause in &statement.clauses {
        if let ClauseKind::Condition(_, guarded) = &clause.kind {
            joined_twice(&guarded.expression, findings);
        }
    }
}

/// Finds what stands twice among conditions that are joined.
fn joined_twice(expression: &Expression, findings: &mut Vec<Diagnostic>) {
    let all = match expression {
        Expression::Or(all) | Expression::And(all) => all,
        Expression::Not(inner) => return joined_twice(inner, findings),
        Expression::Group(inner) => return joined_twice(&inner.expression, findings),
        Expression::Text(..) | Expression::Named { .. } => return,
    };
    let mut texts = HashSet::new();
    let mut names = HashSet::new();
    for one in all {
        let (new, span) = match one {
            Expression::Text(text, span) => (texts.insert(text), *span),
            Expression::Named { condition, party, detail, span } => {
                (names.insert((condition, party, detail)), *span)
            }
            inner => {
                joined_twice(inner, findings);
                continue;
            }
        };
        findings.extend((!new).then(|| again(span)));
    }
}

fn again(span: Span) -> Diagnostic {
    Diagnostic::warning("said-twice", span, "this is said here twice").with_help("delete one of them")
}

/// A word of the policy's own for personal data that says whose it is, which sentences say already.
fn own_word(name: &str, span: Span) -> Option<Diagnostic> {
    let (first, rest) = name.trim_start().split_once(' ').filter(|_| says_whose(name))?;
    let message = format!("sentences put \"your\" before this, so it cannot begin with \"{first}\"");
    Some(Diagnostic::warning("phrase", span, message).with_help(format!("write \"{}\"", rest.trim_start())))
}

/// Conditions that are things where what must be so belongs: "if your consent".
fn condition_things<'n>(
    clauses: &[Clause],
    noun: &dyn Fn(&Value) -> Option<&'n Noun>,
    findings: &mut Vec<Diagnostic>,
) {
    for clause in clauses {
        if let ClauseKind::List(ListWord::When, list) = &clause.kind {
            for term in &list.terms {
                let name = match &term.value {
                    Value::Ref(Ref::Text(text)) => Some(&**text),
                    value => noun(value)
                        .filter(|noun| noun.kind == NounKind::Condition)
                        .and_then(|noun| noun.name.as_deref()),
                };
                findings
                    .extend(name.filter(|name| reads_as_name(name)).map(|name| no_sentence(name, term.span)));
            }
        }
        // Until a thing comes, but not if it.
        if let ClauseKind::Condition(word, said) = &clause.kind
            && *word != ConditionWord::Until
        {
            condition_thing(&said.expression, noun, findings);
            let guards = said.guards.iter().filter(|(word, _)| *word != ConditionWord::Until);
            guards.for_each(|(_, guard)| condition_thing(guard, noun, findings));
        }
    }
}

fn no_sentence(text: &str, span: Span) -> Diagnostic {
    let message = format!("a condition says what is so, and \"{text}\" is a thing");
    Diagnostic::warning("phrase", span, message).with_help(
        "write a sentence, such as \"you agree\", or a condition of the language, such as `consent`",
    )
}

fn condition_thing<'n>(
    said: &Expression,
    noun: &dyn Fn(&Value) -> Option<&'n Noun>,
    findings: &mut Vec<Diagnostic>,
) {
    let mut thing = |text: &str, span: Span| {
        findings.extend(small_start(text, span));
        if reads_as_name(text) {
            findings.push(no_sentence(text, span));
        }
    };
    match said {
        Expression::Text(text, span) => thing(text, *span),
        Expression::Named { condition: found @ Ref::Noun(_), party: None, detail: None, span } => {
            if let Some(name) = noun(&Value::Ref(found.clone())).and_then(|noun| noun.name.as_deref()) {
                thing(name, *span);
            }
        }
        Expression::Named { .. } => {}
        Expression::Or(all) | Expression::And(all) => {
            all.iter().for_each(|one| condition_thing(one, noun, findings));
        }
        Expression::Not(inner) => condition_thing(inner, noun, findings),
        Expression::Group(inner) => condition_thing(&inner.expression, noun, findings),
    }
}

/// What follows a word that a text begins with.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
    text.get(start.len()..)?.strip_prefix(' ')
}

/// A condition that begins with the word that is put before it.
fn condition_phrase(name: &str, span: Span, findings: &mut Vec<Diagnostic>) {
    let said = ConditionWord::ALL.iter().map(|word| word.as_str().replace('-', " "));
    for word in said.chain(["when".to_owned()]) {
        if let Some(rest) = after_word(name, &word) {
            findings.push(
                Diagnostic::warning(
                    "phrase",
                    span,
                    format!("a condition follows a word such as `{word}`, which stands in the sentence"),
                )
                .with_help(format!("write \"{rest}\"")),
            );
            return;
        }
    }
}

/// A definition that says nothing of its word, and would be shown nowhere.
fn undefined(noun: &Noun, findings: &mut Vec<Diagnostic>) {
    let defines = noun.properties.iter().any(|property| property.word == "means");
    if noun.kind == NounKind::Definition && !defines {
        let message = "this definition does not say what its word means";
        findings.push(
            Diagnostic::error("missing-value", noun.id_span, message)
                .with_help("write it in braces: `{ means \"…\" }`, or `{ means unstated }`"),
        );
    }
}

/// Properties that stand twice and have room for one value, and values that one property has twice.
fn repeated_properties(noun: &Noun, findings: &mut Vec<Diagnostic>) {
    let mut single = HashMap::new();
    let mut values = HashMap::new();
    let mut codes = HashMap::new();
    for property in &noun.properties {
        let (word, span) = (property.word, property.span);
        let one = has_one(noun.kind, word);
        if one || matches!(word, "means" | "code" | "off") {
            if let Some(first) = single.insert(word, span) {
                findings.push(repeated(word, span, first));
            } else if let (true, [first, second, ..]) = (one, property.list.terms.as_slice()) {
                findings.push(one_only(word, second.span, first.span));
            }
            continue;
        }
        // A representative may be one for each place; what is added in a clause is not compared.
        let terms = property.list.terms.iter().filter(|_| property.clauses.is_empty());
        let again = if word == "maps" {
            codes_of(&property.list.terms)
                .find_map(|(scheme, code, span)| Some((span, codes.insert((scheme, code), span)?)))
        } else {
            terms.into_iter().find_map(|term| {
                // Whatever it is called is another name for the same.
                let detail = term.detail.as_deref().filter(|_| word != "calls");
                let said = (word, &term.value, term.quantifier, detail);
                Some((term.span, values.insert(said, term.span)?))
            })
        };
        findings.extend(again.map(|(span, first)| same_value(word, span, first)));
    }
}

fn same_value(word: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-property", span, format!("`{word}` says this twice"))
        .with_label(first, "first here")
        .with_help("keep one")
}

/// A second value of what has one.
fn one_only(word: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-property", span, format!("`{word}` takes one value"))
        .with_label(first, "the first one")
        .with_help("keep one")
}

/// What can be said once only is said again.
pub(super) fn repeated(word: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-property", span, format!("`{word}` stands here twice"))
        .with_label(first, "first here")
        .with_help("keep one")
}

fn section_ids<'a>(
    section: &'a Section,
    vocabulary: &Vocabulary,
    seen: &mut BTreeMap<&'a str, Span>,
    findings: &mut Vec<Diagnostic>,
) {
    for inner in section.sections() {
        if inner.topic.is_none() {
            if let Some(first) = seen.get(&*inner.id) {
                findings.push(
                    Diagnostic::error(
                        "duplicate-name",
                        inner.span,
                        format!("two sections have the id `{}`", inner.id),
                    )
                    .with_label(*first, "the first one")
                    .with_help("give one of them another id"),
                );
            }
            seen.entry(&inner.id).or_insert(inner.span);
            findings.extend(own_section(&inner.id, vocabulary).map(|meant| misspelt_section(inner, meant)));
        }
        findings.extend(
            inner.clauses.iter().filter_map(|clause| states::state_as_country(inner, clause, vocabulary)),
        );
        section_ids(inner, vocabulary, seen, findings);
    }
}

/// The section of Candor's own that somebody may have meant who gave another an id like it.
///
/// Another letter often makes another word, as in `charges`: letters that are missing, added or swapped do not.
fn own_section(id: &str, vocabulary: &Vocabulary) -> Option<&'static str> {
    let lower = id.to_lowercase();
    let own = || Topic::ALL.iter().map(|topic| topic.as_str());
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let many = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    let exact = own().find(|own| *own == lower || many(own, &lower) || many(&lower, own));
    exact.or_else(|| {
        let word =
            lower.contains('-') || Kind::ALL.iter().any(|kind| vocabulary.find(*kind, &lower).is_some());
        nearest(&lower, own().filter(|own| own.len() > 5 && !word))
            .filter(|own| own.len() != lower.len() || letters(own) == letters(&lower))
    })
}

fn misspelt_section(section: &Section, meant: &str) -> Diagnostic {
    let message = format!("`{}` is a section beside Candor's own `{meant}`, and no part of it", section.id);
    Diagnostic::warning("misspelt-section", section.span, message).did_you_mean(meant)
}
