//! The *version* that the program says: its number, and of which commit it is where that can be told.

use std::path::Path;
use std::process::Command;

const COMMITS: &str = ".git/logs/HEAD";

/// `0.1.0 (1a2b3c4)`; the number alone where the sources are no git repository.
pub fn said() -> String {
    // Written to with each commit. What is not there would be looked for in every build.
    if Path::new(COMMITS).exists() {
        println!("cargo::rerun-if-changed={COMMITS}");
    }
    let number = env!("CARGO_PKG_VERSION");
    match commit() {
        Some(commit) => format!("{number} ({commit})"),
        None => number.to_owned(),
    }
}

fn commit() -> Option<String> {
    let said = Command::new("git").args(["rev-parse", "--short=10", "HEAD"]).output().ok()?;
    let commit = String::from_utf8(said.stdout).ok()?.trim().to_owned();
    (said.status.success() && !commit.is_empty()).then_some(commit)
}
