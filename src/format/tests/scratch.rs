use super::*;
#[test]
fn scratch() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut fails: Vec<(String, String)> = vec![];
    let mut bad = 0;
    for _ in 0..4000 {
        let text = generate::file(runner.new_rng());
        if !is_whole(&text) { bad += 1; continue; }
        let why = match format(&text) {
            Err(_) => {
                let out = lay_out(&text).unwrap_or_default();
                let mut a = Vec::new(); let mut b = Vec::new(); let mut f = vec![];
                syntax::read_each(FileId(0), &text, &mut |i| a.push(i), &mut f);
                syntax::read_each(FileId(0), &out, &mut |i| b.push(i), &mut f);
                let d = a.iter().zip(&b).find(|(x, y)| !x.same(y)).map(|(x, y)| format!("{x:?}\n{y:?}"));
                format!("CHANGED {} {} {f:?}\n{d:?}\n{:?}\n{:?}\n{out}", a.len(), b.len(), trivia::comments(&text).collect::<Vec<_>>(), trivia::comments(&out).collect::<Vec<_>>())
            }
            Ok(once) => match format(&once) {
                Ok(twice) if twice == once => {
                    if free_lines(&text) == free_lines(&once) { continue; }
                    format!("FREE\n{once}\n{:?} {:?}", free_lines(&text), free_lines(&once))
                }
                Ok(twice) => format!("AGAIN\n{}", similar::TextDiff::from_lines(&once, &twice).unified_diff()),
                Err(_) => format!("SECOND {once}"),
            },
        };
        fails.push((text, why));
    }
    fails.sort_by_key(|(t, _)| t.len());
    println!("{bad} bad, {} fail", fails.len());
    for (t, w) in fails.iter().take(4) { println!("=====\n{t}\n-----\n{w}"); }
}
