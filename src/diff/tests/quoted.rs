//! What is told and quoted says what the policy says.

use super::said::found;

/// Nothing is told with empty words, nor by the word for something else.
#[test]
fn what_a_declaration_no_longer_says_is_told_by_its_name() {
    for (old, new, expected) in [
        (
            "purpose a \"do A\" : service { basis legitimate-interests \"growth\" } ; we collect details for a",
            "purpose a \"do A\" : service { basis legitimate-interests \"safety\" } ; we collect details for a",
            "practice-changed: The purpose “do A”: legitimate interests in safety instead of legitimate interests in growth",
        ),
        (
            "tracker c \"cookies\" : cookie { for deliver } ; we use c ; we use details for news",
            "tracker c \"cookies\" : cookie { for deliver, news } ; we use c ; we use details for news",
            "purpose-extended: More data is used to send you news: “cookies”",
        ),
        (
            "definition \"PII\" : personal-data { means \"a thing\" not \"public records\" }",
            "definition \"PII\" : personal-data { means \"a thing\" }",
            "definition-changed: The definition “PII”, what it does not include: no longer public records",
        ),
        (
            "recipient m \"M\" : processor { contract \"a contract\" } ; we share details with m",
            "recipient m \"M\" : processor ; we share details with m",
            "declaration-changed: M, contract: no longer a contract",
        ),
        (
            "source s \"data suppliers\" : broker ; we receive details from s",
            "source s \"list owners\" : broker ; we receive details from s",
            "source-replaced: The source is now list owners, not data suppliers",
        ),
        (
            "we may infer \"your interests\" : inference from health",
            "we may infer \"your interests\" : inference from health, details",
            "practice-widened: “we may infer your interests”: now also “from contact information”",
        ),
    ] {
        assert_eq!(found(old, new), [expected], "{old}\n=> {new}");
    }
}

/// What stands behind a clause seems to be about it.
#[test]
fn a_sentence_is_quoted_in_an_order_that_keeps_what_it_says() {
    for (said, expected) in [
        (
            "we use details when \"you order\" kept 24 months after \"your last order\"",
            "“we use contact information when you order, kept for 24 months after your last order”",
        ),
        (
            "we do not sell details because \"we care\"",
            "“we do not sell contact information, because we care”",
        ),
        (
            "you have the right to access details within 45 days extendable by 45 days at most 2 times per 12 months",
            "“you have the right to access contact information at most 2 times per 12 months, within 45 days, \
             extendable by 45 days”",
        ),
    ] {
        let told = found("", said);
        assert!(told.iter().any(|told| told.contains(expected)), "{said}\n{told:?}");
    }
}
