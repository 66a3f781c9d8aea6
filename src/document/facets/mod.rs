//! What a section of a stub shows of a policy.
//!
//! A facet picks statements and declarations by what they are about: verb,
//! topic, kind of object, clause. It never says anything of its own; what is
//! not there is `missing`, and the template says what to declare.

mod away;
mod bases;
mod columns;
mod data;
mod grounds;
mod groups;
mod held;
mod limits;
mod off;
mod rights;
mod table;
mod trackers;
mod view;
mod who;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::view::{NounView, Viewer};
use super::wording::Words;
use crate::analysis::limits::tells_users_apart;
use crate::analysis::reach::{Placed, Reach, Written};
use crate::analysis::select;
use crate::law::pack::StubSection;
use crate::law::{Facet, Kind, Pack, Term as Row};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, NounId, Prose, Ref, Special, Statement, Term, Value};

use rights::{Side, is_on_requests};
pub use view::{
    AbroadView, CategoryView, ExampleView, FacetView, GroundLineView, GroupView, LineView, PurposeView,
    ReadView, SafeguardView, SaidView, ScopeView, UseView,
};

/// Makes the facets of one policy under one law.
pub(super) struct Facets<'v, 'a> {
    pub(super) viewer: &'v mut Viewer<'a>,
    pack: &'a Pack,
    reach: Reach<'a>,
    /// The law's words in the locale.
    law: Words<'a>,
    /// Words by which a locale knows statements of the section being made.
    words: Vec<&'a str>,
    /// The author's prose that belongs to the section being made.
    written: Vec<Written<'a>>,
    /// The prose that it shows, by the numbers that stand for it.
    pub(super) prose: Vec<&'a Prose>,
    placed: Rc<[Placed<'a>]>,
    /// Whether the policy tells some of those who use its services from others.
    tells_users_apart: bool,
    /// The rights that each statement is about, once somebody asked.
    rights: OnceCell<Vec<Vec<&'a Row>>>,
    /// The statements by their ids, once somebody asked.
    by_id: OnceCell<BTreeMap<&'a str, &'a Statement>>,
}

impl<'v, 'a> Facets<'v, 'a> {
    pub(super) fn new(viewer: &'v mut Viewer<'a>, pack: &'a Pack, law: Words<'a>) -> Self {
        let (policy, vocabulary) = (viewer.policy, viewer.vocabulary);
        let reach = Reach { policy, vocabulary, regions: &pack.regions, scheme: &pack.id };
        let placed = reach.statements().into();
        let tells_users_apart = tells_users_apart(policy, vocabulary);
        Self {
            viewer,
            pack,
            reach,
            law,
            words: Vec::new(),
            written: Vec::new(),
            prose: Vec::new(),
            placed,
            tells_users_apart,
            rights: OnceCell::new(),
            by_id: OnceCell::new(),
        }
    }

    /// What a section shows.
    pub(super) fn content(&mut self, section: &StubSection) -> FacetView<'a> {
        self.words = self.words_of(section, "words");
        let arg = |key: &str| section.args.get(key).map(String::as_str);
        self.prose.clear();
        self.written = self.reach.prose();
        self.written
            .retain(|at| at.within.iter().any(|id| *id == &*section.id || Some(*id) == arg("section")));
        let words = self.words.clone();
        let said = |placed: &Placed<'a>| select::mentions(placed.statement, &words);
        let reach = self.reach;
        match section.facet {
            Facet::Agents => self.shown(|at| at.statement.does("appoint") || said(at)),
            Facet::AutomatedDecisions => {
                let means = self.words_of(section, "means");
                let acts = |at: &Placed<'a>| {
                    reach.names(at.statement, Kind::Act, &["automated-decisions", "profiling"])
                };
                let tells = |at: &Placed<'a>| {
                    let by_means = at.statement.does("decide") && select::mentions(at.statement, &means);
                    reach.decides_by_itself(at.statement)
                        || (reach.by_publisher(at.statement) && (by_means || acts(at) || said(at)))
                };
                let mut view = self.shown(|at| {
                    let rights = reach.names(
                        at.statement,
                        Kind::Right,
                        &["human-review", "access-automated-decisions", "opt-out-automated-decisions"],
                    );
                    tells(at) || acts(at) || rights || said(at)
                });
                // What people may do about them does not say whether there are any.
                view.missing = !self.placed.iter().any(tells);
                view
            }
            Facet::ChangeNotice if arg("of") == Some("purpose") => self.shown(said),
            Facet::ChangeNotice => self.shown(|at| {
                // People may be told of anything, in a section of its own.
                let apart = at.within.last().is_some_and(|id| Topic::parse(id).is_none());
                let this = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy)));
                at.statement.topic == Topic::Changes
                    && (!apart || said(at) || select::terms(at.statement).any(this))
            }),
            Facet::Channels => self.methods(),
            // What else the publisher does with the authority, such as tell it of a breach, is no complaint.
            Facet::Complaint => self.shown(|at| {
                let ours = reach.by_publisher(at.statement) && !is_on_requests(at.statement.topic);
                let complains = || reach.rights(at.statement).iter().any(|right| *right.id == *"complain");
                at.statement.does("complain") || ((said(at) || complains()) && !ours)
            }),
            Facet::Contact => self.contact(),
            Facet::Controller => self.controller(),
            Facet::DataCategories | Facet::Sources => {
                let others = arg("from") == Some("others");
                // That children give none is said where children are spoken of.
                let nothing = self.collects_nothing();
                // By what data is collected tells more of where it comes from, and not whose it is.
                let tracked = |at: &Placed<'a>| {
                    let by_tracker = |term: &Term| reach.names_a(term, &[NounKind::Tracker]);
                    !others
                        && at.statement.modal.affirms()
                        && reach.by_publisher(at.statement)
                        && select::verb_of(at.statement, Topic::Collection)
                        && at.statement.terms(ListWord::By).any(by_tracker)
                };
                let mut view = self.shown(|at| {
                    nothing && reach.denies_collecting(at)
                        || tracked(at)
                        || reach.collects(at.statement, others)
                            && !(at.statement.modal.negative() && reach.is_about_minors(at))
                });
                view.missing = !nothing
                    && !self
                        .placed
                        .iter()
                        .any(|at| reach.collects(at.statement, others) && at.statement.modal.affirms());
                view
            }
            Facet::Dates => self.dates(),
            Facet::Disclosed => self.shown_for_all(|at| {
                let disclosed = reach.discloses_personal(at.statement) && !reach.refuses(at.statement);
                disclosed && !reach.only_advertises(at.statement)
                    || reach.employs(at.statement)
                    || reach.lets_get(at.statement)
            }),
            Facet::Dpo => self.officers(),
            Facet::Representative => self.representative(),
            Facet::Fee => self.terms_of_requests(Side::Fee),
            Facet::Incentives => {
                let offered = self.words_of(section, "offers");
                let offers =
                    |at: &Placed<'a>| at.statement.does("offer") && select::mentions(at.statement, &offered);
                let mut view = self.shown(|at| at.within.contains(&&*section.id) || said(at) || offers(at));
                view.missing = view.statements.is_empty();
                let denied = view.missing && arg("fact").is_some_and(|fact| self.is_ruled_out(fact));
                FacetView { denied, missing: view.missing && !denied, ..view }
            }
            Facet::JointControllers => self.joint_controllers(),
            Facet::LegitimateInterests => self.interests(),
            Facet::LookBack => {
                let placed = Rc::clone(&self.placed);
                let back = |clause: &ClauseKind| matches!(clause, ClauseKind::Lookback(_));
                // What the publisher has had of anything is no period that people can ask for.
                let asks = |at: &&Placed<'a>| {
                    let asked = !reach.by_publisher(at.statement) || self.is_request(at.statement);
                    asked && select::has(at.statement, back) && !reach.is_about_other_rights(at.statement)
                };
                let picked: Vec<_> = placed.iter().filter(|at| asks(at) || said(at)).collect();
                self.show(&picked)
            }
            Facet::MinorsSale => self.shown(|at| {
                (reach.sells(at.statement)
                    || (reach.by_publisher(at.statement) && at.statement.does("share")))
                    && reach.is_about_minors(at)
            }),
            Facet::NonRetaliation => self.non_retaliation(section),
            Facet::Provision => self.provision(),
            Facet::Purposes => {
                let nothing = self.collects_nothing();
                let mut view = self.shown(|at| {
                    let works = reach.handles(at.statement, &words)
                        || at.statement.does("store") && reach.works_on(at.statement, &words);
                    let told = works && reach.purposes(at.statement).next().is_some();
                    nothing && reach.denies_collecting(at) || reach.by_publisher(at.statement) && told
                });
                let placed = Rc::clone(&self.placed);
                view.purposes = self.bases(&placed, false).purposes;
                // What statements use trackers for stands in them.
                let used = self.trackers_used(&placed).into_iter();
                let declared =
                    used.filter(|(_, noun, _)| select::listed(noun, ListWord::For).next().is_some());
                view.trackers = declared.map(|(_, _, view)| view).collect();
                // What data is not for does not say what it is for.
                view.missing = view.purposes.is_empty() && !nothing;
                view
            }
            Facet::PurposesAndBases => self.purposes_and_bases(),
            Facet::Recipients => self.recipients(),
            Facet::RequestLimits => self.terms_of_requests(Side::Number),
            Facet::ResponseTime => self.terms_of_requests(Side::Time),
            Facet::Retention => {
                let mut view = self.shown(|at| {
                    let how_long = select::says_how_long(at.statement) && !reach.by_people(at.statement);
                    // What says nothing of the time says all the same that data is kept.
                    let kept = at.statement.topic == Topic::Retention
                        || select::does_any(at.statement, &["keep", "retain"]);
                    how_long || kept && reach.by_publisher(at.statement)
                });
                let says = |at: &Placed<'a>| {
                    reach.by_publisher(at.statement) && select::says_whether_kept(at.statement)
                };
                view.missing = !self.placed.iter().any(says);
                view
            }
            Facet::Right => {
                let also: Vec<&str> = arg("also").into_iter().flat_map(|acts| acts.split('|')).collect();
                self.right(arg("right").unwrap_or_default(), &also, said)
            }
            Facet::SensitiveUse => self.sensitive_use(),
            Facet::Signals => self.shown(|at| {
                let verb = select::does_any(at.statement, &["honor", "ignore", "respond"]);
                at.statement.topic == Topic::Signals
                    || (verb && reach.names(at.statement, Kind::Signal, &["dnt", "gpc"]))
                    || said(at)
            }),
            Facet::SoldOrShared => {
                let mut view = self.shown_for_all(|at| {
                    reach.sells(at.statement)
                        || reach.is_paid_for(at.statement)
                        || reach.advertises(at.statement)
                        || (reach.discloses_personal(at.statement) && said(at))
                });
                let placed = Rc::clone(&self.placed);
                let given = self.given_by_trackers(&placed).into_iter().map(|(_, view)| view);
                view.trackers = given.filter(|tracker| tracker.sale || tracker.advertising).collect();
                view.missing &= view.trackers.is_empty();
                view
            }
            Facet::StatutoryTable => {
                let placed = Rc::clone(&self.placed);
                let catalog = reach.catalog(&placed);
                let (categories, common) = self.categories(&catalog, &placed);
                // What is denied of data that has no row stands beside the table, and so does what no cell shows of
                // whether data is collected.
                let view = self.shown(|at| {
                    !reach.is_about_minors(at)
                        && (reach.is_beside_table(&catalog, at.statement) || reach.denies_tracker(at))
                });
                let left_out = self.left_out(&catalog);
                let missing = categories.is_empty() && !self.collects_nothing() || !left_out.is_empty();
                FacetView { missing, categories, common: Some(common), left_out, ..view }
            }
            Facet::Transfers if arg("part") == Some("safeguards") => self.safeguards(said),
            Facet::Transfers => {
                let placed = Rc::clone(&self.placed);
                let picked: Vec<_> = placed.iter().filter(|at| self.leaves(at)).collect();
                let mut view = self.show(&picked);
                view.abroad = self.abroad(|_| false);
                view.missing &= view.abroad.is_empty();
                view
            }
            Facet::Verification => self.shown(|at| {
                let asked = matches!(at.statement.topic, Topic::Rights | Topic::Requests | Topic::Choices);
                // What became of past requests is not how one is verified.
                let told = asked && !at.statement.modal.past();
                at.statement.does("verify") || (told && (said(at) || reach.is_to(at.statement, &words)))
            }),
            Facet::WithdrawConsent => self.right("withdraw-consent", &[], said),
        }
    }

    /// Whether the policy says of everybody, without an exception, that no personal data is collected, and nowhere
    /// that some is.
    fn collects_nothing(&self) -> bool {
        let reach = self.reach;
        let wholly = |at: &Placed<'a>| {
            reach.denies_collecting(at)
                && reach.is_absolute(at)
                && at.statement.object_terms().any(|term| reach.is_everything(term))
        };
        let collects = |at: &Placed<'a>| {
            let gets = select::verb_of(at.statement, Topic::Collection) && at.statement.modal.affirms();
            gets && reach.by_publisher(at.statement)
        };
        self.placed.iter().any(wholly) && !self.placed.iter().any(collects)
    }

    /// Words of the locale by which a section knows what belongs to it.
    fn words_of(&self, section: &StubSection, key: &str) -> Vec<&'a str> {
        let words = self.law.get("sections").and_then(|sections| sections.get(&section.id)?.get(key));
        words.into_iter().flat_map(Words::entries).filter_map(|(_, word)| word.text()).collect()
    }

    /// Whether the author states that a fact does not hold.
    fn is_ruled_out(&self, fact: &str) -> bool {
        let said = self.reach.policy.head().into_iter().flat_map(|head| head.property("rules-out"));
        said.flat_map(|property| &property.list.terms)
            .any(|term| matches!(&term.value, Value::Ref(Ref::Text(found)) if **found == *fact))
    }

    /// A word of the locale for a code of one of the law's lists.
    fn label(&self, key: &str, code: &str) -> Option<&'a str> {
        self.law.get(key)?.text_of(code)
    }

    /// The statements picked; none is a gap.
    fn shown(&mut self, pick: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let placed = Rc::clone(&self.placed);
        let picked: Vec<&Placed<'a>> = placed.iter().filter(|at| pick(at)).collect();
        self.show(&picked)
    }

    fn show(&mut self, picked: &[&Placed<'a>]) -> FacetView<'a> {
        FacetView { missing: picked.is_empty(), statements: self.groups(picked), ..FacetView::default() }
    }

    /// [`Facets::shown`]; what holds for some people only is a gap for the others.
    fn shown_for_all(&mut self, pick: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let mut view = self.shown(&pick);
        view.missing =
            !self.placed.iter().any(|at| pick(at) && !self.reach.is_limited(at, self.tells_users_apart));
        view
    }

    fn nouns(&mut self, ids: impl IntoIterator<Item = NounId>) -> Vec<NounView<'a>> {
        let mut seen = BTreeSet::new();
        let mut views = Vec::new();
        for id in ids {
            if seen.insert(id) {
                views.extend(self.viewer.noun(id));
            }
        }
        views
    }

    fn noun_of(&self, term: &Term, kind: NounKind) -> Option<NounId> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                self.reach.policy.noun(*id).filter(|noun| noun.kind == kind).map(|_| *id)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
