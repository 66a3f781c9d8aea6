//! What a section says to declare, with the channels that the policy has.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::document::view::Viewer;
use crate::law::Kind;
use crate::model::words::{NounKind, Topic};
use crate::model::{Class, Noun, NounId, Policy};

/// The channels by which people reach the publisher about their data.
pub(super) struct Channels<'a> {
    policy: &'a Policy,
    own: Vec<&'a Noun>,
}

impl<'a> Channels<'a> {
    /// Those of a policy that are nobody else's, and that serve rights, requests and questions, or nothing yet.
    pub(super) fn of(viewer: &Viewer<'a>) -> Self {
        let policy = viewer.policy;
        let (mut serving, mut named) = (BTreeSet::new(), BTreeSet::<NounId>::new());
        policy.each_statement(&mut |statement| {
            let serves = matches!(statement.topic, Topic::Rights | Topic::Requests | Topic::Contact);
            statement.each_named(&mut |id| {
                named.insert(id);
                if serves {
                    serving.insert(id);
                }
            });
        });
        let fits = |id: &NounId| !viewer.is_of_others(*id) && (serving.contains(id) || !named.contains(id));
        let channels = policy.nouns_of(NounKind::Channel).filter(|(id, _)| fits(id));
        Self { policy, own: channels.map(|(_, noun)| noun).collect() }
    }

    /// Advice that names these where it names one of their kind: `by email` is `by mail` where that is what the channel
    /// for it is called. What the advice itself declares stays.
    pub(super) fn named_in<'t>(&self, advice: &'t str) -> Cow<'t, str> {
        let own = |word: &str| {
            let kind = self.policy.vocabulary.find(Kind::Channel, word)?;
            let is = |class: &Class| class.kind == Kind::Channel && *kind.id == *class.id;
            let declared = advice.contains(&format!("channel {word} "));
            self.own
                .iter()
                .filter(|_| !declared)
                .find(|noun| noun.classes.iter().any(is))
                .map(|noun| &*noun.id)
        };
        let mut text = String::with_capacity(advice.len());
        let mut after_by = false;
        for word in advice.split_inclusive(' ') {
            let bare = word.trim_end_matches([' ', ',', '.', '`']);
            match after_by.then(|| own(bare)).flatten() {
                Some(id) => {
                    text.push_str(id);
                    text.push_str(word.get(bare.len()..).unwrap_or_default());
                }
                None => text.push_str(word),
            }
            after_by = bare.trim_start_matches('`') == "by" || after_by && word.ends_with(", ");
        }
        if text == advice { Cow::Borrowed(advice) } else { Cow::Owned(text) }
    }
}
