use super::*;
use crate::document::Wording;
use crate::emit::text;
use crate::law::Vocabulary;
use crate::project;

mod advice;
mod agree;
mod answers;
mod data;
mod declared;
mod disclosures;
mod held;
mod parties;
mod requests;
mod rights;
mod transfers;
mod whole;

/// What one section of a policy's stub says, as plain text.
pub(in crate::document) fn section(law: &str, id: &str, policy: &str) -> String {
    stub_section(id, &format!("laws {law}"), &format!("organization acme \"Acme\"\n{policy}"))
}

/// What stands under the title of a stub.
fn lead(head: &str, policy: &str) -> String {
    let lead = stub(head, policy).lead;
    text::emit(&Document { lead, ..Document::default() })
}

fn stub(head: &str, policy: &str) -> Document {
    let source = format!("policy \"Test\" {{ {head} }}\n{policy}");
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
    stubs.documents.into_iter().next().expect("a stub")
}

/// The same of a policy with a head and organizations of its own.
fn stub_section(id: &str, head: &str, policy: &str) -> String {
    let mut document = stub(head, policy);
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

pub(in crate::document) fn says(law: &str, id: &str, policy: &str, expected: &str) {
    let text = section(law, id, policy);
    assert!(text.contains(expected), "{text}");
}

pub(in crate::document) fn never_says(law: &str, id: &str, policy: &str, unexpected: &str) {
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
    says("ccpa", "categories", &policy, "We do not sell this information");
    says("ccpa", "categories", &policy, "We may sell this information to partners");
    let denied = "data email \"email address\" : contact.email\nwe collect email\nwe do not collect email";
    says("ccpa", "categories", denied, "We do not collect email address.");
}

#[test]
fn a_condition_stays_with_a_sale() {
    let policy = "data email \"email address\" : contact.email\nwe will not sell email unless notice";
    says("ccpa", "categories", policy, "We will not sell this information unless");
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
    says("ccpa", "categories", policy, "We keep this information for 24 months");
    never_says("gdpr", "retention", policy, "Not ");
}

#[test]
fn what_a_declaration_says_of_data_stands_in_every_section_that_asks() {
    let policy = "source lists \"data suppliers\" : broker\n\
                  data email \"email addresses\" : contact.email from lists for \"send you news\" : marketing.email\n\
                  data device \"device data\" : device {\nfrom visitors automatically\n\
                  for \"keep our site safe\" : security\nip \"IP addresses\" : device.ip\n}\n\
                  data bought \"order history\" : commercial.purchases when \"you order\"\n\
                  data names \"names\" : identity required if \"you order\" {\nexcept \"nicknames\"\n\
                  first \"first names\" : identity.name\n}\n\
                  we collect email, device, bought, names for \"run it\" : service";
    says("ccpa", "categories", policy, "automatically from visitors");
    says("ccpa", "categories", policy, "keep our site safe");
    says("ccpa", "categories", policy, "order history (when you order)");
    says("ccpa", "categories", policy, "first names, except nicknames");
    never_says("ccpa", "categories", policy, "names (if you order)");
    says("ccpa", "sources", policy, "Email addresses: from data suppliers");
    never_says("ccpa", "sources", policy, "Not ");
    says("ccpa", "purposes", policy, "Email addresses: to send you news");
    says("gdpr", "data-categories", policy, "Email addresses: from data suppliers");
    never_says("gdpr", "sources", policy, "Device data");
    never_says("gdpr", "purposes-and-bases", policy, "information not declared");
    says("gdpr", "purposes-and-bases", policy, "order history (when you order)");
    says("gdpr", "purposes-and-bases", policy, "names (except nicknames)");
}

#[test]
fn a_period_of_a_declaration_stands_with_what_is_kept() {
    let policy = "data logs \"server logs\" : device if \"you log in\" kept 90 days {\n\
                  ip \"IP address\" : device.ip\n}\n\
                  data email \"email address\" : contact.email\n\
                  data mails \"messages\" : communication.support { kept until \"we answer\" then \"we burn them\" }\n\
                  we collect logs, email and mails";
    let logs = "Server logs (if you log in) are kept for 90 days";
    let mails = "Messages are kept until we answer; then we burn them";
    says("ccpa", "categories", policy, logs);
    says("ccpa", "categories", policy, mails);
    says("ccpa", "categories", policy, "not declared for email address");
    says("gdpr", "retention", policy, &format!("{logs}."));
    says("gdpr", "retention", policy, &format!("{mails}."));
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
    says("ccpa", "categories", policy, "We do not collect location. Not complete.");
    never_says("ccpa", "categories", policy, "Geolocation data");
}

#[test]
fn what_holds_for_people_elsewhere_is_left_out() {
    let policy = "section eea \"Europe\" for people in eea { you have the right to delete personal-data }";
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
    let loose =
        format!("{news}\nwe use personal-data for news\nwe process personal-data basis consent, contract");
    says("gdpr", "purposes-and-bases", &loose, "without saying which purpose each is for");
    let open = "Not complete. This is needed only where it applies. Declare each purpose with its basis";
    says("gdpr", "purposes-and-bases", &loose, open);
    let known = format!("{loose}\nwe collect contact.email");
    says("gdpr", "purposes-and-bases", &known, "Not complete. Nothing says “Legal basis");
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
fn a_group_of_a_class_is_what_is_in_it() {
    let data = "data account \"account data\" : personal-data { name \"name\" : identity.name }\n\
                data traits \"traits\" : sensitive-data { race \"race\" : demographic.race }\n\
                data place \"place\" : location.precise\nrecipient club \"a club\" : third-party\n";
    let policy = format!(
        "{data}we collect place\nwe collect account, traits for \"help\"\nwe share account with club"
    );
    says("ccpa", "categories", &policy, "place Sources: Not declared Purposes: Not declared");
    never_says(
        "ccpa",
        "categories",
        &format!("{policy}\nwe sell traits"),
        "place Sources: Not declared Purposes: help",
    );
    // Without anything in it, it is the author's name for the class.
    let all = "data info \"information\" : personal-data\nwe collect \"phones\" : contact.phone\n\
               we collect info for \"help\"";
    says("ccpa", "categories", all, "phones Sources: Not declared Purposes: help");
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
    says("gdpr", "automated-decisions", "we automatically decide \"on loans\"", "We automatically decide");
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
fn a_period_beside_a_collection_is_that_of_keeping() {
    let policy = "data email \"email address\" : contact.email\n\
                  we receive email from \"clinics\" for care unless \"you object\" kept 7 years after \"your visit\"\n\
                  purpose care \"care for you\" : service";
    let kept = "unless you object. We keep this information for 7 years after your visit.";
    says("ccpa", "categories", policy, kept);
    let plain = policy.replace(" unless \"you object\"", "");
    says("ccpa", "categories", &plain, "We keep this information for 7 years after your visit");
    never_says("ccpa", "categories", &plain, "7 years after your visit from");
    // Two periods of the same data are told apart by the rest of their sentences.
    let two = format!("{policy}\nwe collect email from you for care kept 1 year");
    let apart = "We collect this information from you to care for you. We keep this information for 1 year.";
    says("ccpa", "categories", &two, apart);
    let some =
        "data email \"email address\" : contact.email\nwe collect email in us from minors kept 30 days";
    let apart =
        "We collect this information from minors in the United States. We keep this information for 30 days.";
    says("ccpa", "categories", some, apart);
}

#[test]
fn data_stands_once_beside_its_purpose_and_without_what_is_left_out() {
    let policy = "data chat \"chats\" : contact.phone\ndata genes \"genes\" : genetic\n\
                  purpose help \"help you\" : service { basis contract }\n\
                  we collect chat directly from you for help\nwe use chat for help\n\
                  we share personal-data except genes with \"a host\" for help\n";
    let id = "purposes-and-bases";
    says("gdpr", id, policy, "Information: Chats; personal information, except genes");
    never_says("gdpr", id, policy, "directly");
}

#[test]
fn whatever_is_done_with_data_for_a_purpose_is_shown() {
    let policy = "data orders \"orders\" : commercial\ndata usage \"usage data\" : activity.usage\n\
                  purpose books \"keep our books\" : legal { basis legal-obligation }\n\
                  purpose know \"know you better\" : personalize { basis consent }\n\
                  we keep orders for books for 10 years after \"the invoice\"\n\
                  we combine orders with usage for know\n";
    let id = "purposes-and-bases";
    says("gdpr", id, policy, "Keep our books Legal obligation (Art. 6(1)(c)) Orders");
    says("gdpr", id, policy, "Know you better Consent (Art. 6(1)(a)) Orders and usage data");
    let tracker = "tracker ads \"ad cookies\" : cookie { for \"show you ads\" : ads.targeted basis consent }\nwe use ads";
    says("gdpr", id, tracker, "Show you ads Consent (Art. 6(1)(a)) By ad cookies: information not declared");
}

#[test]
fn a_basis_for_some_data_is_told_from_one_for_all() {
    let policy = |own: &str| {
        format!(
            "data ill \"health data\" : health\ndata cv \"your CV\" : commercial\n\
             purpose hire \"choose whom to hire\" : service {{ {own} }}\n\
             we use cv for hire\nwe process ill for hire basis explicit-consent\n"
        )
    };
    let id = "purposes-and-bases";
    let both = policy("basis contract");
    says("gdpr", id, &both, "(Art. 6(1)(b)); for health data: explicit consent (Art. 9(2)(a))");
    never_says("gdpr", id, &both, "Not complete");
    let some = policy("");
    says("gdpr", id, &some, "For health data: explicit consent (Art. 9(2)(a)); not declared for the rest");
    says("gdpr", id, &some, "Not complete");
}

#[test]
fn an_interest_that_the_purpose_names_is_not_asked_for_again() {
    let policy = "data calls \"recordings\" : communication.call-recording\n\
                  purpose proof \"prove what was agreed\" : legal.claims { basis legitimate-interests \"settling disputes\" }\n\
                  purpose learn \"train our staff\" : improve\n\
                  we use calls for proof and learn basis legitimate-interests (proof), consent (learn)\n";
    let shown = "Legal basis: Legitimate interests (Art. 6(1)(f)): settling disputes Information";
    says("gdpr", "purposes-and-bases", policy, shown);
    never_says("gdpr", "legitimate-interests", policy, "Not complete");
    never_says("gdpr", "legitimate-interests", policy, "without saying which interest");
}

#[test]
fn where_a_recipient_is_is_not_where_its_promise_holds() {
    let policy = "recipient host \"Host Inc.\" : hosting { country US must delete personal-data within 30 days of \"the end\" }\n\
                  we share personal-data with host";
    says("gdpr", "retention", policy, "Host Inc. must delete");
}

#[test]
fn data_about_others_than_those_who_give_it_is_not_obtained_from_them() {
    let people = "audience bosses \"employers\" : customer\naudience workers \"workers\" : end-user\n";
    let about = |rest: &str| format!("{people}data it \"programme data\" : health\n{rest}");
    for id in ["data-categories", "sources"] {
        says("gdpr", id, &about("we receive it from bosses about workers"), "from employers");
        says("gdpr", id, &about("we collect it about third-persons from you"), "about other people");
        never_says("gdpr", id, &about("we receive it from workers about workers"), "from workers");
        never_says("gdpr", id, &about("we collect it from you"), "We collect");
    }
    let own =
        "data kin \"emergency contacts\" : contact { about third-persons }\nwe collect kin from members";
    says("gdpr", "sources", own, "We collect emergency contacts from members.");
}

#[test]
fn a_general_denial_of_sharing_denies_disclosure() {
    let data = "data genes \"genes\" : genetic\nwe collect genes\n";
    let cells = |rest: &str| section("ccpa", "categories", &format!("{data}{rest}"));
    let never = cells("we never share genes");
    assert_eq!(never.matches("We never share this information").count(), 4, "{never}");
    let once = cells("we do not sell personal-data").matches("Not sold").count();
    assert_eq!(cells("we do not sell genes\nwe do not sell personal-data").matches("Not sold").count(), once);
    let past = cells("we have not disclosed genes in the last 12 months");
    assert!(past.contains("We have not disclosed this information in the last 12 months"), "{past}");
    let limited =
        cells("recipient host \"Host\" : hosting\nwe do not share genes with host for \"research\"");
    assert!(limited.contains("We do not share this information with Host to research"), "{limited}");
}

#[test]
fn what_holds_for_some_people_leaves_the_others_open() {
    let policy = "data email \"email address\" : contact.email\nwe collect email\n\
                  section kids for consumers under 16 { we do not knowingly sell, share personal-data of minors }";
    says("ccpa", "categories", policy, "this information about minors");
    says("ccpa", "categories", policy, "not declared for other people");
    says("ccpa", "sold-or-shared", policy, "Not complete");
    let placed = policy.replace("for consumers under 16", "for here").replace(" of minors", "");
    let placed = format!("audience here \"Californians\" {{ in california }}\n{placed}");
    never_says("ccpa", "categories", &placed, "not declared for other people");
    let all = format!("{policy}\nwe do not sell, share personal-data");
    never_says("ccpa", "sold-or-shared", &all, "Not complete");
}

#[test]
fn only_requests_and_rights_of_the_law_have_terms() {
    let none = [
        ("request-limits", "we may send \"surveys\" to customers at most 2 times per 12 months"),
        (
            "response-time",
            "you have the right to \"contest the decision\" within 30 days of \"the decision\"",
        ),
        ("fees", "you may ask us to \"play your song\" fee none"),
    ];
    for (id, sentence) in none {
        says("ccpa", id, sentence, "Not declared");
    }
    let right = "you have the right to delete personal-data by email within 45 days at most 2 times per 12 months fee none";
    let begins = "You have the right to delete your personal information.";
    says("ccpa", "request-limits", right, &format!("{begins} You can do so at most twice in 12 months."));
    never_says("ccpa", "request-limits", right, "45 days");
    says("ccpa", "response-time", right, &format!("{begins} The time limit for an answer is 45 days."));
    let free = format!("{begins} You can do so at most twice in 12 months. It is free of charge.");
    says("ccpa", "fees", right, &free);
    never_says("ccpa", "fees", right, "email");
    let asked = "you may submit \"written requests\" at most 2 times per 12 months";
    says("ccpa", "request-limits", asked, "You may submit written requests at most twice in 12 months.");
    says("gdpr", "response-time", "we respond to requests within 1 month", "We respond to requests");
}

#[test]
fn who_gets_all_data_gets_what_is_sensitive() {
    let policy = |except: &str| {
        format!(
            "data genes \"genes\" : genetic\ndata ill \"health data\" : health\nwe collect genes, ill\n\
             recipient cloud \"Nimbus\" : hosting\nwe share personal-data except {except} with cloud\n"
        )
    };
    says("ccpa", "sensitive-use", &policy("genes"), "personal information, except genes, with Nimbus");
    never_says("ccpa", "sensitive-use", &policy("genes, ill"), "Nimbus");
}

#[test]
fn data_that_no_row_holds_is_said_to_be_missing() {
    let policy = "data answers \"survey answers\"\ndata email \"email address\" : contact.email\n\
                  we collect answers, email, \"your mood\"";
    says("ccpa", "categories", policy, "Not complete. - No category is declared");
    says("ccpa", "categories", policy, "- Nothing says “Categories of sources”. Add");
    says(
        "ccpa",
        "categories",
        policy,
        "No category is declared for survey answers or your mood. Declare each",
    );
    let whole = "data email \"email address\" : contact.email\nwe collect email";
    never_says("ccpa", "categories", whole, "No category");
}

#[test]
fn incentives_are_offered_or_ruled_out() {
    let offered = "section california \"California\" { we offer \"discounts\" depending on \"points\" }";
    says("ccpa", "incentives", offered, "We offer discounts depending on points.");
    says("ccpa", "incentives", "we offer \"games\"", "Not declared");
    let head = "laws ccpa rules-out offers-financial-incentives";
    let none = stub_section("incentives", head, "organization acme \"Acme\"");
    assert!(none.contains("Acme has declared that it offers no financial incentives."), "{none}");
}

#[test]
fn a_decision_by_automated_means_is_shown_and_a_right_alone_is_not_enough() {
    let id = "automated-decisions";
    let means = "we decide \"on applications\" by \"automated means alone\" depending on \"your score\"";
    says("gdpr", id, means, "We decide on applications by automated means alone");
    never_says("gdpr", id, means, "Not ");
    says(
        "gdpr",
        id,
        "we never decide \"about you\" automatically",
        "We never decide about you automatically.",
    );
    says("gdpr", id, "you can opt-out of profiling", "Not complete");
    let collects = "we collect \"usage data\" by \"automated means\"";
    says("gdpr", id, collects, "Not declared");
    let denied = "data email \"email address\" : contact.email\nwe do not use email for \"advertise\"";
    says("ccpa", "purposes", denied, "Not complete");
}

#[test]
fn what_limits_whether_data_must_be_given_stays() {
    let policy = "data email \"email address\" : contact.email required except \"work addresses\"\n\
                  data age \"age\" : demographic.age required because \"doses depend on it\"\n\
                  data phone \"phone number\" : contact.phone optional in uk\nwe collect email, age, phone";
    says("gdpr", "provision", policy, "Email address: required, except work addresses");
    says("gdpr", "provision", policy, "Age: required because doses depend on it");
    says("gdpr", "provision", policy, "Phone number: optional in the United Kingdom");
    let free =
        "data email \"email address\" : contact.email\nemail is voluntary otherwise \"we cannot answer\"";
    says("gdpr", "provision", free, "Without it, we cannot answer");
}

#[test]
fn a_source_may_be_open_or_nobody() {
    let data = "data ip \"IP address\" : device.ip\nsource brokers \"data brokers\" : broker\n";
    let open = format!("{data}we receive ip from brokers and others");
    says("ccpa", "categories", &open, "data brokers; other sources");
    let automatic = format!("{data}we collect ip automatically");
    says("ccpa", "categories", &automatic, "collected automatically");
    never_says("ccpa", "sources", &automatic, "Not declared");
}
