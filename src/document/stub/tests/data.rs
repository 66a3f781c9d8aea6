//! What stands under data: where it comes from, what it is for, and where it goes.

use super::{never_says, says, section, stub_section};

const DATA: &str = "data contact \"contact details\" : contact\n";

#[test]
fn what_is_required_is_collected_and_must_be_given() {
    let required = format!("{DATA}we may require contact from users for \"let you see more\"");
    says("gdpr", "purposes-and-bases", &required, "Let you see more Not declared Contact details");
    says("gdpr", "provision", &required, "We may require contact details from users to let you see more.");
    never_says("gdpr", "provision", &required, "Not declared");
}

#[test]
fn data_that_is_not_marked_beside_what_is() {
    let items = "data account \"account\" : account {\nname \"name\" : identity.name\n\
        phone \"phone number\" : contact.phone optional otherwise \"you get no texts\"\n}\n\
        data card \"card details\" : financial.card\ndata ip \"IP address\" : device.ip\n";
    let policy = format!(
        "{items}we collect account, card\nwe automatically collect ip\n\
        we collect \"information\" : personal-data from you"
    );
    let text = section("gdpr", "provision", &policy);
    assert!(text.contains("Not declared: name; card details") && !text.contains("IP"), "{text}");
    assert!(text.contains("Not complete."), "{text}");
    for said in ["you must provide account, card", "account, card are voluntary"] {
        let told = format!("{policy}\n{said}");
        never_says("gdpr", "provision", &told, "Not declared");
        never_says("gdpr", "provision", &told, "Not complete");
    }
}

#[test]
fn data_about_a_child_from_its_parents_is_not_obtained_from_the_child() {
    let people = "audience parents \"parents\" : parent\naudience young \"children\" : child\n\
        data names \"names of children\" : child\n";
    for id in ["data-categories", "sources"] {
        let others = format!("{people}we collect names from parents");
        says("gdpr", id, &others, "We collect names of children from parents.");
        says("gdpr", id, &format!("{people}we collect names from young"), "Not declared.");
        says("gdpr", id, &format!("{people}we collect names from you"), "Not declared.");
    }
}

#[test]
fn all_that_is_said_of_a_thing_stands_in_one_bracket() {
    let policy = "data school \"schooling\" : education.history if \"you apply\"\n\
        purpose news \"send you news\" : marketing.email if \"you subscribe\"\n\
        we collect school for news if consent";
    says("ccpa", "categories", policy, "schooling (if you apply; may fall under this)");
    says("ccpa", "categories", policy, "send you news (if you subscribe; if you consent)");
    let basis = "we use school for news basis consent if \"you apply\"";
    let policy =
        format!("data school \"schooling\" : education.history\npurpose news \"send you news\"\n{basis}");
    says("gdpr", "purposes-and-bases", &policy, "Consent (Art. 6(1)(a)) Schooling (if you apply)");
    // Where the law has a basis is not limited.
    let more = format!("{policy}\nwe use school for news");
    says("gdpr", "purposes-and-bases", &more, "onsent (Art. 6(1)(a)), if you apply");
}

#[test]
fn what_is_outside_a_country_is_not_in_it() {
    let outside = "we transfer personal-data to \"countries outside Portugal\"";
    never_says("gdpr", "transfers", outside, "Not declared");
    says("gdpr", "transfers", "we transfer personal-data to \"Portugal\"", "Not declared");
}

#[test]
fn the_safeguard_of_the_publisher_stands_with_the_others() {
    let acme = "organization acme \"Acme\" { safeguard \"binding corporate rules\" }";
    let text = stub_section("transfer-safeguards", "laws gdpr", acme);
    assert!(text.ends_with("- Acme: binding corporate rules"), "{text}");
}

#[test]
fn what_a_section_says_of_children_is_not_the_readers() {
    let children = "section children for children under 16 { we do not share personal-data }";
    says("gdpr", "recipients", children, "For children under 16: We do not share personal information.");
    for id in ["children", "minors \"Minors\""] {
        let policy = format!(
            "section {id} for children under 16 {{ we do not sell or share personal-data unless opt-in }}"
        );
        let said = "We do not sell or share personal information unless there is an opt-in.";
        says("ccpa", "minors-sale", &policy, said);
    }
    says("gdpr", "recipients", "we do not share personal-data", "We do not share your personal information.");
}

#[test]
fn a_cell_says_that_nothing_is_declared_and_an_interest_has_one_pair_of_brackets() {
    let tool = "recipient tool \"Tool\" : processor\nwe use tool for \"learn\" : analytics";
    says("gdpr", "purposes-and-bases", tool, "Learn Not declared Not declared");
    let interest =
        format!("{DATA}we use contact for \"talk with you\" if \"you ask\" basis legitimate-interests");
    let text = section("gdpr", "legitimate-interests", &interest);
    assert!(text.contains("(to talk with you, if you ask)"), "{text}");
}

#[test]
fn what_cannot_be_got_at_is_no_category() {
    let policy = "data photos \"progress photos\" : content.photos\nwe cannot access photos";
    never_says("ccpa", "categories", policy, "Examples from this policy");
    says("ccpa", "categories", policy, "We cannot access progress photos.");
}

#[test]
fn what_the_author_points_back_to_is_named() {
    let checks = "data checks \"background checks\" : criminal\nwe collect checks\n";
    let then = format!("{checks}we keep checks for 6 months then \"we destroy them\"");
    says("ccpa", "categories", &then, "We keep background checks for 6 months. After that, we destroy them.");
    let unless = format!("{checks}we keep checks for 6 months unless \"an employer needs them\"");
    says(
        "ccpa",
        "categories",
        &unless,
        "We keep background checks for 6 months, unless an employer needs them",
    );
    let plain = format!("{checks}we keep checks for 6 months unless \"you object\"");
    says("ccpa", "categories", &plain, "We keep this information for 6 months, unless you object");
}

const CONTACT: &str =
    "data c \"contact details\" : contact\npurpose orders \"send orders\" : service.fulfilment\n";

#[test]
fn what_stands_without_a_limit_does_not_stand_under_one_again() {
    let (here, there) = ("we collect c in us for orders", "we use c in US for orders");
    let twice = format!("{CONTACT}{here}\n{there}");
    let sections = format!(
        "{CONTACT}section a \"A\" for child {{ we collect c for orders }}\n\
         section b \"B\" for child {{ we use c for orders }}"
    );
    for (policy, limit) in [(&twice, "United States"), (&sections, "for children")] {
        let text = section("gdpr", "purposes-and-bases", policy);
        assert_eq!(text.to_lowercase().matches("contact details").count(), 1, "{text}");
        assert!(text.contains(limit), "{text}");
    }
    let text = section("gdpr", "purposes-and-bases", &format!("{twice}\nwe use c for orders"));
    assert!(text.contains("Contact details") && !text.contains("United States"), "{text}");
    let objects = "we collect c from \"partners\" for orders unless \"you object\"";
    says("ccpa", "categories", &format!("{CONTACT}{objects}"), "send orders (unless you object)");
    let plain = "we collect c for orders";
    for all in [format!("{objects}\n{plain}"), format!("{plain}\n{objects}")] {
        let policy = format!("{CONTACT}{all}");
        never_says("ccpa", "categories", &policy, "send orders (unless you object)");
        says("ccpa", "categories", &policy, "partners (unless you object)");
    }
}

#[test]
fn whom_data_is_about_stands_with_the_data_alone() {
    let about = format!(
        "{CONTACT}audience referees \"referees\"\nwe collect c about referees from \"candidates\" for orders"
    );
    says(
        "ccpa",
        "categories",
        &about,
        "contact details (about referees) Sources: candidates Purposes: send orders",
    );
    never_says("ccpa", "categories", &about, "send orders (about referees)");
    let you = format!("{CONTACT}we collect c about you from \"candidates\" for orders");
    never_says("ccpa", "categories", &you, "(about you)");
    never_says("gdpr", "purposes-and-bases", &you, "(about you)");
}

#[test]
fn what_people_give_comes_from_them() {
    let policy = "data race \"race\" : demographic.race\nyou may voluntarily provide race\n\
                  you can submit \"your religion\" : demographic.religion";
    says("ccpa", "categories", policy, "race; your religion Sources: you ");
    says("ccpa", "sources", policy, "You may voluntarily provide race. You can submit your religion.");
    never_says("gdpr", "recipients", policy, "religion");
    let others = "data race \"race\" : demographic.race\naudience friends \"your friends\" : user\n\
                  you may provide race to friends";
    says("ccpa", "sources", others, "Not declared.");
}

#[test]
fn who_gets_at_data_or_watches_over_it_uses_it() {
    for verb in ["access", "copy", "monitor"] {
        let policy = format!(
            "data ip \"IP addresses\" : device.ip\n\
             we {verb} ip for \"find abuse\" : security.abuse basis legal-obligation"
        );
        says(
            "gdpr",
            "purposes-and-bases",
            &policy,
            "Find abuse Legal obligation (Art. 6(1)(c)) IP addresses",
        );
        says("ccpa", "purposes", &policy, "Find abuse Security and integrity");
    }
}

#[test]
fn what_a_tracker_reads_in_words_of_the_authors_own_has_its_category() {
    let policy = "tracker visit \"the visit cookie\" : cookie { reads \"pages\" : activity }\nwe use visit";
    says("ccpa", "categories", policy, "Internet or other electronic network activity information");
    says("ccpa", "categories", policy, "pages");
    let denied = format!("{policy}\nwe do not use visit");
    never_says("ccpa", "categories", &denied, "pages");
}

#[test]
fn a_tracker_that_is_said_to_read_nothing_uses_no_information() {
    let policy =
        "tracker visit \"the visit cookie\" : cookie for \"count visits\" { reads none }\nwe use visit";
    says("gdpr", "purposes-and-bases", policy, "By the visit cookie: no information");
    let open = "tracker visit \"the visit cookie\" : cookie for \"count visits\"\nwe use visit";
    says("gdpr", "purposes-and-bases", open, "By the visit cookie: information not declared");
}

#[test]
fn examples_in_a_sentence_have_categories_of_their_own() {
    let policy =
        "we collect \"site data\" such as \"names\" : identity.name, \"ages\" : demographic.age from users";
    says("ccpa", "categories", policy, "Identifiers Examples from this policy: names Sources: users");
    says("ccpa", "categories", policy, "federal law Examples from this policy: ages Sources: users");
    never_says("ccpa", "categories", policy, "No category is declared");
    let group =
        "we collect \"directory data\" : contact.email such as \"first names\", \"ages\" : demographic.age";
    says("ccpa", "categories", group, "Identifiers Examples from this policy: first names");
    let unknown = "we collect \"site data\" such as \"names\" from users";
    says("ccpa", "categories", unknown, "No category is declared for site data.");
    let shared = "we collect personal-data such as \"names\" : identity.name\n\
                  we use personal-data such as \"ages\" : demographic.age";
    says("ccpa", "categories", shared, "names");
    says("ccpa", "categories", shared, "ages");
}

#[test]
fn what_is_written_need_not_be_of_the_senses() {
    let policy = "we collect \"notes\" : content, \"messages\" : communication, \"photos\" : content.photos, \
                  \"calls\" : communication.call-recording";
    says(
        "ccpa",
        "categories",
        policy,
        "notes (may fall under this); messages (may fall under this); photos; calls Sources",
    );
}

#[test]
fn what_all_data_is_used_for_sensitive_data_is_used_for() {
    let data = "data health \"health records\" : health\nwe collect health\n";
    let part =
        "personal information of every kind is used, disclosed or sold, this information is part of it.";
    says("ccpa", "sensitive-use", &format!("{data}we use personal-data for \"billing\""), part);
    never_says("ccpa", "sensitive-use", &format!("{data}we do not use personal-data for \"billing\""), part);
}

#[test]
fn what_holds_for_all_data_stands_in_the_row_of_all() {
    let aims: Vec<String> =
        (0..9).map(|at| format!("\"carry out the {at}th of the things that we do for you\"")).collect();
    let policy = |sources: &str| {
        format!(
            "data email \"email address\" : contact.email\ndata cart \"orders\" : commercial\n\
             we collect email, cart\nwe collect personal-data \"that you give us\" from {sources} for {}",
            aims.join(", ")
        )
    };
    let many = "users, \"the companies that we work with\"";
    let text = section("ccpa", "categories", &policy(many));
    assert_eq!(text.matches("the companies that we work with").count(), 1, "{text}");
    assert_eq!(text.matches("that you give us").count(), 3, "{text}");
    assert!(text.contains("Sources: See all categories"), "{text}");
    let text = section("ccpa", "categories", &policy("users").replace(" \"that you give us\"", ""));
    assert_eq!(text.matches("Sources: users").count(), text.matches("Sources:").count(), "{text}");
}

#[test]
fn what_all_data_is_used_for_at_most_is_no_purpose_of_each() {
    let loc = "data loc \"precise location\" : location.precise\n\
        we collect loc from users for \"find a pharmacy\" if consent\n";
    let limit = "we only use sensitive-data for \"treat you\", \"prevent fraud\" : security.fraud";
    let text = section("ccpa", "categories", &format!("{loc}{limit}"));
    assert!(text.contains("find a pharmacy (if you consent)") && !text.contains("treat you"), "{text}");
    // Where nothing else says what some of it is for, the limit is all that is known.
    let card = "data card \"card details\" : financial.card\nwe collect card from users\n";
    let text = section("ccpa", "categories", &format!("{loc}{card}{limit}"));
    assert_eq!(text.matches("treat you; prevent fraud").count(), 1, "{text}");
    let alone = section("ccpa", "categories", &format!("{card}{limit}"));
    assert!(alone.contains("treat you; prevent fraud"), "{alone}");
    let all = "data fax \"fax number\" : contact\nwe collect fax from users\n\
        we use sensitive-data for \"treat you\"\nwe only use personal-data for \"send you faxes\"";
    let text = section("ccpa", "categories", &format!("{card}{all}"));
    assert!(text.contains("send you faxes"), "{text}");
    // What is used for some purposes only is used for each of them.
    let own = section("ccpa", "categories", &format!("{loc}we only use loc for \"treat you\""));
    assert!(own.contains("treat you"), "{own}");
}

#[test]
fn the_purposes_of_others_rest_on_what_they_say() {
    let policy = "audience customers \"customers\"\n\
        data payroll \"payroll data\" : professional.salary\n\
        data contact \"contact details\" : contact\n\
        purpose answer \"answer you\" : service.support { basis contract }\n\
        customers are controller of payroll\nwe are processor of payroll\nwe use contact for answer\n";
    let theirs = format!("{policy}purpose run \"calculate wages\"\nwe process payroll for run");
    never_says("gdpr", "purposes-and-bases", &theirs, "Calculate wages");
    never_says("gdpr", "purposes-and-bases", &theirs, "Not ");
    let both = format!("{theirs}\nwe use contact for run");
    says(
        "gdpr",
        "purposes-and-bases",
        &both,
        "Calculate wages Legal basis: Not declared Information: Contact details",
    );
    let based =
        format!("{policy}purpose run \"calculate wages\" {{ basis contract }}\nwe process payroll for run");
    says("gdpr", "purposes-and-bases", &based, "Calculate wages");
    // A role in one country is none elsewhere, and what is the publisher's own is nobody else's.
    let limited = theirs.replace("we are processor of payroll", "we are processor of payroll in FR");
    says("gdpr", "purposes-and-bases", &limited, "Calculate wages Legal basis: Not declared");
    let own = theirs
        .replace("professional.salary\n", "professional.salary { sick \"sick notes\" : health }\n")
        + "\nwe are controller of payroll.sick";
    says("gdpr", "purposes-and-bases", &own, "Calculate wages Legal basis: Not declared");
}

#[test]
fn a_condition_of_collecting_stands_with_the_data_unless_another_cell_has_it() {
    let finger = "data finger \"fingerprints\" : biometric.fingerprint\n\
                  purpose lock \"open your locker\" : security\n";
    let shown = "fingerprints (only if you consent)";
    for (sentences, told) in [
        ("we may collect finger only if consent", true),
        ("we may collect finger only if consent\nwe use finger for lock", true),
        ("we may collect finger for lock only if consent", false),
        ("we may collect finger from you only if consent", false),
        ("we may collect finger only if consent\nwe collect finger", false),
        ("we may collect finger only if consent\nwe collect finger if \"you ask\"", false),
        ("we may collect finger only if consent\nwe collect personal-data", false),
        ("we may collect finger only if consent\nyou may provide finger", false),
    ] {
        let text = section("ccpa", "categories", &format!("{finger}{sentences}"));
        assert_eq!(text.contains(shown), told, "{text}");
    }
    let tracker = "tracker pad \"our pad\" : sdk { reads finger }\nwe use pad\n";
    never_says("ccpa", "categories", &format!("{finger}{tracker}we collect finger only if consent"), shown);
}

#[test]
fn any_of_some_data_stands_once_beside_its_purpose() {
    let policy = "data ident \"identification data\" : identity\npurpose kyc \"know you\" : legal\n\
                  we collect ident for kyc\nwe use any ident for kyc";
    says("gdpr", "purposes-and-bases", policy, "Know you Not declared Identification data");
    never_says("gdpr", "purposes-and-bases", policy, "any identification data");
}

#[test]
fn what_data_is_put_together_or_stored_for_it_is_used_for() {
    let data = "data dev \"device data\" : device\npurpose ads \"show you ads\" : ads\n\
                we collect dev\nwe use dev for ads only if consent\n";
    says("ccpa", "categories", data, "show you ads (only if you consent)");
    for verb in ["combine dev with \"data from shops\"", "aggregate dev", "store dev"] {
        never_says("ccpa", "categories", &format!("{data}we {verb} for ads"), "show you ads (");
    }
}

#[test]
fn a_purpose_is_none_of_what_its_sentence_leaves_out() {
    let papers = "data papers \"papers\" {\n    passport \"passport numbers\" : identity.government-id.passport\n\
                  ssn \"Social Security numbers\" : identity.government-id.ssn\n    photos \"photos\" : content.photos\n}\n\
                  purpose mkt \"market our products\" : marketing\nwe collect papers\n";
    let except = "market our products (except Social Security numbers)";
    let policy = format!("{papers}we use papers, except papers.ssn, for mkt");
    says(
        "ccpa",
        "categories",
        &policy,
        &format!("Social Security numbers Sources: Not declared Purposes: {except}"),
    );
    says(
        "ccpa",
        "categories",
        &policy,
        "photos Sources: Not declared Purposes: market our products Category",
    );
    let less = format!(
        "{papers}purpose news \"send you news\" {{ basis consent }}\nwe use papers for \"any purpose\" except news"
    );
    says("ccpa", "categories", &less, "any purpose (except to send you news)");
    says("gdpr", "purposes-and-bases", &less, "Any purpose Not declared Papers, except to send you news");
    let all = format!("{papers}we use personal-data, except papers.ssn, for mkt");
    says("ccpa", "categories", &all, except);
}

#[test]
fn in_whose_words_data_is_handled_does_not_say_which_it_is() {
    let policy = "data chats \"conversations\" : content.ai-prompts\n\
                  we process chats from customers for \"answer them\" under \"their instructions\"";
    says("ccpa", "categories", policy, "Examples from this policy: conversations Sources");
    says("ccpa", "categories", policy, "Purposes: answer them (under their instructions)");
}

#[test]
fn an_age_stands_behind_those_whose_age_it_is() {
    let data = "data contact \"contact details\" : contact.email\npurpose play \"run our games\" : service\n";
    for (word, told, source) in [
        ("about", "about children under 13", "Not declared"),
        ("of", "of children under 13", "Not declared"),
        ("from", "from children under 13", "children (under 13)"),
    ] {
        let policy = format!("{data}we collect contact {word} children under 13 for play");
        let shown = format!("contact details ({told}) Sources: {source} Purposes: run our games ({told})");
        says("ccpa", "categories", &policy, &shown);
        says("gdpr", "purposes-and-bases", &policy, &format!("Contact details ({told})"));
    }
    for (whose, told) in [
        ("about parents of children under 13", "about parents or guardians of children under 13"),
        ("about parents of children", "about parents or guardians of children"),
    ] {
        let policy = format!("{data}we collect contact {whose} for play");
        let shown =
            format!("contact details ({told}) Sources: Not declared Purposes: run our games ({told})");
        says("ccpa", "categories", &policy, &shown);
    }
}

#[test]
fn what_is_said_of_sensitive_data_stands_in_its_categories() {
    let data = "data place \"precise location\" : location.precise\nrecipient statly \"Statly\" : analytics\n\
                we collect place\nwe share sensitive-data with statly\nwe keep sensitive-data for 3 months\n\
                we do not sell sensitive-data\nwe use sensitive-data for \"find you\" : service\n";
    let cells = |whole: &str| {
        let text = section("ccpa", "categories", whole);
        let start = text.find("Category: Geolocation data").expect("a row");
        text.get(start..).unwrap_or_default().to_owned()
    };
    let all = cells(data);
    assert!(all.contains("Purposes: find you "), "{all}");
    let shown = "Geolocation data Disclosed to: We share this information with Statly Sold: Not sold \
                 Shared for advertising across contexts: Not declared Kept: We keep this information for 3 months";
    assert!(all.contains(shown), "{all}");
    let some = cells(&format!(
        "{data}data city \"city\" : location.coarse\ndata email \"email\" : contact.email\nwe collect city, email\n\
         we share personal-data except sensitive-data with \"our bank\" : payment"
    ));
    assert!(some.contains("Purposes: find you (sensitive personal information)"), "{some}");
    let shown = "Geolocation data Disclosed to: We share your sensitive personal information with Statly \
                 We share this information, except sensitive personal information, with our bank \
                 Sold: We do not sell your sensitive personal information \
                 Shared for advertising across contexts: Not declared \
                 Kept: We keep your sensitive personal information for 3 months; not declared for city \
                 Category: Sensitive: Precise geolocation Disclosed to: We share this information with Statly Sold: Not sold";
    assert!(some.contains(shown), "{some}");
    // What may be sensitive is not said to be.
    let card = "data card \"card details\" : financial.card\ndata email \"email\" : contact.email\n\
                we collect card, email\nrecipient statly \"Statly\" : analytics\nwe share sensitive-data with statly";
    says(
        "ccpa",
        "categories",
        card,
        "records information Disclosed to: We share your sensitive personal information",
    );
}
