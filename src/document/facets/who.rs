//! Who: the publisher, other controllers, recipients here and abroad.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::rights::is_on_requests;
use super::{AbroadView, FacetView, Facets, SafeguardView};
use crate::analysis::reach::Placed;
use crate::analysis::receiving::Receiving;
use crate::analysis::select;
use crate::analysis::transfers::{Sent, mechanisms_in, sent, ways};
use crate::document::view::{NounView, TermView};
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind, Topic};
use crate::model::{Noun, NounId, Property, Ref, Term, Value};

impl<'a> Facets<'_, 'a> {
    pub(super) fn publisher(&mut self) -> Vec<NounView<'a>> {
        let first = self.reach.policy.publisher;
        self.nouns(first)
    }

    pub(super) fn controller(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let reached =
            |noun: &Noun| ["address", "email", "phone", "link"].iter().any(|word| noun.declares(word));
        let mut view = self.shown(|at| {
            let organization = |term: &Term| reach.names_a(term, &[NounKind::Organization]);
            let ours = reach.by_publisher(at.statement) || at.statement.subjects.iter().any(organization);
            at.statement.does("controller")
                || (ours && select::does_any(at.statement, &["processor", "custodian"]))
        });
        let mut controllers = self.controllers();
        view.missing = !controllers.iter().any(|id| reach.policy.noun(*id).is_some_and(reached));
        // Of others it is enough to say that they are one, unless it is said how to reach them.
        controllers.retain(|id| {
            let told = |noun: &Noun| noun.kind == NounKind::Organization || reached(noun);
            reach.policy.noun(*id).is_some_and(told)
        });
        view.nouns = self.nouns(controllers);
        view
    }

    fn controllers(&self) -> Vec<NounId> {
        self.reach.controllers(self.placed.iter().map(|at| at.statement))
    }

    /// The data protection officers of the controllers.
    pub(super) fn officers(&mut self) -> FacetView<'a> {
        let policy = self.reach.policy;
        let mut controllers = self.controllers();
        let has_one = |noun: &Noun| noun.property("dpo").next().is_some();
        controllers.retain(|id| policy.noun(*id).is_some_and(has_one));
        let told = |noun: &Noun| noun.declares("dpo") || noun.says_none("dpo");
        let missing = !controllers.iter().any(|id| policy.noun(*id).is_some_and(told));
        FacetView { nouns: self.nouns(controllers), missing, ..FacetView::default() }
    }

    /// The representative where the law holds: nobody needs one who is there.
    pub(super) fn representative(&mut self) -> FacetView<'a> {
        let word = "representative";
        let Some(publisher) = self.reach.policy.publisher() else {
            return FacetView { missing: true, ..FacetView::default() };
        };
        let here = publisher.property("country").flat_map(|property| &property.list.terms);
        let unneeded = here.into_iter().any(|term| self.is_at_home(term) == Some(true));
        // One for other places is none for these.
        let is_for_others = |property: &Property| {
            let mut places = property.places().peekable();
            places.peek().is_some() && !places.any(|term| self.is_at_home(term) == Some(true))
        };
        let is_elsewhere =
            |property: &Property| property.list.terms.iter().all(|term| self.is_at_home(term) == Some(false));
        let here: Vec<&Property> =
            publisher.property(word).filter(|property| !is_for_others(property)).collect();
        let missing = !(publisher.declares(word) || publisher.says_none(word))
            || here.iter().all(|property| property.places().next().is_none() && is_elsewhere(property));
        let shown: Vec<bool> = publisher
            .property(word)
            .flat_map(|property| property.list.terms.iter().map(|_| !is_for_others(property)))
            .collect();
        let mut nouns = match here.is_empty() && !unneeded {
            true => Vec::new(),
            false => self.publisher(),
        };
        for noun in &mut nouns {
            let mut shown = shown.iter();
            noun.properties.retain(word, |_| shown.next().copied().unwrap_or(true));
        }
        FacetView { nouns, missing: !unneeded && missing, unneeded, ..FacetView::default() }
    }

    pub(super) fn joint_controllers(&mut self) -> FacetView<'a> {
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
        let is_said =
            |at: &Placed<'a>| at.statement.does("joint-controller") && !at.statement.modal.negative();
        let said = self.placed.iter().filter(|at| is_said(at)).flat_map(|at| &at.statement.subjects);
        let others: Vec<NounId> =
            said.filter_map(|term| reach.party_of(term)).chain(ids.iter().copied()).collect();
        let mut view = self.shown(|at| {
            let subjects = &at.statement.subjects;
            let by_one = subjects
                .iter()
                .any(|term| matches!(&term.value, Value::Ref(Ref::Noun(id)) if others.contains(id)));
            // What one of them does with data is not which of them is responsible for what.
            let topic = at.statement.topic;
            let answers = matches!(topic, Topic::Roles | Topic::Liability) || is_on_requests(topic);
            // The publisher has its share, too.
            let own = || {
                reach.by_publisher(at.statement)
                    && at.statement.does("responsible")
                    && !at.statement.modal.negative()
            };
            at.statement.does("joint-controller") || by_one && answers || !others.is_empty() && own()
        });
        view.nouns = self.nouns(ids);
        view.missing &= view.nouns.is_empty();
        view
    }

    pub(super) fn recipients(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let mut view = self.shown(|at| reach.gives(at.statement));
        let giving = self.placed.iter().any(|at| reach.gives(at.statement) && !at.statement.modal.negative());
        let receiving = self.receiving();
        // Who gets data as one of a group stands in it, unless it is said where that one is.
        let located = |term: &Term| {
            let party = reach.party_of(term).and_then(|id| Some((id, reach.policy.noun(id)?)));
            party.is_some_and(|(id, noun)| {
                noun.places(reach.policy).next().is_some() && receiving.receives(id, noun)
            })
        };
        let named = receiving.named.iter().flat_map(|named| {
            let all = reach.with_members(named).into_iter();
            all.filter(|term| std::ptr::eq(*term, *named) || located(term))
        });
        let named = named.filter_map(|term| reach.party_of(term));
        // Who has a role that gets data, gets it unnamed.
        let first = reach.policy.publisher;
        let parties = [NounKind::Recipient, NounKind::Organization].into_iter();
        let declared = parties.flat_map(|kind| reach.policy.nouns_of(kind));
        let unnamed = declared.filter(|(id, noun)| Some(*id) != first && receiving.receives_unnamed(noun));
        let ids: Vec<NounId> = named.chain(unnamed.map(|(id, _)| id)).collect();
        let (told, mut seen) = (self.countries_told(), BTreeSet::new());
        let ids = ids.into_iter().filter(|id| seen.insert(*id));
        view.nouns = ids.filter_map(|id| self.party(id, &told)).collect();
        view.missing &= !giving;
        view
    }

    /// Who gets data.
    fn receiving(&self) -> Receiving<'a> {
        let trackers = self.reach.trackers(&self.placed).into_iter().map(|(_, noun)| noun);
        Receiving::of(self.reach, self.placed.iter().map(|at| at.statement), trackers)
    }

    /// Recipients outside the law's own regions, and those `also` asks for.
    pub(super) fn abroad(&mut self, also: impl Fn(&Noun) -> bool) -> Vec<AbroadView<'a>> {
        let reach = self.reach;
        let receiving = self.receiving();
        let first = self.reach.policy.publisher;
        let told = self.countries_told();
        let away = |id: NounId, noun: &'a Noun| {
            self.places_of(noun, told.get(&id)).any(|term| self.is_at_home(term) != Some(true))
        };
        let parties = [NounKind::Recipient, NounKind::Organization].into_iter();
        let ids: Vec<(NounId, &'a Noun)> = parties
            .flat_map(|kind| reach.policy.nouns_of(kind))
            .filter(|(id, noun)| Some(*id) != first && (away(*id, noun) || also(noun)))
            .filter(|(id, noun)| receiving.receives(*id, noun))
            .collect();
        let mut views = Vec::new();
        for (id, noun) in ids {
            let Some(view) = self.party(id, &told) else { continue };
            let sent = self.sent_to(id);
            let by: Vec<(TermView<'a>, Vec<TermView<'a>>)> = sent
                .ways
                .into_iter()
                .map(|(way, data)| {
                    (self.viewer.term(way), data.into_iter().map(|term| self.viewer.term(term)).collect())
                })
                .collect();
            let declared =
                view.properties.get("safeguard").into_iter().flatten().filter(|term| term.kind != "absent");
            let open = sent.open && declared.clone().next().is_none();
            let mut safeguards: Vec<SafeguardView<'a>> = Vec::new();
            let (mut places, mut seen) = (BTreeMap::new(), BTreeSet::new());
            let nothing = Vec::new();
            let pack = self.pack;
            for (term, data) in declared.map(|term| (term, &nothing)).chain(by.iter().map(|(a, b)| (a, b))) {
                let text = term.text.clone();
                // The same of the law's ways is one, in whatever words.
                let ids: Vec<&str> = mechanisms_in(pack, &text).into_iter().map(|found| &*found.id).collect();
                let key = if ids.is_empty() { text.to_lowercase() } else { format!("{ids:?}") };
                let place = *places.entry(key).or_insert(safeguards.len());
                if place == safeguards.len() {
                    safeguards.push(SafeguardView { text, about: Vec::new() });
                }
                if let Some(safeguard) = safeguards.get_mut(place).filter(|_| open) {
                    safeguard
                        .about
                        .extend(data.iter().filter(|term| seen.insert((place, &term.text))).cloned());
                }
            }
            let denied = noun.says_none("safeguard");
            let adequate = match safeguards.is_empty() {
                true => self.adequate(self.places_of(noun, told.get(&id))),
                false => Vec::new(),
            };
            views.push(AbroadView { safeguards, open, adequate, denied, noun: view });
        }
        views
    }

    /// The places to which sentences say that data goes to a party.
    fn countries_told(&self) -> Told<'a> {
        let mut told = Told::new();
        for statement in self.placed.iter().map(|at| at.statement) {
            // "To insurers in Canada" says where they are, whatever is done.
            let in_party = statement.standing(self.reach.policy).in_party;
            if statement.modal.negative() || !(in_party || self.reach.says_where_it_goes(statement)) {
                continue;
            }
            for id in statement.recipients().filter_map(|term| self.reach.party_of(term)) {
                let known = told.entry(id).or_default();
                for place in statement.terms(ListWord::In) {
                    if !known.iter().any(|term| term.value == place.value) {
                        known.push(place);
                    }
                }
            }
        }
        told
    }

    /// A party, with the places where it is for its countries.
    fn party(&mut self, id: NounId, told: &Told<'a>) -> Option<NounView<'a>> {
        let noun = self.reach.policy.noun(id)?;
        let mut view = self.viewer.noun(id)?;
        let places: Vec<_> = self.places_of(noun, told.get(&id)).map(|term| self.viewer.term(term)).collect();
        if !places.is_empty() {
            view.properties.set("country", places);
        }
        Some(view)
    }

    /// The places that a declaration gives; those that sentences tell, if it says nothing of any.
    fn places_of(
        &self,
        noun: &'a Noun,
        told: Option<&Vec<&'a Term>>,
    ) -> impl Iterator<Item = &'a Term> + use<'a> {
        let policy = self.reach.policy;
        let silent = noun.property("country").next().is_none() && noun.places(policy).next().is_none();
        let told = told.filter(|_| silent).cloned().unwrap_or_default();
        noun.places(policy).chain(told)
    }

    /// How sentences send data to a party.
    fn sent_to(&self, id: NounId) -> Sent<'a> {
        let reach = self.reach;
        let gets = |term| reach.with_members(term).into_iter().any(|term| reach.party_of(term) == Some(id));
        let giving = self.placed.iter().map(|at| at.statement).filter(|one| {
            !one.modal.negative() && !one.modal.right() && !reach.by_people(one) && one.recipients().any(gets)
        });
        sent(reach.policy, reach.vocabulary, self.pack, id, giving)
    }

    /// What the law calls the decision by which data may go to all countries of a recipient as it is; nothing
    /// if there is one without.
    fn adequate(&self, countries: impl Iterator<Item = &'a Term>) -> Vec<&'a str> {
        let mut decisions = Vec::new();
        for term in countries.filter(|term| self.is_at_home(term) != Some(true)) {
            let places = self.reach.places().of(term);
            let entry = places.iter().find_map(|place| {
                let row = self.reach.vocabulary.find(Kind::Region, place);
                let code = row.map_or(*place, |row| row.code.as_deref().unwrap_or(&row.id));
                // One with a text holds only for those it describes.
                self.pack.adequacy.iter().find(|entry| entry.text.is_none() && *entry.id == *code)
            });
            let Some(entry) = entry else { return Vec::new() };
            let label = self.label("adequacy", &entry.id).or_else(|| self.label("mechanisms", "adequacy"));
            decisions.extend(label.filter(|label| !decisions.contains(label)));
        }
        decisions
    }

    pub(super) fn safeguards(&mut self, said: impl Fn(&Placed<'a>) -> bool) -> FacetView<'a> {
        let reach = self.reach;
        let parties = [NounKind::Recipient, NounKind::Organization].into_iter();
        let declared = parties.flat_map(|kind| reach.policy.nouns_of(kind));
        let safeguards = declared.flat_map(|(_, noun)| noun.property("safeguard"));
        let safeguards: Vec<&Value> =
            safeguards.flat_map(|property| &property.list.terms).map(|term| &term.value).collect();
        // What goes to a party stands in the table.
        let to_place = |at: &Placed<'a>| {
            let told = at.statement.recipients().any(|term| reach.party_of(term).is_some());
            !told && self.leaves(at) && !ways(reach.policy, self.pack, at.statement).is_empty()
        };
        let is_told =
            |at: &&Placed<'a>| said(at) || to_place(at) || reach.tells_of_copy(at.statement, &safeguards);
        let placed = Rc::clone(&self.placed);
        let picked: Vec<_> = placed.iter().filter(is_told).collect();
        let mut view = self.show(&picked);
        view.abroad = self.abroad(|noun| noun.declares("safeguard"));
        // The publisher's own are for wherever it sends data, and so stand beside the table of recipients.
        let own = reach.policy.publisher().is_some_and(|publisher| publisher.declares("safeguard"));
        view.nouns = if own { self.publisher() } else { Vec::new() };
        view.missing = (view.missing && view.abroad.is_empty() && view.nouns.is_empty())
            || view
                .abroad
                .iter()
                .any(|at| at.open || at.safeguards.is_empty() && at.adequate.is_empty() && !at.denied);
        view
    }
}

/// Parties with the places to which sentences say that data goes to them.
type Told<'a> = BTreeMap<NounId, Vec<&'a Term>>;
