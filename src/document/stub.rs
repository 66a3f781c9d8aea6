//! A law's section stub: its required disclosures in order, filled with what is
//! declared, and otherwise saying what to declare.

use std::collections::BTreeSet;

use bumpalo::Bump;
use serde::Serialize;

use super::facets::{FacetView, Facets};
use super::view::{SectionView, Subject, Viewer};
use super::wording::{Frame, Markup, Scene, Words, seen};
use super::{Block, BlockKind, Document, DocumentKind, Section, outline};
use crate::law::pack::{Strength, StubSection};
use crate::law::{Kind, Pack, Verified};
use crate::model::{Ref, Value};
use crate::source::Span;

/// What a template sees of the section that it words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StubView<'a> {
    /// Its id.
    id: &'a str,
    /// What it shows, which is the name of the template that words it.
    facet: String,
    /// The requirements that it answers.
    cites: Vec<CiteView<'a>>,
    /// Whether it is asked for only where it applies.
    conditional: bool,
    /// What to declare, as Markdown.
    declare: Markup<'a>,
    /// What is declared.
    content: FacetView<'a>,
}

seen! { StubView<'a>: id facet cites conditional declare content }

/// A provision that a section answers.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CiteView<'a> {
    /// Where it is written.
    cite: &'a str,
    /// `true`, `partial` or `false`: how far it was checked.
    verified: &'static str,
    /// From when on, if it was not yet in force when the pack was written.
    from: Option<String>,
}

seen! { CiteView<'a>: cite verified from }

/// The stubs of a policy.
#[derive(Debug, Default)]
pub(crate) struct Stubs {
    pub(crate) documents: Vec<Document>,
    pub(crate) template_errors: Vec<String>,
}

/// Makes one stub for each pack that knows a law the policy names, in the order named.
pub(crate) fn documents(subject: &Subject<'_>) -> Stubs {
    let mut stubs = Stubs::default();
    for pack in packs(subject) {
        match subject.wording.law(&pack.id) {
            Ok(law) => {
                let document = document(subject, pack, law.words(), &mut stubs.template_errors);
                stubs.documents.push(document);
            }
            Err(error) => stubs.template_errors.push(error),
        }
    }
    stubs
}

/// The packs of the laws that a policy names, each once.
fn packs(subject: &Subject<'_>) -> Vec<&'static Pack> {
    let Subject { policy, vocabulary, .. } = subject;
    let mut packs: Vec<&'static Pack> = Vec::new();
    for term in &policy.laws {
        let classes = match &term.value {
            Value::Ref(Ref::Builtin(class)) => std::slice::from_ref(class),
            Value::Ref(Ref::Noun(id)) => policy.noun(*id).map_or(&[][..], |noun| &noun.classes),
            _ => &[],
        };
        let laws = classes.iter().filter(|class| class.kind == Kind::Law);
        let ids = laws.filter_map(|class| vocabulary.find(Kind::Law, class.id)?.pack.as_deref());
        for pack in ids.filter_map(Pack::builtin).filter(|pack| !pack.stub.is_empty()) {
            if !packs.iter().any(|known| known.id == pack.id) {
                packs.push(pack);
            }
        }
    }
    packs
}

fn document(subject: &Subject<'_>, pack: &Pack, law: Words<'_>, errors: &mut Vec<String>) -> Document {
    let mut viewer = Viewer::new(subject);
    viewer.purposes_in_full = true;
    let wording = subject.wording;
    let frame = Frame::new(viewer.policy(Vec::new()));
    let mut bump = Bump::new();
    let mut render = |template: &str, title: &str, stub: Option<&StubView<'_>>, spans: &[Span]| {
        let section = SectionView { title, topic: "stub", ..SectionView::default() };
        let scene = Scene { law: Some(law), stub, ..Scene::new(&frame, &section) };
        match wording.content(template, &scene, &mut bump, spans, Vec::new()) {
            Ok(content) => content.blocks,
            Err(error) => {
                errors.push(error);
                Vec::new()
            }
        }
    };
    let title = law.text_of("title").unwrap_or_default();
    let lead = render("stub-lead.md", title, None, &viewer.spans);
    let mut facets = Facets::new(&mut viewer, pack, law);
    let mut sections = Vec::with_capacity(pack.stub.len());
    for section in &pack.stub {
        facets.viewer.linked.clear();
        let content = facets.content(section);
        let words = law.get("sections").and_then(|sections| sections.get(&section.id));
        let word = |key: &str| words.and_then(|words| words.text_of(key)).unwrap_or_default();
        let view = stub_view(pack, section, word("declare"), content);
        let title = word("title");
        let blocks = render("stub.md", title, Some(&view), &facets.viewer.spans);
        let answers: BTreeSet<String> = section.answers.iter().map(ToString::to_string).collect();
        sections.push(finish(section, title.to_owned(), blocks, answers));
    }
    Document {
        name: format!("{}.{}", subject.policy.name, &*pack.id),
        title: title.to_owned(),
        language: frame.view.language.to_owned(),
        meta: outline::meta(&frame.view),
        chrome: wording.group("chrome").map(|(key, word)| (key.to_owned(), word.to_owned())).collect(),
        lead,
        sections,
        kind: DocumentKind::Law,
        pictures: None,
    }
}

fn stub_view<'a>(
    pack: &'a Pack,
    section: &'a StubSection,
    declare: &'a str,
    content: FacetView<'a>,
) -> StubView<'a> {
    let requirements: Vec<_> = section.answers.iter().filter_map(|answer| pack.requirement(answer)).collect();
    let mut cites: Vec<CiteView<'_>> = Vec::new();
    for requirement in &requirements {
        let later = requirement.in_force.from.filter(|from| pack.as_of.is_some_and(|day| day < *from));
        let verified = match requirement.verified {
            Verified::True => "true",
            Verified::Partial => "partial",
            Verified::False => "false",
        };
        // Several requirements may rest on the same provision.
        for cite in provisions(&requirement.cite) {
            if !cites.iter().any(|other| other.cite == cite) {
                cites.push(CiteView { cite, verified, from: later.map(|day| day.to_string()) });
            }
        }
    }
    StubView {
        id: &section.id,
        facet: section.facet.name(),
        cites,
        // The first says what the section is for; the others touch on it.
        conditional: requirements.first().is_none_or(|requirement| requirement.required != Strength::Must),
        declare: Markup(declare),
        content,
    }
}

/// The provisions of a citation: what semicolons outside brackets part.
fn provisions(cite: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    let parts = cite.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ';' && depth <= 0
    });
    parts.map(str::trim)
}

fn finish(
    section: &StubSection,
    title: String,
    mut blocks: Vec<Block>,
    answers: BTreeSet<String>,
) -> Section {
    blocks.iter_mut().for_each(|block| answer(block, &answers));
    let mut finished = Section { id: section.id.to_string(), title, blocks, ..Section::default() };
    finished.origin.spans =
        finished.blocks.iter().flat_map(|block| block.origin.spans.iter().copied()).collect();
    finished.origin.requirements = answers;
    finished
}

/// Notes in a block, and in those inside it, the requirements that it answers.
fn answer(block: &mut Block, answers: &BTreeSet<String>) {
    block.origin.requirements.clone_from(answers);
    match &mut block.kind {
        BlockKind::Paragraph(_) => {}
        BlockKind::List { items, .. } => {
            for item in items {
                item.origin.requirements.clone_from(answers);
                item.blocks.iter_mut().for_each(|block| answer(block, answers));
            }
        }
        BlockKind::Table(table) => {
            table.rows.iter_mut().for_each(|row| row.origin.requirements.clone_from(answers))
        }
        BlockKind::Callout(blocks) => blocks.iter_mut().for_each(|block| answer(block, answers)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Wording;
    use crate::emit::text;
    use crate::law::Vocabulary;
    use crate::project;

    /// What one section of a policy's stub says, as plain text.
    fn section(law: &str, id: &str, policy: &str) -> String {
        let source = format!("policy \"Test\" {{ laws {law} }}\norganization acme \"Acme\"\n{policy}");
        let load = |_: &str| Ok(source.clone().into_bytes());
        let read = project::read("test.candor", &load, Vocabulary::builtin());
        let errors: Vec<_> = read
            .findings
            .iter()
            .filter(|finding| finding.severity == crate::diagnostic::Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
        let stubs = documents(&Subject::new(&read.policy, &wording));
        assert_eq!(stubs.template_errors, Vec::<String>::new());
        let mut document = stubs.documents.into_iter().next().expect("a stub");
        document.sections.retain(|section| section.id == id);
        let [section] = document.sections.as_mut_slice() else { panic!("no section `{id}`") };
        assert_eq!(
            section.origin.requirements.is_empty(),
            section.blocks.iter().all(|block| block.origin.requirements.is_empty())
        );
        // The first block is the citation.
        if !section.origin.requirements.is_empty() {
            section.blocks.remove(0);
        }
        let only = Document { sections: vec![section.clone()], ..Document::default() };
        text::emit(&only).split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ")
    }

    fn says(law: &str, id: &str, policy: &str, expected: &str) {
        let text = section(law, id, policy);
        assert!(text.contains(expected), "{text}");
    }

    fn never_says(law: &str, id: &str, policy: &str, unexpected: &str) {
        let text = section(law, id, policy);
        assert!(!text.contains(unexpected), "{text}");
    }

    #[test]
    fn what_is_declared_fills_a_section() {
        let right = "you have the right to delete personal-data within 45 days";
        says(
            "ccpa",
            "right-to-delete",
            right,
            "You have the right to delete your personal information. The time limit for an answer is 45 days.",
        );
        never_says("ccpa", "right-to-delete", right, "Not declared");
    }

    #[test]
    fn what_is_not_declared_is_asked_for_and_not_made_up() {
        says("ccpa", "sold-or-shared", "we collect \"names\"", "Not declared. Say what was sold or shared");
        never_says("ccpa", "sold-or-shared", "we collect \"names\"", "We do not sell");
        says("gdpr", "dpo", "", "In the organization, declare dpo");
    }

    #[test]
    fn both_sides_of_a_contradiction_stay() {
        let policy = "we do not sell personal-data\nwe may sell personal-data to \"partners\"";
        says("ccpa", "sold-or-shared", policy, "We do not sell your personal information.");
        says("ccpa", "sold-or-shared", policy, "We may sell your personal information to partners.");
        let policy = format!("data email \"email address\" : contact.email\nwe collect email\n{policy}");
        says("ccpa", "categories", &policy, "Not sold");
        says("ccpa", "categories", &policy, "We may sell this information to partners");
        let denied =
            "data email \"email address\" : contact.email\nwe collect email\nwe do not collect email";
        says("ccpa", "categories", denied, "We do not collect email address.");
    }

    #[test]
    fn a_condition_stays_with_a_sale() {
        let policy = "data email \"email address\" : contact.email\nwe will not sell email unless notice";
        says("ccpa", "categories", policy, "We will not sell email address unless");
        never_says("ccpa", "categories", policy, "Not sold");
    }

    #[test]
    fn a_limit_stays_with_a_denial() {
        let policy = "data email \"email address\" : contact.email\nwe collect email\n\
                      section kids for children under 13 { we do not sell personal-data }";
        says("ccpa", "categories", policy, "We do not sell this information (for children under 13)");
        never_says("ccpa", "categories", policy, "Not sold");
        let everyone = "data email \"email address\" : contact.email\nwe collect email\n\
                        section ca for people in california { we do not sell personal-data }";
        says("ccpa", "categories", everyone, "Not sold");
    }

    #[test]
    fn a_period_stands_with_what_is_kept() {
        let policy = "data email \"email address\" : contact.email\nwe keep email for 24 months";
        says("ccpa", "categories", policy, "We keep email address for 24 months");
        never_says("gdpr", "retention", policy, "Not ");
    }

    #[test]
    fn a_category_has_its_statutory_name_and_the_authors_examples() {
        let policy = "data email \"email address\" : contact.email\nwe collect email from users";
        says("ccpa", "categories", policy, "Identifiers");
        says("ccpa", "categories", policy, "email address");
        never_says("ccpa", "categories", policy, "Geolocation");
        let mapped = "data orders \"orders\" : commercial { maps ccpa \"B\" }\nwe collect orders";
        says("ccpa", "categories", mapped, "Customer records information");
        never_says("ccpa", "categories", mapped, "Commercial information");
    }

    #[test]
    fn data_that_is_only_denied_has_no_category() {
        let policy = "data place \"location\" : location\nwe do not collect place";
        says("ccpa", "categories", policy, "Not declared");
        never_says("ccpa", "categories", policy, "Geolocation data");
    }

    #[test]
    fn what_holds_for_people_elsewhere_is_left_out() {
        let policy =
            "section eea \"Europe\" for people in eea { you have the right to delete personal-data }";
        says("ccpa", "right-to-delete", policy, "Not declared");
        says("gdpr", "right-to-erasure", policy, "For people in the European Economic Area:");
        let other_law = "law state-laws \"state laws\" { such as ccpa }\nyou have the right to delete personal-data under state-laws";
        says("gdpr", "right-to-erasure", other_law, "Not declared");
    }

    #[test]
    fn what_holds_for_everyone_stands_before_what_is_limited() {
        let policy = "section ca for consumers in california { you have the right to delete \"orders\" }\n\
                      you have the right to delete \"messages\"";
        let text = section("ccpa", "right-to-delete", policy);
        let at = |word: &str| text.find(word).expect("the word is there");
        assert!(at("messages") < at("For consumers in California:"), "{text}");
        assert!(at("For consumers in California:") < at("orders"), "{text}");
    }

    #[test]
    fn a_right_is_found_by_what_it_is_about() {
        let rights = [
            ("ccpa", "right-to-opt-out", "you can opt-out of sharing"),
            ("ccpa", "right-to-limit", "you have the right to limit \"the use\" of sensitive-data"),
            ("ccpa", "right-to-know", "you have the right to copy personal-data"),
            ("gdpr", "withdraw-consent", "you have the right to withdraw \"your consent\""),
            ("gdpr", "right-to-portability", "you have the right to \"receive\" \"your data\" : portability"),
        ];
        for (law, id, policy) in rights {
            never_says(law, id, policy, "Not declared");
        }
        says("ccpa", "right-to-limit", "you can limit personal-data", "Not declared");
        says("gdpr", "right-to-object", "you can opt-out of sale", "Not declared");
        says("gdpr", "right-of-access", "we may access personal-data", "Not declared");
    }

    #[test]
    fn a_right_that_is_only_denied_is_asked_for() {
        let policy = "you cannot access personal-data";
        says("gdpr", "right-of-access", policy, "You cannot access your personal information.");
        says("gdpr", "right-of-access", policy, "Not complete.");
    }

    #[test]
    fn a_basis_belongs_to_its_purpose_or_is_said_to_belong_to_none() {
        let news = "purpose news \"send you news\" : marketing.email";
        let bound = format!("{news}\nwe use personal-data for news basis consent (news)");
        says("gdpr", "purposes-and-bases", &bound, "Consent (Art. 6(1)(a))");
        never_says("gdpr", "purposes-and-bases", &bound, "Not complete");
        let loose = format!(
            "{news}\nwe use personal-data for news\nwe process personal-data basis consent, contract"
        );
        says("gdpr", "purposes-and-bases", &loose, "without saying which purpose each is for");
        says("gdpr", "purposes-and-bases", &loose, "Not complete. Declare each purpose with its basis");
    }

    #[test]
    fn a_recipient_abroad_without_a_safeguard_is_asked_for_one() {
        let policy =
            "recipient mailer \"Mailer\" : processor { country US }\nwe share personal-data with mailer";
        says("gdpr", "transfers", policy, "Mailer");
        says("gdpr", "transfer-safeguards", policy, "Not complete.");
        let home =
            "recipient mailer \"Mailer\" : processor { country DE }\nwe share personal-data with mailer";
        says("gdpr", "transfers", home, "Not declared.");
    }

    #[test]
    fn what_is_given_for_something_in_return_is_sold() {
        let policy = |role: &str| {
            format!(
                "data contact \"contact details\" : contact\n\
                 recipient club \"a club\" : {role} singular {{ consideration \"a discount\" }}\n\
                 we share contact with club\n"
            )
        };
        says("ccpa", "sold-or-shared", &policy("third-party"), "We share contact details with a club.");
        never_says("ccpa", "sold-or-shared", &policy("service-provider"), "a club");
    }

    #[test]
    fn a_category_is_not_sold_if_nothing_in_it_is() {
        let data = "data chat \"chats\" : contact.phone\ndata post \"addresses\" : contact.postal\n";
        let one = format!("{data}we collect chat, post\nwe do not sell chat");
        says("ccpa", "categories", &one, "We do not sell chats");
        never_says("ccpa", "categories", &one, "Not sold");
        let both = format!("{data}we collect chat, post\nwe do not sell chat, post");
        says("ccpa", "categories", &both, "Not sold");
    }

    #[test]
    fn what_identifies_nobody_is_no_disclosure() {
        let policy = "data figures \"figures\" : aggregate-data\n\
                      recipient club \"a club\" : third-party\nwe share figures with club";
        never_says("ccpa", "disclosed", policy, "figures");
        never_says("gdpr", "recipients", policy, "A club");
    }

    #[test]
    fn who_is_employed_or_left_out_of_a_denial_receives_data() {
        let used = "recipient counter \"Counter Inc.\" : analytics\nwe use counter for \"count visits\"";
        says("gdpr", "recipients", used, "Counter Inc.");
        says("gdpr", "purposes-and-bases", used, "Count visits");
        let left_out = "recipient host \"Host Ltd\" : hosting\nwe do not transfer personal-data except host";
        says("gdpr", "recipients", left_out, "Host Ltd");
        let tools = "we use \"strong locks\" for \"keep data safe\"";
        never_says("gdpr", "purposes-and-bases", tools, "Keep data safe");
    }

    #[test]
    fn purposes_stand_wherever_they_are_declared() {
        let shared = "we disclose personal-data to \"courts\" for \"answer claims\"";
        says("gdpr", "purposes-and-bases", shared, "Answer claims");
        let tracker = "tracker crumbs \"cookies\" : cookie { for \"count visits\" }\nwe use crumbs";
        says("gdpr", "purposes-and-bases", tracker, "Count visits");
        let consent = "you consent to \"all of this\" basis consent";
        says("gdpr", "purposes-and-bases", consent, "You consent to all of this.");
    }

    #[test]
    fn a_right_has_beside_it_what_its_section_says_of_it() {
        let policy = "section rights {\n\
                      you have the right to delete personal-data\n\
                      we cannot delete personal-data because \"backups stay\"\n}";
        says("gdpr", "right-to-erasure", policy, "We cannot delete");
        let alone = "section rights {\nwe will delete personal-data\n}";
        says("gdpr", "right-to-erasure", alone, "Not complete.");
        let changed = "you can change personal-data by \"logging in\"";
        never_says("gdpr", "right-to-rectification", changed, "Not declared");
        says("gdpr", "provision", "you must provide personal-data for \"get mail\"", "You must provide");
    }

    #[test]
    fn a_decision_is_automated_if_it_is_said_so() {
        let people = "we decide \"what we collect\"";
        says("gdpr", "automated-decisions", people, "Not declared");
        says(
            "gdpr",
            "automated-decisions",
            "we automatically decide \"on loans\"",
            "We automatically decide",
        );
        let review = "you have the right to obtain \"a decision by a person\" : human-review";
        says("gdpr", "automated-decisions", review, "a decision by a person");
    }

    #[test]
    fn of_several_rights_the_one_that_is_asked_for_is_shown() {
        let policy = "you have the right to access, correct, delete personal-data\n";
        says("gdpr", "right-to-erasure", policy, "You have the right to delete your personal information.");
        // What the author says in words may belong to one of the verbs only.
        let policy = "you have the right to restrict, object \"to what we do\"\n";
        says("gdpr", "right-to-object", policy, "You have the right to restrict and object to what we do.");
    }

    #[test]
    fn laws_of_one_pack_share_a_stub() {
        let source = "policy \"Test\" { laws cpra, ccpa, gdpr, glba }\norganization acme \"Acme\"";
        let load = |_: &str| Ok(source.as_bytes().to_vec());
        let read = project::read("test.candor", &load, Vocabulary::builtin());
        let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
        let stubs = documents(&Subject::new(&read.policy, &wording));
        let names: Vec<_> = stubs.documents.iter().map(|document| document.name.as_str()).collect();
        assert_eq!(names, ["test.ccpa", "test.gdpr"]);
    }

    #[test]
    fn a_provision_ends_at_a_semicolon_outside_brackets() {
        let all: Vec<&str> = provisions("Art. 1; Art. 2 (see a; b)").collect();
        assert_eq!(all, ["Art. 1", "Art. 2 (see a; b)"]);
    }

    /// Every example that an author is told to type is one the language has: as
    /// a sentence or declaration, in one, or after one.
    #[test]
    fn every_example_of_what_to_declare_parses() {
        let places = [
            ("", ""),
            ("policy \"P\" {\n", "\n}"),
            ("organization o \"O\" {\n", "\n}"),
            ("recipient r \"R\" {\n", "\n}"),
            ("we collect \"data\" ", ""),
            ("source s \"S\" ", ""),
            ("data d \"D\" ", ""),
        ];
        let wrong = [
            "unknown-property",
            "unknown-verb",
            "unknown-kind",
            "wrong-verb",
            "missing-value",
            "text-expected",
        ];
        let mut bad = Vec::new();
        let with_stub =
            Pack::builtin_ids().filter(|id| Pack::builtin(id).is_some_and(|pack| !pack.stub.is_empty()));
        for id in with_stub {
            let wording = Wording::new("en", "en", &std::collections::BTreeMap::new()).unwrap();
            let law = wording.law(id).unwrap();
            for (section, words) in law.words().get("sections").unwrap().entries() {
                let declare = words.text_of("declare").unwrap();
                for example in declare.split('`').skip(1).step_by(2) {
                    let example = example.replace("https://…", "https://acme.example");
                    let fits = places.iter().any(|(before, after)| {
                        let text = format!("{before}{example}{after}");
                        let load = |_: &str| Ok(text.clone().into_bytes());
                        let file = crate::syntax::read(crate::source::FileId(0), &text);
                        let read = project::read("example.candor", &load, Vocabulary::builtin());
                        file.findings.is_empty()
                            && !read.findings.iter().any(|finding| wrong.contains(&finding.code))
                    });
                    // A word alone is a word of the language, not an example of it.
                    if !fits && example.contains(' ') {
                        bad.push(format!("{id}: {section}: {example}"));
                    }
                }
            }
        }
        assert!(bad.is_empty(), "{bad:#?}");
    }
}
