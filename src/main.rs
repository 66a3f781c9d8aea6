//! The `candor` program.
fn main() {
    for path in std::env::args().skip(1) {
        let text = candor::syntax::decode(candor::source::FileId(0), std::fs::read(&path).unwrap()).unwrap();
        let mut s = candor::source::Sources::default();
        s.add(candor::source::Source::new(path, text.clone()));
        let r = candor::syntax::read(candor::source::FileId(0), &text);
        println!("{} items", r.value.items.len());
        let m = candor::model::policy("x", r.value.items, candor::law::Vocabulary::builtin());
        for f in r.findings.into_iter().chain(m.findings) { println!("{} {}: {} / {:?}", s.place(f.span), f.code, f.message, f.help); }
    }
}
