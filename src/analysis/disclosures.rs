//! Who gets data, and what makes that a sale or advertising in the sense of the law.
//!
//! Nobody declares a sale of this kind: it follows from what a recipient is,
//! what the data is for and what is given in return.

use foldhash::{HashMap, HashMapExt};

use crate::analysis::agreement::is_agreed;
use crate::analysis::context::{Actor, Context, Polarity, Practice};
use crate::analysis::inside::{
    Bounds, all_personal, apart, business_transfer, covers, declared_data, done, fit, in_time, personal_data,
    verbs,
};
use crate::analysis::lists::lists;
use crate::analysis::select::listed;
use crate::analysis::texts::first_of;
use crate::law::Kind;
use crate::law::vocabulary::ThirdParty;
use crate::model::verb::{COLLECTING, DISCLOSING, SELLING, USING};
use crate::model::words::{ListWord, NounKind};
use crate::model::{Noun, NounId, Property, Ref, Term, Value};
use crate::source::Span;

/// One way for data to reach a recipient.
#[derive(Debug)]
pub(crate) struct Flow<'a> {
    /// Who gets it.
    pub recipient: &'a Term,
    /// The statement that says it, or by which a tracker is used that does it.
    pub practice: Practice<'a>,
    /// The tracker that does it, if one does.
    pub tracker: Option<&'a Noun>,
}

impl<'a> Flow<'a> {
    /// Where it is said.
    pub(crate) fn span(&self) -> Span {
        self.practice.span()
    }

    /// The data that goes there; what a tracker reads may be left unsaid.
    pub(crate) fn data(&self) -> Vec<&'a Term> {
        match self.tracker {
            Some(tracker) => read(tracker).collect(),
            None => self.practice.objects().collect(),
        }
    }
}

/// Disclosures for advertising that follows people from one company to another.
pub(crate) fn advertising<'a>(context: &Context<'a>) -> Vec<Flow<'a>> {
    let all = context.those(|context, practice| !advertising_of(context, practice).is_empty());
    all.into_iter().flat_map(|practice| advertising_of(context, practice)).collect()
}

/// Those that one statement says.
fn advertising_of<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Vec<Flow<'a>> {
    let mut found = flows_of(context, practice, &is_advertising);
    found.extend(used_for_advertising(context, practice));
    found
}

/// Who is said to use data about people for such advertising, and so gets it.
fn used_for_advertising<'a>(context: &Context<'a>, practice: &Practice<'a>) -> Option<Flow<'a>> {
    let uses = practice.does_any(COLLECTING) || practice.does_any(USING);
    let personal = || practice.objects().any(|term| personal_data(context, term));
    if practice.actor != Actor::Recipient || !uses || !done(practice) || !personal() {
        return None;
    }
    let purposes: Vec<&Term> = practice.purposes().filter(|term| context.reach().is_across(term)).collect();
    let follows = |term: &&Term| is_advertising(context, term, &purposes);
    let recipient = practice.statement.subjects.iter().find(follows).filter(|_| !purposes.is_empty())?;
    (!is_agreed(context, practice)).then(|| Flow { recipient, practice: practice.clone(), tracker: None })
}

/// Whether a recipient gets data for such advertising: by what it is, or by what the data is for.
pub(crate) fn is_advertising(context: &Context<'_>, recipient: &Term, purposes: &[&Term]) -> bool {
    context.reach().gets_for_advertising(recipient, purposes)
}

/// Disclosures to third parties for marketing, which can only be marketing of their own.
pub(crate) fn marketing<'a>(context: &Context<'a>) -> Vec<Flow<'a>> {
    let all = context.those(|context, practice| !flows_of(context, practice, &is_marketing).is_empty());
    flows(context, all, &is_marketing)
}

fn is_marketing(context: &Context<'_>, recipient: &Term, purposes: &[&Term]) -> bool {
    let always = context.policy.classes_of(recipient).any(|class| {
        class.kind == Kind::Role
            && context.vocabulary.find(Kind::Role, class.id).and_then(|role| role.third_party)
                == Some(ThirdParty::Always)
    });
    always && purposes.iter().any(|term| context.is_a(term, Kind::Purpose, "marketing"))
}

/// Disclosures for which the recipient gives something in return.
pub(crate) fn paid_for<'a>(context: &Context<'a>) -> Vec<Flow<'a>> {
    let all = context.those(|context, practice| !flows_of(context, practice, &is_paid).is_empty());
    flows(context, all, &is_paid)
}

fn is_paid(context: &Context<'_>, recipient: &Term, _: &[&Term]) -> bool {
    pays(context, recipient)
}

/// What a recipient says that it gives for what it gets.
pub(crate) fn given_by<'a>(context: &Context<'a>, recipient: &Term) -> Option<&'a Property> {
    context.noun_of(recipient).and_then(|(_, noun)| noun.property("consideration").next())
}

/// Whether a recipient is a third party that gives something for what it gets.
pub(crate) fn pays(context: &Context<'_>, recipient: &Term) -> bool {
    context.reach().pays(recipient)
}

/// Whether a disclosure is never a sale or such advertising, whoever gets it: people asked for it
/// with their consent, or the business itself changes hands.
pub(crate) fn excused(context: &Context<'_>, practice: &Practice<'_>) -> bool {
    is_agreed(context, practice) || business_transfer(context, practice)
}

/// Sales of personal data that are called sales, other than that of the business itself.
pub(crate) fn declared<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    context.we_do(SELLING).filter(|practice| {
        let personal = !context.reach().is_impersonal(practice.statement);
        personal && done(practice) && !business_transfer(context, practice)
    })
}

/// Denials of selling; who does not rent or trade may still sell.
pub(crate) fn no_sale<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    context.we_deny(&["sell"])
}

/// Statements by which people can opt out of a sale or of sharing for advertising.
pub(crate) fn opt_outs<'c, 'a>(context: &'c Context<'a>) -> impl Iterator<Item = &'c Practice<'a>> {
    let found = context.those(|context, practice| {
        let mut terms =
            practice.objects().chain(practice.terms(ListWord::Of)).chain(practice.terms(ListWord::Against));
        let act = |id: &str| matches!(id, "sale" | "sharing" | "targeted-advertising" | "disclosure");
        practice.polarity == Polarity::Positive
            && practice.does_any(&["opt-out", "object", "refuse", "limit", "disable"])
            && terms.any(|term| {
                context.policy.classes_of(term).any(|class| class.kind == Kind::Act && act(class.id))
                    || matches!(&term.value, Value::Ref(Ref::Text(text)) if first_of(text, &lists().denials.opting).is_some())
            })
    });
    found.into_iter()
}

/// Flows, to be asked which of them a denial is about.
pub(crate) struct Flows<'a> {
    all: Vec<Flow<'a>>,
    /// Those by the declarations of the data that goes there.
    by_data: HashMap<NounId, Vec<usize>>,
}

impl<'a> Flows<'a> {
    pub(crate) fn of(context: &Context<'a>, all: Vec<Flow<'a>>) -> Self {
        let mut by_data: HashMap<NounId, Vec<usize>> = HashMap::new();
        for (at, flow) in all.iter().enumerate() {
            for (id, _) in flow.data().into_iter().filter_map(|term| context.noun_of(term)) {
                by_data.entry(id).or_default().push(at);
            }
        }
        Self { all, by_data }
    }

    /// The flows that a denial is about, in their order.
    pub(crate) fn reached_by(&self, context: &Context<'a>, denial: &Practice<'_>) -> Vec<&Flow<'a>> {
        let reached = |flow: &&Flow<'a>| reaches(context, denial, flow);
        // Only what is about whole kinds of data may reach any flow.
        let Some(data) = declared_data(context, denial) else {
            return self.all.iter().filter(reached).collect();
        };
        let mut found: Vec<usize> =
            data.iter().filter_map(|id| self.by_data.get(id)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.all.get(at)).filter(reached).collect()
    }
}

/// Whether a denial is about the data of a flow, those who get it, and the time when they do.
pub(crate) fn reaches(context: &Context<'_>, denial: &Practice<'_>, flow: &Flow<'_>) -> bool {
    if !in_time(&flow.practice, denial) {
        return false;
    }
    match flow.tracker {
        None => fit(context, &flow.practice, denial).is_some(),
        Some(tracker) => {
            denial.purposes().next().is_none() && reaches_tracker(context, denial, flow, tracker)
        }
    }
}

/// Whether a denial is about what a tracker reads and those who get it, whatever that is for. All personal data is also
/// what nobody says that it reads.
pub(crate) fn reaches_tracker(
    context: &Context<'_>,
    denial: &Practice<'_>,
    flow: &Flow<'_>,
    tracker: &Noun,
) -> bool {
    let bounds = Bounds::of(context, denial);
    let mut to = denial.recipients().peekable();
    !apart(context, denial, &flow.practice)
        && (denial.objects().any(all_personal) || read(tracker).any(|term| bounds.denies(term)))
        && (to.peek().is_none() || to.any(|all| covers(context, all, flow.recipient)))
}

/// What decides whether a flow counts: the recipient, and what the data is for.
type Counts<'x, 'a> = &'x dyn Fn(&Context<'a>, &'a Term, &[&'a Term]) -> bool;

/// Disclosures, by a statement or through a tracker, of data about people.
fn flows<'a>(context: &Context<'a>, practices: Vec<&Practice<'a>>, counts: Counts<'_, 'a>) -> Vec<Flow<'a>> {
    practices.into_iter().flat_map(|practice| flows_of(context, practice, counts)).collect()
}

/// Those that one statement says.
fn flows_of<'a>(context: &Context<'a>, practice: &Practice<'a>, counts: Counts<'_, 'a>) -> Vec<Flow<'a>> {
    let mut found = Vec::new();
    let sends = context.reach().sends_data(practice.statement);
    let giving = [DISCLOSING, &["transfer", "use"]].iter().any(|verbs| practice.does_any(verbs));
    if !(giving || sends) || practice.polarity == Polarity::Negative || !done(practice) {
        return found;
    }
    let gives = sends || verbs(practice).any(|verb| DISCLOSING.contains(&verb) || verb == "transfer");
    // What only uses things passes on what trackers read.
    let tracks = || practice.objects().any(|term| provider(context, term).is_some());
    if !gives && !tracks() || !practice.statement.by_us() || excused(context, practice) {
        return found;
    }
    let personal = practice.objects().any(|term| personal_data(context, term));
    let purposes: Vec<&Term> = practice.purposes().collect();
    let recipient = practice.recipients().find(|recipient| counts(context, recipient, &purposes));
    if let (true, Some(recipient)) = (gives && personal, recipient) {
        found.push(Flow { recipient, practice: practice.clone(), tracker: None });
    }
    // What is done through a tracker is also for what the statement says.
    for (tracker, provider) in practice.objects().filter_map(|term| provider(context, term)) {
        let all: Vec<&Term> = purposes.iter().copied().chain(listed(tracker, ListWord::For)).collect();
        if practice.does_any(&["use"]) && reads_people(context, tracker) && counts(context, provider, &all) {
            found.push(Flow { recipient: provider, practice: practice.clone(), tracker: Some(tracker) });
        }
    }
    found
}

/// A tracker that a term names, and who else gets what it reads; one that is off until consent gives nothing unasked.
fn provider<'a>(context: &Context<'a>, term: &Term) -> Option<(&'a Noun, &'a Term)> {
    let (_, noun) = context.noun_of(term).filter(|(_, noun)| noun.kind == NounKind::Tracker)?;
    if noun.is_off() {
        return None;
    }
    let provider = noun.properties.iter().find(|property| property.word == "provider")?.list.terms.first()?;
    Some((noun, provider))
}

/// Whether a tracker reads data about people; what it reads may be left unsaid.
pub(crate) fn reads_people(context: &Context<'_>, tracker: &Noun) -> bool {
    let mut reads = read(tracker).peekable();
    reads.peek().is_none() || reads.any(|term| !context.claimed_anonymous(term))
}

fn read(tracker: &Noun) -> impl Iterator<Item = &Term> {
    tracker.property("reads").flat_map(|property| &property.list.terms)
}
