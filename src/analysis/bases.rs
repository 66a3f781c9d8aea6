//! Legal bases: which are claimed, and for what.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::analysis::context::{Actor, Context, NamedLaw, Polarity, Practice};
use crate::analysis::select::listed;
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, Clause, ClauseKind, Ground, NounId, Ref, Section, Term, Value};
use crate::source::Span;

/// A legal basis, and where it is claimed.
#[derive(Debug)]
pub(crate) struct Basis<'c, 'a> {
    /// The basis itself.
    pub(crate) ground: &'a Ground,
    /// How many stand in its clause.
    pub(crate) among: usize,
    /// The statement it stands in.
    pub(crate) practice: Option<&'c Practice<'a>>,
    /// The purpose or tracker it stands in.
    pub(crate) noun: Option<NounId>,
}

/// A purpose, as it stands after `for`, in parentheses after a basis, or as a declaration.
#[derive(Debug)]
pub(crate) struct Purpose<'a> {
    /// What tells it from others.
    pub(crate) value: Value,
    /// What the vocabulary says it is.
    pub(crate) classes: Vec<&'a Class>,
    /// What its author calls it, for messages.
    pub(crate) name: String,
    /// Where.
    pub(crate) span: Span,
}

impl Purpose<'_> {
    /// Whether everything the vocabulary says it is lies under one of these.
    pub(crate) fn is_wholly(&self, context: &Context<'_>, ids: &[&str]) -> bool {
        let under =
            |class: &&Class| ids.iter().any(|id| context.vocabulary.is_a(Kind::Purpose, class.id, id));
        let mut purposes = self.classes.iter().filter(|class| class.kind == Kind::Purpose).peekable();
        purposes.peek().is_some() && purposes.all(under)
    }
}

/// Every legal basis that the policy claims.
pub(crate) fn bases<'c, 'a>(context: &'c Context<'a>) -> Vec<Basis<'c, 'a>> {
    let mut found = Vec::new();
    for practice in context.those(claims_basis) {
        take(&practice.statement.clauses, Some(practice), None, &mut found);
    }
    for kind in [NounKind::Purpose, NounKind::Tracker] {
        for (id, noun) in context.nouns_of(kind) {
            take(&noun.clauses, None, Some(id), &mut found);
        }
    }
    of_sections(context.sections(), &mut found);
    found
}

/// Whether a statement claims a legal basis itself; a right to object to what rests on one claims none.
pub(crate) fn claims_basis(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    !practice.lets_people()
        && practice.statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
}

/// The legal bases that a statement claims itself.
pub(crate) fn bases_of<'c, 'a>(practice: &'c Practice<'a>) -> impl Iterator<Item = Basis<'c, 'a>> {
    let mut found = Vec::new();
    take(&practice.statement.clauses, Some(practice), None, &mut found);
    found.into_iter()
}

fn of_sections<'a>(section: &'a Section, found: &mut Vec<Basis<'_, 'a>>) {
    take(&section.clauses, None, None, found);
    for inner in section.sections() {
        of_sections(inner, found);
    }
}

fn take<'c, 'a>(
    clauses: &'a [Clause],
    practice: Option<&'c Practice<'a>>,
    noun: Option<NounId>,
    found: &mut Vec<Basis<'c, 'a>>,
) {
    for clause in clauses {
        if let ClauseKind::Basis(grounds) = &clause.kind {
            found.extend(grounds.iter().map(|ground| Basis { ground, among: grounds.len(), practice, noun }));
        }
    }
}

impl<'a> Basis<'_, 'a> {
    /// Whether it is this basis of the vocabulary, or a kind of it.
    pub(crate) fn is(&self, context: &Context<'_>, id: &str) -> bool {
        match &self.ground.basis {
            Ref::Builtin(class) => {
                class.kind == Kind::Basis && context.vocabulary.is_a(Kind::Basis, class.id, id)
            }
            _ => false,
        }
    }

    /// What its author calls it, for messages.
    pub(crate) fn name(&self) -> &str {
        match &self.ground.basis {
            Ref::Builtin(class) => class.id,
            Ref::Text(text) | Ref::Unknown(text) => text,
            Ref::Noun(_) | Ref::Special(_) => "this basis",
        }
    }

    /// What it is claimed for; nothing where it is one of several that stand for several purposes together.
    pub(crate) fn purposes(&self, context: &Context<'a>) -> Vec<Purpose<'a>> {
        let purposes = self.among_others(context);
        let together = self.ground.purposes.is_empty() && self.among > 1 && purposes.len() > 1;
        if together { Vec::new() } else { purposes }
    }

    /// What it is claimed for, by itself or together with others.
    pub(crate) fn among_others(&self, context: &Context<'a>) -> Vec<Purpose<'a>> {
        if !self.ground.purposes.is_empty() {
            return self.ground.purposes.iter().map(|term| purpose(context, term)).collect();
        }
        let mut purposes: Vec<Purpose<'_>> = Vec::new();
        purposes.extend(
            self.practice.into_iter().flat_map(Practice::purposes).map(|term| purpose(context, term)),
        );
        if let Some((id, noun)) = self.noun.and_then(|id| Some((id, context.policy.noun(id)?))) {
            let name = noun.id.to_string();
            let value = Value::Ref(Ref::Noun(id));
            match noun.kind {
                NounKind::Purpose => {
                    purposes.push(Purpose {
                        value,
                        classes: noun.classes.iter().collect(),
                        name,
                        span: noun.id_span,
                    });
                }
                _ => purposes.extend(listed(noun, ListWord::For).map(|term| purpose(context, term))),
            }
        }
        purposes
    }
}

/// A purpose that a term names.
pub(crate) fn purpose<'a>(context: &Context<'a>, term: &'a Term) -> Purpose<'a> {
    Purpose {
        value: term.value.clone(),
        classes: context.own_classes(term),
        name: context.name(term),
        span: term.span,
    }
}

/// Legal bases by the purposes that they are claimed for, and by the statements they stand in.
pub(crate) struct Claims<'b, 'c, 'a> {
    by_purpose: HashMap<Value, Vec<&'b Basis<'c, 'a>>>,
    by_practice: HashMap<usize, Vec<&'b Basis<'c, 'a>>>,
}

impl<'b, 'c, 'a> Claims<'b, 'c, 'a> {
    pub(crate) fn of(context: &Context<'a>, all: &'b [Basis<'c, 'a>]) -> Self {
        let mut claims = Self { by_purpose: HashMap::new(), by_practice: HashMap::new() };
        for basis in all {
            for purpose in basis.purposes(context) {
                let found = claims.by_purpose.entry(purpose.value).or_default();
                if !found.last().is_some_and(|last: &&Basis<'_, '_>| std::ptr::eq(*last, basis)) {
                    found.push(basis);
                }
            }
            if let Some(practice) = basis.practice {
                claims.by_practice.entry(practice.at).or_default().push(basis);
            }
        }
        claims
    }

    /// The bases that are claimed for one purpose.
    pub(crate) fn for_purpose(&self, purpose: &Value) -> &[&'b Basis<'c, 'a>] {
        self.by_purpose.get(purpose).map_or(&[], Vec::as_slice)
    }

    /// The bases that are claimed for each purpose of a statement, by the statement or where the purpose is declared;
    /// what another statement claims is for what that one is about. Each set of them once.
    pub(crate) fn by_use(&self, practice: &Practice<'a>) -> Vec<Vec<&'b Basis<'c, 'a>>> {
        let own: Vec<&Basis<'_, '_>> = self.by_practice.get(&practice.at).cloned().unwrap_or_default();
        let here = |basis: &&Basis<'_, '_>| basis.practice.is_none_or(|other| other.at == practice.at);
        let unbound = || own.iter().copied().filter(|basis| basis.ground.purposes.is_empty());
        let mut uses: Vec<Vec<&Basis<'_, '_>>> = Vec::new();
        for term in practice.purposes() {
            let mut claimed: Vec<_> =
                self.for_purpose(&term.value).iter().copied().filter(here).chain(unbound()).collect();
            claimed.sort_by_key(|basis| basis.ground.span);
            claimed.dedup_by_key(|basis| basis.ground.span);
            uses.push(claimed);
        }
        if uses.is_empty() {
            uses.push(own);
        }
        let mut known = HashSet::new();
        uses.retain(|claimed| {
            let spans: Vec<Span> = claimed.iter().map(|basis| basis.ground.span).collect();
            !spans.is_empty() && known.insert(spans)
        });
        uses
    }
}

/// Whether people are said to consent.
pub(crate) fn consents(practice: &Practice<'_>) -> bool {
    says_yes(practice, &["consent"])
}

/// Whether people are said to agree by it, with one of these verbs.
pub(crate) fn says_yes(practice: &Practice<'_>, verbs: &[&str]) -> bool {
    practice.actor == Actor::People
        && practice.polarity == Polarity::Positive
        && !practice.statement.modal.right()
        && practice.does_any(verbs)
}

/// Whether the policy speaks of legal bases, or names a law that asks for one.
pub(crate) fn needs_bases(context: &Context<'_>) -> bool {
    !bases(context).is_empty() || context.named_laws().iter().any(NamedLaw::asks_for_bases)
}
