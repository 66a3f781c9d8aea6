//! The topic a statement belongs to, and so the section it will stand in.

mod events;
mod order;
mod parties;
mod terms;
mod words;

use super::Reader;
use crate::law::{Kind, Vocabulary};
use crate::model::giving::sends_data;
use crate::model::people::names_readers;
use crate::model::words::{Modal, NounKind, Topic};
use crate::model::{Noun, Ref, Special, Statement, Term, Value, Verb};

pub(super) use terms::noun;
use terms::{is_child, is_of};
use words::says_what_becomes_of_this;
pub(super) use words::{of_breach, of_changes};

impl Reader<'_> {
    /// The topic a statement belongs to where no section says it.
    pub(super) fn topic(&self, statement: &Statement) -> Topic {
        let said = Said::of(statement, &self.nouns, self.vocabulary);
        if !said.by_people && says_what_becomes_of_this(statement) {
            return Topic::Changes;
        }
        let known = statement.verbs.iter().find_map(|verb| match verb {
            Verb::Known(verb) => Some(verb),
            Verb::Text(_) => None,
        });
        known.map_or_else(|| said.without_verb(), |verb| said.with(verb))
    }
}

/// A statement, and what its topic hangs on.
struct Said<'s> {
    statement: &'s Statement,
    nouns: &'s [Noun],
    vocabulary: &'s Vocabulary,
    /// Its objects are data.
    data: bool,
    /// Its objects are children.
    of_children: bool,
    /// Nobody does it but the reader or people of an audience.
    by_people: bool,
    /// The same, or those whom a text names, where it grants a right or calls them users or the like: they have rights as
    /// those who are declared.
    by_holders: bool,
}

impl<'s> Said<'s> {
    fn of(statement: &'s Statement, nouns: &'s [Noun], vocabulary: &'s Vocabulary) -> Self {
        let kind = |value: &Value| noun(nouns, value).map(|noun| noun.kind);
        let is_data = |value: &Value| {
            kind(value) == Some(NounKind::Data) || is_of(value, Kind::Class) || is_of(value, Kind::Data)
        };
        let is_called_data =
            |term: &Term| term.classes.iter().any(|class| matches!(class.kind, Kind::Class | Kind::Data));
        let is_people = |term: &Term| match &term.value {
            Value::Ref(Ref::Special(Special::You)) => true,
            Value::Ref(Ref::Builtin(class)) => class.kind == Kind::Audience,
            value => kind(value) == Some(NounKind::Audience),
        };
        let may_hold = |term: &Term| match &term.value {
            Value::Ref(Ref::Text(text)) => statement.modal.right() || names_readers(text, vocabulary),
            _ => false,
        };
        let by_people = statement.subjects.iter().all(is_people);
        Self {
            statement,
            nouns,
            vocabulary,
            data: statement.object_terms().any(|term| is_data(&term.value) || is_called_data(term)),
            of_children: statement.object_terms().any(is_child),
            by_people,
            by_holders: by_people || statement.subjects.iter().all(may_hold),
        }
    }

    /// The topic of what is done by no verb of the language.
    fn without_verb(&self) -> Topic {
        let Self { statement, data, by_people, .. } = *self;
        let right = statement.verbs.first().is_some_and(|verb| verb.says_right().is_some());
        let is_rights = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::Rights)));
        let of_rights = !statement.subjects.is_empty() && statement.subjects.iter().all(is_rights);
        let called = |term: &Term| term.classes.iter().any(|class| class.kind == Kind::Right);
        let of_rights = of_rights || by_people && statement.object_terms().any(called);
        if statement.modal.right() && !statement.by_us() || right || of_rights {
            Topic::Rights
        } else if by_people && data && self.may() {
            Topic::Choices
        } else if self.of_children {
            Topic::Children
        } else if data && !by_people {
            // "We never "try to re-identify" it."
            let shares = self.by_recipients() || sends_data(statement, self.nouns);
            if shares { Topic::Sharing } else { Topic::Use }
        } else {
            Topic::About
        }
    }

    /// Whether it may be done, without being called a right.
    fn may(&self) -> bool {
        matches!(self.statement.modal, Modal::May | Modal::Can | Modal::MayHave)
    }

    /// Whether it has to be done, or not to be done.
    fn is_duty(&self) -> bool {
        let modal = self.statement.modal;
        matches!(modal, Modal::Must | Modal::MustNot | Modal::Should | Modal::ShouldNot)
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
                    data contact \"contact details\" : contact\n\
                    tracker biscuits \"cookies\" : cookie\n";
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
            ("\"parents of minors\" can delete personal-data", Topic::Rights),
            ("\"people in Texas\" may delete personal-data", Topic::Rights),
            ("\"people nearby\" can access contact", Topic::Use),
            ("you may ask for human-review", Topic::Rights),
            ("you may ask for \"a leaflet\"", Topic::Contact),
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
            ("\"users in the EU\" can access contact", Topic::Rights),
            ("\"users in the EU\" may delete contact", Topic::Rights),
            ("\"users' devices\" can access contact", Topic::Use),
            ("\"other users\" can access contact", Topic::Use),
            ("\"people on our team\" may access contact", Topic::Use),
            ("we have not appointed \"a data protection officer\"", Topic::Roles),
            ("you can appoint \"an agent\"", Topic::Rights),
            ("you must notify \"the others\" about this-policy", Topic::About),
            ("we may ask applicants about \"their convictions\"", Topic::Collection),
            ("you should review \"the privacy policies of the sites that you visit\"", Topic::Links),
            ("you should review \"the policy\"", Topic::Changes),
            ("biscuits contain contact", Topic::Cookies),
            ("app contains \"links to other sites\"", Topic::Links),
            ("you can contact host", Topic::Sharing),
            ("we cannot provide you with \"some of our services\" unless consent", Topic::About),
            ("we will provide you with \"a statement of it\" if request", Topic::Rights),
            ("we provide host with contact", Topic::Sharing),
            ("we will not discriminate against you", Topic::Rights),
            ("we send \"the text you paste\" to host", Topic::Sharing),
            ("we send \"it\" to host", Topic::Sharing),
            ("we send \"you offers\" to host", Topic::Use),
            ("we send \"our newsletter\" to host", Topic::Use),
            ("we send \"offers\" to members", Topic::Use),
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
