//! The *build script*: the table of furniture (`assets/furniture.toml`) becomes Rust, and the dictionaries of other crates
//! become bytes, so that nothing of them is parsed or compiled when the program starts; the order of Han by their pinyin
//! becomes a table.
//!
//! Besides the rules themselves it writes down what a text must have for each rule to match it, which is how a hundred
//! rules are asked at once: see `src/extract/furniture/prefilter.rs`.
//!
//! | file | what it does |
//! | --- | --- |
//! | `table` | reads the table, writes its Rust |
//! | `expression` | what a text must have for a pattern to match it |
//! | `layout` | names, words and characters laid out to be found without a search |
//! | `dictionary` | the words of Chinese, and the models that part and tag what is none |
//! | `crates` | where the sources of other crates are |
//! | `conversion` | Traditional Chinese to Simplified and back |
//! | `phrases` | phrases whose characters become something else together |
//! | `han` | the simplified characters that others are folded to |
//! | `keys` | the key table in a form that is read in no time |
//! | `pinyin` | Han in the order of their pinyin |
//! | `program` | what the program is, for what is kept between its runs |
//! | `link` | how the program is linked |
//! | `readings` | pinyin and romaji |
//! | `toned` | how Chinese is read, with tones |
//! | `traditional` | the interface in traditional characters |
//! | `version` | the version that the program says |

mod conversion;
mod crates;
mod dictionary;
mod expression;
mod han;
#[path = "../../src/extract/furniture/hash.rs"]
mod hash;
mod keys;
mod layout;
mod link;
mod phrases;
mod pinyin;
#[path = "../../src/extract/portable.rs"]
mod portable;
mod program;
mod readings;
mod table;
mod toned;
mod traditional;
mod version;

use std::path::Path;

use crates::Crates;

const SOURCE: &str = "assets/furniture.toml";
const KEYS: &str = "assets/keys.toml";
const CATALOGUE: &str = "assets/traditional.toml";

fn main() -> Result<(), String> {
    for read in READ.iter().chain(&program::SOURCES) {
        println!("cargo::rerun-if-changed={read}");
    }
    let unread = |error| format!("the sources: {error}");
    println!("cargo::rustc-env=KANBAO_PROGRAM={}", program::number().map_err(unread)?);
    println!("cargo::rustc-env=KANBAO_VERSION={}", version::said());
    link::at_one_place();
    let out = std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    let out = Path::new(&out);
    // The number of the program changes with nearly every change of it, the tables hardly ever.
    let made = out.join("made");
    let tables = program::hash_of(&READ).map_err(unread)?.to_string();
    if std::fs::read_to_string(&made).is_ok_and(|made| made == tables) {
        return Ok(());
    }
    write_tables(out)?;
    std::fs::write(&made, tables).map_err(|error| format!("made: {error}"))
}

/// What the tables are made from. Cargo.lock says of which version the crates are whose dictionaries are read.
const READ: [&str; 7] = [
    "assets/compiler",
    SOURCE,
    KEYS,
    CATALOGUE,
    "src/extract/furniture/hash.rs",
    "src/extract/portable.rs",
    "Cargo.lock",
];

fn write_tables(out: &Path) -> Result<(), String> {
    let source = std::fs::read_to_string(SOURCE).map_err(|error| format!("{SOURCE}: {error}"))?;
    let compiled = table::compile(&source).map_err(|error| format!("{SOURCE}: {error}"))?;
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(out.join(name), bytes).map_err(|error| format!("{name}: {error}"));
    write("furniture.rs", compiled.as_bytes())?;
    let keys = std::fs::read_to_string(KEYS).map_err(|error| format!("{KEYS}: {error}"))?;
    write("keys.json", keys::as_json(&keys).map_err(|error| format!("{KEYS}: {error}"))?.as_bytes())?;
    let catalogue = std::fs::read_to_string(CATALOGUE).map_err(|error| format!("{CATALOGUE}: {error}"))?;
    let catalogue = traditional::table(&catalogue).map_err(|error| format!("{CATALOGUE}: {error}"))?;
    write("traditional.rs", catalogue.as_bytes())?;
    write("han.rs", han::pairs()?.as_bytes())?;
    write("pinyin.ranks", &pinyin::ranks()?)?;
    let crates = Crates::of_this_build()?;
    dictionary::write(&crates, out)?;
    conversion::write(&crates, out)?;
    let toned = toned::write(&crates, out)?;
    readings::write(&crates, &toned, out)
}
