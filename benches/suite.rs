//! How long each stage takes on policies of 1, 10, 100 and 1,000 times a sample's size.
//!
//! `cargo bench` runs it all; `cargo bench -- document` one stage. `CANDOR_BENCH_LIMIT=100`
//! leaves out what is larger. `benches/README.md` has the figures against other programs.
#![expect(clippy::disallowed_methods, reason = "the environment says how large a policy to measure")]

mod generate;

use std::hint::black_box;
use std::sync::OnceLock;

use candor::compile::{self, Built, Settings};
use candor::document::Document;
use candor::emit::{Format, html, json, markdown, text};
use candor::law::Vocabulary;
use candor::project::{self, LoadError, Read};
use candor::source::FileId;
use candor::{model, syntax};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Of how many times a sample's size policies are measured.
fn sizes() -> Vec<usize> {
    let limit = std::env::var("CANDOR_BENCH_LIMIT").ok().and_then(|limit| limit.parse().ok()).unwrap_or(1000);
    [1, 10, 100, 1000].into_iter().filter(|size| *size <= limit).collect()
}

fn read(source: &str) -> Read {
    let load = |path: &str| {
        if path == "acme.candor" { Ok(source.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
    };
    project::read("acme.candor", &load, Vocabulary::builtin())
}

/// A policy that was read, and its document; made once for every bench of that size.
fn made(size: usize) -> &'static (Read, Document) {
    static MADE: [OnceLock<(Read, Document)>; 4] = [const { OnceLock::new() }; 4];
    let slot = MADE.get(size.ilog10() as usize).unwrap_or(&MADE[0]);
    slot.get_or_init(|| {
        let read = read(&generate::policy(size));
        let mut built = Built::default();
        let document = compile::documents(&read, &Settings::default(), &mut built).swap_remove(0);
        assert!(
            read.findings.is_empty() && built.template_errors.is_empty(),
            "{:?}{:?}",
            read.findings,
            built.template_errors
        );
        (read, document)
    })
}

#[divan::bench(args = sizes())]
fn syntax(bencher: Bencher<'_, '_>, size: usize) {
    let source = generate::policy(size);
    let bencher = bencher.counter(BytesCount::of_str(&source));
    bencher.bench_local(|| syntax::read(FileId(0), black_box(&source)));
}

#[divan::bench(args = sizes())]
fn model(bencher: Bencher<'_, '_>, size: usize) {
    let source = generate::policy(size);
    let items = syntax::read(FileId(0), &source).value.items;
    let bencher = bencher.counter(BytesCount::of_str(&source)).with_inputs(|| items.clone());
    bencher.bench_local_values(|items| model::policy("acme", items, Vocabulary::builtin()));
}

#[divan::bench(args = sizes())]
fn document(bencher: Bencher<'_, '_>, size: usize) {
    let (read, _) = made(size);
    let settings = Settings::default();
    bencher.bench_local(|| compile::documents(black_box(read), &settings, &mut Built::default()));
}

#[divan::bench(args = sizes())]
fn emit_markdown(bencher: Bencher<'_, '_>, size: usize) {
    let (_, document) = made(size);
    bencher.bench_local(|| markdown::emit(black_box(document)));
}

#[divan::bench(args = sizes())]
fn emit_html(bencher: Bencher<'_, '_>, size: usize) {
    let (_, document) = made(size);
    bencher.bench_local(|| html::page(black_box(document), html::PAGE));
}

#[divan::bench(args = sizes())]
fn emit_text(bencher: Bencher<'_, '_>, size: usize) {
    let (_, document) = made(size);
    bencher.bench_local(|| text::emit(black_box(document)));
}

#[divan::bench(args = sizes())]
fn emit_json(bencher: Bencher<'_, '_>, size: usize) {
    let (read, document) = made(size);
    bencher.bench_local(|| json::emit(&read.policy, black_box(document), &read.sources));
}

/// Everything between reading and writing files.
#[divan::bench(args = sizes())]
fn whole_build(bencher: Bencher<'_, '_>, size: usize) {
    let source = generate::policy(size);
    let settings = Settings { formats: Format::ORDINARY.to_vec(), ..Settings::default() };
    let bencher = bencher.counter(BytesCount::of_str(&source));
    bencher.bench_local(|| compile::compile(&read(black_box(&source)), &settings));
}
