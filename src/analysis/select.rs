//! What a statement is about: the criteria by which a section of a stub picks its statements.

use super::limits::is_whoever;
use super::reach::{Placed, Reach};
use crate::law::Kind;
use crate::model;
use crate::model::verb;
use crate::model::verb::VerbInfo;
use crate::model::words::{Adverb, ListWord, Modal, NounKind, Qualifier, SayingWord, Topic};
use crate::model::{
    Class, ClauseKind, Expression, Guarded, Noun, Ref, Said, Special, Statement, Term, Value, Verb,
};

/// Whether one of its verbs belongs to a topic; what is done to data in the author's words uses it.
pub(crate) fn verb_of(statement: &Statement, topic: Topic) -> bool {
    statement.verbs.iter().any(|verb| match verb {
        Verb::Known(known) => !known.state && deed(known, statement) == topic,
        Verb::Text(_) => topic == Topic::Use && statement.topic == topic,
    })
}

/// Whether one of its verbs means all that the verbs of a topic do, so that who denies it denies these.
pub(crate) fn denies_all(statement: &Statement, topic: Topic) -> bool {
    let of_topic = |known: &VerbInfo| {
        deed(known, statement) == topic || topic == Topic::Sharing && known.topic == Topic::Transfers
    };
    statement.verbs.iter().any(
        |verb| matches!(verb, Verb::Known(known) if verb::GENERAL.contains(&known.id) && of_topic(known)),
    )
}

/// The topic of what a verb does in a statement: who requires data collects it, and who obtains consent collects none.
pub(crate) fn deed(verb: &VerbInfo, statement: &Statement) -> Topic {
    match statement.topic {
        Topic::Collection if verb.id == "require" => Topic::Collection,
        // Who supplies others with data does not collect it.
        Topic::Sharing if matches!(verb.id, "submit" | "supply") => Topic::Sharing,
        Topic::Retention if verb.id == "dispose" => Topic::Retention,
        // Who gets at the data of others uses it.
        Topic::Use if verb.topic == Topic::Rights => Topic::Use,
        _ if verb.topic == Topic::Collection && is_about_consent(statement) => Topic::Consent,
        _ => verb.topic,
    }
}

/// Whether all that it is about is consent, which is no data.
fn is_about_consent(statement: &Statement) -> bool {
    let consent = |term: &Term| {
        matches!(&term.value, Value::Ref(Ref::Builtin(class))
            if class.kind != Kind::Data && matches!(class.id, "consent" | "explicit-consent"))
    };
    let mut objects = statement.object_terms().peekable();
    objects.peek().is_some() && objects.all(consent)
}

/// Whether one of its verbs is one of these.
pub(crate) fn does_any(statement: &Statement, verbs: &[&str]) -> bool {
    verbs.iter().any(|verb| statement.does(verb))
}

/// Whether by a statement somebody gets what it is about, and that is data: consent is obtained, too, and what is
/// required or asked for may be a contract.
pub(crate) fn gets_data(statement: &Statement) -> bool {
    statement.topic != Topic::Consent && (does_any(statement, verb::COLLECTING) || statement.does("infer"))
}

/// Every term of its objects and clauses.
pub(crate) fn terms(statement: &Statement) -> impl Iterator<Item = &Term> {
    let listed = statement.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::List(_, list) => Some(list),
        _ => None,
    });
    statement.objects.iter().chain(listed).flat_map(|list| &list.terms)
}

/// Whether the author's own words in it hold one of these; a word matches where a word begins.
pub(crate) fn mentions(statement: &Statement, words: &[impl AsRef<str>]) -> bool {
    !words.is_empty() && any_mentions(&texts(statement), words)
}

/// [`mentions`], of texts that were found before.
pub(crate) fn any_mentions(texts: &[&str], words: &[impl AsRef<str>]) -> bool {
    texts.iter().any(|text| words.iter().any(|word| begins_a_word(text, word.as_ref())))
}

pub(crate) fn begins_a_word(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        let (text, word) = (text.to_lowercase(), word.to_lowercase());
        return text
            .match_indices(&word)
            .any(|(at, _)| !text.get(..at).unwrap_or("").ends_with(char::is_alphanumeric));
    }
    let begins = |at: usize| {
        let here = text.as_bytes().get(at..at + word.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()))
            && !text.get(..at).unwrap_or("").ends_with(char::is_alphanumeric)
    };
    let Some(first) = word.bytes().next() else { return true };
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text.as_bytes()).any(begins)
}

/// The author's own words in a statement; not what happens otherwise, which it is not about.
pub(crate) fn texts(statement: &Statement) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    texts.extend(
        statement
            .verbs
            .iter()
            .filter_map(|verb| if let Verb::Text(text) = verb { Some(&**text) } else { None }),
    );
    for term in terms(statement).chain(&statement.subjects) {
        if let Value::Ref(Ref::Text(text)) = &term.value {
            texts.push(text);
        }
        texts.extend(term.detail.as_deref());
    }
    for clause in &statement.clauses {
        match &clause.kind {
            ClauseKind::Condition(_, guarded) => {
                condition_texts(&guarded.expression, &mut texts);
                guarded.guards.iter().for_each(|(_, e)| condition_texts(e, &mut texts));
            }
            ClauseKind::Saying(SayingWord::Otherwise, _) => {}
            ClauseKind::Saying(_, Said::Text(text)) => texts.push(text),
            ClauseKind::Saying(_, Said::Absent(_))
            | ClauseKind::List(..)
            | ClauseKind::Kept(..)
            | ClauseKind::Within(..)
            | ClauseKind::Every(_)
            | ClauseKind::Lookback(_)
            | ClauseKind::Limit(..)
            | ClauseKind::Basis(_)
            | ClauseKind::Dated(..)
            | ClauseKind::Allow(..) => {}
        }
    }
    texts
}

fn condition_texts<'a>(expression: &'a Expression, texts: &mut Vec<&'a str>) {
    match expression {
        Expression::Or(all) | Expression::And(all) => all.iter().for_each(|e| condition_texts(e, texts)),
        Expression::Not(e) => condition_texts(e, texts),
        Expression::Group(guarded) => {
            condition_texts(&guarded.expression, texts);
            guarded.guards.iter().for_each(|(_, e)| condition_texts(e, texts));
        }
        Expression::Text(text, _) => texts.push(text),
        Expression::Named { detail, .. } => texts.extend(detail.as_deref()),
    }
}

/// Whose conditions these are: "consent of parents" is the parents'.
pub(crate) fn parties(guarded: &Guarded) -> Vec<&Ref> {
    fn of<'a>(expression: &'a Expression, out: &mut Vec<&'a Ref>) {
        match expression {
            Expression::Or(all) | Expression::And(all) => all.iter().for_each(|inner| of(inner, out)),
            Expression::Not(inner) => of(inner, out),
            Expression::Group(guarded) => out.extend(parties(guarded)),
            Expression::Text(..) => {}
            Expression::Named { party, .. } => out.extend(party.as_deref()),
        }
    }
    let mut out = Vec::new();
    of(&guarded.expression, &mut out);
    guarded.guards.iter().for_each(|(_, expression)| of(expression, &mut out));
    out
}

/// Whether it has a clause that `is` says yes to.
pub(crate) fn has(statement: &Statement, is: impl Fn(&ClauseKind) -> bool) -> bool {
    statement.clauses.iter().any(|clause| is(&clause.kind))
}

/// Whether something is used by it, if only looked at to watch over it, stored, or put together with other things.
pub(crate) fn uses(statement: &Statement) -> bool {
    let topics = [Topic::Use, Topic::Combining];
    topics.iter().any(|topic| verb_of(statement, *topic)) || does_any(statement, &["monitor", "store"])
}

impl<'a> Reach<'a> {
    /// Whether a term of a statement is in a list of the vocabulary, under one of these ids.
    pub(crate) fn names(self, statement: &Statement, kind: Kind, ids: &[&str]) -> bool {
        terms(statement).any(|term| self.term_is(term, kind, ids))
    }

    pub(crate) fn term_is(self, term: &Term, kind: Kind, ids: &[&str]) -> bool {
        // A word such as `partner` is in two lists, and beside a text stands for whichever fits.
        let text = matches!(term.value, Value::Ref(Ref::Text(_)));
        let fits =
            |class: &Class| class.kind == kind || text && class.kind == Kind::Source && kind == Kind::Role;
        self.policy
            .classes_of(term)
            .any(|class| fits(class) && ids.iter().any(|id| self.vocabulary.is_a(kind, class.id, id)))
    }

    /// Whether what it is about comes to the publisher: "the app sends it to us".
    pub(crate) fn comes_in(self, statement: &Statement) -> bool {
        let mut to = statement.recipients().peekable();
        to.peek().is_some() && to.all(|term| self.is_publisher(term))
    }

    /// Whether the publisher gives data to someone by it, or denies that it does: not to itself, nor to a place.
    pub(crate) fn discloses(self, statement: &Statement) -> bool {
        let moved = statement.topic == Topic::Transfers;
        let nobody = |term: &Term| {
            self.is_publisher(term)
                || self.policy.is_place(term)
                || moved && matches!(term.value, Value::Ref(Ref::Text(_)))
        };
        let mut to = statement.recipients().peekable();
        if to.peek().is_some() && to.all(nobody) {
            return false;
        }
        // Much else is provided and posted.
        let about_data = || statement.object_terms().any(|term| self.is_data(term));
        let verb = statement.does("transfer")
            || statement.verbs.iter().any(|verb| {
                matches!(verb, Verb::Known(known) if !known.state
                    && (deed(known, statement) == Topic::Sharing && known.id != "provide"
                        || matches!(known.id, "provide" | "post") && about_data()))
            })
            || self.sends_data(statement);
        verb && self.by_publisher(statement) && statement.modal != Modal::MayBeUnable
    }

    /// [`Reach::discloses`], of data that identifies people.
    pub(crate) fn discloses_personal(self, statement: &Statement) -> bool {
        self.discloses(statement) && !self.is_impersonal(statement)
    }

    /// Whether all that it is about, and all that it says this includes, identifies nobody.
    pub(super) fn is_impersonal(self, statement: &Statement) -> bool {
        let of_nobody = |term: &Term| self.term_is(term, Kind::Class, &["non-personal-data"]);
        let mut objects = statement.object_terms().peekable();
        let mut parts = statement.terms(ListWord::Including).chain(statement.terms(ListWord::SuchAs));
        objects.peek().is_some()
            && objects.all(of_nobody)
            && !parts.any(|term| self.is_data(term) && !of_nobody(term))
    }

    /// Whether data is collected or used by it, or somebody employed to do so, rather than a tool, a service
    /// or a safeguard; `words` are those by which a text is known to be about data.
    pub(crate) fn handles(self, statement: &Statement, words: &[&str]) -> bool {
        verb_of(statement, Topic::Collection) || (uses(statement) && self.is_about_data(statement, words))
    }

    /// Whether something else than collecting, using and disclosing is done with data by it: it is kept,
    /// combined, made anonymous, sold, tracked.
    pub(crate) fn works_on(self, statement: &Statement, words: &[&str]) -> bool {
        let topics = [Topic::Combining, Topic::Retention, Topic::Sale, Topic::Cookies];
        statement.object_terms().next().is_some()
            && topics.iter().any(|topic| verb_of(statement, *topic))
            && self.is_about_data(statement, words)
    }

    /// Whether its objects, if it has any, are data or somebody who is given data.
    pub(crate) fn is_about_data(self, statement: &Statement, words: &[&str]) -> bool {
        let is_data = |term: &Term| match &term.value {
            Value::Ref(Ref::Noun(_)) => {
                self.names_a(term, &[NounKind::Data, NounKind::Tracker, NounKind::Recipient])
            }
            Value::Ref(Ref::Text(text)) => {
                self.is_data(term)
                    || term.classes.is_empty() && (words.is_empty() || any_mentions(&[text], words))
            }
            Value::Ref(Ref::Builtin(class)) => {
                matches!(class.kind, Kind::Data | Kind::Class | Kind::Technology)
            }
            _ => false,
        };
        let mut objects = statement.object_terms().peekable();
        objects.peek().is_none() || objects.any(is_data)
    }

    /// Whether it is done for a purpose whose name has one of these words.
    pub(crate) fn is_to(self, statement: &Statement, words: &[&str]) -> bool {
        statement.terms(ListWord::For).any(|term| match &term.value {
            Value::Ref(Ref::Noun(id)) => {
                let name = self.policy.noun(*id).and_then(|noun| noun.name.as_deref());
                name.is_some_and(|name| any_mentions(&[name], words))
            }
            _ => false,
        })
    }

    /// Whether the publisher decides about people by it without a person, or says how it decides.
    pub(crate) fn decides_by_itself(self, statement: &Statement) -> bool {
        // "We never decide about you automatically" says it after what is decided.
        let after = |term: &Term| term.qualifiers.contains(&Qualifier::Automatically);
        let how = statement.adverbs.contains(&Adverb::Automatically)
            || terms(statement).any(after)
            || has(statement, |clause| {
                matches!(clause, ClauseKind::Saying(SayingWord::Because | SayingWord::Then, _))
            });
        statement.does("decide") && self.by_publisher(statement) && how
    }

    /// Whether it tells of a copy of what protects data abroad, or of one of these safeguards.
    pub(crate) fn tells_of_copy(self, statement: &Statement, safeguards: &[&Value]) -> bool {
        const SAFEGUARDS: [&str; 5] =
            ["safeguard", "clause", "binding corporate rules", "transfer agreement", "transfer mechanism"];
        let mut words = texts(statement);
        for term in terms(statement) {
            if let Value::Ref(Ref::Noun(id)) = &term.value {
                words.extend(self.policy.noun(*id).and_then(|noun| noun.name.as_deref()));
            }
        }
        let of_one = || terms(statement).any(|term| safeguards.contains(&&term.value));
        (statement.does("copy") || any_mentions(&words, &["copy", "copies"]))
            && (any_mentions(&words, &SAFEGUARDS) || of_one())
    }

    pub(crate) fn is_data(self, term: &Term) -> bool {
        self.classes(term).iter().any(|class| matches!(class.kind, Kind::Data | Kind::Class))
            || self.names_a(term, &[NounKind::Data])
    }

    /// Whether a term names people; what is done for them has its purpose elsewhere.
    pub(crate) fn is_people(self, term: &Term) -> bool {
        matches!(&term.value, Value::Ref(Ref::Special(Special::You)))
            || self.names_a(term, &[NounKind::Audience])
            || self.classes(term).iter().any(|class| class.kind == Kind::Audience)
    }

    /// Whether a term names whoever reads the policy, or people of any kind.
    pub(crate) fn is_everybody(self, term: &Term) -> bool {
        let reads =
            |id| ["user", "visitor"].iter().any(|reader| self.vocabulary.is_a(Kind::Audience, id, reader));
        matches!(term.value, Value::Ref(Ref::Special(Special::You)))
            || self.policy.classes_of(term).any(|class| {
                class.kind == Kind::Audience && (is_whoever(self.vocabulary, class.id) || reads(class.id))
            })
    }

    /// What something is done for: neither how long, nor for whom.
    pub(crate) fn purposes(self, statement: &Statement) -> impl Iterator<Item = &Term> {
        purposes(statement).filter(move |term| !self.is_people(term))
    }

    /// What the declaration of the data that a term names says behind a word, and those of the groups around it and of
    /// its items.
    pub(crate) fn declared_behind(self, term: &Term, word: ListWord) -> Vec<&'a Term> {
        let mut found = Vec::new();
        if let Some(id) = term.noun() {
            let around = self.policy.outwards(id).skip(1).filter_map(|id| self.policy.noun(id));
            found.extend(around.flat_map(|noun| listed(noun, word)));
            let mut within = vec![id];
            while let Some(noun) = within.pop().and_then(|id| self.policy.noun(id)) {
                if noun.kind == NounKind::Data {
                    found.extend(listed(noun, word));
                    within.extend(&noun.items);
                }
            }
        }
        found
    }

    /// Whether a term names a declaration of one of some kinds.
    pub(crate) fn names_a(self, term: &Term, kinds: &[NounKind]) -> bool {
        matches!(&term.value, Value::Ref(Ref::Noun(id))
            if self.policy.noun(*id).is_some_and(|noun| kinds.contains(&noun.kind)))
    }

    /// Whether data that comes from here comes from the person.
    pub(crate) fn is_direct(self, term: &Term) -> bool {
        let direct = |class: &&crate::model::Class| {
            class.kind == Kind::Source
                && self.vocabulary.find(Kind::Source, class.id).is_some_and(|source| source.direct)
        };
        // Who is written as a text is the reader all the same.
        let reader = matches!(&term.value, Value::Ref(Ref::Text(text)) if text.eq_ignore_ascii_case("you"));
        reader || self.is_people(term) || self.is_own_service(term) || self.classes(term).iter().any(direct)
    }

    /// Whether a term is a service that nobody else is said to provide: what comes from our app, or from a device, comes
    /// from who uses it.
    fn is_own_service(self, term: &Term) -> bool {
        let Value::Ref(Ref::Noun(id)) = &term.value else { return false };
        self.policy.noun(*id).filter(|noun| noun.kind == NounKind::Service).is_some_and(|noun| {
            let named = ["owner", "provider"].into_iter().flat_map(|word| noun.property(word));
            let absent = |term: &Term| matches!(term.value, Value::Absent(_));
            named
                .flat_map(|property| &property.list.terms)
                .all(|term| absent(term) || self.is_publisher(term))
        })
    }

    /// Whether the publisher gets data by it, and says where from or how it comes, or people give it; if `others_only`, from others than
    /// those whom it is about.
    pub(crate) fn collects(self, statement: &Statement, others_only: bool) -> bool {
        let mut from = statement.terms(ListWord::From).peekable();
        let gets = self.by_publisher(statement)
            && statement.modal != Modal::MayBeUnable
            && verb_of(statement, Topic::Collection);
        let told = from.peek().is_some() || comes_how(statement).is_some();
        !others_only && self.is_given(statement)
            || gets && if others_only { from.any(|term| !self.is_of_itself(term, statement)) } else { told }
    }

    /// Whether the publisher denies by it that it collects personal data of any kind.
    pub(crate) fn denies_collecting(self, placed: &Placed<'_>) -> bool {
        let statement = placed.statement;
        statement.modal.negative()
            && does_any(statement, verb::COLLECTING)
            && self.by_publisher(statement)
            && !self.is_about_minors(placed)
            && statement.object_terms().any(|term| self.term_is(term, Kind::Class, &["personal-data"]))
    }

    /// Whether those whom a source names give data about themselves by a statement.
    fn is_of_itself(self, source: &Term, statement: &Statement) -> bool {
        // What nobody gives is observed, on "your device".
        let by_itself = comes_by_itself(statement) || source.qualifiers.contains(&Qualifier::Automatically);
        let observed =
            by_itself && source.classes.is_empty() && matches!(source.value, Value::Ref(Ref::Text(_)));
        if !observed && !self.is_direct(source) {
            return false;
        }
        let mut about: Vec<&Term> =
            statement.terms(ListWord::About).chain(statement.terms(ListWord::Of)).collect();
        for term in statement.object_terms() {
            let Value::Ref(Ref::Noun(id)) = &term.value else { continue };
            about.extend(self.policy.noun(*id).into_iter().flat_map(|noun| listed(noun, ListWord::About)));
        }
        about.retain(|term| self.is_direct(term));
        // A kind of data may have the name of those whom it is about.
        let named: Vec<&str> = statement
            .object_terms()
            .flat_map(|term| self.policy.classes_of(term))
            .filter(|class| {
                class.kind == Kind::Data && self.vocabulary.find(Kind::Audience, class.id).is_some()
            })
            .map(|class| class.id)
            .collect();
        about.is_empty() && named.is_empty()
            || about.iter().any(|about| about.value == source.value || self.holds(about, source))
            || named.iter().any(|id| self.are_of(&[id], source))
    }

    /// Whether those whom one term names are some, or all, of those whom another names; "you" may be anybody
    /// but those who are told apart from the reader.
    fn holds(self, whole: &Term, part: &Term) -> bool {
        let named = |term: &Term| matches!(term.value, Value::Ref(Ref::Noun(_)));
        let you = matches!(part.value, Value::Ref(Ref::Special(Special::You)));
        (you || !(named(whole) && named(part))) && self.are_of(&self.audiences(whole), part)
    }

    /// The kinds of people that a term names.
    fn audiences(self, term: &Term) -> Vec<&'static str> {
        let classes = self.policy.classes_of(term).filter(|class| class.kind == Kind::Audience);
        classes.map(|class| class.id).collect()
    }

    /// [`Reach::holds`], of kinds of people.
    fn are_of(self, whole_ids: &[&str], part: &Term) -> bool {
        let strangers = ["third-person", "dependent"];
        let stranger =
            |id: &&str| strangers.iter().any(|whom| self.vocabulary.is_a(Kind::Audience, id, whom));
        if matches!(part.value, Value::Ref(Ref::Special(Special::You))) {
            return !whole_ids.iter().any(stranger);
        }
        let is_a = |a: &str, b: &str| self.vocabulary.is_a(Kind::Audience, a, b);
        let part_ids = self.audiences(part);
        whole_ids.iter().any(|whole| part_ids.iter().any(|part| is_a(part, whole) || is_a(whole, part)))
    }

    /// Whether a place stands where data goes or is kept.
    pub(crate) fn goes_abroad(self, statement: &Statement) -> bool {
        let named = || statement.destinations(self.policy).any(|term| self.policy.is_place(term));
        !self.by_people(statement) && (statement.topic == Topic::Transfers || moves(statement) && named())
    }

    /// Whether the place that it names is where data goes or is kept, and not where it holds or where people are.
    pub(crate) fn says_where_it_goes(self, statement: &Statement) -> bool {
        let goes =
            statement.topic == Topic::Transfers || does_any(statement, &["back-up", "store", "transfer"]);
        goes && !self.by_people(statement) && !statement.standing(self.policy).of_people
    }

    fn is_publisher(self, term: &Term) -> bool {
        match &term.value {
            Value::Ref(Ref::Special(special)) => *special == Special::We,
            Value::Ref(Ref::Noun(id)) => self.policy.publisher == Some(*id),
            _ => false,
        }
    }

    /// Whether it is about children or minors, by itself or by its sections.
    pub(crate) fn is_about_minors(self, placed: &Placed<'_>) -> bool {
        let young = |term: &Term| self.term_is(term, Kind::Audience, &["minor"]);
        let age = |clause: &ClauseKind| {
            matches!(clause, ClauseKind::List(ListWord::Under, list)
                if list.terms.iter().any(|term| matches!(term.value, Value::Number(_))))
        };
        let around = placed.scopes.iter().flat_map(|section| &section.clauses);
        let scope = around.clone().any(|clause| age(&clause.kind))
            || around.into_iter().any(
                |clause| matches!(&clause.kind, ClauseKind::List(_, list) if list.terms.iter().any(young)),
            );
        scope || terms(placed.statement).any(young) || has(placed.statement, age)
    }

    /// Whether it says that something need or must be given.
    pub(crate) fn says_whether_to_provide(self, statement: &Statement) -> bool {
        let marked = |term: &Term| {
            term.qualifiers
                .iter()
                .any(|q| matches!(q, Qualifier::Optional | Qualifier::Required | Qualifier::Voluntary))
        };
        // What the publisher is required to do is nothing that people give.
        let state = does_any(statement, &["voluntary", "required"])
            && !self.by_publisher(statement)
            && !self.by_recipients(statement);
        let consequence = has(statement, |clause| {
            matches!(clause, ClauseKind::Saying(SayingWord::Otherwise | SayingWord::Then, _))
        });
        let giving = does_any(statement, &["provide", "supply", "submit", "refuse", "deny"])
            && self.by_people(statement);
        let asking = verb_of(statement, Topic::Collection) && self.by_publisher(statement);
        let must = giving && statement.modal == Modal::Must;
        // "We never require you to give more than we need" says of no data that it must be given.
        let of_data = || statement.object_terms().any(|term| self.is_data(term));
        let required = asking && statement.does("require") && (!statement.modal.negative() || of_data());
        state
            || must
            || required
            || ((giving || asking) && consequence)
            || statement.object_terms().any(marked)
    }
}

/// What stands after `for` but how long: a text beside a length of time is one, too.
pub(crate) fn purposes(statement: &Statement) -> impl Iterator<Item = &Term> {
    statement.lists(ListWord::For).flat_map(|list| {
        let timed = list.terms.iter().any(Term::is_length);
        list.terms.iter().filter(move |term| match term.value {
            Value::Duration(_) | Value::Absent(_) => false,
            Value::Ref(Ref::Text(_)) => !timed,
            _ => true,
        })
    })
}

/// How data is said to come: without anybody giving it, from those whom it is about, or from others.
pub(crate) fn comes_how(statement: &Statement) -> Option<&'static str> {
    if statement.adverbs.contains(&Adverb::Automatically) {
        return Some(Adverb::Automatically.as_str());
    }
    let ways = [Qualifier::Automatically, Qualifier::Directly, Qualifier::Indirectly];
    let said = |way: &&Qualifier| statement.object_terms().any(|term| term.qualifiers.contains(way));
    ways.iter().find(said).map(|way| way.as_str())
}

/// Whether it says that data comes without anybody giving it.
pub(crate) fn comes_by_itself(statement: &Statement) -> bool {
    comes_how(statement) == Some(Adverb::Automatically.as_str())
}

/// What a declaration names after one word.
pub(crate) fn listed(noun: &Noun, word: ListWord) -> impl Iterator<Item = &Term> {
    model::listed(&noun.clauses, move |found| found == word)
}

/// Whether data is sent or kept somewhere by it; where data is collected and used is where somebody acts.
fn moves(statement: &Statement) -> bool {
    let topics = [Topic::Transfers, Topic::Sharing, Topic::Retention];
    topics.iter().any(|topic| verb_of(statement, *topic)) || does_any(statement, &["process", "back-up"])
}
