//! Many terms, asked at once whether one of them holds a term, or is held by it.

use foldhash::{HashMap, HashSet};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use super::Context;
use crate::law::Kind;
use crate::model::{NounId, Ref, Term, Value};

/// Terms of which it is asked again and again whether any of them has to do with another.
///
/// What it says is what [`Context::covers`] would say of one of them, without looking at each.
#[derive(Debug, Default)]
pub struct Group<'t> {
    values: HashSet<&'t Value>,
    /// Those that may cover more than what they are.
    builtins: Vec<&'t Term>,
    /// Everything that they are or hold.
    classes: BTreeSet<(Kind, &'t str)>,
    /// Declarations, and the groups that hold them.
    outer: HashSet<NounId>,
    unknown: bool,
    /// Each of them once, for what is seldom asked.
    terms: Vec<&'t Term>,
    identifying: OnceCell<bool>,
    sensitive: OnceCell<bool>,
    /// Which entries of data are of one kind with one of theirs, of those that were asked about.
    alike: RefCell<HashMap<&'static str, bool>>,
    /// Which declarations have to do with one of them, of those that were asked about.
    related: RefCell<HashMap<NounId, bool>>,
}

impl<'t> Group<'t> {
    /// These terms.
    pub fn of<'a: 't>(context: &Context<'a>, terms: impl Iterator<Item = &'t Term>) -> Self {
        let mut group = Self::default();
        for term in terms {
            if !group.values.insert(&term.value) && term.classes.is_empty() {
                continue;
            }
            if matches!(term.value, Value::Ref(Ref::Builtin(_))) {
                group.builtins.push(term);
            }
            context.each_class(term, &mut |class| {
                group.classes.insert((class.kind, class.id));
            });
            if let Value::Ref(Ref::Noun(id)) = term.value {
                group.outer.extend(context.around(id));
            }
            group.unknown |= is_unknown(term);
            group.terms.push(term);
        }
        group
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether one of them covers a term.
    #[must_use]
    pub fn covers(&self, context: &Context<'_>, specific: &Term) -> bool {
        let has = |id: NounId| self.values.contains(&Value::Ref(Ref::Noun(id)));
        let around = match specific.value {
            Value::Ref(Ref::Noun(id)) if !self.is_empty() => context.around(id),
            _ => Vec::new(),
        };
        around.into_iter().any(has)
            || self.values.contains(&specific.value)
            || self.builtins.iter().any(|general| context.covers(general, specific))
    }

    /// Whether a term covers one of them.
    #[must_use]
    pub fn is_covered(&self, context: &Context<'_>, general: &Term) -> bool {
        if self.values.contains(&general.value) {
            return true;
        }
        match &general.value {
            Value::Ref(Ref::Noun(id)) => self.outer.contains(id),
            Value::Ref(Ref::Builtin(class)) => match (class.kind, class.id) {
                (Kind::Class, "personal-data" | "all-data") => *self
                    .identifying
                    .get_or_init(|| self.terms.iter().any(|term| context.identifies(term) != Some(false))),
                (Kind::Class, "sensitive-data") => {
                    *self.sensitive.get_or_init(|| self.terms.iter().any(|term| context.sensitive(term)))
                }
                (kind, id) => {
                    let Some(entry) = context.vocabulary.entry(kind, id) else { return false };
                    let own = self.classes.range((kind, "")..).take_while(|(found, _)| *found == kind);
                    own.into_iter().any(|(_, id)| context.vocabulary.is_under(kind, id, entry))
                }
            },
            _ => false,
        }
    }

    /// Whether a term may speak of the same data as one of them: one holds the other, or they are of one kind.
    #[must_use]
    pub fn is_related(&self, context: &Context<'_>, term: &Term) -> bool {
        match term.value {
            _ if self.values.is_empty() => false,
            // The same declaration is named in many sentences.
            Value::Ref(Ref::Noun(id)) if term.classes.is_empty() => {
                if let Some(known) = self.related.borrow().get(&id) {
                    return *known;
                }
                let related = self.relates(context, term);
                self.related.borrow_mut().insert(id, related);
                related
            }
            _ => self.relates(context, term),
        }
    }

    fn relates(&self, context: &Context<'_>, term: &Term) -> bool {
        let mut of_one_kind = false;
        context.each_class(term, &mut |class| {
            of_one_kind = of_one_kind || class.kind == Kind::Data && self.is_alike(context, class.id);
        });
        of_one_kind
            || self.unknown
            || is_unknown(term)
            || self.covers(context, term)
            || self.is_covered(context, term)
    }

    /// Whether an entry of data is of one kind with one of theirs.
    fn is_alike(&self, context: &Context<'_>, id: &'static str) -> bool {
        let is_a = |a: &str, b: &str| context.vocabulary.is_a(Kind::Data, a, b);
        let data = || self.classes.range((Kind::Data, "")..).take_while(|(kind, _)| *kind == Kind::Data);
        let alike = || data().any(|(_, own)| is_a(own, id) || is_a(id, own));
        *self.alike.borrow_mut().entry(id).or_insert_with(alike)
    }
}

/// Whether a term is a text that nothing is known of.
fn is_unknown(term: &Term) -> bool {
    term.classes.is_empty() && matches!(term.value, Value::Ref(Ref::Text(_)))
}
