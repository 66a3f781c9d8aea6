//! What each kind of section shows.

use std::rc::Rc;

use super::rights::{Side, is_on_requests};
use super::{FacetView, Facets};
use crate::analysis::keeping;
use crate::analysis::reach::Placed;
use crate::analysis::select;
use crate::law::pack::StubSection;
use crate::law::{Facet, Kind};
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{ClauseKind, Ref, Special, Term, Value};

impl<'a> Facets<'_, 'a> {
    /// What a section shows.
    pub(in crate::document) fn content(&mut self, section: &StubSection) -> FacetView<'a> {
        self.words = self.words_of(section, "words").into();
        let arg = |key: &str| section.args.get(key).map(String::as_str);
        self.prose.clear();
        self.written = self.reach.prose();
        self.written
            .retain(|at| at.within.iter().any(|id| *id == &*section.id || Some(*id) == arg("section")));
        let said = self.said_of_section();
        match section.facet {
            Facet::Agents => {
                let reach = self.reach;
                // Whom the publisher appoints acts for nobody else.
                self.shown(|at| at.statement.does("appoint") && !reach.by_publisher(at.statement) || said(at))
            }
            Facet::AutomatedDecisions => self.automated_decisions(section),
            Facet::ChangeNotice if arg("of") == Some("purpose") => self.shown(said),
            Facet::ChangeNotice => self.change_notice(),
            Facet::Channels => self.methods(),
            Facet::Complaint => self.complaint(),
            Facet::Contact => self.contact(),
            Facet::Controller => self.controller(),
            Facet::DataCategories | Facet::Sources => self.collected(arg("from") == Some("others")),
            Facet::Dates => self.dates(),
            Facet::Disclosed => self.disclosed(),
            Facet::Dpo => self.officers(),
            Facet::Representative => self.representative(),
            Facet::Fee => self.terms_of_requests(Side::Fee),
            Facet::Incentives => self.incentives(section),
            Facet::JointControllers => self.joint_controllers(),
            Facet::LegitimateInterests => self.interests(),
            Facet::LookBack => {
                let view = self.look_back();
                self.in_short(view, section, |clauses| clauses.limits.clear())
            }
            Facet::MinorsSale => self.minors_sale(),
            Facet::NonRetaliation => self.non_retaliation(section),
            Facet::Provision => self.provision(),
            Facet::Purposes => self.purposes(),
            Facet::PurposesAndBases => self.purposes_and_bases(),
            Facet::Recipients => self.recipients(),
            Facet::RequestLimits => {
                let view = self.terms_of_requests(Side::Number);
                self.in_short(view, section, |clauses| clauses.lookback.clear())
            }
            Facet::ResponseTime => self.terms_of_requests(Side::Time),
            Facet::Retention => self.retention(),
            Facet::Right => {
                let also: Vec<&str> = arg("also").into_iter().flat_map(|acts| acts.split('|')).collect();
                let titles = self.words_of(section, "titles");
                self.right(arg("right").unwrap_or_default(), &also, &titles, said)
            }
            Facet::SensitiveUse => self.sensitive_use(),
            Facet::Signals => self.signals(),
            Facet::SoldOrShared => self.sold_or_shared(),
            Facet::StatutoryTable => self.statutory_table(),
            Facet::TrackingByOthers => self.tracking_by_others(section),
            Facet::Transfers if arg("part") == Some("safeguards") => self.safeguards(said),
            Facet::Transfers => self.transfers(),
            Facet::Verification => self.verification(),
            Facet::WithdrawConsent => self.right("withdraw-consent", &[], &[], said),
        }
    }

    /// Whether a statement has one of the words by which the locale knows what belongs to the section.
    fn said_of_section(&self) -> impl Fn(&Placed<'a>) -> bool + use<'a> {
        let words = Rc::clone(&self.words);
        move |at| select::mentions(at.statement, &words)
    }

    fn automated_decisions(&mut self, section: &StubSection) -> FacetView<'a> {
        let (reach, said) = (self.reach, self.said_of_section());
        let [means, decided] = ["means", "decided"].map(|key| self.words_of(section, key));
        let acts =
            |at: &Placed<'a>| reach.names(at.statement, Kind::Act, &["automated-decisions", "profiling"]);
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
            let of_decision = reach.grants(at.statement)
                && select::mentions(at.statement, &decided)
                && select::mentions(at.statement, &means);
            tells(at) || acts(at) || rights || said(at) || of_decision
        });
        // What people may do about them does not say whether there are any.
        view.missing = !self.placed.iter().any(tells);
        view
    }

    fn change_notice(&mut self) -> FacetView<'a> {
        let said = self.said_of_section();
        self.shown(|at| {
            // People may be told of anything, in a section of its own.
            let apart = at.within.last().is_some_and(|id| Topic::parse(id).is_none());
            let this = |term: &Term| matches!(term.value, Value::Ref(Ref::Special(Special::ThisPolicy)));
            at.statement.topic == Topic::Changes
                && (!apart || said(at) || select::terms(at.statement).any(this))
        })
    }

    /// What else the publisher does with the authority, such as tell it of a breach, is no complaint.
    fn complaint(&mut self) -> FacetView<'a> {
        let (reach, said) = (self.reach, self.said_of_section());
        self.shown(|at| {
            let ours = reach.by_publisher(at.statement) && !is_on_requests(at.statement.topic);
            let complains = || reach.rights(at.statement).iter().any(|right| *right.id == *"complain");
            at.statement.does("complain") || ((said(at) || complains()) && !ours)
        })
    }

    /// What is collected, or only what comes from others than those whose data it is.
    fn collected(&mut self, others: bool) -> FacetView<'a> {
        let reach = self.reach;
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
        let tells = |at: &Placed<'a>| reach.collects(at.statement, others) && at.statement.modal.affirms();
        // What comes from those whom it is about is not obtained from others.
        view.declared = self.all_declared(|_, noun| {
            select::listed(noun, ListWord::From).any(|term| !others || !reach.is_direct(term))
        });
        view.missing = !nothing && view.declared.is_empty() && !self.placed.iter().any(tells);
        view
    }

    fn disclosed(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        self.shown_for_all(|at| {
            let disclosed = reach.discloses_personal(at.statement) && !reach.refuses(at.statement);
            disclosed && !reach.only_advertises(at.statement)
                || reach.employs(at.statement)
                || reach.lets_get(at.statement)
        })
    }

    fn incentives(&mut self, section: &StubSection) -> FacetView<'a> {
        let said = self.said_of_section();
        let offered = self.words_of(section, "offers");
        let offers = |at: &Placed<'a>| at.statement.does("offer") && select::mentions(at.statement, &offered);
        let reach = self.reach;
        let view = self.shown(|at| {
            at.within.contains(&&*section.id) || (said(at) || offers(at)) && !reach.spares(at.statement)
        });
        let missing = view.statements.is_empty();
        let denied = missing && section.args.get("fact").is_some_and(|fact| self.is_ruled_out(fact));
        FacetView { denied, missing: missing && !denied, ..view }
    }

    fn look_back(&mut self) -> FacetView<'a> {
        let (reach, said) = (self.reach, self.said_of_section());
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

    fn minors_sale(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        self.shown(|at| {
            let gives = reach.by_publisher(at.statement) && at.statement.does("share");
            (reach.sells(at.statement) || gives)
                && reach.is_about_minors(at)
                && reach.speaks_of_data(at.statement)
        })
    }

    fn purposes(&mut self) -> FacetView<'a> {
        let (reach, words) = (self.reach, Rc::clone(&self.words));
        let nothing = self.collects_nothing();
        let mut view = self.shown(|at| {
            let told = reach.handles(at.statement, &words) && reach.purposes(at.statement).next().is_some();
            nothing && reach.denies_collecting(at) || reach.by_publisher(at.statement) && told
        });
        let placed = Rc::clone(&self.placed);
        view.purposes = self.bases(&placed, false).purposes;
        // What statements use trackers for stands in them.
        let used = self.trackers_used(&placed).into_iter();
        let declared = used.filter(|(_, noun, _)| select::listed(noun, ListWord::For).next().is_some());
        view.trackers = declared.map(|(_, _, view)| view).collect();
        view.declared = self.all_declared(|_, noun| select::listed(noun, ListWord::For).next().is_some());
        // What data is not for does not say what it is for.
        view.missing = view.purposes.is_empty() && !nothing;
        view
    }

    fn retention(&mut self) -> FacetView<'a> {
        let (reach, words) = (self.reach, Rc::clone(&self.words));
        let mut view = self.shown(|at| {
            let how_long = keeping::says_how_long(at.statement) && !reach.by_people(at.statement);
            // What says nothing of the time says all the same that data is kept; other things may be, too.
            let kept =
                at.statement.topic == Topic::Retention || select::does_any(at.statement, &["keep", "retain"]);
            let data = || reach.is_about_data(at.statement, &words);
            how_long || kept && reach.by_publisher(at.statement) && data()
        });
        let says =
            |at: &Placed<'a>| reach.by_publisher(at.statement) && keeping::says_whether_kept(at.statement);
        view.declared = self.all_declared(|_, noun| keeping::says_period(noun));
        view.missing = view.declared.is_empty() && !self.placed.iter().any(says);
        view
    }

    fn signals(&mut self) -> FacetView<'a> {
        let (reach, said) = (self.reach, self.said_of_section());
        self.shown(|at| {
            let verb = select::does_any(at.statement, &["honor", "ignore", "respond"]);
            at.statement.topic == Topic::Signals
                || (verb && reach.names(at.statement, Kind::Signal, &["dnt", "gpc"]))
                || said(at)
        })
    }

    fn sold_or_shared(&mut self) -> FacetView<'a> {
        let (reach, said) = (self.reach, self.said_of_section());
        let mut view = self.shown_for_all(|at| {
            reach.tells_of_sale(at.statement)
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

    fn statutory_table(&mut self) -> FacetView<'a> {
        let reach = self.reach;
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

    /// Whether others may follow people, and not what the publisher itself does.
    fn tracking_by_others(&mut self, section: &StubSection) -> FacetView<'a> {
        let (reach, said) = (self.reach, self.said_of_section());
        let lets = self.words_of(section, "lets");
        self.shown(|at| {
            if reach.by_publisher(at.statement) {
                return select::mentions(at.statement, &lets);
            }
            !reach.by_people(at.statement) && (at.statement.does("track") || said(at))
        })
    }

    fn transfers(&mut self) -> FacetView<'a> {
        let placed = Rc::clone(&self.placed);
        let picked: Vec<_> = placed.iter().filter(|at| self.leaves(at)).collect();
        let mut view = self.show(&picked);
        view.abroad = self.abroad(|_| false);
        view.missing &= view.abroad.is_empty();
        view
    }

    fn verification(&mut self) -> FacetView<'a> {
        let (reach, said, words) = (self.reach, self.said_of_section(), Rc::clone(&self.words));
        self.shown(|at| {
            let asked = matches!(at.statement.topic, Topic::Rights | Topic::Requests | Topic::Choices);
            // What became of past requests is not how one is verified.
            let told = asked && !at.statement.modal.past();
            at.statement.does("verify") || (told && (said(at) || reach.is_to(at.statement, &words)))
        })
    }

    /// Whether the policy says of everybody, without an exception, that no personal data is collected, and nowhere
    /// that some is.
    pub(super) fn collects_nothing(&self) -> bool {
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
}
