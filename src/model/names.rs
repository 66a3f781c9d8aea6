//! What a name stands for: a declaration, a word of the vocabulary, or one of the language's own.

use foldhash::{HashMap, HashMapExt};
use unicode_security::skeleton;

use super::property::{declarable, properties_of, vocabulary_of};
use super::verb::{self, VerbInfo};
use super::words::{Adverb, ConditionWord, ListWord, Modal, NounKind, Qualifier, SayingWord};
use super::{Class, NounId, Ref, Special};
use crate::diagnostic::{Diagnostic, Reason, nearest};
use crate::law::vocabulary::synonym;
use crate::law::{Kind, Term, Vocabulary};
use crate::source::{Move, SharedStr, Span};

/// Some declarations in the place of others: those that come after have other numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    /// The number of the first.
    pub(super) at: usize,
    /// How many there were.
    pub(super) before: usize,
    /// How many there are.
    pub(super) after: usize,
}

impl Gap {
    /// Gives a declaration the number that it has now.
    pub(super) fn apply(&self, id: &mut NounId) {
        let at = id.0 as usize;
        if at >= self.at + self.before {
            *id = NounId(u32::try_from(at - self.before + self.after).unwrap_or(u32::MAX));
        }
    }
}

/// Every declared name.
#[derive(Debug, Default)]
pub(super) struct Names {
    declared: HashMap<SharedStr, (NounId, Span, NounKind)>,
    /// Items of data groups by their own id; `None` where several groups have one.
    items: HashMap<SharedStr, Option<NounId>>,
    /// How often each is named.
    uses: Vec<u32>,
    /// How often each word was looked up, whatever it stands for; known where a policy may be revised.
    asked: Option<HashMap<SharedStr, u32>>,
    /// Whether what is resolved is no longer said, so that its uses are taken off.
    forgets: bool,
    /// How many names were found that nothing declares.
    unknown: usize,
}

/// For how many unknown names a declaration that may be meant is looked for: a
/// look at all declarations for each of very many mistakes would take minutes.
pub(super) const LOOKED_FOR: usize = 100;

impl Names {
    /// Names that will be revised.
    pub(super) fn to_revise() -> Self {
        Self { asked: Some(HashMap::new()), ..Self::default() }
    }

    /// Declares a name; gives the place of an earlier declaration of it.
    pub(super) fn declare(
        &mut self,
        id: &SharedStr,
        noun: NounId,
        kind: NounKind,
        span: Span,
    ) -> Option<Span> {
        if self.forgets {
            return None;
        }
        if let Some((_, first, _)) = self.declared.get(&**id) {
            return Some(*first);
        }
        self.declared.insert(id.clone(), (noun, span, kind));
        None
    }

    /// Declares an item by its own id, beside its full path.
    pub(super) fn declare_item(&mut self, id: &SharedStr, noun: NounId) {
        if !self.forgets {
            self.items.entry(id.clone()).and_modify(|found| *found = None).or_insert(Some(noun));
        }
    }

    /// Takes a declaration back; false, if its names are not its own alone.
    pub(super) fn undeclare(&mut self, id: &str, noun: NounId, item: bool) -> bool {
        if self.declared.get(id).is_none_or(|(found, ..)| *found != noun) {
            return false;
        }
        self.declared.remove(id);
        let own = id.rsplit('.').next().unwrap_or(id);
        !item || self.items.get(own) == Some(&Some(noun)) && self.items.remove(own).is_some()
    }

    /// Whether nothing that is still said asks for a name, or for the last part of it.
    pub(super) fn is_unasked(&self, id: &str) -> bool {
        let asked = |word: &str| {
            let asked = self.asked.as_ref().map(|asked| asked.get(word).copied());
            asked.is_none_or(|count| count.is_some_and(|count| count > 0))
        };
        !asked(id) && !asked(id.rsplit('.').next().unwrap_or(id))
    }

    /// Makes room for some declarations in the place of others.
    pub(super) fn renumber(&mut self, gap: &Gap) {
        let from = gap.at.min(self.uses.len());
        let to = (gap.at + gap.before).min(self.uses.len());
        self.uses.splice(from..to, std::iter::repeat_n(0, gap.after));
        self.declared.values_mut().for_each(|(id, ..)| gap.apply(id));
        self.items.values_mut().flatten().for_each(|id| gap.apply(id));
    }

    /// Gives every declaration the place that it has after a change.
    pub(super) fn follow(&mut self, moved: Move) {
        self.declared.values_mut().for_each(|(_, span, _)| moved.apply(span));
    }

    fn ask(&mut self, word: &str) {
        let Some(asked) = &mut self.asked else { return };
        match asked.get_mut(word) {
            Some(count) if self.forgets => *count = count.saturating_sub(1),
            Some(count) => *count = count.saturating_add(1),
            None => drop(asked.insert(word.into(), u32::from(!self.forgets))),
        }
    }

    /// The declaration of a name, marked as used.
    pub(super) fn use_declared(&mut self, word: &str) -> Option<NounId> {
        let found = self
            .declared
            .get(word)
            .map(|(id, ..)| *id)
            .or_else(|| self.items.get(word).copied().flatten())?;
        self.mark_used(found);
        Some(found)
    }

    /// The item of data that alone has a word for its own id.
    pub(super) fn item(&self, word: &str) -> Option<NounId> {
        self.items.get(word).copied().flatten()
    }

    /// Whether a name is declared for data.
    pub(super) fn is_data(&self, id: &str) -> bool {
        self.declared.get(id).is_some_and(|(_, _, kind)| *kind == NounKind::Data) || self.item(id).is_some()
    }

    /// Marks a declaration as used.
    pub(super) fn mark_used(&mut self, id: NounId) {
        let at = id.0 as usize;
        if self.uses.len() <= at {
            self.uses.resize(at + 1, 0);
        }
        if let Some(uses) = self.uses.get_mut(at) {
            *uses = if self.forgets { uses.saturating_sub(1) } else { uses.saturating_add(1) };
        }
    }

    /// Says whether what is resolved from now on is taken back.
    pub(super) fn forget_uses(&mut self, forgets: bool) {
        self.forgets = forgets;
        self.unknown = 0;
    }

    /// Whether a name is declared.
    pub(super) fn is_declared(&mut self, id: &str) -> bool {
        self.ask(id);
        self.declared.contains_key(id) || self.items.contains_key(id)
    }

    /// [`Names::is_declared`] for somebody who does not go by it.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.declared.contains_key(id)
    }

    /// Whether this is the declaration that a name stands for.
    pub(super) fn is_declared_as(&self, id: &str, noun: NounId) -> bool {
        self.declared.get(id).is_some_and(|(found, ..)| *found == noun)
    }

    /// Whether anything names a declaration.
    pub(super) fn is_used(&self, id: NounId) -> bool {
        self.uses.get(id.0 as usize).is_some_and(|uses| *uses > 0)
    }

    /// Resolves a name; where several parts of the vocabulary know it, the
    /// first of `wanted` that does.
    pub(super) fn resolve(
        &mut self,
        vocabulary: &Vocabulary,
        word: &str,
        span: Span,
        wanted: &[Kind],
        findings: &mut Vec<Diagnostic>,
    ) -> Ref {
        self.ask(word);
        let kind = self.declared.get(word).map(|(_, _, kind)| *kind);
        if (kind.is_some() || self.items.contains_key(word))
            && let Some((kind, term)) = at_home(vocabulary, word, wanted, kind)
        {
            return Ref::Builtin(Class { kind, id: term.id.as_str() });
        }
        if let Some(noun) = self.use_declared(word) {
            return Ref::Noun(noun);
        }
        // "in us" is the country, "belief of us" the publisher.
        let place = word == "us" && wanted.iter().any(|kind| matches!(kind, Kind::Region | Kind::Country));
        if let Some(special) = Special::parse(word).filter(|_| !place) {
            return Ref::Special(special);
        }
        for &kind in wanted.iter().chain(&Kind::ALL) {
            if let Some(term) = vocabulary.find(kind, word) {
                return Ref::Builtin(Class { kind, id: term.id.as_str() });
            }
        }
        findings.push(self.unknown_name(vocabulary, word, span, wanted));
        Ref::Unknown(word.into())
    }

    fn unknown_name(
        &mut self,
        vocabulary: &Vocabulary,
        word: &str,
        span: Span,
        wanted: &[Kind],
    ) -> Diagnostic {
        self.unknown += 1;
        let finding = Diagnostic::error("unknown-name", span, format!("nothing is called `{word}`"));
        if self.forgets {
            return finding;
        }
        let all = self.declared.keys().chain(self.items.keys()).filter(|_| self.unknown <= LOOKED_FOR);
        let mut declared: Vec<&str> = all.map(|id| &**id).collect();
        declared.sort_unstable();
        let fits = |id: &&str| match self.declared.get(*id).map(|(_, _, kind)| *kind) {
            Some(NounKind::Policy) => false,
            Some(NounKind::Purpose) => wanted.contains(&Kind::Purpose),
            Some(NounKind::Condition) => wanted.contains(&Kind::Condition),
            _ => true,
        };
        let fitting = declared.iter().copied().filter(fits);
        let builtin: Vec<&str> = wanted.iter().flat_map(|kind| vocabulary.names(*kind)).collect();
        let begins: &[&str] = if wanted == SUBJECTS { &["import", "section", "prose"] } else { &[] };
        let kinds = NounKind::ALL.iter().map(|kind| kind.as_str()).filter(|_| wanted == SUBJECTS);
        let own = SPECIALS.iter().copied().chain(begins.iter().copied()).chain(kinds);
        let small = word.to_lowercase();
        if ["the", "a", "an", "our", "your", "their"].contains(&&*small) {
            return finding.with_help(format!(
                "leave out `{word}` before a name; put words of your own in quotes, with it: \"{small} …\""
            ));
        }
        if begins_clause(word) {
            let again = ListWord::parse(word).filter(|list| wanted_after(*list) == wanted);
            if again.is_some() && wanted != wanted_after(ListWord::When) {
                let length = match again {
                    Some(ListWord::For) => {
                        "; how long something is kept stands behind, without `and`: `for … for 2 years`"
                    }
                    _ => "",
                };
                return finding.with_help(format!(
                    "`{word}` stands once before a list: leave out the second one{length}"
                ));
            }
            let message = format!("`{word}` begins a clause, so nothing is called that");
            let finding = Diagnostic::error("unknown-name", span, message).because(Reason::ClauseWord);
            let apart = "clauses stand one behind the other, without an `and` or `or` between them";
            return finding.with_help(if SayingWord::parse(word).is_some() {
                apart.to_owned()
            } else {
                format!(
                    "{apart}; a second case goes into quotes with its word, `or \"{word} …\"`, or is a sentence of its \
                     own"
                )
            });
        }
        // An item that several groups have goes by none of them.
        if self.items.get(word) == Some(&None) {
            let item = |id: &&str| id.rsplit_once('.').is_some_and(|(_, own)| own == word);
            let groups: Vec<String> =
                declared.iter().filter(|id| item(id)).take(3).map(|id| format!("`{id}`")).collect();
            let finding =
                Diagnostic::error("unknown-name", span, format!("`{word}` is an item of several groups"));
            return finding.with_help(format!("say which is meant: {}", groups.join(" or ")));
        }
        if Modal::parse(word).is_some() {
            return finding.with_help(format!("it stands before the verb: `we {word} …`"));
        }
        if Qualifier::parse(word).is_some() {
            return finding.because(Reason::Adverb).with_help(format!(
                "words that say how stand one behind the other: leave out the `and` before `{word}`"
            ));
        }
        if Adverb::parse(word).is_some() {
            return finding.because(Reason::Adverb).with_help(format!(
                "how something is done stands before the verb: `we {word} …`; words that say how stand one behind the \
                 other, without an `and`"
            ));
        }
        // "Contacts" is the thing of which there are several.
        let one = word.strip_suffix('s').filter(|one| fitting.clone().any(|id| id == *one));
        if let Some(one) = one {
            return finding.did_you_mean(one);
        }
        if let Some(many) = fitting.clone().find(|id| id.strip_suffix('s') == Some(word)) {
            return finding.did_you_mean(many);
        }
        if wanted == [Kind::Basis] && nearest(word, builtin.iter().copied()).is_none() {
            let known: Vec<String> = builtin.iter().take(6).map(|name| format!("`{name}`")).collect();
            let known = known.join(", ");
            return finding.with_help(format!("a legal basis is a word of the vocabulary, such as {known}"));
        }
        let thing = |verb: &VerbInfo| verb.third() == word && verb::CHANGING.contains(&verb.id);
        if verb::find(word).is_some_and(thing) {
            return finding
                .with_help(format!("write it in quotes, with what it is about: `\"{word} to …\"`"));
        }
        // What reads like a form of a verb may be a thing: "updates", "contacts".
        if verb::find(word).is_some_and(|verb| !verb.state && verb.id == word) {
            let help = format!("what is done stands in quotes, with what it is done to: `\"{word} …\"`");
            return finding.with_help(help).because(Reason::Undeclared);
        }
        if let Some(help) = said_otherwise(word) {
            return finding.with_help(help);
        }
        if begins.is_empty() {
            let lower = word.to_lowercase();
            let upper = word.to_uppercase();
            let english = ["as", "at", "be", "is", "it", "me", "my", "no", "so"].contains(&word);
            if !english && wanted.contains(&Kind::Country) && vocabulary.find(Kind::Country, &upper).is_some()
            {
                return finding.did_you_mean(upper);
            }
            if lower != word && Kind::ALL.iter().any(|kind| vocabulary.find(*kind, &lower).is_some()) {
                return finding.did_you_mean(lower);
            }
        } else if let Some(kind) = NounKind::ALL.iter().find(|kind| has_property(**kind, word)) {
            let kind = kind.as_str();
            return finding.with_help(format!(
                "a property stands in the braces of its declaration: `{kind} … {{ {word} … }}`"
            ));
        }
        let places = if wanted.contains(&Kind::Country) { vocabulary.places(word) } else { Vec::new() };
        if let Some(place) = places.first() {
            return finding.did_you_mean(*place);
        }
        match nearest(word, own.chain(fitting).chain(builtin)) {
            // Written there anew it is right everywhere.
            Some(meant) if meant.is_ascii() != word.is_ascii() && skeleton(meant).eq(skeleton(word)) => {
                let other = if word.is_ascii() { "where it is declared it" } else { "here it" };
                finding.with_help(format!(
                    "`{meant}` looks the same, but {other} has a letter of another alphabet: write it anew"
                ))
            }
            Some(meant) => finding.did_you_mean(meant),
            None if wanted == [Kind::Law] => {
                finding.with_help(format!("a law that the vocabulary lacks is declared: `law {word} \"…\"`"))
            }
            None if wanted == [Kind::Country]
                || wanted.contains(&Kind::Country) && word.starts_with(char::is_uppercase) =>
            {
                finding
                    .with_help("write a country's code of two letters, such as `DE`; a place that has none stands in quotes")
            }
            None => {
                let country = if wanted.contains(&Kind::Country) {
                    "; a country is its code of two letters, such as `DE`"
                } else {
                    ""
                };
                let words = word.replace('-', " ");
                let help =
                    format!("{}, or write a text in quotes: \"{words}\"{country}", declared_as(word, wanted));
                finding.with_help(help).because(Reason::Undeclared)
            }
        }
    }
}

/// How to declare a name that stands where one of these lists is looked up.
fn declared_as(word: &str, wanted: &[Kind]) -> String {
    let kinds = declarable(wanted);
    let called = |kind: &NounKind| vocabulary_of(*kind).iter().find_map(|list| synonym(*list, word));
    if let Some((kind, class)) = kinds.iter().find_map(|kind| Some((kind, called(kind)?))) {
        let name = word.replace('-', " ");
        return format!("write `{class}`, declare it, `{} {word} \"{name}\" : {class}`", kind.as_str());
    }
    match kinds.as_slice() {
        [] => "declare it".to_owned(),
        [one] => format!("declare it as `{}`", one.as_str()),
        [one, other, ..] => format!("declare it as `{}` or `{}`", one.as_str(), other.as_str()),
    }
}

/// What to write for a word that begins what the language says otherwise: `this policy`.
fn said_otherwise(word: &str) -> Option<&'static str> {
    Some(match word {
        "this" => "write `this-policy`, `this-section`, or a text in quotes",
        _ => return None,
    })
}

/// Whether a word is a property that declarations of a kind may have.
fn has_property(kind: NounKind, word: &str) -> bool {
    properties_of(kind).iter().any(|(known, _)| *known == word)
}

/// The vocabulary's word for a place where what is declared under its name cannot stand: data that is
/// called `consent` is no legal basis, and `if emergency` is no person to call.
///
/// `declared` is the kind of the declaration, nothing for an item of data by its own word, which is one
/// among many and gives way in every place that is not about data.
pub fn at_home<'v>(
    vocabulary: &'v Vocabulary,
    word: &str,
    wanted: &[Kind],
    declared: Option<NounKind>,
) -> Option<(Kind, &'v Term)> {
    let lists = vocabulary_of(declared.unwrap_or(NounKind::Data));
    let fits = declared == Some(NounKind::Condition) && wanted.contains(&Kind::Condition)
        || wanted.iter().any(|kind| lists.contains(kind));
    let strict = matches!(wanted.first(), Some(Kind::Condition | Kind::Basis | Kind::Channel | Kind::Law));
    if fits || declared.is_some() && !strict {
        return None;
    }
    wanted.iter().find_map(|kind| Some((*kind, vocabulary.find(*kind, word)?)))
}

/// Whether a word begins a clause, and so is no name.
pub(super) fn begins_clause(word: &str) -> bool {
    ListWord::parse(word).is_some()
        || ConditionWord::parse(word).is_some()
        || SayingWord::parse(word).is_some()
        || ["within", "every", "basis", "kept"].contains(&word)
}

/// The names of the things of the language's own.
pub const SPECIALS: &[&str] =
    &["we", "us", "you", "this-policy", "this-section", "recipients", "rights", "identity", "requests"];

/// The vocabulary a clause's names are looked up in first.
#[must_use]
pub const fn wanted_after(word: ListWord) -> &'static [Kind] {
    match word {
        ListWord::From => &[Kind::Audience, Kind::Source, Kind::Role, Kind::Act],
        ListWord::By | ListWord::Through => &[Kind::Channel, Kind::Technology, Kind::Service],
        ListWord::With => &[Kind::Role, Kind::Audience, Kind::Class, Kind::Law],
        ListWord::To => &[Kind::Role, Kind::Audience, Kind::Class, Kind::Law, Kind::Act, Kind::Service],
        ListWord::On => &[Kind::Service, Kind::Technology],
        ListWord::In => &[Kind::Region, Kind::Country, Kind::Service, Kind::Channel],
        ListWord::About => &[Kind::Audience, Kind::Data, Kind::Class, Kind::Act, Kind::Condition],
        ListWord::Under => &[Kind::Law, Kind::Document],
        ListWord::For => &[Kind::Purpose, Kind::Audience, Kind::Act],
        ListWord::Of | ListWord::Against => &[Kind::Act, Kind::Class, Kind::Audience, Kind::Data],
        ListWord::When
        | ListWord::After
        | ListWord::Before
        | ListWord::Despite
        | ListWord::Giving
        | ListWord::As
        | ListWord::Called
        | ListWord::DependingOn
        | ListWord::Fee => &[Kind::Condition, Kind::Role],
        ListWord::Including | ListWord::SuchAs | ListWord::Except => {
            &[Kind::Class, Kind::Data, Kind::Role, Kind::Right]
        }
    }
}

/// The vocabulary objects are looked up in first.
pub const OBJECTS: &[Kind] = &[
    Kind::Class,
    Kind::Data,
    Kind::Signal,
    Kind::Technology,
    Kind::Audience,
    Kind::Act,
    Kind::Law,
    Kind::Role,
];

/// The vocabulary objects of verbs are looked up in first that people do to people.
pub(super) const PEOPLE: &[Kind] = &[
    Kind::Audience,
    Kind::Class,
    Kind::Data,
    Kind::Signal,
    Kind::Technology,
    Kind::Act,
    Kind::Law,
    Kind::Role,
];

/// Verbs whose objects are data, even where a word such as `children` could name people.
pub(super) const OF_DATA: &[&str] = &[
    "collect", "obtain", "receive", "infer", "use", "process", "keep", "retain", "store", "sell", "rent",
    "trade", "share", "disclose", "transfer", "delete",
];

/// Verbs by which people choose what is done with their data.
pub(super) const CHOOSING: &[&str] = &["object", "opt-in", "opt-out"];

/// The vocabulary subjects are looked up in first.
pub const SUBJECTS: &[Kind] = &[Kind::Audience, Kind::Role, Kind::Service, Kind::Source];
