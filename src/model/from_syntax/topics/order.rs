//! The topics of what is done by a verb of the language, one question after the other.

use super::Said;
use super::terms::{is_child, is_choice, is_of, is_of_business, is_us, is_you};
use super::words::{begins_with_act, names_links_to_others, names_policy_of_others, of_request};
use crate::law::Kind;
use crate::model::giving::sends_data;
use crate::model::people::are_others;
use crate::model::phrase::names_consent;
use crate::model::verb::{self, VerbInfo};
use crate::model::words::{ListWord, Modal, NounKind, Topic};
use crate::model::{ClauseKind, Ref, Special, Term, Value};

/// What people do to their own data alone: nobody does it with the data of others.
const OWN: &[&str] = &["appeal", "appoint", "complain", "object", "port"];
/// What people may do is a right, beside changing something.
const GRANTED: &[&str] = &[
    "access", "know", "copy", "correct", "delete", "restrict", "object", "review", "port", "download",
    "receive", "request", "obtain", "transfer",
];
/// Ways to get at data.
const GOT_AT: &[&str] = &["review", "access", "know", "copy", "download"];
/// Ways to get at data or to mend it, which are rights of those whose data it is.
const THEIRS: &[&str] = &["access", "know", "copy", "port", "download", "correct"];

impl Said<'_> {
    /// The topic of what is done by this verb: what it is done to tells more than who does it, and that more than the verb.
    pub(super) fn with(&self, verb: &VerbInfo) -> Topic {
        self.of_things(verb)
            .or_else(|| self.of_policy(verb))
            .or_else(|| self.of_children(verb))
            .or_else(|| self.of_access(verb))
            .or_else(|| self.of_choice(verb))
            .or_else(|| self.of_rights(verb))
            .or_else(|| self.of_limits(verb))
            .or_else(|| self.of_demands(verb))
            .or_else(|| self.of_recipients(verb))
            .or_else(|| self.of_places(verb))
            .unwrap_or_else(|| self.of_verb(verb))
    }

    /// Trackers, signals, the use of a service, requests that are honoured.
    fn of_things(&self, verb: &VerbInfo) -> Option<Topic> {
        let objects = || self.statement.object_terms();
        let is_tracker = |term: &Term| {
            self.kind(&term.value) == Some(NounKind::Tracker)
                || is_of(&term.value, Kind::Technology)
                || term.classes.iter().any(|class| class.kind == Kind::Technology)
        };
        if objects().any(is_tracker) {
            return Some(Topic::Cookies);
        }
        let contains = matches!(verb.id, "contain" | "include");
        if contains && !self.statement.subjects.is_empty() && self.statement.subjects.iter().all(is_tracker) {
            return Some(Topic::Cookies);
        }
        let leads_away =
            |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if names_links_to_others(text));
        if (contains || matches!(verb.id, "offer" | "provide"))
            && objects().next().is_some()
            && objects().all(leads_away)
        {
            return Some(Topic::Links);
        }
        let is_signal = |term: &Term| is_of(&term.value, Kind::Signal);
        if objects().chain(self.statement.terms(ListWord::To)).any(is_signal) {
            return Some(Topic::Signals);
        }
        let is_service = |term: &Term| {
            self.kind(&term.value) == Some(NounKind::Service) || is_of(&term.value, Kind::Service)
        };
        let by_people = self.by_people || !self.statement.subjects.iter().any(is_named);
        if verb.id == "use" && by_people && objects().next().is_some() && objects().all(is_service) {
            return Some(Topic::About);
        }
        // What is honoured may be a request of people, not of their browsers.
        let is_request = |term: &Term| match &term.value {
            Value::Ref(Ref::Special(Special::Requests)) => true,
            Value::Ref(Ref::Text(text)) => of_request(text),
            _ => false,
        };
        (verb.topic == Topic::Signals && objects().any(is_request)).then_some(Topic::Requests)
    }

    /// What becomes of this policy, or of anything else; what people are told.
    fn of_policy(&self, verb: &VerbInfo) -> Option<Topic> {
        let is_this = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy)));
        let changes = matches!(verb.id, "change" | "update" | "review" | "post" | "notify");
        if changes && self.statement.object_terms().any(is_this) {
            return Some(Topic::Changes);
        }
        // What people tell others of this policy changes nothing in it.
        let told =
            |topic: Topic| if self.by_people && topic == Topic::Changes { Topic::About } else { topic };
        self.of_change(verb).or_else(|| (verb.id == "notify").then(|| told(self.of_notice())))
    }

    /// What the publisher does to something else than a policy: only what becomes of one is a change.
    fn of_change(&self, verb: &VerbInfo) -> Option<Topic> {
        let mut named = self.statement.object_terms().chain(&self.statement.subjects);
        let acts = !self.by_people && self.statement.object_terms().next().is_some();
        if !acts || named.any(|term| self.is_policy(term)) {
            return None;
        }
        let changes = verb::CHANGING.contains(&verb.id);
        match verb.id {
            "post" => Some(Topic::Sharing),
            _ if changes && self.by_recipients() => Some(Topic::Sharing),
            "review" if self.is_about_request() => Some(Topic::Requests),
            // Who gets at data uses it, or gets it.
            "review" if !self.data => Some(Topic::Use),
            _ if changes && !self.data => Some(Topic::About),
            _ if changes && self.is_asked_for() => Some(Topic::Rights),
            _ => changes.then_some(Topic::Use),
        }
    }

    /// What is done to children, or asked of them.
    fn of_children(&self, verb: &VerbInfo) -> Option<Topic> {
        let asked = || verb.id == "require" && self.statement.terms(ListWord::From).any(is_child);
        (!self.by_people && (self.of_children || asked())).then_some(Topic::Children)
    }

    /// Who gets data or gets at it, and how it is got rid of.
    fn of_access(&self, verb: &VerbInfo) -> Option<Topic> {
        let statement = self.statement;
        // "We send them to the courts" shares them; what is kept or secured with somebody is kept or secured all the same.
        let stays = matches!(verb.topic, Topic::Transfers | Topic::Retention | Topic::Security);
        if !self.by_people && !stays && sends_data(statement, self.nouns) {
            return Some(Topic::Sharing);
        }
        // Who gets at data uses it, unless it is theirs.
        let by_staff = self.by_people && !self.may() && !statement.modal.right() && self.is_by_others();
        if self.data && (!self.by_holders || by_staff) && GOT_AT.contains(&verb.id) {
            return Some(self.sharing_or(Topic::Use));
        }
        // What people know of their data is a right, and what others know of something is none.
        if verb.id == "know" && !self.by_holders && statement.subjects.iter().all(is_named) {
            return Some(self.sharing_or(Topic::About));
        }
        // What nobody gets is got rid of; a business changes hands.
        let alone = || self.data || statement.verbs.len() == 1 && !is_of_business(statement);
        let gone = verb.id == "dispose" && alone() && statement.recipients().next().is_none();
        gone.then_some(Topic::Retention)
    }

    /// What people are asked to agree to or to choose, and documents that they are to look at.
    fn of_choice(&self, verb: &VerbInfo) -> Option<Topic> {
        let asks = !self.by_people && matches!(verb.id, "ask" | "obtain" | "request" | "require");
        if asks && self.asks_for_consent() {
            return Some(Topic::Consent);
        }
        // "We ask you to opt in."
        if asks && self.statement.terms(ListWord::To).any(is_choice) {
            return Some(Topic::Choices);
        }
        let is_document = |term: &Term| {
            self.kind(&term.value) == Some(NounKind::Document)
                || matches!(&term.value, Value::Ref(Ref::Text(text)) if names_policy_of_others(text))
        };
        let of_document = verb.id == "review" && self.statement.object_terms().any(is_document);
        of_document.then_some(Topic::Links)
    }

    /// What people may do with their own data.
    fn of_rights(&self, verb: &VerbInfo) -> Option<Topic> {
        let statement = self.statement;
        let right = statement.modal.right();
        let others = self.does_with_others();
        if others && verb.topic == Topic::Rights && !OWN.contains(&verb.id) {
            return Some(Topic::Sharing);
        }
        // What people may not do stands with what they may.
        let may = self.may() || matches!(statement.modal, Modal::MayNot | Modal::Cannot);
        let changes = verb::CHANGING.contains(&verb.id);
        if self.by_holders && (right || may && !others) && (changes || GRANTED.contains(&verb.id)) {
            return Some(Topic::Rights);
        }
        let rests = || statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)));
        if verb.id == "process" && rests() {
            return Some(Topic::Basis);
        }
        // To withdraw, to opt out or to complain is a right when it is called one.
        let claimed = match verb.topic {
            Topic::Choices | Topic::Consent | Topic::Retention => true,
            Topic::Sharing | Topic::Collection | Topic::Use | Topic::Combining => self.by_holders,
            _ => self.by_holders && verb.id == "ask",
        };
        if right && claimed {
            return Some(Topic::Rights);
        }
        // "You may ask for human-review."
        let is_right = |term: &Term| is_of(&term.value, Kind::Right);
        if self.by_people && verb.id == "ask" && statement.terms(ListWord::For).any(is_right) {
            return Some(Topic::Rights);
        }
        let updates = self.by_people && !others && verb.id == "update";
        updates.then(|| if self.is_duty() { Topic::About } else { Topic::Rights })
    }

    /// Whom something is for, what the publisher has to do, and what it limits, accepts or acknowledges.
    fn of_limits(&self, verb: &VerbInfo) -> Option<Topic> {
        if verb.state && verb.topic == Topic::Children && !self.speaks_of_people() {
            return Some(Topic::About);
        }
        // What the publisher is required to do is asked by a law, and nothing that people give.
        if verb.id == "required" && self.statement.by_us() {
            return Some(Topic::Law);
        }
        // What we restrict is access, and what we limit may be; what we require of people is data.
        let is_access = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => text.contains("access"),
            Value::Ref(Ref::Builtin(class)) => class.id == "access",
            _ => false,
        };
        let limits = !self.by_holders && verb.id == "limit";
        if !self.by_holders && verb.id == "restrict" || limits && self.statement.object_terms().any(is_access)
        {
            return Some(Topic::Security);
        }
        if limits && self.data {
            return Some(self.sharing_or(Topic::Use));
        }
        // People accept what they agree to.
        if !self.by_people && verb.id == "accept" && !self.asks_for_consent() {
            return Some(Topic::About);
        }
        // People acknowledge what they agree to, and others that something has come in.
        (!self.by_people && verb.id == "acknowledge").then_some(Topic::Requests)
    }

    /// What people have to give or do give, what others have to do, and who is asked.
    fn of_demands(&self, verb: &VerbInfo) -> Option<Topic> {
        let statement = self.statement;
        let requires = verb.id == "require";
        if self.data && (requires || self.by_people && verb::GIVEN.contains(&verb.id)) {
            // What people give to others is nothing that we collect.
            let mut given = statement.recipients().peekable();
            let to_others = given.peek().is_some() && given.all(|term| self.is_somebody_else(term));
            let shares = self.by_people && to_others;
            return Some(if shares { Topic::Sharing } else { Topic::Collection });
        }
        // "We will provide you with a statement": what people get themselves is received by nobody else.
        let gives = !self.by_people && matches!(verb.id, "provide" | "supply");
        let mut given = statement.objects.iter().flat_map(|list| &list.terms).peekable();
        if gives && !statement.handed && given.peek().is_some() && given.all(is_you) {
            return Some(if self.is_asked_for() { Topic::Rights } else { Topic::About });
        }
        // What others have to do stands where they are spoken of.
        if requires && !self.by_people && statement.object_terms().next().is_some() {
            if statement.object_terms().all(|term| self.is_recipient(&term.value)) {
                return Some(Topic::Sharing);
            }
            let is_other = |term: &Term| are_others(&term.value, self.nouns, self.vocabulary);
            if statement.object_terms().all(is_other) {
                return Some(Topic::Security);
            }
        }
        // Whoever is asked for something but the publisher is not reached by that, nor is who is reached by the publisher.
        let to_us = || statement.object_terms().all(|term| !self.is_somebody_else(term) && !is_you(term));
        let to_recipient = || {
            let mut whom = statement.object_terms().peekable();
            whom.peek().is_some() && whom.all(|term| self.is_recipient(&term.value))
        };
        let reached = verb.topic == Topic::Contact
            && (!self.by_people || verb.id == "ask" && !to_us() || verb.id == "contact" && to_recipient());
        reached.then(|| self.of_asking(verb))
    }

    /// Reaching somebody else than the publisher, or asking them for something.
    fn of_asking(&self, verb: &VerbInfo) -> Topic {
        let statement = self.statement;
        let asks = verb.id == "ask";
        let consents =
            |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if names_consent(text));
        let detailed = |term: &Term| term.detail.as_deref().is_some_and(names_consent);
        if asks && (statement.terms(ListWord::To).any(consents) || statement.object_terms().any(detailed)) {
            return Topic::Consent;
        }
        let mut others = statement.object_terms().chain(&statement.subjects);
        if others.any(|term| self.is_recipient(&term.value)) {
            return Topic::Sharing;
        }
        // "We may ask you for your location when you open the app."
        let is_thing = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => !begins_with_act(text),
            value => self.kind(value) == Some(NounKind::Data),
        };
        let mut wanted = statement.terms(ListWord::For).chain(statement.terms(ListWord::About));
        if asks && !self.by_people && !statement.object_terms().any(is_us) && wanted.any(is_thing) {
            return Topic::Collection;
        }
        let of_requests = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if text.contains("identity") || of_request(text));
        if asks && statement.terms(ListWord::For).chain(statement.terms(ListWord::To)).any(of_requests) {
            return Topic::Requests;
        }
        if verb.id == "contact" { Topic::Use } else { Topic::About }
    }

    /// What recipients do and must do stands where they are spoken of; then what is put together.
    fn of_recipients(&self, verb: &VerbInfo) -> Option<Topic> {
        let combines = verb.topic == Topic::Combining || self.data && verb.id == "link";
        let does = combines
            || matches!(verb.topic, Topic::Security | Topic::Use | Topic::Retention | Topic::Collection)
            || verb.id == "contact"
            || self.data && verb.id == "correct";
        if does && self.by_recipients() {
            return Some(Topic::Sharing);
        }
        combines.then_some(Topic::Combining)
    }

    /// A transfer to someone is sharing, a transfer to a place is a transfer, and what is stored there went there.
    fn of_places(&self, verb: &VerbInfo) -> Option<Topic> {
        let in_place = || self.statement.terms(ListWord::In).any(|term| self.is_place(&term.value));
        let to_place = || self.statement.terms(ListWord::To).any(|term| self.is_place(&term.value));
        match verb.id {
            "transfer" if to_place() || in_place() => None,
            "transfer" if self.statement.verbs.len() > 1 => Some(Topic::Sale),
            "transfer" => Some(Topic::Sharing),
            "store" if in_place() => Some(Topic::Transfers),
            _ => None,
        }
    }

    /// What the verb alone tells. A right is only what people have: who else gets at something, or mends it, uses it
    /// unless they ask for that.
    fn of_verb(&self, verb: &VerbInfo) -> Topic {
        let theirs =
            || self.by_holders && !self.is_duty() || !THEIRS.contains(&verb.id) || self.is_asked_for();
        match verb.topic {
            // Whom the publisher appoints acts for it, and whom people appoint, for them.
            Topic::Rights if verb.id == "appoint" && !self.by_people => Topic::Roles,
            Topic::Rights if theirs() => Topic::Rights,
            Topic::Rights if self.by_people => Topic::About,
            Topic::Rights => self.sharing_or(Topic::Use),
            topic => topic,
        }
    }

    /// Sharing where recipients do it, and this topic otherwise.
    fn sharing_or(&self, topic: Topic) -> Topic {
        if self.by_recipients() { Topic::Sharing } else { topic }
    }
}

/// Whether something has a name in the policy or the vocabulary, and not only the author's words.
fn is_named(term: &Term) -> bool {
    !matches!(term.value, Value::Ref(Ref::Text(_)))
}
