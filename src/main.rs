//! The `candor` program.
fn main() {
    for path in std::env::args().skip(1) {
        let load = |p: &str| std::fs::read(p).map_err(|_| candor::project::LoadError::Missing);
        let r = candor::project::read(&path, &load, candor::law::Vocabulary::builtin());
        let mut settings = candor::compile::Settings::default();
        for f in std::fs::read_dir("templates/en").unwrap().flatten() { if f.path().is_file() { settings.templates.insert(format!("en/{}", f.file_name().to_str().unwrap()), std::fs::read_to_string(f.path()).unwrap()); } }
        let b = candor::compile::compile(&r, &settings);
        for f in r.findings.iter().chain(&b.findings) { eprintln!("{} {}: {} / {:?}", r.sources.place(f.span), f.code, f.message, f.help); }
        for e in b.template_errors { eprintln!("{e}"); }
        std::fs::create_dir_all("dist").unwrap();
        for o in b.outputs { std::fs::write(format!("dist/{}", o.file), o.text).unwrap(); }
    }
}
