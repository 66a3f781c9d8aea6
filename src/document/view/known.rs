//! What is worked out once of each declaration, however often it is named.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::super::Href;
use super::super::wording::Wording;
use super::children::of_children;
use super::homes::Homes;
use super::plural::{looks_plural, plural};
use super::told::told;
use crate::analysis::addressees::channels_of_others;
use crate::analysis::denied::{denied, uncollected};
use crate::analysis::lists::lists;
use crate::law::{Kind, Vocabulary};
use crate::model::phrase::says_whose;
use crate::model::words::{ListWord, NounKind, Qualifier};
use crate::model::{Class, Noun, NounId, Policy, Ref, Term, Value};
use crate::source::Span;

/// What the documents of a policy are made of.
pub(crate) struct Subject<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) wording: &'a Wording,
    pub(super) known: Known,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(policy: &'a Policy, wording: &'a Wording) -> Self {
        Self { policy, vocabulary: &policy.vocabulary, wording, known: Known::new(policy, wording) }
    }
}

/// What is known of every declaration of a policy in one locale.
pub(super) struct Known {
    nouns: Vec<Declaration>,
    /// Those of which all that is said is what is not done, in any case and of anybody, and data that we do not have.
    denied: BTreeSet<NounId>,
    /// Those that sentences name.
    told: BTreeSet<NounId>,
    /// Channels by which people reach somebody else than the publisher.
    others: BTreeSet<NounId>,
    /// Recipients that data only comes from.
    givers: BTreeSet<NounId>,
    /// Which sections alone speak of which data.
    pub(super) homes: Homes,
    /// The statements that stand where children are spoken of.
    pub(super) of_children: BTreeSet<Span>,
}

/// What is known of one.
struct Declaration {
    /// What readers call it, if it has no name of its own.
    name: Option<String>,
    plural: bool,
    /// Whether its name is written in small letters wherever it stands, as that of a cookie is.
    spelt: bool,
    /// Where its name leads.
    link: Option<String>,
}

impl Known {
    fn new(policy: &Policy, wording: &Wording) -> Self {
        let common = LazyCell::new(|| words_for_trackers(&policy.vocabulary, wording));
        let declaration = |noun: &Noun| {
            let name = noun.name.is_none().then(|| unnamed(noun, policy, wording));
            Declaration {
                plural: name.as_deref().map_or_else(|| plural(noun), |name| plural_unnamed(noun, name)),
                name,
                spelt: noun.kind == NounKind::Tracker
                    && noun.name.as_deref().is_some_and(|name| is_identifier(name, &common)),
                link: link(noun),
            }
        };
        let mut nouns: Vec<Declaration> = policy.nouns.iter().map(declaration).collect();
        for (NounId(id), number) in numbers(policy) {
            if let Some(known) = nouns.get_mut(id as usize) {
                known.plural = number == Qualifier::Plural;
            }
        }
        let mut none = denied(policy);
        none.extend(uncollected(policy));
        let told = told(policy, &none);
        let others = channels_of_others(policy);
        Self {
            nouns,
            denied: none,
            told,
            others,
            givers: givers(policy),
            homes: Homes::new(policy),
            of_children: of_children(policy),
        }
    }

    fn of(&self, id: NounId) -> Option<&Declaration> {
        self.nouns.get(id.0 as usize)
    }

    /// What readers call a declaration: its name, or what the vocabulary calls it, or its
    /// id in words.
    pub(super) fn name<'a>(&'a self, id: NounId, noun: &'a Noun) -> &'a str {
        let own = noun.name.as_deref();
        own.or_else(|| self.of(id)?.name.as_deref()).unwrap_or_default()
    }

    /// Whether its name is a plural.
    pub(super) fn plural(&self, id: NounId) -> bool {
        self.of(id).is_some_and(|known| known.plural)
    }

    /// Whether its name is written in small letters wherever it stands.
    pub(super) fn spelt(&self, id: NounId) -> bool {
        self.of(id).is_some_and(|known| known.spelt)
    }

    /// Whether all that is said of it is what is not done, or it is data that we do not have.
    pub(super) fn is_denied(&self, id: NounId) -> bool {
        self.denied.contains(&id)
    }

    /// Whether a sentence names it, and says there what is said of it beyond its name.
    pub(super) fn is_told(&self, id: NounId) -> bool {
        self.told.contains(&id)
    }

    /// Whether it is a channel by which people reach somebody else.
    pub(super) fn is_of_others(&self, id: NounId) -> bool {
        self.others.contains(&id)
    }

    /// The kind of declarations among which one is shown.
    pub(super) fn shown_as(&self, id: NounId, noun: &Noun) -> NounKind {
        if self.givers.contains(&id) { NounKind::Source } else { noun.kind }
    }

    /// Where its name leads.
    pub(super) fn link(&self, id: NounId) -> Option<&str> {
        self.of(id)?.link.as_deref()
    }
}

/// Which declarations are one, and which several, by the verbs of all sentences in which they stand alone: a name may
/// be either, "England Athletics", "bureaus".
fn numbers(policy: &Policy) -> BTreeMap<NounId, Qualifier> {
    let mut told: BTreeMap<NounId, Option<Qualifier>> = BTreeMap::new();
    policy.each_statement(&mut |statement| {
        if let ([Term { value: Value::Ref(Ref::Noun(id)), .. }], Some(number)) =
            (statement.subjects.as_slice(), statement.number)
        {
            let same = |told: &mut Option<Qualifier>| *told = told.filter(|told| *told == number);
            told.entry(*id).and_modify(same).or_insert(Some(number));
        }
    });
    // What the vocabulary calls it is of one number, whatever the verb.
    let undeclared = |noun: &Noun| {
        ![Qualifier::Singular, Qualifier::Plural].iter().any(|number| noun.qualifiers.contains(number))
            && (noun.name.is_some() || noun.classes.is_empty())
    };
    let fits = |noun: &Noun, number: Qualifier| match number {
        Qualifier::Plural => is_common(noun),
        _ => !noun.name.as_deref().is_some_and(|name| looks_plural(name) && !may_be_one(noun, name)),
    };
    told.into_iter()
        .filter_map(|(id, number)| Some((id, number?)))
        .filter(|(id, number)| policy.noun(*id).is_some_and(|noun| undeclared(noun) && fits(noun, *number)))
        .collect()
}

/// Whether a name that reads like a plural may be that of one thing, as a company's may: "the services" are several,
/// whatever verb stands behind their id, and so are "contact details"; and so are "study hospitals" behind the id
/// `hospital`, which takes the verb of one by itself.
fn may_be_one(noun: &Noun, name: &str) -> bool {
    let common = name.contains(' ') && !name.contains(char::is_uppercase);
    noun.kind != NounKind::Data && !says_whose(name) && (!common || looks_plural(&noun.id.replace('-', " ")))
}

/// Whether a name is no company's, which stays one whatever form its id is followed by.
fn is_common(noun: &Noun) -> bool {
    noun.name.as_deref().is_some_and(|name| !name.starts_with(char::is_uppercase))
}

/// The recipients that are named nowhere but as where data comes from, and get none.
fn givers(policy: &Policy) -> BTreeSet<NounId> {
    let mut named: BTreeMap<NounId, usize> = BTreeMap::new();
    let mut giving: BTreeMap<NounId, usize> = BTreeMap::new();
    let mut count = |id: NounId| *named.entry(id).or_default() += 1;
    policy.nouns.iter().for_each(|noun| noun.each_named(&mut count));
    policy.each_statement(&mut |statement| {
        statement.each_named(&mut count);
        for term in statement.terms(ListWord::From) {
            term.each_named(&mut |id| *giving.entry(id).or_default() += 1);
        }
    });
    let is = |id: NounId| {
        let noun = policy.noun(id);
        noun.is_some_and(|noun| noun.kind == NounKind::Recipient && noun.promises.is_empty())
    };
    giving
        .into_iter()
        .filter(|(id, count)| is(*id) && named.get(id) == Some(count))
        .map(|(id, _)| id)
        .collect()
}

/// The words by which trackers are called that have no names: "cookies", "beacons".
fn words_for_trackers<'a>(vocabulary: &'a Vocabulary, wording: &'a Wording) -> BTreeSet<&'a str> {
    let ids = vocabulary.names(Kind::Technology);
    let called = vocabulary.terms(Kind::Technology).iter().flat_map(|term| {
        let own = term.name.as_ref();
        let name = wording.name(Kind::Technology.key(), &term.id);
        let text = name.and_then(|name| name.text());
        let forms = ["one", "other"].map(|form| {
            name.and_then(|name| name.text_of(form)).or_else(|| own.and_then(|own| own.form(&[form])))
        });
        forms.into_iter().chain([text]).flatten()
    });
    let kinds = lists().wording.cookie_kinds.iter().map(String::as_str);
    ids.chain(called).flat_map(|words| words.split([' ', '-'])).chain(kinds).collect()
}

/// Whether the name of a tracker is an identifier, in which capitals and small letters are not the same: one word in
/// small letters that is no common one.
fn is_identifier(name: &str, common: &BTreeSet<&str>) -> bool {
    name.starts_with(char::is_lowercase) && !name.contains(char::is_whitespace) && !common.contains(name)
}

/// Whether what readers call a declaration without a name of its own is a plural.
fn plural_unnamed(noun: &Noun, name: &str) -> bool {
    use NounKind::{Data, Recipient, Service, Source, Tracker};
    match noun.kind {
        Data | Recipient | Service | Source | Tracker if !noun.qualifiers.contains(&Qualifier::Singular) => {
            looks_plural(name) || plural(noun)
        }
        _ => plural(noun),
    }
}

fn unnamed(noun: &Noun, policy: &Policy, wording: &Wording) -> String {
    let own = noun.id.rsplit('.').next().unwrap_or(&noun.id);
    let several = !noun.qualifiers.contains(&Qualifier::Singular);
    let class =
        noun.classes.first().and_then(|class| class_name(&policy.vocabulary, wording, class, several));
    class.map_or_else(|| own.replace('-', " "), str::to_owned)
}

/// What readers call an entry of the vocabulary: in the words of the locale, or else by the name
/// that a user's own entry has.
pub(super) fn class_name<'a>(
    vocabulary: &'a Vocabulary,
    wording: &'a Wording,
    class: &Class,
    plural: bool,
) -> Option<&'a str> {
    let forms: &[&str] = match class.kind {
        Kind::Law => &["short"],
        Kind::Right => &["noun"],
        _ if plural => &["other", "one"],
        _ => &["one", "other"],
    };
    // Every country is a region too.
    let name =
        wording.name(class.kind.key(), class.id).or_else(|| wording.name(Kind::Country.key(), class.id));
    match name {
        Some(name) => name.text().or_else(|| forms.iter().find_map(|form| name.text_of(form))),
        None => vocabulary.find(class.kind, class.id)?.name.as_ref()?.form(forms),
    }
}

/// The same of an entry that may have no name: its id in words.
pub(super) fn class_text<'a>(
    vocabulary: &'a Vocabulary,
    wording: &'a Wording,
    class: &Class,
    plural: bool,
) -> Cow<'a, str> {
    class_name(vocabulary, wording, class, plural)
        .map_or_else(|| Cow::Owned(class.id.replace(['-', '.'], " ")), Cow::Borrowed)
}

/// Where a declaration's name leads.
fn link(noun: &Noun) -> Option<String> {
    let declared =
        noun.property("link").flat_map(|property| &property.list.terms).find_map(|term| match &term.value {
            Value::Link(href) => Some(href.as_str().to_owned()),
            _ => None,
        });
    declared.or_else(|| channel_link(noun, noun.text("value")?))
}

/// The address that a value of an e-mail or telephone channel stands for.
pub(super) fn channel_link(noun: &Noun, value: &str) -> Option<String> {
    let is = |id: &str| noun.classes.iter().any(|class| class.id == id);
    if is("email") {
        mail_link(value)
    } else if is("phone") {
        phone_link(value)
    } else {
        None
    }
}

pub(super) fn mail_link(address: &str) -> Option<String> {
    Href::mail(address).map(|href| href.as_str().to_owned())
}

pub(super) fn phone_link(number: &str) -> Option<String> {
    Href::phone(number).map(|href| href.as_str().to_owned())
}
