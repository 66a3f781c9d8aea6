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
        // What a browser would mend is not what it says: `https:a`, `https:///a`.
        let host = text.get(url.scheme().len()..).and_then(|rest| rest.strip_prefix("://"));
        let is_web = matches!(url.scheme(), "https" | "http");
        if is_web && host.is_none_or(|host| host.starts_with(['/', '\\'])) {
            return Err(format!("`{}://` and the name of a site come first", url.scheme()));
        }
        Ok(Self(url.into()))
    }

    /// Where mail to `name@host` goes; nothing, if that is not all there is.
    #[must_use]
    pub fn mail(address: &str) -> Option<Self> {
        let (name, host) = address.split_once('@')?;
        let plain = |part: &str| {
            !part.is_empty() && !part.contains(['@', ':', '/', '?', '#', '<', '>', '"', ',', ';'])
        };
        // A `%` of the name itself would begin a character's number (RFC 6068).
        let href = || Self::parse(&format!("mailto:{}", address.replace('%', "%25"))).ok();
        if plain(name) && plain(host) { href() } else { None }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
