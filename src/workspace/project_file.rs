//! `candor.yaml`: what a project says once instead of on every command line.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::path::{Component, Path};
use std::str::FromStr;
use std::{fmt, fs};

use candor::analysis::Level;
use candor::analysis::levels::Name;
use candor::diagnostic::nearest;
use candor::emit::Format;
use serde::{Deserialize, Deserializer, de};
use serde_yaml::Spanned;

use super::{Failure, load, paths};

/// The name of the project file.
pub(crate) const NAME: &str = "candor.yaml";

/// What it is often called, and is not read.
const OTHER_NAME: &str = "candor.yml";

/// How large a project file may be.
const MAX_BYTES: u64 = 1024 * 1024;

/// What `candor.yaml` may say. Paths are relative to its folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ProjectFile {
    /// The policies that are meant when none is named: files and folders.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) policies: Option<Vec<String>>,
    /// Where outputs go.
    pub(crate) out: Option<String>,
    /// What to write.
    #[serde(deserialize_with = "one_or_many")]
    pub(crate) formats: Option<Vec<FormatName>>,
    /// The folder of wording.
    pub(crate) locale: Option<String>,
    /// A folder of templates that stand in for the built-in ones.
    pub(crate) templates: Option<String>,
    /// Whether Markdown begins with front matter.
    pub(crate) front_matter: bool,
    /// Whether HTML is a fragment.
    pub(crate) fragment: bool,
    /// Whether the policy shows what goes where.
    pub(crate) diagram: bool,
    /// Whether there is a label.
    pub(crate) label: bool,
    /// The past changes that the policy shows: a file that `candor changelog` wrote.
    pub(crate) changelog: Option<String>,
    /// Words of the project's own, beside those of the vocabulary: a file or several.
    #[serde(deserialize_with = "any_number")]
    pub(crate) vocabulary: Vec<String>,
    /// Packs of law of the project's own: a file or several.
    #[serde(deserialize_with = "any_number")]
    pub(crate) laws: Vec<String>,
    /// How findings are to be taken: a finding's name, a group or `warnings`, and a level.
    pub(crate) lints: BTreeMap<FindingName, Spanned<LevelName>>,
}

/// A format by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct FormatName(pub(crate) Format);

impl TryFrom<String> for FormatName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl FromStr for FormatName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Format::ALL.map(Format::extension);
        Format::parse(name).map(Self).ok_or_else(|| match nearest(name, known) {
            Some(meant) => format!("`{name}` is not a format; did you mean `{meant}`?"),
            None => format!("`{name}` is not a format; there are {}", known.join(", ")),
        })
    }
}

/// What a level can be set for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct FindingName(pub(super) Name);

impl FromStr for FindingName {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Name::parse(name).map(Self)
    }
}

impl TryFrom<String> for FindingName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

/// A level by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct LevelName(pub(super) Level);

impl TryFrom<String> for LevelName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let known = Level::ALL.map(Level::as_str).join(", ");
        Level::parse(&name).map(Self).ok_or_else(|| format!("`{name}` is not a level; there are {known}"))
    }
}

/// Reads one thing or a list of things; none where nothing is said.
fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Vec<T>>, D::Error> {
    struct Answer<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Answer<T> {
        type Value = Option<Vec<T>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a name or a list of names")
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_str<E: de::Error>(self, one: &str) -> Result<Self::Value, E> {
            T::deserialize(de::value::StrDeserializer::new(one)).map(|one| Some(vec![one]))
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, many: A) -> Result<Self::Value, A::Error> {
            Deserialize::deserialize(de::value::SeqAccessDeserializer::new(many)).map(Some)
        }
    }
    from.deserialize_any(Answer(PhantomData))
}

/// The same where nothing is an empty list.
fn any_number<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    one_or_many(from).map(Option::unwrap_or_default)
}

/// Reads the project file of a folder, if it has one.
pub(crate) fn of(folder: &Path, from: &Path) -> Result<Option<ProjectFile>, Failure> {
    let path = folder.join(NAME);
    if fs::symlink_metadata(&path).is_err() {
        let other = folder.join(OTHER_NAME);
        return match fs::symlink_metadata(&other) {
            Ok(_) => Err(misnamed(&paths::shown(&other, from))),
            Err(_) => Ok(None),
        };
    }
    let name = paths::shown(&path, from);
    let cannot = |why: &str| Failure::new(format!("cannot read `{name}`: {why}"));
    let root = fs::canonicalize(folder).map_err(|error| cannot(&load::plain(&error)))?;
    let bytes = load::within(&root, &path, MAX_BYTES).map_err(|error| cannot(&in_words(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8"))?;
    let mut options = serde_yaml::Options::default();
    options.strict_booleans = true;
    options.with_snippet = false;
    // A file of comments says nothing, which is no mistake.
    let said: Result<Option<ProjectFile>, _> = serde_yaml::from_str_with_options(&text, options);
    let file = said.map_err(|error| invalid(&name, &error))?.unwrap_or_default();
    let empty = [
        ("policies", file.policies.as_ref().is_some_and(Vec::is_empty)),
        ("formats", file.formats.as_ref().is_some_and(Vec::is_empty)),
    ];
    if let Some((key, _)) = empty.into_iter().find(|(_, empty)| *empty) {
        return Err(Failure::new(format!("{name}: `{key}` names nothing"))
            .with_help("leave it out, or say which are meant"));
    }
    let policies = file.policies.iter().flatten().map(|path| ("policies", path));
    let folders = [("out", &file.out), ("templates", &file.templates)];
    let folders = folders.into_iter().filter_map(|(key, path)| Some((key, path.as_ref()?)));
    if let Some((key, path)) = policies.chain(folders).find(|(_, path)| leads_out(&root, path)) {
        return Err(Failure::new(format!("{name}: `{key}` is `{path}`: it leads out of its folder"))
            .with_help(
                "whoever runs Candor may name another folder on the command line; this file may not",
            ));
    }
    Ok(Some(file))
}

fn misnamed(other: &str) -> Failure {
    Failure::new(format!("`{other}` is not read: a project file is called `{NAME}`")).with_help("rename it")
}

/// What is wrong with something that the project file names, under one of its keys.
pub(crate) fn named(key: &str, failure: Failure) -> Failure {
    Failure { message: format!("{NAME}: {key}: {}", failure.message), ..failure }
}

/// Whether a path leads out of a canonical folder, by itself or by a link on the way.
pub(super) fn leads_out(root: &Path, path: &str) -> bool {
    let mut at = root.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                at.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => at.push(part),
        }
        // What is not there yet is no link.
        at = fs::canonicalize(&at).unwrap_or(at);
    }
    !at.starts_with(root)
}

fn invalid(name: &str, error: &serde_yaml::Error) -> Failure {
    let place = error.location().map_or(String::new(), |at| format!(":{}:{}", at.line(), at.column()));
    let text = error.to_string();
    // The message ends in the place, which stands in front already.
    let message = candor::law::yaml_in_words(text.split(" at line ").next().unwrap_or(&text));
    Failure::new(format!("{name}{place}: {message}"))
}

/// Why a file could not be loaded, as the end of a sentence.
pub(crate) fn in_words(error: &candor::project::LoadError) -> String {
    use candor::project::LoadError;
    match error {
        LoadError::Missing => "there is no such file".to_owned(),
        LoadError::Outside => "it leads out of its folder".to_owned(),
        LoadError::TooLarge(bytes) => {
            format!("it has {bytes} bytes, which is more than the 1 MiB it may have")
        }
        LoadError::Unreadable(why) => why.clone(),
    }
}
