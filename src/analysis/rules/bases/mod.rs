//! Legal bases: which basis is claimed for what, and whether it can carry that.

mod authority_on_legitimate_interests;
mod bases_without_purposes;
mod basis_of_another_law;
mod blanket_consent;
mod consent_beside_another_basis;
mod consent_by_use;
mod consent_promised_not_relied_on;
mod consent_without_withdrawal;
mod contract_for_marketing;
mod legitimate_interests_unnamed;
mod own_interest_as_legal_obligation;
mod public_task_without_mandate;
mod purpose_without_basis;
mod tracker_on_legitimate_interests;
mod withdrawal_harder_than_consent;

use std::collections::{HashMap, HashSet};

use crate::analysis::Rule;
use crate::analysis::context::{Actor, Context, NamedLaw, Polarity, Practice};
use crate::law::Kind;
use crate::model::words::{ListWord, NounKind};
use crate::model::{Class, Clause, ClauseKind, Ground, NounId, Ref, Section, Term, Value};
use crate::source::Span;

/// The rules of this group.
pub static RULES: &[&Rule] = &[
    &authority_on_legitimate_interests::RULE,
    &bases_without_purposes::RULE,
    &basis_of_another_law::RULE,
    &blanket_consent::RULE,
    &consent_beside_another_basis::RULE,
    &consent_by_use::RULE,
    &consent_promised_not_relied_on::RULE,
    &consent_without_withdrawal::RULE,
    &contract_for_marketing::RULE,
    &legitimate_interests_unnamed::RULE,
    &own_interest_as_legal_obligation::RULE,
    &public_task_without_mandate::RULE,
    &purpose_without_basis::RULE,
    &tracker_on_legitimate_interests::RULE,
    &withdrawal_harder_than_consent::RULE,
];

/// A legal basis, and where it is claimed.
#[derive(Debug)]
pub(super) struct Basis<'c, 'a> {
    /// The basis itself.
    pub(super) ground: &'a Ground,
    /// How many stand in its clause.
    pub(super) among: usize,
    /// The statement it stands in.
    pub(super) practice: Option<&'c Practice<'a>>,
    /// The purpose or tracker it stands in.
    noun: Option<NounId>,
}

/// A purpose, as it stands after `for`, in parentheses after a basis, or as a declaration.
#[derive(Debug)]
pub(super) struct Purpose<'a> {
    /// What tells it from others.
    pub(super) value: Value,
    /// What the vocabulary says it is.
    pub(super) classes: Vec<&'a Class>,
    /// What its author calls it, for messages.
    pub(super) name: String,
    /// Where.
    pub(super) span: Span,
}

impl Purpose<'_> {
    /// Whether everything the vocabulary says it is lies under one of these.
    pub(super) fn is_wholly(&self, context: &Context<'_>, ids: &[&str]) -> bool {
        let under =
            |class: &&Class| ids.iter().any(|id| context.vocabulary.is_a(Kind::Purpose, class.id, id));
        let mut purposes = self.classes.iter().filter(|class| class.kind == Kind::Purpose).peekable();
        purposes.peek().is_some() && purposes.all(under)
    }
}

/// Every legal basis that the policy claims.
pub(super) fn bases<'c, 'a>(context: &'c Context<'a>) -> Vec<Basis<'c, 'a>> {
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
fn claims_basis(_: &Context<'_>, practice: &Practice<'_>) -> bool {
    !crate::analysis::rules::rights::grants(practice)
        && practice.statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Basis(_)))
}

/// The legal bases that a statement claims itself.
pub(super) fn bases_of<'c, 'a>(practice: &'c Practice<'a>) -> impl Iterator<Item = Basis<'c, 'a>> {
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
    pub(super) fn is(&self, context: &Context<'_>, id: &str) -> bool {
        match &self.ground.basis {
            Ref::Builtin(class) => {
                class.kind == Kind::Basis && context.vocabulary.is_a(Kind::Basis, class.id, id)
            }
            _ => false,
        }
    }

    /// What its author calls it, for messages.
    pub(super) fn name(&self) -> &str {
        match &self.ground.basis {
            Ref::Builtin(class) => class.id,
            Ref::Text(text) | Ref::Unknown(text) => text,
            Ref::Noun(_) | Ref::Special(_) => "this basis",
        }
    }

    /// What it is claimed for; nothing where it is one of several that stand for several purposes together.
    pub(super) fn purposes(&self, context: &Context<'a>) -> Vec<Purpose<'a>> {
        let purposes = self.among_others(context);
        let together = self.ground.purposes.is_empty() && self.among > 1 && purposes.len() > 1;
        if together { Vec::new() } else { purposes }
    }

    /// What it is claimed for, by itself or together with others.
    pub(super) fn among_others(&self, context: &Context<'a>) -> Vec<Purpose<'a>> {
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
                _ => purposes.extend(terms_for(&noun.clauses).map(|term| purpose(context, term))),
            }
        }
        purposes
    }
}

/// The terms after `for`.
pub(super) fn terms_for(clauses: &[Clause]) -> impl Iterator<Item = &Term> {
    clauses.iter().flat_map(|clause| match &clause.kind {
        ClauseKind::List(ListWord::For, list) => list.terms.as_slice(),
        _ => [].as_slice(),
    })
}

/// A purpose that a term names.
pub(super) fn purpose<'a>(context: &Context<'a>, term: &'a Term) -> Purpose<'a> {
    Purpose {
        value: term.value.clone(),
        classes: context.own_classes(term),
        name: context.name(term),
        span: term.span,
    }
}

/// Legal bases by the purposes that they are claimed for, and by the statements they stand in.
pub(super) struct Claims<'b, 'c, 'a> {
    by_purpose: HashMap<Value, Vec<&'b Basis<'c, 'a>>>,
    by_practice: HashMap<usize, Vec<&'b Basis<'c, 'a>>>,
}

impl<'b, 'c, 'a> Claims<'b, 'c, 'a> {
    pub(super) fn of(context: &Context<'a>, all: &'b [Basis<'c, 'a>]) -> Self {
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
    pub(super) fn for_purpose(&self, purpose: &Value) -> &[&'b Basis<'c, 'a>] {
        self.by_purpose.get(purpose).map_or(&[], Vec::as_slice)
    }

    /// The bases that are claimed for each purpose of a statement, by the statement or where the purpose is declared;
    /// what another statement claims is for what that one is about. Each set of them once.
    pub(super) fn by_use(&self, practice: &Practice<'a>) -> Vec<Vec<&'b Basis<'c, 'a>>> {
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

/// Statements by which people are said to consent to everything: no purpose narrows them.
pub(super) fn general_consents<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    const ACTS: &[&str] = &["collect", "process", "use", "stor", "shar", "disclos", "transfer"];
    context.doing(&["consent"]).filter(move |practice| {
        let broad = |term: &Term| {
            let classes = context.own_classes(term);
            let words = context.name(term).to_lowercase();
            classes.iter().any(|class| match class.kind {
                Kind::Act => matches!(class.id, "processing" | "collection"),
                Kind::Class => matches!(class.id, "personal-data" | "all-data"),
                _ => false,
            }) || ACTS.iter().filter(|act| words.contains(**act)).count() > 1
        };
        consents(practice)
            && practice.purposes().next().is_none()
            && practice.objects().chain(practice.terms(ListWord::To)).any(broad)
    })
}

/// Whether people are said to consent.
pub(super) fn consents(practice: &Practice<'_>) -> bool {
    practice.actor == Actor::People
        && practice.polarity == Polarity::Positive
        && !practice.statement.modal.right()
        && practice.does_any(&["consent"])
}

/// Whether using something is how people are said to agree.
pub(super) fn by_use(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    const USING: &[&str] =
        &["using ", "visiting ", "accessing ", "browsing ", "continuing to use ", "your use of "];
    practice.terms(ListWord::By).any(|term| {
        let way = format!("{} ", context.name(term).to_lowercase());
        USING.iter().any(|using| way.starts_with(using))
    })
}

/// Whether the policy speaks of legal bases, or names a law that asks for one.
pub(super) fn needs_bases(context: &Context<'_>) -> bool {
    !bases(context).is_empty() || context.named_laws().iter().any(NamedLaw::asks_for_bases)
}
