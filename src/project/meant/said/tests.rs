use super::*;

#[test]
fn what_is_there_is_one_or_several() {
    let help = |said| filled("`when \"there is {}\"`", said);
    assert_eq!(help("a merger"), "`when \"there is a merger\"`");
    assert_eq!(help("legal proceedings"), "`when \"there are legal proceedings\"`");
    assert_eq!(help("the sale of our business"), "`when \"…\"`");
}

#[test]
fn what_is_short_for_a_denial_is_read() {
    let short = ["can't", "won't", "aren't", "haven't", "doesn't", "ain't", "don", "n't"];
    let wanted = [
        Some("cannot"),
        Some("will not"),
        Some("are not"),
        Some("have not"),
        Some("does not"),
        None,
        None,
        None,
    ];
    assert_eq!(short.map(denied), wanted.map(|denied| denied.map(str::to_owned)));
}

#[test]
fn no_words_have_two_ways_out() {
    let mut all: Vec<&str> = WRITE.iter().chain(SAY).map(|(words, _)| *words).collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
}
