//! Declarations: their names first, what stands in them after.

use super::beside::is_of_property;
use super::commas::comma_before;
use super::like_clauses::like_clause;
use super::properties;
use super::{Reader, names_class, reserved, topics};

use crate::diagnostic::{Diagnostic, nearest};
use crate::model::phrase::{reads_as_sentence, reads_as_thing};
use crate::model::property;
use crate::model::words::{Absence, ListWord, NounKind, Qualifier, Quantifier};
use crate::model::{Few, Noun, NounId, Statement, Term};
use crate::source::{SharedStr, Span};
use crate::syntax::ast;

impl Reader<'_> {
    pub(super) fn declare<'s>(&mut self, item: &'s ast::Item, bodies: &mut Vec<(NounId, &'s ast::Body)>) {
        match item {
            ast::Item::Noun(noun) => {
                self.declare_noun(noun, bodies);
            }
            ast::Item::Section(section) => {
                for item in &section.items {
                    self.declare(item, bodies);
                }
            }
            ast::Item::Import(_)
            | ast::Item::Sentence(_)
            | ast::Item::Prose(_)
            | ast::Item::Assertion(_)
            | ast::Item::Approval(_) => {}
        }
    }

    /// Declares a noun and its items; gives its number.
    pub(super) fn declare_noun<'s>(
        &mut self,
        noun: &'s ast::Noun,
        bodies: &mut Vec<(NounId, &'s ast::Body)>,
    ) -> Option<NounId> {
        let kind = NounKind::parse(&noun.keyword.text)?;
        let (id, id_span) = match (&noun.id, kind) {
            (Some(word), _) => (word.text.clone(), word.span),
            (None, NounKind::Definition) => {
                (self.id_of_unnamed(noun.name.as_ref().map_or("", |name| &name.value)), noun.keyword.span)
            }
            (None, _) => (noun.keyword.text.clone(), noun.keyword.span),
        };
        if noun.id.is_none() && !matches!(kind, NounKind::Policy | NounKind::Definition) {
            self.findings.push(missing_id(kind, noun.keyword.span));
        }
        if kind == NounKind::Policy && noun.name.is_none() {
            self.findings.extend(noun.id.as_ref().map(untitled));
        }
        let parsed = Noun {
            kind,
            id: id.clone(),
            name: noun.name.as_ref().map(|text| self.text(text)),
            classes: Few::default(),
            qualifiers: self.qualifiers(&noun.qualifiers),
            parent: None,
            items: Few::default(),
            open: false,
            rest: None,
            properties: Few::default(),
            clauses: Few::default(),
            promises: Few::default(),
            used: false,
            span: noun.span,
            id_span,
        };
        let classes = self.classes(&noun.kinds, property::vocabulary_of(kind));
        let number = self.add_noun(Noun { classes, ..parsed });
        if reserved(&id) && noun.id.is_some() {
            self.findings.push(reserved_name(&id, id_span));
        } else if names_class(self.vocabulary, &id) {
            self.findings.push(name_of_class(kind, noun.name.as_ref(), &id, id_span));
        }
        // A second policy is reported as that.
        if let Some(first) =
            self.names.declare(&id, number, kind, id_span).filter(|_| kind != NounKind::Policy)
        {
            self.findings.push(duplicate_name(&id, id_span, first));
        }
        if kind == NounKind::Data {
            self.declare_items(number, &id, &noun.body);
        }
        bodies.push((number, &noun.body));
        if kind == NounKind::Data {
            self.collect_item_bodies(number, &noun.body, bodies);
        }
        Some(number)
    }

    /// Gives what stands in a declaration its meaning, whose head alone was read before.
    pub(super) fn noun_whole(&mut self, id: NounId, noun: &ast::Noun) {
        let mut bodies = vec![(id, &noun.body)];
        if let Some(declared) = self.nouns.get_mut(id.0 as usize) {
            declared.span = noun.span;
            if declared.kind == NounKind::Data {
                self.collect_item_bodies(id, &noun.body, &mut bodies);
            }
        }
        for (id, body) in bodies {
            self.noun_body(id, body);
        }
    }

    /// The items of a data group are declarations too; a property word of data
    /// groups is never an item.
    fn declare_items(&mut self, group: NounId, prefix: &str, body: &ast::Body) {
        for entry in &body.entries {
            if is_data_property(entry) {
                continue;
            }
            if &*entry.name.text == REST {
                let lists = |clause: &ast::Clause| match &clause.kind {
                    ast::ClauseKind::Listing(word, _) => {
                        ListWord::parse(&word.text).is_some_and(lists_contents)
                    }
                    _ => false,
                };
                if !body.entries.iter().any(is_item) && !body.clauses.iter().any(lists) {
                    self.findings.push(rest_of_nothing(entry.name.span));
                }
                let rest = entry.list.iter().flat_map(|list| &list.terms).find_map(|term| match &term.atom {
                    ast::Atom::Text(text) => Some(self.text(text)),
                    _ => None,
                });
                if let Some(noun) = self.nouns.get_mut(group.0 as usize) {
                    noun.open = true;
                    noun.rest = rest;
                }
                continue;
            }
            let unnamed = entry.list.is_none() && entry.kinds.is_empty();
            let how = Qualifier::ALL.iter().map(|word| word.as_str());
            if unnamed
                && let Some(meant) = nearest(&entry.name.text, how)
                && (entry.body == ast::Body::default() || *meant == *entry.name.text)
            {
                self.findings.push(misspelt_qualifier(&entry.name, meant));
            }
            let terms = || entry.list.iter().flat_map(|list| &list.terms);
            let kinded = !entry.kinds.is_empty() || terms().any(|term| !term.kinds.is_empty());
            let texts = terms().all(|term| matches!(term.atom, ast::Atom::Text(_)));
            let said =
                NounKind::parse(&entry.name.text).is_some() || properties::of_every_noun(&entry.name.text);
            if said && texts && !kinded {
                self.findings.push(no_item(&entry.name));
            } else if entry.kinds.is_empty() && entry.body.entries.is_empty() {
                self.findings.extend(like_clause(entry));
            }
            let (own, own_span) = (&*entry.name.text, entry.name.span);
            if reserved(own) && !told_apart(own, kinded) {
                self.findings.push(reserved_item(own, own_span));
            } else if names_class(self.vocabulary, own) {
                self.findings.push(name_of_class(NounKind::Data, None, own, own_span));
            }
            let id: SharedStr = format!("{prefix}.{}", entry.name.text).into();
            let mut name = None;
            let mut kinds = entry.kinds.clone();
            let mut qualifiers = Vec::new();
            for term in entry.list.iter().flat_map(|list| &list.terms) {
                match &term.atom {
                    ast::Atom::Text(text) if name.is_none() => name = Some(self.text(text)),
                    ast::Atom::Word(word)
                        if name.is_some() && (term.detail.is_some() || !term.kinds.is_empty()) =>
                    {
                        self.findings.push(comma_before(word));
                        break;
                    }
                    _ => self.findings.push(one_name_only(&entry.name.text, term.span)),
                }
                kinds.extend(term.kinds.iter().cloned());
                qualifiers.extend(self.qualifiers(&term.qualifiers).iter().copied());
            }
            let classes = self.classes(&kinds, property::vocabulary_of(NounKind::Data));
            let number = self.add_noun(Noun {
                kind: NounKind::Data,
                id: id.clone(),
                name,
                classes,
                qualifiers: qualifiers.into(),
                parent: Some(group),
                items: Few::default(),
                open: false,
                rest: None,
                properties: Few::default(),
                clauses: Few::default(),
                promises: Few::default(),
                used: false,
                span: entry.span,
                id_span: entry.name.span,
            });
            if let Some(first) = self.names.declare(&id, number, NounKind::Data, entry.name.span) {
                self.findings.push(duplicate_name(&id, entry.name.span, first));
            }
            self.names.declare_item(&entry.name.text, number);
            if let Some(noun) = self.nouns.get_mut(group.0 as usize) {
                noun.items.push(number);
            }
            self.declare_items(number, &id, &entry.body);
        }
    }

    fn collect_item_bodies<'s>(
        &self,
        group: NounId,
        body: &'s ast::Body,
        bodies: &mut Vec<(NounId, &'s ast::Body)>,
    ) {
        let items = self.nouns.get(group.0 as usize).map(|noun| noun.items.clone()).unwrap_or_default();
        let entries = body.entries.iter().filter(|entry| is_item(entry));
        for (item, entry) in items.into_iter().zip(entries) {
            bodies.push((item, &entry.body));
            self.collect_item_bodies(item, &entry.body, bodies);
        }
    }

    /// The id of a definition that is given none: it hangs on what is defined, and not on where.
    fn id_of_unnamed(&self, name: &str) -> SharedStr {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let words: String = name.chars().map(plain).collect();
        let id = format!("{UNNAMED}{}", words.split_whitespace().collect::<Vec<_>>().join("-"));
        let numbered = (2..).map(|number: u32| format!("{id}-{number}"));
        let mut all = std::iter::once(id.clone()).chain(numbered);
        all.find(|id| !self.names.knows(id)).unwrap_or(id).into()
    }

    fn add_noun(&mut self, noun: Noun) -> NounId {
        let at = self.next.unwrap_or(self.nouns.len()).min(self.nouns.len());
        self.nouns.insert(at, noun);
        self.next = self.next.map(|_| at + 1);
        NounId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    pub(super) fn noun_body(&mut self, id: NounId, body: &ast::Body) {
        let Some((kind, span)) = self.nouns.get(id.0 as usize).map(|noun| (noun.kind, noun.span)) else {
            return;
        };
        let mut clauses = self.own_clauses(kind, &body.clauses);
        self.except_people(kind == NounKind::Audience, &mut clauses);
        let mut properties = Vec::new();
        let mut wrong: Option<Span> = None;
        for entry in &body.entries {
            if kind == NounKind::Data && !is_data_property(entry) {
                continue;
            }
            // One blank behind a property that is wrong stands what is left of its line.
            if wrong.is_some_and(|before| before.end + 1 == entry.span.start) {
                wrong = Some(entry.span);
                continue;
            }
            // `none` behind a property that was taken for a value: `off control none`.
            let behind = |finding: &Diagnostic| {
                finding.code == "wrong-kind"
                    && finding.span.file == entry.span.file
                    && finding.span.end + 1 == entry.span.start
            };
            if Absence::parse(&entry.name.text).is_some() && self.findings.last().is_some_and(behind) {
                continue;
            }
            let property = self.property(kind, entry);
            wrong = property.is_none().then_some(entry.span);
            if let Some(mut property) = property {
                // A clause is about the whole declaration, unless it seems to be about the property.
                let all = std::mem::take(&mut property.clauses).into_iter();
                let (own, others): (Vec<_>, Vec<_>) =
                    all.partition(|clause| is_of_property(kind, &property, clause));
                property.clauses = own.into();
                clauses.extend(others);
                properties.push(property);
            }
        }
        let subject = Term::of(id, span);
        let promises: Few<Statement> = body
            .promises
            .iter()
            .map(|promise| self.statement(promise, vec![subject.clone()], None))
            .collect();
        if !promises.is_empty() {
            self.names.mark_used(id);
        }
        if let Some(noun) = self.nouns.get_mut(id.0 as usize) {
            noun.clauses = clauses.into();
            noun.properties = properties.into();
            noun.promises = promises;
        }
    }
}

/// What says among the items of a group that they are not all of it.
const REST: &str = "others";

/// What the ids of definitions begin with that have none of their own.
pub(super) const UNNAMED: &str = "definition.";

/// What sentences go by that name a declaration.
#[derive(PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) kind: NounKind,
    pub(super) id: String,
    /// Whether it is an item of a group.
    pub(super) item: bool,
    /// What the name of a purpose or a condition reads as, and the kinds of a channel: they decide where it may stand,
    /// and where what is told of it does.
    reads: (bool, [bool; 3], Vec<SharedStr>),
}

/// What an item declares, in the order of the numbers.
pub(super) fn declared(item: &ast::Item, out: &mut Vec<Declared>) {
    match item {
        ast::Item::Noun(noun) => {
            let Some(kind) = NounKind::parse(&noun.keyword.text) else { return };
            let id = match &noun.id {
                Some(id) => id.text.to_string(),
                None if kind == NounKind::Definition => UNNAMED.to_owned(),
                None => noun.keyword.text.to_string(),
            };
            let name = noun.name.as_ref().map_or("", |name| &name.value);
            let kinds = noun.kinds.iter().filter(|_| kind == NounKind::Channel).map(|word| word.text.clone());
            let thing = kind == NounKind::Purpose && reads_as_thing(name);
            let event = [reads_as_sentence(name), topics::of_breach(name), topics::of_changes(name)]
                .map(|is| is && kind == NounKind::Condition);
            let reads = (thing, event, kinds.collect());
            out.push(Declared { kind, id: id.clone(), item: false, reads });
            if kind == NounKind::Data {
                declared_items(&id, &noun.body, out);
            }
        }
        ast::Item::Section(section) => section.items.iter().for_each(|item| declared(item, out)),
        ast::Item::Import(_)
        | ast::Item::Sentence(_)
        | ast::Item::Prose(_)
        | ast::Item::Assertion(_)
        | ast::Item::Approval(_) => {}
    }
}

fn declared_items(group: &str, body: &ast::Body, out: &mut Vec<Declared>) {
    for entry in body.entries.iter().filter(|entry| is_item(entry)) {
        let id = format!("{group}.{}", entry.name.text);
        let reads = (false, [false; 3], Vec::new());
        out.push(Declared { kind: NounKind::Data, id: id.clone(), item: true, reads });
        declared_items(&id, &entry.body, out);
    }
}

fn is_item(entry: &ast::Entry) -> bool {
    !is_data_property(entry) && &*entry.name.text != REST
}

pub(super) fn is_data_property(entry: &ast::Entry) -> bool {
    &*entry.name.text == "maps"
}

fn misspelt_qualifier(word: &ast::Word, meant: &str) -> Diagnostic {
    if *word.text == *meant {
        return Diagnostic::error("unknown-property", word.span, format!("`{meant}` is no item")).with_help(
            format!(
                "what all of it is stands before the `{{`; what one item is stands right behind it: `some-item \"…\" {meant}`"
            ),
        );
    }
    Diagnostic::error(
        "unknown-property",
        word.span,
        format!("an item is called `{}` and has no name", word.text),
    )
    .did_you_mean(meant)
}

/// Whether what stands behind a word is some of what a kind of data holds.
fn lists_contents(word: ListWord) -> bool {
    matches!(word, ListWord::Including | ListWord::SuchAs)
}

fn rest_of_nothing(span: Span) -> Diagnostic {
    Diagnostic::error("shown-nowhere", span, "`others` is the rest of a list, and nothing is listed here")
        .with_help("list something before it, an item or `such as \"…\"`; or leave it out")
}

fn missing_id(kind: NounKind, span: Span) -> Diagnostic {
    Diagnostic::error("missing-name", span, format!("this {} has no name to refer to it by", kind.as_str()))
        .with_help(format!("write `{} some-name \"…\"`", kind.as_str()))
}

fn untitled(id: &ast::Word) -> Diagnostic {
    Diagnostic::error("text-expected", id.span, "the title of a policy is a text in quotes")
        .with_help(format!("write `policy \"{}\"`", id.text))
}

fn reserved_name(id: &str, span: Span) -> Diagnostic {
    Diagnostic::error("reserved-name", span, format!("`{id}` is a word of the language"))
        .with_help(format!("call it something else, such as `{id}-1` or a more telling name"))
}

/// Whether no sentence that uses a word of the language means the item of that name: one begins a declaration, and one
/// that says how much stands before what it is about. The latter needs a kind, or it may be meant as that.
fn told_apart(word: &str, kinded: bool) -> bool {
    NounKind::parse(word).is_some() || kinded && Quantifier::parse(word).is_some()
}

fn reserved_item(id: &str, span: Span) -> Diagnostic {
    let finding = reserved_name(id, span);
    match nearest(id, [REST]) {
        Some(meant) => finding.did_you_mean(meant),
        None => finding,
    }
}

/// An item called like what is said of data elsewhere, of which nothing says that it is data: `retention "2 years"`.
fn no_item(word: &ast::Word) -> Diagnostic {
    let (word, span) = (&word.text, word.span);
    Diagnostic::error("reserved-name", span, format!("`{word}` would be one more kind of data here")).with_help(
        format!(
            "what data is for, where it comes from and how long it is kept is said in sentences: `we collect … for …`; \
             if it is data, write what kind behind it, `{word} \"…\" : …`"
        ),
    )
}

/// A declaration called like a class of data: sentences about that would be about this.
fn name_of_class(kind: NounKind, name: Option<&ast::Text>, id: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{id}` is a word of the vocabulary, and every sentence about it would be about this");
    let finding = Diagnostic::error("reserved-name", span, message);
    finding.with_help(match (kind, name) {
        (NounKind::Definition, name) => {
            let word = name.map_or("…", |name| &*name.value);
            format!("say what it is behind a `:`: `definition \"{word}\" : {id} {{ … }}`")
        }
        _ => format!("call it something else, such as `{id}-1` or a more telling name"),
    })
}

fn duplicate_name(id: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("duplicate-name", span, format!("`{id}` is declared twice"))
        .with_label(first, "first declared here")
        .with_help("give one of them another name")
}

fn one_name_only(id: &str, span: Span) -> Diagnostic {
    Diagnostic::error("misplaced-value", span, "an item of a data group has one name, a text").with_help(
        match id {
            "purpose" | "purposes" => "what data is for stands after `for`",
            "retention" => "how long data is kept stands after `kept`",
            "examples" => "examples stand after `such as`",
            _ => {
                "an item is its id and one text in quotes, on a line of its own: `email \"email address\" : contact.email`"
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::law::Vocabulary;
    use crate::source::FileId;

    #[test]
    fn the_id_of_a_definition_hangs_on_its_words_and_not_on_its_place() {
        let ids = |text: &str| {
            let items = crate::syntax::read(FileId(0), text).value.items;
            let policy = crate::model::policy("acme", items, Vocabulary::builtin()).value;
            policy.nouns.iter().map(|noun| noun.id.to_string()).collect::<Vec<_>>()
        };
        let definitions =
            "definition \"Your PII\" { means \"a\" }\ndefinition \"your PII\" { means \"b\" }\n";
        let expected = ["definition.your-pii", "definition.your-pii-2"];
        assert_eq!(ids(definitions), expected);
        assert_eq!(ids(&format!("law l \"the law\"\n{definitions}"))[1..], expected);
    }
}
