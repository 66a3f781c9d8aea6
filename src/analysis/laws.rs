//! The laws that the packs know, each with what it asks for.
//!
//! A pack may know several laws, a law may take over what another pack asks for,
//! and a pack may add to a law of another. Here every law is by itself.

use std::borrow::Cow;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::checks::mistake;
use crate::law::condition::Condition;
use crate::law::pack::{Cited, InForce};
use crate::law::{Kind, Pack, PackError, Requirement, Verified, Vocabulary};
use crate::model::{Policy, Ref, Value};
use crate::source::Span;

/// One law, and what it asks for.
#[derive(Clone, Debug)]
pub struct Law<'p> {
    /// Its id in the vocabulary, or that of a user's pack.
    pub id: &'p str,
    /// The pack that knows it.
    pub pack: &'p Pack,
    /// Its name.
    pub title: &'p str,
    /// Where it is written.
    pub cite: &'p str,
    /// Where it holds.
    pub regions: &'p [String],
    /// Since when, and until when.
    pub in_force: InForce,
    /// How far it was checked as a whole.
    pub verified: Verified,
    /// What must be so for it to apply where it is not named.
    pub applies: Option<&'p Condition>,
    /// What it asks for.
    pub asks: Vec<Asked<'p>>,
    also: &'p [String],
}

/// A requirement as one law has it.
#[derive(Clone, Debug)]
pub struct Asked<'p> {
    /// The requirement.
    pub requirement: &'p Requirement,
    /// The pack it stands in, which has the words for it.
    pub pack: &'p Pack,
    /// Where this law has it.
    pub cite: Cow<'p, str>,
    /// How far it was checked.
    pub verified: Verified,
    /// Since when, and until when.
    pub in_force: InForce,
    /// What is easily got wrong.
    pub note: Option<&'p str>,
}

/// Every law of the packs that ship and of a user's own, in the order of their packs.
///
/// A user's pack stands in for the one that ships under the same id.
#[must_use]
pub fn laws<'p>(own: &'p [Pack]) -> Vec<Law<'p>> {
    static SHIPPED: OnceLock<Vec<Law<'static>>> = OnceLock::new();
    if own.is_empty() { SHIPPED.get_or_init(|| with(&[])).clone() } else { with(own) }
}

fn with<'p>(own: &'p [Pack]) -> Vec<Law<'p>> {
    let built_in = Pack::builtin_ids().filter(|id| !own.iter().any(|pack| *pack.id == **id));
    let mut packs: Vec<&'p Pack> = Vec::new();
    for id in built_in {
        packs.extend(Pack::builtin(id));
    }
    packs.extend(own);
    let mut laws: Vec<Law<'p>> = packs.iter().flat_map(|pack| of_pack(pack)).collect();
    for law in &mut laws {
        law.asks = asks(law, &packs);
    }
    laws
}

fn of_pack(pack: &Pack) -> Vec<Law<'_>> {
    let whole = |id| Law {
        id,
        pack,
        title: &pack.title,
        cite: &pack.law,
        regions: &pack.regions,
        in_force: pack.in_force,
        verified: pack.verified,
        applies: pack.applies.as_ref(),
        asks: Vec::new(),
        also: &[],
    };
    if pack.laws.is_empty() {
        return vec![whole(&*pack.id)];
    }
    pack.laws
        .iter()
        .map(|entry| Law {
            title: entry.title.as_ref().unwrap_or(&pack.title),
            cite: entry.cite.as_ref().unwrap_or(&pack.law),
            regions: if entry.regions.is_empty() { &pack.regions } else { &entry.regions },
            in_force: if entry.in_force == InForce::default() { pack.in_force } else { entry.in_force },
            verified: entry.verified,
            applies: entry.applies.as_ref().or(pack.applies.as_ref()),
            also: &entry.also,
            ..whole(&*entry.id)
        })
        .collect()
}

/// What a law asks for: what its pack says for it, what that takes over, what other packs add.
fn asks<'p>(law: &Law<'p>, packs: &[&'p Pack]) -> Vec<Asked<'p>> {
    let mut asks: Vec<Asked<'p>> = Vec::new();
    let main = law.pack.laws.first().is_none_or(|first| *first.id == *law.id);
    for requirement in &law.pack.requirements {
        let named = requirement.law.as_deref();
        let of_main = named.is_none() && requirement.cites.is_empty() && main;
        if of_main || named == Some(law.id) {
            asks.push(asked(law.pack, requirement));
        } else if let Some(cited) = requirement.cites.get(law.id) {
            asks.push(asked_as(law, law.pack, requirement, cited));
        }
    }
    if let Some(extends) = law.pack.extends.as_ref().filter(|_| main) {
        let base = packs.iter().find(|pack| pack.id == extends.pack);
        let removed =
            |requirement: &Requirement| extends.removes.iter().any(|removed| removed.id == requirement.id);
        let kept = base
            .into_iter()
            .flat_map(|base| base.requirements.iter().map(move |requirement| (base, requirement)));
        for (base, requirement) in kept.filter(|(_, requirement)| !removed(requirement)) {
            let cite = extends
                .replace
                .iter()
                .fold(Cow::Borrowed(&*requirement.cite), |cite, (old, new)| cite.replace(old, new).into());
            let verified = requirement.verified.min(extends.verified);
            asks.push(Asked { cite, verified, ..asked(base, requirement) });
        }
    }
    for pack in packs.iter().filter(|pack| pack.id != law.pack.id) {
        for requirement in &pack.requirements {
            if requirement.law.as_deref() == Some(law.id) {
                asks.push(asked(pack, requirement));
            } else if let Some(cited) = requirement.cites.get(law.id) {
                asks.push(asked_as(law, pack, requirement, cited));
            }
        }
    }
    asks
}

fn asked<'p>(pack: &'p Pack, requirement: &'p Requirement) -> Asked<'p> {
    Asked {
        requirement,
        pack,
        cite: Cow::Borrowed(&*requirement.cite),
        verified: requirement.verified,
        in_force: requirement.in_force,
        note: requirement.note.as_deref(),
    }
}

fn asked_as<'p>(law: &Law<'p>, pack: &'p Pack, requirement: &'p Requirement, cited: &'p Cited) -> Asked<'p> {
    let plain = asked(pack, requirement);
    let cite = match cited.cite() {
        // A section number says nothing without the law it is in.
        cite if cite.starts_with(|c: char| c.is_ascii_digit()) => format!("{}, {cite}", law.title).into(),
        cite => Cow::Borrowed(cite),
    };
    match cited {
        Cited::Where(_) => Asked { cite, ..plain },
        Cited::With { from, verified, note, .. } => Asked {
            cite,
            verified: verified.unwrap_or(plain.verified).min(plain.verified),
            in_force: InForce { from: from.or(plain.in_force.from), ..plain.in_force },
            note: note.as_deref().or(plain.note),
            ..plain
        },
    }
}

impl Law<'_> {
    /// Where a policy names it.
    #[must_use]
    pub fn named(&self, policy: &Policy) -> Option<Span> {
        let is = |id: &str| id == self.id || self.also.iter().any(|also| also == id);
        let names = |term: &&crate::model::Term| match &term.value {
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Law && is(class.id),
            // A law that the author declares is named by its kind, or by the id of a user's pack.
            Value::Ref(Ref::Noun(id)) => policy.noun(*id).is_some_and(|noun| {
                is(&noun.id) || noun.classes.iter().any(|class| class.kind == Kind::Law && is(class.id))
            }),
            _ => false,
        };
        policy.laws.iter().find(names).map(|term| term.span)
    }

    /// Whether this is what someone calls it: its id, that of a law it comes to, or that of its pack.
    #[must_use]
    pub fn is_called(&self, word: &str) -> bool {
        word == self.id || self.also.iter().any(|also| also == word) || word == &*self.pack.id
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn on(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.in_force.on(day))
    }
}

/// What is wrong with a user's pack that its own text cannot show: a check that asks about
/// what is not there, a pack to extend or a law to add to that nobody knows.
///
/// # Errors
/// Says what, and where in the file.
pub fn verify(pack: &Pack, own: &[Pack], vocabulary: &Vocabulary) -> Result<(), PackError> {
    if own.iter().any(|other| other.id == pack.id) {
        nameable(pack, own, vocabulary)?;
    }
    let wrong = |condition: &Condition| wrong_check(condition, vocabulary);
    for requirement in &pack.requirements {
        for condition in [Some(&requirement.when), requirement.met_by.as_ref()].into_iter().flatten() {
            wrong(condition).map_or(Ok(()), |message| Err(pack_error(&requirement.id, message)))?;
        }
        if let Some(law) = &requirement.law {
            let known = vocabulary.find(Kind::Law, law).is_some()
                || own
                    .iter()
                    .chain([pack])
                    .any(|other| other.id == *law || other.laws.iter().any(|entry| entry.id == *law));
            if !known {
                return Err(pack_error(law, format!("there is no law `{law}`")));
            }
        }
    }
    for entry in &pack.laws {
        let wrong = entry.applies.as_ref().and_then(wrong);
        wrong.map_or(Ok(()), |message| Err(pack_error(&entry.id, message)))?;
    }
    let wrong = pack.applies.as_ref().and_then(wrong);
    wrong.map_or(Ok(()), |message| Err(pack_error(&pack.id, message)))?;
    if let Some(extends) = &pack.extends {
        let base = Pack::builtin(&extends.pack).or_else(|| own.iter().find(|other| other.id == extends.pack));
        let Some(base) = base else {
            return Err(pack_error(&extends.pack, format!("there is no pack `{}` to extend", extends.pack)));
        };
        if let Some(removed) = extends.removes.iter().find(|removed| base.requirement(&removed.id).is_none())
        {
            let message = format!("`{}` has no requirement `{}` to remove", extends.pack, removed.id);
            return Err(pack_error(&removed.id, message));
        }
    }
    Ok(())
}

/// Whether a pack has a name of its own, a title, and places that are known.
fn nameable(pack: &Pack, own: &[Pack], vocabulary: &Vocabulary) -> Result<(), PackError> {
    let id = &pack.id;
    let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let message = if Pack::builtin(id).is_some() {
        format!("`{id}` ships with Candor; choose another id, and write `extends` to add to that one")
    } else if own.iter().filter(|other| *other.id == **id).count() > 1 {
        format!("two packs are called `{id}`")
    } else if id.is_empty() || !id.chars().all(word) {
        format!("`{id}` is no id: it may have small letters, digits and hyphens")
    } else if pack.title.trim().is_empty() {
        "`title` says nothing".to_owned()
    } else if let Some(region) =
        pack.regions.iter().find(|region| vocabulary.find(Kind::Region, region).is_none())
    {
        format!("there is no region `{region}`; docs/vocabulary.md lists them")
    } else {
        return Ok(());
    };
    Err(pack_error(id, message))
}

fn pack_error(at: &crate::law::Word, message: String) -> PackError {
    PackError { line: at.line, column: at.column, message }
}

/// What is wrong with the first check of a condition that cannot be asked.
pub(crate) fn wrong_check(condition: &Condition, vocabulary: &Vocabulary) -> Option<String> {
    let mut wrong = None;
    condition.each_check(&mut |check| {
        if wrong.is_none() {
            wrong = mistake(check, vocabulary);
        }
    });
    wrong
}
