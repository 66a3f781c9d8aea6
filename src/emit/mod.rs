//! One file per output format; each walks the document tree, and JSON the model too.
//!
//! An emitter is a pure function over [`Document`](crate::document::Document):
//! linear in its input, it never fails, and text in the tree stays text.

mod characters;
pub mod html;
pub mod json;
pub mod lines;
pub mod markdown;
pub mod pieces;
#[cfg(test)]
mod testing;
pub mod text;

/// The formats a document can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Markdown: CommonMark with the tables of GitHub Flavored Markdown.
    Markdown,
    /// A page that stands alone.
    Html,
    /// Plain text, wrapped.
    Text,
    /// The model, for machines.
    Json,
}

impl Format {
    /// Every format, in the order it is offered.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Text, Self::Json];

    /// The file extension, which is also the format's name on the command line.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
        }
    }

    /// Reads a format's name: its extension, or the whole word.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "md" | "markdown" => Some(Self::Markdown),
            "html" => Some(Self::Html),
            "txt" | "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_named_by_its_extension() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.extension()), Some(format));
        }
        assert_eq!(Format::parse("pdf"), None);
    }
}
