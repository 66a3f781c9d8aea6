//! The names of what templates see, as numbers: a compiled template asks a view for a
//! field by its number.
//!
//! The build script uses this file too. A name that is not here is looked up as text, as
//! every word of `words.yaml` is.

macro_rules! names {
    ($($name:ident)+) => {
        /// The name of a field of a view.
        #[allow(non_camel_case_types, reason = "they are spelt as templates spell them")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Name { $($name),+ }

        impl Name {
            /// The name as templates spell it.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }

            /// The name that is spelt so, if it is one of a view's.
            pub(crate) fn parse(name: &str) -> Option<Self> {
                match name { $(stringify!($name) => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

names! {
    about about_behind abroad adequate adverbs advertising after ahead all also answer any any_verb apart at basis bound by categories changes cite cites
    class_name class_names classes clauses common complete condition conditional conditions content count data date dates day
    declare declared denied detail detailed disclosed doing duration editorial ending entries event every examples except extension facet first from goes_on granting grounds guards head headings id idle in_all in_behind interest is iso items keeps kept kept_in_part kept_of_some kind label labels lacks lanes language
    left_out limited limited_as limits link lists lookback manner mark marked marks material may members missing modal month more
    name negative nested notes noun nouns number objects of_behind of_children op open ours own partly parts party per person personal_data places
    plain plural promises properties property_clauses providers publisher purposes qualifiers quantifier reads recipients rest
    retention safeguards said sale same_objects same_verbs sayings scope scoped scopes sensitive several shared sold sources spelt start state statement statements subjects sure term terms test text theirs then then_ahead thing times title titles topic topics tracker
    trackers uncompared under_behind unit unkept unkept_of_others unneeded unread used uses value verbs verified within word year
}
