//! What a section of a stub shows of a policy.
//!
//! A facet picks statements and declarations by what they are about: verb,
//! topic, kind of object, clause. It never says anything of its own; what is
//! not there is `missing`, and the template says what to declare.

mod bases;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value as Json;

use super::values::Markup;
use super::view::{
    ClausesView, ConditionView, DateView, ListView, NounView, PartView, StatementView, TermView, Viewer,
};
use crate::analysis::reach::{Placed, Reach};
use crate::analysis::select;
use crate::law::pack::StubSection;
use crate::law::{Facet, Kind, Pack};
use crate::model::words::{ListWord, NounKind, Qualifier, SayingWord, Topic};
use crate::model::{ClauseKind, Dated, Noun, NounId, Ref, Section, Statement, Term, Value, Verb};
use crate::source::Span;

/// What one section shows. Every field is there; those that its facet does not use are empty.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FacetView {
    /// Statements in full, those of one scope together.
    pub statements: Vec<GroupView>,
    /// Declarations, such as channels or recipients.
    pub nouns: Vec<NounView>,
    /// Recipients in other countries, with what protects the data there.
    pub abroad: Vec<AbroadView>,
    /// The rows of the table of statutory categories.
    pub categories: Vec<CategoryView>,
    /// What the rows would all repeat.
    pub common: Option<CategoryView>,
    /// Purposes with their legal bases.
    pub purposes: Vec<PurposeView>,
    /// Legal bases by themselves.
    pub grounds: Vec<GroundLineView>,
    /// Declared dates by their word.
    pub dates: BTreeMap<&'static str, DateView>,
    /// Where dates are declared.
    pub mark: Option<Markup>,
    /// Whether something that belongs here is not declared.
    pub missing: bool,
}

/// Statements that hold under the same limits.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The limits, outermost first.
    pub scopes: Vec<ScopeView>,
    /// The statements.
    pub parts: Vec<PartView>,
}

/// What a section of the policy limits its statements to.
#[derive(Clone, Debug, Serialize)]
pub struct ScopeView {
    /// Its mark.
    pub mark: Markup,
    /// Whether it holds for everyone whom the law is for.
    pub own: bool,
    /// For whom, where, on what, under what.
    pub clauses: ClausesView,
}

/// A recipient in another country.
#[derive(Clone, Debug, Serialize)]
pub struct AbroadView {
    /// The recipient.
    pub noun: NounView,
    /// What the law calls each safeguard, or the author's word for it.
    pub safeguards: Vec<String>,
}

/// A statutory category of data.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CategoryView {
    /// What the law calls it.
    pub label: String,
    /// Whether it is specially protected.
    pub sensitive: bool,
    /// The author's own names for what falls under it.
    pub examples: Vec<ExampleView>,
    /// Where it comes from.
    pub sources: Vec<LineView>,
    /// What it is collected and used for.
    pub purposes: Vec<LineView>,
    /// Statements that it is disclosed.
    pub disclosed: Vec<SaidView>,
    /// Statements on its sale, also those that deny it.
    pub sold: Vec<SaidView>,
    /// Statements on its disclosure for advertising, also those that deny it.
    pub shared: Vec<SaidView>,
    /// Statements on how long it is kept.
    pub retention: Vec<SaidView>,
    #[serde(skip)]
    seen_sources: BTreeSet<String>,
    #[serde(skip)]
    seen_purposes: BTreeSet<String>,
}

/// Data under a statutory category.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleView {
    /// Its mark.
    pub mark: Markup,
    /// What readers call it.
    pub name: String,
    /// Whether it certainly falls under the category.
    pub sure: bool,
}

/// One entry of a cell.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// What it names.
    #[serde(skip)]
    key: String,
    /// Its conditions and limits, to tell it from others.
    #[serde(skip)]
    limits: String,
    /// Its mark.
    pub mark: Markup,
    /// A source or purpose.
    pub term: TermView,
    /// Its conditions.
    pub conditions: Vec<ConditionView>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView>,
}

/// A statement in a cell.
#[derive(Clone, Debug, Serialize)]
pub struct SaidView {
    /// The statement.
    pub statement: StatementView,
    /// The limits of its section.
    pub scopes: Vec<ScopeView>,
    /// Whether the publisher says it without any condition or limit.
    pub plain: bool,
}

/// A purpose.
#[derive(Clone, Debug, Serialize)]
pub struct PurposeView {
    /// Its mark.
    pub mark: Markup,
    /// The purpose.
    pub term: TermView,
    /// What the law calls such purposes.
    pub labels: Vec<String>,
    /// What is used for it.
    pub uses: Vec<UseView>,
    /// What it rests on.
    pub grounds: Vec<GroundLineView>,
}

/// Data that is used for a purpose.
#[derive(Clone, Debug, Serialize)]
pub struct UseView {
    /// Its mark.
    pub mark: Markup,
    /// The data.
    pub objects: ListView,
    /// Under which conditions.
    pub conditions: Vec<ConditionView>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView>,
}

/// A legal basis.
#[derive(Clone, Debug, Serialize)]
pub struct GroundLineView {
    /// Its mark.
    pub mark: Markup,
    /// The basis in the author's words.
    pub basis: TermView,
    /// What the law calls it.
    pub label: String,
    /// Where the law has it.
    pub cite: Option<String>,
    /// The interest.
    pub interest: Option<String>,
    /// The purposes it is bound to.
    pub purposes: Vec<TermView>,
    /// Under which conditions.
    pub conditions: Vec<ConditionView>,
    /// The limits of its section.
    pub scopes: Vec<ScopeView>,
}

/// Makes the facets of one policy under one law.
pub(super) struct Facets<'v, 'a> {
    pub(super) viewer: &'v mut Viewer<'a>,
    pack: &'a Pack,
    reach: Reach<'a>,
    /// The law's words in the locale.
    law: &'v Json,
    /// Words by which a locale knows statements of the section being made.
    words: Vec<String>,
    placed: Vec<Placed<'a>>,
}

impl<'v, 'a> Facets<'v, 'a> {
    pub(super) fn new(viewer: &'v mut Viewer<'a>, pack: &'a Pack, law: &'v Json) -> Self {
        let (policy, vocabulary) = (viewer.policy, viewer.vocabulary);
        let reach = Reach { policy, vocabulary, regions: &pack.regions, scheme: &pack.id };
        let placed = reach.statements();
        Self { viewer, pack, reach, law, words: Vec::new(), placed }
    }

    /// What a section shows.
    pub(super) fn content(&mut self, section: &StubSection) -> FacetView {
        let words = self.law.pointer(&format!("/sections/{}/words", &*section.id)).and_then(Json::as_array);
        self.words = words.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect();
        let arg = |key: &str| section.args.get(key).map(String::as_str);
        let words = self.words.clone();
        let said = |placed: &Placed<'a>| select::mentions(placed.statement, &words);
        let reach = self.reach;
        match section.facet {
            Facet::Agents => self.shown(|at| at.statement.does("appoint") || said(at)),
            Facet::AutomatedDecisions => self.shown(|at| {
                let acts = reach.names(at.statement, Kind::Act, &["automated-decisions", "profiling"]);
                at.statement.does("decide") || acts || said(at)
            }),
            Facet::ChangeNotice if arg("of") == Some("purpose") => self.shown(said),
            Facet::ChangeNotice => self.shown(|at| at.statement.topic == Topic::Changes),
            Facet::Channels => self.methods(),
            Facet::Complaint => self.shown(|at| at.statement.does("complain") || said(at)),
            Facet::Contact => self.contact(),
            Facet::Controller => self.controller(),
            Facet::DataCategories | Facet::Sources => {
                let others = arg("from") == Some("others");
                // That children give none is said where children are spoken of.
                let mut view = self.shown(|at| {
                    reach.collects(at.statement, others)
                        && !(at.statement.modal.negative() && reach.is_about_minors(at))
                });
                view.missing = !self
                    .placed
                    .iter()
                    .any(|at| reach.collects(at.statement, others) && !at.statement.modal.negative());
                view
            }
            Facet::Dates => self.dates(),
            Facet::Disclosed => self.shown(|at| reach.discloses(at.statement)),
            Facet::Dpo => self.of_publisher("dpo"),
            Facet::Representative => self.of_publisher("representative"),
            Facet::Fee => self.shown(|at| {
                at.statement.does("charge") || at.statement.lists(ListWord::Fee).next().is_some()
            }),
            Facet::Incentives => self.shown(|at| at.within.contains(&&*section.id) || said(at)),
            Facet::JointControllers => self.joint_controllers(),
            Facet::LegitimateInterests => self.interests(),
            Facet::LookBack => self.shown(|at| {
                let back = select::has(at.statement, |clause| matches!(clause, ClauseKind::Lookback(_)));
                let publisher = reach.by_publisher(at.statement)
                    && select::terms(at.statement).any(|term| reach.is_data(term));
                (back && !publisher) || said(at)
            }),
            Facet::MinorsSale => self.shown(|at| {
                (reach.sells(at.statement)
                    || (reach.by_publisher(at.statement) && at.statement.does("share")))
                    && reach.is_about_minors(at)
            }),
            Facet::NonRetaliation => self.shown(|at| {
                (at.statement.does("discriminate") && !reach.by_people(at.statement)) || said(at)
            }),
            Facet::Provision => self.provision(),
            Facet::Purposes => {
                let mut view = self.shown(|at| {
                    let gets = select::verb_of(at.statement, Topic::Collection)
                        || select::verb_of(at.statement, Topic::Use);
                    gets && reach.by_publisher(at.statement)
                        && at
                            .statement
                            .terms(ListWord::For)
                            .any(|term| !matches!(term.value, Value::Duration(_)))
                });
                view.purposes = self.bases(&self.placed.clone()).purposes;
                view
            }
            Facet::PurposesAndBases => self.purposes_and_bases(),
            Facet::Recipients => self.recipients(),
            Facet::RequestLimits => {
                self.shown(|at| select::has(at.statement, |clause| matches!(clause, ClauseKind::Limit(..))))
            }
            Facet::ResponseTime => self.shown(|at| {
                let about = matches!(
                    at.statement.topic,
                    Topic::Rights | Topic::Requests | Topic::Choices | Topic::Consent
                );
                select::has(at.statement, |clause| matches!(clause, ClauseKind::Within(..)))
                    && (about || at.statement.does("respond"))
            }),
            Facet::Retention => {
                let mut view = self.shown(|at| {
                    let how_long = select::says_how_long(at.statement) && !reach.by_people(at.statement);
                    how_long || (at.statement.topic == Topic::Retention && reach.by_publisher(at.statement))
                });
                let says =
                    |at: &Placed<'a>| reach.by_publisher(at.statement) && select::says_how_long(at.statement);
                view.missing = !self.placed.iter().any(says);
                view
            }
            Facet::Right => self.right(arg("right").unwrap_or_default(), said),
            Facet::SensitiveUse => self.sensitive_use(),
            Facet::Signals => self.shown(|at| {
                let verb = select::does_any(at.statement, &["honor", "ignore", "respond"]);
                at.statement.topic == Topic::Signals
                    || (verb && reach.names(at.statement, Kind::Signal, &["dnt", "gpc"]))
                    || said(at)
            }),
            Facet::SoldOrShared => self.shown(|at| {
                reach.sells(at.statement)
                    || reach.advertises(at.statement)
                    || (reach.discloses(at.statement) && said(at))
            }),
            Facet::StatutoryTable => {
                let placed = self.placed.clone();
                let catalog = reach.catalog(&placed);
                let (categories, common) = self.categories(&catalog, &placed);
                // What is said not to be collected stands beside what is said to be.
                let view = self.shown(|at| {
                    let denies =
                        at.statement.modal.negative() && select::verb_of(at.statement, Topic::Collection);
                    denies
                        && reach.by_publisher(at.statement)
                        && !reach.is_about_minors(at)
                        && !reach.about(&catalog, at.statement).is_empty()
                });
                FacetView { missing: categories.is_empty(), categories, common: Some(common), ..view }
            }
            Facet::Transfers if arg("part") == Some("safeguards") => self.safeguards(said),
            Facet::Transfers => {
                let mut view = self.shown(|at| reach.goes_abroad(at.statement));
                view.abroad = self.abroad(|_| false);
                view.missing = view.statements.is_empty() && view.abroad.is_empty();
                view
            }
            Facet::Verification => self.shown(|at| {
                let asked = matches!(at.statement.topic, Topic::Rights | Topic::Requests | Topic::Choices);
                at.statement.does("verify") || (asked && said(at))
            }),
            Facet::WithdrawConsent => self.right("withdraw-consent", said),
        }
    }

    /// A word of the locale for a code of one of the law's lists.
    fn label(&self, key: &str, code: &str) -> Option<String> {
        self.law.get(key)?.get(code)?.as_str().map(str::to_owned)
    }

    /// The statements picked; none is a gap.
    fn shown(&mut self, pick: impl Fn(&Placed<'a>) -> bool) -> FacetView {
        let picked: Vec<Placed<'a>> = self.placed.iter().filter(|at| pick(at)).cloned().collect();
        FacetView { missing: picked.is_empty(), statements: self.groups(&picked), ..FacetView::default() }
    }

    fn groups(&mut self, placed: &[Placed<'a>]) -> Vec<GroupView> {
        // What holds for everyone comes first, so that nobody takes it for limited.
        let mut groups: Vec<Vec<&Placed<'a>>> = vec![Vec::new()];
        let mut at: BTreeMap<Vec<Span>, usize> = BTreeMap::from([(Vec::new(), 0)]);
        for placed in placed {
            let scopes = placed.scopes.iter().map(|section| section.span).collect();
            let group = *at.entry(scopes).or_insert(groups.len());
            groups.resize_with(groups.len().max(group + 1), Vec::new);
            groups.get_mut(group).into_iter().for_each(|found| found.push(placed));
        }
        let groups = groups.iter().filter(|group| !group.is_empty()).map(|group| {
            let statements: Vec<&Statement> = group.iter().map(|at| at.statement).collect();
            let scopes = group.first().map(|at| self.scopes(at)).unwrap_or_default();
            GroupView { scopes, parts: self.viewer.parts(&statements) }
        });
        groups.collect()
    }

    fn scopes(&mut self, placed: &Placed<'a>) -> Vec<ScopeView> {
        let scopes: Vec<&'a Section> = placed.scopes.clone();
        let view = |section: &'a Section| {
            let seen: Vec<_> = section
                .clauses
                .iter()
                .filter(|clause| !matches!(clause.kind, ClauseKind::List(ListWord::After, _)))
                .cloned()
                .collect();
            ScopeView {
                mark: self.viewer.mark(section.span),
                own: self.reach.is_for_all(section),
                clauses: self.viewer.clauses(&seen),
            }
        };
        scopes.into_iter().map(view).collect()
    }

    fn nouns(&mut self, ids: impl IntoIterator<Item = NounId>) -> Vec<NounView> {
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

    // ---- Who -----------------------------------------------------------------------

    fn publisher(&mut self) -> Vec<NounView> {
        let first = self.reach.policy.nouns_of(NounKind::Organization).next().map(|(id, _)| id);
        self.nouns(first)
    }

    fn controller(&mut self) -> FacetView {
        let reach = self.reach;
        let mut view = self.shown(|at| {
            let states = ["controller", "processor", "custodian"];
            reach.by_publisher(at.statement) && select::does_any(at.statement, &states)
        });
        view.nouns = self.publisher();
        let reached =
            |noun: &Noun| ["address", "email", "phone", "link"].iter().any(|word| declared(noun, word));
        view.missing = !reach.policy.publisher().is_some_and(reached);
        view
    }

    fn of_publisher(&mut self, word: &'static str) -> FacetView {
        let declares = self.reach.policy.publisher().is_some_and(|noun| noun.property(word).next().is_some());
        let nouns = if declares { self.publisher() } else { Vec::new() };
        let missing =
            !self.reach.policy.publisher().is_some_and(|noun| declared(noun, word) || says_none(noun, word));
        FacetView { nouns, missing, ..FacetView::default() }
    }

    fn joint_controllers(&mut self) -> FacetView {
        let reach = self.reach;
        let joint = |noun: &Noun| {
            noun.classes.iter().any(|class| {
                class.kind == Kind::Role && reach.vocabulary.is_a(Kind::Role, class.id, "joint-controller")
            })
        };
        let kinds = [NounKind::Organization, NounKind::Recipient];
        let ids: Vec<NounId> = kinds
            .iter()
            .flat_map(|kind| reach.policy.nouns_of(*kind))
            .filter(|(_, noun)| joint(noun))
            .map(|(id, _)| id)
            .collect();
        let mut view = self.shown(|at| {
            let by_one = at
                .statement
                .subjects
                .iter()
                .any(|term| matches!(&term.value, Value::Ref(Ref::Noun(id)) if ids.contains(id)));
            at.statement.does("joint-controller") || by_one
        });
        view.nouns = self.nouns(ids);
        view.missing = view.nouns.is_empty() && view.statements.is_empty();
        view
    }

    fn recipients(&mut self) -> FacetView {
        let reach = self.reach;
        let mut view = self.shown(|at| reach.gives(at.statement));
        let giving: Vec<&Statement> = self
            .placed
            .iter()
            .filter(|at| reach.gives(at.statement) && !at.statement.modal.negative())
            .map(|at| at.statement)
            .collect();
        let lists = [ListWord::With, ListWord::To, ListWord::Of];
        let named = giving.iter().flat_map(|statement| {
            let listed = lists.iter().flat_map(|word| statement.terms(*word));
            listed.chain(&statement.subjects)
        });
        let providers =
            reach.policy.nouns_of(NounKind::Tracker).flat_map(|(_, noun)| noun.property("provider"));
        let named = named.chain(providers.flat_map(|property| &property.list.terms));
        let ids: Vec<NounId> = named.filter_map(|term| self.noun_of(term, NounKind::Recipient)).collect();
        view.nouns = self.nouns(ids);
        view.missing = giving.is_empty() && view.statements.is_empty();
        view
    }

    /// Recipients outside the law's own regions, and those `also` asks for.
    fn abroad(&mut self, also: impl Fn(&Noun) -> bool) -> Vec<AbroadView> {
        let reach = self.reach;
        let home = |country: &str| {
            reach.regions.iter().any(|region| reach.vocabulary.is_a(Kind::Region, country, region))
        };
        let away = |noun: &Noun| {
            noun.property("country").flat_map(|property| &property.list.terms).any(|term| match &term.value {
                Value::Ref(Ref::Builtin(class)) => !home(class.id),
                value => !matches!(value, Value::Absent(_)),
            })
        };
        let ids: Vec<NounId> = reach
            .policy
            .nouns_of(NounKind::Recipient)
            .filter(|(_, noun)| away(noun) || also(noun))
            .map(|(id, _)| id)
            .collect();
        let mut views = Vec::new();
        for id in ids {
            let Some(noun) = self.viewer.noun(id) else { continue };
            let declared =
                noun.properties.get("safeguard").into_iter().flatten().filter(|term| term.kind != "absent");
            let safeguards = declared.map(|term| {
                let id = if term.id.is_empty() { term.text.replace(' ', "-") } else { term.id.clone() };
                self.label("mechanisms", &id).unwrap_or_else(|| term.text.clone())
            });
            views.push(AbroadView { safeguards: safeguards.collect(), noun });
        }
        views
    }

    fn safeguards(&mut self, said: impl Fn(&Placed<'a>) -> bool) -> FacetView {
        let mut view = self.shown(said);
        view.abroad = self.abroad(|noun| declared(noun, "safeguard"));
        view.missing = (view.statements.is_empty() && view.abroad.is_empty())
            || view.abroad.iter().any(|at| at.safeguards.is_empty());
        view
    }

    // ---- Why -----------------------------------------------------------------------

    fn purposes_and_bases(&mut self) -> FacetView {
        let bases = self.bases(&self.placed.clone());
        let unbound = !bases.unbound.is_empty();
        let open = bases.purposes.iter().any(|purpose| purpose.grounds.is_empty());
        FacetView {
            missing: bases.purposes.is_empty() || unbound || open,
            statements: self.groups(&bases.unbound),
            purposes: bases.purposes,
            ..FacetView::default()
        }
    }

    fn interests(&mut self) -> FacetView {
        let reach = self.reach;
        let is = |basis: &Ref| {
            matches!(basis, Ref::Builtin(class) if class.kind == Kind::Basis
            && reach.vocabulary.is_a(Kind::Basis, class.id, "legitimate-interests"))
        };
        let mut grounds = Vec::new();
        for at in self.placed.clone().iter().filter(|at| reach.by_publisher(at.statement)) {
            for clause in &at.statement.clauses {
                let ClauseKind::Basis(all) = &clause.kind else { continue };
                for ground in all.iter().filter(|ground| is(&ground.basis)) {
                    let mut line = self.ground(ground, Some(at));
                    if line.purposes.is_empty() && all.len() == 1 {
                        line.purposes =
                            at.statement.terms(ListWord::For).map(|term| self.viewer.term(term)).collect();
                    }
                    grounds.push(line);
                }
            }
        }
        for (_, noun) in reach.policy.nouns_of(NounKind::Purpose) {
            for clause in &noun.clauses {
                let ClauseKind::Basis(all) = &clause.kind else { continue };
                for ground in all.iter().filter(|ground| is(&ground.basis)) {
                    grounds.push(self.ground(ground, None));
                }
            }
        }
        let missing = grounds.is_empty() || grounds.iter().any(|ground| ground.interest.is_none());
        FacetView { grounds, missing, ..FacetView::default() }
    }

    // ---- Data ----------------------------------------------------------------------

    fn provision(&mut self) -> FacetView {
        let reach = self.reach;
        let mut view = self.shown(|at| reach.says_whether_to_provide(at.statement));
        let marked = |noun: &Noun| {
            noun.qualifiers
                .iter()
                .any(|q| matches!(q, Qualifier::Optional | Qualifier::Required | Qualifier::Voluntary))
                || noun
                    .clauses
                    .iter()
                    .any(|clause| matches!(&clause.kind, ClauseKind::Saying(SayingWord::Otherwise, _)))
        };
        let ids: Vec<NounId> = reach
            .policy
            .nouns_of(NounKind::Data)
            .filter(|(_, noun)| marked(noun))
            .map(|(id, _)| id)
            .collect();
        view.nouns = self.nouns(ids);
        view.missing = view.nouns.is_empty() && view.statements.is_empty();
        view
    }

    fn sensitive_use(&mut self) -> FacetView {
        let reach = self.reach;
        let placed = self.placed.clone();
        let catalog = reach.catalog(&placed);
        let categories = self.categories(&catalog, &[]).0.into_iter().filter(|row| row.sensitive).collect();
        let mut view = self.shown(|at| {
            let gets = select::verb_of(at.statement, Topic::Collection)
                && at.statement.lists(ListWord::For).next().is_some();
            let verb = gets
                || select::verb_of(at.statement, Topic::Use)
                || reach.discloses(at.statement)
                || reach.sells(at.statement);
            verb && reach.by_publisher(at.statement) && reach.names_sensitive(&catalog, at.statement)
        });
        view.categories = categories;
        view
    }

    // ---- Rights and requests -------------------------------------------------------

    fn right(&mut self, id: &str, said: impl Fn(&Placed<'a>) -> bool) -> FacetView {
        let reach = self.reach;
        let Some(right) = reach.vocabulary.find(Kind::Right, id) else {
            return FacetView { missing: true, ..FacetView::default() };
        };
        let pick = |at: &Placed<'a>| {
            reach.is_about_right(at.statement, right) || (reach.by_people(at.statement) && said(at))
        };
        let mut view = self.shown(pick);
        // A statement that only denies the right grants none.
        view.missing = !self.placed.iter().any(|at| pick(at) && !at.statement.modal.negative());
        view
    }

    fn methods(&mut self) -> FacetView {
        let reach = self.reach;
        let asks = |statement: &Statement| {
            let requests = statement.topic == Topic::Requests || statement.does("exercise");
            reach.by_people(statement) && (requests || reach.is_about_rights(statement))
        };
        let mut view = self.shown(|at| {
            let words = at.statement.verbs.iter().any(|verb| matches!(verb, Verb::Text(_)));
            let means = at.statement.lists(ListWord::By).next().is_some();
            asks(at.statement)
                && (at.statement.does("exercise")
                    || (words && means)
                    || (at.statement.topic == Topic::Requests && means))
        });
        let by = self.placed.iter().filter(|at| asks(at.statement)).flat_map(|at| {
            at.statement
                .terms(ListWord::By)
                .chain(at.statement.terms(ListWord::Through))
                .chain(at.statement.terms(ListWord::On))
        });
        let ids: Vec<NounId> = by.filter_map(|term| self.noun_of(term, NounKind::Channel)).collect();
        view.nouns = self.nouns(ids);
        view.missing = view.nouns.is_empty() && view.statements.is_empty();
        view
    }

    fn contact(&mut self) -> FacetView {
        let mut view = self.shown(|at| {
            at.statement.topic == Topic::Contact && select::does_any(at.statement, &["contact", "ask"])
        });
        let by = self
            .placed
            .iter()
            .filter(|at| at.statement.topic == Topic::Contact)
            .flat_map(|at| at.statement.terms(ListWord::By));
        let ids: Vec<NounId> = by.filter_map(|term| self.noun_of(term, NounKind::Channel)).collect();
        let words = ["address", "email", "phone", "link", "value", "person"];
        let reached = |noun: &Noun| words.iter().any(|word| declared(noun, word));
        let by_channel = ids.iter().any(|id| self.reach.policy.noun(*id).is_some_and(reached));
        let first = self.reach.policy.nouns_of(NounKind::Organization).next().map(|(id, _)| id);
        view.missing = !by_channel && !self.reach.policy.publisher().is_some_and(reached);
        view.nouns = self.nouns(first.into_iter().chain(ids));
        view
    }

    fn dates(&mut self) -> FacetView {
        let mut view = FacetView::default();
        let Some(head) = self.reach.policy.head() else {
            view.missing = true;
            return view;
        };
        let dates = head
            .clauses
            .iter()
            .filter(|clause| matches!(clause.kind, ClauseKind::Dated(_, Dated::On(_))))
            .cloned();
        let dates: Vec<_> = dates.collect();
        view.dates = self.viewer.clauses(&dates).dates;
        view.mark = Some(self.viewer.mark(head.span));
        view.missing = view.dates.len() < crate::model::words::DateWord::ALL.len();
        view
    }
}

/// Whether a property has a value that is not deliberately none.
fn declared(noun: &Noun, word: &str) -> bool {
    noun.property(word)
        .flat_map(|property| &property.list.terms)
        .any(|term| !matches!(term.value, Value::Absent(_)))
}

/// Whether a property says that there is none.
fn says_none(noun: &Noun, word: &str) -> bool {
    let none = |term: &Term| matches!(term.value, Value::Absent(crate::model::words::Absence::None));
    noun.property(word).flat_map(|property| &property.list.terms).any(none)
}
