//! Addresses that may stand in a page.

use std::borrow::Cow;

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
        // A dot at the end is the root of all names.
        if url.host_str().is_some_and(|host| host.trim_end_matches('.').split('.').any(str::is_empty)) {
            return Err("a part of its name is missing beside a dot".to_owned());
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

    /// Where a telephone call to a number goes; nothing, if that is not clearly one number.
    #[must_use]
    pub fn phone(number: &str) -> Option<Self> {
        let (number, abroad) = match number.trim().strip_prefix('+') {
            Some(rest) => (rest, "+"),
            None => (number.trim(), ""),
        };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        // Zero is dialled in the country alone: "+44 (0)20".
        let number = match number.split_once("(0)") {
            Some((country, rest)) if !abroad.is_empty() => Cow::Owned(format!("{country} {rest}")),
            _ => Cow::Borrowed(number),
        };
        // With its area a number has seven digits or more, so a dash may stand between two.
        let several = number.split(" - ").filter(|part| digits(part).len() >= 7).count() > 1;
        let plain = number.chars().all(|c| c.is_ascii_digit() || "-() .".contains(c));
        let dialled = digits(&number);
        // The longest number of all has 15 digits (E.164).
        let is_one = plain && !several && (3..=15).contains(&dialled.len());
        if is_one { Self::parse(&format!("tel:{abroad}{dialled}")).ok() } else { None }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_link_leads_to_one_number_that_was_declared() {
        let dialled = |number: &str| Href::phone(number).map(|href| href.as_str().to_owned());
        for (number, link) in [
            ("+1 (251) 428-3182", "tel:+12514283182"),
            ("0800 111 0 111", "tel:08001110111"),
            ("+44 (0)20 7946 0000", "tel:+442079460000"),
            ("(020) 7946 0000", "tel:02079460000"),
            ("030 - 1234 5678", "tel:03012345678"),
            ("112", "tel:112"),
        ] {
            assert_eq!(dialled(number).as_deref(), Some(link), "{number}");
        }
        for none in [
            "0800 111 0 111 / 0800 111 0 222",
            "030/1234",
            "1 800 555 0100 - 1 800 555 0200",
            "555 0100 - 555 0200",
            "+1 555 0100 +1 555 0200",
            "1 800 555 0100 1 800 555 0200",
            "1-800-FLOWERS",
            "12",
            "+",
            "",
        ] {
            assert_eq!(dialled(none), None, "{none}");
        }
    }
}
