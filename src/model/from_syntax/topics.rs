//! The topic a statement belongs to, and so the section it will stand in.

mod terms;
mod words;

use super::Reader;
use crate::law::Kind;
use crate::model::giving::sends_data;
use crate::model::people::are_others;
use crate::model::phrase::{names_consent, names_own};
use crate::model::verb;
use crate::model::words::{ListWord, Modal, NounKind, Topic};
use crate::model::{ClauseKind, Expression, Ref, Special, Statement, Term, Value, Verb};

pub(super) use terms::noun;
use terms::{is_child, is_choice, is_of, is_of_business, is_us, is_you};
use words::{begins_with_act, of_request, says_what_becomes_of_this};
pub(super) use words::{of_breach, of_changes};

impl Reader<'_> {
    /// The topic a statement belongs to where no section says it.
    pub(super) fn topic(&self, statement: &Statement) -> Topic {
        let kinds: Vec<NounKind> =
            statement.object_terms().filter_map(|term| self.noun_kind(&term.value)).collect();
        let is = |wanted: Kind| statement.object_terms().any(|term| is_of(&term.value, wanted));
        let data = kinds.contains(&NounKind::Data) || is(Kind::Class) || is(Kind::Data);
        let may = matches!(statement.modal, Modal::May | Modal::Can | Modal::MayHave);
        let this_policy = statement
            .object_terms()
            .any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy))));
        let by_reader = statement.subjects.iter().all(|term| match &term.value {
            Value::Ref(Ref::Special(Special::You)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Audience,
            value => self.noun_kind(value) == Some(NounKind::Audience),
        });
        // People named by a text have rights as those who are declared.
        let holder = by_reader
            || statement.modal.right()
                && statement.subjects.iter().all(|term| matches!(term.value, Value::Ref(Ref::Text(_))));
        let of_children = statement.object_terms().any(is_child);
        if !by_reader && says_what_becomes_of_this(statement) {
            return Topic::Changes;
        }
        let known = statement.verbs.iter().find_map(|verb| match verb {
            Verb::Known(verb) => Some(verb),
            Verb::Text(_) => None,
        });
        let Some(verb) = known else {
            let right = statement.verbs.first().is_some_and(|verb| verb.says_right().is_some());
            let of_rights = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::Rights)));
            let of_rights = !statement.subjects.is_empty() && statement.subjects.iter().all(of_rights);
            let called = |term: &Term| term.classes.iter().any(|class| class.kind == Kind::Right);
            let of_rights = of_rights || by_reader && statement.object_terms().any(called);
            return if statement.modal.right() && !statement.by_us() || right || of_rights {
                Topic::Rights
            } else if by_reader && may && data {
                Topic::Choices
            } else if of_children {
                Topic::Children
            } else if data && !by_reader {
                // "We never "try to re-identify" it."
                let shares = self.by_recipients(statement) || sends_data(statement, &self.nouns);
                if shares { Topic::Sharing } else { Topic::Use }
            } else {
                Topic::About
            };
        };
        let called = |term: &Term| term.classes.iter().any(|class| class.kind == Kind::Technology);
        if kinds.contains(&NounKind::Tracker) || is(Kind::Technology) || statement.object_terms().any(called)
        {
            return Topic::Cookies;
        }
        let to_signal = statement.terms(ListWord::To).any(|term| is_of(&term.value, Kind::Signal));
        if is(Kind::Signal) || to_signal {
            return Topic::Signals;
        }
        let services = statement.object_terms().all(|term| {
            self.noun_kind(&term.value) == Some(NounKind::Service) || is_of(&term.value, Kind::Service)
        });
        let named = |term: &Term| !matches!(term.value, Value::Ref(Ref::Text(_)));
        let by_people = by_reader || !statement.subjects.iter().any(named);
        if verb.id == "use" && by_people && services && statement.object_terms().next().is_some() {
            return Topic::About;
        }
        // What is honoured may be a request of people, not of their browsers.
        let requests = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::Requests)));
        let asked = |term: &Term| matches!(&term.value, Value::Ref(Ref::Text(text)) if of_request(text));
        if verb.topic == Topic::Signals && statement.object_terms().any(|term| requests(term) || asked(term))
        {
            return Topic::Requests;
        }
        if this_policy && matches!(verb.id, "change" | "update" | "review" | "post" | "notify") {
            return Topic::Changes;
        }
        if let Some(topic) = self.topic_of_change(verb.id, statement, data, by_reader) {
            return topic;
        }
        if verb.id == "notify" {
            return self.topic_of_notice(statement);
        }
        let from_children = verb.id == "require" && statement.terms(ListWord::From).any(is_child);
        if (of_children || from_children) && !by_reader {
            return Topic::Children;
        }
        // "We send them to the courts" shares them; what is kept or secured with somebody is kept or secured all the same.
        let elsewhere = [Topic::Transfers, Topic::Retention, Topic::Security];
        if !by_reader && !elsewhere.contains(&verb.topic) && sends_data(statement, &self.nouns) {
            return Topic::Sharing;
        }
        // Who gets at data uses it, unless it is theirs.
        let by_staff = by_reader && !may && !statement.modal.right() && self.is_by_others(statement);
        if data
            && (!holder || by_staff)
            && matches!(verb.id, "review" | "access" | "know" | "copy" | "download")
        {
            return if self.by_recipients(statement) { Topic::Sharing } else { Topic::Use };
        }
        // What people know of their data is a right, and what others know of something is none.
        if verb.id == "know" && !holder && statement.subjects.iter().all(named) {
            return if self.by_recipients(statement) { Topic::Sharing } else { Topic::About };
        }
        // What nobody gets is got rid of; a business changes hands.
        let alone = || data || statement.verbs.len() == 1 && !is_of_business(statement);
        if verb.id == "dispose" && alone() && statement.recipients().next().is_none() {
            return Topic::Retention;
        }
        let asks = matches!(verb.id, "ask" | "obtain" | "request" | "require" | "seek");
        if asks && !by_reader && self.asks_for_consent(statement) {
            return Topic::Consent;
        }
        // "We ask you to opt in."
        if asks && !by_reader && statement.terms(ListWord::To).any(is_choice) {
            return Topic::Choices;
        }
        if kinds.contains(&NounKind::Document) && verb.id == "review" {
            return Topic::Links;
        }
        let others = by_reader && may && self.is_by_others(statement);
        // What only those can do whose data it is, nobody does with the data of others.
        let own = matches!(verb.id, "appeal" | "appoint" | "complain" | "object" | "port");
        if others && !own && verb.topic == Topic::Rights {
            return Topic::Sharing;
        }
        // What people may not do stands with what they may.
        let may_not = matches!(statement.modal, Modal::MayNot | Modal::Cannot);
        let grants = statement.modal.right() || ((may || may_not) && !others);
        if holder
            && grants
            && (verb::CHANGING.contains(&verb.id)
                || matches!(
                    verb.id,
                    "access"
                        | "know"
                        | "copy"
                        | "correct"
                        | "delete"
                        | "restrict"
                        | "object"
                        | "review"
                        | "port"
                        | "download"
                        | "receive"
                        | "request"
                        | "obtain"
                        | "transfer"
                ))
        {
            return Topic::Rights;
        }
        if verb.id == "process"
            && statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
        {
            return Topic::Basis;
        }
        // To withdraw, to opt out or to complain is a right when it is called one.
        if statement.modal.right()
            && (matches!(verb.topic, Topic::Choices | Topic::Consent | Topic::Retention)
                || holder
                    && (verb.id == "ask"
                        || matches!(
                            verb.topic,
                            Topic::Sharing | Topic::Collection | Topic::Use | Topic::Combining
                        )))
        {
            return Topic::Rights;
        }
        let duty = matches!(statement.modal, Modal::Must | Modal::MustNot | Modal::Should | Modal::ShouldNot);
        if by_reader && !others && verb.id == "update" {
            return if duty { Topic::About } else { Topic::Rights };
        }
        if verb.state && matches!(verb.topic, Topic::Children) && !self.speaks_of_people(statement) {
            return Topic::About;
        }
        // What the publisher is required to do is asked by a law, and nothing that people give.
        if verb.id == "required" && statement.by_us() {
            return Topic::Law;
        }
        // What we restrict is access, and what we limit may be; what we require of people is data.
        let of_access = |term: &Term| {
            matches!(&term.value, Value::Ref(Ref::Text(text)) if text.contains("access"))
                || matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.id == "access")
        };
        let limits_access = verb.id == "limit" && statement.object_terms().any(of_access);
        if !holder && (verb.id == "restrict" || limits_access) {
            return Topic::Security;
        }
        if !holder && verb.id == "limit" && data {
            return if self.by_recipients(statement) { Topic::Sharing } else { Topic::Use };
        }
        // People accept what they agree to.
        if !by_reader && verb.id == "accept" && !self.asks_for_consent(statement) {
            return Topic::About;
        }
        // People acknowledge what they agree to, and others that something has come in.
        if !by_reader && verb.id == "acknowledge" {
            return Topic::Requests;
        }
        if data
            && (verb.id == "require"
                || by_reader && matches!(verb.id, "provide" | "supply" | "submit" | "send" | "share"))
        {
            // What people give to others is nothing that we collect.
            let mut given = statement.recipients().peekable();
            let to_others = given.peek().is_some() && given.all(|term| self.is_somebody_else(term));
            return if by_reader && to_others { Topic::Sharing } else { Topic::Collection };
        }
        // What others have to do stands where they are spoken of.
        if verb.id == "require" && !by_reader && statement.object_terms().next().is_some() {
            if statement.object_terms().all(|term| self.is_recipient(&term.value)) {
                return Topic::Sharing;
            }
            if statement.object_terms().all(|term| are_others(&term.value, &self.nouns, self.vocabulary)) {
                return Topic::Security;
            }
        }
        // Whoever is asked for something but the publisher is not reached by that, nor is who is reached by the publisher.
        let to_us = statement.object_terms().all(|term| !self.is_somebody_else(term) && !is_you(term));
        if verb.topic == Topic::Contact && (!by_reader || verb.id == "ask" && !to_us) {
            return self.topic_of_asking(verb.id, statement);
        }
        let combines = verb.topic == Topic::Combining || data && verb.id == "link";
        // What recipients do and must do stands where they are spoken of.
        if (matches!(verb.topic, Topic::Security | Topic::Use | Topic::Retention | Topic::Collection)
            || verb.id == "contact")
            && self.by_recipients(statement)
            || (combines || data && verb.id == "correct") && self.by_recipients(statement)
        {
            return Topic::Sharing;
        }
        if combines {
            return Topic::Combining;
        }
        // A transfer to someone is sharing; a transfer to a place is a transfer.
        if verb.id == "transfer"
            && !statement
                .terms(ListWord::To)
                .chain(statement.terms(ListWord::In))
                .any(|term| self.is_place(&term.value))
        {
            return if statement.verbs.len() > 1 { Topic::Sale } else { Topic::Sharing };
        }
        if verb.id == "store" && statement.terms(ListWord::In).any(|term| self.is_place(&term.value)) {
            return Topic::Transfers;
        }
        // A right is only what people have: who else gets at something, or mends it, uses it unless they ask for that.
        let gets = matches!(verb.id, "access" | "know" | "copy" | "port" | "download" | "correct");
        let theirs = holder && !duty || !gets || self.is_asked_for(statement);
        match verb.topic {
            Topic::Rights if !theirs && by_reader => Topic::About,
            Topic::Rights if !theirs && self.by_recipients(statement) => Topic::Sharing,
            Topic::Rights if !theirs => Topic::Use,
            topic => topic,
        }
    }

    /// Whether it is done if people ask for it.
    fn is_asked_for(&self, statement: &Statement) -> bool {
        self.is_of_request(statement) || self.events(statement).into_iter().any(of_request)
    }

    /// The topic of what the publisher does to something else than a policy: only what becomes of one is a change.
    fn topic_of_change(
        &self,
        verb: &str,
        statement: &Statement,
        data: bool,
        by_reader: bool,
    ) -> Option<Topic> {
        let mut named = statement.object_terms().chain(&statement.subjects);
        if by_reader || statement.object_terms().next().is_none() || named.any(|term| self.is_of_policy(term))
        {
            return None;
        }
        match verb {
            "post" => Some(Topic::Sharing),
            changes if verb::CHANGING.contains(&changes) && self.by_recipients(statement) => {
                Some(Topic::Sharing)
            }
            "review" if self.is_of_request(statement) => Some(Topic::Requests),
            // Who gets at data uses it, or gets it.
            "review" if !data => Some(Topic::Use),
            changes if verb::CHANGING.contains(&changes) => Some(match data {
                true if self.is_asked_for(statement) => Topic::Rights,
                true => Topic::Use,
                false => Topic::About,
            }),
            _ => None,
        }
    }

    /// Whether it is about what people ask for, or is due some time after they do.
    fn is_of_request(&self, statement: &Statement) -> bool {
        let mut said: Vec<&str> = Vec::new();
        for term in statement.object_terms() {
            if let Value::Ref(Ref::Text(text)) = &term.value {
                said.push(text);
            }
        }
        for clause in &statement.clauses {
            if let ClauseKind::Within(_, Some(start), _) = &clause.kind {
                self.said(start, &mut said);
            }
        }
        said.into_iter().any(of_request)
    }

    /// The topic of reaching somebody else than the publisher, or asking them for something.
    fn topic_of_asking(&self, verb: &str, statement: &Statement) -> Topic {
        // "We may ask you for your location when you open the app."
        let thing = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => !begins_with_act(text),
            value => self.noun_kind(value) == Some(NounKind::Data),
        };
        let of_requests = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => text.contains("identity") || of_request(text),
            _ => false,
        };
        let consents = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => names_consent(text),
            _ => false,
        };
        let detailed = |term: &Term| term.detail.as_deref().is_some_and(names_consent);
        if verb == "ask"
            && (statement.terms(ListWord::To).any(consents) || statement.object_terms().any(detailed))
        {
            return Topic::Consent;
        }
        let others = statement.object_terms().chain(&statement.subjects);
        if others.into_iter().any(|term| self.is_recipient(&term.value)) {
            Topic::Sharing
        } else if verb == "ask"
            && !statement.object_terms().any(is_us)
            && statement.terms(ListWord::For).any(thing)
        {
            Topic::Collection
        } else if verb == "ask"
            && statement.terms(ListWord::For).chain(statement.terms(ListWord::To)).any(of_requests)
        {
            Topic::Requests
        } else if verb == "contact" {
            Topic::Use
        } else {
            Topic::About
        }
    }

    /// The topic of telling people of something: of a breach, of what becomes of this policy, of anything else.
    fn topic_of_notice(&self, statement: &Statement) -> Topic {
        let about: Vec<&Term> =
            statement.terms(ListWord::About).chain(statement.terms(ListWord::Of)).collect();
        let events = if about.is_empty() { self.events(statement) } else { Vec::new() };
        let is_breach = |term: &&Term| {
            matches!(&term.value, Value::Ref(Ref::Builtin(class)) if class.id == "breach")
                || matches!(&term.value, Value::Ref(Ref::Text(text)) if of_breach(text))
        };
        if about.iter().any(is_breach) || events.iter().any(|text| of_breach(text)) {
            return Topic::Breach;
        }
        // An authority or a customer is told of something else.
        let others = |term: &Term| self.is_recipient(&term.value);
        let people = statement.object_terms().next().is_none() || !statement.object_terms().all(others);
        let unsaid = about.is_empty() && events.is_empty() && people;
        if unsaid
            || !about.is_empty() && about.iter().all(|term| self.is_of_policy(term))
            || events.iter().any(|text| of_changes(text))
        {
            Topic::Changes
        } else {
            Topic::About
        }
    }

    /// Whether something is a policy or another document, or what becomes of one.
    fn is_of_policy(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Special(Special::ThisPolicy)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Document,
            Value::Ref(Ref::Text(text)) => of_changes(text),
            value => self.noun_kind(value) == Some(NounKind::Document),
        }
    }

    /// What comes before or after something, and when it is: in the author's own words, or what these are called.
    fn events<'s>(&'s self, statement: &'s Statement) -> Vec<&'s str> {
        let listed = [ListWord::Before, ListWord::After, ListWord::When].map(|word| statement.terms(word));
        let named = listed.into_iter().flatten().filter_map(|term| match &term.value {
            Value::Ref(reference) => self.event(reference),
            _ => None,
        });
        let mut found: Vec<&str> = named.collect();
        for clause in &statement.clauses {
            match &clause.kind {
                ClauseKind::Condition(_, guarded) => self.said(&guarded.expression, &mut found),
                ClauseKind::Within(_, Some(start), _) => self.said(start, &mut found),
                _ => {}
            }
        }
        found
    }

    fn said<'s>(&'s self, expression: &'s Expression, out: &mut Vec<&'s str>) {
        match expression {
            Expression::Or(parts) | Expression::And(parts) => {
                parts.iter().for_each(|part| self.said(part, out));
            }
            Expression::Not(inner) => self.said(inner, out),
            Expression::Group(guarded) => self.said(&guarded.expression, out),
            Expression::Text(text, _) => out.push(text),
            Expression::Named { condition, .. } => out.extend(self.event(condition)),
        }
    }

    fn event<'s>(&'s self, reference: &'s Ref) -> Option<&'s str> {
        match reference {
            Ref::Text(text) => Some(text),
            Ref::Builtin(class) => Some(class.id),
            Ref::Noun(id) => {
                let noun = self.nouns.get(id.0 as usize)?;
                Some(noun.name.as_deref().unwrap_or(&noun.id))
            }
            Ref::Special(_) | Ref::Unknown(_) => None,
        }
    }

    fn noun_kind(&self, value: &Value) -> Option<NounKind> {
        noun(&self.nouns, value).map(|noun| noun.kind)
    }

    /// Whether it says for whom something is, rather than for what.
    fn speaks_of_people(&self, statement: &Statement) -> bool {
        let this_policy = statement
            .subjects
            .iter()
            .any(|term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy))));
        let to_whom = statement.terms(ListWord::For).chain(statement.terms(ListWord::To));
        !this_policy
            && to_whom.map(|term| self.noun_kind(&term.value)).all(|kind| kind != Some(NounKind::Purpose))
    }

    /// Whether those who receive data do it.
    fn by_recipients(&self, statement: &Statement) -> bool {
        !statement.subjects.is_empty() && statement.subjects.iter().all(|term| self.is_recipient(&term.value))
    }

    /// Whether some people do it with the data of others, of whom they are not the parents: it is no right of theirs.
    fn is_by_others(&self, statement: &Statement) -> bool {
        if statement.subjects.iter().all(|term| are_others(&term.value, &self.nouns, self.vocabulary)) {
            return true;
        }
        let declared = |term: &Term| self.noun_kind(&term.value) == Some(NounKind::Audience);
        let mut whose = statement.terms(ListWord::Of);
        statement.subjects.iter().all(declared)
            && whose.any(|term| !is_child(term) && (declared(term) || is_of(&term.value, Kind::Audience)))
    }

    /// Whether what is asked for is a consent, which data may be called too.
    fn asks_for_consent(&self, statement: &Statement) -> bool {
        let mut asked = statement.object_terms().chain(statement.terms(ListWord::For));
        asked.any(|term| match &term.value {
            Value::Ref(Ref::Builtin(class)) => matches!(class.id, "consent" | "explicit-consent"),
            Value::Ref(Ref::Text(text)) => names_consent(text),
            _ => false,
        })
    }

    fn is_recipient(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Special(Special::Recipients)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Role,
            value => self.noun_kind(value) == Some(NounKind::Recipient),
        }
    }

    /// Whether it is neither the publisher nor one of its own, and not the reader.
    fn is_somebody_else(&self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Text(text)) => !names_own(text),
            Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Audience | Kind::Role),
            value => self.is_recipient(value) || self.noun_kind(value) == Some(NounKind::Audience),
        }
    }

    fn is_place(&self, value: &Value) -> bool {
        match value {
            Value::Ref(Ref::Builtin(class)) => matches!(class.kind, Kind::Region | Kind::Country),
            // A place may be written as readers know it: "the United States".
            Value::Ref(Ref::Text(text)) => {
                let name = text.to_lowercase();
                if name.split(' ').any(|word| matches!(word, "country" | "countries")) {
                    return true;
                }
                let name = name.strip_prefix("the ").unwrap_or(&name).replace(' ', "-");
                self.vocabulary.find(Kind::Region, &name).is_some()
            }
            value => self.noun_kind(value) == Some(NounKind::Region),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::law::Vocabulary;
    use crate::model::words::Topic;
    use crate::source::FileId;

    #[test]
    fn a_statement_has_the_topic_that_readers_look_for_it_under() {
        let head = "service app \"our app\" : mobile-app\nrecipient host \"our host\" : hosting\n\
                    data contact \"contact details\" : contact\n";
        for (said, expected) in [
            ("we may access \"your messages\" : communication if law-requires", Topic::Use),
            ("we may copy \"your ID card\"", Topic::Use),
            ("app may access \"your address book\"", Topic::Use),
            ("host may access \"your address book\"", Topic::Sharing),
            ("we correct contact if \"it is wrong\"", Topic::Use),
            ("we update contact if \"it is wrong\"", Topic::Use),
            ("we correct contact if request", Topic::Rights),
            ("you should update \"the firmware\"", Topic::About),
            ("you must not access \"other people's accounts\"", Topic::About),
            ("we do not limit \"your rights under the law\"", Topic::Rights),
            ("you can update contact", Topic::Rights),
            ("we may ask you for \"a copy of your passport\"", Topic::Collection),
            ("we may ask you to \"verify your identity\"", Topic::Requests),
            ("we ask host to \"delete its logs\"", Topic::Sharing),
            ("we require host to \"keep it secret\"", Topic::Sharing),
            ("we require staff to \"keep it secret\"", Topic::Security),
            ("we ask users to \"renew their consent\"", Topic::Consent),
            ("users can ask children to \"delete clips\"", Topic::About),
            ("we may contact you for \"marketing\"", Topic::Use),
            ("you can contact us", Topic::Contact),
            ("you can ask \"our support team\" for \"help\"", Topic::Contact),
            ("users must not share contact with \"anyone\"", Topic::Sharing),
            ("you may provide contact to \"our support team\"", Topic::Collection),
            ("\"people under 13\" may not use app", Topic::About),
            ("we never \"swap\" or sell contact", Topic::Sale),
            ("we will notify you about \"price changes\" and \"new features\"", Topic::About),
            ("we will notify you about \"changes to this policy\"", Topic::Changes),
            ("you can access contact", Topic::Rights),
            ("we will not discriminate against you", Topic::Rights),
        ] {
            let read = crate::syntax::read(FileId(0), &format!("{head}{said}\n"));
            assert!(read.findings.is_empty(), "{said}: {:?}", read.findings);
            let policy = crate::model::policy("test", read.value.items, Vocabulary::builtin()).value;
            let mut topics = Vec::new();
            policy.each_statement(&mut |statement| topics.push(statement.topic));
            assert_eq!(topics, [expected], "{said}");
        }
    }
}
