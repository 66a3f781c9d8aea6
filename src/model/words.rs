//! The closed sets of words that the model keeps as data.

/// An enum whose variants each have one spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal $(| $other:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* #[doc = concat!("`", $word, "`")] $variant),+ }

        impl $name {
            /// Every word of the set, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word's id, as it stands in JSON and in templates.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word with this spelling.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word $(| $other)* => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// What kind of thing a declaration declares.
    NounKind {
        Policy = "policy", Organization = "organization", Audience = "audience", Region = "region",
        Service = "service", Data = "data", Purpose = "purpose", Recipient = "recipient", Source = "source",
        Channel = "channel", Tracker = "tracker", Condition = "condition", Law = "law", Document = "document",
        Definition = "definition",
    }
}

words! {
    /// A thing that needs no declaration and is in no vocabulary.
    Special {
        /// The publisher.
        We = "we" | "us",
        /// The reader.
        You = "you",
        ThisPolicy = "this-policy", ThisSection = "this-section",
        /// Every recipient declared.
        Recipients = "recipients",
        /// The rights that the policy grants.
        Rights = "rights",
        /// Who someone is, for verification.
        Identity = "identity",
        Requests = "requests",
        /// Where nothing else stands in the list.
        Others = "others",
    }
}

words! {
    /// How a verb is meant: whether it happens, may happen, must not happen.
    Modal {
        Does = "does", DoesNot = "does-not" | "do not" | "does not", May = "may", MayNot = "may-not" | "may not",
        MayHave = "may-have" | "may have", Will = "will", WillNot = "will-not" | "will not",
        WillNever = "will-never" | "will never", Never = "never", Must = "must", MustNot = "must-not" | "must not",
        Should = "should", ShouldNot = "should-not" | "should not", Can = "can", Cannot = "cannot",
        Has = "has" | "have", HasNot = "has-not" | "have not" | "has not",
        ReservesRight = "reserves-right" | "reserve the right to" | "reserves the right to",
        HasRight = "has-right" | "have the right to" | "has the right to",
        MayHaveRight = "may-have-right" | "may have the right to",
        Claims = "claims" | "claim to" | "claims to", ClaimsNot = "claims-not" | "claim not to" | "claims not to",
        MayAsk = "may-ask" | "may ask us to", CanAsk = "can-ask" | "can ask us to",
        HasRightToAsk = "has-right-to-ask" | "have the right to ask us to" | "has the right to ask us to",
        MayHaveRightToAsk = "may-have-right-to-ask" | "may have the right to ask us to",
        MayBeUnable = "may-be-unable" | "may be unable to", Strives = "strives" | "strive to" | "strives to",
        Is = "is" | "are", IsNot = "is-not" | "is not" | "are not",
    }
}

impl Modal {
    /// Whether by it something is done, or may be; what may fail is neither done nor denied.
    #[must_use]
    pub const fn affirms(self) -> bool {
        !self.negative() && !matches!(self, Self::MayBeUnable)
    }

    /// Whether it denies what the verb says.
    #[must_use]
    pub const fn negative(self) -> bool {
        match self {
            Self::DoesNot
            | Self::MayNot
            | Self::WillNot
            | Self::WillNever
            | Self::Never
            | Self::MustNot
            | Self::ShouldNot
            | Self::Cannot
            | Self::HasNot
            | Self::ClaimsNot
            | Self::IsNot => true,
            Self::Does
            | Self::May
            | Self::MayHave
            | Self::Will
            | Self::Must
            | Self::Should
            | Self::Can
            | Self::Has
            | Self::ReservesRight
            | Self::HasRight
            | Self::MayHaveRight
            | Self::Claims
            | Self::MayAsk
            | Self::CanAsk
            | Self::HasRightToAsk
            | Self::MayHaveRightToAsk
            | Self::MayBeUnable
            | Self::Strives
            | Self::Is => false,
        }
    }

    /// Whether it reports what has been done.
    #[must_use]
    pub const fn past(self) -> bool {
        matches!(self, Self::Has | Self::MayHave | Self::HasNot)
    }

    /// Whether a sentence means something else where an adverb stands before it: "we automatically do not
    /// sell" is not "do not automatically sell", nor "you always have the right to" "the right to always".
    #[must_use]
    pub const fn placed(self) -> bool {
        self.negative()
            || self.right()
            || matches!(self, Self::ReservesRight | Self::Claims | Self::Strives | Self::MayBeUnable)
    }

    /// Whether it grants a right.
    #[must_use]
    pub const fn right(self) -> bool {
        self.asks() || matches!(self, Self::HasRight | Self::MayHaveRight)
    }

    /// Whether it grants one to ask the publisher for something.
    #[must_use]
    pub const fn asks(self) -> bool {
        matches!(self, Self::HasRightToAsk | Self::MayHaveRightToAsk | Self::MayAsk | Self::CanAsk)
    }
}

words! {
    /// A word that shades a modality.
    Adverb {
        Currently = "currently", Knowingly = "knowingly", Typically = "typically", Generally = "generally",
        Primarily = "primarily", Promptly = "promptly", Actively = "actively", MostLikely = "most-likely" | "most likely",
        Only = "only", Also = "also", Always = "always", Usually = "usually", Automatically = "automatically", AtAnyTime = "at-any-time" | "at any time",
        FromTimeToTime = "from-time-to-time" | "from time to time", Periodically = "periodically", Reasonably = "reasonably",
        Sometimes = "sometimes", Occasionally = "occasionally", Normally = "normally", Mainly = "mainly",
        Regularly = "regularly", Routinely = "routinely", Continuously = "continuously",
        Immediately = "immediately", Securely = "securely", Permanently = "permanently",
        Irreversibly = "irreversibly", Temporarily = "temporarily", Voluntarily = "voluntarily",
        Intentionally = "intentionally", Explicitly = "explicitly", Expressly = "expressly",
        Separately = "separately", Manually = "manually",
        WithoutUndueDelay = "without-undue-delay" | "without undue delay",
    }
}

/// What an adverb does to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// It takes nothing back.
    Plain,
    /// It holds today, and leaves tomorrow open.
    Today,
    /// It leaves open how often.
    Often,
    /// It leaves cases open, and not which.
    Vague,
    /// It is said of some cases only.
    Narrow,
    /// It says how something is done.
    Manner,
}

impl Adverb {
    /// What it does to what is said.
    #[must_use]
    pub const fn shade(self) -> Shade {
        match self {
            Self::Also | Self::Always | Self::AtAnyTime => Shade::Plain,
            Self::Currently => Shade::Today,
            Self::FromTimeToTime | Self::Periodically | Self::Regularly | Self::Routinely => Shade::Often,
            Self::Typically
            | Self::Generally
            | Self::Primarily
            | Self::MostLikely
            | Self::Usually
            | Self::Reasonably
            | Self::Sometimes
            | Self::Occasionally
            | Self::Normally
            | Self::Mainly => Shade::Vague,
            Self::Knowingly | Self::Intentionally | Self::Actively | Self::Only => Shade::Narrow,
            Self::Promptly
            | Self::Automatically
            | Self::Continuously
            | Self::Immediately
            | Self::Securely
            | Self::Permanently
            | Self::Irreversibly
            | Self::Temporarily
            | Self::Voluntarily
            | Self::Explicitly
            | Self::Expressly
            | Self::Separately
            | Self::Manually
            | Self::WithoutUndueDelay => Shade::Manner,
        }
    }
}

words! {
    /// How much of a thing is meant.
    Quantifier {
        All = "all", Any = "any", Some = "some", Certain = "certain", Most = "most", MuchOf = "much-of", Other = "other",
    }
}

impl Quantifier {
    /// Whether it leaves part of the thing out.
    #[must_use]
    pub const fn partial(self) -> bool {
        match self {
            Self::Some | Self::Certain | Self::Most | Self::MuchOf | Self::Other => true,
            Self::All | Self::Any => false,
        }
    }
}

words! {
    /// A word after a term.
    Qualifier {
        Optional = "optional", Required = "required", Voluntary = "voluntary", Directly = "directly",
        Indirectly = "indirectly", Automatically = "automatically", Primarily = "primarily", First = "first",
        Singular = "singular", Plural = "plural",
    }
}

words! {
    /// A word that begins a condition.
    ConditionWord {
        If = "if", OnlyIf = "only-if" | "only if", Unless = "unless", While = "while", Until = "until",
        AsFarAs = "as-far-as" | "as far as",
    }
}

words! {
    /// A word that begins a clause with a list.
    ListWord {
        From = "from", By = "by", With = "with", To = "to", On = "on", In = "in", About = "about", Under = "under",
        For = "for", When = "when", Through = "through", Including = "including", SuchAs = "such-as" | "such as",
        Except = "except", Of = "of", Against = "against", After = "after", Before = "before", Called = "called",
        Giving = "giving", Despite = "despite", As = "as", Fee = "fee",
        DependingOn = "depending-on" | "depending on",
    }
}

words! {
    /// A word that begins a clause with a text.
    SayingWord {
        Because = "because", Otherwise = "otherwise", Then = "then", Note = "note", Id = "id", Titled = "titled",
    }
}

words! {
    /// A word that begins a clause with a date.
    DateWord {
        Effective = "effective", Updated = "updated",
    }
}

words! {
    /// Whether a length of time is the longest or the shortest that is meant.
    Bound {
        AtMost = "at-most" | "at most", AtLeast = "at-least" | "at least",
    }
}

words! {
    /// A unit of time.
    Unit {
        Minute = "minute" | "minutes", Hour = "hour" | "hours", Day = "day" | "days",
        BusinessDay = "business-day" | "business-days", Week = "week" | "weeks", Month = "month" | "months",
        Year = "year" | "years", CalendarYear = "calendar-year",
    }
}

words! {
    /// The subject a sentence belongs to, and so the section it stands in.
    Topic {
        About = "about", Definitions = "definitions", Roles = "roles", Collection = "collection", Use = "use",
        Basis = "basis", Combining = "combining", Cookies = "cookies", Signals = "signals", Sharing = "sharing",
        Sale = "sale", Transfers = "transfers", Retention = "retention", Security = "security", Breach = "breach",
        Rights = "rights", Requests = "requests", Choices = "choices", Consent = "consent", Children = "children",
        Liability = "liability", Links = "links", Law = "law", Changes = "changes", Contact = "contact",
    }
}

words! {
    /// What stands where a value could, and says that there is none to give.
    Absence {
        Unstated = "unstated", None = "none",
    }
}
