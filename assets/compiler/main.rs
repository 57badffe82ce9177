//! The *build script*: the table of furniture (`assets/furniture.toml`) becomes Rust, and the dictionaries of other crates
//! become bytes, so that nothing of them is parsed or compiled when the program starts.
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
//! | `han` | the simplified characters that others are folded to |
//! | `readings` | pinyin and romaji |

mod crates;
mod dictionary;
mod expression;
mod han;
#[path = "../../src/extract/furniture/hash.rs"]
mod hash;
mod layout;
#[path = "../../src/extract/portable.rs"]
mod portable;
mod readings;
mod table;

use std::path::Path;

use crates::Crates;

const SOURCE: &str = "assets/furniture.toml";

fn main() -> Result<(), String> {
    // Cargo.lock says of which version the crates are whose dictionaries are read.
    let read = ["assets/compiler", SOURCE, "src/extract/furniture/hash.rs", "src/extract/portable.rs", "Cargo.lock"];
    for read in read {
        println!("cargo::rerun-if-changed={read}");
    }
    let source = std::fs::read_to_string(SOURCE).map_err(|error| format!("{SOURCE}: {error}"))?;
    let compiled = table::compile(&source).map_err(|error| format!("{SOURCE}: {error}"))?;
    let out = std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    let out = Path::new(&out);
    std::fs::write(out.join("furniture.rs"), compiled).map_err(|error| error.to_string())?;
    std::fs::write(out.join("han.rs"), han::pairs()?).map_err(|error| error.to_string())?;
    let crates = Crates::of_this_build()?;
    dictionary::write(&crates, out)?;
    readings::write(&crates, out)
}
