//! The *program*, as far as what it makes of a file depends on it: a number that is another one when any source that
//! takes part in that is. What is kept between runs is believed by the program that made it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// What takes part in making an article, and in folding it.
pub const SOURCES: [&str; 8] = [
    "Cargo.lock",
    "assets/furniture.toml",
    "assets/compiler",
    "src/extract",
    "src/library",
    "src/model",
    "src/search/fold",
    "src/source",
];

/// The number of the program, after its version.
pub fn number() -> std::io::Result<String> {
    Ok(format!("{}-{:016x}", env!("CARGO_PKG_VERSION"), hash_of(&SOURCES)?))
}

/// A number that is another one when any of these files and folders is.
pub fn hash_of(sources: &[&str]) -> std::io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        add(Path::new(source), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    path.hash(hasher);
    if !path.is_dir() {
        std::fs::read(path)?.hash(hasher);
        return Ok(());
    }
    let mut inside: Vec<_> =
        std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| add(path, hasher))
}
