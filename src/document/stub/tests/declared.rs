//! Nothing that was declared is lost in a stub, nor holds for more people, places or cases than was said.

use super::{never_says, says, section, stub_section};

const DATA: &str = "data email \"email address\" : contact.email\nwe collect email\n";

#[test]
fn a_tracker_shares_what_it_reads() {
    let tracker = |role: &str| {
        format!(
            "{DATA}recipient net \"Net\" : {role}\ntracker px \"pixels\" : pixel {{\nparty third\nprovider net\n\
             reads email\nfor \"show you ads elsewhere\" : ads.targeted\n}}\nwe use px\n"
        )
    };
    let network = tracker("advertising-network");
    says("ccpa", "categories", &network, "Shared for advertising across contexts: Net, by pixels");
    says("ccpa", "sold-or-shared", &network, "- Net, by pixels: email address (to show you ads elsewhere)");
    never_says("ccpa", "sold-or-shared", &network, "Not ");
    let processor = tracker("service-provider");
    says("ccpa", "categories", &processor, "Shared for advertising across contexts: Not declared");
    says("ccpa", "sold-or-shared", &processor, "Not declared");
}

#[test]
fn what_a_tracker_or_a_store_is_for_stands_in_the_table() {
    let tracker = format!(
        "{DATA}tracker ck \"cookies\" : cookie {{\nreads email\nfor \"count visits\" : analytics\n}}\nwe use ck"
    );
    says("ccpa", "categories", &tracker, "email address Not declared count visits");
    let stored = format!("{DATA}we store email for \"remember you\"");
    says("ccpa", "categories", &stored, "email address Not declared remember you");
    says("ccpa", "purposes", &stored, "We store email address to remember you.");
}

#[test]
fn a_place_and_those_whom_data_is_about_are_not_lost() {
    let eu = "data email \"email address\" : contact.email\n\
              we collect email from people in eu for \"ship goods\"\n\
              we use \"origin\" : demographic.race for \"reports\" about staff";
    says("ccpa", "categories", eu, "email address (in the European Union)");
    says("ccpa", "categories", eu, "people (in the European Union)");
    says("ccpa", "categories", eu, "ship goods (in the European Union)");
    says("ccpa", "categories", eu, "origin (about members of staff)");
    let both = format!("{eu}\nwe collect email from users");
    says("ccpa", "categories", &both, "Examples from this policy: email address Sources: people (in");
    let bases = "data contact \"contact details\" : contact\npurpose news \"send news\"\n\
                 we use contact about customers for news basis contract\n\
                 we use contact about visitors for news basis consent";
    says(
        "gdpr",
        "purposes-and-bases",
        bases,
        "(Art. 6(1)(b)), about customers; consent (Art. 6(1)(a)), about visitors",
    );
    never_says("gdpr", "purposes-and-bases", bases, "Not complete");
}

#[test]
fn what_has_a_basis_needs_no_other_where_it_is_collected() {
    let policy = format!(
        "{DATA}purpose news \"send news\"\nwe collect email for news\nwe use email for news basis consent"
    );
    says("gdpr", "purposes-and-bases", &policy, "Send news Consent (Art. 6(1)(a)) Email address");
    never_says("gdpr", "purposes-and-bases", &policy, "for the rest");
}

#[test]
fn where_somebody_acts_is_no_transfer() {
    for act in
        ["we use email in us for \"help\"", "we decide \"prices\" automatically in us because \"of demand\""]
    {
        says("gdpr", "transfers", &format!("{DATA}{act}"), "Not declared");
    }
    says(
        "gdpr",
        "transfers",
        &format!("{DATA}we store email in us"),
        "We store email address in the United States.",
    );
}

#[test]
fn a_statement_of_the_laws_own_dates_the_stub() {
    let policy = "organization acme \"Acme\"\nsection st \"Statement\" for consumers in california \
                  effective 2020-10-29 updated 2021-01-01 { we collect \"names\" }";
    let head = "laws ccpa\neffective 2026-01-01\nupdated 2024-01-01\n";
    let text = stub_section("dates", head, policy);
    assert!(text.contains("Effective date: January 1, 2026"), "{text}");
    assert!(text.contains("Effective date (“Statement”): October 29, 2020"), "{text}");
    let lead = super::lead(head, policy);
    assert!(lead.contains("October 29, 2020") && !lead.contains("2026"), "{lead}");
}

#[test]
fn that_data_is_not_kept_says_how_long_it_is_kept() {
    let policy = format!("{DATA}we do not keep email");
    says("ccpa", "categories", &policy, "Kept: We do not keep this information");
    never_says("gdpr", "retention", &policy, "Not ");
}

#[test]
fn a_complete_list_is_no_more_than_its_items() {
    let group = |rest: &str| {
        format!(
            "data contact \"contact details\" : contact {{\nemail \"email address\" : contact.email\n{rest}\n}}\nwe collect contact"
        )
    };
    never_says("ccpa", "categories", &group(""), "Customer records");
    says("ccpa", "categories", &group("others"), "Customer records");
}

#[test]
fn clauses_of_a_kind_of_data_stand_with_its_name() {
    let policy = "data photo \"photo\" : identity.photo if \"you upload one\"\n\
                  data orders \"orders\" : commercial.purchases { except \"gift cards\" }\n\
                  data pay \"salary\" : professional.salary about staff\nwe collect photo, orders, pay";
    for expected in
        ["photo (if you upload one)", "orders, except gift cards", "salary (about members of staff)"]
    {
        says("ccpa", "categories", policy, expected);
    }
}

#[test]
fn sections_take_what_they_are_about() {
    let branch = "section choices { you can \"use a branch\" otherwise \"we cannot verify you\" }";
    says("ccpa", "verification", branch, "Not declared.");
    says("ccpa", "sources", "we obtain consent from parents by \"email\"", "Not declared.");
    let review = "section auto \"Decisions\" { we review \"our models\" every 6 months }\n\
                  we will post \"your name\" on \"our leaderboard\"";
    says("ccpa", "changes", review, "Not declared.");
    for change in ["we may update this-policy", "we will post \"changes\" on \"this page\""] {
        never_says("ccpa", "changes", change, "Not ");
    }
}

#[test]
fn residents_are_consumers_in_the_country_of_their_state() {
    let nested = "section us \"US\" for consumers in us { section ca \"CA\" for residents of california {\n\
                  you have the right to delete personal-data\n} }";
    says("ccpa", "right-to-delete", nested, "For residents of California:");
}

#[test]
fn that_nothing_is_collected_is_an_answer() {
    let nothing = "we do not collect personal-data";
    for (law, id) in
        [("ccpa", "categories"), ("ccpa", "sources"), ("ccpa", "purposes"), ("gdpr", "purposes-and-bases")]
    {
        let text = section(law, id, nothing);
        assert!(text.ends_with("We do not collect your personal information."), "{text}");
    }
    says("ccpa", "categories", "we do not collect personal-data if \"you object\"", "Not complete");
}

#[test]
fn rights_of_some_are_not_those_of_all() {
    let rights = "section staff \"Staff\" for applicants { you have the right to delete personal-data }";
    says("ccpa", "right-to-delete", rights, "Not complete.");
}

#[test]
fn prose_stands_where_its_section_answers() {
    let offer = "section incentives \"Our bonus programme\" {\nprose \"You get **5 %** off.\"\n}";
    let text = section("ccpa", "incentives", offer);
    assert!(text.ends_with("You get 5 % off."), "{text}");
    let kept = "section retention {\nprose \"First.\"\nwe keep email for 2 years\nprose \"Last.\"\n}";
    let kept = format!("{DATA}{kept}");
    for law in ["ccpa", "gdpr"] {
        says(law, "retention", &kept, "First. We keep email address for 2 years. Last.");
    }
    says("gdpr", "recipients", "section sharing { prose \"Nobody.\" }", "Nobody. Not complete.");
    let elsewhere = "section sharing for people in california { prose \"Nobody.\" }";
    never_says("gdpr", "recipients", elsewhere, "Nobody");
    says("ccpa", "disclosed", elsewhere, "in California: Nobody.");
}

#[test]
fn a_denial_silences_a_tracker_where_it_leaves_nothing_open() {
    let tracker = |denial: &str| {
        format!(
            "{DATA}recipient net \"Net\" : advertising-network\ntracker px \"pixels\" : pixel {{\nparty third\n\
             provider net\nreads email\nfor \"show you ads elsewhere\" : ads.targeted\n}}\n{denial}\n"
        )
    };
    for whole in ["we do not use px", "we do not use px in california"] {
        never_says("ccpa", "sold-or-shared", &tracker(whole), "pixels: ");
    }
    for partly in [
        "we do not use px about children",
        "we do not use px in eu",
        "we do not use px if \"you object\"",
        "section kids for children under 13 { we do not use px }",
    ] {
        says("ccpa", "sold-or-shared", &tracker(partly), "- Net, by pixels: email address");
    }
}

#[test]
fn a_basis_that_is_not_named_is_none() {
    let policy = format!("{DATA}we use email for \"help you\" basis unmapped");
    let text = section("gdpr", "purposes-and-bases", &policy);
    assert!(
        text.contains("Help you A legal basis, without saying which") && text.contains("Not complete."),
        "{text}"
    );
}

#[test]
fn what_goes_along_receives_nothing() {
    let policy = format!(
        "{DATA}recipient net \"Net\" : third-party\nwe disclose email to net with \"your ads consent\"\n\
         we do not share email to net with \"anyone's consent\""
    );
    says("ccpa", "disclosed", &policy, "We disclose email address to Net with your ads consent.");
}

#[test]
fn what_limits_data_where_it_is_declared_stands_with_what_it_is_for() {
    let policy = "data voice \"voice recordings\" : content.audio if \"you turn on voice mode\"\n\
                  data tech \"technical data\" : device { place \"locations\" : location if \"you allow it\" }\n\
                  tracker ck \"cookies\" : cookie { reads place for \"count visits\" : analytics }\n\
                  purpose aid \"answer you\"\nwe collect tech, voice for aid\n\
                  we use tech except place for \"run our service\"\n\
                  we use voice for aid basis consent\nwe use tech for aid basis contract";
    let of = |purpose| format!("{policy}\nwe use ck for {purpose}");
    says(
        "gdpr",
        "purposes-and-bases",
        policy,
        "Technical data and voice recordings (if you turn on voice mode)",
    );
    says("gdpr", "purposes-and-bases", policy, "For voice recordings: consent");
    says("gdpr", "purposes-and-bases", policy, "Technical data, except locations Purpose");
    says("gdpr", "purposes-and-bases", &of("\"count visits\""), "Locations (if you allow it) by cookies");
}

#[test]
fn what_sensitive_data_is_declared_for_is_its_use() {
    let policy = |data: &str| {
        format!(
            "purpose ship \"ship your order\" : service.fulfilment\n\
             data email \"email address\" : contact.email {{ for ship }}\n{data}we collect email\n"
        )
    };
    let place =
        policy("data place \"location\" : location.precise { for ship }\nwe collect place from users\n");
    says("ccpa", "sensitive-use", &place, "Location: to ship your order");
    never_says("ccpa", "sensitive-use", &place, "Not complete");
    never_says("ccpa", "sensitive-use", &place, "Email address");
    let item =
        policy("data trip \"trips\" {\nfor ship\nplace \"location\" : location.precise\n}\nwe use trip\n");
    says("ccpa", "sensitive-use", &item, "Trips: to ship your order");
    let unsaid = policy("data place \"location\" : location.precise\nwe collect place from users\n");
    says("ccpa", "sensitive-use", &unsaid, "Not complete");
}
