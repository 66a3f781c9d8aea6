//! What reading a large policy takes: time and resident memory of each stage by itself.
//!
//! `cargo bench --bench reading` prints a table for sources of 1, 4 and 16 MiB. Each
//! figure is measured in a process of its own, so that none begins with the memory of
//! another; `reading STAGE BYTES` is such a process. Linux only: it reads `/proc`.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a measuring program starts itself and reads a clock, and ends where it cannot"
)]

mod generate;

use std::hint::black_box;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use candor::law::Vocabulary;
use candor::project::{self, LoadError};
use candor::source::FileId;
use candor::syntax;

/// The stages, each with all that comes before it.
const STAGES: &[&str] = &["source", "syntax", "policy"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    match words.as_slice() {
        [stage, bytes] => {
            let bytes = bytes.parse().expect("a number of bytes");
            let (took, resident) = measure(stage, bytes);
            println!("{} {resident}", took.as_nanos());
        }
        _ => table(),
    }
}

fn table() {
    println!("| stage | MiB | ms | MB/s | resident bytes per byte |");
    println!("|---|---:|---:|---:|---:|");
    let this = std::env::current_exe().expect("this program");
    for stage in STAGES {
        for mib in [1_usize, 4, 16] {
            let bytes = mib * 1024 * 1024;
            let output = Command::new(&this).arg(stage).arg(bytes.to_string()).output().expect("to start");
            let text = String::from_utf8(output.stdout).expect("text");
            let numbers: Vec<f64> = text.split_whitespace().map(|n| n.parse().expect("a number")).collect();
            let [nanos, resident] = numbers[..] else { panic!("two numbers") };
            let (size, ms) = (bytes as f64, nanos / 1e6);
            println!("| {stage} | {mib} | {ms:.1} | {:.0} | {:.2} |", size / nanos * 1e3, resident / size);
        }
    }
}

/// How long a stage takes on so many bytes, and how many more are resident at its peak
/// than before it: what reading takes beside the text itself, which is counted too.
fn measure(stage: &str, bytes: usize) -> (Duration, u64) {
    // What is loaded on first use is no part of it.
    read(&generate::policy(1));
    let before = resident("VmRSS");
    let source: Arc<str> = generate::policy_of(bytes).into();
    let start = Instant::now();
    match stage {
        "source" => {
            black_box(&source);
        }
        "syntax" => {
            let (mut items, mut findings) = (0_usize, Vec::new());
            syntax::read_each(FileId(0), &source, &mut |_| items += 1, &mut findings);
            assert!(items > 0 && findings.is_empty());
        }
        "policy" => read(&source),
        _ => panic!("one of {STAGES:?}"),
    }
    (start.elapsed(), resident("VmHWM").saturating_sub(before))
}

fn read(source: &str) {
    let load = |path: &str| {
        if path == "acme.candor" { Ok(source.as_bytes().to_vec()) } else { Err(LoadError::Missing) }
    };
    let read = project::read("acme.candor", &load, Vocabulary::builtin());
    assert!(read.findings.is_empty(), "{:?}", read.findings.first());
    black_box(&read);
}

/// A figure of this process's memory, in bytes.
fn resident(figure: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|line| line.starts_with(figure)).expect("a figure of memory");
    let kib: u64 = line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    kib * 1024
}
