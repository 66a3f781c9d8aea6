//! Where data goes, and who speaks for the controller there.

use super::{never_says, says, stub_section};

#[test]
fn a_recipient_abroad_without_a_safeguard_is_asked_for_one() {
    let policy = "recipient mailer \"Mailer\" : processor { country US }\nwe share personal-data with mailer";
    says("gdpr", "transfers", policy, "Mailer");
    says("gdpr", "transfer-safeguards", policy, "Not complete.");
    let home = "recipient mailer \"Mailer\" : processor { country DE }\nwe share personal-data with mailer";
    says("gdpr", "transfers", home, "Not declared.");
}

#[test]
fn a_transfer_leaves_the_places_of_the_law() {
    let data = |rest: &str| {
        format!(
            "data tx \"transactions\" : financial.payment\n\
             recipient dpa \"the regulator\" : authority {{ country GB }}\n\
             you have the right to complain to dpa\n\
             organization india \"Acme India\" : affiliate {{ country IN }}\n{rest}\n"
        )
    };
    let stays = [
        "we share tx with \"a bank\" in DE",
        "we keep tx in NO",
        "we transfer tx to eu",
        "we transfer tx to \"Germany\"",
        "we collect tx in us",
        "we receive tx from dpa",
        "we do not share tx with dpa",
    ];
    for sentence in stays {
        says("gdpr", "transfers", &data(sentence), "Not declared.");
    }
    let leaves = [
        ("we store tx in us", "We store transactions in the United States."),
        ("we transfer tx to \"the United States\"", "We transfer transactions to the United States."),
        ("we transfer tx to \"countries outside the EEA\"", "outside the EEA"),
        ("we share tx with india", "Acme India"),
        ("we disclose tx to dpa", "The regulator"),
        ("we disclose tx to authority", "The regulator"),
        ("we store tx with dpa", "The regulator"),
        ("dpa must not sell tx", "The regulator"),
    ];
    for (sentence, shown) in leaves {
        says("gdpr", "transfers", &data(sentence), shown);
    }
    says("gdpr", "recipients", &data("we share tx with india"), "Acme India Affiliate India");
}

#[test]
fn what_protects_a_transfer_is_the_authors_word_or_the_laws() {
    let host = |clauses: &str| {
        format!(
            "data tx \"transactions\" : financial.payment\n\
             recipient host \"Host\" : hosting {{ {clauses} }}\nwe share tx with host\n"
        )
    };
    let id = "transfer-safeguards";
    says("gdpr", id, &host("country US safeguard none"), "Host The United States None");
    never_says("gdpr", id, &host("country US safeguard none"), "Not ");
    says(
        "gdpr",
        id,
        &host("country CH"),
        "None declared; by law: an adequacy decision of the European Commission",
    );
    never_says("gdpr", id, &host("country CH"), "Not ");
    let sent = format!(
        "{}condition sccs \"standard contractual clauses\"\nwe transfer tx to host under sccs",
        host("country US")
    );
    says("gdpr", id, &sent, "The United States Standard contractual clauses");
    never_says("gdpr", id, &sent, "Not ");
    says("gdpr", id, &host("country CA"), "PIPEDA only");
    // A decision that holds for some only is none for the rest.
    says("gdpr", id, &host("country US"), "Not declared");
}

#[test]
fn what_protects_one_transfer_protects_no_other_data() {
    let id = "transfer-safeguards";
    let policy = "data tx \"transactions\" : financial.payment\ndata card \"card numbers\" : financial.card\n\
                  recipient host \"Host\" : hosting { country US }\n\
                  we transfer tx to host under \"standard contractual clauses\"\n";
    let more = format!("{policy}we share card with host");
    says(
        "gdpr",
        id,
        &more,
        "Safeguard: Standard contractual clauses (transactions); not declared for the rest",
    );
    says("gdpr", id, &more, "Not complete.");
    let same = format!("{policy}we share tx with host");
    says("gdpr", id, &same, "Host The United States Standard contractual clauses");
    never_says("gdpr", id, &same, "(transactions)");
    never_says("gdpr", id, &same, "ot declared");
}

#[test]
fn who_is_where_the_law_holds_needs_no_representative() {
    let with = |country: &str, representative: &str| {
        format!("organization acme \"Acme\" {{ country {country} {representative} }}")
    };
    let shown = |organization: &str| stub_section("representative", "laws gdpr", organization);
    let home = shown(&with("NO", ""));
    assert!(home.contains("Acme is in Norway, where this law holds"), "{home}");
    assert!(!home.contains("Not "), "{home}");
    let away = shown(&with("US", "representative \"Acme UK Ltd, London, United Kingdom\""));
    assert!(away.contains("London") && away.contains("Not complete"), "{away}");
    let there = shown(&with("US", "representative \"Acme EU GmbH, Berlin, Germany\""));
    assert!(!there.contains("Not "), "{there}");
    let uk = shown(&with("US", "representative \"Acme UK Ltd\" in uk"));
    assert!(uk.contains("Not declared") && !uk.contains("Acme UK Ltd"), "{uk}");
    let both = "representative \"Acme UK Ltd\" in uk\nrepresentative \"Acme GmbH\" in eu";
    let both = shown(&with("US", both));
    assert!(both.contains("Representative in the European Union: Acme GmbH"), "{both}");
    assert!(!both.contains("Not ") && !both.contains("Acme UK Ltd"), "{both}");
}

#[test]
fn a_safeguard_stands_in_the_authors_words_whatever_its_id() {
    let policy = "condition adequacy \"the EU-US Data Privacy Framework\"\n\
                  recipient mailer \"Mailer\" : processor { country US safeguard adequacy }\n\
                  we share personal-data with mailer";
    says("gdpr", "transfer-safeguards", policy, "The EU-US Data Privacy Framework");
    never_says("gdpr", "transfer-safeguards", policy, "adequacy decision");
}

#[test]
fn a_sentence_tells_where_a_recipient_is_that_declares_no_country() {
    let head = "data tx \"transactions\" : financial.payment\npurpose mail \"host our mail\" : service.storage\n\
                recipient re \"Resolver\" : processor\nrecipient de \"Hoster\" : hosting { country DE }\n";
    let sent = format!("{head}we transfer tx to re in NZ for mail basis contract");
    says("gdpr", "recipients", &sent, "Resolver Processor New Zealand");
    says(
        "gdpr",
        "transfers",
        &sent,
        "Resolver Country: New Zealand Safeguard: None declared; by law: an adequacy decision",
    );
    // Where it goes is no limit of it.
    says("gdpr", "purposes-and-bases", &sent, "Transactions");
    never_says("gdpr", "purposes-and-bases", &sent, "New Zealand");
    let limited = format!("{head}we store tx of customers in NZ for mail basis contract");
    says("gdpr", "purposes-and-bases", &limited, "New Zealand");
    let declared = format!("{head}we transfer tx to de in US");
    says("gdpr", "recipients", &declared, "Hoster Hosting provider Germany");
    let denied = format!("{head}we share tx with re\nwe do not transfer tx to re in NZ");
    says("gdpr", "recipients", &denied, "Resolver Processor Not declared");
}

#[test]
fn what_protects_a_transfer_to_a_place_is_a_safeguard() {
    for noun in ["condition", "law"] {
        let policy = format!(
            "data tx \"transactions\" : financial.payment\n\
             {noun} scc \"the standard contractual clauses\"\nwe transfer tx to united-states under scc"
        );
        says("gdpr", "transfer-safeguards", &policy, "We transfer transactions to the United States under");
        never_says("gdpr", "transfer-safeguards", &policy, "Not declared");
    }
    let bare = "data tx \"transactions\" : financial.payment\nwe transfer tx to united-states";
    says("gdpr", "transfer-safeguards", bare, "Not declared");
}

#[test]
fn a_place_behind_who_receives_data_is_their_country() {
    let head = "data email \"email addresses\" : contact.email\nrecipient insurers \"insurers\"\n\
                audience customers \"customers\"\n";
    let policy = format!("{head}we share email with insurers in US");
    says("gdpr", "recipients", &policy, "Insurers Not declared The United States");
    // Where customers are is not where their data goes.
    let policy = format!("{head}we share email about customers in US with insurers");
    never_says("gdpr", "transfer-safeguards", &policy, "Insurers");
}

#[test]
fn where_a_recipient_is_may_stand_behind_its_declaration() {
    let policy = |place: &str| {
        format!(
            "data email \"email addresses\" : contact.email\nregion west \"Western Canada\" : CA\n\
             recipient desk \"Desk\" : processor in {place}\nwe share email with desk"
        )
    };
    for (place, told) in [("IN", "India"), ("west", "Western Canada"), ("CA, US", "Canada and the United")] {
        let policy = policy(place);
        says("gdpr", "recipients", &policy, &format!("Desk Processor {told}"));
        says("gdpr", "transfers", &policy, told);
        says("gdpr", "transfer-safeguards", &policy, told);
    }
    says("gdpr", "recipients", &policy("eu"), "Desk Processor The European Union");
    never_says("gdpr", "transfer-safeguards", &policy("eu"), "Desk");
    // The author's words name no place that anybody knows.
    says("gdpr", "recipients", &policy("\"our data centre\""), "Desk Processor Not declared");
}

#[test]
fn who_is_in_a_group_gets_what_it_gets() {
    let head = "data tx \"transactions\" : financial.payment\n\
                recipient unity \"Unity\" : processor { country US safeguard \"standard contractual clauses\" }\n\
                recipient near \"Near\" : processor\n\
                recipient ads \"ad networks\" : advertising-network { including unity, near }\n\
                recipient mates \"partners\" { such as ads }\n";
    let policy = format!("{head}we share tx with mates");
    says("gdpr", "recipients", &policy, "Unity Processor The United States");
    never_says("gdpr", "recipients", &policy, "Near Processor");
    for id in ["transfers", "transfer-safeguards"] {
        says("gdpr", id, &policy, "Unity The United States Standard contractual clauses");
    }
    for other in ["we do not share tx with ads", "we share tx with ads, except unity"] {
        never_says("gdpr", "transfers", &format!("{head}{other}"), "The United States");
    }
}
