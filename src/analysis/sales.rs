//! What makes a disclosure a sale, or sharing for advertising, in the sense of the law.
//!
//! Nobody declares either: it follows from what a recipient is, what the data is for and what is given in
//! return. The rules, the stubs of laws and the pictures ask here, so that they say the same.

use super::inside::{Named, conditions, mentions};
use super::reach::Reach;
use super::receiving::is_read_by_others;
use super::select;
use crate::law::Kind;
use crate::law::vocabulary::{Sale, ThirdParty};
use crate::model::verb::{GIVING, SELLING};
use crate::model::words::{ListWord, Modal, Topic};
use crate::model::{Clause, Noun, Ref, Statement, Term, Value};

/// What may be advertising that follows people, where a network of advertisers does it.
const ADVERTISING: [&str; 4] = ["ads", "analytics.ads", "marketing", "sell"];

impl Reach<'_> {
    /// Whether a recipient is known to be no third party, or one to whom nothing can be sold.
    pub(crate) fn is_no_third_party(self, recipient: &Term) -> bool {
        let mut roles = self.policy.classes_of(recipient).filter(|class| class.kind == Kind::Role).peekable();
        roles.peek().is_some()
            && roles.all(|class| {
                self.vocabulary.find(Kind::Role, class.id).is_some_and(|role| {
                    role.third_party == Some(ThirdParty::Never) || role.sale == Some(Sale::Never)
                })
            })
    }

    /// Whether a recipient is a third party that gives something for what it gets.
    pub(crate) fn pays(self, recipient: &Term) -> bool {
        let Value::Ref(Ref::Noun(id)) = &recipient.value else { return false };
        !self.is_no_third_party(recipient)
            && self.policy.noun(*id).is_some_and(|noun| noun.declares("consideration"))
    }

    /// Whether a recipient gets data for advertising that follows people from one company to another: by what it
    /// is, or by what the data is for.
    pub(crate) fn gets_for_advertising(self, recipient: &Term, purposes: &[&Term]) -> bool {
        let role = |id: &str| self.term_is(recipient, Kind::Role, &[id]);
        let ads = |term: &&Term| {
            let mut classes = self.policy.classes_of(term);
            classes.any(|class| class.kind == Kind::Purpose && matches!(class.id, "ads" | "ads.personalized"))
        };
        let platform = role("social-network") || role("data-broker");
        let across = || purposes.iter().any(|term| self.is_across(term));
        let network = || role("advertising-network") && !self.stays(purposes);
        !role("processor") && (network() || across() || platform && purposes.iter().any(ads))
    }

    /// Whether what a network of advertisers gets data for is told, and is nothing by which people are followed.
    fn stays(self, purposes: &[&Term]) -> bool {
        let other = |term: &Term| {
            let mut classes =
                self.policy.classes_of(term).filter(|class| class.kind == Kind::Purpose).peekable();
            let advertises =
                |id: &str| ADVERTISING.iter().any(|whole| self.vocabulary.is_a(Kind::Purpose, id, whole));
            classes.peek().is_some() && !classes.any(|class| advertises(class.id))
        };
        let mut told = purposes.iter().filter(|term| !self.is_people(term)).peekable();
        told.peek().is_some() && told.all(|term| self.follows_nobody(term) || other(term))
    }

    /// Whether a third party's tracker gives it data about people for such advertising: by its own purposes, or by
    /// these.
    pub(crate) fn tracker_advertises(self, tracker: &Noun, purposes: &[&Term]) -> bool {
        let all: Vec<&Term> =
            purposes.iter().copied().chain(select::listed(tracker, ListWord::For)).collect();
        self.gives_to(tracker, |provider| self.gets_for_advertising(provider, &all))
    }

    /// Whether a third party gives something in return for what its tracker reads about people.
    pub(crate) fn tracker_is_paid_for(self, tracker: &Noun) -> bool {
        self.gives_to(tracker, |provider| self.pays(provider))
    }

    fn gives_to(self, tracker: &Noun, counts: impl Fn(&Term) -> bool) -> bool {
        let listed = |word| tracker.property(word).flat_map(|property| &property.list.terms);
        is_read_by_others(tracker)
            && listed("reads").any(|term| !self.term_is(term, Kind::Class, &["non-personal-data"]))
            && listed("provider").any(counts)
    }

    /// Whether a purpose is advertising that follows people from one company to another.
    pub(crate) fn is_across(self, purpose: &Term) -> bool {
        self.term_is(purpose, Kind::Purpose, &["ads.targeted", "ads.audience"])
    }

    /// Whether a purpose is advertising by what a page is about, or by what the business itself knows.
    fn follows_nobody(self, purpose: &Term) -> bool {
        self.term_is(purpose, Kind::Purpose, &["ads.contextual", "ads.first-party"])
    }

    /// Whether the publisher sells or rents personal data by a statement, or denies that it does.
    pub(crate) fn sells(self, statement: &Statement) -> bool {
        self.by_publisher(statement)
            && !self.is_impersonal(statement)
            && statement.modal != Modal::MayBeUnable
            && select::verb_of(statement, Topic::Sale)
    }

    /// Whether somebody gets personal data by a statement, or is said not to. Who sells discloses; who does not
    /// sell may disclose all the same.
    pub(crate) fn hands_over(self, statement: &Statement) -> bool {
        statement.modal.affirms() && self.sells(statement) || self.discloses_personal(statement)
    }

    /// [`Reach::sells`], but for where the business itself changes hands, which is no sale of data.
    pub(crate) fn tells_of_sale(self, statement: &Statement) -> bool {
        let hands = || self.is_business_transfer(statement, statement.clauses.iter());
        self.sells(statement) && !(statement.modal.affirms() && hands())
    }

    /// Whether a third party gives something in return for what is disclosed to it, which makes it a sale.
    pub(crate) fn is_paid_for(self, statement: &Statement) -> bool {
        !statement.modal.negative()
            && self.discloses_personal(statement)
            && !self.is_business_transfer(statement, statement.clauses.iter())
            && statement.recipients().any(|term| self.pays(term))
    }

    /// Whether a disclosure is for advertising that follows people, or is said not to be: by its purpose or its
    /// recipient.
    pub(crate) fn advertises(self, statement: &Statement) -> bool {
        if !self.hands_over(statement) || self.is_business_transfer(statement, statement.clauses.iter()) {
            return false;
        }
        let purposes: Vec<&Term> = select::purposes(statement).collect();
        let mut to = statement.recipients().peekable();
        if statement.modal.negative() {
            let ads = |term: &&Term| self.is_followed(term);
            let network = || self.names(statement, Kind::Role, &["advertising-network"]);
            return purposes.iter().any(ads) || network() && !self.stays(&purposes);
        }
        match to.peek() {
            Some(_) => to.any(|term| self.gets_for_advertising(term, &purposes)),
            None => purposes.iter().any(|term| self.is_across(term)),
        }
    }

    /// Whether a disclosure, or a denial of one, is for nothing but such advertising: that is no purpose of the
    /// business itself. To deny in one breath that data is sold or shared is to deny that.
    pub(crate) fn only_advertises(self, statement: &Statement) -> bool {
        if statement.modal.negative() {
            let mut others = GIVING.iter().filter(|verb| !SELLING.contains(verb) && **verb != "share");
            return statement.does("sell")
                && statement.does("share")
                && !others.any(|verb| statement.does(verb));
        }
        let purposes: Vec<&Term> = self.purposes(statement).collect();
        self.advertises(statement)
            && statement.recipients().all(|term| self.gets_for_advertising(term, &purposes))
            && purposes.iter().all(|term| self.is_followed(term))
    }

    /// Whether a denial of sharing is one of sharing for advertising, too: it is, unless it is about other
    /// purposes or those who do not advertise only.
    pub(crate) fn denies_sharing(self, statement: &Statement) -> bool {
        let may_advertise = |term: &Term| {
            let mut roles = self.policy.classes_of(term).filter(|class| class.kind == Kind::Role).peekable();
            roles.peek().is_none()
                || roles.any(|role| self.vocabulary.is_a(Kind::Role, "advertising-network", role.id))
        };
        statement.modal.negative()
            && statement.does("share")
            && statement.lists(ListWord::For).next().is_none()
            && (statement.recipients().next().is_none() || statement.recipients().any(may_advertise))
    }

    /// Whether a purpose is advertising, and not only such as follows nobody.
    fn is_followed(self, purpose: &Term) -> bool {
        self.term_is(purpose, Kind::Purpose, &["ads"]) && !self.follows_nobody(purpose)
    }

    /// Whether it is the business itself that changes hands by a statement with these clauses.
    pub(crate) fn is_business_transfer<'c>(
        self,
        statement: &Statement,
        clauses: impl Iterator<Item = &'c Clause>,
    ) -> bool {
        let deal = |named: Named<'_>| match named {
            Named::Is(Ref::Builtin(class)) => class.id == "business-transfer",
            Named::Is(Ref::Noun(id)) => {
                let noun = self.policy.noun(*id);
                noun.is_some_and(|noun| noun.classes.iter().any(|class| class.id == "business-transfer"))
            }
            Named::Is(Ref::Special(_) | Ref::Text(_) | Ref::Unknown(_)) | Named::Said(_) => false,
        };
        let acquirer = |term: &Term| {
            self.policy.classes_of(term).any(|class| class.kind == Kind::Role && class.id == "acquirer")
        };
        statement.recipients().any(acquirer)
            || statement.terms(ListWord::For).any(|term| self.term_is(term, Kind::Purpose, &["admin.mna"]))
            || conditions(clauses).any(|(_, guarded)| mentions(guarded, &deal))
    }
}
