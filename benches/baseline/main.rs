//! The least that a build can cost: reads the sources, writes the outputs.
//!
//! `baseline OUT SOURCE…`, where a source may be a folder of sources. The outputs are
//! those that `candor` wrote; `measure.py` hands them over at compile time as one blob
//! and an index of `stem extension start length` lines, so that nothing but the sources
//! is read. On as many threads as there are processors. Standard library only.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

static BLOB: &[u8] = include_bytes!(env!("BASELINE_BLOB"));
const INDEX: &str = include_str!(env!("BASELINE_INDEX"));

type Outputs = HashMap<&'static str, Vec<(&'static str, &'static [u8])>>;

fn main() {
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let out = arguments.next().expect("the folder to write to");
    let mut sources = Vec::new();
    for path in arguments {
        if path.is_dir() {
            sources.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            sources.push(path);
        }
    }
    let mut outputs = Outputs::new();
    for line in INDEX.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let (start, length): (usize, usize) = (words[2].parse().unwrap(), words[3].parse().unwrap());
        outputs.entry(words[0]).or_default().push((words[1], &BLOB[start..start + length]));
    }
    fs::create_dir_all(&out).unwrap();
    let at = AtomicUsize::new(0);
    let work = || {
        while let Some(source) = sources.get(at.fetch_add(1, Ordering::Relaxed)) {
            build(source, &outputs, &out);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(sources.len());
    if threads <= 1 {
        return work();
    }
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
}

fn build(source: &Path, outputs: &Outputs, out: &Path) {
    assert!(!fs::read(source).unwrap().is_empty());
    let stem = source.file_stem().unwrap().to_str().unwrap();
    for (extension, bytes) in &outputs[stem] {
        fs::write(out.join(format!("{stem}.{extension}")), bytes).unwrap();
    }
}
