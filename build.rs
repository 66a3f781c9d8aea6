//! Turns the YAML under `law/` into compact JSON, which loads ten times faster.
//!
//! Every file of `law/` but the vocabulary and the shared facts is a pack, so that a
//! new jurisdiction needs no Rust. A file that is not YAML fails the build here; what
//! it says is checked by the tests of `src/law`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=law");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut files =
        fs::read_dir("law")?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();

    let mut packs = String::from("&[\n");
    for path in &files {
        let name = path.file_stem().and_then(|stem| stem.to_str()).ok_or("a file name that is not UTF-8")?;
        fs::write(out.join(format!("{name}.json")), as_json(path)?)?;
        if !matches!(name, "vocabulary" | "facts") {
            writeln!(packs, "    (\"{name}\", include_str!(concat!(env!(\"OUT_DIR\"), \"/{name}.json\"))),")?;
        }
    }
    packs.push(']');
    fs::write(out.join("packs.rs"), packs)?;
    Ok(())
}

fn as_json(path: &Path) -> Result<String, Box<dyn Error>> {
    let yaml = fs::read_to_string(path)?;
    let value: serde_json::Value =
        serde_yaml::from_str(&yaml).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(value.to_string())
}
