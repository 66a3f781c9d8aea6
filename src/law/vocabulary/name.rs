//! What readers call a row of a user's own.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A name: one text, or its forms, as `names.yaml` of a locale has them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, expecting = "expected a text, or forms such as `{ one: member, other: members }`")]
pub enum Name {
    /// One text for all uses.
    Text(String),
    /// A text for each form: `one` and `other`, of a law `short` and `long`, of a right `noun`.
    Forms(BTreeMap<String, String>),
}

impl Name {
    /// Every form that a name may have, the plainest first.
    pub const FORMS: &[&str] = &["one", "other", "short", "long", "noun"];

    /// Every text in it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let (text, forms) = match self {
            Self::Text(text) => (Some(text), None),
            Self::Forms(forms) => (None, Some(forms.values())),
        };
        text.into_iter().chain(forms.into_iter().flatten()).map(String::as_str)
    }

    /// The first of some forms that it has; of one text, that.
    #[must_use]
    pub fn form(&self, wanted: &[&str]) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Forms(forms) => wanted.iter().find_map(|form| forms.get(*form)).map(String::as_str),
        }
    }
}
