//! What stands under rights, requests and controllers.

use super::{never_says, says, section, stub_section};

const DATA: &str = "data contact \"contact details\" : contact\n";

#[test]
fn what_others_may_do_with_data_is_no_right_of_the_reader() {
    let others = [
        "recipient readers \"trained readers\" : processor\n\
         section human \"When people read\" { readers may access contact if \"you report it\" }",
        "audience crew \"our crew\" : staff plural\ncrew may access contact if request",
        "audience matches \"people you match with\" : user\nmatches can access contact",
        "service site \"our website\" : website\nyou can access \"earlier versions\" on site",
        "section sealed \"Encryption\" {\nwe cannot access contact while \"it is sealed\"\n\
         visitors cannot access contact\n}",
    ];
    for sentence in others {
        says("gdpr", "right-of-access", &format!("{DATA}{sentence}"), "Not declared.");
        says("ccpa", "right-to-know", &format!("{DATA}{sentence}"), "Not declared.");
    }
    let own = "audience crew \"our crew\" : staff plural\ncrew have the right to access contact";
    says("gdpr", "right-of-access", &format!("{DATA}{own}"), "Our crew have the right to access");
    for own in ["users can access contact", "you have the right to access \"the data we hold\""] {
        never_says("gdpr", "right-of-access", &format!("{DATA}{own}"), "Not ");
    }
}

#[test]
fn a_right_of_all_whose_data_is_handled_is_complete() {
    let right = |from: &str, whose: &str| {
        format!("{DATA}we collect contact from {from}\n{whose} have the right to access contact")
    };
    never_says("gdpr", "right-of-access", &right("patients", "patients"), "Not complete");
    says("gdpr", "right-of-access", &right("patients, staff", "patients"), "Not complete");
}

#[test]
fn what_people_should_do_is_no_right_and_what_is_done_for_them_is_one() {
    let owners = "audience owners \"owners\" : customer\n";
    for duty in
        ["owners should delete contact before \"they sell the car\"", "owners must not correct contact"]
    {
        says("gdpr", "right-to-erasure", &format!("{DATA}{owners}{duty}"), "Not declared.");
        says("gdpr", "right-to-rectification", &format!("{DATA}{owners}{duty}"), "Not declared.");
    }
    let asked = format!("{DATA}we delete contact if request");
    says("gdpr", "right-to-erasure", &asked, "We delete contact details if you ask us to.");
    never_says("gdpr", "right-to-erasure", &asked, "Not ");
    says(
        "gdpr",
        "right-to-erasure",
        &format!("{DATA}we delete contact if request of authority"),
        "Not declared.",
    );
}

#[test]
fn what_follows_a_verb_stays_with_it() {
    let only = |id: &str, sentence: &str, expected: &str| {
        let text = section("gdpr", id, &format!("{DATA}{sentence}"));
        assert!(text.ends_with(expected), "{text}");
    };
    let two = "you have the right to restrict, object to processing";
    only("right-to-restriction", two, " You have the right to restrict processing.");
    only("right-to-object", two, " You have the right to object to processing.");
    let three = "you have the right to delete, restrict, object to processing of contact";
    only("right-to-erasure", three, " You have the right to delete contact details.");
    only("right-to-restriction", three, " You have the right to restrict the processing of contact details.");
    only("right-to-object", three, " You have the right to object to the processing of contact details.");
    let other = "you have the right to access, complain to \"the authority\"";
    only("right-of-access", other, " You have the right to access.");
}

#[test]
fn a_right_rests_on_no_basis() {
    let policy = "purpose help \"answer you\" : service { basis legitimate-interests \"helping people\" }\n\
                  we collect contact from you for help\n\
                  you have the right to object to processing basis legitimate-interests";
    never_says("gdpr", "purposes-and-bases", &format!("{DATA}{policy}"), "Not ");
}

#[test]
fn an_interest_stands_once_and_only_if_it_is_pursued() {
    let purpose = |id: &str, interest: &str| {
        format!("purpose {id} \"do {id}\" : service {{ basis legitimate-interests \"{interest}\" }}\n")
    };
    let all = [purpose("one", "helping"), purpose("two", "helping"), purpose("three", "idling")].concat();
    let text = section("gdpr", "legitimate-interests", &format!("{DATA}{all}we use contact for one, two"));
    assert_eq!(text.to_lowercase().matches("helping").count(), 1, "{text}");
    assert!(!text.contains("dling"), "{text}");
}

#[test]
fn a_refusal_stands_with_requests_and_is_no_way_to_make_one() {
    let policy = "we may refuse requests only if \"a request is clearly unfounded\"";
    says("gdpr", "requests", policy, "We may refuse requests only if a request is clearly unfounded.");
    says("gdpr", "requests", policy, "Not complete.");
    says("gdpr", "requests", "we may refuse \"your order\"", "Not declared.");
}

#[test]
fn only_answers_have_a_time_and_only_people_get_in_touch() {
    let shop = "service shop \"the shop\" : website\nwe will disable shop within 3 days of \"your notice\"";
    says("gdpr", "response-time", shop, "Not declared.");
    never_says("ccpa", "contact", "we may ask you to \"contact the dealer\"", "dealer");
}

#[test]
fn a_copy_of_the_safeguards_stands_with_them() {
    let host = "condition sccs \"the standard contractual clauses\"\n\
                recipient host \"Host\" : hosting { country US safeguard sccs }\nwe share contact with host\n";
    let copies = [
        ("you can request \"a copy of these safeguards\" by \"email\"", "a copy of these safeguards"),
        ("we will send \"a copy of these clauses\" to you if request", "a copy of these clauses"),
    ];
    for (sentence, shown) in copies {
        says("gdpr", "transfer-safeguards", &format!("{DATA}{host}{sentence}"), shown);
    }
    never_says(
        "gdpr",
        "transfer-safeguards",
        &format!("{DATA}{host}you can request \"a copy of the bill\""),
        "bill",
    );
}

#[test]
fn each_controller_has_its_own_addresses() {
    let us = "organization branch \"Acme US\" : affiliate {\nemail \"us@acme.example\"\ndpo \"dpo@us.example\"\n}\n";
    let rest = "audience owners \"owners\" : customer\nrecipient dealers \"dealers\" : partner\n\
                branch is controller of contact\nowners are controller of contact\n\
                dealers are controller of contact\n";
    let acme = "organization acme \"Acme\" { email \"p@acme.example\" }\n";
    let shown = |id: &str| stub_section(id, "laws gdpr", &format!("{acme}{us}{DATA}{rest}"));
    let text = shown("controller");
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("p@acme.example") < at("Acme US") && at("Acme US") < at("us@acme.example"), "{text}");
    assert!(at("Owners are") > 0 && at("Dealers are") > 0, "{text}");
    let officer = shown("dpo");
    assert!(officer.contains("Data protection officer of Acme US: dpo@us.example"), "{officer}");
}

#[test]
fn an_affiliate_answers_for_nobody_else() {
    let labs = |role: &str| {
        format!(
            "organization acme \"Acme\"\n\
             organization labs \"Labs\" : {role} {{ email \"l@x.example\" dpo \"d@x.example\" }}\n\
             data contact \"contact\" : contact\nwe collect contact from you\n"
        )
    };
    for (id, shown) in [("controller", "l@x.example"), ("dpo", "officer of Labs: d@x.example")] {
        let said = |role| stub_section(id, "laws gdpr facts has-a-dpo", &labs(role));
        let (other, controller) = (said("affiliate"), said("controller"));
        assert!(other.contains("Not ") && !other.contains(shown), "{other}");
        assert!(!controller.contains("Not ") && controller.contains(shown), "{controller}");
    }
}

#[test]
fn who_gets_nothing_is_in_no_transfer() {
    let idle = "recipient idle \"Idle Ltd\" : hosting { country US safeguard \"standard contractual clauses\" }\n\
                organization branch \"Acme US\" : affiliate { country US }\nbranch is controller of contact";
    for id in ["transfers", "transfer-safeguards"] {
        says("gdpr", id, &format!("{DATA}{idle}"), "Not declared.");
    }
    let joint =
        "organization branch \"Acme US\" : affiliate { country US }\nbranch is joint-controller of contact";
    says("gdpr", "transfers", &format!("{DATA}{joint}"), "Not declared.");
}

#[test]
fn a_verb_stands_under_the_rights_that_it_belongs_to() {
    let all = format!("{DATA}you have the right to access, correct, download and delete contact");
    let rows = [
        ("right-of-access", "You have the right to access and download contact details."),
        ("right-to-rectification", "You have the right to correct contact details."),
        ("right-to-erasure", "You have the right to delete contact details."),
        ("right-to-portability", "You have the right to download contact details."),
    ];
    for (id, expected) in rows {
        says("gdpr", id, &all, expected);
        never_says("gdpr", id, &all, "Not ");
    }
}

#[test]
fn a_part_of_a_right_is_shown_and_is_not_all_of_it() {
    let part = "you have the right to obtain \"a list of third parties\" : third-party-list";
    says(
        "gdpr",
        "right-of-access",
        part,
        "You have the right to obtain a list of third parties. Not complete.",
    );
    let copy = "you have the right to \"receive\" \"a copy of your data\" : copy";
    never_says("gdpr", "right-of-access", copy, "Not ");
}

#[test]
fn what_the_publisher_tells_an_authority_is_no_right_to_complain() {
    let breach = "we will notify \"the supervisory authority\" about breach within 72 hours of \"it\"";
    says("gdpr", "complaint", breach, "Not declared.");
    never_says("gdpr", "complaint", "you can complain to \"the supervisory authority\"", "Not ");
}

#[test]
fn a_right_against_decisions_stands_with_them() {
    let right = "we automatically decide \"whether you get credit\"\n\
        you have the right to \"not be subject to decisions made only by machines\"";
    says(
        "gdpr",
        "automated-decisions",
        right,
        "You have the right to not be subject to decisions made only by",
    );
}

#[test]
fn of_joint_controllers_it_says_who_answers_for_what() {
    let club = "organization club \"The Club\" : joint-controller\n\
        club may send \"surveys\" to customers\nclub is responsible for \"answering requests\"\n\
        audience customers \"customers\"";
    says("gdpr", "joint-controllers", club, "The Club is responsible for answering requests.");
    never_says("gdpr", "joint-controllers", club, "surveys");
}

#[test]
fn what_people_may_not_do_stands_with_the_right() {
    let right = "you have the right to delete, correct personal-data\n";
    for (said, shown) in [
        ("you may not delete \"invoices\"", "You may not delete invoices."),
        (
            "\"business customers\" do not \"have the right to delete contact information\"",
            "Business customers do not have the right to delete contact information.",
        ),
    ] {
        says("gdpr", "right-to-erasure", &format!("{right}{said}"), shown);
        never_says("gdpr", "right-to-rectification", &format!("{right}{said}"), shown);
    }
    let denied = "you \"do not have the right to correct reviews\"";
    let text = section("ccpa", "right-to-correct", denied);
    assert!(
        text.contains("You do not have the right to correct reviews.") && text.contains("Not complete"),
        "{text}"
    );
    says(
        "gdpr",
        "automated-decisions",
        "you have the right to \"not be profiled\"",
        "You have the right to not be profiled.",
    );
}

#[test]
fn the_rights_of_people_in_words_are_to_their_own_data() {
    let policy = "\"business customers\" have the right to access personal-data";
    says(
        "gdpr",
        "right-of-access",
        policy,
        "Business customers have the right to access personal information.",
    );
}

#[test]
fn where_nobody_is_reached_no_request_is_made() {
    let policy = "channel os \"the settings of your phone\" : browser-settings\n\
                  channel letter \"post\" : post { value \"A\" }\n\
                  you can withdraw consent by os\nyou can exercise rights by letter";
    says("gdpr", "requests", policy, "How to reach us: - Post: A");
    never_says("gdpr", "requests", policy, "settings of your phone");
}

#[test]
fn notices_of_something_else_are_no_changes_of_the_policy() {
    let police = "section police \"Police\" { we strive to notify you before \"we answer a request of the police\" }\n";
    let changes = "section news \"News\" { we will notify you about \"material changes\" }";
    never_says("ccpa", "changes", &format!("{police}{changes}"), "police");
    says("ccpa", "changes", &format!("{police}{changes}"), "We will notify you about material changes.");
}

#[test]
fn what_is_no_use_of_data_is_no_right_to_object() {
    let business = "customers may object to \"a new subprocessor\" within 20 days of \"the notice\"";
    for said in [business, "you can object to \"a new processor\""] {
        says("gdpr", "right-to-object", said, "Not declared");
        never_says("gdpr", "right-to-object", said, "processor.");
        says("gdpr", "response-time", said, "Not declared");
    }
    for (said, shown) in [
        ("you may object to \"our use of your data\"", "You may object to our use of your data."),
        ("customers may object to \"direct marketing\"", "Customers may object to direct marketing."),
        ("you have the right to object to profiling", "You have the right to object to profiling."),
        ("you have the right to object", "You have the right to object."),
    ] {
        says("gdpr", "right-to-object", said, shown);
        never_says("gdpr", "right-to-object", said, "Not declared");
    }
}

#[test]
fn the_time_of_other_answers_is_no_response_time() {
    let other = "recipient ana \"Ana\" : processor\n\
                 ana must respond to requests within 5 days of \"receipt\"\n\
                 we will respond to \"support tickets\" within 90 days";
    says("gdpr", "response-time", other, "Not declared");
    never_says("gdpr", "response-time", other, "days.");
    let own = format!("{other}\nwe will respond to \"your request\" within 20 days");
    says("gdpr", "response-time", &own, "20 days");
    never_says("gdpr", "response-time", &own, "90 days");
}

#[test]
fn the_time_of_opt_outs_is_not_that_of_all_requests() {
    let one = "we honor \"opt-out requests\" within 15 business-days";
    for law in ["gdpr", "ccpa"] {
        says(law, "response-time", one, "We honor opt-out requests within 15 business days.");
        says(law, "response-time", one, "Not complete");
        let all = format!("{one}\nwe respond to requests within 1 month");
        never_says(law, "response-time", &all, "Not complete");
    }
}

#[test]
fn the_time_of_appeals_is_no_response_time() {
    let appeals = "we will respond to \"appeals\" within 60 days of \"receipt\"";
    says("ccpa", "response-time", appeals, "Not declared");
    never_says("ccpa", "response-time", appeals, "60 days");
}

#[test]
fn what_is_free_so_often_is_not_free_always() {
    let free = "you may \"make requests\" at most 2 times per 12 months fee none";
    for part in ["request-limits", "fees"] {
        says("ccpa", part, free, "You may make requests at most twice in 12 months free of charge.");
    }
}

#[test]
fn what_parents_ask_for_is_answered_in_time() {
    let parents =
        "section children for children under 13 { parents can access personal-data within 30 days }";
    says("ccpa", "response-time", parents, "The time limit for an answer is 30 days.");
}

#[test]
fn requests_that_are_sent_where_rights_are_told_are_ways_to_make_one() {
    let policy = |inner: &str| {
        format!(
            "channel mail \"email\" : email {{ value \"p@acme.example\" }}\n\
             section california \"California\" for residents of california {{\n{inner}\n}}\n"
        )
    };
    let only = "you can only exercise \"your rights\" by \"submitting a request to the Customer\"";
    for said in [
        "you should submit \"the request\" { to us by mail if \"it concerns our Site\" }",
        "you may submit \"a request\" by mail",
        "you may send \"a request\" to us by mail",
    ] {
        says("ccpa", "methods", &policy(&format!("{only}\n{said}")), "p@acme.example");
    }
    // Elsewhere one may request anything.
    let elsewhere = policy("you may submit \"a request for support\" by mail");
    says("ccpa", "methods", &elsewhere, "Not declared.");
}

#[test]
fn a_list_of_third_parties_is_a_right_of_another_law() {
    let policy = "section m \"Shine the Light\" for residents of california {\n\
        you have the right to request \"a list\" : third-party-list in the preceding calendar-year\n}\n";
    for id in ["right-to-know", "look-back"] {
        says("ccpa", id, policy, "Not declared.");
    }
    never_says("ccpa", "direct-marketing-disclosures", policy, "Not ");
}

#[test]
fn when_a_request_is_refused_is_no_disclosure() {
    let policy = format!(
        "{DATA}we collect contact\nyou have the right to delete contact\n\
         section rights {{ we may not disclose or delete contact if \"an exemption exists\" }}\n"
    );
    says("ccpa", "disclosed", &policy, "Not declared.");
    says(
        "ccpa",
        "right-to-delete",
        &policy,
        "We may not disclose or delete contact details if an exemption exists.",
    );
}

#[test]
fn nobody_else_keeps_the_publisher_s_promise() {
    let nouns = "recipient clients \"clients\" : third-party\norganization shop \"Shop\" : affiliate\n";
    for said in [
        "clients must not use contact for \"discriminate unlawfully\"",
        "shop will not discriminate against you",
        "customers must not use contact for \"discriminate unlawfully\"",
    ] {
        never_says("ccpa", "non-retaliation", &format!("{DATA}{nouns}{said}\n"), "discriminate unlawfully");
        says("ccpa", "non-retaliation", &format!("{DATA}{nouns}{said}\n"), "Not declared.");
    }
    let refused = "we will not deny \"the basic features\" if \"you refuse consent\"\n";
    says("ccpa", "non-retaliation", refused, "We will not deny the basic features if you refuse consent.");
    let told = "you have the right to \"not be discriminated against\"\n";
    never_says("ccpa", "non-retaliation", told, "Not ");
}

#[test]
fn a_limit_on_several_rights_stands_with_each() {
    let policy = "data names \"names\" : identity.name\nyou have the right to access, delete names\n\
                  section retention {\n you cannot \"enforce\" \"the right to access\" : access, \"the right to erasure\" : delete \
                  after \"the retention period expires\"\n}";
    for id in ["right-of-access", "right-to-erasure"] {
        says("gdpr", id, policy, "You cannot enforce the right to access or the right to erasure after");
    }
    never_says("gdpr", "right-to-restriction", policy, "enforce");
}

#[test]
fn each_verb_stands_with_its_own_right() {
    let policy = "you can correct, restrict, limit or delete much-of personal-data";
    says("gdpr", "right-to-rectification", policy, "You can correct much of your personal information.");
    says(
        "gdpr",
        "right-to-restriction",
        policy,
        "You can restrict the processing of or limit the use of much of your personal information.",
    );
    let advised = "section requests {\n you should \"contact us\" when \"information is wrong\" : correct \
                   then \"we will correct it\"\n}";
    says("gdpr", "right-to-rectification", advised, "In that case, we will correct it.");
    says("gdpr", "right-to-rectification", advised, "Not complete");
}

#[test]
fn who_can_unsubscribe_can_object_to_marketing_and_to_nothing_else() {
    let policy = "you can unsubscribe by \"the link in every message\"";
    says("gdpr", "right-to-object", policy, "You can unsubscribe");
    says("gdpr", "right-to-object", policy, "Not complete");
    never_says("gdpr", "right-to-erasure", policy, "unsubscribe");
}

#[test]
fn a_complaint_in_words_is_a_complaint() {
    let policy = "you have the right to \"lodge a complaint\" with \"the DPC\"";
    says("gdpr", "complaint", policy, "You have the right to lodge a complaint with the DPC.");
    never_says("gdpr", "complaint", policy, "Not declared");
}

#[test]
fn the_address_of_somebody_else_is_no_way_to_make_a_request() {
    let head = format!(
        "{DATA}channel help \"the ICO's helpline\" : phone {{ value \"0303 123 1113\" }}\n\
         channel form \"the Schufa's form\" : web-form {{ link \"https://schufa.example/\" }}\n\
         recipient schufa \"Schufa\" : third-party\n"
    );
    for sentence in [
        "you can complain to \"the ICO\" by help",
        "you can access contact by form",
        "you can ask schufa by help",
    ] {
        says("gdpr", "requests", &format!("{head}{sentence}"), "Not declared.");
    }
    let own = format!("{head}you can access contact by help");
    says("gdpr", "requests", &own, "The ICO's helpline: 0303 123 1113");
    let contact = format!("{head}you can complain to \"the ICO\" by help\nyou can contact schufa by form");
    never_says("ccpa", "contact", &contact, "0303");
    never_says("ccpa", "contact", &contact, "schufa.example");
}

#[test]
fn a_right_in_words_is_no_way_to_make_a_request_and_its_channel_is_one() {
    let mail = "channel mail \"email\" : email { value \"a@acme.example\" }\n";
    let right = "you have the right to \"receive\" \"your data\" : portability by mail";
    let text = section("gdpr", "requests", &format!("{mail}{right}"));
    assert!(text.ends_with("-- How to reach us: - Email: a@acme.example"), "{text}");
    let request = "section requests { you can \"make a request\" by mail }";
    says("gdpr", "requests", &format!("{mail}{request}"), "You can make a request by email");
}

#[test]
fn whom_the_publisher_appoints_is_no_agent_of_people() {
    never_says("ccpa", "agents", "we have not appointed \"an officer\"", "officer");
    says("ccpa", "agents", "you can appoint \"an agent\"", "You can appoint an agent.");
}

#[test]
fn who_is_not_treated_worse_for_a_right_is_told_of_no_fee_and_no_offer() {
    for said in [
        "charge you \"a different price\"",
        "offer you \"different discounts\"",
        "provide you \"a lower level of service\"",
        "refuse you \"our service\"",
    ] {
        let policy = format!("we will not {said} because \"you used a right\"");
        never_says("ccpa", "non-retaliation", &policy, "Not declared.");
        says("ccpa", "non-retaliation", &policy, "because you used a right.");
        says("ccpa", "incentives", &policy, "Not declared.");
        never_says("ccpa", "fees", &policy, "because you used a right.");
        never_says("gdpr", "fees", &policy, "because you used a right.");
    }
    let free = "we do not charge \"a fee\" because \"access is your right\"";
    says("ccpa", "fees", free, "because access is your right.");
    says("ccpa", "non-retaliation", free, "Not declared.");
}

#[test]
fn a_right_about_what_is_decided_by_automated_means_stands_there() {
    let right = "you have the right to \"prevent any decision made solely based on automated processes\"";
    let other = "you have the right to \"receive automated messages\"";
    for law in ["gdpr", "ccpa"] {
        says(law, "automated-decisions", right, "You have the right to prevent any decision");
        says(law, "automated-decisions", other, "Not declared.");
    }
}

#[test]
fn a_right_is_granted_before_it_is_limited() {
    let policy = "you cannot \"enforce the right to access\" personal-data : access if \"others would be harmed\"\n\
                  you have the right to access personal-data";
    let said =
        "You have the right to access your personal information. You cannot enforce the right to access";
    says("gdpr", "right-of-access", policy, said);
}

#[test]
fn a_way_to_ask_has_an_address_and_whom_one_reaches() {
    let right = "you have the right to delete personal-data by way";
    for (channel, expected) in [
        ("\"our contact information\" : email | post", "Our contact information: a@acme.example, 1 Main St"),
        ("\"our offices\" : web-page { including mail }", "Our offices: b@acme.example"),
        ("\"the desk\" : in-person { person \"Jo\" }", "The desk: Jo"),
        ("\"email\" : email { value \"c@acme.example\" person \"Jo\" }", "Email: Jo, c@acme.example"),
        ("\"email\" : email { value unstated }", "Email (the policy gives no address for it)"),
    ] {
        let nouns = format!(
            "organization acme \"Acme\" {{\nemail \"a@acme.example\"\naddress \"1 Main St\"\n}}\n\
             channel mail \"email\" : email {{ value \"b@acme.example\" }}\n\
             channel way {}",
            channel.replace("\" person", "\"\nperson")
        );
        let text = stub_section("methods", "laws ccpa", &format!("{nouns}\n{right}"));
        assert!(text.contains(expected), "{text}");
    }
    let own = "organization acme \"Acme\" { email \"a@acme.example\" }\n\
               channel mail \"email\" : email {\nvalue \"a@acme.example\"\nperson \"Jo\"\n}\nyou can contact us by mail";
    let text = stub_section("contact", "laws ccpa", own);
    assert!(text.ends_with("- Email: Jo, a@acme.example"), "{text}");
}

#[test]
fn what_may_not_be_done_with_what_is_called_data_stands_with_the_right() {
    let policy = "we may not disclose, delete \"your data\" if \"we have to keep it\"";
    says("ccpa", "right-to-delete", policy, "We may not disclose or delete your data if we have to keep it.");
    says("ccpa", "disclosed", policy, "Not declared.");
    let other = "we may not delete \"posts\" if \"others answered them\"";
    never_says("ccpa", "right-to-delete", other, "posts");
}

#[test]
fn a_right_of_people_with_a_name_of_their_own_is_none_of_the_others() {
    let head = "data credit \"credit history\" : financial.credit\n\
                purpose lend \"decide about loans\" : service { basis contract }\n";
    let rights = [
        "cosigners have the right to access credit",
        "section s \"Co-signers\" for cosigners { you have the right to access credit }",
    ];
    for (class, right) in ["", ": people"].iter().flat_map(|class| rights.map(|right| (class, right))) {
        let head = format!("{head}audience cosigners \"co-signers\" {class}\n{right}\n");
        for collected in ["about customers, cosigners", "about customers\nwe collect credit about cosigners"]
        {
            let policy = format!("{head}we collect credit {collected} for lend");
            says("gdpr", "right-of-access", &policy, "Not complete");
        }
        // Who are all that a policy is about, or may be.
        for collected in ["", "about cosigners", "from you\nwe collect credit about cosigners"] {
            let policy = format!("{head}we collect credit {collected} for lend");
            let text = section("gdpr", "right-of-access", &policy);
            assert!(class.is_empty() || !text.contains("Not complete"), "{text}");
        }
    }
}
