//! How the program is *linked*.

use std::env;
use std::process::Command;

/// Packs what the loader has to add the program's address to, 43,000 places of a megabyte, into a few kilobytes: so much
/// less is read whenever the program starts. Only where it is to run on a machine such as this one, whose loader knows the
/// packed form: glibc has known it since 2.36.
pub fn pack_relocations() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|is| is == value);
    let here = env::var_os("HOST").is_some_and(|host| Some(host) == env::var_os("TARGET"));
    if here
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && knows_packed().unwrap_or(false)
    {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

fn knows_packed() -> Option<bool> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?.stdout;
    let version = str::from_utf8(&said).ok()?.trim().strip_prefix("glibc ")?;
    let mut numbers = version.split('.').map_while(|number| number.parse::<u32>().ok());
    Some((numbers.next()?, numbers.next()?) >= (2, 36))
}
