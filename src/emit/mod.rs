//! One file per output format; each walks the document tree, and JSON the model too.
//!
//! An emitter is a pure function over [`Document`](crate::document::Document):
//! linear in its input, it never fails, and text in the tree stays text.

mod characters;
pub mod dot;
pub mod html;
pub mod json;
mod lettering;
pub mod lines;
pub mod markdown;
pub mod mermaid;
pub mod pieces;
pub mod svg;
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
    /// A picture of what goes where, to be looked at.
    Svg,
    /// The same for Mermaid, which many Markdown viewers draw.
    Mermaid,
    /// The same for Graphviz.
    Dot,
}

impl Format {
    /// Every format, in the order it is offered.
    pub const ALL: [Self; 7] =
        [Self::Markdown, Self::Html, Self::Text, Self::Json, Self::Svg, Self::Mermaid, Self::Dot];

    /// The formats that are written where nobody names any.
    pub const ORDINARY: [Self; 4] = [Self::Markdown, Self::Html, Self::Text, Self::Json];

    /// Whether it is a picture of the policy rather than a document.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        match self {
            Self::Svg | Self::Mermaid | Self::Dot => true,
            Self::Markdown | Self::Html | Self::Text | Self::Json => false,
        }
    }

    /// The file extension, which is also the format's name on the command line.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
            Self::Svg => "svg",
            Self::Mermaid => "mmd",
            Self::Dot => "dot",
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
            "svg" => Some(Self::Svg),
            "mmd" | "mermaid" => Some(Self::Mermaid),
            "dot" | "gv" | "graphviz" => Some(Self::Dot),
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
