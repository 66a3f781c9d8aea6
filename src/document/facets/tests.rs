//! The tables of stubs: of categories by column, and of purposes.

use crate::document::stub::tests::{never_says, says, section};
use crate::law::Kind;
use crate::model::words::NounKind;
use crate::model::{PropertyType, properties_of};

const NOUNS: &str = "data contact \"contact details\" : contact.email\n\
    data voice \"voice recordings\" : content.audio\ndata usage \"usage data\" : activity.usage\n\
    audience owners \"owners\" : customer\naudience seconds \"second users\" : user\n\
    recipient members \"other members\" : individual\nrecipient speech \"a speech company\" : processor\n\
    recipient metrics \"Countly\" : analytics { country US }\n\
    purpose assist \"answer you\" : service\npurpose better \"improve\" : improve\n";

#[test]
fn a_column_holds_what_it_is_about() {
    let cases = [
        // To share with those who are no third parties is not to share for advertising.
        (
            "we do not share contact with members",
            "We do not share this information with other members Sold: Not declared Shared for advertising \
             across contexts: Not declared",
        ),
        (
            "we do not share contact with \"third parties\"",
            "Shared for advertising across contexts: We do not share this information with third parties",
        ),
        ("we do not share contact", "Shared for advertising across contexts: Not shared"),
        // Who sells discloses.
        (
            "we may sell contact to \"brokers\"",
            "Disclosed to: We may sell this information to brokers Sold: We may sell this information to brokers \
             Shared for advertising across contexts: Not declared",
        ),
        ("we may rent contact to \"brokers\"", "Sold: We may rent out this information to brokers"),
        (
            "we do not sell contact to members",
            "Disclosed to: Not declared Sold: We do not sell this information",
        ),
        // For whom is not what for.
        ("we use contact for customers", "contact details Not declared Not declared Category"),
        ("we collect contact from users for owners, assist", "contact details users answer you"),
        // Once, with all ways in which it comes.
        (
            "we collect contact from owners, seconds directly\nwe receive contact from owners or seconds indirectly",
            "Sources: owners; directly and indirectly from second users",
        ),
        (
            "we collect contact from owners directly\nwe receive contact from owners",
            "contact details owners Not declared",
        ),
    ];
    for (statements, expected) in cases {
        let policy = format!("{NOUNS}we collect contact\n{statements}\n");
        let text = section("ccpa", "categories", &policy);
        assert!(text.contains(expected), "{statements}: {text}");
    }
}

#[test]
fn sections_in_sections_limit_once() {
    let nested = |outer: &str, inner: &str| {
        format!(
            "{NOUNS}we collect contact\nsection a \"A\" {outer} {{ section b \"B\" {inner} {{ \
             you have the right to delete contact\nwe have sold contact to members }} }}\n"
        )
    };
    let both = nested("for people in california, texas", "for people in california");
    says("ccpa", "right-to-delete", &both, "For people in California: You");
    never_says("ccpa", "categories", &both, "(for");
    let visitors = nested("for visitors", "for people in eea");
    says("gdpr", "right-to-erasure", &visitors, "For visitors in the European Economic Area: You");
    let others = nested("for people in eea", "for owners");
    says("gdpr", "right-to-erasure", &others, "For owners in the European Economic Area: You");
    let aged = nested("for people under 16", "for children");
    says("ccpa", "categories", &aged, "(for people under 16 for children)");
}

#[test]
fn what_is_said_of_some_readers_says_nothing_of_the_others() {
    let policy = format!(
        "{NOUNS}we collect contact\nsection a \"A\" for seconds {{ we do not sell or share contact }}\n\
         section b \"B\" for children under 16 {{ we do not sell or share contact }}\n"
    );
    says("ccpa", "categories", &policy, "(for children under 16); not declared for other people");
    let everyone = format!("{policy}we do not sell contact\n");
    says("ccpa", "categories", &everyone, "Not sold");
}

#[test]
fn the_data_of_a_purpose_stands_there_once() {
    let policy = format!(
        "{NOUNS}we collect voice from users for assist only if consent\nwe share voice with speech for assist\n"
    );
    says("gdpr", "purposes-and-bases", &policy, "Not declared Voice recordings (only if you consent)");
    never_says("gdpr", "purposes-and-bases", &policy, "(only if you consent);");
    let given = format!("{NOUNS}we share voice with speech for assist only if consent\n");
    says("gdpr", "purposes-and-bases", &given, "Voice recordings (only if you consent)");
}

#[test]
fn what_is_given_to_somebody_is_not_lost_beside_a_tracker() {
    let policy = format!(
        "{NOUNS}tracker px \"pixels\" : web-beacon {{ reads usage for assist off until consent }}\n\
         we share voice, usage with speech for assist\n"
    );
    let cell = "Voice recordings and usage data; usage data by pixels (only if you consent)";
    says("gdpr", "purposes-and-bases", &policy, cell);
}

#[test]
fn lists_in_a_list_of_a_cell_stand_apart() {
    let policy = format!(
        "{NOUNS}data likes \"likes, passes and matches\" : content\n\
         data cards \"card numbers\" : financial\nwe use voice for assist\n\
         we use usage for assist\nwe use likes, contact, cards for assist if consent\n"
    );
    let id = "purposes-and-bases";
    let lines = "Voice recordings and usage data Likes, passes and matches; contact details; and card numbers \
                 (if you consent)";
    says("gdpr", id, &policy, lines);
    let bare = format!(
        "{NOUNS}tracker px \"pixels\" : web-beacon {{ for assist }}\nwe use px\nwe use voice for assist\n"
    );
    says("gdpr", id, &bare, "Voice recordings; by pixels: information not declared");
}

#[test]
fn data_that_is_used_in_any_case_is_not_named_again_for_a_tracker() {
    let tracker =
        "tracker px \"pixels\" : web-beacon { reads voice, usage off until consent }\nwe use px for assist\n";
    let all = format!("{NOUNS}{tracker}we use usage, voice for assist\n");
    says(
        "gdpr",
        "purposes-and-bases",
        &all,
        "Usage data and voice recordings; also by pixels (only if you consent)",
    );
    let more = format!("{NOUNS}{tracker}we use usage, voice, contact for assist\n");
    says(
        "gdpr",
        "purposes-and-bases",
        &more,
        "contact details; voice recordings and usage data by pixels (only if",
    );
}

#[test]
fn what_limits_a_basis_and_its_data_stands_once() {
    let watch = "we use voice about owners for assist basis legitimate-interests\n";
    let id = "purposes-and-bases";
    says(
        "gdpr",
        id,
        &format!("{NOUNS}{watch}"),
        "(Art. 6(1)(f)) Information: Voice recordings (about owners)",
    );
    // Where data stands there without a limit, the limit is told of the basis.
    let free = format!("{NOUNS}{watch}we use voice for assist\n");
    says("gdpr", id, &free, "egitimate interests (Art. 6(1)(f)), about owners");
}

#[test]
fn what_is_left_out_again_is_not_named_first() {
    let policy = format!("{NOUNS}we use voice, usage except usage for assist\n");
    says("gdpr", "purposes-and-bases", &policy, "Not declared Voice recordings");
    never_says("gdpr", "purposes-and-bases", &policy, "except");
}

#[test]
fn how_data_is_got_from_people_is_no_limit() {
    let policy = format!("{NOUNS}we collect usage about drivers automatically for assist if consent\n");
    let policy = format!("audience drivers \"drivers\"\n{policy}");
    says("gdpr", "purposes-and-bases", &policy, "(about drivers, if you consent)");
}

#[test]
fn one_interest_stands_once() {
    let policy = format!(
        "{NOUNS}purpose train \"train our models\" : improve {{ basis legitimate-interests \"better models\" }}\n\
         we use voice for train basis legitimate-interests \"better models\"\n"
    );
    says("gdpr", "legitimate-interests", &policy, "Better models");
    never_says("gdpr", "legitimate-interests", &policy, "train our models");
}

#[test]
fn a_length_of_time_in_words_is_no_purpose() {
    let length = "the longer of 2 years and the time the law asks for";
    for length in [length, "6 years plus the current tax year"] {
        let policy = format!(
            "{NOUNS}we collect contact for assist\nwe keep contact for \"{length}\" after \"you close your account\"\n"
        );
        never_says("gdpr", "purposes-and-bases", &policy, length);
        says("ccpa", "categories", &policy, &format!("for {length} after you close your account"));
    }
}

#[test]
fn data_about_others_is_not_obtained_from_whom_it_is_about() {
    let nouns = "audience kin \"your next of kin\" : dependent\naudience staff \"our staff\" : employee\n";
    let id = "data-categories";
    for about in ["of", "about"] {
        let policy = format!("{NOUNS}{nouns}we collect contact {about} kin from staff\n");
        says("gdpr", id, &policy, "your next of kin from our staff");
    }
    let policy = format!("{NOUNS}{nouns}we collect usage from \"your device\" automatically\n");
    never_says("gdpr", id, &policy, "your device");
}

#[test]
fn what_a_tracker_reads_stands_where_it_goes_and_what_it_is_for() {
    let tracker = |sentence: &str| {
        format!(
            "{NOUNS}tracker cookies \"cookies\" : cookie {{ party third provider metrics reads usage for better \
             off until consent }}\nwe collect usage from users for better\n{sentence}\n"
        )
    };
    for sentence in ["", "we use cookies", "we use cookies for better"] {
        let policy = tracker(sentence);
        says("ccpa", "categories", &policy, "Countly, by cookies (only if you consent)");
        says("gdpr", "purposes-and-bases", &policy, "Usage data; also by cookies (only if you consent)");
    }
    never_says("ccpa", "categories", &tracker("we do not use cookies"), "Countly");
}

#[test]
fn every_party_may_have_every_property_wherever_it_stands() {
    let told = "we share contact, voice with party\nparty is controller of contact\n\
        party is responsible for \"answering requests\"\nwe collect contact from party\n";
    for kind in [NounKind::Organization, NounKind::Recipient, NounKind::Source] {
        for (word, value) in properties_of(kind) {
            let value = match value {
                PropertyType::Of(Kind::Country) => "US",
                PropertyType::Link => "\"https://party.example\"",
                PropertyType::Codes => "\"A\"",
                _ if *word == "email" => "\"party@party.example\"",
                _ => "\"as the party says\"",
            };
            for role in ["", ": joint-controller"].into_iter().filter(|_| *word != "maps") {
                let noun = format!("{} party \"Party Inc.\" {role} {{ {word} {value} }}\n", kind.as_str());
                for (law, id) in [("gdpr", "controller"), ("ccpa", "categories")] {
                    section(law, id, &format!("{NOUNS}{noun}{told}"));
                }
            }
        }
    }
}

const BEACON: &str = "recipient net \"AdNet\" : advertising-network\ntracker bb \"beacons\" : web-beacon {\nparty third\n\
    provider net\nreads usage\nfor better\n";

#[test]
fn when_a_tracker_is_off_is_never_when_it_is_on() {
    let cases = [
        ("off if \"you are under 16\"", "(unless you are under 16)", "(unless you are under 16)"),
        ("off until consent", "(only if you consent)", "(only if you consent)"),
        ("off unless consent", "(only if you consent)", "(only if you consent)"),
        ("off if \"you are under 16\" or request", "(unless you are under 16", "(unless you are under 16"),
        // That it is off elsewhere says nothing here; off somewhere here, where.
        ("off until consent in eu", "improve", "by beacons (in the European Union: only if you consent)"),
        ("off in eu", "improve", "by beacons (off in the European Union)"),
        ("off until consent in california", "(only if you consent)", "by beacons"),
        ("if \"you allow it\"", "(if you allow it)", "by beacons (if you allow it)"),
        (
            "except \"in the US\"\noff until consent",
            "(except in the US, only if you consent)",
            "(except in the US",
        ),
        ("in california", "improve", ""),
    ];
    for (off, here, there) in cases {
        let policy = format!("{NOUNS}{BEACON}{off}\n}}\nwe collect usage\n");
        says("ccpa", "purposes", &policy, here);
        says("gdpr", "purposes-and-bases", &policy, there);
    }
    for off in ["off until consent in eu", "off in eu"] {
        let policy = format!("{NOUNS}{BEACON}{off}\n}}\nwe collect usage\n");
        never_says("ccpa", "categories", &policy, "you consent");
        never_says("ccpa", "categories", &policy, "(off");
    }
    let there = format!("{NOUNS}{BEACON}off until consent in california\n}}\nwe collect usage\n");
    never_says("gdpr", "purposes-and-bases", &there, "you consent");
    let only_there = format!("{NOUNS}{BEACON}in california\n}}\nwe collect usage\n");
    never_says("gdpr", "purposes-and-bases", &only_there, "beacons");
}

#[test]
fn how_far_data_identifies_people_makes_it_no_other_data() {
    let nouns = format!("{NOUNS}data notes \"health notes\" : health\nwe collect notes, contact\n");
    for class in ["pseudonymous-data", "personal-data"] {
        let policy = format!(
            "{nouns}data hashes \"hashed numbers\" : contact.phone | {class}\n\
             we collect hashes from users for assist\nwe sell hashes to speech\n"
        );
        let text = section("ccpa", "categories", &policy);
        let rows: Vec<&str> = text.split("Category: ").collect();
        let about = |what: &str| rows.iter().filter(|row| row.contains(what)).count();
        assert_eq!(about("Sources: users"), 2, "{text}");
        assert_eq!(about("We sell"), 2, "{text}");
    }
    let alone = format!("{nouns}data hashes \"hashes\" : pseudonymous-data\nwe collect hashes from users\n");
    never_says("ccpa", "categories", &alone, "Sources: users");
    says("ccpa", "categories", &alone, "No category is declared for hashes.");
}

#[test]
fn what_an_author_calls_personal_data_may_be_some_of_it() {
    let policy = |name: &str| {
        format!(
            "{NOUNS}data theirs \"{name}\" : personal-data\nwe collect contact, usage\nwe use theirs for assist\n"
        )
    };
    says("ccpa", "categories", &policy("Customer Data"), "answer you (Customer Data)");
    never_says("ccpa", "categories", &policy("personal data"), "answer you (");
}

#[test]
fn a_denial_for_some_place_is_not_one_for_all() {
    let policy = format!(
        "{NOUNS}we collect contact\nwe do not sell personal-data except \"as described in this policy\"\n\
         section c \"C\" for residents of california {{ we do not sell personal-data }}\n"
    );
    says("ccpa", "categories", &policy, "We do not sell this information (for residents of California)");
    never_says("ccpa", "categories", &policy, "Not sold");
    let more = format!("{NOUNS}we collect contact\nwe do not sell contact\nwe do not sell, rent contact\n");
    says("ccpa", "categories", &more, "We do not sell or rent out this information");
    never_says("ccpa", "categories", &more, "Not sold");
    let kept = format!(
        "{NOUNS}we may collect contact if \"you ask us to\"\nwe do not capture, store, transmit contact\n\
         we keep personal-data indefinitely\n"
    );
    says("ccpa", "categories", &kept, "We do not capture, store, or transmit this information");
}

#[test]
fn examples_of_an_interest_go_on_behind_it() {
    let nouns = |interest| {
        format!(
            "{NOUNS}purpose safe \"keep our shop safe\" : security {{ basis legitimate-interests \"{interest}\" }}\n\
             we use contact for safe"
        )
    };
    let id = "purposes-and-bases";
    says("gdpr", id, &nouns("the safety of our shop"), "Legitimate interests (Art. 6(1)(f)): the safety");
    says("gdpr", id, &nouns("such as our safety"), "Legitimate interests (Art. 6(1)(f)), such as our safety");
}
