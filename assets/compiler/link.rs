//! How the program is *linked*.

use std::env;

/// Links the program to lie at one place of the address space. Otherwise the loader has to add that place to 43,000
/// pointers (the tables of html5ever, clap, SQLite) before anything else is done, which takes a third of the time of
/// `--version` and half of its page faults. The price: its code lies at the same place in each run. Stack, heap and
/// libraries still do not.
pub fn at_one_place() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|is| is == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
