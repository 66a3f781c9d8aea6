//! The properties each kind of declaration may have, and what their values are.

use super::words::NounKind;
use super::{Policy, Ref};
use crate::law::Kind;

/// What a property's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Texts.
    Text,
    /// A text or a name.
    Any,
    /// A text, a name, a number or a date.
    Free,
    /// How long: a duration, one of [`PERIODS`], or a text.
    Period,
    /// An address of an allowed scheme.
    Link,
    /// A language tag.
    Language,
    /// Names from one part of the vocabulary, or declarations, or texts.
    Of(Kind),
    /// Names of declarations of one kind, or texts.
    Noun(NounKind),
    /// Names from the vocabulary's schemes followed by codes.
    Codes,
    /// Nothing; its clauses say the rest.
    State,
    /// Facts that packs ask about.
    Fact,
    /// Words with a fixed set of spellings.
    OneOf(&'static [&'static str]),
}

/// The words for how long something lasts that has no number of days.
pub const PERIODS: &[&str] = &["session", "persistent"];

/// The properties of one kind of declaration.
#[must_use]
pub fn properties_of(kind: NounKind) -> &'static [(&'static str, Value)] {
    match kind {
        NounKind::Policy => &[
            ("language", Value::Language),
            ("laws", Value::Of(Kind::Law)),
            ("link", Value::Link),
            ("calls", Value::Any),
            ("applies", Value::OneOf(&["at-collection", "current"])),
            ("covers", Value::Any),
            ("version", Value::Free),
            ("facts", Value::Fact),
            ("rules-out", Value::Fact),
        ],
        NounKind::Organization => &[
            ("legal", Value::Text),
            ("group", Value::Text),
            ("brand", Value::Text),
            ("controller", Value::Text),
            ("address", Value::Text),
            ("email", Value::Text),
            ("phone", Value::Text),
            ("link", Value::Link),
            ("country", Value::Of(Kind::Country)),
            ("dpo", Value::Text),
            ("representative", Value::Text),
            ("safeguard", Value::Any),
        ],
        NounKind::Audience => &[("acts-for", Value::Any), ("country", Value::Of(Kind::Country))],
        NounKind::Region => &[("country", Value::Of(Kind::Country)), ("code", Value::Free)],
        NounKind::Service => &[("link", Value::Link), ("owner", Value::Any), ("provider", Value::Any)],
        NounKind::Data => &[("maps", Value::Codes)],
        NounKind::Purpose => &[("maps", Value::Codes)],
        NounKind::Recipient | NounKind::Source => &[
            ("legal", Value::Text),
            ("country", Value::Of(Kind::Country)),
            ("link", Value::Link),
            ("address", Value::Text),
            ("email", Value::Text),
            ("phone", Value::Text),
            ("safeguard", Value::Any),
            ("contract", Value::Any),
            ("consideration", Value::Any),
            ("maps", Value::Codes),
        ],
        NounKind::Channel => &[("value", Value::Any), ("link", Value::Link), ("person", Value::Text)],
        NounKind::Tracker => &[
            ("party", Value::OneOf(&["first", "third"])),
            ("lasts", Value::Period),
            ("provider", Value::Noun(NounKind::Recipient)),
            ("reads", Value::Any),
            ("control", Value::Any),
            ("off", Value::State),
            ("host", Value::Text),
            ("link", Value::Link),
        ],
        NounKind::Condition => &[],
        NounKind::Law => &[("link", Value::Link), ("citation", Value::Text), ("legal", Value::Text)],
        NounKind::Document => &[("link", Value::Link), ("governs", Value::Any), ("owner", Value::Any)],
        NounKind::Definition => &[("means", Value::Any), ("not", Value::Any), ("link", Value::Link)],
    }
}

/// Whether a declaration has one value of a property at most: it has one name, and is found in one place.
#[must_use]
pub(super) fn has_one(kind: NounKind, word: &str) -> bool {
    match word {
        "language" | "legal" | "applies" | "version" => true,
        "link" => match kind {
            NounKind::Service
            | NounKind::Channel
            | NounKind::Tracker
            | NounKind::Law
            | NounKind::Document
            | NounKind::Definition => true,
            NounKind::Policy
            | NounKind::Organization
            | NounKind::Audience
            | NounKind::Region
            | NounKind::Data
            | NounKind::Purpose
            | NounKind::Recipient
            | NounKind::Source
            | NounKind::Condition => false,
        },
        _ => false,
    }
}

/// Whether a declaration may say that it has none of a property: where readers are told so, or where it is for checks.
#[must_use]
pub(super) fn may_be_none(kind: NounKind, word: &str) -> bool {
    match kind {
        NounKind::Policy => matches!(word, "language" | "laws"),
        NounKind::Organization => !matches!(word, "brand" | "controller" | "group" | "legal"),
        NounKind::Audience => word == "country",
        NounKind::Channel => word != "person",
        NounKind::Tracker => matches!(word, "control" | "reads"),
        NounKind::Region | NounKind::Data | NounKind::Purpose | NounKind::Recipient | NounKind::Source => {
            true
        }
        NounKind::Service
        | NounKind::Condition
        | NounKind::Law
        | NounKind::Document
        | NounKind::Definition => false,
    }
}

impl Policy {
    /// The policy's own word for an entry of the vocabulary: `calls personal-data "PII"`.
    pub(crate) fn called(&self, kind: Kind, id: &str) -> Option<&str> {
        let terms = self.head()?.property("calls").flat_map(|property| &property.list.terms);
        terms.into_iter().find_map(|term| match &term.value {
            super::Value::Ref(Ref::Builtin(class)) if class.kind == kind && class.id == id => {
                term.detail.as_deref()
            }
            _ => None,
        })
    }
}

/// The kinds of declaration that a name of these lists may be, the likeliest first, three at most.
#[must_use]
pub fn declarable(wanted: &[Kind]) -> Vec<NounKind> {
    let mut kinds: Vec<NounKind> = Vec::new();
    for list in wanted {
        let of_list = NounKind::ALL.iter().copied().filter(|kind| match kind {
            NounKind::Policy | NounKind::Organization | NounKind::Definition => false,
            NounKind::Condition => *list == Kind::Condition,
            kind => vocabulary_of(*kind).contains(list),
        });
        for kind in of_list {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds.truncate(3);
    kinds
}

/// The vocabulary that classifies one kind of declaration.
#[must_use]
pub const fn vocabulary_of(kind: NounKind) -> &'static [Kind] {
    match kind {
        NounKind::Policy | NounKind::Condition => &[],
        NounKind::Organization | NounKind::Recipient => &[Kind::Role],
        NounKind::Source => &[Kind::Source, Kind::Role],
        NounKind::Audience => &[Kind::Audience],
        NounKind::Region => &[Kind::Region, Kind::Country],
        NounKind::Service => &[Kind::Service],
        NounKind::Data => &[Kind::Data, Kind::Class],
        NounKind::Purpose => &[Kind::Purpose],
        NounKind::Channel => &[Kind::Channel],
        NounKind::Tracker => &[Kind::Technology],
        NounKind::Law => &[Kind::Law],
        NounKind::Document => &[Kind::Document],
        NounKind::Definition => &[Kind::Class, Kind::Data, Kind::Audience],
    }
}
