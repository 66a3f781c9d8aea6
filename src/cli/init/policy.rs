//! The policy that answers make: `privacy.candor.j2`, laid out in the one style.

use std::collections::BTreeSet;

use candor::format::format;
use candor::law::{Kind, Pack, Vocabulary};
use candor::syntax::{is_name, quoted};
use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, syntax::SyntaxConfig,
};
use serde::Serialize;

use super::Failure;
use super::activities::{self, Activity, Place};
use super::answers::{Answers, Items, Text, compiles};

/// What the template sees.
#[derive(Debug, Serialize)]
struct View<'a> {
    id: String,
    name: &'a str,
    title: String,
    website: Option<&'a str>,
    email: Option<&'a str>,
    address: Option<&'a str>,
    laws: Vec<&'a str>,
    /// The rights that the laws give; nothing, if one of them does not list its own, or none is named.
    rights: Option<BTreeSet<&'a str>>,
    effective: Option<&'a str>,
    place: &'a str,
    activities: Vec<ActivityView<'a>>,
    sells: Option<bool>,
    children_under: Option<String>,
}

#[derive(Debug, Serialize)]
struct ActivityView<'a> {
    group: DeclarationView<'a>,
    items: Vec<ItemView>,
    from: &'a str,
    when: &'a str,
    purpose: DeclarationView<'a>,
    basis: &'a str,
    keep: &'a str,
    otherwise: Option<&'a str>,
    stop: Option<StopView<'a>>,
    party: Option<PartyView<'a>>,
}

#[derive(Debug, Serialize)]
struct DeclarationView<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'a str,
}

#[derive(Debug, Serialize)]
struct ItemView {
    id: String,
    name: String,
    kind: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct StopView<'a> {
    sentence: &'a str,
    how: Option<&'a str>,
    offer: &'a str,
}

#[derive(Debug, Serialize)]
struct PartyView<'a> {
    companies: Vec<CompanyView<'a>>,
    kind: &'a str,
    purpose: Option<PurposeView<'a>>,
}

#[derive(Debug, Serialize)]
struct CompanyView<'a> {
    id: String,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct PurposeView<'a> {
    name: &'a str,
    kind: &'a str,
}

/// The text of the policy.
///
/// # Errors
///
/// Fails if nobody has said what the organization is called.
pub(super) fn write(answers: &Answers) -> Result<String, Failure> {
    let name = answers.name.as_ref().ok_or_else(|| {
        Failure::new("nobody has said what the organization is called").with_help("say it with `--name`")
    })?;
    let text = render(&view(answers, &name.0)).map_err(|error| Failure::new(error.to_string()))?;
    format(&text).map_err(|refusal| Failure::new(format!("the policy cannot be laid out: {refusal:?}")))
}

fn view<'a>(answers: &'a Answers, name: &'a str) -> View<'a> {
    let does = |activity: &&Activity| answers.does.iter().flatten().any(|id| id.0 == activity.id);
    let laws: BTreeSet<&str> = answers.laws.iter().flatten().map(|law| law.0.as_str()).collect();
    View {
        id: organization_id(name),
        name,
        title: format!("{name} Privacy Policy"),
        website: answers.website.as_ref().map(|website| website.0.as_str()),
        email: answers.email.as_ref().map(|email| email.0.as_str()),
        address: answers.address.as_ref().map(|address| address.0.as_str()),
        rights: rights_of(&laws),
        laws: laws.into_iter().collect(),
        effective: answers.effective.as_ref().map(|day| day.0.as_str()),
        place: answers.place().name(),
        activities: activities::all(answers.place())
            .iter()
            .filter(does)
            .map(|activity| of(activity, answers))
            .collect(),
        sells: answers.sells.map(|sells| sells.0),
        children_under: answers.children_under.as_ref().map(|age| age.0.to_string()),
    }
}

/// The rights that some laws give, by the ids of the vocabulary, if each of them lists its own.
fn rights_of(laws: &BTreeSet<&str>) -> Option<BTreeSet<&'static str>> {
    let mut all = BTreeSet::new();
    for law in laws {
        let term = Vocabulary::builtin().find(Kind::Law, law)?;
        let pack = Pack::builtin(term.pack.as_deref()?)?;
        let own = pack.laws.iter().find(|entry| *entry.id == *term.id);
        let listed = own.into_iter().flat_map(|entry| entry.rights.iter().map(String::as_str));
        let listed: Vec<&str> = listed.chain(pack.rights.iter().map(|right| &*right.id)).collect();
        if listed.is_empty() {
            return None;
        }
        all.extend(listed);
        all.extend(own.and_then(|entry| entry.appeal.as_ref()).map(|_| "appeal"));
    }
    (!all.is_empty()).then_some(all)
}

fn of<'a>(activity: &'a Activity, answers: &'a Answers) -> ActivityView<'a> {
    let suggested = || activity.suggestion().parse().unwrap_or(Items(Vec::new()));
    let items = answers.data.get(&activity.id).cloned().unwrap_or_else(suggested);
    let companies = answers.with.get(&activity.id).map(|companies| &*companies.0).unwrap_or_default();
    let others = activity.others.as_ref().filter(|_| !companies.is_empty());
    ActivityView {
        group: declared(&activity.group),
        items: with_ids(&items),
        from: &activity.from,
        when: &activity.when,
        purpose: declared(&activity.purpose),
        basis: &activity.basis,
        keep: &activity.keep,
        otherwise: activity.otherwise.as_deref(),
        stop: activity.stop.as_ref().map(|stop| StopView {
            sentence: others.and(stop.shared.as_ref()).unwrap_or(&stop.sentence),
            how: answers.stop.get(&activity.id).and_then(Option::as_ref).map(|how| how.0.as_str()),
            offer: &stop.offer,
        }),
        party: others.map(|others| PartyView {
            companies: companies
                .iter()
                .enumerate()
                .map(|(at, Text(name))| company(at, name, others))
                .collect(),
            kind: &others.kind,
            purpose: others
                .purpose
                .as_ref()
                .map(|purpose| PurposeView { name: &purpose.name, kind: &purpose.kind }),
        }),
    }
}

/// A company of some that have the same part: the second has a number after its name, as those after it.
fn company<'a>(at: usize, name: &'a str, others: &activities::Others) -> CompanyView<'a> {
    let number = if at == 0 { String::new() } else { format!("-{}", at + 1) };
    CompanyView { id: format!("{}{number}", others.id), name }
}

fn declared(declared: &activities::Declared) -> DeclarationView<'_> {
    DeclarationView { id: &declared.id, name: &declared.name, kind: &declared.kind }
}

/// Items with a name each that is its own in their group.
fn with_ids(items: &Items) -> Vec<ItemView> {
    let mut taken = BTreeSet::new();
    let numbered = items.0.iter().enumerate();
    let views = numbered.map(|(at, Text(name))| {
        let kind = activities::kind_of(name);
        let last = kind.and_then(|kind| kind.rsplit('.').next()).map(str::to_owned);
        let fits = |id: &String| {
            !id.is_empty()
                && !taken.contains(id)
                && compiles(&format!("data d \"d\" {{ {id} \"i\" }}\nwe collect d.{id}\n")).is_ok()
        };
        let id =
            last.into_iter().chain([slug(name)]).find(fits).unwrap_or_else(|| format!("item-{}", at + 1));
        taken.insert(id.clone());
        ItemView { id, name: name.clone(), kind }
    });
    views.collect()
}

/// A name for the declaration of the organization that nothing else has.
fn organization_id(name: &str) -> String {
    let id = slug(name);
    let ours = activities::all(Place::Services).iter().flat_map(|activity| {
        let party = activity.others.as_ref().map(|others| others.id.as_str());
        [activity.group.id.as_str(), activity.purpose.id.as_str()].into_iter().chain(party)
    });
    // What the template itself speaks of, declared there or in the vocabulary.
    let theirs = ["site", "mail", "personal-data", "children", "consent", "people"];
    let stem = id.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit());
    let taken = ours.chain(theirs).any(|taken| taken == stem);
    let probe = format!("policy \"p\" {{ language en }}\norganization {id} \"o\"\n{id} may collect \"x\"\n");
    if id.is_empty() || taken || compiles(&probe).is_err() { "company".to_owned() } else { id }
}

/// The letters and digits of a name, of any script, with hyphens between its words; empty if it has none.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() && is_name(&format!("a{c}")) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 30 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

fn render(view: &View<'_>) -> Result<String, Error> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("candor".into()));
    env.set_formatter(write_value);
    env.add_filter("word", |text: String| Value::from_safe_string(text));
    env.add_template("privacy.candor", include_str!("privacy.candor.j2"))?;
    env.get_template("privacy.candor")?.render(Serde(view))
}

/// Prints a value: a word of the language as it is, everything else as a text in quotes.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text =
        value.as_str().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "only texts are printed"))?;
    let text = if value.is_safe() { text.to_owned() } else { quoted(text) };
    out.write_str(&text).map_err(|_| Error::from(ErrorKind::WriteFailure))
}

#[cfg(test)]
mod tests;
