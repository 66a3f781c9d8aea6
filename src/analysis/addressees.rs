//! Whom people turn to: the publisher, or somebody else, whose address is none of the publisher's.
//!
//! Coverage, the stubs of laws and the documents ask here, so that the help line of an authority is nobody's way to
//! reach the publisher.

use std::collections::BTreeSet;

use foldhash::{HashSet, HashSetExt};

use super::reach::Reach;
use super::select::does_any;
use crate::law::Kind;
use crate::law::vocabulary::ThirdParty;
use crate::model::phrase::names_own;
use crate::model::words::NounKind;
use crate::model::{Noun, NounId, Policy, Ref, Statement, Term, Value};

/// The channels by which people reach somebody else than the publisher: those that stand only where they turn to others,
/// and those whose name says whose they are.
pub(crate) fn channels_of_others(policy: &Policy) -> BTreeSet<NounId> {
    let reach = Reach { policy, vocabulary: &policy.vocabulary, regions: &[], scheme: "" };
    let (mut theirs, mut ours) = (BTreeSet::new(), BTreeSet::new());
    let mut others: HashSet<String> = HashSet::new();
    policy.each_statement(&mut |statement| {
        let to_others = reach.turns_to_others(statement);
        if to_others {
            let asked = asked(statement).filter_map(|term| name(policy, term));
            others.extend(asked.map(plain));
        }
        let named = if to_others { &mut theirs } else { &mut ours };
        statement.each_named(&mut |id| _ = named.insert(id));
    });
    let parties = [NounKind::Recipient, NounKind::Source].into_iter();
    let parties = parties.flat_map(|kind| policy.nouns_of(kind)).map(|(_, noun)| noun);
    let strangers = parties.filter(|noun| !reach.works_for_us(noun));
    others.extend(strangers.filter_map(|noun| noun.name.as_deref()).map(plain));
    let own: HashSet<&str> = policy.publisher().into_iter().flat_map(addresses).collect();
    let channels = policy.nouns_of(NounKind::Channel).filter(|(id, noun)| {
        let only = theirs.contains(id) && !ours.contains(id);
        let called =
            || noun.name.as_deref().is_some_and(|name| owners(name).any(|who| others.contains(&who)));
        (only || called()) && !addresses(noun).any(|address| own.contains(address))
    });
    channels.map(|(id, _)| id).collect()
}

/// Whether a channel is called by the name of a party, as one that is this party's is.
pub(crate) fn owns_channel(policy: &Policy, party: &Noun) -> bool {
    let Some(name) = party.name.as_deref().map(plain) else { return false };
    let mut called = policy.nouns_of(NounKind::Channel).filter_map(|(_, noun)| noun.name.as_deref());
    called.any(|channel| owners(channel).any(|owner| owner == name))
}

impl Reach<'_> {
    /// Whether people turn by a statement to somebody else than the publisher: an authority to which they complain, or
    /// who is no part of the publisher and does not work for it.
    pub(crate) fn turns_to_others(self, statement: &Statement) -> bool {
        let complains = does_any(statement, &["appeal", "complain"])
            || self.rights(statement).iter().any(|right| *right.id == *"complain");
        // Who works for the publisher takes requests for it, and is somebody else to those who only get in touch.
        let contacts = statement.does("contact");
        let own = |text: &str| {
            let name = self.policy.publisher().and_then(|noun| noun.name.as_deref());
            names_own(text) || name.is_some_and(|name| plain(name) == plain(text))
        };
        let other = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) if term.classes.is_empty() => complains && !own(text),
            Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).is_some_and(|noun| {
                let other = matches!(noun.kind, NounKind::Recipient | NounKind::Source);
                other && (contacts || !self.works_for_us(noun))
            }),
            _ => {
                self.is_role(term)
                    && !self.policy.classes_of(term).all(|class| self.helps(class.kind, class.id))
            }
        };
        let mut asked = asked(statement).peekable();
        self.by_people(statement) && asked.peek().is_some() && asked.all(other)
    }

    /// Whether a party has a role, and only such as those have who work for the publisher.
    fn works_for_us(self, noun: &Noun) -> bool {
        !noun.classes.is_empty() && noun.classes.iter().all(|class| self.helps(class.kind, class.id))
    }

    fn helps(self, kind: Kind, role: &str) -> bool {
        let role = self.vocabulary.find(Kind::Role, role).filter(|_| kind == Kind::Role);
        role.is_some_and(|role| role.third_party == Some(ThirdParty::Never))
    }
}

/// Those whom people turn to by a statement, if it names any.
fn asked(statement: &Statement) -> impl Iterator<Item = &Term> {
    let reached = does_any(statement, &["ask", "contact"]);
    statement.object_terms().filter(move |_| reached).chain(statement.recipients())
}

fn name<'a>(policy: &'a Policy, term: &'a Term) -> Option<&'a str> {
    match &term.value {
        Value::Ref(Ref::Text(text)) => Some(text),
        Value::Ref(Ref::Noun(id)) => policy.noun(*id)?.name.as_deref(),
        _ => None,
    }
}

/// Those whose something is, as its name says: "the Tax Office's form", "the form of the Tax Office".
fn owners(name: &str) -> impl Iterator<Item = String> {
    let before = ["'s ", "\u{2019}s "].into_iter().filter_map(|mark| Some(name.split_once(mark)?.0));
    before.chain(name.rsplit_once(" of ").map(|(_, after)| after)).map(plain)
}

/// A name without what may stand before it, in small letters.
fn plain(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.strip_prefix("the ").map_or_else(|| name.clone(), str::to_owned)
}

/// The addresses that a declaration gives, as they stand.
fn addresses(noun: &Noun) -> impl Iterator<Item = &str> {
    ["address", "dpo", "email", "phone", "representative", "value"]
        .into_iter()
        .filter_map(|word| noun.text(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Vocabulary;
    use crate::source::FileId;

    /// The ids of the channels of others in a policy.
    fn theirs(text: &str) -> Vec<String> {
        let head = "organization acme \"Acme\" { email \"a@acme.example\" }\n\
                    data d \"contact details\" : contact\n\
                    channel a \"the ICO's helpline\" : phone { value \"0303 123 1113\" }\n\
                    channel b \"email\" : email { value \"a@acme.example\" }\n\
                    channel c \"the Schufa's form\" : web-form { link \"https://schufa.example\" }\n";
        let read = crate::syntax::read(FileId(0), &format!("{head}{text}\n"));
        assert!(read.findings.is_empty(), "{text}: {:?}", read.findings);
        let policy = crate::model::policy("test", read.value.items, Vocabulary::builtin()).value;
        let ids = channels_of_others(&policy);
        ids.iter().map(|id| policy.noun(*id).unwrap().id.to_string()).collect()
    }

    #[test]
    fn a_channel_to_somebody_else_is_not_ours() {
        for (text, expected) in [
            ("you can complain to \"the ICO\" by a, b", &["a"][..]),
            ("you have the right to \"lodge a complaint\" with \"the ICO\" by a", &["a"]),
            ("you can appeal to \"the Attorney General\" by a", &["a"]),
            ("you can complain to authority by a", &["a"]),
            ("you can complain to \"our team\" by a", &[]),
            ("you can complain to acme by a", &[]),
            ("you can complain by a", &[]),
            ("you can complain to \"the ICO\" by a\nyou can access d by a", &["a"]),
            ("you can complain to \"the CNIL\" by a\nyou can access d by a", &[]),
            ("you can object to direct-marketing by a", &[]),
            ("you can contact us by a", &[]),
            ("recipient s \"Schufa\" : broker\nyou can access d by c", &["c"]),
            ("recipient s \"Schufa\" : processor\nyou can access d by c", &[]),
            ("recipient s \"Schufa\" : processor\nyou can contact s by c", &["c"]),
            ("recipient s \"Schufa\" : processor\nyou can ask s for \"a copy\" by c", &[]),
            ("recipient s \"Bureau\" : third-party\nyou can ask s for \"your score\" by a", &["a"]),
        ] {
            assert_eq!(theirs(text), expected, "{text}");
        }
    }
}
