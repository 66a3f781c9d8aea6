//! What a term is: by itself, by its declaration, by what that holds.

use foldhash::{HashMap, HashSet};

use super::{Context, Practice};
use crate::analysis::agreement::is_declared;
use crate::analysis::inside::surely_sensitive;
use crate::analysis::reach::Reach;
use crate::analysis::select::listed;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, Noun, NounId, Ref, Term, Value};

impl<'a> Context<'a> {
    /// The declaration a term names.
    #[must_use]
    pub fn noun_of(&self, term: &Term) -> Option<(NounId, &'a Noun)> {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => self.policy.noun(*id).map(|noun| (*id, noun)),
            _ => None,
        }
    }

    /// The policy as no law in particular looks at it.
    pub(crate) fn reach(&self) -> Reach<'a> {
        Reach { policy: self.policy, vocabulary: self.vocabulary, regions: &[], scheme: "" }
    }

    /// Everything the vocabulary says a term is: what stands beside it, what its declaration is, what it is itself.
    #[must_use]
    pub fn classes(&self, term: &Term) -> Vec<&'a Class>
    where
        'a: 'a,
    {
        let mut classes: Vec<&'a Class> = Vec::new();
        if let Value::Ref(Ref::Noun(id)) = &term.value {
            self.each_noun_class(*id, &mut |class| classes.push(class));
        }
        classes
    }

    /// What the vocabulary says a term is, by itself or by its declaration; the items of a group are left out.
    #[must_use]
    pub fn own_classes<'t>(&self, term: &'t Term) -> Vec<&'t Class>
    where
        'a: 't,
    {
        self.policy.classes_of(term).collect()
    }

    /// Calls `each` with everything the vocabulary says a term is or holds: what stands beside it,
    /// what it is itself, what its declaration is and the items of that.
    pub fn each_class<'t>(&self, term: &'t Term, each: &mut dyn FnMut(&'t Class))
    where
        'a: 't,
    {
        term.classes.iter().for_each(&mut *each);
        match &term.value {
            Value::Ref(Ref::Builtin(class)) => each(class),
            Value::Ref(Ref::Noun(id)) => self.each_noun_class(*id, each),
            _ => {}
        }
    }

    /// The same of a declaration.
    pub fn each_noun_class<'t>(&self, id: NounId, each: &mut dyn FnMut(&'t Class))
    where
        'a: 't,
    {
        self.each_inside(id, &mut |_, classes| classes.iter().for_each(&mut *each));
    }

    /// Calls `each` with a declaration and all that stands in it, and with what the vocabulary says of these: items, and
    /// the data that a group includes by name, or in words that say what they are.
    pub(crate) fn each_inside<'t>(&self, id: NounId, each: &mut dyn FnMut(NounId, &'t [Class]))
    where
        'a: 't,
    {
        self.each_within(id, &mut HashSet::default(), each);
    }

    fn each_within<'t>(
        &self,
        id: NounId,
        included: &mut HashSet<NounId>,
        each: &mut dyn FnMut(NounId, &'t [Class]),
    ) where
        'a: 't,
    {
        let Some(noun) = self.policy.noun(id) else { return };
        each(id, &noun.classes);
        noun.items.iter().for_each(|item| self.each_within(*item, included, each));
        for term in included_in(noun) {
            each(id, &term.classes);
            match &term.value {
                Value::Ref(Ref::Builtin(class)) => each(id, std::slice::from_ref(class)),
                Value::Ref(Ref::Noun(inner)) if *inner != id && included.insert(*inner) => {
                    self.each_within(*inner, included, each);
                }
                _ => {}
            }
        }
    }

    /// Whether a term is, or holds something that is, of one kind: `data_is(term, "health")`.
    ///
    /// A group of data is of a kind if one of its items is.
    #[must_use]
    pub fn is_a(&self, term: &Term, kind: Kind, ancestor: &str) -> bool {
        let mut found = false;
        let mut entry = None;
        self.each_class(term, &mut |class| {
            if !found && class.kind == kind {
                let above = entry.get_or_insert_with(|| self.vocabulary.entry(kind, ancestor));
                found = above.is_some_and(|above| self.vocabulary.is_under(kind, class.id, above));
            }
        });
        found
    }

    /// Whether everything the second term says is part of what the first says: `contact` covers `contact.email`.
    ///
    /// All personal data covers every kind of it, but nothing that is said not to identify anybody.
    #[must_use]
    pub fn covers(&self, general: &Term, specific: &Term) -> bool {
        if general.value == specific.value {
            return true;
        }
        if let (Some((outer, _)), Some((inner, _))) = (self.noun_of(general), self.noun_of(specific)) {
            return self.holds(outer, inner);
        }
        let Value::Ref(Ref::Builtin(general)) = &general.value else { return false };
        match general.kind {
            Kind::Class if matches!(general.id, "personal-data" | "all-data") => {
                self.identifies(specific) != Some(false)
            }
            Kind::Class if general.id == "sensitive-data" => self.sensitive(specific),
            kind => self.is_a(specific, kind, general.id),
        }
    }

    /// Whether a group, of data, of parties or of services, holds an item, itself or in a group inside.
    pub(crate) fn holds(&self, outer: NounId, inner: NounId) -> bool {
        outer == inner || self.around(inner).contains(&outer)
    }

    /// A declaration, and the groups that hold it: those whose item it is, and those that include it by name.
    pub(crate) fn around(&self, id: NounId) -> Vec<NounId> {
        let including = self.including.get_or_init(|| {
            let mut including: HashMap<NounId, Vec<NounId>> = HashMap::default();
            let groups = [NounKind::Data, NounKind::Recipient, NounKind::Source, NounKind::Service];
            for (outer, noun) in groups.into_iter().flat_map(|kind| self.nouns_of(kind)) {
                for inner in by_name(noun).filter_map(|term| self.noun_of(term)) {
                    including.entry(inner.0).or_default().push(outer);
                }
            }
            including
        });
        let mut around = vec![id];
        let mut seen: HashSet<NounId> = HashSet::default();
        let mut at = 0;
        while let Some(id) = around.get(at).copied() {
            let parent = self.policy.noun(id).and_then(|noun| noun.parent);
            let above = including.get(&id).into_iter().flatten().copied().chain(parent);
            around.extend(above.filter(|above| *above != id && seen.insert(*above)));
            at += 1;
        }
        around
    }

    /// Whether a term is about data that identifies somebody, where that is known.
    #[must_use]
    pub fn identifies(&self, term: &Term) -> Option<bool> {
        let mut all: Vec<&Class> = term.classes.iter().collect();
        if let Value::Ref(Ref::Builtin(class)) = &term.value {
            all.push(class);
        }
        let of_noun = self.classes(term);
        all.extend(of_noun);
        let says = |class: &&Class| match class.kind {
            Kind::Class => self.vocabulary.find(Kind::Class, class.id).and_then(|term| term.identifies),
            Kind::Data => Some(true),
            _ => None,
        };
        let known: Vec<bool> = all.iter().filter_map(says).collect();
        if known.is_empty() { None } else { Some(known.contains(&true)) }
    }

    /// Whether the policy says that a term is data which identifies nobody: it is called aggregate, anonymous, or the like.
    pub(crate) fn claimed_anonymous(&self, term: &Term) -> bool {
        self.policy.classes_of(term).any(|class| {
            class.kind == Kind::Class
                && self
                    .vocabulary
                    .find(Kind::Class, class.id)
                    .is_some_and(|entry| entry.identifies == Some(false))
        })
    }

    /// Whether a term is or holds data that some law calls sensitive.
    #[must_use]
    pub fn sensitive(&self, term: &Term) -> bool {
        let mut sensitive = false;
        self.each_class(term, &mut |class| sensitive |= self.is_sensitive(class));
        sensitive
    }

    /// Whether an entry is sensitive under some law.
    pub(crate) fn is_sensitive(&self, class: &Class) -> bool {
        self.is_in(class, "-special")
            || self.is_in(class, "-sensitive")
            || class.kind == Kind::Class && class.id == "sensitive-data"
    }

    /// Whether an entry is a special category, of those that need a condition of their own.
    ///
    /// Children's data merits care, and criminal records have rules of their own.
    pub(crate) fn is_special(&self, class: &Class) -> bool {
        let apart = ["child", "criminal"].iter().any(|id| self.vocabulary.is_a(Kind::Data, class.id, id));
        self.is_in(class, "-special") && !apart
    }

    /// Whether an entry of the vocabulary has a code in a scheme of sensitive data whose id ends like this.
    fn is_in(&self, class: &Class, ending: &str) -> bool {
        let Some(entry) = self.vocabulary.find(class.kind, class.id).filter(|_| class.kind == Kind::Data)
        else {
            return false;
        };
        let schemes = self.vocabulary.schemes().iter().filter(|scheme| scheme.id.ends_with(ending));
        schemes.into_iter().any(|scheme| !self.vocabulary.codes(entry, &scheme.id).codes.is_empty())
    }

    /// What of the data that a statement is about, and does not leave out, is of a kind: objects that are called so, and
    /// what stands in groups and surely is so.
    pub(crate) fn parts<'t>(
        &self,
        practice: &Practice<'t>,
        is: &dyn Fn(&Class) -> bool,
    ) -> Vec<DataPart<'t>> {
        self.parts_of(practice, practice.objects(), is)
    }

    /// The same of other data that goes where a practice says, such as what a tracker reads.
    pub(crate) fn parts_of<'t>(
        &self,
        practice: &Practice<'_>,
        data: impl Iterator<Item = &'t Term>,
        is: &dyn Fn(&Class) -> bool,
    ) -> Vec<DataPart<'t>> {
        let mut parts = Vec::new();
        for object in data.filter(|term| !self.claimed_anonymous(term)) {
            if self.own_classes(object).into_iter().any(is) {
                parts.push(DataPart { object, inside: None });
            } else if let Value::Ref(Ref::Noun(id)) = object.value {
                if self.own_classes(object).is_empty() && self.all_items(id, is) {
                    parts.push(DataPart { object, inside: None });
                } else if !object.is_partial() {
                    let left_out = |inner, class: &Class| self.leaves_out(practice, inner, class);
                    self.each_inside(id, &mut |inner, classes| {
                        let mut surely =
                            classes.iter().filter(|class| is(class) && surely_sensitive(self, class));
                        if surely.any(|class| !left_out(inner, class)) {
                            parts.push(DataPart { object, inside: Some(inner) });
                        }
                    });
                }
            }
        }
        parts
    }

    /// Whether a statement leaves out a part of a group, or what it is.
    fn leaves_out(&self, practice: &Practice<'_>, inner: NounId, class: &Class) -> bool {
        let known = |but: &Term| {
            let mut classes = self.policy.classes_of(but);
            classes.any(|own| own.kind == class.kind && self.vocabulary.is_a(class.kind, class.id, own.id))
        };
        // Words that nothing is known of may name it.
        let said = |but: &Term| but.classes.is_empty() && matches!(but.value, Value::Ref(Ref::Text(_)));
        let mut except = practice.terms(ListWord::Except).chain(practice.scope(ListWord::Except));
        except.any(|but| said(but) || known(but) || but.noun().is_some_and(|outer| self.holds(outer, inner)))
    }

    fn all_items(&self, id: NounId, is: &dyn Fn(&Class) -> bool) -> bool {
        let Some(noun) = self.policy.noun(id) else { return false };
        !noun.items.is_empty()
            && noun
                .items
                .iter()
                .all(|item| self.policy.noun(*item).is_some_and(|item| item.classes.iter().any(is)))
    }

    /// What readers call a part of what a statement is about; for messages.
    pub(crate) fn name_of_part(&self, part: &DataPart<'_>) -> String {
        match part.inside.and_then(|id| self.policy.noun(id)) {
            Some(noun) => noun.id.to_string(),
            None => self.name(part.object),
        }
    }

    /// What a term is called in words: the name of its declaration, or else what it is.
    pub(crate) fn called(&self, term: &Term) -> String {
        let named = self.noun_of(term).and_then(|(_, noun)| noun.name.as_deref());
        named.map_or_else(|| self.name(term), str::to_owned)
    }

    /// What readers call a term; for messages.
    #[must_use]
    pub fn name(&self, term: &Term) -> String {
        match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                self.policy.noun(*id).map_or_else(String::new, |noun| noun.id.to_string())
            }
            Value::Ref(Ref::Builtin(class)) => class.id.to_string(),
            Value::Ref(Ref::Text(text) | Ref::Unknown(text)) => text.to_string(),
            Value::Ref(Ref::Special(special)) => special.as_str().to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Duration(duration) => duration.to_string(),
            Value::Link(href) => href.as_str().to_owned(),
            Value::Absent(absence) => absence.as_str().to_owned(),
        }
    }
}

/// What of the data that a statement is about is of a kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DataPart<'a> {
    /// The object that is of that kind, or holds what is.
    pub(crate) object: &'a Term,
    /// The declaration that is, where the object only holds it.
    pub(crate) inside: Option<NounId>,
}

impl DataPart<'_> {
    /// Whether it is declared with the condition that those agree whom a practice is about.
    pub(crate) fn is_agreed(&self, context: &Context<'_>, practice: &Practice<'_>) -> bool {
        let id = self.inside.or_else(|| self.object.noun());
        id.is_some_and(|id| is_declared(context, practice, id))
    }
}

/// What a declaration of data says that it includes.
fn included_in(noun: &Noun) -> impl Iterator<Item = &Term> {
    (noun.kind == NounKind::Data).then(|| by_name(noun)).into_iter().flatten()
}

/// What a declaration says that it includes.
fn by_name(noun: &Noun) -> impl Iterator<Item = &Term> {
    [ListWord::Including, ListWord::SuchAs].into_iter().flat_map(|word| listed(noun, word))
}
