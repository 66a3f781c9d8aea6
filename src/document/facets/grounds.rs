//! Legal bases: which of them are one, and which data each is for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::bases::{bases_of, bound, keys_around};
use super::{FacetView, Facets, GroundLineView, UseView};
use crate::analysis::reach::Placed;
use crate::document::view::{TermView, condition_key};
use crate::law::Kind;
use crate::model::words::NounKind;
use crate::model::{ClauseKind, Ground, Policy, Ref, Section, Term, Value};
use crate::source::Span;

/// What one statement or declaration uses for a purpose.
pub(super) struct Use<'a> {
    pub(super) view: UseView<'a>,
    /// What tells each of its data from others.
    pub(super) keys: Vec<String>,
    /// What limits it.
    pub(super) limits: String,
    /// Where it stands.
    pub(super) of: Span,
    /// Whether somebody is given the data by it, which says nothing of how else it is used.
    pub(super) given: bool,
}

/// A basis that one statement or declaration gives.
pub(super) struct Given<'a> {
    pub(super) line: GroundLineView<'a>,
    /// What limits it.
    pub(super) key: String,
    /// Whether the law asks for it beside another basis, as for special categories of data.
    pub(super) beside: bool,
    /// Where it stands.
    pub(super) of: Span,
}

/// What a purpose comes to: each basis and each data once.
pub(super) struct Settled<'a> {
    pub(super) grounds: Vec<GroundLineView<'a>>,
    pub(super) uses: Vec<UseView<'a>>,
    /// Whether some data has no basis though other data has.
    pub(super) open: bool,
}

/// Brings together what is said of one purpose: `own` bases are the purpose's, and so for all data but that for which
/// a sentence gives another in their place; those of them that the law asks for beside another are in nobody's place.
pub(super) fn settle<'a>(
    policy: &Policy,
    mut own: Vec<(GroundLineView<'a>, bool)>,
    given: Vec<Given<'a>>,
    uses: Vec<Use<'a>>,
) -> Settled<'a> {
    // What a sentence gives again, it gives with no more than the purpose says.
    let again = |line: &GroundLineView<'_>| {
        own.iter().any(|(own, _)| {
            own.label == line.label && (line.interest.is_none() || line.interest == own.interest)
        })
    };
    let mut sets: Vec<(String, Vec<Span>, GroundLineView<'a>)> = Vec::new();
    let mut replaced: BTreeSet<Span> = BTreeSet::new();
    for Given { line, key, beside, of } in given.into_iter().filter(|given| !again(&given.line)) {
        if !beside {
            replaced.insert(of);
        }
        let key = format!("{}\n{:?}\n{key}", line.label, line.interest);
        match sets.iter_mut().find(|(known, ..)| *known == key) {
            Some((_, places, _)) => places.push(of),
            None => sets.push((key, vec![of], line)),
        }
    }
    // What has a basis in one sentence has it in others, which give none.
    let mut said_at: BTreeMap<Span, Vec<&Use<'_>>> = BTreeMap::new();
    uses.iter().for_each(|using| said_at.entry(using.of).or_default().push(using));
    let data: Vec<BTreeSet<(&str, &str)>> = sets
        .iter()
        .map(|(_, places, _)| {
            let said = places.iter().filter_map(|place| said_at.get(place)).flatten();
            said.flat_map(|using| using.keys.iter().map(|key| (&**key, &*using.limits))).collect()
        })
        .collect();
    let is_in = |at: usize, using: &Use<'_>| {
        let Some(((_, places, _), data)) = sets.get(at).zip(data.get(at)) else { return false };
        let holds = |key: &String| data.contains(&(key, "")) || data.contains(&(key, &using.limits));
        places.contains(&using.of) || !using.keys.is_empty() && using.keys.iter().all(holds)
    };
    let all_places: BTreeSet<Span> = sets.iter().flat_map(|(_, places, _)| places).copied().collect();
    let based = |using: &Use<'_>| (0..sets.len()).any(|at| is_in(at, using));
    let held: BTreeSet<String> =
        uses.iter().filter(|using| !using.given).flat_map(|using| &using.keys).cloned().collect();
    // What is given away is only more of it where nothing else is done with it.
    let again = |using: &Use<'_>| using.given && using.keys.iter().all(|key| held.contains(key));
    if !replaced.is_empty() {
        let rest: Vec<Span> = uses.iter().map(|using| using.of).filter(|of| !replaced.contains(of)).collect();
        let about = data_of(&uses, &rest);
        own.retain(|(_, beside)| *beside || !rest.is_empty());
        let replaced = own.iter_mut().filter(|(_, beside)| !beside);
        replaced.for_each(|(line, _)| line.about.clone_from(&about));
    }
    let open = own.is_empty() && !sets.is_empty() && !uses.iter().all(|using| based(using) || again(using));
    let all = own.iter().all(|(_, beside)| *beside);
    let for_all: Vec<bool> = sets
        .iter()
        .enumerate()
        .map(|(at, (_, places, _))| {
            let is_one = |using: &Use<'_>| {
                places.contains(&using.of)
                    || !all_places.contains(&using.of) && is_in(at, using)
                    || again(using)
            };
            all && uses.iter().all(is_one)
        })
        .collect();
    // What limits a basis stands beside the data, where no other line has any of that.
    let beside: Vec<bool> = sets
        .iter()
        .map(|(_, places, _)| {
            let inside = |using: &&Use<'_>| places.contains(&using.of);
            let keys: BTreeSet<&String> = uses.iter().filter(inside).flat_map(|using| &using.keys).collect();
            let mut others = uses.iter().filter(|using| !inside(using)).flat_map(|using| &using.keys);
            !keys.is_empty() && !others.any(|key| keys.contains(key))
        })
        .collect();
    let mut grounds: Vec<GroundLineView<'a>> = own.into_iter().map(|(line, _)| line).collect();
    for (((_, places, mut line), for_all), beside) in sets.into_iter().zip(for_all).zip(beside) {
        if !for_all {
            line.about = data_of(&uses, &places);
        }
        if beside {
            line.conditions.clear();
            line.scopes.clear();
        }
        grounds.push(line);
    }
    leave_out_all(&mut grounds, &uses);
    Settled { grounds, uses: once(policy, uses), open }
}

/// Leaves out which data each basis is for, where every one is for all that the purpose needs.
fn leave_out_all(grounds: &mut [GroundLineView<'_>], uses: &[Use<'_>]) {
    let all: BTreeSet<&String> = uses.iter().flat_map(|using| &using.keys).collect();
    // What has no key is data that nobody names.
    let named = uses.iter().all(|using| !using.keys.is_empty());
    if named && grounds.iter().all(|line| line.about.len() == all.len()) {
        grounds.iter_mut().for_each(|line| line.about.clear());
    }
}

/// The data of some statements, each once; what limits it stands where it is used.
fn data_of<'a>(uses: &[Use<'a>], places: &[Span]) -> Vec<TermView<'a>> {
    let mut seen = BTreeSet::new();
    let found = uses.iter().filter(|using| places.contains(&using.of));
    found
        .flat_map(|using| using.keys.iter().zip(&using.view.objects.terms))
        .filter(|(key, _)| seen.insert(*key))
        .map(|(_, term)| TermView { more: None, ..term.clone() })
        .collect()
}

/// The data of a purpose that some uses make others repeat.
struct Held {
    /// What nothing limits.
    free: BTreeSet<String>,
    /// What is used and not only given away, if not by a tracker.
    all: BTreeSet<String>,
    /// What is used whole, with what limits it.
    whole: BTreeSet<(String, String)>,
}

impl Held {
    fn of(uses: &[Use<'_>]) -> Self {
        let keys = |wanted: &dyn Fn(&Use<'_>) -> bool| -> BTreeSet<String> {
            uses.iter().filter(|using| wanted(using)).flat_map(|using| &using.keys).cloned().collect()
        };
        let held = |using: &Use<'_>| !using.given && using.view.by.is_none();
        let whole = uses.iter().filter(|using| held(using) && using.view.except.is_empty());
        let whole = whole
            .flat_map(|using| using.keys.iter().map(|key| (using.limits.clone(), key.clone())))
            .collect();
        Self { free: keys(&|using| held(using) && using.limits.is_empty()), all: keys(&held), whole }
    }

    /// Whether data is used under some limits that is used under none, too; or is given away and held for something else.
    /// What a tracker reads, or what is left out, is more than the data; and a group that is used holds its items.
    fn repeats(&self, policy: &Policy, using: &Use<'_>, key: &str) -> bool {
        let plain = using.view.by.is_none() && using.view.except.is_empty();
        let less = plain && !using.limits.is_empty();
        // What limits an item alone is said of it.
        let in_group = |group: String| self.whole.contains(&(using.limits.clone(), group));
        using.given && self.all.contains(key)
            || less && self.free.contains(key)
            || plain && keys_around(policy, key).into_iter().any(in_group)
    }

    /// Whether it is somebody or something else by which all that is used in any case is used as well.
    fn adds_means(&self, using: &Use<'_>) -> bool {
        let keys: BTreeSet<&String> = using.keys.iter().collect();
        using.view.by.is_some() && !keys.is_empty() && keys.iter().copied().eq(&self.free)
    }
}

/// The uses with what an earlier one has, under the same limits, left out, and what others make them repeat.
fn once<'a>(policy: &Policy, uses: Vec<Use<'a>>) -> Vec<UseView<'a>> {
    let held = Held::of(&uses);
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut views = Vec::new();
    for mut using in uses {
        using.view.also = held.adds_means(&using);
        let fresh: Vec<bool> = using
            .keys
            .iter()
            .map(|key| !held.repeats(policy, &using, key) && seen.insert((using.limits.clone(), key.clone())))
            .collect();
        let mut view = using.view;
        let mut fresh = fresh.into_iter();
        let any = match view.objects.terms.is_empty() {
            true => fresh.next().unwrap_or(false),
            false => false,
        };
        view.objects.terms.retain(|_| fresh.next().unwrap_or(true));
        if any || !view.objects.terms.is_empty() {
            views.push(view);
        }
    }
    views
}

impl<'a> Facets<'_, 'a> {
    pub(super) fn interests(&mut self) -> FacetView<'a> {
        let reach = self.reach;
        let mut grounds = Vec::new();
        // Several purposes may serve the same interest, which stands once.
        let mut seen = BTreeSet::new();
        let mut is_new = |line: &GroundLineView<'a>, scopes: &[&Section]| {
            let scopes: Vec<Span> = scopes.iter().map(|section| section.span).collect();
            let purposes: Vec<&str> = line.purposes.iter().map(|term| &*term.text).collect();
            let conditions = condition_key(&line.conditions);
            seen.insert(format!("{:?}\n{purposes:?}\n{conditions}\n{scopes:?}", line.interest))
        };
        for at in self.placed.clone().iter().filter(|at| reach.by_publisher(at.statement)) {
            for clause in &at.statement.clauses {
                let ClauseKind::Basis(all) = &clause.kind else { continue };
                let named: Vec<&'a Term> = reach.purposes(at.statement).collect();
                for ground in all {
                    let purposes = bound(ground, all.len(), &named);
                    // The purpose's declaration says which interest it is.
                    let said = |term: &&Term| self.says_interest(term, ground);
                    let known = !purposes.is_empty() && purposes.iter().all(said);
                    if !self.is_interest(ground) || known {
                        continue;
                    }
                    let mut line = self.ground(ground, Some(at));
                    line.purposes = purposes.into_iter().map(|term| self.viewer.term(term)).collect();
                    if is_new(&line, &at.scopes) {
                        grounds.push(line);
                    }
                }
            }
        }
        for (id, noun) in reach.policy.nouns_of(NounKind::Purpose).filter(|(_, noun)| noun.used) {
            for ground in bases_of(noun).filter(|ground| self.is_interest(ground)).collect::<Vec<_>>() {
                let mut line = self.ground(ground, None);
                // Where nothing says which interest it is, the purpose is all that is known of it.
                if line.interest.is_none() && line.purposes.is_empty() {
                    line.purposes.push(self.viewer.named(id));
                }
                if is_new(&line, &[]) {
                    grounds.push(line);
                }
            }
        }
        let missing = grounds.is_empty() || grounds.iter().any(|ground| ground.interest.is_none());
        FacetView { grounds, missing, ..FacetView::default() }
    }

    fn is_interest(&self, ground: &Ground) -> bool {
        matches!(&ground.basis, Ref::Builtin(class) if class.kind == Kind::Basis
            && self.reach.vocabulary.is_a(Kind::Basis, class.id, "legitimate-interests"))
    }

    /// Whether a purpose's declaration names the interest that it serves: the one that a sentence names, if it does.
    fn says_interest(&self, term: &Term, again: &Ground) -> bool {
        let Value::Ref(Ref::Noun(id)) = &term.value else { return false };
        let noun = self.reach.policy.noun(*id);
        noun.into_iter()
            .flat_map(bases_of)
            .filter(|ground| self.is_interest(ground) && ground.interest.is_some())
            .any(|ground| again.interest.is_none() || again.interest == ground.interest)
    }

    /// Whether the law asks for a basis beside another.
    pub(super) fn stands_beside(&self, basis: &Ref) -> bool {
        let Ref::Builtin(class) = basis else { return false };
        let mut bases = self.pack.bases.iter();
        bases.any(|entry| entry.special && entry.basis.as_deref() == Some(class.id))
    }

    pub(super) fn ground(&mut self, ground: &'a Ground, placed: Option<&Placed<'a>>) -> GroundLineView<'a> {
        let basis = self.viewer.reference(&ground.basis);
        let pack = self.pack;
        let mut label: Option<&'a str> = None;
        let mut cite = None;
        for list in self.reach.code_lists(Kind::Basis) {
            let row = self.reach.vocabulary.find(Kind::Basis, basis.id);
            let code = row.and_then(|row| self.reach.vocabulary.codes(row, &list.scheme).codes.first());
            if let Some(code) = code {
                label = label.or_else(|| self.label(&list.key, code));
                cite = cite.or_else(|| {
                    pack.bases.iter().find(|entry| *entry.id == **code).map(|entry| &*entry.cite)
                });
            }
        }
        GroundLineView {
            mark: self.viewer.mark(ground.span),
            label: label.map_or_else(|| basis.text.clone(), Cow::Borrowed),
            basis,
            cite,
            interest: ground.interest.as_deref(),
            purposes: ground.purposes.iter().map(|term| self.viewer.term(term)).collect(),
            about: Vec::new(),
            conditions: placed
                .map(|placed| self.viewer.conditions(&placed.statement.clauses))
                .unwrap_or_default(),
            scopes: placed.map(|placed| self.limits_of_data(placed)).unwrap_or_default(),
        }
    }
}
