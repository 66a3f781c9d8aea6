use crate::law::Vocabulary;
use crate::source::FileId;
#[test]
fn dump() {
    for name in ["claritru", "classimize", "clarizen", "civicplus", "clientwise", "starter"] {
        let text = std::fs::read_to_string(format!("policies/{name}.candor")).unwrap();
        let read = crate::syntax::read(FileId(0), &text);
        let model = crate::model::policy(name, read.value.items, Vocabulary::builtin());
        println!("=== {name}");
        for f in crate::analysis::check(&model.value, Vocabulary::builtin(), &Default::default()) {
            let line = |s: crate::source::Span| text[..s.start as usize].matches('\n').count() + 1;
            println!("{}: {:?} {}: {}", line(f.span), f.severity, f.code, f.message);
            for l in &f.labels { println!("      {}: {}", line(l.span), l.text); }
        }
    }
}
