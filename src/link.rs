//! Addresses that may stand in a page.

/// A checked address: `https`, `http`, `mailto` or `tel`, or a `#fragment` of this document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Href(String);

impl Href {
    /// Checks an address and writes it in its normal form.
    ///
    /// # Errors
    ///
    /// Says, for a person, why the address cannot be used.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(fragment) = text.strip_prefix('#') {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
            return if !fragment.is_empty() && fragment.chars().all(plain) {
                Ok(Self(text.to_owned()))
            } else {
                Err("a `#fragment` has letters, digits, `-`, `_` and `.` only".to_owned())
            };
        }
        let url = url::Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => "it does not begin with `https://`".to_owned(),
            error => format!("not an address: {error}"),
        })?;
        if !matches!(url.scheme(), "https" | "http" | "mailto" | "tel") {
            return Err(format!("`{}:` links are not allowed; use https, http, mailto or tel", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("an address may not carry a user name or password".to_owned());
        }
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err("an address may not contain spaces or control characters".to_owned());
        }
        Ok(Self(url.into()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
